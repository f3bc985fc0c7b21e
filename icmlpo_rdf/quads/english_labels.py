"""Labels of meetings in English, made of what the page says of them."""

from __future__ import annotations

from icmlpo_rdf.facts import Meeting, Subject

__all__ = ["english_label"]


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
