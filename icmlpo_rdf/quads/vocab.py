"""The vocabulary: every term that the data uses, and no other (`ontology/icmlpo.ttl` is the source of truth).

A test fails when a term stands here and not in the ontology, or the other way round. One class per
namespace, one constant per term, so that a misspelt term is an error of the type checker.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

__all__ = [
    "PREFIXES",
    "Dbo",
    "Dc",
    "Dcterms",
    "Foaf",
    "Icm",
    "Org",
    "Owl",
    "Prov",
    "Rdf",
    "Rdfs",
    "Schema",
    "Skos",
    "Skosxl",
    "Xsd",
]

PREFIXES: Final[dict[str, str]] = {
    "icm": "https://w3id.org/icmlpo-rdf/ontology#",
    "dbo": "http://dbpedia.org/ontology/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    # http, as Wikidata writes it; rdflib's default is https, which joins with nothing there.
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _term(prefix: str, local: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + local)


class Icm:
    """Our own terms, each explained in `ontology/README.md`."""

    MEETING_SERIES: Final = _term("icm", "MeetingSeries")
    MEETING: Final = _term("icm", "Meeting")
    PARTICIPANT: Final = _term("icm", "Participant")
    ORGANIZATION: Final = _term("icm", "Organization")
    COUNTRY: Final = _term("icm", "Country")
    PERSON: Final = _term("icm", "Person")
    PARTICIPATION: Final = _term("icm", "Participation")
    MEMBERSHIP: Final = _term("icm", "Membership")
    PLACE: Final = _term("icm", "Place")
    WIKILINK_TARGET: Final = _term("icm", "WikilinkTarget")
    PAGE: Final = _term("icm", "Page")
    REFERENCE: Final = _term("icm", "Reference")
    IDENTIFICATION: Final = _term("icm", "Identification")

    # Roles: individuals, which only the ontology describes.
    MEMBER_ROLE: Final = _term("icm", "MemberRole")
    FOUNDING_MEMBER_ROLE: Final = _term("icm", "FoundingMemberRole")
    ASSOCIATE_MEMBER_ROLE: Final = _term("icm", "AssociateMemberRole")
    CANDIDATE_ROLE: Final = _term("icm", "CandidateRole")
    OBSERVER_ROLE: Final = _term("icm", "ObserverRole")
    FORMER_MEMBER_ROLE: Final = _term("icm", "FormerMemberRole")
    GUEST_ROLE: Final = _term("icm", "GuestRole")
    HOST_ROLE: Final = _term("icm", "HostRole")

    attended_by: Final = _term("icm", "attendedBy")
    attended: Final = _term("icm", "attended")
    series: Final = _term("icm", "series")
    ordinal: Final = _term("icm", "ordinal")
    year: Final = _term("icm", "year")
    has_participation: Final = _term("icm", "hasParticipation")
    meeting: Final = _term("icm", "meeting")
    participant: Final = _term("icm", "participant")
    organization: Final = _term("icm", "organization")
    on_behalf_of: Final = _term("icm", "onBehalfOf")
    role: Final = _term("icm", "role")
    has_member: Final = _term("icm", "hasMember")
    member_of: Final = _term("icm", "memberOf")
    name_as_printed: Final = _term("icm", "nameAsPrinted")
    place_as_printed: Final = _term("icm", "placeAsPrinted")
    region_as_printed: Final = _term("icm", "regionAsPrinted")
    status_as_printed: Final = _term("icm", "statusAsPrinted")
    date_as_printed: Final = _term("icm", "dateAsPrinted")
    accessed_as_printed: Final = _term("icm", "accessedAsPrinted")
    country: Final = _term("icm", "country")
    iso_code: Final = _term("icm", "isoCode")
    region: Final = _term("icm", "region")
    stated_at: Final = _term("icm", "statedAt")
    inferred_country: Final = _term("icm", "inferredCountry")
    wikilink: Final = _term("icm", "wikilink")
    in_dump: Final = _term("icm", "inDump")
    page_id: Final = _term("icm", "pageId")
    revision_id: Final = _term("icm", "revisionId")
    identified: Final = _term("icm", "identified")
    identified_as: Final = _term("icm", "identifiedAs")
    identified_code: Final = _term("icm", "identifiedCode")
    verdict: Final = _term("icm", "verdict")


class Dbo:
    """DBpedia's ontology: where a wiki's redirects lead."""

    wiki_page_redirects: Final = _term("dbo", "wikiPageRedirects")


class Dc:
    """Dublin Core's first elements, whose values are texts as printed: what a footnote cites."""

    date: Final = _term("dc", "date")
    publisher: Final = _term("dc", "publisher")
    title: Final = _term("dc", "title")


class Dcterms:
    """Dublin Core: licence, source, categories, what a fact's footnotes cite."""

    creator: Final = _term("dcterms", "creator")
    is_part_of: Final = _term("dcterms", "isPartOf")
    is_version_of: Final = _term("dcterms", "isVersionOf")
    issued: Final = _term("dcterms", "issued")
    license: Final = _term("dcterms", "license")
    references: Final = _term("dcterms", "references")
    rights: Final = _term("dcterms", "rights")
    source: Final = _term("dcterms", "source")
    subject: Final = _term("dcterms", "subject")


class Foaf:
    """FOAF: a thing and the pages about it."""

    is_primary_topic_of: Final = _term("foaf", "isPrimaryTopicOf")
    primary_topic: Final = _term("foaf", "primaryTopic")


class Org:
    """W3C ORG: the two ends of a membership, and as what."""

    member: Final = _term("org", "member")
    organization: Final = _term("org", "organization")
    role: Final = _term("org", "role")


class Owl:
    """OWL."""

    AXIOM: Final = _term("owl", "Axiom")
    annotated_property: Final = _term("owl", "annotatedProperty")
    annotated_source: Final = _term("owl", "annotatedSource")
    annotated_target: Final = _term("owl", "annotatedTarget")
    different_from: Final = _term("owl", "differentFrom")
    same_as: Final = _term("owl", "sameAs")


class Prov:
    """PROV-O: the lines that state a fact, and the revision that a file holds."""

    ENTITY: Final = _term("prov", "Entity")
    specialization_of: Final = _term("prov", "specializationOf")
    was_derived_from: Final = _term("prov", "wasDerivedFrom")


class Rdf:
    """RDF."""

    STATEMENT: Final = _term("rdf", "Statement")
    object: Final = _term("rdf", "object")
    predicate: Final = _term("rdf", "predicate")
    subject: Final = _term("rdf", "subject")
    type: Final = _term("rdf", "type")


class Rdfs:
    """RDF Schema."""

    comment: Final = _term("rdfs", "comment")
    label: Final = _term("rdfs", "label")
    see_also: Final = _term("rdfs", "seeAlso")


class Schema:
    """schema.org: the source file, the Wikipedia page as Wikidata describes it, when and where one met."""

    about: Final = _term("schema", "about")
    date_modified: Final = _term("schema", "dateModified")
    end_date: Final = _term("schema", "endDate")
    in_language: Final = _term("schema", "inLanguage")
    location: Final = _term("schema", "location")
    name: Final = _term("schema", "name")
    sha256: Final = _term("schema", "sha256")
    start_date: Final = _term("schema", "startDate")
    url: Final = _term("schema", "url")
    version: Final = _term("schema", "version")


class Skos:
    """SKOS: further names, and categories."""

    CONCEPT: Final = _term("skos", "Concept")
    alt_label: Final = _term("skos", "altLabel")
    close_match: Final = _term("skos", "closeMatch")


class Skosxl:
    """SKOS-XL: a name as a thing, so that it can say which lines print it."""

    LABEL: Final = _term("skosxl", "Label")
    alt_label: Final = _term("skosxl", "altLabel")
    literal_form: Final = _term("skosxl", "literalForm")
    pref_label: Final = _term("skosxl", "prefLabel")


class Xsd:
    """XML Schema datatypes."""

    date: Final = _term("xsd", "date")
    date_time: Final = _term("xsd", "dateTime")
    g_year: Final = _term("xsd", "gYear")
    g_year_month: Final = _term("xsd", "gYearMonth")
