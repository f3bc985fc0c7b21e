"""The page about a source file: its text with line numbers, each cited place a target of its own."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.quads.source_places import evidence_of
from icmlpo_rdf.quads.vocab import Foaf, Rdf
from icmlpo_rdf.serve.languages import code_of
from icmlpo_rdf.serve.responses import html, site_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.spans import LineIndex

__all__ = ["source_page"]


def source_page(request: Request, iri: str, links: Sequence[str]) -> Response:
    """The page about a source: `#line=40,43` leads to its lines 41 to 43 (RFC 5147)."""
    site = site_of(request)
    reader = site.reader(code_of(request))
    node = NamedNode(iri)
    text = site.sources.text(iri)
    topics = reader.look.things(node, Foaf.primary_topic)
    cited = _cited(site, iri, LineIndex.of("\n".join(text.lines)))
    values = {
        "iri": iri,
        "document": iri,
        "label": reader.look.text(node, NamedNode("http://schema.org/name")) or reader.look.label(node),
        "topics": [(one.value, reader.look.label(one)) for one in topics],
        "groups": reader.groups(iri, without=(Rdf.type, Foaf.primary_topic)),
        "text": text,
        "numbered": [(number, line, cited.get(number, ())) for number, line in enumerate(text.lines, 1)],
        "cited": sum(len(one) for one in cited.values()),
    }
    return html(request, "source.html", values, links=links)


def _cited(site: Site, iri: str, index: LineIndex) -> dict[int, list[str]]:
    """The fragments that facts cite, by the first of their lines."""
    found: dict[int, list[str]] = {}
    for fragment in sorted(site.documents.cited(iri)):
        evidence = evidence_of(f"{iri}#{fragment}")
        if evidence:
            found.setdefault(evidence.place.within(index).first, []).append(fragment)
    return found
