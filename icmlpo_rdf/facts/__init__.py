"""What a page says: `PageDocument` → `Facts`. Knows no IRIs and no files."""

from icmlpo_rdf.facts.finding import find_facts
from icmlpo_rdf.facts.model import (
    Facts,
    LocalThing,
    Meeting,
    Name,
    Organization,
    PageLink,
    Participation,
    Place,
    Purpose,
    Reading,
    Subject,
    Thing,
    WikiThing,
)

__all__ = [
    "Facts",
    "LocalThing",
    "Meeting",
    "Name",
    "Organization",
    "PageLink",
    "Participation",
    "Place",
    "Purpose",
    "Reading",
    "Subject",
    "Thing",
    "WikiThing",
    "find_facts",
]
