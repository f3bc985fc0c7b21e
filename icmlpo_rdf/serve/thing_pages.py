"""`/page/…`: the page for people about a thing: a series, a meeting, who attends, a record, a source, the ontology."""

from __future__ import annotations

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.quads.vocab import Icm, Org
from icmlpo_rdf.serve.documents import ONTOLOGY
from icmlpo_rdf.serve.fact_groups import Reader
from icmlpo_rdf.serve.languages import code_of
from icmlpo_rdf.serve.linked_data import UNKNOWN, links_of, part_of, sent_path, thing_at
from icmlpo_rdf.serve.meeting_page import meeting_values
from icmlpo_rdf.serve.ontology_page import ontology_values
from icmlpo_rdf.serve.responses import html, problem, site_of
from icmlpo_rdf.serve.source_page import source_page
from icmlpo_rdf.serve.thing_sections import thing_values

__all__ = ["page"]

_RECORDS = (Icm.PARTICIPATION, Icm.MEMBERSHIP)


def page(request: Request) -> Response:
    """The page about the thing that the address names."""
    site = site_of(request)
    iri = thing_at(site, sent_path(request, "/page/"), part_of(request))
    if iri is None:
        return problem(request, 404, UNKNOWN)
    links = links_of(site, iri, canonical=site.addresses.page(iri))
    reader = site.reader(code_of(request), iri)
    if iri == ONTOLOGY:
        return html(request, "ontology.html", ontology_values(site, reader), links=links)
    types = site.documents.types(iri)
    if Icm.PAGE in types:
        return source_page(request, iri, links)
    node = NamedNode(iri)
    values = {"iri": iri, "label": reader.look.label(node), "document": iri.partition("#")[0]}
    if any(one in types for one in _RECORDS):
        return html(request, "record.html", {**values, **_record(reader, node, types)}, links=links)
    if Icm.MEETING in types:
        return html(request, "meeting.html", {**values, **meeting_values(site, reader, node)}, links=links)
    return html(request, "thing.html", {**values, **thing_values(site, reader, node, types)}, links=links)


def _record(reader: Reader, node: NamedNode, types: set[NamedNode]) -> dict[str, object]:
    look = reader.look
    ends = look.things(node, Icm.organization, Icm.participant, Org.member)
    ends += look.things(node, Icm.meeting, Org.organization)
    return {
        "kinds": reader.kinds(node, types),
        "groups": reader.groups(node.value),
        "quotes": reader.quotes(look.evidence(node)),
        "ends": [look.label(one) for one in ends],
    }
