"""Places of a source that state something, and the IRIs that name them: RFC 5147, fragments of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.spans import LineIndex, Lines, Span

__all__ = ["Evidence", "Place", "evidence_of", "place_of", "quoted_lines"]

_FRAGMENT = lazy_pattern(r"(?P<source>.+)#(?P<scheme>line|char)=(?P<begin>\d+),(?P<end>\d+)")
# What is longer is no quotation: a page of HTML may be one line.
_MOST_LINES = 8
_MOST_CHARACTERS = 2_000


class Place(Struct, frozen=True):
    """Lines or characters of a source, as its IRI names them."""

    lines: Lines | None
    """None for a place that is named by its characters."""
    span: Span | None = None

    @property
    def fragment(self) -> str:
        """`line=40,43` or `char=1200,1260`."""
        if self.lines is not None:
            return f"line={self.lines.first - 1},{self.lines.last}"
        span = self.span or Span(0, 0)
        return f"char={span.begin},{span.end}"

    def within(self, index: LineIndex) -> Lines:
        """The lines of the source that it lies on."""
        return self.lines or index.lines(self.span or Span(0, 0))

    def characters(self, index: LineIndex) -> Span:
        """The characters of the source that it takes in."""
        return self.span or index.span(self.lines or Lines(1, 1))

    def __str__(self) -> str:
        """For people: `lines 41-43`, `characters 1200-1259`."""
        if self.lines is not None:
            return f"{'line' if self.lines.first == self.lines.last else 'lines'} {self.lines}"
        span = self.span or Span(0, 0)
        return f"characters {span.begin}-{max(span.begin, span.end - 1)}"

    @property
    def order(self) -> tuple[int, int, int]:
        """What places of one source are sorted by."""
        if self.lines is not None:
            return (0, self.lines.first, self.lines.last)
        span = self.span or Span(0, 0)
        return (1, span.begin, span.end)


def place_of(span: Span, index: LineIndex) -> Place:
    """Return how a span of a source is cited: by its lines where they are at most eight and 2,000 characters.

    Args:
        span: of the source's text.
        index: where its lines begin.
    """
    lines = index.lines(span)
    if lines.last - lines.first < _MOST_LINES:
        whole = index.span(lines)
        if whole.end - whole.begin <= _MOST_CHARACTERS:
            return Place(lines)
    # What is said without a text, as of a page without a lead, is cited by one character: a range has an end behind its beginning.
    begin = max(0, min(span.begin, index.length - 1))
    return Place(None, span if span.end > span.begin else Span(begin, begin + 1))


class Evidence(Struct, frozen=True):
    """A place of a source file that states something."""

    source: str
    """The source's IRI."""
    place: Place

    @property
    def iri(self) -> str:
        """The place as an IRI (RFC 5147), as the data has it."""
        return f"{self.source}#{self.place.fragment}"

    def __lt__(self, other: Evidence) -> bool:
        """By source, then by place."""
        return (self.source, self.place.order) < (other.source, other.place.order)


def evidence_of(iri: str) -> Evidence | None:
    """Return the place that an evidence IRI names (RFC 5147), or None when it names none."""
    match = _FRAGMENT.fullmatch(iri)
    if not match:
        return None
    begin, end = int(match["begin"]), int(match["end"])
    if match["scheme"] == "char":
        return Evidence(match["source"], Place(None, Span(begin, end))) if begin <= end else None
    return Evidence(match["source"], Place(Lines(begin + 1, end))) if begin < end else None


def quoted_lines(place: Place, lines: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
    """Return the number of a place's first line and the text that stands there; None where the source is shorter.

    Args:
        place: of a source.
        lines: all of the source's lines.
    """
    if place.lines is not None:
        first, last = place.lines.first, place.lines.last
        return (first, tuple(lines[first - 1 : last])) if last <= len(lines) else None
    span, text = place.span or Span(0, 0), "\n".join(lines)
    if span.end > len(text) + 1:
        return None
    return text.count("\n", 0, span.begin) + 1, tuple(span.cut(text).split("\n"))
