"""Who says so: the footnotes of the row, then the address at which Wikipedia keeps the page. That a fact is Wikipedia's alone (P143) counts as
no reference there, and is never written.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from icmlpo_rdf.export.claims import Cited
from icmlpo_rdf.export.wikidata_values import TimeValue, time_of
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Prov, Schema
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["References"]

_FOOTNOTE, _PAGE = 0, 1


class References:
    """Looks up what facts rest on."""

    def __init__(self, look: Lookups, *, without_revision: bool = False) -> None:
        """`without_revision`: take the page's address where no revision of it is known."""
        self._look = look
        self._without_revision = without_revision

    def of(self, record: NamedNode) -> tuple[Cited, ...]:
        """Return what a meeting, a participation or a membership rests on; nothing where a page of its lines has no address to keep."""
        pages = set[str]()
        for source in sorted({evidence.source for evidence in self._look.evidence(record)}):
            kept = self._look.address(NamedNode(source), Prov.specialization_of)
            if kept is None and self._without_revision:
                kept = self._look.address(NamedNode(source), Dcterms.source)
            if kept is not None:
                pages.add(kept)
        if not pages:
            return ()
        footnotes = {
            Cited(_FOOTNOTE, url, self._accessed(one))
            for one in self._look.things(record, Dcterms.references)
            if (url := self._look.address(one, Schema.url)) is not None
        }
        return tuple(sorted(footnotes | {Cited(_PAGE, page) for page in pages}))

    def _accessed(self, reference: NamedNode) -> TimeValue | None:
        """When somebody looked at what a footnote cites, where it says so to the day."""
        told = self._look.text(reference, Icm.accessed_as_printed)
        if told is None:
            return None
        if (time := time_of(told.value)) is None:
            span = parse_date(told.value)
            time = time_of(str(span.start)) if span is not None and span.end is None else None
        return time if time is not None and time.day else None
