"""The report is one file that holds all of the matrix, leads each cell to its lines, and is harmless."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pyoxigraph import Quad, Store

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import StaleSourceError, UsageError
from icmlpo_rdf.reports.html_report import html_report
from icmlpo_rdf.reports.series_choice import Choice, choose_series
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from icmlpo_rdf.views.attendance import RowOrder
from tests.conftest import PAGES, ROOT, SEED
from tests.hostile_data import NASTY, SOURCE_NAME, SOURCE_TEXT, hostile_store

ALL = Choice()


def tree_of(page: bytes) -> BeautifulSoup:
    """A report, read by an HTML parser."""
    return BeautifulSoup(page.decode(), "html.parser")


def text_of(element: Tag) -> str:
    """An element's text, white space folded."""
    return " ".join(element.get_text().split())


def attribute(element: Tag, name: str) -> str:
    """An attribute's value."""
    return str(element[name])


def store_of_page(name: str) -> Store:
    """The store of a given page."""
    (path,) = [page for page in PAGES if page.name == name]
    return store_of(convert(read_page_file(str(path))).quads)


@pytest.fixture(scope="module")
def seed_page(seed_conversion: Conversion) -> bytes:
    """The seed's report, with the lines quoted."""
    return html_report(store_of(seed_conversion.quads), ALL, str(SEED))


@pytest.fixture(scope="module")
def seed_tree(seed_page: bytes) -> BeautifulSoup:
    """The same, read."""
    return tree_of(seed_page)


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report on hostile data, its hostile source quoted."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "source.md"
    source.write_text(SOURCE_TEXT, encoding="utf-8", newline="")
    return html_report(hostile_store(), Choice(title=NASTY[0]), str(source))


def test_each_filled_cell_leads_to_the_lines_that_state_it(seed_tree: BeautifulSoup) -> None:
    """All 126 of them: what is written there, as text with the source behind it, is what was written down by hand."""
    with (ROOT / "tests/golden/seed/meetings.tsv").open(encoding="utf-8", newline="") as stream:
        headings = {
            row["ordinal"]: int(row["heading_line"]) for row in csv.DictReader(stream, delimiter="\t")
        }
    with (ROOT / "tests/golden/seed/participations.tsv").open(encoding="utf-8", newline="") as stream:
        gold = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    source = SEED.read_text(encoding="utf-8").split("\n")
    expected = Counter(
        (
            f"第{row['ordinal']}次 {row['year']}",
            row["name"],
            (
                source[headings[row["ordinal"]] - 1],
                *source[int(row["first_line"]) - 1 : int(row["last_line"])],
            ),
            (str(headings[row["ordinal"]]), row["first_line"]),
            (
                f"{source[headings[row['ordinal']] - 1].removeprefix('## ')} line {headings[row['ordinal']]} of source 1",
                f"{row['place'] and row['place'] + ' | '}{row['name']} lines {row['first_line']}–{row['last_line']} of source 1",
            ),
        )
        for row in gold
    )
    found: Counter[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = Counter()
    for link in seed_tree.select("table.matrix tbody td.present a"):
        (target,) = seed_tree.find_all(id=attribute(link, "href")[1:])
        found[
            text_of(target.select(".tag")[0]),
            target.select("q bdi")[0].get_text(),
            tuple(one.get_text() for one in target.select("pre .code")),
            tuple(one.select(".n")[0].get_text() for one in target.select("pre")),
            tuple(text_of(one) for one in target.select("summary")),
        ] += 1
    assert found == expected


def test_the_matrix_says_in_words_what_its_marks_mean(seed_tree: BeautifulSoup) -> None:
    """Newcomers, leavers and those who came back have names and shapes, not only colours."""
    words = [attribute(link, "aria-label") for link in seed_tree.select("td.present a")]
    assert sum("newcomer" in one for one in words) == 16
    assert sum("back again" in one for one in words) == 1
    assert sum("not at the next meeting" in one for one in words) == 14
    for link in seed_tree.select("td.present a"):
        label, marks = attribute(link, "aria-label"), link.select("svg path")
        # A bar; a tip for who leaves; a sign for who comes new or back.
        assert len(marks) == 1 + ("next" in label) + ("newcomer" in label or "back" in label)
    absent = seed_tree.select("td.absent")
    assert len(absent) == 37 * 5 - 126
    assert {text_of(one) for one in absent} == {"absent"}


def test_the_table_is_one_for_screen_readers(seed_tree: BeautifulSoup) -> None:
    """Caption, headings with their scope, and names in their language."""
    (table,) = seed_tree.select("table.matrix")
    assert text_of(table.select("caption")[0]).startswith("Who attended which meeting")
    assert [text_of(one) for one in table.select("thead th.when")] == [
        "第6次 1999",
        "第7次 2001",
        "第8次 2004",
        "第9次 2007",
        "第10次 2011",
    ]
    assert {attribute(one, "scope") for one in table.select("tbody th")} == {"row"}
    assert {attribute(one, "lang") for one in table.select("tbody th > a > bdi")} == {"zh"}
    totals = [[text_of(one) for one in row.select("td")][:5] for row in table.select("tfoot tr")]
    assert totals[0] == ["21", "27", "29", "25", "24"]
    assert totals[1][1:] == ["7", "4", "3", "2"]
    assert totals[3][:4] == ["1", "2", "7", "4"]
    assert (totals[1][0], totals[3][4]) == ("–not known", "–not known")


def test_figures_sources_and_licence_are_there(seed_tree: BeautifulSoup, seed_page: bytes) -> None:
    """The main figures as counted by hand; attribution as the licence asks for it."""
    figures = {
        text_of(one.select("dt")[0]): text_of(one.select("dd")[0]) for one in seed_tree.select(".figures div")
    }
    assert figures["meetings"] == "5"
    assert figures["organizations"] == "37"
    assert figures["participations"] == "126"
    (source,) = seed_tree.select("#source-1")
    assert "by the contributors of Wikipedia" in text_of(source)
    assert [attribute(one, "href") for one in source.select("a[rel~=license]")] == [
        "https://creativecommons.org/licenses/by-sa/3.0/"
    ]
    assert b"271c49ad8d3790c1abb3337bb5a0f3980c066922ffc0af6aa94cb1771f7933f3" in seed_page


@pytest.mark.parametrize("name", [page.name for page in PAGES] + ["hostile"])
def test_a_report_is_one_sound_file(name: str, hostile_page: bytes) -> None:
    """Each link inside leads somewhere, each id is there once, and nothing is fetched or run."""
    page = hostile_page if name == "hostile" else html_report(store_of_page(name), ALL)
    tree = tree_of(page)
    ids = [attribute(one, "id") for one in tree.select("[id]")]
    assert len(ids) == len(set(ids))
    for address in (attribute(one, "href") for one in tree.select("[href]")):
        assert address == "data:," or address.startswith("https://") or address[1:] in ids, address
    assert not tree.select("script, iframe, object, embed, img, form, base, [src]")
    assert not [key for one in tree.find_all() for key in one.attrs if key.startswith("on") or key == "style"]
    assert [attribute(one, "href") for one in tree.select("link")] == ["data:,"]
    assert not re.search(r"url\(|@import", tree.select("style")[0].get_text())


def test_hostile_texts_are_shown_as_texts(hostile_page: bytes) -> None:
    """Each name stands in the file as it is, but for what cannot be shown; nothing turns what follows it."""
    tree = tree_of(hostile_page)
    printed = {one.get_text() for one in tree.select(".participant q bdi")}
    for name in NASTY:
        harmless = re.sub(
            "[\x00-\x08\x0b-\x1f\u2028\u202a-\u202e\u2066\ufffe\uffff]",
            lambda m: f"⟨U+{ord(m[0]):04X}⟩",
            name.replace("\u0301" * 2_000, "\u0301\u0301\u0301\u0301⟨+1996 marks⟩"),
        )
        assert harmless in printed
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069]", hostile_page.decode())
    assert text_of(tree.select("h1")[0]) == NASTY[0]
    assert SOURCE_NAME in text_of(tree.select("#source-1")[0])
    assert "{{ 7 * 7 }}" in text_of(tree)


def test_a_long_name_is_cut_in_the_matrix_and_whole_below(hostile_page: bytes) -> None:
    """So that one name cannot push the matrix off the screen."""
    tree = tree_of(hostile_page)
    names = [text_of(one) for one in tree.select("table.matrix tbody th a")]
    assert max(map(len, names)) < 400
    assert any(one.startswith("长长长") and one.endswith("…") for one in names)
    assert any("长" * 3_000 in text_of(one) for one in tree.select(".participant h4"))


def test_what_is_not_told_does_not_look_like_absence() -> None:
    """BRICS: ten summits and no word of who came; a series with one such meeting says so in each cell."""
    tree = tree_of(html_report(store_of_page("金砖国家.md"), ALL))
    assert "the data does not tell who attended any of them" in text_of(tree)
    assert not tree.select("table.matrix")
    assert len(tree.select(".meetings > li")) == 10
    tree = tree_of(html_report(store_of_page("環日本海沿岸国首脳会議.md"), ALL))
    untold = tree.select("td.untold")
    assert {text_of(one) for one in untold} == {"?not told"}
    assert len(untold) == 5


def test_numbers_that_are_missing_have_a_column_that_says_so() -> None:
    """Between the third and the ninth congress."""
    tree = tree_of(html_report(store_of_page("세계_녹색노동당_대회.md"), ALL))
    assert [text_of(one) for one in tree.select("thead td.gap")] == ["4–84–8 not in the data"]


def test_members_are_listed_by_role() -> None:
    """With the number of each role, and the lines that say so."""
    store = store_of_page("革命国际主义运动.md")
    tree = tree_of(html_report(store, ALL, str(ROOT / "tests" / "pages")))
    (body,) = tree.select("section.body")
    assert [text_of(one) for one in body.select("h3")] == [
        "Founding members 17",
        "Members 7",
        "Candidate 1",
    ]
    assert len(body.select("li")) == 25
    assert '- [美国革命共产党](../Page/美国革命共产党.md "wikilink")' in text_of(body)
    assert tree.select("section.series")


def test_rows_are_sorted_as_asked(seed_conversion: Conversion) -> None:
    """By name, the rows are one group in the order of their names."""
    tree = tree_of(html_report(store_of(seed_conversion.quads), Choice(order=RowOrder.NAME)))
    names = [text_of(one) for one in tree.select("tbody th > a > bdi")]
    assert names == sorted(names)
    assert len(tree.select("tbody")) == 1
    assert "Rows are sorted by name" in text_of(tree)


def test_the_same_data_gives_the_same_bytes(seed_conversion: Conversion, seed_page: bytes) -> None:
    """Whatever the order of the statements, and whether they lie in a named graph or not."""
    quads = [Quad(one.subject, one.predicate, one.object) for one in reversed(list(seed_conversion.quads))]
    assert html_report(store_of(quads), ALL, str(SEED)) == seed_page


def test_several_series_stand_on_one_page_or_are_chosen() -> None:
    """All by default, in the order of their names; by IRI, label or another name when asked."""
    quads = [quad for name in ("安第斯工会协商会议.md", "呼玛河四方会谈.md") for quad in store_of_page(name)]
    store = store_of(quads)
    tree = tree_of(html_report(store, ALL))
    assert text_of(tree.select("h1")[0]) == "Who took part in what"
    assert [text_of(one) for one in tree.select("section.series h2")] == [
        "呼玛河四方会谈",
        "安第斯工会协商会议",
    ]
    tree = tree_of(html_report(store, Choice(series=("RCSA",))))
    assert text_of(tree.select("h1")[0]) == "安第斯工会协商会议"
    assert len(tree.select("section.series")) == 1
    whole = "https://w3id.org/icmlpo-rdf/zh/呼玛河四方会谈"
    assert [one.iri for one in choose_series(store, [whole, "呼玛河四方会谈"])] == [whole]
    with pytest.raises(UsageError, match=r"no series is called '天地会'; give one of https://"):
        choose_series(store, ["天地会"])


def test_a_source_that_was_edited_is_not_quoted(seed_conversion: Conversion, tmp_path: Path) -> None:
    """Its lines may be others by now."""
    edited = tmp_path / SEED.name
    edited.write_bytes(SEED.read_bytes() + b"\n")
    with pytest.raises(StaleSourceError):
        html_report(store_of(seed_conversion.quads), ALL, str(edited))


def test_an_empty_store_gives_a_report_that_says_so() -> None:
    """Nothing is there, and the file is sound."""
    tree = tree_of(html_report(Store(), ALL))
    assert "The data tells of no meetings and of no members." in text_of(tree)
