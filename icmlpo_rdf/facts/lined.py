"""Text of several lines, each of which is an entry: cells that lay a list out, with groups, numbers and years before the names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.dates import PartialDate
from icmlpo_rdf.page import Text
from icmlpo_rdf.spans import Span

__all__ = ["Line", "lines_of", "numbered_lines", "term_of", "years_before"]

# 3. Name; At-large. Name; 1900–1909: Name
_NUMBER = re.compile(r"(?:\d{1,3}|At[- ]large)\s?[.:)]\s*+", re.IGNORECASE)
_YEARS = re.compile(
    r"(?P<start>1[5-9]\d\d|20\d\d)(?:\s*+[-–—]\s*+(?P<end>1[5-9]\d\d|20\d\d|\d\d(?!\d)|present|date|incumbent)?)?\s*+[:：]\s*+",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?<!\d)(?P<start>1[5-9]\d\d|20\d\d)\s*+[-–—]\s*+(?P<end>1[5-9]\d\d|20\d\d|\d\d(?!\d)|present|incumbent|)",
    re.IGNORECASE,
)
_LEAST = 0.5


class Line(Struct, frozen=True):
    """An entry without what stands before its name."""

    content: Text
    span: Span
    start: PartialDate | None = None
    end: PartialDate | None = None


def lines_of(content: Text) -> Iterator[Text]:
    """Yield the lines of a text, each with its links."""
    begin = 0
    for line in content.text.split("\n"):
        yield _cut(content, begin, begin + len(line))
        begin += len(line) + 1


def years_before(content: Text) -> tuple[Text, PartialDate, PartialDate | None] | None:
    """Return a text without the years before its colon, and these: 1900–1909: José Severo Quiñones."""
    match = _YEARS.match(content.text)
    if match is None or any(link.start < match.end() for link in content.links):
        return None
    start, printed = int(match["start"]), match["end"] or ""
    end = int(str(start)[:2] + printed if len(printed) == 2 else printed) if printed.isdigit() else None
    if end is not None and end < start:
        return None
    rest = _cut(content, match.end(), len(content.text))
    return rest, PartialDate(start), PartialDate(end) if end else None


def term_of(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first beginning and the last end of what a cell says of somebody's terms: 1998–2003, 2005–present."""
    years = [(int(match["start"]), match["end"] or "") for match in _TERM.finditer(text)]
    if not years:
        return None, None
    start, last = years[0][0], years[-1][1]
    end = int(str(years[-1][0])[:2] + last if len(last) == 2 else last) if last.isdigit() else None
    return PartialDate(start), PartialDate(end) if end is not None and end >= start else None


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
            rest = _cut(line, match.end(), len(line.text))
            found.append(Line(rest, _span(rest, content)))
        elif line.links and len(line.links[0].text) < len(line.text.strip()):
            # More is said of it than of a group: who came after the one above.
            found.append(Line(line, _span(line, content)))
    return found if count > 1 and numbered >= _LEAST * count else None


def _cut(content: Text, begin: int, end: int) -> Text:
    links = tuple(
        replace(link, start=link.start - begin, end=link.end - begin)
        for link in content.links
        if begin <= link.start and link.end <= end
    )
    bold = tuple(
        replace(mark, start=mark.start - begin, end=mark.end - begin)
        for mark in content.bold
        if begin <= mark.start and mark.end <= end
    )
    pictures = tuple(
        replace(one, start=one.start - begin)
        for one in content.pictures
        if begin <= one.start < max(end, begin + 1)
    )
    return Text(content.text[begin:end], links, bold, content.span, pictures)


def _span(line: Text, content: Text) -> Span:
    return line.links[0].span if line.links else content.span
