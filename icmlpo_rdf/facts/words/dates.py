"""Dates as pages print them: 2018年7月25-27日, 昭和54年（1979年）6月28日, 2011년 5월 3일 ~ 4일, 3–5 May 2011, 3. bis 5. Mai 2011."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from msgspec import Struct

from icmlpo_rdf.facts.words.named_months import (
    BETWEEN_DATES,
    find_named_dates,
    has_named_date,
    match_named_date,
    number_of_month,
)
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.language.small_words import either, letters, small_words, table
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "DateSpan",
    "PartialDate",
    "begins_with_month",
    "find_date",
    "find_days",
    "find_year",
    "has_date",
    "has_day",
    "parse_date",
]


class PartialDate(Struct, frozen=True, order=True):
    """A day, a month or a year of the Gregorian calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Its lexical form: 2011, 2011-05 or 2011-05-03 (XML Schema 1.1 part 2, sections 3.3.9 to 3.3.11)."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
            if self.day is not None:
                text += f"-{self.day:02}"
        return text


class DateSpan(Struct, frozen=True):
    """When something was; `end` is None when only one date is printed."""

    start: PartialDate
    end: PartialDate | None = None


_MAX_LENGTH = 80
_FIRST_YEAR, _LAST_YEAR = 1500, 2100

_WEEKDAYS = lazy_pattern(
    rf"[（(](?:{either('week_before')})?[{letters('weekdays')}](?:{either('week_behind')})?[）)]"
    r"|[（(](?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[）)]",
    re.IGNORECASE,
    needs="（(",
)
# 昭和54年（1979年） and 1979年（昭和54年）: the era's year says nothing that the other does not.
_YEAR_SIGN, _MONTH_SIGN, _DAY_SIGN = letters("year"), letters("month"), letters("day")
_ERA_BEGINS = table("eras")
_COUNTED = "|".join(_ERA_BEGINS)
_ERAS = (*_ERA_BEGINS, *small_words("other_eras"))
_FIRST_OF_ERA = letters("first_year")
_ERA = rf"(?:{'|'.join(_ERAS)})\s*+(?:\d{{1,3}}|{_FIRST_OF_ERA})\s*+[{_YEAR_SIGN}]"
_ERA_FIRST = lazy_pattern(rf"{_ERA}\s*+[（(]\s*+(\d{{4}})\s*+[{_YEAR_SIGN}]?\s*+[）)]", needs=_ERAS)
_ERA_BEHIND = lazy_pattern(
    rf"(\d{{4}}\s*+[{_YEAR_SIGN}][^（）()]{{0,12}})[（(]\s*+{_ERA}\s*+[）)]", needs=_ERAS
)
_ERA_ALONE = lazy_pattern(
    rf"({_COUNTED})\s*+(\d{{1,3}}|{_FIRST_OF_ERA})\s*+{_YEAR_SIGN[0]}", needs=_ERA_BEGINS
)
_DOTTED = lazy_pattern(r"(?<!\d)(\d{4})\.\s*+(\d{1,2})\.(?:\s*+(\d{1,2})\.?)?(?!\d)", needs=".")
# 1961/11/1-6
_SLASHED = lazy_pattern(
    r"(\d{4})/(\d{1,2})/\s*+(\d{1,2})\s*+[-–—~～]\s*+(?:(\d{1,2})/)?(\d{1,2})(?![\d/])", needs="/"
)
_DIGITS = table("numerals")["in_dates"]
_CHINESE_NUMBER = lazy_pattern(
    rf"(?<![{_DIGITS}])[{_DIGITS}]++(?=[{_YEAR_SIGN[0]}{_MONTH_SIGN[0]}{_DAY_SIGN[0]}])", needs=_DIGITS
)
_Y, _M, _D = rf"\s*+[{_YEAR_SIGN}]", rf"\s*+[{_MONTH_SIGN}]", rf"\s*+[{_DAY_SIGN}]"
_CJK = lazy_pattern(
    rf"(?:(?P<y1>\d{{4}}){_Y}?)?\s*+(?:(?P<m1>\d{{1,2}}){_M})?\s*+(?:(?P<d1>\d{{1,2}}){_D}?)?"
    rf"(?:{BETWEEN_DATES}(?:(?P<y2>\d{{4}}){_Y})?\s*+(?:(?P<m2>\d{{1,2}}){_M})?\s*+(?:(?P<d2>\d{{1,2}}){_D}?)?)?"
    rf"\s*+(?:{either('date_to_words')})?"
)
_ISO = lazy_pattern(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?", needs="-/.")


_DAYS = lazy_pattern(
    rf"(?<![\d{_YEAR_SIGN}])\d{{1,2}}{_M}\s*+\d{{1,2}}{_D}?(?:{BETWEEN_DATES}(?:\d{{1,2}}{_M}\s*+)?\d{{1,2}}{_D})?",
    needs=_MONTH_SIGN,
)
# 3.5.2011: a day, a month and a year.
_NUMBERS = lazy_pattern(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})", needs=".")
# Every date has a digit or one of these; most texts are names, and have none.
_SIGN = lazy_pattern(rf"[\d{_YEAR_SIGN}{_MONTH_SIGN}{_DAY_SIGN}]")
# A year stands free of other digits.
_YEAR = lazy_pattern(r"(?<!\d)(1[5-9]\d\d|20\d\d|2100)(?!\d)")


def find_year(text: str) -> int | None:
    """Return the only year that a text prints, or None: two years are a span or a confusion."""
    if not _SIGN.search(text):
        return None
    years = set(_YEAR.findall(_western(text)))
    return int(years.pop()) if len(years) == 1 else None


_ANYWHERE = lazy_pattern(
    rf"(?:\d{{4}}{_Y}|{_ERA})"
    rf"\s*+(?:[（(][^（）()]{{2,10}}[）)]\s*+)?\d{{1,2}}{_M}(?:\s*+\d{{1,2}}{_D}?)?"
    rf"(?:{BETWEEN_DATES}(?:\d{{4}}{_Y}\s*+(?:[（(][^（）()]{{2,10}}[）)]\s*+)?)?(?:\d{{1,2}}{_M}\s*+)?\d{{1,2}}{_D})?",
    needs=_MONTH_SIGN,
)


def find_date(text: str) -> tuple[DateSpan, str] | None:
    """Return the only date with a month that a text holds, and how it is printed; None for none or several."""
    found = [match[0].strip() for match in _ANYWHERE.finditer(text)] or find_named_dates(text)
    span = parse_date(found[0], None) if len(found) == 1 else None
    return (span, found[0]) if span else None


def begins_with_month(text: str) -> bool:
    """Return whether a text begins with a month of a year, as no name does: 1931年4月排名."""
    dated = find_date(text) if text[:1].isdigit() else None
    return dated is not None and text.startswith(dated[1])


def find_days(text: str, year: int) -> tuple[DateSpan, tuple[int, int]] | None:
    """Return the only month and day, or span of them, that a text prints without its year, and where it stands."""
    found = list(_DAYS.finditer(text))
    span = parse_date(found[0][0].strip(), year) if len(found) == 1 else None
    return (span, found[0].span()) if span else None


def has_date(text: str) -> bool:
    """Return whether a text prints a date with a month, or a single year."""
    return _ANYWHERE.search(text) is not None or find_year(text) is not None


def has_day(text: str) -> bool:
    """Return whether a text prints a date with a month."""
    return _ANYWHERE.search(text) is not None or has_named_date(text)


def _western(text: str) -> str:
    """The text with its years in western digits of the common era, without weekdays."""
    plain = _WEEKDAYS.sub("", unicodedata.normalize("NFKC", text))
    plain = _ERA_BEHIND.sub(r"\1", _ERA_FIRST.sub(rf"\1{_YEAR_SIGN[0]}", plain))
    plain = _CHINESE_NUMBER.sub(lambda match: str(parse_numeral(match[0]) or match[0]), plain)
    plain = _ERA_ALONE.sub(_common_era, plain)
    plain = _SLASHED.sub(_with_range, plain)
    return _DOTTED.sub(_with_signs, plain)


def _with_range(match: re.Match[str]) -> str:
    year, month, day = _YEAR_SIGN[0], _MONTH_SIGN[0], _DAY_SIGN[0]
    begin = f"{match[1]}{year}{match[2]}{month}{match[3]}{day}"
    return f"{begin}-{match[4] or match[2]}{month}{match[5]}{day}"


def _with_signs(match: re.Match[str]) -> str:
    year, month, day = _YEAR_SIGN[0], _MONTH_SIGN[0], _DAY_SIGN[0]
    return f"{match[1]}{year}{match[2]}{month}" + (f"{match[3]}{day}" if match[3] else "")


def _common_era(match: re.Match[str]) -> str:
    count = 1 if match[2] == _FIRST_OF_ERA else int(match[2])
    return f"{_ERA_BEGINS[match[1]] + count - 1}{_YEAR_SIGN[0]}"


def parse_date(text: str, year: int | None = None) -> DateSpan | None:
    """Return the date or span of dates that is all of `text`, or None when it is none.

    Args:
        text: as a cell or a heading prints it, in Chinese, Japanese or Korean, in ISO 8601, with a month named, or by three numbers.
        year: the year for a text that prints only month and day, such as the one of the row's own year cell.
    """
    if len(text) > _MAX_LENGTH or not _SIGN.search(text):
        return None
    plain = _western(text).strip()
    if match := _ISO.fullmatch(plain):
        return _span(_date(match["y"], match["m"], match["d"]), None)
    if match := _CJK.fullmatch(plain):
        return _cjk(match, year)
    if match := _NUMBERS.fullmatch(plain):
        return _span(_date(match["y"], match["m"], match["d"]), None)
    match = match_named_date(plain)
    return _with_month_named(match) if match else None


def _cjk(match: re.Match[str], year: int | None) -> DateSpan | None:
    first_year = match["y1"] or (str(year) if year and match["m1"] else None)
    # 12 alone is a number, and 7-8日 without a month is no date.
    if first_year is None or (match["d1"] and not match["m1"]):
        return None
    start = _date(first_year, match["m1"], match["d1"])
    if not (match["y2"] or match["m2"] or match["d2"]):
        return _span(start, None)  # also 2009年6月16日至: a span that lacks its end.
    if (match["d1"] is None) != (match["d2"] is None):
        return None
    return _span(start, _date(match["y2"] or first_year, match["m2"] or match["m1"], match["d2"]))


def _with_month_named(match: re.Match[str]) -> DateSpan | None:
    groups = match.groupdict()
    first = groups.get("m1") or groups.get("m2")
    if first is None:
        return None if groups.get("d1") or groups.get("d2") else _span(_date(groups["y"], None, None), None)
    month = number_of_month(first)
    start = _date(groups["y"], month, groups.get("d1"))
    if not groups.get("d2"):
        return _span(start, None)
    last = number_of_month(groups["m2"]) if groups.get("m2") else month
    return _span(start, _date(groups["y"], last, groups["d2"]))


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    if not _FIRST_YEAR <= y <= _LAST_YEAR or (d is not None and m is None):
        return None
    try:
        date(y, 1 if m is None else m, 1 if d is None else d)
    except ValueError:
        return None
    return PartialDate(y, m, d)


def _span(start: PartialDate | None, end: PartialDate | None) -> DateSpan | None:
    if start is None:
        return None
    if end is not None and str(end) < str(start):
        return None
    return DateSpan(start, end)
