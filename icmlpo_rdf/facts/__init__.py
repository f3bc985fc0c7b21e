"""What a page says: `PageDocument` → `Facts`. Knows no IRIs and no files."""

from icmlpo_rdf.facts.dates import PartialDate
from icmlpo_rdf.facts.finding import find_facts
from icmlpo_rdf.facts.lexicon import has_words, own_language
from icmlpo_rdf.facts.model import (
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
from icmlpo_rdf.facts.proposals import Proposal, find_proposals

__all__ = [
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
    "Proposal",
    "Purpose",
    "Reading",
    "Standing",
    "Subject",
    "Tally",
    "Thing",
    "WikiThing",
    "find_facts",
    "find_proposals",
    "has_words",
    "own_language",
    "parse_words",
]
