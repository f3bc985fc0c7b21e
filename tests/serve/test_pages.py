"""The pages for people: what they show is what the source says, and nothing in the data becomes markup."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import urllib3
from bs4 import BeautifulSoup, Tag

from icmlpo_rdf.convert import convert
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.source import read_page_file
from tests.conftest import ROOT
from tests.serve.odd_data import SCRIPT, TITLES
from tests.serve.served import PAGE, Served, serving
from tests.store.test_lookups import nameless_store

SEED_LINES = (ROOT / "seeds" / "000_4563acc429c8a94e.txt").read_text(encoding="utf-8").split("\n")


def soup(served: Served, path: str) -> BeautifulSoup:
    """A page, read."""
    answer = served.get(path, "text/html")
    assert answer.status == 200, (path, answer.data)
    return BeautifulSoup(answer.data, "html.parser")


def names(page: BeautifulSoup | Tag, selector: str) -> list[str]:
    """The texts that a selector finds."""
    return [" ".join(one.get_text().split()) for one in page.select(selector)]


@pytest.mark.parametrize("wanted", ["希腊", "希臘", "希臘共產主義組織", "組織 希臘"])
def test_a_name_is_found_in_either_script(site: Served, wanted: str) -> None:
    """Simplified or traditional, whole or in part, words in any order."""
    assert "希腊共产主义组织" in names(soup(site, f"/search?q={wanted}"), ".hits .name")


def test_other_names_find_too(site: Served) -> None:
    """A printed name leads to whom it names, and is shown."""
    page = soup(site, "/search?q=辛涅奇亚")
    assert names(page, ".hits .name") == ["希腊共产主义组织"]
    assert "A/辛涅奇亚" in names(page, ".hits .note")[0]
    assert "No name here contains" in soup(site, "/search?q=没有这个").get_text()
    assert not soup(site, "/search?q=").select(".hits li")


def test_the_matrix_counts_what_the_page_lists(site: Served) -> None:
    """21, 27, 29, 25 and 24 organizations, counted on the page by hand; every filled cell leads to its lines."""
    page = soup(site, f"/matrix/{PAGE}")
    assert names(page, ".sums td b") == ["21", "27", "29", "25", "24"]
    filled = page.select("td a.cell")
    assert len(filled) == 126
    assert len(page.select("tbody tr")) == 37
    rows = {names(row, "th")[0]: row for row in page.select("tbody tr")}
    assert len(rows) == 37, "two of one name are told apart"
    assert names(rows["俄罗斯毛主义党"], ".cell .unseen") == ["absent"] * 4 + ["participant, newcomer"]
    assert names(rows["德国马列主义党"], ".cell .unseen") == ["participant"] * 5
    for order in ("most-meetings", "name", "nonsense"):
        assert len(soup(site, f"/matrix/{PAGE}?order={order}").select("td a.cell")) == 126


def test_each_filled_cell_leads_to_lines_that_print_the_name(site: Served) -> None:
    """The record's page quotes the source, word for word, and the name stands in it."""
    page = soup(site, f"/matrix/{PAGE}")
    for cell in page.select("td a.cell"):
        record = soup(site, str(cell["href"]))
        quoted = {int(str(one["value"])): one.select_one("code") for one in record.select(".lines li")}
        assert quoted
        for number, code in quoted.items():
            assert code
            assert code.get_text() == (SEED_LINES[number - 1] or " ")
        printed = next(
            one.select_one("dd bdi")
            for one in record.select(".facts > div")
            if "name as printed" in one.get_text()
        )
        assert printed
        text = BeautifulSoup("\n".join(SEED_LINES[number - 1] for number in quoted), "html.parser").get_text()
        assert printed.get_text() in text


@pytest.fixture(scope="module")
def summits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page of a series with ten summits, which does not say who took part."""
    data: Path = tmp_path_factory.mktemp("summits") / "brics.nq"
    page = ROOT / "tests" / "pages" / "zh" / "金砖国家.md"
    data.write_bytes(convert(read_page_file(str(page))).to_bytes(OutputFormat.NQUADS))
    with serving(str(data)) as served:
        yield served


def test_a_series_that_lists_nobody_says_so(summits: Served) -> None:
    """The page tells of ten summits and not who took part: no orders and no legend of signs that are not there."""
    matrix = soup(summits, "/matrix/zh/金砖国家")
    assert "lists nobody" in names(matrix, ".lede")[0]
    assert names(matrix, ".sums td")[:-1] == ["?"] * 10
    assert not matrix.select(".tools")
    assert "10 meetings · nobody listed" in names(soup(summits, "/series"), ".note")
    # Nor is anybody sent to that matrix: from the list the way goes to the page that tells of the summits.
    for page in ("/", "/series", "/page/zh/金砖国家", "/page/zh/金砖国家?part=meeting-10"):
        assert not soup(summits, page).select('a[href^="/matrix/"]')
    assert soup(summits, "/series").select('.card[href^="/page/"]')


def test_what_is_named_by_blanks_is_shown_by_its_iri(tmp_path: Path) -> None:
    """No row, no heading and no link without a name; and no name of blanks is found."""
    data = tmp_path / "blank.nt"
    data.write_text("\n".join(f"{quad.triple} ." for quad in nameless_store()), encoding="utf-8")
    with serving(str(data)) as served:
        for path in (
            "/",
            "/matrix/zh/系列",
            "/page/zh/甲党",
            "/page/zh/系列",
            "/page/zh/系列?part=meeting-1",
        ):
            page = soup(served, path)
            shown = names(page, "main a:not(.cell), h1, h2, tbody th")
            assert all(one.strip("\u200b\u3000 ") for one in shown), (path, shown)
        assert "甲党" in names(soup(served, "/matrix/zh/系列"), "tbody th")
        assert not soup(served, "/search?q=%E2%80%8B").select(".hits li")


def test_an_organization_s_page(site: Served) -> None:
    """Its names, its meetings newest first under the names printed there, who sat with it, its links."""
    page = soup(site, "/page/zh/希腊共产主义组织")
    assert names(page, "h1") == ["希腊共产主义组织"]
    assert names(page, ".time .year") == ["2011", "2007", "2004", "2001", "1999"]
    assert names(page, ".time li:last-child .note")[0] == "printed as A/辛涅奇亚"
    assert {"希腊共产主义组织", "A/辛涅奇亚"} <= set(names(page, "section .rows .name"))
    assert "德国马列主义党" in names(page, ".bars .name")
    assert page.select('a[href^="https://zh.wikipedia.org/wiki/"]')
    assert len(page.select(".ref")) == 5 + 2, (
        "each meeting, each name; all that else is known stands in the same lines"
    )
    assert {str(one["href"])[1:] for one in page.select(".ref")} <= {
        str(one["id"]) for one in page.select(".evidence.all li")
    }


def test_a_meeting_s_page(site: Served) -> None:
    """Who attended, who is new, the meeting before; the lines of its heading."""
    page = soup(site, f"/page/{PAGE}?part=meeting-10")
    assert names(page, "h1") == ["第十次会议（2011年）"]
    assert len(page.select(".rows > li")) == 24
    (new,) = (one for one in page.select(".rows > li") if "俄罗斯毛主义党" in one.get_text())
    assert names(new, ".tag.new")
    assert names(page, ".steps a") == ["before: 第九次会议（2007年）"]
    assert "第十次会议（2011年）参加者" in names(page, ".title .said")[0]


def test_a_name_in_the_reader_s_language_stands_beside(site: Served) -> None:
    """What the data call a meeting in English is shown to who reads English, and to nobody else; the printed name stays first."""
    meeting, series, party = f"/page/{PAGE}?part=meeting-10", f"/page/{PAGE}?", "/page/zh/希腊共产主义组织?"
    assert names(soup(site, f"{meeting}&hl=en"), ".title .also") == ["10th ICMLPO meeting (2011)"]
    assert (
        names(soup(site, f"{series}&hl=en"), ".rows .name")[0]
        == "第十次会议（2011年） 10th ICMLPO meeting (2011)"
    )
    assert names(soup(site, f"{party}&hl=en"), ".time .also")[-1] == "6th ICMLPO meeting (1999)"
    for page in (meeting, series, party):
        assert names(soup(site, f"{page}&hl=zh"), ".also") == []


def target(row: Tag, selector: str) -> str:
    """Where the first link that a selector finds leads."""
    (link, *_) = row.select(selector)
    return str(link["href"])


def marks(page: BeautifulSoup) -> dict[str, set[str]]:
    """What a meeting's page says of each one who attended."""
    return {
        target(row, ".name a"): {tag.get_text()[2:] for tag in row.select(".tag.new, .tag.back, .tag.left")}
        for row in page.select(".rows > li")
    }


def test_meetings_and_the_matrix_call_the_same_new_back_and_last(site: Served) -> None:
    """共产党（马列） came to the tenth meeting again, having missed the ninth: it is no newcomer."""
    words = {"newcomer": "new", "back again": "back", "not at the next": "not at the next"}
    matrix = soup(site, f"/matrix/{PAGE}")
    parts = ["meeting-6", "meeting-7", "meeting-8", "meeting-9", "meeting-10"]
    pages = [marks(soup(site, f"/page/{PAGE}?part={part}")) for part in parts]
    seen: set[str] = set()
    for row in matrix.select("tbody tr"):
        who = target(row, "th a")
        cells = names(row, ".cell .unseen")
        for there, cell in zip(pages, cells, strict=True):
            expected = {word for said, word in words.items() if said in cell}
            assert there.get(who) == (None if cell == "absent" else expected), (who, cell)
            seen |= expected
    assert seen == {"new", "back", "not at the next"}
    back = next(
        row
        for row in soup(site, f"/page/{PAGE}?part=meeting-10").select(".rows > li")
        if "↺" in row.get_text()
    )
    assert "共产党（马列）" in back.get_text()


def test_nobody_is_new_or_last_across_numbers_that_the_data_lacks(tmp_path: Path) -> None:
    """Meetings 1 and 5, and one of 1999 without a number, which stands between them by its year."""
    own = "https://w3id.org/icmlpo-rdf/zh/"
    lines = ["@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."]  # fmt: skip
    lines.append(f'<{own}会> a icm:MeetingSeries ; rdfs:label "会"@zh .')
    for name, number, year, who in (
        ("一", 1, 1990, "甲乙"),
        ("五", 5, 2005, "乙丙"),
        ("无", None, 1999, "乙"),
    ):
        meeting = f"<{own}会#{name}>"
        lines.append(f'{meeting} a icm:Meeting ; rdfs:label "{name}"@zh ; icm:series <{own}会> ; icm:year "{year}"^^xsd:gYear .')  # fmt: skip
        lines += [f"{meeting} icm:ordinal {number} ."] if number else []
        lines += [f'{meeting} icm:attendedBy <{own}{one}> . <{own}{one}> icm:attended {meeting} ; a icm:Organization ; rdfs:label "{one}"@zh .' for one in who]  # fmt: skip
    data = tmp_path / "data.ttl"
    data.write_text("\n".join(lines), encoding="utf-8")
    with serving(str(data)) as served:
        first, between, fifth = (soup(served, f"/page/zh/会?part={name}") for name in "一无五")
    assert names(first, ".steps a") == ["after: 无"]
    assert names(between, ".steps a") == ["before: 一", "after: 五"]
    assert names(fifth, ".steps a") == ["before: 无"]
    assert list(marks(first).values()) == [set(), set()], "nobody knows who was at the second"
    assert list(marks(between).values()) == [set()], "nobody knows who was at the second to the fourth"
    assert list(marks(fifth).values()) == [set(), set()]


def test_the_source_has_every_line_and_a_place_for_each_citation(site: Served) -> None:
    """`#line=45,49` leads to line 46, which is where the 46th line stands."""
    page = soup(site, f"/page/source/{PAGE}")
    assert [one.get_text() for one in page.select(".lines.whole code")] == [
        line or " " for line in SEED_LINES
    ]
    place = page.find(id="line=45,49")
    assert isinstance(place, Tag)
    assert place.parent
    assert place.parent["id"] == "L46"


def test_a_record_is_named_by_its_ends(site: Served) -> None:
    """Who and where, in the heading and in the title of the browser's tab."""
    page = soup(site, f"/page/{PAGE}?part=meeting-10/德国马列主义党")
    assert names(page, "h1") == ["德国马列主义党 · 第十次会议（2011年）"]
    assert page.title
    assert page.title.get_text() == "participation: 德国马列主义党 · 第十次会议（2011年） – icmlpo-rdf"


def test_a_ready_question_that_needs_an_answer_first(site: Served) -> None:
    """It is asked for, and nothing is called wrong; without a row that is said; lines told as text are links."""
    page = soup(site, "/query?named=companions")
    assert not page.select(".problem")
    assert names(page, ".hint") == ["Enter a name or an IRI, then ask."]
    assert names(soup(site, "/query?named=companions&p-organization=德国马列主义党"), ".hint, .problem") == []
    assert "No results" in soup(site, "/query?named=members").select("#answer")[0].get_text()
    (link, *_) = soup(site, "/query?named=meetings").select('.answer td a[href*="line="]')
    assert str(link["href"]).endswith("#line=7,8")
    assert (
        "<code>## 第十次会议（2011年）参加者</code>"
        in site.get(str(link["href"]).split("#")[0]).data.decode()
    )


def test_an_address_of_another_site_is_shown_in_hanzi(site: Served) -> None:
    """As a browser's address bar shows it; it leads to the encoded one."""
    shown = {str(one["href"]): one.get_text() for one in soup(site, f"/page/{PAGE}").select("a.out")}
    assert "https://zh.wikipedia.org/wiki/马列主义政党和组织国际会议" in shown.values()
    assert all(address.isascii() for address in shown)


def test_the_query_page_works_without_scripts(site: Served) -> None:
    """A named query and one's own are answered by the server; what is wrong is said there."""
    page = soup(site, "/query?named=meetings-per-organization")
    assert len(page.select("table.answer tbody tr")) == 37
    assert len(page.select(".questions a")) >= 10
    own = soup(site, "/query?query=SELECT%20%3Fo%20%7B%3Fm%20icm:ordinal%20%3Fo%7D")
    assert sorted(names(own, ".answer td"), key=int) == ["6", "7", "8", "9", "10"]
    assert "no valid SPARQL" in names(soup(site, "/query?query=SELEC"), ".problem")[0]
    assert "yes" in names(soup(site, "/query?query=ASK%7B%7D"), ".truth")
    graph = soup(site, "/query?query=CONSTRUCT%20WHERE%20%7B%3Fm%20a%20icm:Meeting%7D")
    assert "icm:Meeting" in names(graph, "pre")[0]


def test_a_query_of_any_length_is_asked_by_the_form(site: Served) -> None:
    """As long as /sparql takes it; a short one gets an address of its own; what is wrong is said in words."""

    def send(**fields: str) -> urllib3.BaseHTTPResponse:
        body = urlencode(fields)
        headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
        return site.pool.urlopen("POST", "/query", body=body, headers=headers, redirect=False, retries=False)

    assert soup(site, "/query").select("form#ask")[0]["method"] == "post"
    hanzi = "党" * 20_000
    answer = send(query=f'SELECT (STRLEN("{hanzi}") AS ?n) {{}}')
    assert answer.status == 200
    assert names(BeautifulSoup(answer.data, "html.parser"), ".answer td") == ["20000"]
    short = send(query="ASK {}")
    assert (short.status, short.headers["Location"]) == (303, "/query?query=ASK%20%7B%7D")
    assert "yes" in names(soup(site, short.headers["Location"]), ".truth")
    too_long = send(query="#" * 1_100_000)
    assert (too_long.status, b"A query may have 1024 kB" in too_long.data) == (413, True)
    odd = site.pool.urlopen(
        "POST", "/query", body=b"ASK {}", headers={"Content-Type": "text/plain"}, retries=False
    )
    assert odd.status == 415


PATHS = [
    "/",
    "/search?q=script",
    "/series",
    "/query?named=same-name",
    "/about",
    "/page/ontology",
    "/page/zh/没有",
]
PATHS += [f"/page/zh/{title}" for title in ("A:B", "谁？是%2F什么%3F")]
PATHS += [
    "/page/zh/谁？是/什么%3F?part=meeting-%253Cb%253E%2520x",
    "/matrix/zh/谁？是/什么%3F",
    "/page/source/zh/谁？是/什么%3F",
]
PATHS += [
    f"/search?q={SCRIPT.replace('&', '%26').replace('#', '%23')}",
    f"/page/zh/{SCRIPT.replace('#', '%23')}",
]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_in_the_data_or_the_address_becomes_markup(odd: Served, path: str) -> None:
    """Scripts are the site's own, no handler, no picture, no link but to the web; the policy forbids the rest."""
    answer = odd.get(path, "text/html")
    page = BeautifulSoup(answer.data, "html.parser")
    assert {str(one.get("src")) for one in page.find_all("script")} <= {
        "/static/site.js",
        "/static/query.js",
        "/static/yasgui.min.js",
    }
    assert not page.find_all("img")
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
        href = str(tag.get("href", "/"))
        assert href.startswith(("/", "#", "?", "https://", "http://")), href
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_odd_names_are_shown_as_they_are(odd: Served) -> None:
    """A label that looks like markup is text; each odd title is found by its name."""
    page = soup(odd, "/page/zh/A:B")
    assert any(SCRIPT in one for one in names(page, ".rows .name"))
    for title in TITLES:
        if title.strip("./\u200b"):
            found = soup(odd, f"/search?q={re.sub(r'[%&+#]', lambda one: f'%{ord(one[0]):02X}', title)}")
            assert title in [one.get_text() for one in found.select(".hits .name a")], title


def test_what_cannot_be_quoted_is_said(odd: Served, tmp_path: Path) -> None:
    """No source given; a source that was edited; one that is not at hand."""
    assert "were not given to this site" in soup(odd, "/page/zh/A:B").get_text()
    shutil.copytree(ROOT / "output", tmp_path / "output")
    (tmp_path / "edited").mkdir()
    (tmp_path / "edited" / "000_4563acc429c8a94e.txt").write_text("something else")
    (tmp_path / "empty").mkdir()
    for place, words in (("edited", "is no longer what the data was made from"), ("empty", "is not at hand")):
        with serving("output/", "--source", place, cwd=tmp_path) as served:
            page = soup(served, "/page/zh/德国马列主义党")
            assert words in page.get_text()
            assert "something else" not in page.get_text()
            assert not page.select(".lines")


def test_errors_are_pages_for_people_and_lines_for_programs(site: Served) -> None:
    """By Accept; and a page says where to go."""
    page = site.get("/zh/没有", "text/html")
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert BeautifulSoup(page.data, "html.parser").select_one('a.button[href="/"]')
    assert site.get("/zh/没有").data.startswith(b"404 Not Found: ")


def test_two_of_one_name_are_told_apart_on_every_page(site: Served) -> None:
    """Not to be confused with itself, nobody is; two chips of one name lead to two things."""
    page = soup(site, f"/page/{PAGE}")
    assert any(one.startswith("马列主义政党和组织国际会议 (团结和斗争)") for one in names(page, ".facts dd"))
    assert names(page, "h1") == ["马列主义政党和组织国际会议"]
    chips = names(page, ".chips li")
    assert len(set(chips)) == len(chips)
    assert [one for one in chips if one.startswith("尼泊尔共产党（火炬）")] == [
        "尼泊尔共产党（火炬） (1983年)",
        "尼泊尔共产党（火炬） (2006年)",
    ]
    hits = names(soup(site, "/search?q=火炬"), ".hits .name")
    assert len(set(hits)) == len(hits) >= 2


def test_a_page_shows_the_meetings_that_it_tells_of(summits: Served) -> None:
    """Those that belong to no series too, under the same heading; what is listed last are all its records."""
    page = soup(summits, "/page/zh/金砖国家")
    (meetings,) = [one for one in page.select("section") if "Meetings 10" in names(one, "h2")]
    assert len(names(meetings, "li")) == 10
    assert names(page, "details.own summary")[0].startswith("All records made from this page (")


def test_a_legend_explains_what_is_there(site: Served) -> None:
    """The first meeting is compared with none: nobody is new or back; who is not at the next is said in these words."""
    first = soup(site, f"/page/{PAGE}?part=meeting-6")
    assert not first.select(".key")
    assert set(names(first, ".tag.left")) == {"⇥ not at the next"}
    seventh = soup(site, f"/page/{PAGE}?part=meeting-7")
    assert "new" in names(seventh, ".key")[0]
    assert "back" not in names(seventh, ".key")[0]
    matrix = soup(site, f"/matrix/{PAGE}")
    assert not matrix.select(".gap")
    assert "Meetings 1–5 are not in the data." in matrix.get_text()
