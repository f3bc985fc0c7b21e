"""A page as written, whatever form it came in: sections, paragraphs, lists and tables, each with its span of the source.

A reader for each form (`markdown`, `wikitext`, `html`) makes these; nothing after it asks which form it was, but for
`Table.spans_are_known` and what a form alone can tell (templates, footnotes, the revision).
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from icmlpo_rdf.page.text import Link, Target, Text
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.source import Revision
from icmlpo_rdf.spans import LineIndex, Span

__all__ = [
    "Block",
    "Cell",
    "Field",
    "Heading",
    "Infobox",
    "Item",
    "ItemList",
    "ItemRole",
    "LanguageSource",
    "PageDocument",
    "Paragraph",
    "Reference",
    "Revision",
    "Row",
    "Section",
    "Table",
    "TitleSource",
]


class Heading(ShortRepr, Struct, frozen=True, gc=False):
    """A heading; level 1 to 6."""

    level: int
    content: Text


class Paragraph(ShortRepr, Struct, frozen=True, gc=False):
    """A paragraph, or loose text between blocks."""

    content: Text
    quoted: bool
    """True inside a block quote, where dumps put their header line."""


class ItemRole(Enum):
    """What an item of a list is."""

    ITEM = "item"
    TERM = "term"
    """Of a definition list (`;`, `<dt>`)."""
    DEFINITION = "definition"
    """Of a definition list, or an indented line (`:`, `<dd>`)."""


class Item(ShortRepr, Struct, frozen=True, gc=False):
    """A list item without the lists inside it."""

    content: Text
    depth: int
    """1 for the outermost list; a definition stands one deeper than its term."""
    span: Span
    """The item's own, without the lists inside it."""
    role: ItemRole = ItemRole.ITEM


class ItemList(ShortRepr, Struct, frozen=True, gc=False):
    """A list, its nested lists' items following the item that holds them."""

    items: tuple[Item, ...]
    ordered: bool
    span: Span
    is_gallery: bool = False
    """True for a gallery: each item is a picture's caption."""


class Cell(ShortRepr, Struct, frozen=True, gc=False):
    """A table cell as written."""

    content: Text
    is_header: bool
    rowspan: int
    colspan: int
    span: Span
    scope: str = ""
    """A header's `scope` attribute, in lower case: `row`, `col`, `rowgroup`, `colgroup`, or nothing."""

    @property
    def heads_column(self) -> bool:
        """True for a header that may be a column's: one that says that it is its row's is not.

        https://html.spec.whatwg.org/multipage/tables.html#column-header
        """
        return self.is_header and self.scope not in {"row", "rowgroup"}


class Row(ShortRepr, Struct, frozen=True, gc=False):
    """A table row as written."""

    cells: tuple[Cell, ...]
    in_head: bool
    """True inside `<thead>`."""
    span: Span
    group: int = 0
    """Which row group of the table it is in (`thead`, `tbody`, `tfoot`), counted as they begin and end."""

    @property
    def is_empty(self) -> bool:
        """True when no cell holds anything."""
        return all(cell.content.is_empty for cell in self.cells)


class Table(ShortRepr, Struct, frozen=True, gc=False):
    """A table as written."""

    caption: Text | None
    rows: tuple[Row, ...]
    span: Span
    spans_are_known: bool = True
    """False where the form has lost rowspans and colspans, so that cells may have slid (the Markdown dumps)."""


class Field(ShortRepr, Struct, frozen=True, gc=False):
    """One row of an infobox."""

    name: str
    """The template's parameter, or empty where the form shows only the label."""
    label: str
    """The label as shown, or empty where the form shows only the parameter."""
    content: Text
    span: Span


class Infobox(ShortRepr, Struct, frozen=True, gc=False):
    """A box of facts about the page's subject."""

    name: str
    """The template's title, normalised; empty where the form does not tell it."""
    title: Text | None
    fields: tuple[Field, ...]
    span: Span


Block = Paragraph | ItemList | Table | Infobox


class Section(ShortRepr, Struct, frozen=True, gc=False):
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

    OPTION = "the option --title"
    FORM = "the page's own data"
    """The form itself: an XML dump's `<title>`, a saved page's `wgPageName`, canonical link or headline, a snapshot's `name`."""
    HEADER = "its first line"
    FILE_NAME = "the file's name"
    LEAD = "the bold words that it begins with"
    NONE = "nothing"


class LanguageSource(Enum):
    """What told us which Wikipedia the page is from, in the order of trust."""

    OPTION = "the option --lang"
    FORM = "the page's own data"
    """A saved page's address, a dump's `siteinfo`, a snapshot's `in_language`."""
    HEADER = "its first line"
    LINKS = "its links"
    PATH = "the folder's name"
    SCRIPT = "the letters that it is written in"
    ATTRIBUTE = "the HTML's lang"
    DEFAULT = "nothing but habit"
    NONE = "nothing"


class Reference(ShortRepr, Struct, frozen=True, gc=False):
    """What a footnote cites, as printed; a list of sources need not name all of these."""

    text: str
    """The footnote's whole text."""
    url: str
    """The first web address that it links to; empty where there is none."""
    title: str
    publisher: str
    date: str
    accessed: str
    span: Span
    """Where the footnote's own text stands, which may be elsewhere than its mark."""


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
    """Every wiki link of the page, in order; categories too."""
    lines: LineIndex
    """Where the source's lines begin."""
    references: tuple[Reference, ...] = ()
    """What its footnotes cite, in the order of their first marks."""
    revision: Revision = Revision()
    license: str = ""
    """The address of the licence that the form names; else empty."""
    item: str = ""
    """The Wikidata item that the form names, `Q…`; else empty."""
    redirect: Target | None = None
    """Where the page leads, when it is a redirect."""
    beside: tuple[Link, ...] = ()
    """What its boxes of navigation link, as far as the form shows them: no text of the page."""

    @property
    def told_by(self) -> str:
        """What told the page's wiki and title, for people."""
        wiki = f"{self.language or 'no wiki told'}{_from(self.language_source)}"
        return f"{wiki}, {'title' if self.title else 'no title told'}{_from(self.title_source)}"


def _from(source: LanguageSource | TitleSource) -> str:
    return "" if source.value == "nothing" else f" from {source.value}"
