"""What several pages say of a thing, as a page of the site; and the addresses of things for which others stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.source import read_page_file
from tests.agree.pages_told import PREFIXES, meeting_page, same_item
from tests.conftest import ROOT
from tests.serve.served import BASE, PAGE, Served, serving
from tests.serve.test_pages import names, soup

HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tmapping_date\tcomment\n"
LATER = f"{PAGE}_(国际通讯)"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, seed_conversion: Conversion) -> Iterator[Served]:
    """The seed and its later revision, which people made one; the later one's source is at hand."""
    folder: Path = tmp_path_factory.mktemp("two")
    (source,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.wikitext")
    later = convert(read_page_file(str(source)), ConvertOptions(page=PageOptions(language="zh")))
    for name, one in (("seed", seed_conversion), ("later", later)):
        (folder / f"{name}.nq").write_bytes(one.to_bytes(OutputFormat.NQUADS))
    same = f"{BASE}{PAGE}\towl:sameAs\t{BASE}{LATER}\tsemapv:ManualMappingCuration\torcid:0\t2026-11-29\t<i>renamed</i>\n"
    (folder / "d.tsv").write_text(HEAD + same, encoding="utf-8")
    data = (str(folder / "seed.nq"), str(folder / "later.nq"), "--decisions", str(folder / "d.tsv"))
    obeying = r"icmlpo-rdf: obeying 1 decision of .*d\.tsv\n"
    with serving(*data, "--source", str(source.parent), said=obeying) as served:
        yield served


def test_the_pages_are_columns(two: Served) -> None:
    """What all say and what one says alone, with its lines quoted, and who stands where another stands."""
    page = soup(two, f"/agree/{PAGE}?part=meeting-6")
    assert names(page, "h1") == ["第六次会议（1999年）"]
    assert names(page, "h2") == [
        "What one page alone says 2",
        "What all pages say 22",
        "In the same place of the lists",
    ]
    alone, alike = page.select("table.agree")
    assert names(alone, "thead th") == ["What", "Who or what", "[1]", "[2]"]
    assert names(alone, "tbody th") == ["阿根廷革命共产党", "革命共产党"]
    cells = names(alone, "tbody td")
    assert [cells[2], cells[4]] == ["–", "–"]
    assert "革命共产党 line 14" in cells[5]
    assert "德国马列主义党" in names(alike, "tbody th")
    assert names(page, ".rows .name") == ["阿根廷革命共产党", "革命共产党"]


def test_what_joins_them_is_told_as_text(two: Served) -> None:
    """With the line and the reason, whatever that holds."""
    page = soup(two, f"/agree/{PAGE}")
    assert "Known to be one thing by d.tsv, line 2 (2026-11-29, <i>renamed</i>)" in page.get_text()
    assert not page.select("main i")


def test_a_thing_that_several_pages_tell_of_leads_there(two: Served) -> None:
    """A series and a meeting; somebody who only took part does not."""
    for path in (f"/page/{PAGE}", f"/page/{PAGE}?part=meeting-10"):
        (button,) = [one for one in soup(two, path).select("a.button") if "2 pages" in one.get_text()]
        assert two.get(str(button["href"]), "text/html").status == 200
    assert "pages says" not in soup(two, "/page/zh/德国马列主义党").get_text()
    assert two.get("/agree/zh/德国马列主义党", "text/html").status == 404
    assert two.get("/agree/zh/没有", "text/html").status == 404


def test_the_other_name_leads_to_the_thing(two: Served) -> None:
    """By the address of the thing for which it stands: as a page, as data, with its parts."""
    answer = two.get(f"/{LATER}", "text/turtle")
    assert (answer.status, answer.headers["Location"]) == (
        303,
        two.get(f"/{PAGE}", "text/turtle").headers["Location"],
    )
    assert f"{BASE}{PAGE}" in names(soup(two, f"/page/{LATER}"), ".iri code")
    assert names(soup(two, f"/page/{LATER}?part=meeting-10"), ".iri code") == [f"{BASE}{PAGE}#meeting-10"]


def test_parts_under_the_other_name_have_pages(two: Served) -> None:
    """Whom only the page of the other name speaks of: every link of the comparison leads somewhere, and a document describes it."""
    page = soup(two, f"/agree/{PAGE}?part=meeting-9")
    links = {str(one["href"]) for one in page.select("main a[href^='/']")}
    assert any("part=%E7%A7%98" in one for one in links)
    assert {two.get(one, "text/html").status for one in links} == {200}
    for path in ("matrix", "cite", "agree"):
        assert two.get(f"/{path}/{LATER}", "text/html").status == 200
    document = two.follow(f"/{LATER}", "text/turtle").data.decode()
    assert f"<{BASE}{LATER}#秘鲁共产党（马列）> a " in document


def test_what_links_know_to_be_one_is_compared(tmp_path: Path) -> None:
    """Pages of two languages, joined by Wikidata's items: the page of each name compares both."""
    data = PREFIXES + meeting_page("zh/甲会", {"印度": "", "日本": "Member"})
    data += meeting_page("ja/甲会議", {"インド": "", "日本国": "Observer"})
    data += same_item(Q1=("zh/甲会", "ja/甲会議"), Q2=("zh/印度", "ja/インド"), Q3=("zh/日本", "ja/日本国"))
    (tmp_path / "data.trig").write_text(data, encoding="utf-8")
    with serving("data.trig", cwd=tmp_path) as site:
        for name in ("zh/甲会", "ja/甲会議"):
            (button,) = [
                one for one in soup(site, f"/page/{name}").select("a.button") if "2 pages" in one.get_text()
            ]
            page = soup(site, str(button["href"]))
            assert names(page, "h1") == [name[3:]]
            assert names(page, "h2") == ["Where they differ 1", "What all pages say 1"]
