"""What a person calls a property of other vocabularies; those of our own ontology bring their labels with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import (
    PREFIXES,
    Dc,
    Dcterms,
    Foaf,
    Org,
    Owl,
    Prov,
    Rdf,
    Rdfs,
    Schema,
    Skos,
    Skosxl,
)
from icmlpo_rdf.serve.languages import marked

__all__ = ["PROPERTY_NAMES"]

_OF_DATA: Final = {
    Rdf.type: marked("is a"),
    Rdfs.label: marked("name"),
    Skos.alt_label: marked("other name"),
    Rdfs.see_also: marked("see also"),
    Owl.different_from: marked("not to be confused with"),
    Dcterms.subject: marked("category"),
    Dcterms.source: marked("source"),
    Dcterms.references: marked("footnote"),
    Dc.title: marked("title"),
    Dc.publisher: marked("publisher"),
    Dc.date: marked("date"),
    Dcterms.license: marked("licence"),
    Dcterms.rights: marked("rights"),
    Dcterms.is_part_of: marked("part of"),
    Foaf.is_primary_topic_of: marked("Wikipedia page"),
    Foaf.primary_topic: marked("is about"),
    Prov.was_derived_from: marked("stated in"),
    Prov.specialization_of: marked("revision's address"),
    Schema.start_date: marked("from"),
    Schema.end_date: marked("until"),
    Schema.location: marked("place"),
    Schema.name: marked("file name"),
    Schema.in_language: marked("language"),
    Schema.sha256: marked("SHA-256"),
    Schema.version: marked("revision of the dump"),
    Schema.date_modified: marked("saved"),
    Schema.about: marked("is about"),
    Org.member: marked("member"),
    Org.organization: marked("body"),
    Org.role: marked("role"),
    Skosxl.literal_form: marked("printed form"),
    # Classes of others that the data have.
    Skos.CONCEPT: marked("category"),
    Skosxl.LABEL: marked("printed name"),
    Owl.AXIOM: marked("decision"),
}
_OF_ONTOLOGY: Final = {
    NamedNode(PREFIXES[prefix] + local): name
    for prefix, local, name in (
        ("rdfs", "comment", marked("meaning")),
        ("rdfs", "domain", marked("said of")),
        ("rdfs", "range", marked("leads to")),
        ("rdfs", "subClassOf", marked("kind of")),
        ("rdfs", "subPropertyOf", marked("kind of")),
        ("rdfs", "isDefinedBy", marked("defined in")),
        ("owl", "inverseOf", marked("other way round")),
        ("owl", "disjointWith", marked("never a")),
        ("owl", "versionInfo", marked("version")),
        ("owl", "versionIRI", marked("this version")),
        ("dcterms", "title", marked("title")),
        ("owl", "priorVersion", marked("version before")),
        ("dcterms", "description", marked("what it is")),
        ("dcterms", "abstract", marked("in short")),
        ("dcterms", "creator", marked("made by")),
        ("dcterms", "publisher", marked("published by")),
        ("dcterms", "created", marked("begun")),
        ("dcterms", "issued", marked("published")),
        ("dcterms", "modified", marked("changed")),
        ("dcterms", "language", marked("languages")),
        ("dcterms", "bibliographicCitation", marked("cite as")),
        ("skos", "example", marked("example")),
    )
}
PROPERTY_NAMES: Final[Mapping[NamedNode, str]] = {**_OF_DATA, **_OF_ONTOLOGY}
