"""What is said of the source file itself: its name and checksum, its language, licence and attribution."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.facts import Thing
from icmlpo_rdf.options import SourceOptions
from icmlpo_rdf.quads.iris import Iris, wikipedia_page
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Rdf, Schema
from icmlpo_rdf.source import RawPage

__all__ = ["source_statements"]


def source_statements(
    iris: Iris, topic: Thing, language: str, raw: RawPage, source: SourceOptions
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Yield what is said of a page's source file.

    Args:
        iris: the page's.
        topic: the thing that the page is about.
        language: the tag of the page's language.
        raw: the file.
        source: dump, revision and licence, as the user knows them.
    """
    iri, page = iris.source, wikipedia_page(topic)
    yield iri, Rdf.type, Icm.PAGE
    yield iri, Schema.name, Literal(raw.name)
    yield iri, Schema.sha256, Literal(raw.sha256)
    yield iri, Schema.in_language, Literal(language)
    if source.dump is not None:
        yield iri, Dcterms.is_part_of, NamedNode(source.dump)
    if source.revision is not None:
        yield iri, Schema.version, Literal(source.revision)
    yield iri, Dcterms.license, NamedNode(source.license)
    yield iri, Dcterms.rights, Literal(_rights(page, source.license), language="en")
    yield iri, Dcterms.source, page
    yield iri, Foaf.primary_topic, iris.thing(topic)


def _rights(page: NamedNode, license_iri: str) -> str:
    """Attribution as CC BY-SA asks for it: who, where, under what, and that it was changed."""
    return (
        f"Text by the contributors of Wikipedia, {page.value}, under {license_iri}; "
        "turned into linked data by icmlpo-rdf, under the same licence."
    )
