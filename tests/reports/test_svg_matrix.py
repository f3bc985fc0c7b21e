"""The matrix as SVG: valid XML, readable without its colours, and harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import etree
from pyoxigraph import Quad, Store

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.reports.drawings import Drawing, drawing_of
from icmlpo_rdf.reports.series_choice import Choice
from icmlpo_rdf.reports.templating import display_width
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from tests.conftest import PAGES
from tests.hostile_data import hostile_store

SVG = "{http://www.w3.org/2000/svg}"
WITH_MEETINGS = (
    "2012年环孟加拉湾国家领导人会议.md",
    "アジア農民団体会議.md",
    "環日本海沿岸国首脳会議.md",
    "세계_녹색노동당_대회.md",
    "安第斯工会协商会议.md",
    "金砖国家.md",
    "美洲国家首脑会议.md",
    "革命国际主义运动.md",
)


def store_of_page(name: str) -> Store:
    """The store of a given page."""
    (path,) = [page for page in PAGES if page.name == name]
    return store_of(convert(read_page_file(str(path))).quads)


def drawn(store: Store) -> etree._Element:
    """A drawing, read by an XML parser that forgives nothing."""
    parser = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)
    return etree.fromstring(drawing_of(store, Drawing.MATRIX, Choice(), "m.svg"), parser)


@pytest.fixture(scope="module")
def seed(seed_conversion: Conversion) -> etree._Element:
    """The seed's drawing."""
    return drawn(store_of(seed_conversion.quads))


def all_text(element: etree._Element) -> str:
    """An element's text."""
    return "".join(str(one) for one in element.itertext())


def test_each_participation_is_a_mark_with_words(seed: etree._Element) -> None:
    """126 bars, each with a title that names who, when, as what and where it is said; each leads to the page."""
    titles = [
        group.findtext(f"{SVG}title") or ""
        for group in seed.iter(f"{SVG}g")
        if group.find(f"{SVG}path[@class]") is not None and "line" in (group.findtext(f"{SVG}title") or "")
    ]
    assert len(titles) == 126
    assert (
        "希腊共产主义组织, 第6次 1999: participant; printed A/辛涅奇亚; "
        "line 480 of 000_4563acc429c8a94e.txt, lines 518-521 of 000_4563acc429c8a94e.txt" in titles
    )
    assert sum("newcomer" in one for one in titles) == 16
    links = [one for one in seed.iter(f"{SVG}a") if one.find(f"{SVG}g") is not None]
    assert len(links) == 126
    assert all(str(one.get("href")).startswith("https://zh.wikipedia.org/wiki/%E9") for one in links)


def test_it_says_what_it_is(seed: etree._Element) -> None:
    """Title and description for those who do not see it; languages; licence and source."""
    assert seed.findtext(f"{SVG}title") == "马列主义政党和组织国际会议"
    assert "第8次 2004: 29 present." in (seed.findtext(f"{SVG}desc") or "")
    assert seed.get("role") == "img"
    names = [one for one in seed.iter(f"{SVG}text") if one.get("lang") == "zh"]
    assert len(names) == 1 + 10 + 37
    assert "by the contributors of Wikipedia (zh.wikipedia.org), CC BY-SA 3.0" in " ".join(
        all_text(seed).split()
    )


@pytest.mark.parametrize("name", [*WITH_MEETINGS, "hostile"])
def test_nothing_in_it_can_run_or_be_fetched(name: str) -> None:
    """Only shapes, texts and links to the web, whatever the data holds."""
    root = drawn(hostile_store() if name == "hostile" else store_of_page(name))
    tags = {str(one.tag).removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "text", "tspan", "g", "a", "path", "circle"}
    for element in root.iter():
        for key, value in element.attrib.items():
            assert not str(key).startswith("on")
            assert key != "href" or str(value).startswith(("https://", "http://example.org/"))
    assert not re.search(r"url\(|@import", root.findtext(f"{SVG}style") or "")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", all_text(root))


def test_the_margins_are_tight(seed: etree._Element) -> None:
    """What is drawn ends as far from the right edge as it begins from the left one; the attribution is folded to it."""
    ends = [
        float(one)
        for rule in seed.iter(f"{SVG}path")
        for one in re.findall(r"H([\d.]+)", rule.get("d") or "")
    ]
    assert int(seed.get("width") or 0) - max(ends) == 28


@pytest.mark.parametrize("name", [*WITH_MEETINGS, "hostile"])
def test_no_text_runs_into_the_marks_or_out_of_the_picture(name: str) -> None:
    """As far as East Asian Width tells: names end before the first column, headings stay over theirs."""
    root = drawn(hostile_store() if name == "hostile" else store_of_page(name))
    width, height = int(root.get("width") or 0), int(root.get("height") or 0)
    for text, x, y, size in placed(root):
        assert 0 <= y <= height
        assert x + display_width(text) * size <= width, text
    names = [one for one in root.iter(f"{SVG}text") if one.find(f"{SVG}title") is not None]
    marks = [
        float(one.get("cx") or 0) - 23
        for one in root.iter(f"{SVG}circle")
        if one.getparent() in {row.getparent() for row in names}
    ]
    for name_drawn in names:
        shown = all_text(name_drawn).removeprefix(name_drawn.findtext(f"{SVG}title") or "")
        assert not marks or 28 + display_width(shown) * 14 <= min(marks)


def placed(root: etree._Element) -> Iterator[tuple[str, float, float, int]]:
    """Each text at the left of which a place is given: text, x, y, font size."""
    sizes = {"title": 24, "soft": 12, "sum": 12, "small": 11}
    for text in root.iter(f"{SVG}text"):
        kinds = (text.get("class") or "").split()
        parent = text.getparent()
        if "mid" in kinds or (parent is not None and parent.get("transform")):
            continue
        shown = all_text(text).removeprefix(text.findtext(f"{SVG}title") or "")
        size = next((sizes[one] for one in kinds if one in sizes), 14)
        yield shown, float(text.get("x") or 0), float(text.get("y") or 0), size


def test_the_same_data_gives_the_same_bytes(seed_conversion: Conversion) -> None:
    """Whatever the order of the statements."""
    quads = list(seed_conversion.quads)
    other = [Quad(one.subject, one.predicate, one.object) for one in reversed(quads)]
    assert drawing_of(store_of(other), Drawing.MATRIX, Choice(), "m.svg") == drawing_of(
        store_of(quads), Drawing.MATRIX, Choice(), "m.svg"
    )


def test_one_series_must_be_meant() -> None:
    """Of several, the error names them; of none, it says so."""
    quads = [quad for name in ("安第斯工会协商会议.md", "呼玛河四方会谈.md") for quad in store_of_page(name)]
    with pytest.raises(UsageError, match=r"2 series are there.*'呼玛河四方会谈'"):
        drawing_of(store_of(quads), Drawing.MATRIX, Choice(), "m.svg")
    root = etree.fromstring(
        drawing_of(store_of(quads), Drawing.MATRIX, Choice(("RCSA",), title="Unions & <unions>"), "m.svg")
    )
    assert root.findtext(f"{SVG}title") == "Unions & <unions>"
    with pytest.raises(UsageError, match="the data has no meetings"):
        drawing_of(Store(), Drawing.MATRIX, Choice(), "m.svg")
