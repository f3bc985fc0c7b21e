"""A page as written: bytes → `PageDocument`. Knows nothing of meetings or RDF."""

from icmlpo_rdf.page.document import (
    Block,
    Cell,
    Field,
    Heading,
    Infobox,
    Item,
    ItemList,
    ItemRole,
    LanguageSource,
    PageDocument,
    Paragraph,
    Reference,
    Row,
    Section,
    Table,
    TitleSource,
)
from icmlpo_rdf.page.dump_titles import DumpFolder, titles_of_page, titles_of_redirect
from icmlpo_rdf.page.reading import read_page
from icmlpo_rdf.page.table_grid import Grid, grid_of
from icmlpo_rdf.page.text import FootnoteMark, Link, Mark, Picture, Target, Text, beginning_in
from icmlpo_rdf.page.title_index import IndexedTitle, TitleIndex, Titles, resolve, write_title_index
from icmlpo_rdf.page.titles import Namespace, label_of, normalise

__all__ = [
    "Block",
    "Cell",
    "DumpFolder",
    "Field",
    "FootnoteMark",
    "Grid",
    "Heading",
    "IndexedTitle",
    "Infobox",
    "Item",
    "ItemList",
    "ItemRole",
    "LanguageSource",
    "Link",
    "Mark",
    "Namespace",
    "PageDocument",
    "Paragraph",
    "Picture",
    "Reference",
    "Row",
    "Section",
    "Table",
    "Target",
    "Text",
    "TitleIndex",
    "TitleSource",
    "Titles",
    "beginning_in",
    "grid_of",
    "label_of",
    "normalise",
    "read_page",
    "resolve",
    "titles_of_page",
    "titles_of_redirect",
    "write_title_index",
]
