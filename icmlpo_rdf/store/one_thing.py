"""One thing for one thing: what people decided to be the same has one IRI in a store, under which all is asked.

The thing that a file of decisions names first stands for the others. All that is said of these is said of it; their labels
are further names of it, and their pages pages about it. What is theirs alone comes along where the two have it alike: the
meetings of one number, and what both pages name alike without linking it, unless they give it different countries.
What people refuse or doubt is no longer said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads.vocab import Foaf, Icm, Owl, Rdf, Rdfs, Skos, Skosxl
from icmlpo_rdf.quads.wikidata_items import item_of
from icmlpo_rdf.store.decided import decisions_in, is_linked
from icmlpo_rdf.store.decisions import Decisions
from icmlpo_rdf.store.lookups import Lookups, Text

__all__ = ["decided_with", "is_spoken_of", "join", "meetings_by_number", "obey", "standing_for"]

_RECORDS = frozenset({Icm.PARTICIPATION, Icm.MEMBERSHIP, Icm.REFERENCE, Skosxl.LABEL, Icm.PAGE})
# The second and later ones of a name in one list, and of the series of a page, are numbered by where they stand.
_NUMBERED = lazy_pattern(r"=\d+$")
_FURTHER = {Rdfs.label: Skos.alt_label, Skosxl.pref_label: Skosxl.alt_label}
_ENGLISH = "en"
_NO_SELF = frozenset({Owl.same_as, Owl.different_from, Skos.close_match})


def obey(store: Store) -> dict[str, str]:
    """Have a store say of one thing what it says of those that people decided to be it, and nothing that they refuse.

    The store is looked through only where decisions ask for it, and only as far as they do. What stands for what is returned.

    Raises:
        DataError: decisions contradict each other.
    """
    decisions = decisions_in(store)
    if not decisions.every:
        return {}
    _refuse(store, decisions)
    named = dict.fromkeys(iri for one in decisions.every for iri in (one.thing, one.other))
    seen: set[str] = set()
    classes = []
    for iri in named:
        if iri not in seen:
            together = decisions.class_of(iri)
            seen |= together
            classes.append([one for one in named if one in together and not item_of(one)])
    return join(store, classes, lambda one, other: decisions.forbids(one, other) is None)


def _refuse(store: Store, decisions: Decisions) -> None:
    """Take out what links say against decisions: the statement, what it rests on, and names that came with it."""
    look = Lookups(store)
    for iri in sorted({iri for one in decisions.every for iri in one.pair if not item_of(iri)}):
        thing, decided = NamedNode(iri), decisions.item_of(iri)
        for quad in list(store.quads_for_pattern(thing, Owl.same_as, None, None)):
            other = quad.object
            if not is_linked(quad) or is_linked(quad, is_decided=True) or not isinstance(other, NamedNode):
                continue
            item = item_of(other.value)
            if decisions.forbids(iri, other.value) is None and (not item or decided in {"", item}):
                continue
            store.remove(quad)
            for record in look.subjects(Icm.identified, thing):
                if look.has(record, Icm.identified_as, other):
                    _remove(store, store.quads_for_pattern(record, None, None, quad.graph_name))
            _remove(store, store.quads_for_pattern(thing, Skos.alt_label, None, quad.graph_name))


def _remove(store: Store, quads: Iterable[Quad]) -> None:
    for quad in list(quads):
        store.remove(quad)


def join(
    store: Store, classes: Iterable[Iterable[str]], may_be_one: Callable[[str, str], bool] = lambda *_: True
) -> dict[str, str]:
    """Have one thing of each class stand for the others, and return which stands for which.

    Args:
        store: the data.
        classes: things that are one; the first of which the data say anything stands for the others.
        may_be_one: whether two that would come along may be one.
    """
    look = Lookups(store)
    instead: dict[NamedNode, NamedNode] = {}
    for together in classes:
        there = [node for node in map(NamedNode, together) if _is_told(store, node)]
        for other in there[1:]:
            instead[other] = there[0]
    for other, one in list(instead.items()):
        for part, whole in _parts(store, look, other, one):
            stands = instead.get(whole, whole)
            if part not in instead and part != stands and may_be_one(part.value, stands.value):
                instead[part] = stands
    for other in instead:
        _rename(store, look, other, instead)
    return {other.value: one.value for other, one in instead.items()}


def _is_told(store: Store, thing: NamedNode) -> bool:
    """Whether pages say anything of a thing."""
    return any(not is_linked(quad) for quad in store.quads_for_pattern(thing, None, None, None))


def is_spoken_of(store: Store, iri: str) -> bool:
    """Whether pages say anything of a thing, or name it."""
    node = NamedNode(iri)
    return _is_told(store, node) or any(
        not is_linked(quad) for quad in store.quads_for_pattern(None, None, node, None)
    )


def _parts(
    store: Store, look: Lookups, other: NamedNode, one: NamedNode
) -> Iterator[tuple[NamedNode, NamedNode]]:
    """What two things that are one have alike: what stands for each."""
    paired: dict[NamedNode, NamedNode] = {}
    theirs, ours = (meetings_by_number(look, whole) for whole in (other, one))
    for number, meeting in theirs.items():
        if number in ours:
            paired[meeting] = ours[number]
    if "#" not in other.value and "#" not in one.value:
        for name, part in _local(store, other).items():
            twin = NamedNode(f"{one.value}#{name}")
            if part not in paired and _are_alike(look, part, twin):
                paired[part] = twin
    yield from paired.items()


def meetings_by_number(look: Lookups, series: NamedNode) -> dict[tuple[bool, int], NamedNode]:
    """Return the meetings of a series by their number, else their year, where only one has it."""
    found: defaultdict[tuple[bool, int], list[NamedNode]] = defaultdict(list)
    for meeting in look.subjects(Icm.series, series):
        number, year = look.number(meeting, Icm.ordinal), look.number(meeting, Icm.year)
        if number is not None:
            found[True, number].append(meeting)
        elif year is not None:
            found[False, year].append(meeting)
    return {key: meetings[0] for key, meetings in found.items() if len(meetings) == 1}


def _local(store: Store, whole: NamedNode) -> dict[str, NamedNode]:
    """What only a thing's page speaks of, by the end of its IRI; names that stand for several are left out."""
    pages = {quad.subject for quad in store.quads_for_pattern(None, Foaf.primary_topic, whole, None)}
    graphs = sorted((one for one in pages if isinstance(one, NamedNode)), key=str)
    found: dict[str, NamedNode] = {}
    every: list[DefaultGraph | NamedNode] = [DefaultGraph(), *graphs]
    for graph in every:
        for quad in store.quads_for_pattern(None, Rdf.type, None, graph):
            subject = quad.subject
            if (
                isinstance(subject, NamedNode)
                and subject.value.startswith(f"{whole.value}#")
                and quad.object not in _RECORDS
            ):
                found[subject.value.partition("#")[2]] = subject
    several = {_NUMBERED.sub("", name) for name in found if _NUMBERED.search(name)}
    return {name: part for name, part in found.items() if _NUMBERED.sub("", name) not in several}


def _are_alike(look: Lookups, part: NamedNode, twin: NamedNode) -> bool:
    """Whether what two pages call alike is of one kind, and of no two countries."""
    kinds, others = look.classes(part), look.classes(twin)
    if not kinds & others or others & _RECORDS:
        return False
    countries, further = set(look.things(part, Icm.country)), set(look.things(twin, Icm.country))
    return not countries or not further or bool(countries & further)


def _rename(store: Store, look: Lookups, other: NamedNode, instead: Mapping[NamedNode, NamedNode]) -> None:
    one = instead[other]
    quads = [*store.quads_for_pattern(other, None, None, None)]
    quads += store.quads_for_pattern(None, None, other, None)
    labels = look.texts(one, Rdfs.label)
    for quad in quads:
        if is_linked(quad, is_decided=True):
            continue
        store.remove(quad)
        subject = (
            instead.get(quad.subject, quad.subject) if isinstance(quad.subject, NamedNode) else quad.subject
        )
        value = instead.get(quad.object, quad.object) if isinstance(quad.object, NamedNode) else quad.object
        if subject == value and quad.predicate in _NO_SELF:
            continue
        predicate = quad.predicate
        if quad.subject == other and _is_further(quad, labels):
            predicate = _FURTHER[predicate]
        store.add(Quad(subject, predicate, value, quad.graph_name))


def _is_further(quad: Quad, labels: Sequence[Text]) -> bool:
    """Whether a name is a further one, beside the labels that the thing has already: one of its page, and one in English."""
    if quad.predicate not in _FURTHER:
        return False
    told = {one.language == _ENGLISH for one in labels}
    if not isinstance(quad.object, Literal):
        return False in told
    language = (quad.object.language or "").lower()
    return Text(quad.object.value, language) not in labels and (language == _ENGLISH) in told


def standing_for(store: Store, thing: NamedNode) -> NamedNode:
    """Return the thing that stands for one in a store; itself where nothing else does."""
    if _is_told(store, thing):
        return thing
    whole, mark, part = thing.value.partition("#")
    for asked, ending in ((thing.value, ""), (whole, mark + part)):
        for iri in sorted(decided_with(store, asked)):
            node = NamedNode(iri + ending)
            if iri != asked and _is_told(store, node):
                return node
    return thing


def decided_with(store: Store, iri: str) -> set[str]:
    """Return all that people decided to be one with a thing, itself among it."""
    found, waiting = {iri}, [iri]
    while waiting:
        node = NamedNode(waiting.pop())
        beside = [*store.quads_for_pattern(node, Owl.same_as, None, None)]
        beside += store.quads_for_pattern(None, Owl.same_as, node, None)
        for quad in beside:
            for end in (quad.subject, quad.object):
                is_new = isinstance(end, NamedNode) and end.value not in found
                if is_new and is_linked(quad, is_decided=True) and isinstance(end, NamedNode):
                    found.add(end.value)
                    waiting.append(end.value)
    return found
