"""What the footnotes of facts cite: text, address, title, publisher, date, and when somebody looked at it, as printed."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.facts import Facts
from icmlpo_rdf.page import Reference
from icmlpo_rdf.quads.iris import Iris, web_address
from icmlpo_rdf.quads.vocab import Dc, Dcterms, Icm, Prov, Rdf, Rdfs, Schema

__all__ = ["is_cited", "reference_statements"]


def is_cited(reference: Reference) -> bool:
    """True where a footnote says anything: of a named one whose text is missing nothing is known."""
    return bool(reference.text or web_address(reference.url))


def reference_statements(
    facts: Facts, iris: Iris
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Yield which footnotes meetings rest on, and what is known of each that a fact rests on, in the page's order."""
    used = {number for one in facts.participations for number in one.references}
    used |= {number for one in facts.memberships for number in one.references}
    for meeting, numbers in facts.meeting_references.items():
        used.update(numbers)
        for reference in filter(is_cited, (facts.references[number] for number in numbers)):
            yield iris.meeting(meeting), Dcterms.references, iris.reference(reference)
    for number in sorted(used):
        reference = facts.references[number]
        if not is_cited(reference):
            continue
        iri, address = iris.reference(reference), web_address(reference.url)
        yield iri, Rdf.type, Icm.REFERENCE
        yield iri, Rdfs.label, Literal(reference.text or address)
        for term, text in (
            (Dc.title, reference.title),
            (Dc.publisher, reference.publisher),
            (Dc.date, reference.date),
            (Icm.accessed_as_printed, reference.accessed),
        ):
            if text:
                yield iri, term, Literal(text)
        if address:
            yield iri, Schema.url, NamedNode(address)
        yield iri, Prov.was_derived_from, iris.place(reference.span)
