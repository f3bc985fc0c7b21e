"""A question for a thing by its name → candidates with scores: what is certain says so, and everything else does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from icmlpo_rdf.quads.vocab import Icm, Owl, Rdf, Rdfs, Skos
from icmlpo_rdf.quads.wikidata_items import ENTITY
from icmlpo_rdf.query.name_index import NameIndex
from icmlpo_rdf.query.spelling import spelling_key
from icmlpo_rdf.reconcile.properties import PROPERTIES
from icmlpo_rdf.store.lookups import Lookups, is_visible

__all__ = ["KINDS", "Candidate", "Question", "Reconciler", "named_things"]

KINDS: Mapping[str, tuple[NamedNode, ...]] = {
    "Participant": (Icm.PARTICIPANT, Icm.ORGANIZATION, Icm.COUNTRY, Icm.PERSON),
    "Organization": (Icm.ORGANIZATION,),
    "Country": (Icm.COUNTRY,),
    "Person": (Icm.PERSON,),
    "MeetingSeries": (Icm.MEETING_SERIES,),
    "Meeting": (Icm.MEETING,),
    "Place": (Icm.PLACE,),
}
"""The kinds that may be asked for, with the classes of each: the ontology's own terms under their local names.

What a page only links to is none of them: nothing is said of it that would tell it from its namesakes.
"""
_OF_NAME = 0.7
"""How much of a score the name makes up, where there are values to compare as well."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted."""

    name: str
    kinds: tuple[str, ...] = ()
    """Of `KINDS`; empty for any."""
    must_be_all: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By property: names of things, IRIs, years, item numbers; one that fits is enough."""
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant."""

    iri: str
    name: str
    """The name that is nearest to the one that was asked for."""
    kinds: tuple[str, ...]
    score: float
    """From 0 to 100."""
    features: Mapping[str, float]
    """What the score was made of, each from 0 to 100: the name's likeness, and for each property whether a value fits."""
    is_match: bool


class Reconciler:
    """Answers questions out of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = NameIndex(named_things(store))

    def find(self, question: Question) -> list[Candidate]:
        """Return candidates, the best first; at most one of them is a match.

        A match is the only thing that has the name, in some spelling, and the values that were given; or the only one
        that has the Wikidata item that was given.
        """
        look = Lookups(self._store)
        found = [
            made
            for iri, name, similarity in self._near(question, look)
            if (made := _candidate(iri, name, similarity, question, look)) is not None
        ]
        found.sort(key=lambda one: (-one.score, one.name, one.iri))
        certain = [one for one in found if one.is_match]
        return [
            one if len(certain) == 1 or not one.is_match else _uncertain(one)
            for one in found[: question.limit]
        ]

    def kinds(self, iri: str) -> tuple[str, ...]:
        """Return the kinds of a thing; none where nothing is said of it."""
        return _kinds(Lookups(self._store).classes(NamedNode(iri)))

    def _near(self, question: Question, look: Lookups) -> Iterator[tuple[str, str, float]]:
        named = {one.iri: one for one in self._index.near(question.name)}
        yield from ((one.iri, one.name, one.similarity) for one in named.values())
        for item in question.values.get("wikidata", ()):
            node = _node(ENTITY + item.removeprefix(ENTITY))
            for thing in look.subjects(Owl.same_as, node) if node else ():
                if thing.value not in named:
                    yield thing.value, look.label(thing).value, 0.0


def _candidate(iri: str, name: str, similarity: float, question: Question, look: Lookups) -> Candidate | None:
    thing = NamedNode(iri)
    kinds = _kinds(look.classes(thing))
    wanted = [one in kinds for one in question.kinds]
    if wanted and not (all(wanted) if question.must_be_all else any(wanted)):
        return None
    fits = {
        name: _fits(thing, name, values, look)
        for name, values in question.values.items()
        if name in PROPERTIES
    }
    share = sum(fits.values()) / len(fits) if fits else similarity
    features = {"name_similarity": round(100 * similarity, 1)}
    features |= {f"has_{one}": 100.0 if does else 0.0 for one, does in fits.items()}
    is_same = (similarity == 1 and all(fits.values())) or fits.get("wikidata", False)
    score = _OF_NAME * similarity + (1 - _OF_NAME) * share
    return Candidate(iri, name, kinds, round(100 * score, 1), features, is_same)


def _uncertain(one: Candidate) -> Candidate:
    return Candidate(one.iri, one.name, one.kinds, one.score, one.features, is_match=False)


def _fits(thing: NamedNode, name: str, wanted: Iterable[str], look: Lookups) -> bool:
    """Whether a thing has one of the values: by its identifier, its number or its name."""
    own: set[str] = set()
    for value in PROPERTIES[name].values(thing, look):
        if isinstance(value, NamedNode):
            own |= {value.value, *(spelling_key(one.value) for one in look.texts(value, Rdfs.label))}
        else:
            own.add(str(value))
    return any(one in own or spelling_key(one) in own for one in wanted)


def _kinds(classes: Iterable[NamedNode]) -> tuple[str, ...]:
    """The kinds of a thing of these classes, the narrower ones before participant."""
    classes = set(classes)
    found = [name for name, those in KINDS.items() if not classes.isdisjoint(those)]
    return tuple(sorted(found, key=lambda one: one == "Participant"))


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def named_things(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the things of our kinds, each with each of its names."""
    classes = " ".join(
        str(one) for one in sorted({one for those in KINDS.values() for one in those}, key=str)
    )
    query = (
        f"SELECT DISTINCT ?thing ?name {{ VALUES ?class {{ {classes} }} ?thing {Rdf.type} ?class . "
        f"?thing {Rdfs.label}|{Skos.alt_label} ?name }}"
    )
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - it is a SELECT
    for thing, name in found:
        if isinstance(thing, NamedNode) and isinstance(name, Literal) and is_visible(name.value):
            yield thing.value, name.value
