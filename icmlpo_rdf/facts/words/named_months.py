"""Dates whose months are named: 3–5 May 2011, 3. bis 5. Mai 2011, del 3 al 5 de mayo de 2011.

The patterns hold the months of all languages. They are compiled when the first text comes that may be such a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from icmlpo_rdf.language import date_words, is_alphabetic, months
from icmlpo_rdf.language.small_words import either, letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "BETWEEN_DATES",
    "find_named_dates",
    "has_named_date",
    "match_named_date",
    "named_date",
    "number_of_month",
]

BETWEEN_DATES = rf"\s*+(?:[-–—―－~～〜{letters('date_to')}、,，・·]|{either('date_from_words')}|--)\s*+"
"""What stands between the beginning and the end of a span."""
_BLANKS = lazy_pattern(r"\s+")
_FOUR_DIGITS = lazy_pattern(r"(?<!\d)\d{4}(?!\d)")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _may_name_month(text: str) -> bool:
    """True where there is a letter of a script in which months have names: in others they are numbers."""
    return any(map(is_alphabetic, text))


def number_of_month(name: str) -> str:
    """Return the number of a month in digits.

    Raises:
        KeyError: no language calls a month so.
    """
    return str(months()[name.lower()])


def named_date() -> str:
    """Return a pattern's source for a date whose month is named, or a month and its year; letters of both cases."""
    mark, filling = _either(date_words("day_marks")), _either(date_words("filling"))
    between = _either(date_words("between"))
    return (
        rf"\b(?:\d{{1,2}}(?:{mark})?\s+(?:(?:{filling})\s+)?)?(?:{_either(months())})\.?\s+(?:(?:{filling})\s+)?"
        rf"(?:\d{{1,2}}(?:\s*(?:[-–]|{between})\s*\d{{1,2}})?,?\s+)?\d{{4}}\b"
    )


def has_named_date(text: str) -> bool:
    """Return whether a text prints a date whose month is named, or a month and its year."""
    return _may_name_month(text) and _named_date().search(text) is not None


def find_named_dates(text: str) -> list[str]:
    """Return the dates and spans of them that a text prints with their months named and their years."""
    if not _may_name_month(text) or not _FOUR_DIGITS.search(text):
        return []
    return [match[0].strip() for match in _anywhere().finditer(text)]


def match_named_date(text: str) -> re.Match[str] | None:
    """Return the match of a date or span that is all of a text; its groups are y, m1, d1, m2, d2, as far as printed."""
    if not _may_name_month(text):
        return None
    if match := _month_first().fullmatch(text) or _day_first().fullmatch(text):
        return match
    plain = _without_small_words(text)
    return _day_first().fullmatch(plain) or _month_first().fullmatch(plain)


def _without_small_words(text: str) -> str:
    """3.–5. Mai 2011, del 3 al 5 de mayo de 2011 and 3rd to 5th May 2011 in the one form 3–5 Mai 2011."""
    marked = _between_days().sub("–", _day_mark().sub("", text))
    return _BLANKS.sub(" ", _filling().sub(" ", marked)).strip(" .")


def _month(group: str) -> str:
    return rf"(?P<{group}>(?:{_either(months())})(?![^\W\d_]))\.?"


@cache
def _named_date() -> re.Pattern[str]:
    return re.compile(named_date(), re.IGNORECASE)


@cache
def _day_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<d1>\d{{1,2}})\s*+)?(?:{_month('m1')})?(?:{BETWEEN_DATES}(?P<d2>\d{{1,2}})\s*+)?(?:{_month('m2')})?,?\s*+(?P<y>\d{{4}})",
        re.IGNORECASE,
    )


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile(
        rf"{_month('m1')}\s*+(?P<d1>\d{{1,2}})(?:{BETWEEN_DATES}(?:{_month('m2')})?\s*+(?P<d2>\d{{1,2}}))?,?\s*+(?P<y>\d{{4}})",
        re.IGNORECASE,
    )


@cache
def _anywhere() -> re.Pattern[str]:
    """A date or a span: 3–5 May 2011, 28 October – 5 November 1997, May 3–5, 2011, May 2011."""
    mark, filling = _either(date_words("day_marks")), _either(date_words("filling"))
    between = rf"\s?(?:[-–—]|{_either(date_words('between'))})\s?"
    day = rf"\d{{1,2}}(?:{mark})?"
    month = rf"(?:(?:{filling})\s)?(?:{_either(months())})(?![^\W\d_])\.?"
    return re.compile(
        rf"(?<![\w.])(?:{day}\s?(?:{month})?(?:{between}{day})?\s{month}|{month}\s{day}(?:{between}(?:{month}\s)?{day})?|{month})"
        rf",?\s(?:(?:{filling})\s)?\d{{4}}(?!\d)",
        re.IGNORECASE,
    )


@cache
def _day_mark() -> re.Pattern[str]:
    mark = _either(date_words("day_marks"))
    return re.compile(rf"(?<=\d)(?:{mark})(?=\s*(?:[-–—]|[^\W\d_]))", re.IGNORECASE)


@cache
def _between_days() -> re.Pattern[str]:
    between, month = _either(date_words("between")), _either(months())
    return re.compile(rf"(?<=\w)\.?\s+(?:{between})\s+(?=\d|(?:{month})\b)", re.IGNORECASE)


@cache
def _filling() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_either(date_words('filling'))})(?![^\W_])", re.IGNORECASE)
