"""Headings that name a meeting, and the numerals in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.facts.headings.meeting_headings import MeetingHeading, parse_meeting_heading
from icmlpo_rdf.facts.words.lexicon import lexicon_of
from icmlpo_rdf.facts.words.numerals import parse_numeral


@pytest.mark.parametrize(
    ("language", "heading", "expected"),
    [
        ("zh", "第十次会议（2011年）参加者", MeetingHeading("第十次会议（2011年）", 10, 2011, True)),
        ("zh", "第廿三屆國際會議與會者名單", MeetingHeading("第廿三屆國際會議", 23, None, True)),
        ("zh", "2009年会议", MeetingHeading("2009年会议", None, 2009, False)),
        ("zh", "第十届中央委员会第三次会议", MeetingHeading("第十届中央委员会第三次会议", 3, None, False)),
        ("zh", "第二次世界大战", None),
        ("zh", "1999年至2011年的会议", MeetingHeading("1999年至2011年的会议", None, None, False)),
        ("zh", "参加者", None),
        ("zh", "会议", None),
        ("ja", "第10回大会（1998年）の参加者", MeetingHeading("第10回大会（1998年）", 10, 1998, True)),
        ("ko", "제10차 회의 (2011년) 참가자", MeetingHeading("제10차 회의 (2011년)", 10, 2011, True)),
        ("zh", "10th meeting participants", MeetingHeading("10th meeting", 10, None, True)),
    ],
)
def test_meeting_heading(language: str, heading: str, expected: MeetingHeading | None) -> None:
    """A meeting is named by the word for it with an ordinal, a year or both."""
    if expected and expected.ordinal is None and expected.year is None:
        expected = None
    assert parse_meeting_heading(heading, lexicon_of(language)) == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("一百零五", 105),
        ("二百三十五", 235),
        ("两百", 200),
        ("二〇一一", 2011),
        ("１０", 10),
        ("007", 7),
        ("壹拾贰", 12),
        ("〇", None),
        ("0", None),
        ("十百", None),
        ("一二十", None),
        ("12345", None),
        ("次", None),
        ("", None),
    ],
)
def test_numeral(written: str, value: int | None) -> None:
    """Numerals of pages are read in all their forms; what is none is none."""
    assert parse_numeral(written) == value


@given(st.integers(1, 9999))
def test_chinese_numerals_round_trip(number: int) -> None:
    """Every number from 1 to 9,999, written out in Chinese, is read back."""
    assert parse_numeral(in_chinese(number)) == number


def in_chinese(number: int) -> str:
    """Write a number as Chinese does: 105 is 一百零五."""
    digits, parts, zero = "零一二三四五六七八九", "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts += ("零" if zero else "") + digits[digit] + name
            zero = False
        elif parts:
            zero = True
    return parts


@given(st.text(max_size=40))
def test_no_heading_raises(text: str) -> None:
    """Any text may be a heading."""
    for language in ("zh", "ja", "ko", "en", "fr"):
        parse_meeting_heading(text, lexicon_of(language))
