"""Dates as remarks on names print them: where they stand in a text, and which texts are two with a dash between."""

from __future__ import annotations

import re
from functools import cache

from icmlpo_rdf.facts.words.named_months import named_date
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["FULL_YEARS", "MAX_REMARK", "YEAR", "date_pattern", "dates_in", "is_range"]

_Y, _M, _D = (rf"\s*+[{letters(kind)}]" for kind in ("year", "month", "day"))
FULL_YEARS = lazy_pattern(rf"(\d{{4}}){_Y}?\s*+[-–—−~～{letters('date_to')}]\s*+(\d{{4}}){_Y}?")
"""Two years with a dash between them: 1998年－2007年."""
YEAR = lazy_pattern(r"\d{4}")
MAX_REMARK = 200
"""What is longer is a text, and no remark on a name."""
_DASH = lazy_pattern(r"\s?[-–—]\s?")


def is_range(text: str) -> bool:
    """Return whether a text is two dates with nothing but a dash between them: September 18, 1922 – April 14, 1939."""
    if FULL_YEARS.fullmatch(text):
        return True
    found = list(date_pattern().finditer(text)) if len(text) <= MAX_REMARK else []
    between = text[found[0].end() : found[1].start()] if len(found) == 2 else ""
    whole = len(found) == 2 and found[0].start() == 0 and found[1].end() == len(text)
    return whole and _DASH.fullmatch(between) is not None


@cache
def date_pattern() -> re.Pattern[str]:
    """Return the pattern of one date as remarks print it: a day, a month or a year."""
    return re.compile(
        rf"{named_date()}|(?<!\d)\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}(?!\d)|"
        rf"\d{{4}}{_Y}?(?:\s*+\d{{1,2}}{_M}(?:\s*+\d{{1,2}}{_D})?)?|\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?",
        re.IGNORECASE,
    )


def dates_in(text: str) -> list[str]:
    """Return the dates in a text, as printed."""
    return date_pattern().findall(text) if YEAR.search(text) else []
