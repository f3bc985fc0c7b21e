"""Labels of meetings, made of what the page says of them where it prints none that stands alone."""

from __future__ import annotations

from icmlpo_rdf.facts import Meeting, Subject

__all__ = ["english_label", "meeting_label"]

_WIDE_BRACKETS = frozenset("zh ja yue lzh wuu gan".split())
"""Languages whose brackets are as wide as their letters, without a space before them."""


def meeting_label(meeting: Meeting, subject: Subject, language: str) -> str:
    """Return a label that stands alone: of a meeting known by its date, with the year and the name of its series or body.

    Where the page prints a name, or what it calls the meeting in a heading, that is the label.
    """
    if meeting.label != meeting.date_as_printed:
        return meeting.label
    is_wide = language.partition("-")[0] in _WIDE_BRACKETS
    year = "" if meeting.year is None else str(meeting.year)
    when = meeting.label if year in meeting.label else f"{year}{'，' if is_wide else ', '}{meeting.label}"
    return f"{subject.label}（{when}）" if is_wide else f"{subject.label} ({when})"


def english_label(meeting: Meeting, subject: Subject) -> str:
    """Return an English label: `10th ICMLPO meeting (2011)`.

    The abbreviation is the series' only name in Latin letters, if the page prints one.
    """
    # Real leads have a handful of names; a page of nothing but bold text is not searched for each meeting.
    latin = [name.text for name in subject.names[:50] if name.text.isascii()] if subject.is_series else []
    words = [
        *([_english_ordinal(meeting.ordinal)] if meeting.ordinal is not None else []),
        *latin[:1],
        "meeting",
        *([f"({meeting.year})"] if meeting.year is not None else []),
    ]
    return " ".join(words)


def _english_ordinal(number: int) -> str:
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
