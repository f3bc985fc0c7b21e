"""Question, answer, proof: for each row of an answer the lines of the pages behind it.

What a row's IRIs are decides where its evidence lies; the first rule that finds lines holds:

1. A participation, a membership, a printed name: its own lines.
2. Meetings and those who attended: the participations of these in those. Members and bodies: the memberships.
3. A series and those who attended: their participations in its meetings; of two or more who attended, with a series
   or without, those in the meetings that all of them attended.
4. Somebody and a text that is a name printed for them: the lines that print it.
5. Somebody who attended, or a member, alone: all their participations and memberships.
6. Anything else: its own lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    Store,
    Triple,
    parse_query_results,
)

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.evidence.quotation import Quotation
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Icm, Org, Rdf, Skosxl
from icmlpo_rdf.query.asking import Query, Term, ask
from icmlpo_rdf.query.named_queries import NamedQuery
from icmlpo_rdf.store.damage import damage_told
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["ProvenAnswer", "ProvenRow", "ask_with_proof"]

_RECORDS = (Icm.PARTICIPATION, Icm.MEMBERSHIP, Skosxl.LABEL)
_WHO = (Icm.organization, Icm.participant)
_NAMES = (Skosxl.pref_label, Skosxl.alt_label)


@dataclass(frozen=True, slots=True)
class ProvenRow:
    """A row of an answer, and where it comes from."""

    terms: tuple[Term | None, ...]
    evidence: tuple[Quotation, ...]
    """The lines, record by record, the heading before the row; they quote nothing where the source is not at hand."""


@dataclass(frozen=True, slots=True)
class ProvenAnswer:
    """An answer whose rows say where they come from."""

    variables: tuple[str, ...]
    rows: tuple[ProvenRow, ...]
    absent: tuple[str, ...] = ()
    """The names of the sources that were to be quoted and are not there."""

    def serialize(self, results_format: QueryResultsFormat) -> bytes:
        """As SPARQL results with two more columns: `evidence`, the IRIs of the lines, and `quotation`, their text.

        Several stand in one value, a line each. `quotation` is bound where a source was at hand. A name that the
        query has already gets underscores until it is free.
        """
        document = json.dumps(
            {
                "head": {"vars": [*self.variables, *self._added()]},
                "results": {"bindings": [self._binding(row) for row in self.rows]},
            }
        ).encode()
        results = parse_query_results(document, format=QueryResultsFormat.JSON)
        return results.serialize(format=results_format) or b""

    def _added(self) -> tuple[str, str]:
        evidence = _free("evidence", self.variables)
        return evidence, _free("quotation", (*self.variables, evidence))

    def _binding(self, row: ProvenRow) -> dict[str, object]:
        bound: dict[str, object] = {
            name: _as_json(term)
            for name, term in zip(self.variables, row.terms, strict=True)
            if term is not None
        }
        evidence, quotation = self._added()
        if row.evidence:
            bound[evidence] = _as_json(Literal("\n".join(one.evidence.iri for one in row.evidence)))
        lines = [line for one in row.evidence for line in one.lines]
        if lines:
            bound[quotation] = _as_json(Literal("\n".join(lines)))
        return bound


def ask_with_proof(
    store: Store,
    query: str | Query,
    *,
    named: NamedQuery | None = None,
    source: str | None = None,
) -> ProvenAnswer:
    """Ask a store for rows, each with the lines behind it.

    Args:
        store: the data.
        query: a SELECT query; of a named one the text that `NamedQuery.bound` gives with `explain`.
        named: the named query that it is: its variables of evidence are what counts, and those that it does not
            show without `explain` are left out. None: all that a row binds counts.
        source: a source file, or the folder that holds them, to quote from; what it does not hold is not quoted.

    Raises:
        UsageError: the query asks for no rows.
        StaleSourceError: a source was edited since the data was made.
        Others as `query.asking.ask`.
    """
    answer = ask(store, query)
    if answer.triples is not None or answer.truth is not None:
        raise UsageError(
            "the query asks for no rows to explain", mend="ask a SELECT query", origin="--explain"
        )
    places = {name: place for place, name in enumerate(answer.variables)}
    evidence, hidden = (named.evidence, named.hidden) if named else (places, ())
    telling = [places[name] for name in evidence if name in places]
    shown = {name: place for name, place in places.items() if name not in hidden}
    with damage_told(Query.of(query).origin):
        files = SourceFiles(store, source) if source is not None else None
        prover = _Prover(store, files.quote_if_there if files else Quotation)
        rows = tuple(
            ProvenRow(
                tuple(row[place] for place in shown.values()), prover.proof([row[place] for place in telling])
            )
            for row in answer.rows
        )
    return ProvenAnswer(tuple(shown), rows, files.absent if files else ())


_Records = dict[NamedNode, list[tuple[NamedNode, NamedNode]]]
"""By somebody, the meetings or bodies with the records of who took part."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the data tell of a row's things."""

    meetings: set[NamedNode]
    series: list[NamedNode]
    bodies: set[NamedNode]
    attended: _Records
    member: _Records


def _between(told: _Told) -> list[NamedNode]:
    """Rule 2: the participations in the row's meetings, and the memberships of its bodies."""
    return [
        *(
            record
            for found in told.attended.values()
            for meeting, record in found
            if meeting in told.meetings
        ),
        *(record for found in told.member.values() for body, record in found if body in told.bodies),
    ]


class _Prover:
    """Finds the evidence of rows in a store."""

    def __init__(self, store: Store, quote: Callable[[Evidence], Quotation]) -> None:
        self._look = Lookups(store)
        self._quote = quote

    def proof(self, terms: Sequence[Term | None]) -> tuple[Quotation, ...]:
        things = list(dict.fromkeys(term for term in terms if isinstance(term, NamedNode)))
        texts = {term.value for term in terms if isinstance(term, Literal)}
        for nodes in self._candidates(things, texts):
            records = sorted({self._look.evidence(node) for node in nodes})
            if found := dict.fromkeys(chain.from_iterable(records)):
                return tuple(map(self._quote, found))
        return ()

    def _candidates(self, things: Sequence[NamedNode], texts: set[str]) -> Iterator[Iterable[NamedNode]]:
        """The rules' answers, in their order."""
        yield [one for one in things if any(self._look.has(one, Rdf.type, kind) for kind in _RECORDS)]
        told = self._told(things)
        yield _between(told)
        yield self._in_common(told)
        yield self._printed(things, texts)
        yield [record for found in (*told.attended.values(), *told.member.values()) for _, record in found]
        yield things

    def _told(self, things: Sequence[NamedNode]) -> _Told:
        bodies = {one for one in things if self._look.has(None, Org.organization, one)}
        attended = {one: self._participations(one) for one in things}
        return _Told(
            meetings={one for one in things if self._look.has(one, Rdf.type, Icm.MEETING)},
            series=[one for one in things if self._look.has(None, Icm.series, one)],
            bodies=bodies,
            attended={one: found for one, found in attended.items() if found},
            member={one: self._memberships(one) for one in things if one not in bodies or len(things) == 1},
        )

    def _in_common(self, told: _Told) -> list[NamedNode]:
        """Rule 3: the participations in the meetings that all attended, of the series if there is one."""
        attended = told.attended.values()
        if not attended or not (told.series or len(attended) > 1):
            return []
        common = set.intersection(*({meeting for meeting, _ in found} for found in attended))
        if told.series:
            common = {
                one for one in common if any(self._look.has(one, Icm.series, whole) for whole in told.series)
            }
        return [record for found in attended for meeting, record in found if meeting in common]

    def _printed(self, things: Sequence[NamedNode], texts: set[str]) -> list[NamedNode]:
        """Rule 4: the names of things that are one of the texts."""
        return [
            name
            for one in things
            for name in self._look.things(one, *_NAMES)
            if any(form.value in texts for form in self._look.texts(name, Skosxl.literal_form))
        ]

    def _participations(self, who: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        return [
            (meeting, record)
            for role in _WHO
            for record in self._look.subjects(role, who)
            for meeting in self._look.things(record, Icm.meeting)
        ]

    def _memberships(self, who: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        return [
            (body, record)
            for record in self._look.subjects(Org.member, who)
            for body in self._look.things(record, Org.organization)
        ]


def _free(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _as_json(term: Term) -> dict[str, object]:
    """A term as SPARQL 1.1 Query Results JSON has it, section 3.2.2; RDF 1.2's triples and directions as SPARQL 1.2 has them."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Literal):
        said: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            said["xml:lang"] = term.language
            if term.direction:
                said["its:dir"] = term.direction.value
        else:
            said["datatype"] = term.datatype.value
        return said
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _as_json(part) for name, part in parts.items()}}
    return {"type": "bnode", "value": term.value}
