"""Changes as sentences: who came, left, or is told of otherwise; what follows from that, and lines that moved, are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from icmlpo_rdf.differences.changes import GraphChange
from icmlpo_rdf.errors import counted
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Owl, Prov, Rdf, Rdfs, Schema, Skos, Skosxl
from icmlpo_rdf.store.lookups import Lookups, Term, end_of, short
from icmlpo_rdf.views.attendance import role_of

__all__ = ["sentences"]

_LINES = frozenset({Prov.was_derived_from, Icm.stated_at})
# What is told by a record, or goes with a name, a link or a file.
_FOLLOWS = frozenset(
    {
        Icm.attended, Icm.attended_by, Icm.has_participation, Icm.member_of, Icm.has_member, Icm.meeting, Icm.organization,
        Icm.participant, Org.member, Org.organization, Skosxl.pref_label, Skosxl.alt_label, Skosxl.literal_form, Rdf.type,
        Foaf.is_primary_topic_of, Foaf.primary_topic, Schema.about, Icm.in_dump, Schema.in_language, Schema.name, Dcterms.source,
    }
)  # fmt: skip
_RECORDS = {Icm.PARTICIPATION: ("attended", (Icm.organization, Icm.participant), Icm.meeting),
            Icm.MEMBERSHIP: ("is a member of", (Org.member,), Org.organization)}  # fmt: skip
_WORDS = {
    Rdfs.label: "is called", Skos.alt_label: "is also called", Icm.wikilink: "links to", Rdfs.see_also: "has under “see also”",
    Owl.different_from: "is not to be confused with", Dcterms.subject: "is filed under", Icm.year: "was in the year", Icm.ordinal: "has the number",
    Schema.start_date: "begins on", Schema.end_date: "ends on", Schema.location: "was held in", Icm.series: "is of the series",
    Icm.country: "is of", Icm.region: "is of the region", Icm.role: "as", Org.role: "as", Icm.name_as_printed: "printed",
    Icm.place_as_printed: "with the place", Icm.status_as_printed: "with the remark", Icm.region_as_printed: "under the heading",
    Icm.date_as_printed: "with the date", Icm.on_behalf_of: "for", Owl.same_as: "is the same as", Schema.sha256: "has the SHA-256",
    Icm.revision_id: "is the revision", Schema.version: "is of the version", Schema.date_modified: "is of the time",
}  # fmt: skip
_GIVES = frozenset({Icm.MEETING, Icm.PARTICIPATION, Icm.MEMBERSHIP})


def sentences(changes: Iterable[GraphChange]) -> Iterator[str]:
    """Yield what changed as lines: a heading for each page, below it `-` what is gone, `+` what is new, `~` what is otherwise."""
    for one in changes:
        yield from _Page(one).sentences()


@dataclass(slots=True)
class _Thing:
    """What was removed and added of one thing."""

    removed: dict[NamedNode, set[Term]] = field(default_factory=lambda: defaultdict(set))
    added: dict[NamedNode, set[Term]] = field(default_factory=lambda: defaultdict(set))


class _Page:
    """What changed in one graph."""

    def __init__(self, change: GraphChange) -> None:
        self._change = change
        self._old, self._new = (
            _store(said) for said in ((*change.kept, *change.removed), (*change.kept, *change.added))
        )
        self._looks = {"-": Lookups(self._old), "+": Lookups(self._new)}
        self._followed = 0
        self._moved: set[NamedNode] = set()

    def sentences(self) -> Iterator[str]:
        change = self._change
        name = self._name()
        if change.is_new or change.is_gone:
            sign, look = ("+", self._looks["+"]) if change.is_new else ("-", self._looks["-"])
            number = len(change.added) + len(change.removed) + len(change.new_blank) + len(change.old_blank)
            told = ", ".join(
                counted(len(found), kind.value.rpartition("#")[2].lower())
                for kind in sorted(_GIVES, key=str)
                if (found := look.of_class(kind))
            )
            yield f"{sign} {name}: {counted(number, 'statement')}{f', {told}' if told else ''}"
            return
        yield f"{name}: {counted(len(change.removed), 'statement')} removed, {len(change.added):,} added"
        yield from (f"  {line}" for line in self._lines())
        if change.old_blank or change.new_blank:
            before, after = len(change.old_blank), len(change.new_blank)
            yield f"  ~ statements with blank nodes: {before:,} before, {after:,} now"
        if self._moved:
            yield f"  the lines that state {counted(len(self._moved), 'thing')} are others"
        if self._followed:
            yield f"  and {counted(self._followed, 'statement')} that go with these"

    def _name(self) -> str:
        if not self._change.graph.startswith("<"):
            return "the graph without a name"
        graph = NamedNode(self._change.graph[1:-1])
        look = self._looks["-" if self._change.is_gone else "+"]
        topics = look.things(graph, Foaf.primary_topic)
        label = look.label(topics[0]).value if topics else end_of(graph.value)
        return f"{label} <{graph.value}>"

    def _lines(self) -> Iterator[str]:
        things: defaultdict[NamedNode, _Thing] = defaultdict(_Thing)
        for quad in _parsed(self._change.removed):
            if isinstance(quad.subject, NamedNode):
                things[quad.subject].removed[quad.predicate].add(quad.object)
        for quad in _parsed(self._change.added):
            if isinstance(quad.subject, NamedNode):
                things[quad.subject].added[quad.predicate].add(quad.object)
        for subject, thing in sorted(things.items(), key=lambda one: self._order(one[0])):
            is_record = self._record(subject, "+") or self._record(subject, "-")
            yield from self._of_record(subject, thing) if is_record else self._of_thing(subject, thing)

    def _order(self, subject: NamedNode) -> tuple[bool, str, int, str]:
        """Records by what they are of; everything else by name."""
        record = self._record(subject, "+") or self._record(subject, "-")
        if record is None:
            return False, self._label(subject), 0, subject.value
        _, who, whole = record
        look = self._looks["+"]
        return (
            True,
            self._label(look_series(look, whole)),
            look.order(whole),
            self._label(who) + subject.value,
        )

    def _record(self, subject: NamedNode, sign: str) -> tuple[str, NamedNode, NamedNode] | None:
        """What a record says: the verb, who, and of what."""
        look = self._looks[sign]
        for kind, (verb, ends, whole) in _RECORDS.items():
            if look.has(subject, Rdf.type, kind):
                who, of = look.things(subject, *ends), look.things(subject, whole)
                return (verb, who[0], of[0]) if who and of else None
        return None

    def _of_record(self, subject: NamedNode, thing: _Thing) -> list[str]:
        before, after = self._record(subject, "-"), self._record(subject, "+")
        one = after or before
        if one is None:
            return []
        verb, who, whole = one
        said = f"{self._label(who)} {verb} {self._label(whole)}"
        if before is None or after is None:
            sign, values = ("+", thing.added) if after else ("-", thing.removed)
            self._followed += sum(
                len(found) for predicate, found in values.items() if predicate in _FOLLOWS | _LINES
            )
            return [f"{sign} {said}{self._details(values)}{self._where(subject, sign)}"]
        details = list(self._otherwise(thing))
        self._note(subject, thing)
        return [f"~ {said}: {', '.join(details)}{self._where(subject, '+')}"] if details else []

    def _details(self, values: Mapping[NamedNode, set[Term]]) -> str:
        told = [
            f"{_WORDS.get(predicate, short(predicate.value))} {self._shown(value)}"
            for predicate in sorted(values, key=str)
            if predicate not in _FOLLOWS | _LINES | {Icm.name_as_printed}
            for value in sorted(values[predicate], key=str)
        ]
        return f" {', '.join(told)}" if told else ""

    def _otherwise(self, thing: _Thing) -> Iterator[str]:
        """What a record, which was there before, says otherwise."""
        for predicate in sorted({*thing.removed, *thing.added} - _FOLLOWS - _LINES, key=str):
            before, after = (
                ", ".join(sorted(map(self._shown, values.get(predicate, ()))))
                for values in (thing.removed, thing.added)
            )
            yield f"{_WORDS.get(predicate, short(predicate.value))} {before or '–'} → {after or '–'}"

    def _note(self, subject: NamedNode, thing: _Thing) -> None:
        """Count what is not told in words."""
        for values in (thing.removed, thing.added):
            for predicate, found in values.items():
                if predicate in _LINES:
                    self._moved.add(subject)
                elif predicate in _FOLLOWS:
                    self._followed += len(found)

    def _of_thing(self, subject: NamedNode, thing: _Thing) -> Iterator[str]:
        self._note(subject, thing)
        is_name = any(self._looks[sign].has(subject, Rdf.type, Skosxl.LABEL) for sign in "-+")
        if is_name:
            return
        is_mentioned = self._is_only_linked(subject)
        for predicate in sorted({*thing.removed, *thing.added} - _FOLLOWS - _LINES, key=str):
            before, after = thing.removed.get(predicate, set()), thing.added.get(predicate, set())
            if predicate == Rdfs.label and is_mentioned:
                self._followed += len(before) + len(after)
                continue
            said = f"{self._label(subject)} {_WORDS.get(predicate, short(predicate.value))}"
            if self._is_only_text(subject, predicate):
                yield f"~ {said} {self._shown(*before)} → {self._shown(*after)}{self._where(subject, '+')}"
                continue
            for sign, values in (("-", before), ("+", after)):
                for value in sorted(values, key=str):
                    yield f"{sign} {said} {self._shown(value)}{self._where(value, sign) or self._where(subject, sign)}"

    def _is_only_text(self, subject: NamedNode, predicate: NamedNode) -> bool:
        """Whether a property has one text before and one now: the one has become the other."""
        return all(
            [isinstance(quad.object, Literal) for quad in store.quads_for_pattern(subject, predicate, None)]
            == [True]
            for store in (self._old, self._new)
        )

    def _is_only_linked(self, subject: NamedNode) -> bool:
        """Whether a thing came or went with the link to it: its label is told there."""
        return any(not self._looks[sign].own_label(subject) for sign in "-+")

    def _label(self, thing: NamedNode) -> str:
        label = self._looks["+"].own_label(thing) or self._looks["-"].own_label(thing)
        return label.value if label else end_of(thing.value)

    def _shown(self, value: Term) -> str:
        if isinstance(value, Literal):
            return value.value
        if isinstance(value, NamedNode):
            if (name := short(value.value)) != value.value:
                return role_of([value]).value if name.endswith("Role") else name
            label = self._looks["+"].own_label(value) or self._looks["-"].own_label(value)
            return f"{label.value} <{value.value}>" if label else value.value
        return str(value)

    def _where(self, thing: Term, sign: str) -> str:
        """The last line that states something: of a record the row."""
        evidence = self._looks[sign].evidence(thing) if isinstance(thing, NamedNode) else ()
        return f" ({evidence[-1].place})" if evidence else ""


def look_series(look: Lookups, whole: NamedNode) -> NamedNode:
    """The series of a meeting; of anything else itself."""
    return next(iter(look.things(whole, Icm.series)), whole)


def _parsed(triples: Iterable[str]) -> Iterator[Quad]:
    text = "".join(f"{triple} .\n" for triple in triples)
    return iter(parse(text.encode(), format=RdfFormat.N_TRIPLES))


def _store(triples: Iterable[str]) -> Store:
    store = Store()
    store.bulk_extend(_parsed(triples))
    return store
