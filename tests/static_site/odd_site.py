"""Data whose titles make bad names of files, in every way that a file system or a server may take amiss."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from icmlpo_rdf.quads.iris import encode_title
from icmlpo_rdf.quads.vocab import Icm, Prov, Rdf, Rdfs
from tests.serve.odd_data import TITLES, odd_quads
from tests.serve.served import BASE

__all__ = ["ALL_TITLES", "odd_site_quads", "path_of"]

_MORE = (
    "index",
    "index.html",
    "Notes/index.ttl",
    "_",
    "A/_/B",
    ".hack",
    "..",
    "Ends in dots...",
    "Ends in one.",
    "nul",
    "CON.txt",
    "World Bank",
    "World bank",
    "WORLD BANK",
    "e\u0301",  # NFD of one of the others
    "Category:党",
    'a*b|c"d<e>f?g:h',
    "会" * 100,
    "会" * 99 + "议",
    "x" * 300,
    "%" * 90,
    "a//b",
    "~tilde",
    "search",
    "matrix",
)
ALL_TITLES = (*TITLES, *_MORE)


def path_of(title: str) -> str:
    """What the IRI of a title has behind the base."""
    return f"zh/{encode_title(title)}"


def odd_site_quads() -> str:
    """The data, as N-Quads."""
    graph = NamedNode(f"{BASE}source/zh/odd")
    meeting = NamedNode(f"{BASE}zh/odd#meeting-1")
    quads = [
        Quad(graph, Rdf.type, Icm.PAGE, graph),
        Quad(NamedNode(f"{BASE}zh/odd"), Rdf.type, Icm.MEETING_SERIES, graph),
        Quad(meeting, Rdf.type, Icm.MEETING, graph),
        Quad(meeting, Icm.series, NamedNode(f"{BASE}zh/odd"), graph),
    ]
    for number, title in enumerate(ALL_TITLES, 1):
        thing = NamedNode(BASE + path_of(title))
        record = NamedNode(f"{meeting.value}/{encode_title(title)}")
        quads += [
            Quad(thing, Rdf.type, Icm.ORGANIZATION, graph),
            Quad(thing, Rdfs.label, Literal(title, language="zh"), graph),
            Quad(meeting, Icm.attended_by, thing, graph),
            Quad(record, Rdf.type, Icm.PARTICIPATION, graph),
            Quad(record, Icm.meeting, meeting, graph),
            Quad(record, Icm.organization, thing, graph),
            Quad(record, Prov.was_derived_from, NamedNode(f"{graph.value}#line=0,{number}"), graph),
        ]
    for twin in ("zh/%E6%AF%9B", "zh/毛", "zh/%FF", "search", "static/x", "Index.html", "hl-zh/x"):
        quads.append(Quad(NamedNode(BASE + twin), Rdf.type, Icm.ORGANIZATION, graph))
    # Without what is there to make a query slow.
    others = (one for one in odd_quads().splitlines(keepends=True) if f"<{BASE}many#" not in one)
    return "".join(others) + (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
