"""What is said of the source file itself: its name and checksum, its revision, its language, licence and attribution."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.facts import WikiThing
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import SourceOptions
from icmlpo_rdf.quads.iris import Iris, permanent_address, web_address, wikipedia_page
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Prov, Rdf, Schema, Xsd
from icmlpo_rdf.source import RawPage

__all__ = ["source_statements"]

_BY_SA_3 = "https://creativecommons.org/licenses/by-sa/3.0/"
_BY_SA_4 = "https://creativecommons.org/licenses/by-sa/4.0/"
# https://foundation.wikimedia.org/wiki/Policy:Terms_of_Use of 7 June 2023 has 4.0, the terms before it 3.0.
_SINCE_BY_SA_4 = "2023-06-07"
# A licence's page in a language, `…/by-sa/4.0/deed.zh`, or without its scheme, is the licence's own page.
_CREATIVE_COMMONS = lazy_pattern(r"(?:https?:)?//(creativecommons\.org/licenses/[a-z-]+/\d\.\d)(?:/.*)?")


def source_statements(
    iris: Iris, topic: WikiThing, language: str, raw: RawPage, source: SourceOptions
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Yield what is said of a page's source file.

    Args:
        iris: the page's.
        topic: the thing that the page is about.
        language: the tag of the page's language.
        raw: the file, with which edition of the page it holds.
        source: dump, revision and licence, as the user knows them.
    """
    iri, page = iris.source, wikipedia_page(topic)
    revision, license_iri = raw.revision, _license_of(raw, source)
    yield iri, Rdf.type, Icm.PAGE
    yield iri, Schema.name, Literal(raw.name)
    yield iri, Schema.sha256, Literal(raw.sha256)
    yield iri, Schema.in_language, Literal(language)
    if source.dump is not None:
        yield iri, Dcterms.is_part_of, NamedNode(source.dump)
    if source.revision is not None:
        yield iri, Schema.version, Literal(source.revision)
    if revision.page_id is not None and revision.is_wikipedias:
        yield iri, Icm.page_id, Literal(revision.page_id)
    if revision.revision_id is not None and revision.is_wikipedias:
        yield iri, Icm.revision_id, Literal(revision.revision_id)
        yield iri, Prov.specialization_of, permanent_address(topic, revision.revision_id)
    if revision.has_time:
        yield iri, Schema.date_modified, Literal(revision.timestamp, datatype=Xsd.date_time)
    yield iri, Dcterms.license, NamedNode(license_iri)
    yield iri, Dcterms.rights, Literal(_rights(page, license_iri), language="en")
    yield iri, Dcterms.source, page
    yield iri, Foaf.primary_topic, iris.thing(topic)


def _license_of(raw: RawPage, source: SourceOptions) -> str:
    """Return the IRI of a page's licence: what the user says, else what the form tells, else by the revision's date."""
    if source.license is not None:
        return source.license
    if known := _CREATIVE_COMMONS.fullmatch(raw.license):
        return f"https://{known[1]}/"
    if told := web_address(raw.license):
        return told
    # Both are ISO 8601 in UTC, whose order is that of their letters; without a date it is empty, and before all.
    return _BY_SA_4 if raw.revision.timestamp >= _SINCE_BY_SA_4 else _BY_SA_3


def _rights(page: NamedNode, license_iri: str) -> str:
    """Attribution as CC BY-SA asks for it: who, where, under what, and that it was changed."""
    return (
        f"Text by the contributors of Wikipedia, {page.value}, under {license_iri}; "
        "turned into linked data by icmlpo-rdf, under the same licence."
    )
