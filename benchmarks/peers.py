"""The same job done otherwise: the usual way, and with the peers that install.

All state what icmlpo-rdf states about these pages: meetings or members with names, places and lines of evidence, printed
names, links with their Wikipedia pages and lines, categories, the file. None puts slid rows back, tells statuses from
names, or says what it did not understand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import rdflib
from bs4 import BeautifulSoup

from benchmarks.pieces import LINK, tables, title_of

__all__ = ["statements_of", "usual_way", "with_pandas"]

_MEETING = re.compile(r"(?:第|제)(\d+).*?(\d{4})")
_B = "https://e.example/"
_E = rdflib.Namespace("https://e.example/ontology#")
_PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
_SKOSXL = rdflib.Namespace("http://www.w3.org/2008/05/skos-xl#")


@dataclass(frozen=True, slots=True)
class _Row:
    """A participant or member in a table."""

    heading: str
    country: str
    name: str
    href: str | None
    line: int


def usual_way(path: Path) -> int:
    """Beautiful Soup, rdflib and Turtle, as a good programmer writes it in an afternoon."""
    text = path.read_text(encoding="utf-8")
    graph = _graph_of(path, text, _rows_by_soup(text))
    return len(graph.serialize(format="turtle"))


def with_pandas(path: Path) -> int:
    """pandas.read_html for the tables (which loses where links lead), the rest as usual."""
    text = path.read_text(encoding="utf-8")
    graph = _graph_of(path, text, _rows_by_pandas(text))
    return len(graph.serialize(format="turtle"))


def statements_of(path: Path) -> int:
    """How many triples the usual way makes of a page, for comparison with ours."""
    text = path.read_text(encoding="utf-8")
    return len(_graph_of(path, text, _rows_by_soup(text)))


def _rows_by_soup(text: str) -> Iterator[_Row]:
    for markup, heading, first in tables(text):
        # html.parser knows the lines of its elements; lxml's builder does not.
        for row in BeautifulSoup(markup, "html.parser").find_all("tr"):
            cells = row.find_all("td")
            if len(cells) > 1:
                link = cells[-1].find("a")
                yield _Row(
                    heading,
                    cells[0].get_text(strip=True),
                    cells[-1].get_text(strip=True),
                    str(link["href"]) if link else None,
                    first + (row.sourceline or 1) - 1,
                )


def _rows_by_pandas(text: str) -> Iterator[_Row]:
    import pandas as pd  # noqa: PLC0415 - may not be installed

    for markup, heading, first in tables(text):
        for number, row in enumerate(pd.read_html(StringIO(markup))[0].itertuples(index=False)):
            yield _Row(heading, str(row[0]), str(row[-1]), None, first + 4 * number)


def _graph_of(path: Path, text: str, rows: Iterator[_Row]) -> rdflib.Graph:
    graph = rdflib.Graph()
    language = path.parts[-3]
    page = _B + quote(path.stem)
    source = rdflib.URIRef(f"{_B}source/{quote(path.stem)}")
    subject = rdflib.URIRef(page)
    _describe_file(graph, path, source, subject)
    for number, line in enumerate(text.split("\n")):
        for match in LINK.finditer(line):
            _link(graph, subject, match[1] or match[2], language, f"{source}#line={number},{number + 1}")
    _rows(graph, page, rows, language, source)
    return graph


def _describe_file(graph: rdflib.Graph, path: Path, source: rdflib.URIRef, subject: rdflib.URIRef) -> None:
    graph.add((source, rdflib.RDF.type, _E.Page))
    graph.add((source, rdflib.SDO.name, rdflib.Literal(path.name)))
    graph.add((source, rdflib.SDO.sha256, rdflib.Literal(hashlib.sha256(path.read_bytes()).hexdigest())))
    graph.add((source, rdflib.FOAF.primaryTopic, subject))
    graph.add((subject, rdflib.RDFS.label, rdflib.Literal(path.stem, lang="zh")))
    graph.add((subject, _PROV.wasDerivedFrom, rdflib.URIRef(f"{source}#line=0,1")))


def _link(graph: rdflib.Graph, subject: rdflib.URIRef, href: str, language: str, lines: str) -> None:
    title = title_of(href)
    target = rdflib.URIRef(_B + quote(title))
    wikipedia = rdflib.URIRef(f"https://{language}.wikipedia.org/wiki/{quote(title)}")
    graph.add((subject, _E.wikilink, target))
    graph.add((target, rdflib.RDF.type, _E.WikilinkTarget))
    graph.add((target, rdflib.RDFS.label, rdflib.Literal(title.partition("_(")[0], lang=language)))
    graph.add((target, _E.inDump, rdflib.Literal("../Page/" in href)))
    graph.add((target, rdflib.FOAF.isPrimaryTopicOf, wikipedia))
    graph.add((wikipedia, rdflib.SDO.about, target))
    graph.add((target, _PROV.wasDerivedFrom, rdflib.URIRef(lines)))


def _rows(graph: rdflib.Graph, page: str, rows: Iterator[_Row], language: str, source: rdflib.URIRef) -> None:
    for row in rows:
        lines = rdflib.URIRef(f"{source}#line={row.line - 1},{row.line + 3}")
        who = rdflib.URIRef(_B + quote(title_of(row.href)) if row.href else f"{page}#{quote(row.name)}")
        printed = rdflib.URIRef(f"{page}#name-{quote(row.name)}")
        name = rdflib.Literal(row.name, lang=language)
        told = _MEETING.search(row.heading)
        record = rdflib.URIRef(f"{page}#{told[1] if told else 'member'}/{quote(row.name)}")
        if told:
            meeting = rdflib.URIRef(f"{page}#meeting-{told[1]}")
            graph.add((meeting, rdflib.RDF.type, _E.Meeting))
            graph.add((meeting, rdflib.RDFS.label, rdflib.Literal(row.heading, lang=language)))
            graph.add((meeting, _E.ordinal, rdflib.Literal(int(told[1]))))
            graph.add((meeting, _E.attendedBy, who))
            graph.add((who, _E.attended, meeting))
            graph.add((meeting, _E.hasParticipation, record))
            graph.add((record, _E.meeting, meeting))
        else:
            graph.add((rdflib.URIRef(page), _E.hasMember, who))
            graph.add((who, _E.memberOf, rdflib.URIRef(page)))
        graph.add((record, rdflib.RDF.type, _E.Participation if told else _E.Membership))
        graph.add((record, _E.organization, who))
        graph.add((record, _E.nameAsPrinted, name))
        graph.add((record, _PROV.wasDerivedFrom, lines))
        graph.add((who, rdflib.RDF.type, _E.Organization))
        graph.add((who, rdflib.RDFS.label, name))
        graph.add((who, _PROV.wasDerivedFrom, lines))
        graph.add((who, _SKOSXL.prefLabel, printed))
        graph.add((printed, rdflib.RDF.type, _SKOSXL.Label))
        graph.add((printed, _SKOSXL.literalForm, name))
        graph.add((printed, _PROV.wasDerivedFrom, lines))
        if row.country:
            place = rdflib.URIRef(f"{page}#{quote(row.country)}")
            graph.add((record, _E.placeAsPrinted, rdflib.Literal(row.country, lang=language)))
            graph.add((who, _E.country, place))
            graph.add((place, rdflib.RDF.type, _E.Place))
            graph.add((place, rdflib.RDFS.label, rdflib.Literal(row.country, lang=language)))
            graph.add((place, _PROV.wasDerivedFrom, lines))
