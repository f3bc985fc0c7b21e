"""What a page says: `PageDocument` → `Facts`. Knows no IRIs and no files."""

from icmlpo_rdf.facts.dates import PartialDate
from icmlpo_rdf.facts.finding import find_facts
from icmlpo_rdf.facts.model import (
    Clue,
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
    Tally,
    Thing,
    WikiThing,
)
from icmlpo_rdf.facts.own_words import parse_words

__all__ = [
    "Clue",
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
    "Tally",
    "Thing",
    "WikiThing",
    "find_facts",
    "parse_words",
]
