"""Text of several lines, each of which is an entry: cells that lay a list out, with groups, numbers and years before the names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.words.dates import PartialDate, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.named_months import named_date
from icmlpo_rdf.language import date_words
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Mark, Picture, Text, beginning_in
from icmlpo_rdf.spans import Span

__all__ = [
    "Line",
    "are_named",
    "is_named",
    "lines_of",
    "numbered_lines",
    "outside",
    "part_of",
    "parted_at",
    "term_of",
    "years_before",
]

_STILL = "|".join(map(re.escape, date_words("still")))
_UNTIL = "|".join(map(re.escape, date_words("until")))
# 3. Name; At-large. Name; 1900–1909: Name
_NUMBER = lazy_pattern(r"(?:\d{1,3}|At[- ]large)\s?[.:)]\s*+", re.IGNORECASE)
_YEARS = lazy_pattern(
    rf"(?P<start>1[5-9]\d\d|20\d\d)(?:\s*+[-–—]\s*+(?P<end>1[5-9]\d\d|20\d\d|\d\d(?!\d)|{_STILL})?)?\s*+[:：]\s*+",
    re.IGNORECASE,
)
_DIGITS = lazy_pattern(r"\d{4}")
_FULL = lazy_pattern(r"\s+")
_RANGE = lazy_pattern(rf"[-–—―－~～〜{letters('date_to')}]|\b(?:{_UNTIL})\b", re.IGNORECASE)
_SHORT_END = lazy_pattern(r"(\d{4})\s?[-–—]\s?(\d{2})")
_OPEN = lazy_pattern(rf"[–—-]|(?:{_UNTIL})\s+(?:{_STILL})", re.IGNORECASE)
_MAX_TERM = 300
_LEAST = 0.5
_Mark = TypeVar("_Mark", Link, Mark, Picture)


class Line(Struct, frozen=True):
    """An entry without what stands before its name."""

    content: Text
    span: Span
    start: PartialDate | None = None
    end: PartialDate | None = None


def lines_of(content: Text) -> Iterator[Text]:
    """Yield the lines of a text, each with its links."""
    if not (content.links or content.bold or content.pictures):
        yield from (Text(line, (), (), content.span) for line in content.text.split("\n"))
        return
    bounds, begin = [], 0
    for line in content.text.split("\n"):
        bounds.append((begin, begin + len(line)))
        begin += len(line) + 1
    # Each mark is looked up once, however many lines there are.
    links, bold = _by_line(content.links, bounds), _by_line(content.bold, bounds)
    pictures = _by_line(content.pictures, bounds)
    for index, (begin, end) in enumerate(bounds):
        held = Text(
            content.text,
            tuple(links.get(index, ())),
            tuple(bold.get(index, ())),
            content.span,
            tuple(pictures.get(index, ())),
        )
        yield part_of(held, begin, end)


def _by_line(marks: Sequence[_Mark], bounds: list[tuple[int, int]]) -> dict[int, list[_Mark]]:
    """The marks by the line on which each begins."""
    held: dict[int, list[_Mark]] = {}
    for mark in marks:
        index = bisect_right(bounds, mark.start, key=itemgetter(0)) - 1
        held.setdefault(index, []).append(mark)
    return held


def years_before(content: Text) -> tuple[Text, PartialDate, PartialDate | None] | None:
    """Return a text without the years before its colon, and these: 1900–1909: José Severo Quiñones."""
    match = _YEARS.match(content.text)
    if match is None or any(link.start < match.end() for link in content.links):
        return None
    start, printed = int(match["start"]), match["end"] or ""
    end = int(str(start)[:2] + printed if len(printed) == 2 else printed) if printed.isdigit() else None
    if end is not None and end < start:
        return None
    rest = part_of(content, match.end(), len(content.text))
    return rest, PartialDate(start), PartialDate(end) if end else None


@cache
def _dates() -> re.Pattern[str]:
    year, month, day = letters("year"), letters("month"), letters("day")
    in_numbers = rf"(?<!\d)\d{{4}}\s?[{year}]\s?\d{{1,2}}\s?[{month}](?:\s?\d{{1,2}}\s?[{day}])?"
    return re.compile(rf"{named_date()}|{in_numbers}|(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)", re.IGNORECASE)


def term_of(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first beginning and the last end of what a cell says of somebody's terms.

    1998–2003, 2005–present; 26 July 1945 – 26 October 1951; 2003年3月17日－5月2日; a date alone is a beginning.
    """
    if not _DIGITS.search(text):
        return None, None
    if (whole := parse_date(text.strip())) is not None:
        return whole.start, whole.end
    found = list(_dates().finditer(text[:_MAX_TERM]))
    dates = [span.start for match in found if (span := parse_date(_FULL.sub(" ", match[0]).strip()))]
    if not dates or len(dates) != len(found):
        return None, None
    behind = text[found[-1].end() :].strip()
    closed = len(dates) > 1 and not _OPEN.match(behind)
    end = dates[-1] if closed and _RANGE.search(text[found[-2].end() : found[-1].start()]) else None
    short = _SHORT_END.fullmatch(text.strip())
    if short and end is None:
        end = PartialDate(int(short[1][:2] + short[2]))
    return dates[0], end if end is not None and str(end) >= str(dates[0]) else None


def numbered_lines(content: Text) -> list[Line] | None:
    """Return the lines that follow a number or years, without these; None where most lines have neither.

    The others are the groups of those under them.
    """
    found: list[Line] = []
    count = numbered = 0
    for line in lines_of(content):
        if not line.text.strip():
            continue
        count += 1
        if dated := years_before(line):
            numbered += 1
            found.append(Line(dated[0], _span(line, content), dated[1], dated[2]))
        elif match := _NUMBER.match(line.text):
            numbered += 1
            rest = part_of(line, match.end(), len(line.text))
            found.append(Line(rest, _span(rest, content)))
        elif line.links and len(line.links[0].text) < len(line.text.strip()):
            # More is said of it than of a group: who came after the one above.
            found.append(Line(line, _span(line, content)))
    return found if count > 1 and numbered >= _LEAST * count else None


def part_of(content: Text, begin: int, end: int) -> Text:
    """Return a part of a text, with its links, bold letters and pictures."""
    links = tuple(
        replace(link, start=link.start - begin, end=link.end - begin)
        for link in beginning_in(content.links, begin, end)
        if link.end <= end
    )
    bold = tuple(
        replace(mark, start=mark.start - begin, end=mark.end - begin)
        for mark in beginning_in(content.bold, begin, end)
        if mark.end <= end
    )
    pictures = tuple(
        replace(one, start=one.start - begin)
        for one in beginning_in(content.pictures, begin, max(end - 1, begin))
    )
    return Text(content.text[begin:end], links, bold, content.span, pictures)


def outside(content: Text, places: Iterable[int], asides: re.Pattern[str]) -> list[int]:
    """Return those of some places in a text that stand outside its links and brackets.

    Args:
        content: the text.
        places: where something stands in it.
        asides: what a bracket is.
    """
    held = [(link.start, link.end) for link in content.links]
    held += [match.span() for match in asides.finditer(content.text)]
    return [at for at in places if not any(begin <= at < end for begin, end in held)]


def parted_at(content: Text, cuts: Sequence[int]) -> list[Text]:
    """Return the parts of a text between some of its letters, without these."""
    bounds = pairwise((-1, *cuts, len(content.text)))
    return [part_of(content, begin + 1, end) for begin, end in bounds]


def _span(line: Text, content: Text) -> Span:
    return line.links[0].span if line.links else content.span


def are_named(lines: Sequence[Text], lexicon: Lexicon) -> bool:
    """Return whether nearly all of many lines name an organization, whatever is said behind it: 九巴員工協會，登記會員735人."""
    named = sum(is_named(line, lexicon) for line in lines)
    return len(lines) >= _LEAST_LINES and named >= _NEARLY_ALL * len(lines)


def is_named(line: Text, lexicon: Lexicon) -> bool:
    """Return whether what stands first in a line names an organization by its ending."""
    name = _FIRST.split(_ASIDE.sub("", line.text), maxsplit=1)[0].strip()
    if len(name) > _LONGEST or name in lexicon.not_names:
        return False
    return lexicon.organization_ending(name) != ""


_FIRST = lazy_pattern(r"[、，,:：]", needs="、，,:：")
_ASIDE = lazy_pattern(r"[（(][^（()）]{0,60}[）)]", needs="（(")
_LEAST_LINES, _NEARLY_ALL, _LONGEST = 6, 0.8, 30
