"""The vocabulary is closed: ontology, code, shapes and data use the same terms, in both directions."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS, VANN, XSD

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.quads import PREFIXES, vocab
from icmlpo_rdf.quads.vocab import Dbo, Dc, Dcterms, Icm, Org, Owl, Prov, Rdf, Rdfs, Schema, Skos
from icmlpo_rdf.resources import ontology_text, shapes_text
from tests.conftest import ROOT

ICM = PREFIXES["icm"]
# Terms that no page states yet; each release that states one takes it off this list.
NOT_YET_STATED = {
    Icm.PARTICIPANT, Icm.COUNTRY, Icm.PERSON, Icm.MEMBERSHIP,
    Icm.MEMBER_ROLE, Icm.FOUNDING_MEMBER_ROLE, Icm.ASSOCIATE_MEMBER_ROLE, Icm.CANDIDATE_ROLE,
    Icm.OBSERVER_ROLE, Icm.FORMER_MEMBER_ROLE, Icm.GUEST_ROLE, Icm.HOST_ROLE,
    Icm.participant, Icm.on_behalf_of, Icm.role, Icm.has_member, Icm.member_of,
    Icm.region_as_printed, Icm.status_as_printed, Icm.date_as_printed, Icm.country, Icm.inferred_country,
    Icm.REFERENCE, Dc.title, Dc.publisher, Dc.date, Dcterms.references, Schema.url,
    Icm.accessed_as_printed, Icm.iso_code, Icm.page_id, Icm.revision_id, Prov.specialization_of, Schema.date_modified,
    # What `agree` and decisions of people write.
    Icm.verdict, Rdf.STATEMENT, Rdf.subject, Rdf.predicate, Rdf.object, Skos.close_match,
    Owl.AXIOM, Owl.annotated_source, Owl.annotated_property, Owl.annotated_target,
    # What `link` writes.
    Icm.IDENTIFICATION, Icm.identified, Icm.identified_as, Icm.identified_code, Owl.same_as, Prov.ENTITY,
    Dbo.wiki_page_redirects, Dcterms.is_version_of, Dcterms.issued,
    Dcterms.creator, Rdfs.comment,
    Org.member, Org.organization, Org.role, Schema.start_date, Schema.end_date, Schema.location,
}  # fmt: skip
# Properties whose values are terms themselves.
OF_TERMS = {Rdf.type, Icm.role, Org.role}


def terms_in_code() -> Iterator[NamedNode]:
    """Every constant of the vocabulary's classes."""
    for name in vocab.__all__:
        for value in vars(getattr(vocab, name)).values() if isinstance(getattr(vocab, name), type) else ():
            if isinstance(value, NamedNode):
                yield value


def graph_of(text: str) -> rdflib.Graph:
    """Parse Turtle."""
    return rdflib.Graph().parse(data=text, format="turtle")


def test_ontology_and_code_have_the_same_terms() -> None:
    """A term in one and not in the other fails here."""
    ontology = graph_of(ontology_text())
    declared = {str(s) for s in ontology.subjects(RDF.type, None) if str(s).startswith(ICM) and str(s) != ICM}
    assert declared == {term.value for term in terms_in_code() if term.value.startswith(ICM)}


def test_the_ontology_declares_the_foreign_terms_that_the_code_uses() -> None:
    """OWL tools want every property and class declared; RDF, RDFS and OWL are built in."""
    ontology = graph_of(ontology_text())
    built_in = (str(RDF), str(RDFS), str(OWL), PREFIXES["xsd"])
    for term in terms_in_code():
        if not term.value.startswith(built_in):
            assert (rdflib.URIRef(term.value), RDF.type, None) in ontology, term.value


def test_shapes_use_only_terms_of_the_ontology() -> None:
    """Every icm: term that a shape or one of its queries names is declared."""
    ontology = graph_of(ontology_text())
    declared = {str(s)[len(ICM) :] for s in ontology.subjects(RDF.type, None) if str(s).startswith(ICM)}
    named = set(re.findall(r"\bicm:([A-Za-z]+)", shapes_text()))
    assert named <= declared


def test_every_term_of_the_ontology_is_constrained_by_the_shapes() -> None:
    """Each class has a shape, and each property is named by one."""
    shapes = shapes_text()
    ontology = graph_of(ontology_text())
    graph = graph_of(shapes)
    targets = {str(o) for o in graph.objects(None, SH.targetClass)}
    for term in {s for s in ontology.subjects(RDF.type, None) if str(s).startswith(ICM) and str(s) != ICM}:
        local = str(term)[len(ICM) :]
        if (term, RDF.type, OWL.Class) in ontology:
            assert str(term) in targets, local
        else:
            assert re.search(rf"\bicm:{local}\b", shapes), local


def test_what_follows_from_the_ontology_is_allowed_where_the_shapes_are_closed() -> None:
    """A reasoner writes super-properties out; what may stand in a record may so stand with its super-properties."""
    ontology, shapes = graph_of(ontology_text()), graph_of(shapes_text())
    (query,) = [text for text in shapes.objects(None, SH.select) if "?path NOT IN (" in str(text)]
    listed = re.findall(r"\b(\w+):(\w+)", str(query).partition("NOT IN (")[2].partition("))")[0])
    closed: list[set[rdflib.term.Node]] = [
        {rdflib.URIRef(PREFIXES[prefix] + local) for prefix, local in listed}
    ]
    for shape in shapes.subjects(SH.closed, None):
        ignored = shapes.value(shape, SH.ignoredProperties)
        assert ignored is not None
        allowed = set(shapes.items(ignored))
        for part in shapes.objects(shape, SH.property):
            allowed |= set(shapes.objects(part, SH.path))
        closed.append(allowed)
    assert len(closed) == 6
    for allowed in closed:
        for path in list(allowed):
            above = set(ontology.transitive_objects(path, RDFS.subPropertyOf)) - {path}
            assert above <= allowed, (path, above - allowed)
        assert OWL.sameAs in allowed


def test_the_seed_uses_every_term_that_is_stated_and_no_other(seed_conversion: Conversion) -> None:
    """No term in code is dead, and no term in data is unknown to the code."""
    used = {quad.predicate.value for quad in seed_conversion.quads}
    used |= {
        quad.object.value
        for quad in seed_conversion.quads
        if quad.predicate in OF_TERMS and isinstance(quad.object, NamedNode)
    }
    known = {term.value for term in terms_in_code()}
    datatypes = {term for term in known if term.startswith(PREFIXES["xsd"])}
    optional = {Dcterms.is_part_of.value, Schema.version.value}
    assert used <= known
    assert known - used == optional | datatypes | {term.value for term in NOT_YET_STATED}


def test_ontology_terms_are_explained_in_english_and_chinese() -> None:
    """Every term has a label and a comment in both languages, and says where it is defined."""
    ontology = graph_of(ontology_text())
    for term in {s for s in ontology.subjects(RDF.type, None) if str(s).startswith(ICM) and str(s) != ICM}:
        for predicate in (RDFS.label, RDFS.comment):
            languages = {
                o.language for o in ontology.objects(term, predicate) if isinstance(o, rdflib.Literal)
            }
            assert languages == {"en", "zh"}, (term, predicate)
        assert (term, RDFS.isDefinedBy, None) in ontology


# What a vocabulary's header should say, and who asks for it: FOOPS! (https://w3id.org/foops/catalogue, its tests OM1
# to OM5.2, FIND1, VER1), WIDOCO's good practice (https://w3id.org/widoco/bestPractices), and LOV (Vandenbussche and
# Vatant, Metadata Recommendations for Linked Open Data Vocabularies, 1.1). Of what they list, there is no DOI
# (bibo:doi) and no logo (foaf:logo), and the ontology is derived from no other work (dcterms:source).
HEADER = {
    DCTERMS.title: "FOOPS! OM1, LOV",
    DCTERMS.description: "FOOPS! OM1, LOV",
    DCTERMS.license: "FOOPS! OM1, OM4.1",
    OWL.versionIRI: "FOOPS! OM1, VER1",
    DCTERMS.creator: "FOOPS! OM1, OM5.1, LOV",
    DCTERMS.created: "FOOPS! OM1, OM2, OM5.1",
    VANN.preferredNamespaceUri: "FOOPS! OM1, LOV",
    VANN.preferredNamespacePrefix: "FOOPS! OM2, FIND1, LOV",
    OWL.versionInfo: "FOOPS! OM2, LOV",
    DCTERMS.bibliographicCitation: "FOOPS! OM2",
    DCTERMS.publisher: "FOOPS! OM3, OM5.2, LOV",
    rdflib.URIRef("http://purl.org/ontology/bibo/status"): "FOOPS! OM3",
    DCTERMS.issued: "FOOPS! OM3, OM5.2, LOV",
    DCTERMS.modified: "FOOPS! OM3 (no penalty), LOV",
    OWL.priorVersion: "FOOPS! OM3, OM5.1 (no penalty)",
    DCTERMS.abstract: "WIDOCO",
    RDFS.label: "WIDOCO",
    DCTERMS.language: "LOV",
}


def test_the_ontology_says_what_registries_of_vocabularies_ask_for() -> None:
    """Each property of the header; texts in both languages, dates in order, one version throughout."""
    ontology = graph_of(ontology_text())
    header = rdflib.URIRef(ICM.removesuffix("#"))
    for wanted, who in HEADER.items():
        assert list(ontology.objects(header, wanted)), (wanted, who)
    assert (header, RDF.type, rdflib.URIRef("http://purl.org/vocommons/voaf#Vocabulary")) in ontology
    for text in (DCTERMS.title, DCTERMS.description, DCTERMS.abstract, RDFS.label):
        values = list(ontology.objects(header, text))
        assert sorted(str(value.language) for value in values if isinstance(value, rdflib.Literal)) == [
            "en",
            "zh",
        ]
    dates = [
        value
        for name in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)
        for value in ontology.objects(header, name)
    ]
    assert all(isinstance(date, rdflib.Literal) and date.datatype == XSD.date for date in dates)
    assert [str(date) for date in dates] == sorted(map(str, dates))
    version = str(ontology.value(header, OWL.versionInfo))
    assert str(ontology.value(header, OWL.versionIRI)) == f"{header}/{version}"
    assert f"{header}/{version}" in str(ontology.value(header, DCTERMS.bibliographicCitation))
    assert f"{header}/{version}`" in (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    assert str(ontology.value(header, VANN.preferredNamespaceUri)) == ICM


def test_what_a_strict_reasoner_refuses_is_left_out_by_the_command_of_the_readme() -> None:
    """Only the ranges that OWL 2 does not list go, and all of them."""
    readme = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"sed '([^']+)'", readme)
    done = subprocess.run(
        ["sed", script], input=ontology_text(), capture_output=True, text=True, encoding="utf-8", check=True
    )
    gone = graph_of(ontology_text()) - graph_of(done.stdout)
    assert set(gone.predicates()) == {RDFS.range}
    left = set(graph_of(done.stdout).objects(None, RDFS.range))
    assert left.isdisjoint({XSD.gYear, XSD.gYearMonth, XSD.date, RDF.langString})


def test_each_term_has_the_example_of_the_readme() -> None:
    """WIDOCO shows skos:example beside the definition; the two say the same."""
    readme = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^#### icm:(\w+)\n(?:(?!^#).)*?```turtle\n(.*?)\n```", readme, re.MULTILINE | re.DOTALL
    )
    ontology = graph_of(ontology_text())
    written = {str(term)[len(ICM) :]: str(value) for term, value in ontology.subject_objects(SKOS.example)}
    assert written == dict(shown)


def test_the_ontology_readme_shows_each_term_in_a_triple() -> None:
    """Every icm: term stands as predicate, class or role in an example that parses."""
    readme = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    header, *examples = re.findall(r"```turtle\n(.*?)```", readme, re.DOTALL)
    shown: set[str] = set()
    for example in examples:
        for _, predicate, value in graph_of(header + example):
            term = NamedNode(str(predicate))
            shown |= {str(predicate), str(value)} if term in OF_TERMS else {str(predicate)}
    assert {term.value for term in terms_in_code() if term.value.startswith(ICM)} <= shown


def test_no_blank_nodes_in_the_ontology() -> None:
    """The ontology too can be merged and compared line by line."""
    assert not [
        node for triple in graph_of(ontology_text()) for node in triple if isinstance(node, rdflib.BNode)
    ]
