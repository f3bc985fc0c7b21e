"""Running text of a page as written: its characters, and the links, bold, pictures, templates and footnote marks in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

from msgspec import Struct

from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.spans import Span

__all__ = ["Call", "FootnoteMark", "Link", "Mark", "Picture", "Target", "Text", "beginning_in"]

_START = attrgetter("start")


class Target(NamedTuple):
    """Where a wiki link leads."""

    wiki: str
    """The language code of the Wikipedia it leads to, or the interwiki prefix of another site."""
    namespace: Namespace
    """What kind of page it leads to."""
    title: str
    """The normalised title, without the namespace's prefix (see `titles.normalise`)."""
    in_dump: bool | None
    """True when the link led to a page of the dump, False when the form says that there is none (a red link), None
    when nothing tells. Says nothing of identity."""


class Link(ShortRepr, Struct, frozen=True, gc=False):
    """A link to a page of a wiki."""

    text: str
    """Its label as text. That of a link in the prose of a Markdown dump may have swallowed what follows it."""
    target: Target | None
    """Where it leads; None when its destination is no possible title."""
    destination: str
    """The destination as written."""
    span: Span
    start: int
    """Where the label begins in the text that holds the link."""
    end: int


class Mark(Struct, frozen=True, gc=False):
    """A stretch of bold text."""

    text: str
    span: Span
    start: int
    """Where it begins in the text that holds it."""
    end: int


class Picture(ShortRepr, Struct, frozen=True, gc=False):
    """A picture within text, such as a flag: it takes no characters of the text."""

    file: str
    """The file's title without its namespace, normalised: `Flag_of_France.svg`; empty where it is not told."""
    alt: str
    """What is shown or read instead of it."""
    target: Target | None
    """The page that it links to instead of its file's own; None where it links to none."""
    start: int
    """Before which character of the text it stands."""
    span: Span


class Call(ShortRepr, Struct, frozen=True, gc=False):
    """A template within text: `{{flag|France}}`, or what an HTML page tells of one (Parsoid's `data-mw`)."""

    name: str
    """The template's title, normalised, without its namespace."""
    arguments: tuple[tuple[str, str], ...]
    """Its arguments in order, each with its name (`1`, `2` … for those without) and its wikitext, trimmed."""
    start: int
    """Before which character of the text its output would begin."""
    end: int
    """Where what a reader put in its place ends; `start` where it gave no text."""
    span: Span


class FootnoteMark(ShortRepr, Struct, frozen=True, gc=False):
    """Where a footnote hangs on the text."""

    reference: int
    """Which of `PageDocument.references`, counted from 0."""
    start: int
    """Behind which character of the text it stands."""
    span: Span


class Text(ShortRepr, Struct, frozen=True, gc=False):
    """Running text. White space is one space; a `<br>` or a new paragraph in a cell is a newline.

    Struck-out and hidden text, sort keys and footnote marks are no part of it. What is in it stands in the order in which it begins.
    """

    text: str
    links: tuple[Link, ...]
    bold: tuple[Mark, ...]
    span: Span
    pictures: tuple[Picture, ...] = ()
    calls: tuple[Call, ...] = ()
    footnotes: tuple[FootnoteMark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is neither text nor link."""
        return not self.text and not self.links


class _Placed(Protocol):
    """What begins somewhere in a text."""

    @property
    def start(self) -> int: ...


_Begun = TypeVar("_Begun", bound=_Placed)


def beginning_in(begun: Sequence[_Begun], begin: int, end: int) -> Sequence[_Begun]:
    """Return the links, bold letters or pictures of a text that begin in a stretch of it, its end included; found without looking at all of them."""
    first = bisect_left(begun, begin, key=_START)
    return begun[first : bisect_right(begun, end, first, key=_START)]
