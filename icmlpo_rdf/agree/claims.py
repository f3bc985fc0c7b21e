"""What pages say of a thing, claim by claim, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Role

__all__ = ["Claim", "Comparison", "Instead", "Page", "Said", "Verdict"]


class Verdict(Enum):
    """How the pages that tell of something stand to each other, in the order in which people want to know."""

    DIFFERENT = "different"
    """They say of one thing what cannot both be."""
    ALONE = "alone"
    """Only one of them says so."""
    SOME = "some"
    """Several say so, and not all."""
    ALIKE = "alike"
    """All say so."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that tells of a thing."""

    source: str
    """The IRI of its source."""
    name: str
    """Its file's name."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one page says, and where."""

    source: str
    evidence: tuple[Evidence, ...]
    role: Role | None = None
    """Of who attended or is a member: as what."""
    printed: str = ""
    """The name, as printed there."""
    place: str = ""
    """The place beside it, as printed there."""
    start: str = ""
    """Since when one is a member."""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of or about a thing, and the pages that make it."""

    subject: NamedNode
    predicate: NamedNode
    value: NamedNode | Literal
    shown: NamedNode | Literal
    """Of subject and value the one that is not the thing."""
    label: Text
    """That one as people read it."""
    said: tuple[Said, ...]
    """By whom, in the order of the pages."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Instead:
    """Somebody whom one page lists, and who stands between the same neighbours where another page lists somebody else.

    It is who stands there, and not known to be the same: that is for people to decide.
    """

    one: NamedNode
    label: Text
    source: str
    other: NamedNode
    other_label: Text
    other_source: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A thing, the pages that tell of it, and what they say."""

    iri: str
    label: Text
    pages: tuple[Page, ...]
    joined_by: tuple[str, ...]
    """Why it is one thing, where it has several names: the decision's line, or what it was found in."""
    claims: tuple[Claim, ...]
    """The verdict first, then what is said."""
    instead: tuple[Instead, ...] = ()
