"""How a fact, a page or a whole dataset is cited: title, permanent address, revision, lines, digest of the graph, licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import unquote

from msgspec import Struct
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, Store

from icmlpo_rdf.errors import DataError, counted
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.quads.source_places import Evidence, evidence_of
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Prov, Rdf, Schema
from icmlpo_rdf.query.name_resolution import find_thing
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.attendance import Role, role_of

__all__ = ["Citation", "cite"]

_AUTHOR = "Wikipedia contributors"
_MOST_FACTS = 8
"""Of one page whose lines a citation names."""


class Citation(Struct, frozen=True):
    """What a citation says, whatever its form."""

    title: str
    """Of the page, or what the dataset is about."""
    is_dataset: bool
    language: str = ""
    """The wiki's code."""
    address: str = ""
    """Of the revision, else of the page; of a dataset none is known."""
    revision: str = ""
    """Its number in the wiki; empty where the form of the page does not tell it."""
    saved: str = ""
    """When the revision was saved, `2026-10-01T12:00:00Z` or the day."""
    licence: str = ""
    """Its address."""
    lines: tuple[str, ...] = ()
    """Where the fact stands on the page, as its saved text counts lines or characters."""
    said: str = ""
    """The fact as a sentence, or a thing's name with how many places of the page tell of it; empty for pages and datasets."""
    quotation: str = ""
    """What a person reads in these lines, where the source file is at hand."""
    pages: int = 1
    statements: int = 0
    """How many triples the digest is of."""
    digest: str = ""
    """SHA-256, in hexadecimal, of the graph in canonical N-Quads (RDFC-1.0), without the graph's name; empty where no graph is
    the page's alone."""

    @property
    def author(self) -> str:
        """Whose text it is."""
        return _AUTHOR

    @property
    def container(self) -> str:
        """The work that the page is part of."""
        return "" if self.is_dataset else f"Wikipedia ({self.language})" if self.language else "Wikipedia"


def cite(store: Store, thing: str | None = None, source: str | None = None) -> tuple[Citation, ...]:
    """Return citations: of the data as a whole, of a page, or of the pages that state a fact, or facts about a thing.

    Args:
        store: the data.
        thing: the IRI of a page's source, of a participation or membership, or of another thing; or its name. None cites
            the dataset.
        source: a source file, or a folder of them, to quote from.

    Raises:
        UsageError: nothing, or more than one thing, is called so.
        DataError: no page states anything of the thing.
        SourceError, StaleSourceError: as `explain`.
    """
    return tuple(_Citing(store, source).citations(thing))


class _Citing:
    def __init__(self, store: Store, source: str | None) -> None:
        self._store = store
        self._look = Lookups(store)
        self._pages = self._look.of_class(Icm.PAGE)
        self._files = SourceFiles(store, source) if source is not None else None

    def citations(self, thing: str | None) -> Iterator[Citation]:
        if thing is None:
            yield self._dataset()
            return
        subject = find_thing(thing, self._store)
        if subject in self._pages:
            yield self._page(subject)
            return
        records = self._records(subject)
        by_source = _by_source(one for record in records or (subject,) for one in self._look.evidence(record))
        facts = _by_source(self._rows(records))
        if not by_source:
            raise DataError(
                "no page of the data states anything of it",
                mend="cite a thing that has evidence",
                origin=thing,
            )
        said = self._sentence(subject)
        for source, evidence in sorted(by_source.items()):
            if not records:
                yield self._page(NamedNode(source), said, evidence)
                continue
            rows = facts.get(source, evidence)
            about = f"{said} ({counted(len(rows), 'fact')})"
            # Whoever cites a hundred rows cites the page.
            yield self._page(NamedNode(source), about, evidence if len(rows) <= _MOST_FACTS else ())

    def _records(self, thing: NamedNode) -> list[NamedNode]:
        """The participations and memberships that speak of a thing; of a series those of its meetings."""
        look = self._look
        ends = (Icm.organization, Icm.participant, Icm.meeting, Org.member, Org.organization)
        things = (thing, *look.subjects(Icm.series, thing))
        return sorted(
            {record for one in things for end in ends for record in look.subjects(end, one)}, key=str
        )

    def _rows(self, records: Iterable[NamedNode]) -> list[Evidence]:
        """Where the records' names stand, each place once."""
        rows = {row.value for one in records for row in self._look.things(one, Icm.stated_at)}
        return sorted(found for row in rows if (found := evidence_of(row)) is not None)

    def _dataset(self) -> Citation:
        topics = [self._title(one) for one in self._pages]
        title = topics[0] if len(topics) == 1 else f"{len(topics):,} pages of Wikipedia"
        licences = {found for one in self._pages if (found := self._look.address(one, Dcterms.license))}
        quads = list(self._store)
        return Citation(
            title=f"Who took part in what, from {title}",
            is_dataset=True,
            licence=" ".join(sorted(licences)),
            pages=len(self._pages),
            statements=len({one.triple for one in quads}),
            digest=_digest(quads),
        )

    def _page(self, page: NamedNode, said: str = "", evidence: Iterable[Evidence] = ()) -> Citation:
        look = self._look
        quads = list(self._store.quads_for_pattern(None, None, None, page))
        if not quads and len(self._pages) == 1:
            quads = list(self._store.quads_for_pattern(None, None, None, DefaultGraph()))
        found = list(evidence)
        permanent = look.address(page, Prov.specialization_of)
        return Citation(
            title=self._title(page),
            is_dataset=False,
            language=look.value(page, Schema.in_language) or "",
            address=permanent or look.address(page, Dcterms.source) or "",
            revision=look.value(page, Icm.revision_id) or "",
            saved=look.value(page, Schema.date_modified) or "",
            licence=look.address(page, Dcterms.license) or "",
            lines=tuple(str(one.place) for one in found),
            said=said,
            quotation=" … ".join(dict.fromkeys(filter(None, (self._quoted(one) for one in found)))),
            statements=len({one.triple for one in quads}),
            digest=_digest(quads) if quads else "",
        )

    def _title(self, page: NamedNode) -> str:
        """The page's title with what tells it from others of its name; a thing's label is without that."""
        _, found, title = (self._look.address(page, Dcterms.source) or "").partition("/wiki/")
        if found:
            return unquote(title).replace("_", " ")
        topics = self._look.things(page, Foaf.primary_topic)
        return self._look.label(topics[0]).value if topics else self._look.value(page, Schema.name) or ""

    def _quoted(self, evidence: Evidence) -> str:
        return self._files.quote(evidence).text if self._files else ""

    def _sentence(self, subject: NamedNode) -> str:
        """A participation or membership as a sentence; of another thing its name."""
        look = self._look
        who = [
            look.label(one).value
            for one in look.things(subject, Icm.organization, Icm.participant, Org.member)
        ]
        if look.has(subject, Rdf.type, Icm.PARTICIPATION):
            meetings = [look.label(one).value for one in look.things(subject, Icm.meeting)]
            role = role_of(look.things(subject, Icm.role))
            manner = "" if role is Role.PARTICIPANT else f" as {role.value}"
            return f"{', '.join(who)} took part in {', '.join(meetings)}{manner}"
        if look.has(subject, Rdf.type, Icm.MEMBERSHIP):
            bodies = [look.label(one).value for one in look.things(subject, Org.organization)]
            role = role_of(look.things(subject, Org.role))
            return f"{', '.join(who)}: {role.value} of {', '.join(bodies)}"
        return look.label(subject).value


def _by_source(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Places by the page that they are on, each once, in its order."""
    found: dict[str, list[Evidence]] = {}
    for one in sorted(set(evidence)):
        found.setdefault(one.source, []).append(one)
    return found


def _digest(quads: Iterable[Quad]) -> str:
    """Of the triples, whatever graph they stand in: the same for a page's Turtle and for its graph in a dataset."""
    dataset = Dataset(Quad(one.subject, one.predicate, one.object) for one in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sha256("".join(sorted(f"{one} .\n" for one in dataset)).encode()).hexdigest()
