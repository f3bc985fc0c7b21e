"""Dates as pages print them: 2018年7月25-27日, 昭和54年（1979年）6月28日, 2011년 5월 3일 ~ 4일, 3–5 May 2011, 3. bis 5. Mai 2011."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable

from msgspec import Struct

from icmlpo_rdf.facts.numerals import parse_numeral
from icmlpo_rdf.language import date_words, months

__all__ = [
    "NAMED_DATE",
    "DateSpan",
    "PartialDate",
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

_WEEKDAYS = re.compile(
    r"[（(](?:星期|週|周|礼拜)?[一二三四五六日天月火水木金土월화수목금토일](?:曜日?|요일)?[）)]"
    r"|[（(](?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[）)]",
    re.IGNORECASE,
)
# 昭和54年（1979年） and 1979年（昭和54年）: the era's year says nothing that the other does not.
_ERA = r"(?:明治|大正|昭和|平成|令和|民國|民国|光绪|光緒|宣统|宣統|대한민국)\s*+(?:\d{1,3}|元)\s*+[年년]"
_ERA_FIRST = re.compile(rf"{_ERA}\s*+[（(]\s*+(\d{{4}})\s*+[年년]?\s*+[）)]")
_ERA_BEHIND = re.compile(rf"(\d{{4}}\s*+[年년][^（）()]{{0,12}})[（(]\s*+{_ERA}\s*+[）)]")
_ERA_ALONE = re.compile(r"(明治|大正|昭和|平成|令和|民國|民国)\s*+(\d{1,3}|元)\s*+年")
_ERA_BEGINS = {
    "明治": 1868,
    "大正": 1912,
    "昭和": 1926,
    "平成": 1989,
    "令和": 2019,
    "民國": 1912,
    "民国": 1912,
}
_DOTTED = re.compile(r"(?<!\d)(\d{4})\.\s*+(\d{1,2})\.(?:\s*+(\d{1,2})\.?)?(?!\d)")
# 1961/11/1-6
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/\s*+(\d{1,2})\s*+[-–—~～]\s*+(?:(\d{1,2})/)?(\d{1,2})(?![\d/])")
_DIGITS = "〇○零一二三四五六七八九十廿卅"
_CHINESE_NUMBER = re.compile(rf"(?<![{_DIGITS}])[{_DIGITS}]++(?=[年月日])")
_BETWEEN = r"\s*+(?:[-–—―－~～〜至到、,，・·]|から|부터|--)\s*+"
_CJK = re.compile(
    r"(?:(?P<y1>\d{4})\s*+[年년]?)?\s*+(?:(?P<m1>\d{1,2})\s*+[月월])?\s*+(?:(?P<d1>\d{1,2})\s*+[日일]?)?"
    rf"(?:{_BETWEEN}(?:(?P<y2>\d{{4}})\s*+[年년])?\s*+(?:(?P<m2>\d{{1,2}})\s*+[月월])?\s*+(?:(?P<d2>\d{{1,2}})\s*+[日일]?)?)?"
    r"\s*+(?:まで|까지)?"
)
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_MONTHS = months()
_NAMED = rf"(?:{_either(_MONTHS)})(?![^\W\d_])"
_MONTH = rf"(?P<{{0}}>{_NAMED})\.?"
_DAY_FIRST = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})\s*+)?(?:{_MONTH.format('m1')})?(?:{_BETWEEN}(?P<d2>\d{{1,2}})\s*+)?(?:{_MONTH.format('m2')})?,?\s*+(?P<y>\d{{4}})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH.format('m1')}\s*+(?P<d1>\d{{1,2}})(?:{_BETWEEN}(?:{_MONTH.format('m2')})?\s*+(?P<d2>\d{{1,2}}))?,?\s*+(?P<y>\d{{4}})",
    re.IGNORECASE,
)
_DAYS = re.compile(
    rf"(?<![\d年년])\d{{1,2}}\s*+[月월]\s*+\d{{1,2}}\s*+[日일]?(?:{_BETWEEN}(?:\d{{1,2}}\s*+[月월]\s*+)?\d{{1,2}}\s*+[日일])?"
)
_FULL_MONTHS = rf"(?:{_either(_MONTHS)})\.?"
_MARK = _either(date_words("day_marks"))
_FILLING = _either(date_words("filling"))
NAMED_DATE = (
    rf"\b(?:\d{{1,2}}(?:{_MARK})?\s+(?:(?:{_FILLING})\s+)?)?(?:{_FULL_MONTHS})\s+(?:(?:{_FILLING})\s+)?"
    r"(?:\d{1,2}(?:\s*[-–]\s*\d{1,2})?,?\s+)?\d{4}\b"
)
"""A date whose month is named, or a month and its year."""
_NAMED_DAY = re.compile(NAMED_DATE, re.IGNORECASE)
# 3.5.2011: a day, a month and a year.
_NUMBERS = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})")
_DAY_MARK = re.compile(rf"(?<=\d)(?:{_MARK})(?=\s*(?:[-–—]|[^\W\d_]))", re.IGNORECASE)
_BETWEEN_DAYS = re.compile(rf"(?<=\w)\.?\s+(?:{_either(date_words('between'))})\s+(?=\d)", re.IGNORECASE)
_FILLS = re.compile(rf"(?<![^\W_])(?:{_FILLING})(?![^\W_])", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
# Every date has a digit or one of these; most texts are names, and have none.
_SIGN = re.compile(r"[\d年月日년월일]")
# A year stands free of other digits.
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|2100)(?!\d)")


def find_year(text: str) -> int | None:
    """Return the only year that a text prints, or None: two years are a span or a confusion."""
    if not _SIGN.search(text):
        return None
    years = set(_YEAR.findall(_western(text)))
    return int(years.pop()) if len(years) == 1 else None


_ANYWHERE = re.compile(
    rf"(?:\d{{4}}\s*+[年년]|{_ERA})"
    r"\s*+(?:[（(][^（）()]{2,10}[）)]\s*+)?\d{1,2}\s*+[月월](?:\s*+\d{1,2}\s*+[日일]?)?"
    rf"(?:{_BETWEEN}(?:\d{{4}}\s*+[年년]\s*+(?:[（(][^（）()]{{2,10}}[）)]\s*+)?)?(?:\d{{1,2}}\s*+[月월]\s*+)?\d{{1,2}}\s*+[日일])?"
)


def find_date(text: str) -> tuple[DateSpan, str] | None:
    """Return the only date with a month that a text holds, and how it is printed; None for none or several."""
    found = [match[0].strip() for match in _ANYWHERE.finditer(text)]
    span = parse_date(found[0], None) if len(found) == 1 else None
    return (span, found[0]) if span else None


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
    return _ANYWHERE.search(text) is not None or _NAMED_DAY.search(text) is not None


def _western(text: str) -> str:
    """The text with its years in western digits of the common era, without weekdays."""
    plain = _WEEKDAYS.sub("", unicodedata.normalize("NFKC", text))
    plain = _ERA_BEHIND.sub(r"\1", _ERA_FIRST.sub(r"\1年", plain))
    plain = _CHINESE_NUMBER.sub(lambda match: str(parse_numeral(match[0]) or match[0]), plain)
    plain = _ERA_ALONE.sub(_common_era, plain)
    plain = _SLASHED.sub(
        lambda match: f"{match[1]}年{match[2]}月{match[3]}日-{match[4] or match[2]}月{match[5]}日", plain
    )
    return _DOTTED.sub(
        lambda match: f"{match[1]}年{match[2]}月" + (f"{match[3]}日" if match[3] else ""), plain
    )


def _common_era(match: re.Match[str]) -> str:
    count = 1 if match[2] == "元" else int(match[2])
    return f"{_ERA_BEGINS[match[1]] + count - 1}年"


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
    if match := _MONTH_FIRST.fullmatch(plain) or _DAY_FIRST.fullmatch(plain):
        return _with_month_named(match)
    if match := _NUMBERS.fullmatch(plain):
        return _span(_date(match["y"], match["m"], match["d"]), None)
    if match := _DAY_FIRST.fullmatch(_without_small_words(plain)):
        return _with_month_named(match)
    return None


def _without_small_words(text: str) -> str:
    """3.–5. Mai 2011, del 3 al 5 de mayo de 2011 and 3rd to 5th May 2011 in the one form 3–5 Mai 2011."""
    marked = _BETWEEN_DAYS.sub("–", _DAY_MARK.sub("", text))
    return _BLANKS.sub(" ", _FILLS.sub(" ", marked)).strip(" .")


def _cjk(match: re.Match[str], year: int | None) -> DateSpan | None:
    first_year = match["y1"] or (str(year) if year and match["m1"] else None)
    # 12 alone is a number, and 7-8日 without a month is no date.
    if first_year is None or (match["d1"] and not match["m1"]):
        return None
    start = _date(first_year, match["m1"], match["d1"])
    if not (match["y2"] or match["m2"] or match["d2"]):
        # 2009年6月16日至: a span that lacks its end.
        return _span(start, None) if match.end("y1") >= 0 or match["m1"] else None
    if match["d2"] and not match["m2"] and not match["d1"]:
        return None
    end = _date(match["y2"] or first_year, match["m2"] or match["m1"], match["d2"])
    if (match["d1"] is None) != (match["d2"] is None):
        return None
    return _span(start, end)


def _with_month_named(match: re.Match[str]) -> DateSpan | None:
    groups = match.groupdict()
    first = groups.get("m1") or groups.get("m2")
    if first is None:
        return None if groups.get("d1") or groups.get("d2") else _span(_date(groups["y"], None, None), None)
    month = str(_MONTHS[first.lower()])
    start = _date(groups["y"], month, groups.get("d1"))
    if not groups.get("d2"):
        return _span(start, None)
    last = str(_MONTHS[groups["m2"].lower()]) if groups.get("m2") else month
    return _span(start, _date(groups["y"], last, groups["d2"]))


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    if not _FIRST_YEAR <= y <= _LAST_YEAR or (m is not None and not 1 <= m <= 12):
        return None
    if d is not None and (m is None or not 1 <= d <= monthrange(y, m)[1]):
        return None
    return PartialDate(y, m, d)


def _span(start: PartialDate | None, end: PartialDate | None) -> DateSpan | None:
    if start is None:
        return None
    if end is not None and str(end) < str(start):
        return None
    return DateSpan(start, end)
