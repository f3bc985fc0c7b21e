"""Dates as pages print them, in four languages; what is no date is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.facts.words.dates import find_date, find_year, parse_date


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2009年6月16日", "2009-06-16", None),
        ("2013年3月26–27日", "2013-03-26", "2013-03-27"),
        ("2016年10月15-16日", "2016-10-15", "2016-10-16"),
        ("2007年7月30日至8月2日", "2007-07-30", "2007-08-02"),
        ("2004年12月30日－2005年1月2日", "2004-12-30", "2005-01-02"),
        ("1998年11月5日、8日", "1998-11-05", "1998-11-08"),
        ("二〇一一年五月三日", "2011-05-03", None),
        ("２０１１年５月", "2011-05", None),
        ("2011年", "2011", None),
        ("2011", "2011", None),
        ("昭和54年（1979年）6月28日 - 29日", "1979-06-28", "1979-06-29"),
        ("1979年（昭和54年）6月28日（木）", "1979-06-28", None),
        ("平成23年5月3日", "2011-05-03", None),
        ("令和元年6月28日", "2019-06-28", None),
        ("2011년 5월 3일 ~ 4일", "2011-05-03", "2011-05-04"),
        ("2011년 5월 3일부터 6월 4일까지", "2011-05-03", "2011-06-04"),
        ("2011년 5월", "2011-05", None),
        ("2003.9.1–3", "2003-09-01", "2003-09-03"),
        ("2011. 5. 3.", "2011-05-03", None),
        ("2011-05-03", "2011-05-03", None),
        ("May 3–5, 2011", "2011-05-03", "2011-05-05"),
        ("30 May – 2 June 2011", "2011-05-30", "2011-06-02"),
        ("June 2011", "2011-06", None),
    ],
)
def test_dates(written: str, start: str, end: str | None) -> None:
    """Each form gives its first and its last day, in the precision that is printed."""
    span = parse_date(written)
    assert span
    assert (str(span.start), str(span.end) if span.end else None) == (start, end)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "12",
        "75,544",
        "2011年13月",
        "2011年2月30日",
        "6月28日",
        "3-5日",
        "2011年5月5日-3日",
        "甲党",
        "第2009次",
        "9999",
        "0年",
        "1,796",
    ],
)
def test_no_date(written: str) -> None:
    """Numbers, impossible days and days without a year are none."""
    assert parse_date(written) is None


def test_a_day_without_a_year_takes_the_rows_year() -> None:
    """A table with a year column prints 11月15日-17日 in the next."""
    span = parse_date("11月15日-17日", 1975)
    assert span
    assert (str(span.start), str(span.end)) == ("1975-11-15", "1975-11-17")


def test_a_date_inside_a_sentence() -> None:
    """The only date of a heading or introducing line; two are none."""
    found = find_date("1984年3月12日会议上的十七个创始成员是：")
    assert found
    assert (str(found[0].start), found[1]) == ("1984-03-12", "1984年3月12日")
    assert find_date("1984年3月12日和1985年4月1日的会议") is None


def test_years() -> None:
    """One year is the year; two are a span or a confusion."""
    assert find_year("第十次会议（2011年）") == 2011
    assert find_year("第二次（二〇〇七年）") == 2007
    assert find_year("昭和54年の会議") == 1979
    assert find_year("第10回会議（平成23年）") == 2011
    assert find_year("1979年（昭和54年）") == 1979
    assert find_year("1999年至2011年") is None


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    """A day printed in any of the languages is that day."""
    y, m, d = day.year, day.month, day.day
    for written in (
        f"{y}年{m}月{d}日",
        f"{y}년 {m}월 {d}일",
        day.isoformat(),
        f"{d} {day:%B} {y}",
        f"{y}.{m}.{d}.",
    ):
        span = parse_date(written)
        assert span, written
        assert str(span.start) == f"{y:04}-{m:02}-{d:02}"


@given(st.text(max_size=90))
def test_no_text_raises(text: str) -> None:
    """Any text may stand in a date's cell."""
    parse_date(text)
    parse_date(text, 2000)
    find_date(text)
    find_year(text)
