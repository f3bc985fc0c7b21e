"""Headings that name a meeting: 第十次会议（2011年）参加者."""

from __future__ import annotations

import re
from dataclasses import dataclass

from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.numerals import parse_numeral

__all__ = ["MeetingHeading", "parse_meeting_heading"]

# A year stands free of other digits. Meetings before 1500 and after 2100 are not expected on these pages.
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|2100)(?!\d)")

# Longer ones are prose; the limit also keeps the patterns from long runs of white space.
_MAX_HEADING = 200


@dataclass(frozen=True, slots=True)
class MeetingHeading:
    """What a heading says of a meeting."""

    label: str
    """The heading without the word for participants."""
    ordinal: int | None
    year: int | None
    lists_participants: bool
    """True when the heading says that those who took part stand under it."""


def parse_meeting_heading(heading: str, lexicon: Lexicon) -> MeetingHeading | None:
    """Return what a heading says of a meeting, or None when it names none.

    A meeting is named by the word for it with an ordinal, a year or both (design, section 5).
    """
    if len(heading) > _MAX_HEADING:
        return None
    trailing = lexicon.participants.search(heading)
    label = heading[: trailing.start()].strip() if trailing else heading.strip()
    if not label or not lexicon.meeting_noun.search(label):
        return None
    ordinal = _ordinal(label, lexicon)
    years = set(_YEAR.findall(label))
    # Two years are a span or a confusion: neither is the meeting's.
    year = int(years.pop()) if len(years) == 1 else None
    if ordinal is None and year is None:
        return None
    return MeetingHeading(label, ordinal, year, lists_participants=trailing is not None)


def _ordinal(label: str, lexicon: Lexicon) -> int | None:
    found = [
        parse_numeral(next(group for group in match.groups() if group))
        for match in lexicon.ordinal_meeting.finditer(label)
    ]
    # 第十届中央委员会第三次会议: the number next to the word for meeting is the meeting's.
    return found[-1] if found else None
