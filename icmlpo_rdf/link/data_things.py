"""The things of a graph that may be known elsewhere: whoever meets, takes part or is a member, and where, each by its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.link.identification import WikiTitle
from icmlpo_rdf.link.site_links import article_of
from icmlpo_rdf.quads.iris import encode_title
from icmlpo_rdf.quads.vocab import Foaf, Icm, Org, Owl, Rdf, Rdfs, Schema, Skos
from icmlpo_rdf.quads.wikidata_items import item_of
from icmlpo_rdf.store.decided import is_linked

__all__ = ["DataThing", "DataThings", "things_in"]

_CLASSES = frozenset(
    {
        Icm.MEETING_SERIES,
        Icm.MEETING,
        Icm.PARTICIPANT,
        Icm.ORGANIZATION,
        Icm.COUNTRY,
        Icm.PERSON,
        Icm.PLACE,
    }
)
# What a record, a meeting or somebody says of a thing: a fact that hangs on who it is.
_NAMED_BY = frozenset(
    {
        Icm.meeting,
        Icm.organization,
        Icm.participant,
        Icm.on_behalf_of,
        Icm.series,
        Icm.country,
        Icm.region,
        Org.member,
        Org.organization,
        Schema.location,
    }
)
_LABELS = frozenset({Rdfs.label, Skos.alt_label})


@dataclass(frozen=True, slots=True, order=True)
class DataThing:
    """A thing that has a page."""

    iri: str
    title: WikiTitle
    base: str
    """What the IRIs of its data begin with."""
    names: frozenset[tuple[str, str]]
    """The names that its data give it, each with its language tag."""


@dataclass(frozen=True, slots=True)
class DataThings:
    """The things of some data."""

    things: tuple[DataThing, ...]
    """In the order of their IRIs."""
    apart: frozenset[frozenset[str]]
    """The IRIs of those that the data say are not one (`owl:differentFrom`), two by two."""
    every: frozenset[str]
    """The IRIs of all that meet, take part, are members or places, those without a page too."""
    labels: Mapping[str, str]
    """What each of them is called, as far as the data say."""
    facts: Mapping[str, int]
    """How many records, meetings and others name each of them."""
    items: frozenset[str]
    """The IRIs of those that the data, or an earlier run, say are items of Wikidata."""
    default_base: str

    def base_of(self, iri: str) -> str:
        """Return what the IRIs of a thing's data begin with."""
        bases = sorted({one.base for one in self.things if iri.startswith(one.base)})
        return bases[0] if bases else self.default_base


def things_in(quads: Iterable[Quad], default_base: str) -> DataThings:
    """Return the things that have a page and meet, take part, are members or places.

    Args:
        quads: of pages; what an earlier run linked is passed over.
        default_base: the base of a thing whose IRI does not end in wiki and title.
    """
    classes: set[str] = set()
    pages: dict[str, WikiTitle] = {}
    names: dict[str, set[tuple[str, str]]] = {}
    called: dict[str, set[tuple[bool, str]]] = {}
    apart: set[frozenset[str]] = set()
    facts: Counter[str] = Counter()
    items: set[str] = set()
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode):
            continue
        if quad.predicate == Owl.same_as and isinstance(value, NamedNode) and item_of(value.value):
            items.add(subject.value)
        if is_linked(quad):
            continue
        if quad.predicate == Rdf.type:
            if value in _CLASSES:
                classes.add(subject.value)
        elif quad.predicate == Foaf.is_primary_topic_of and isinstance(value, NamedNode):
            if (title := article_of(value.value)) is not None:
                pages[subject.value] = min(title, pages.get(subject.value, title))
        elif quad.predicate == Owl.different_from and isinstance(value, NamedNode):
            apart.add(frozenset((subject.value, value.value)))
        elif quad.predicate in _NAMED_BY and isinstance(value, NamedNode):
            facts[value.value] += 1
        elif quad.predicate in _LABELS and isinstance(value, Literal):
            language = (value.language or "").lower()
            names.setdefault(subject.value, set()).add((value.value, language))
            if quad.predicate == Rdfs.label:
                called.setdefault(subject.value, set()).add((language == "en", value.value))
    labels = {iri: min(of)[1] for iri, of in called.items() if iri in classes}
    things = [
        DataThing(iri, pages[iri], _base(iri, pages[iri], default_base), frozenset(names.get(iri, ())))
        for iri in sorted(classes & pages.keys())
    ]
    return DataThings(
        tuple(things), frozenset(apart), frozenset(classes), labels, facts, frozenset(items), default_base
    )


def _base(iri: str, title: WikiTitle, default: str) -> str:
    ending = f"{title.wiki}/{encode_title(title.title)}"
    return iri.removesuffix(ending) if iri.endswith(f"/{ending}") else default
