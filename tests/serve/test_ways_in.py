"""Bodies, countries and sources have doors; what a page shows is cited; answers are taken away as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from icmlpo_rdf.convert import convert
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.source import read_page_file
from tests.conftest import ROOT
from tests.serve.served import PAGE, Served, serving
from tests.serve.test_pages import names, soup

WIKITEXT = ROOT / "tests" / "pages" / "forms" / "wikitext"
PAGES = ("安第斯共同体", "马列主义政党和组织国际会议_(国际通讯)")


@pytest.fixture(scope="module")
def flags(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A body of countries, and a meeting of parties with flags beside them."""
    folder: Path = tmp_path_factory.mktemp("flags")
    data = b"".join(
        convert(read_page_file(str(WIKITEXT / f"{name}.wikitext"))).to_bytes(OutputFormat.NQUADS)
        for name in PAGES
    )
    (folder / "data.nq").write_bytes(data)
    with serving(str(folder / "data.nq"), "--source", str(WIKITEXT)) as served:
        yield served


def test_bodies_lead_to_their_members_role_by_role(flags: Served) -> None:
    """Four members, five associate members and two observers, as the page lists them."""
    assert soup(flags, "/").select_one('.doors a[href="/bodies"]')
    page = soup(flags, "/bodies")
    rows = {names(row, ".name")[0]: row for row in page.select(".rows > li")}
    assert names(rows["安第斯共同体"], ".kind") == ["11 members"]
    (link,) = rows["安第斯共同体"].select(".name a")
    body = soup(flags, str(link["href"]))
    assert names(body, "h3") == ["Member 4", "Associate member 5", "Observer 2"]
    (row,) = [one for one in body.select(".rows > li") if names(one, ".name") == ["秘鲁"]]
    (mark,) = row.select(".ref")
    proof = body.find(id=str(mark["href"])[1:])
    assert proof
    assert "秘鲁" in proof.get_text()
    assert proof.select('a[href*="#line="]')


def test_countries_lead_to_who_came_from_there(flags: Served) -> None:
    """By the flag in the row; a country's own memberships too."""
    assert soup(flags, "/").select_one('.doors a[href="/countries"]')
    rows = {names(row, ".name")[0]: row for row in soup(flags, "/countries").select(".rows > li")}
    assert "participants from there" in names(rows["印度"], ".kind")[0]
    assert "member of 1 body" in names(rows["秘鲁"], ".kind")[0]
    (link,) = rows["印度"].select(".name a")
    page = soup(flags, str(link["href"]))
    (section,) = [one for one in page.select("section") if "Participants from here" in one.get_text()]
    assert "印度共产党（马列）新民主" in names(section, ".name")
    (link,) = rows["秘鲁"].select(".name a")
    peru = soup(flags, str(link["href"]))
    (section,) = [one for one in peru.select("section") if "Member of" in names(one, "h2")[0]]
    assert names(section, ".name") == ["安第斯共同体"]


def test_a_seed_without_countries_has_no_door_to_them(site: Served) -> None:
    """Nor to bodies; the pages say so to whom types their address."""
    page = soup(site, "/")
    assert not page.select('a[href="/countries"], a[href="/bodies"]')
    assert "state no countries" in soup(site, "/countries").get_text()
    assert "list no members of a body" in soup(site, "/bodies").get_text()


def test_sources_lead_to_their_lines(flags: Served) -> None:
    """All pages, with their language and their address on Wikipedia."""
    page = soup(flags, "/sources")
    assert len(page.select(".rows > li")) == 2
    for link in page.select(".name a"):
        assert soup(flags, str(link["href"])).select(".lines.whole li")
    assert len(page.select('a.out[href^="https://zh.wikipedia.org/wiki/"]')) == 2


def test_the_front_page_has_the_largest_matrix(site: Served) -> None:
    """Its cells lead to the records, its numbers are the page's."""
    small = soup(site, "/").select_one(".shown-small")
    assert small
    assert names(small, ".sums td b") == ["21", "27", "29", "25", "24"]
    assert len(small.select("tbody tr")) == 12
    record = soup(site, str(small.select("td a.cell")[0]["href"]))
    assert record.select(".proof .lines")


def test_an_answer_is_taken_away_whole(site: Served) -> None:
    """As CSV, JSON and a workbook, each with all rows; with parameters by name; what is not clear is no file."""
    rows = list(csv.reader(io.StringIO(site.get("/query.csv?named=attendance").data.decode())))
    assert len(rows) == 127
    answer = site.get("/query.xlsx?named=attendance")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="attendance.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert next(iter(sheet.iter_rows(values_only=True)))[0] == "meeting"
    assert sheet.max_row == 127
    companions = json.loads(site.get("/query.json?named=companions&p-organization=德国马列主义党").data)
    assert len(companions["results"]["bindings"]) == len(
        soup(site, "/query?named=companions&p-organization=德国马列主义党").select(".answer tbody tr")
    )
    own = site.get("/query.ttl?query=CONSTRUCT WHERE {?m a icm:Meeting}".replace(" ", "%20"))
    assert own.data.count(b"icm:Meeting") == 5
    for path in (
        "/query.csv?named=companions",
        "/query.csv?named=companions&p-organization=共产党",
        "/query.csv?named=nothing",
        "/query.ttl?named=meetings",
        "/query.pdf?named=meetings",
        "/query.csv",
    ):
        assert site.get(path).status == 404, path


def test_every_link_of_the_vocabulary_leads_somewhere(site: Served) -> None:
    """Its maintainers and its earlier versions have no page here."""
    page = soup(site, "/page/ontology")
    own = {str(one["href"]).partition("#")[0] for one in page.select('main a[href^="/"]')}
    assert [one for one in sorted(own) if site.get(one, "text/html").status != 200] == []


def test_what_a_page_shows_is_cited(site: Served) -> None:
    """In three forms, each a file too; what no page states cannot be cited."""
    meeting = soup(site, f"/page/{PAGE}?part=meeting-10")
    (link,) = meeting.select('.forms a[href^="/cite/"]')
    page = soup(site, str(link["href"]))
    assert names(page, "h2") == ["Text download Text", "BibTeX download BibTeX", "CSL-JSON download CSL-JSON"]
    text, bibtex, csl = page.select("pre")
    assert "Wikipedia contributors" in text.get_text()
    assert bibtex.get_text().startswith("@misc{")
    assert json.loads(csl.get_text())[0]["title"] == "马列主义政党和组织国际会议"
    for one, shown in zip(page.select("h2 a"), (text, bibtex, csl), strict=True):
        assert site.get(str(one["href"])).data.decode().strip() == shown.get_text().strip()
    assert site.get("/cite/zh/没有").status == 404
