"""The timeline, the overlap and the countries: what they draw is what the data says, and it stands inside its frame."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads.vocab import Icm, Rdf, Rdfs
from icmlpo_rdf.query.asking import query
from icmlpo_rdf.reports.drawings import Drawing, drawing_of
from icmlpo_rdf.reports.overlap import MOST_SERIES
from icmlpo_rdf.reports.series_choice import Choice
from icmlpo_rdf.reports.templating import display_width
from icmlpo_rdf.store.rdf_files import load
from tests.conftest import ROOT, Cli
from tests.hostile_data import NASTY

SEED = str(ROOT / "output")
(LATER,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.ttl")
SVG = "{http://www.w3.org/2000/svg}"


def _drawn(store: Store, drawing: Drawing, *series: str, title: str | None = None) -> etree._Element:
    made = drawing_of(store, drawing, Choice(series, title=title), "-o x.svg")
    assert made == drawing_of(store, drawing, Choice(series, title=title), "-o x.svg")
    return etree.fromstring(made)


def _titles(root: etree._Element) -> list[str]:
    return [str(one.text) for one in root.iter(f"{SVG}title")][1:]


def _check_frame(root: etree._Element) -> None:
    """Nothing stands outside the drawing."""
    width, height = (float(root.get(one, "")) for one in ("width", "height"))
    (moved,) = [one for one in root.iter(f"{SVG}g") if one.get("transform")]
    left, top = map(float, re.findall(r"[\d.]+", moved.get("transform", "")))
    for one in moved.iter(f"{SVG}rect", f"{SVG}text"):
        x, y = left + float(one.get("x", "")), top + float(one.get("y", ""))
        long = float(one.get("width", 0)) or display_width("".join(map(str, one.itertext(f"{SVG}text")))) * 11
        begin = x - long / 2 if "mid" in (one.get("class") or "") else x
        assert -1 <= begin <= begin + long <= width + 1, etree.tostring(one)
        assert 0 <= y <= height, etree.tostring(one)


def _things(count: int, *series: tuple[str, list[str]]) -> Store:
    """Series with a meeting each, and who was there."""
    store = Store()
    add = store.add
    for name, who in series:
        one, meeting = NamedNode(f"http://x.org/{name}"), NamedNode(f"http://x.org/{name}#1")
        add(Quad(one, Rdf.type, Icm.MEETING_SERIES))
        add(Quad(one, Rdfs.label, Literal(name)))
        add(Quad(meeting, Rdf.type, Icm.MEETING))
        add(Quad(meeting, Icm.series, one))
        for person in who:
            add(Quad(meeting, Icm.attended_by, NamedNode(f"http://x.org/who/{person}")))
    assert len(series) == count
    return store


def test_the_timeline_of_the_seed() -> None:
    """Present, new, back and gone are those of the named query; years stand to scale."""
    root = _drawn(load([SEED]), Drawing.TIMELINE)
    told = Counter({words.rpartition(": ")[2]: 1 for words in _titles(root)})
    for words in (
        "7 new",
        "4 new",
        "3 new",
        "2 new",
        "1 back again",
        "1 not at the next meeting",
        "7 not at the next meeting",
    ):
        assert told[words] == 1, (words, told)
    sums = [str(one.text) for one in root.iter(f"{SVG}text") if one.get("class") == "sum mid"]
    assert sums == ["21", "27", "29", "25", "24"]
    bars = [float(one.get("x", "")) for one in root.iter(f"{SVG}rect") if one.get("class") == "bar"][:5]
    gaps = [b - a for a, b in itertools.pairwise(bars)]
    assert [round(gap / gaps[0] * 2, 1) for gap in gaps] == [2, 3, 3, 4]  # 1999, 2001, 2004, 2007, 2011
    _check_frame(root)


def test_bars_of_a_meeting_add_up() -> None:
    """The parts of a bar are together as many as were there."""
    store = load([str(LATER)])
    root = _drawn(store, Drawing.TIMELINE)
    parts: Counter[str] = Counter()
    for words in _titles(root):
        if found := re.fullmatch(r"(.+): (\d+) (?:others present|present|new|back again)", words):
            parts[found[1]] += int(found[2])
    told = query(store, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?m icm:attendedBy ?o } GROUP BY ?m").to_dicts()
    assert sorted(parts.values()) == sorted(int(str(row["n"])) for row in told)


def test_countries_are_those_that_sparql_counts() -> None:
    """Each bar's words give the attendances and participants of a country."""
    store = load([str(LATER)])
    root = _drawn(store, Drawing.COUNTRIES)
    wanted = query(
        store,
        """SELECT ?name (COUNT(DISTINCT ?o) AS ?who) (COUNT(*) AS ?times) {
          SELECT DISTINCT ?m ?o ?name { ?m icm:attendedBy ?o .
            { ?o icm:country ?c } UNION { ?p icm:organization ?o ; icm:country ?c } ?c rdfs:label ?name } } GROUP BY ?name""",
    ).to_dicts()
    bars = [one for one in _titles(root) if " attendance" in one]
    assert sorted(bars) == sorted(
        f"{one['name']}: {one['times']} attendance{'s' if one['times'] != 1 else ''} of "
        f"{one['who']} participant{'s' if one['who'] != 1 else ''}"
        for one in wanted
    )
    _check_frame(root)


def test_an_overlap_counts_each_combination() -> None:
    """Whoever was in two series is in neither's bar alone."""
    store = _things(3, ("甲", ["a", "b", "c", "d"]), ("乙", ["c", "d", "e"]), ("丙", ["d"]))
    root = _drawn(store, Drawing.OVERLAP)
    assert {one for one in _titles(root) if " in " in one} == {
        "2 in 甲",
        "1 in 丙, 乙, 甲",
        "1 in 乙, 甲",
        "1 in 乙",
    }
    assert "2 of 5 participants" in "".join(map(str, root.itertext()))
    _check_frame(root)


def test_many_series_and_hostile_names() -> None:
    """The twelve largest are drawn; markup in a name is text."""
    names = [
        (f"{NASTY[0]} {number} {'很长的名字' * 12}", [str(one) for one in range(number)])
        for number in range(1, 20)
    ]
    store = _things(3, *[("x", ["a"]), ("y", ["b"]), ("z", ["c"])])
    for number, (name, who) in enumerate(names):
        series, meeting = NamedNode(f"http://x.org/{number}"), NamedNode(f"http://x.org/{number}#1")
        store.add(Quad(series, Rdf.type, Icm.MEETING_SERIES))
        store.add(Quad(series, Rdfs.label, Literal(name)))
        store.add(Quad(meeting, Rdf.type, Icm.MEETING))
        store.add(Quad(meeting, Icm.series, series))
        for one in who:
            store.add(Quad(meeting, Icm.attended_by, NamedNode(f"http://x.org/who/{one}")))
    root = _drawn(store, Drawing.OVERLAP, title=NASTY[0])
    assert not list(root.iter("{*}script"))
    assert len([one for one in root.iter(f"{SVG}text") if one.get("class") == "soft"]) == MOST_SERIES + 1
    _check_frame(root)


@pytest.mark.parametrize("drawing", list(Drawing))
def test_no_meetings(drawing: Drawing) -> None:
    """One line, for every drawing."""
    with pytest.raises(UsageError, match="the data has no meetings; give data with meetings"):
        drawing_of(Store(), drawing, Choice(), "-o x.svg")


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_the_ending_says_that_it_is_a_picture(ending: str, cli: Cli, tmp_path: Path) -> None:
    """No option is needed for it; `--picture` says which."""
    for picture in ("matrix", "timeline"):
        done = cli("report", SEED, "-o", f"{picture}{ending}", "--picture", picture)
        if "no font here" in done.stderr:
            pytest.skip(done.stderr)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / f"matrix{ending}").read_bytes() != (tmp_path / f"timeline{ending}").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["-o", "x.svg", "--picture", "pie"],
            "--picture: 'pie' is not a picture; use one of matrix, timeline, overlap",
        ),
        (
            ["-o", "x.html", "--picture", "timeline"],
            "a timeline is a picture of its own; name a file .svg, .pdf or .png",
        ),
        (
            ["-o", "x.svg", "--picture", "overlap"],
            "an overlap is of two to 12 series, and 1 is here; give data with two",
        ),
        (
            ["-o", "x.svg", "--picture", "countries"],
            "of no participant a country is known; convert the page from wikitext",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments: list[str], told: str, cli: Cli) -> None:
    """One line each, exit code 2."""
    done = cli("report", SEED, *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert told in done.stderr


def test_of_many_series_the_largest_are_named() -> None:
    """Who is to choose one of ten reads first of those with most participants, and that there are more."""
    series = [(f"s{number}", [f"p{one}" for one in range(number + 1)]) for number in range(10)]
    with pytest.raises(UsageError, match=r"give --series with one of 's9' 's8' .* 's2' …$"):
        _drawn(_things(10, *series), Drawing.MATRIX)
