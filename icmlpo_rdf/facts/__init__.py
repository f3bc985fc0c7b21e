"""What a page says: `PageDocument` → `Facts`. Knows no IRIs and no files."""

from icmlpo_rdf.facts.finding import find_facts
from icmlpo_rdf.facts.model import (
    Clue,
    Coverage,
    Facts,
    Kind,
    LocalThing,
    Meeting,
    Membership,
    Name,
    PageLink,
    Participant,
    Participation,
    Place,
    Purpose,
    Reading,
    Standing,
    Subject,
    Thing,
    WikiThing,
)
from icmlpo_rdf.facts.words.dates import PartialDate

__all__ = [
    "Clue",
    "Coverage",
    "Facts",
    "Kind",
    "LocalThing",
    "Meeting",
    "Membership",
    "Name",
    "PageLink",
    "PartialDate",
    "Participant",
    "Participation",
    "Place",
    "Purpose",
    "Reading",
    "Standing",
    "Subject",
    "Thing",
    "WikiThing",
    "find_facts",
]
