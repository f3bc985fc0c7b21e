"""Names and lines that would turn, cover or push aside what stands around them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from icmlpo_rdf.quads.vocab import Icm, Prov, Rdf, Rdfs, Schema
from tests.serve.served import BASE, Served, serving
from tests.serve.test_pages import names, soup

TURNED = "\u202eevil\u202c name"
PILED = f"Z{'́' * 200}algo"
LONG = "很长的名" * 105
_LINE = f"* [{TURNED}](x), {PILED}"
_ADDRESS = "https://example.org/\u200fx"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A series with three participants of such names, and its source."""
    folder: Path = tmp_path_factory.mktemp("names")
    (folder / "page.txt").write_text(_LINE, encoding="utf-8")
    series, source = NamedNode(f"{BASE}zh/会"), NamedNode(f"{BASE}source/zh/会")
    meeting, lines = NamedNode(f"{series.value}#meeting-1"), NamedNode(f"{source.value}#line=0,1")
    triples = [
        Quad(source, Rdf.type, Icm.PAGE),
        Quad(source, Schema.name, Literal("page.txt")),
        Quad(source, Schema.sha256, Literal(hashlib.sha256(_LINE.encode()).hexdigest())),
        Quad(series, Rdf.type, Icm.MEETING_SERIES),
        Quad(meeting, Rdf.type, Icm.MEETING),
        Quad(meeting, Icm.series, series),
        Quad(meeting, Rdfs.label, Literal(TURNED, language="zh")),
        Quad(meeting, Prov.was_derived_from, lines),
        Quad(meeting, Rdfs.see_also, NamedNode(_ADDRESS)),
    ]
    for number, name in enumerate((TURNED, PILED, LONG)):
        party = NamedNode(f"{BASE}zh/party{number}")
        triples += [
            Quad(party, Rdf.type, Icm.ORGANIZATION),
            Quad(party, Rdfs.label, Literal(name, language="zh")),
            Quad(party, Prov.was_derived_from, lines),
            Quad(party, Icm.attended, meeting),
            Quad(meeting, Icm.attended_by, party),
        ]
    (folder / "data.nt").write_bytes(
        serialize((one.triple for one in triples), format=RdfFormat.N_TRIPLES) or b""
    )
    with serving(str(folder / "data.nt"), "--source", str(folder)) as served:
        yield served


PATHS = ["/", "/search?q=evil", "/search?q=algo", "/series", "/matrix/zh/会", "/page/zh/会?part=meeting-1", "/page/zh/party0",
         "/page/zh/party1", "/page/source/zh/会", f"/search?q={quote(TURNED)}x", "/query?query=SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc%7D",
         "/query?query=CONSTRUCT%20WHERE%20%7B%3Fa%20%3Fb%20%3Fc%7D"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_turns_or_covers_what_stands_around_it(hostile: Served, path: str) -> None:
    """Outside of what is typed, such characters are told by their numbers; a pile of marks is four."""
    page = soup(hostile, path)
    for one in page.select("textarea"):
        one.decompose()
    shown = page.get_text() + "".join(str(one["title"]) for one in page.select("[title]"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]|\u0301{5}", shown)


def test_a_name_keeps_its_direction_and_its_place(hostile: Served) -> None:
    """Each stands in an isolate; the numbers are there; a long one is cut in the matrix, whole in its title."""
    page = soup(hostile, "/search?q=evil")
    assert names(page, ".hits .name a bdi")[0] == "⟨U+202E⟩evil⟨U+202C⟩ name"
    rows = soup(hostile, "/matrix/zh/会").select("tbody th")
    (cut,) = (one for one in rows if one.get_text().startswith("很长的名"))
    assert len(cut.get_text()) < 50
    assert str(cut.select("a bdi")[0]["title"]) == LONG
    assert names(soup(hostile, "/page/zh/party2"), "h1") == [LONG]


def test_what_is_typed_and_where_a_link_leads_stay_as_they_are(hostile: Served) -> None:
    """A query that is asked again, a name that is looked for again, an address of another site."""
    asked = f'SELECT ("{TURNED}" AS ?x) {{}}'
    (area,) = soup(hostile, f"/query?query={quote(asked)}").select("textarea")
    assert area.get_text() == asked
    (field,) = soup(hostile, f"/search?q={quote(TURNED)}").select("input[name=q]")
    assert field["value"] == TURNED
    links = [str(one["href"]) for one in soup(hostile, "/page/zh/会?part=meeting-1").select("a.out")]
    assert _ADDRESS in links
