"""A page as written: its text in sections, paragraphs, lists and tables, with links and source lines."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from icmlpo_rdf.notes import Lines
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.short_repr import ShortRepr

__all__ = [
    "Block",
    "Cell",
    "Heading",
    "Item",
    "ItemList",
    "LanguageSource",
    "Link",
    "Mark",
    "PageDocument",
    "Paragraph",
    "Row",
    "Section",
    "Table",
    "Target",
    "Text",
    "TitleSource",
]


class Target(NamedTuple):
    """Where a wiki link leads."""

    wiki: str
    """The language code of the Wikipedia it leads to, or the interwiki prefix of another site."""
    namespace: Namespace
    """What kind of page it leads to."""
    title: str
    """The normalised title, without the namespace's prefix (see `titles.normalise`)."""
    in_dump: bool
    """True when the link led to a page of the dump. Says nothing of identity (docs/pages.md, 3)."""


class Link(ShortRepr, Struct, frozen=True):
    """A link whose title attribute is `wikilink`."""

    text: str
    """Its label. In prose it may have swallowed the text that follows (docs/pages.md, 1)."""
    target: Target | None
    """Where it leads; None when its destination is no possible title."""
    destination: str
    """The destination as the page's tree has it."""
    lines: Lines
    start: int
    """Where the label begins in the text that holds the link."""
    end: int


class Mark(Struct, frozen=True):
    """A stretch of bold text."""

    text: str
    lines: Lines
    start: int
    """Where it begins in the text that holds it."""
    end: int


class Text(ShortRepr, Struct, frozen=True):
    """Running text. White space is one space; a `<br>` or a new paragraph in a cell is a newline."""

    text: str
    links: tuple[Link, ...]
    bold: tuple[Mark, ...]
    lines: Lines

    @property
    def is_empty(self) -> bool:
        """True when there is neither text nor link."""
        return not self.text and not self.links


class Heading(ShortRepr, Struct, frozen=True):
    """A heading; level 1 to 6."""

    level: int
    content: Text


class Paragraph(ShortRepr, Struct, frozen=True):
    """A paragraph, or loose text between blocks."""

    content: Text
    quoted: bool
    """True inside a block quote, where dumps put their header line."""


class Item(ShortRepr, Struct, frozen=True):
    """A list item without the lists inside it."""

    content: Text
    depth: int
    """1 for the outermost list."""
    lines: Lines


class ItemList(ShortRepr, Struct, frozen=True):
    """A list, its nested lists' items following the item that holds them."""

    items: tuple[Item, ...]
    ordered: bool
    lines: Lines


class Cell(ShortRepr, Struct, frozen=True):
    """A table cell as written."""

    content: Text
    is_header: bool
    rowspan: int
    colspan: int
    lines: Lines
    scope: str = ""
    """A header's `scope` attribute, in lower case: `row`, `col`, `rowgroup`, `colgroup`, or nothing."""

    @property
    def heads_column(self) -> bool:
        """True for a header that may be a column's: one that says that it is its row's is not.

        https://html.spec.whatwg.org/multipage/tables.html#column-header
        """
        return self.is_header and self.scope not in {"row", "rowgroup"}


class Row(ShortRepr, Struct, frozen=True):
    """A table row as written."""

    cells: tuple[Cell, ...]
    in_head: bool
    """True inside `<thead>`."""
    lines: Lines
    group: int = 0
    """Which row group of the table it is in (`thead`, `tbody`, `tfoot`), counted as they begin and end."""

    @property
    def is_empty(self) -> bool:
        """True when no cell holds anything."""
        return all(cell.content.is_empty for cell in self.cells)


class Table(ShortRepr, Struct, frozen=True):
    """A table as written, Markdown or HTML."""

    caption: Text | None
    rows: tuple[Row, ...]
    lines: Lines


Block = Paragraph | ItemList | Table


class Section(ShortRepr, Struct, frozen=True):
    """A heading and what stands under it, up to the next heading of any level."""

    heading: Heading | None
    """None for the lead."""
    blocks: tuple[Block, ...]

    @property
    def level(self) -> int:
        """The heading's level; 0 for the lead."""
        return self.heading.level if self.heading else 0


class TitleSource(Enum):
    """What told us the page's title, in the order of trust."""

    OPTION = "option"
    HEADER = "header line"
    FILE_NAME = "file name"
    LEAD = "lead"
    NONE = "nothing"


class LanguageSource(Enum):
    """What told us which Wikipedia the page is from, in the order of trust."""

    OPTION = "option"
    HEADER = "header line"
    LINKS = "links"
    PATH = "path"
    SCRIPT = "script"
    DEFAULT = "default"
    NONE = "nothing"


class PageDocument(ShortRepr, Struct, frozen=True):
    """A whole page as written."""

    title: str
    """Normalised; empty when nothing tells it."""
    title_source: TitleSource
    language: str
    """The code of the Wikipedia that the page is from; empty when nothing tells it."""
    language_source: LanguageSource
    sections: tuple[Section, ...]
    """In order; the first is the lead."""
    links: tuple[Link, ...]
    """Every wiki link of the page, in order."""
    line_count: int
