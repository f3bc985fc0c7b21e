"""The things of a graph that may be known elsewhere: whoever meets, takes part or is a member, and where, each by its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
    names: Mapping[str, frozenset[str]]
    """All names of each of them."""
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
    found = _Found()
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found.take(quad, quad.subject.value)
    labels = {iri: min(of)[1] for iri, of in found.called.items() if iri in found.classes}
    things = [
        DataThing(iri, title, _base(iri, title, default_base), frozenset(found.names.get(iri, ())))
        for iri, title in sorted(found.pages.items())
        if iri in found.classes
    ]
    every_name = {
        iri: frozenset(text for text, _ in found.names[iri]) for iri in found.classes & found.names.keys()
    }
    return DataThings(
        tuple(things),
        frozenset(found.apart),
        frozenset(found.classes),
        labels,
        every_name,
        found.facts,
        frozenset(found.items),
        default_base,
    )


@dataclass(slots=True)
class _Found:
    """What was found so far, by IRI."""

    classes: set[str] = field(default_factory=set)
    """Those that are of our classes."""
    pages: dict[str, WikiTitle] = field(default_factory=dict)
    names: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    called: dict[str, set[tuple[bool, str]]] = field(default_factory=dict)
    """The labels, those in English last."""
    apart: set[frozenset[str]] = field(default_factory=set)
    facts: Counter[str] = field(default_factory=Counter)
    items: set[str] = field(default_factory=set)

    def take(self, quad: Quad, subject: str) -> None:
        """What a statement says of its subject, or of whom it names."""
        value = quad.object
        if isinstance(value, NamedNode):
            if quad.predicate == Owl.same_as and item_of(value.value):
                self.items.add(subject)
            if not is_linked(quad):
                self._take_iri(quad, subject, value)
        elif isinstance(value, Literal) and quad.predicate in _LABELS and not is_linked(quad):
            language = (value.language or "").lower()
            self.names.setdefault(subject, set()).add((value.value, language))
            if quad.predicate == Rdfs.label:
                self.called.setdefault(subject, set()).add((language == "en", value.value))

    def _take_iri(self, quad: Quad, subject: str, value: NamedNode) -> None:
        if quad.predicate == Rdf.type:
            if value in _CLASSES:
                self.classes.add(subject)
        elif quad.predicate == Foaf.is_primary_topic_of:
            if (title := article_of(value.value)) is not None:
                self.pages[subject] = min(title, self.pages.get(subject, title))
        elif quad.predicate == Owl.different_from:
            self.apart.add(frozenset((subject, value.value)))
        elif quad.predicate in _NAMED_BY:
            self.facts[value.value] += 1


def _base(iri: str, title: WikiTitle, default: str) -> str:
    ending = f"{title.wiki}/{encode_title(title.title)}"
    return iri.removesuffix(ending) if iri.endswith(f"/{ending}") else default
