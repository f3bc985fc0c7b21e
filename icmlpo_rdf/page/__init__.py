"""A page as written: bytes → `PageDocument`. Knows nothing of meetings or RDF."""

from icmlpo_rdf.page.document import (
    Cell,
    Heading,
    Item,
    ItemList,
    LanguageSource,
    Link,
    Mark,
    PageDocument,
    Paragraph,
    Row,
    Section,
    Table,
    Target,
    Text,
    TitleSource,
)
from icmlpo_rdf.page.reading import read_page
from icmlpo_rdf.page.table_grid import Grid, grid_of
from icmlpo_rdf.page.title_index import KnownTitle, KnownTitles, write_known_titles
from icmlpo_rdf.page.titles import Namespace, label_of, normalise

__all__ = [
    "Cell",
    "Grid",
    "Heading",
    "Item",
    "ItemList",
    "KnownTitle",
    "KnownTitles",
    "LanguageSource",
    "Link",
    "Mark",
    "Namespace",
    "PageDocument",
    "Paragraph",
    "Row",
    "Section",
    "Table",
    "Target",
    "Text",
    "TitleSource",
    "grid_of",
    "label_of",
    "normalise",
    "read_page",
    "write_known_titles",
]
