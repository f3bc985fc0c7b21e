"""A series with more participants than a page shows, and a document about it that is longer than a narrow limit."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from icmlpo_rdf.quads.vocab import Icm, Rdf, Rdfs
from tests.serve.served import BASE

__all__ = ["COUNTRIES", "MEETINGS", "SERIES", "big_quads"]

SERIES = "zh/大会"
COUNTRIES = 230
MEETINGS = 25
_LONG = "很长的国名" * 60
"""As long as three screens of a phone."""


def big_quads() -> str:
    """The data, as N-Triples: every country at every meeting, each with its record."""
    series = NamedNode(f"{BASE}{SERIES}")
    countries = [NamedNode(f"{BASE}zh/国{number:03}") for number in range(COUNTRIES)]
    quads = [
        Quad(series, Rdf.type, Icm.MEETING_SERIES),
        Quad(series, Rdfs.label, Literal("大会", language="zh")),
    ]
    for number, country in enumerate(countries):
        name = _LONG if number == 0 else f"国{number:03}"
        quads += [
            Quad(country, Rdf.type, Icm.COUNTRY),
            Quad(country, Rdfs.label, Literal(name, language="zh")),
        ]
    for ordinal in range(1, MEETINGS + 1):
        meeting = NamedNode(f"{series.value}#meeting-{ordinal}")
        numbered = Literal(str(ordinal), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
        quads += [
            Quad(meeting, Rdf.type, Icm.MEETING),
            Quad(meeting, Rdfs.label, Literal(f"第{ordinal}次大会", language="zh")),
            Quad(meeting, Icm.series, series),
            Quad(meeting, Icm.ordinal, numbered),
        ]
        for country in countries:
            record = NamedNode(f"{meeting.value}/{country.value.rpartition('/')[2]}")
            quads += [
                Quad(meeting, Icm.attended_by, country),
                Quad(country, Icm.attended, meeting),
                Quad(record, Rdf.type, Icm.PARTICIPATION),
                Quad(record, Icm.meeting, meeting),
                Quad(record, Icm.participant, country),
            ]
    return (serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"").decode()
