"""Each row of an answer says which lines of the page are behind it, as a reader of the page finds them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import SourceError, StaleSourceError, UsageError
from icmlpo_rdf.evidence.row_evidence import ProvenAnswer, ask_with_proof
from icmlpo_rdf.query.asking import ask_for, find_named_query, named_queries, values_of
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from tests.conftest import ROOT, SEED

PAGE = "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议"
MEMBERS_PAGE = ROOT / "tests" / "pages" / "zh" / "马列主义政党和组织国际会议_(团结和斗争).md"


@pytest.fixture(scope="module")
def store(seed_conversion: Conversion) -> Store:
    """The seed."""
    return store_of(seed_conversion.quads)


def explained(
    store: Store, name: str, source: str | None = None, parameters: dict[str, str | int] | None = None
) -> ProvenAnswer:
    """A named query's answer with its proof."""
    named = find_named_query(name)
    text = named.bound(values_of(store, named, parameters or {}), explain=True)
    return ask_with_proof(store, text, named=named, source=source)


def places(answer: ProvenAnswer) -> list[str]:
    """The lines of each row."""
    return [" ".join(str(one.evidence.place.lines) for one in row.evidence) for row in answer.rows]


def test_the_lines_of_a_participation(store: Store) -> None:
    """As a person noted them, row by row, each after the heading of the meeting."""
    with (ROOT / "tests/golden/seed/participations.tsv").open(encoding="utf-8", newline="") as stream:
        gold = [row for row in csv.DictReader(stream, delimiter="\t") if row["ordinal"] == "6"]
    answer = explained(store, "participants", str(SEED), {"ordinal": 6})
    assert answer.variables == ("meeting", "organization", "printed", "place", "role", "thing")
    assert sorted(places(answer)) == sorted(f"480 {row['first_line']}-{row['last_line']}" for row in gold)
    for row in answer.rows:
        printed = row.terms[2]
        assert isinstance(printed, Literal)
        heading, stated = row.evidence
        assert heading.text == "第六次会议（1999年）参加者"
        assert any(printed.value in line for line in stated.lines)


@pytest.mark.parametrize(
    ("name", "parameters", "thing", "lines"),
    [
        # Both parties in both meetings; those of 俄罗斯毛主义党 and of the asking party in the tenth alone.
        ("companions", {"organization": "伊朗劳动者党"}, "俄罗斯毛主义党", "8 58-61 82-85"),
        ("companions", {"organization": "伊朗劳动者党"}, "来自南亚的组织", "117 167-170 223-226"),
        ("attended-all", {}, "劳工革命组织", "8 110-113 117 219-222 230 348-351 359 469-472 480 566-569"),
        ("meetings-per-organization", {}, "阿马鲁学会", "480 550-553"),
        ("meetings", {}, "第十次会议（2011年）", "8"),
        ("newcomers-and-leavers", {}, "阿马鲁学会", "480 550-553"),
        ("no-page", {}, "阿马鲁学会", "480 550-553"),
        ("several-names", {}, "A/辛涅奇亚", "407 520"),
        ("same-name", {}, "尼泊尔共产党（火炬）", "68 427"),
    ],
)
def test_named_queries_are_explained(
    name: str, parameters: dict[str, str | int], thing: str, lines: str, store: Store
) -> None:
    """The lines were looked up on the page."""
    answer = explained(store, name, parameters=parameters)
    found = [
        place
        for row, place in zip(answer.rows, places(answer), strict=True)
        if any(isinstance(term, Literal) and term.value == thing for term in row.terms)
    ]
    assert found == [lines]


@pytest.mark.parametrize("name", [one.name for one in named_queries()])
def test_every_row_of_every_named_query_has_lines(name: str, store: Store) -> None:
    """None is left without proof, and the columns are those without it."""
    if name == "members":
        store = store_of(convert(read_page_file(str(MEMBERS_PAGE))).quads)
    is_needed = any(one.is_required for one in find_named_query(name).parameters)
    needed: dict[str, str | int] = {"organization": "德国马列主义党"} if is_needed else {}
    answer = explained(store, name, parameters=needed)
    assert answer.rows
    assert all(place for place in places(answer))
    assert not set(answer.variables) & set(find_named_query(name).hidden)


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("SELECT ?p { ?p icm:nameAsPrinted '阿马鲁学会'@zh }", "480 550-553"),
        (f"SELECT ?m ?o {{ VALUES (?m ?o) {{ (<{PAGE}#meeting-6> <{PAGE}#雷文多>) }} }}", "480 570-573"),
        (f"SELECT ?o {{ VALUES ?o {{ <{PAGE}#雷文多> }} }}", "230 352-355 359 473-476 480 570-573"),
        (
            f"SELECT ?o ?s {{ VALUES (?o ?s) {{ (<{PAGE}#雷文多> <{PAGE}>) }} }}",
            "230 352-355 359 473-476 480 570-573",
        ),
        (f"SELECT ?m {{ VALUES ?m {{ <{PAGE}#meeting-6> }} }}", "480"),
        (f"SELECT ?o ?n {{ ?o rdfs:label ?n FILTER(?o = <{PAGE}#阿马鲁学会>) }}", "552"),
        (f"SELECT ?s {{ VALUES ?s {{ <{PAGE}> }} }}", "1"),
        ("SELECT (1 AS ?one) {}", ""),
    ],
)
def test_own_queries_are_explained_by_what_they_bind(query: str, lines: str, store: Store) -> None:
    """Rule by rule."""
    assert places(ask_with_proof(store, query)) == [lines]


def test_two_more_columns(store: Store) -> None:
    """Every format holds the same; a query's own column of that name stays."""
    answer = explained(store, "meetings", str(SEED))
    (header, first, *_) = csv.reader(io.StringIO(answer.serialize(QueryResultsFormat.CSV).decode()))
    assert header[-3:] == ["evidence", "evidence_", "quotation"]
    source = "https://w3id.org/icmlpo-rdf/source/zh/马列主义政党和组织国际会议#line=7,8"
    assert first[-3:] == [source, source, "## 第十次会议（2011年）参加者"]
    for one in (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.TSV):
        assert answer.serialize(one).decode().count("## 第十次会议（2011年）参加者") == 1


@pytest.mark.parametrize(
    ("columns", "added"),
    [
        ("?evidence ?quotation ?evidence_", ["evidence__", "quotation_"]),
        ("?quotation_ ?quotation", ["evidence", "quotation__"]),
        ("?evidence ?evidence_ ?evidence__", ["evidence___", "quotation"]),
    ],
)
def test_added_columns_have_names_of_their_own(columns: str, added: list[str], store: Store) -> None:
    """Whatever the query calls its own."""
    answer = ask_with_proof(
        store, f"SELECT {columns} {{ VALUES {columns.split(maxsplit=1)[0]} {{ <{PAGE}> }} }}"
    )
    names = columns.replace("?", "").split() + added
    for one in (QueryResultsFormat.CSV, QueryResultsFormat.JSON, QueryResultsFormat.XML):
        assert answer.serialize(one)
    document = json.loads(answer.serialize(QueryResultsFormat.JSON))
    assert document["head"]["vars"] == names
    assert document["results"]["bindings"][0][added[0]]["value"].endswith("#line=0,1")


def test_the_direction_of_a_text_survives() -> None:
    """As without the proof; within a triple term too."""
    store = Store()
    asked = 'SELECT ("a"@en--ltr AS ?t) (<<( <urn:x:a> <urn:x:p> "b"@ar--rtl )>> AS ?in) {}'
    for one in (QueryResultsFormat.TSV, QueryResultsFormat.JSON):
        shown = ask_with_proof(store, asked).serialize(one).decode()
        plain = ask_for(store, asked, one).decode()
        if one == QueryResultsFormat.TSV:
            assert '"a"@en--ltr' in plain
            assert [line.split("\t")[:2] for line in shown.splitlines()] == [
                line.split("\t") for line in plain.splitlines()
            ]
        else:
            assert json.loads(shown)["results"] == json.loads(plain)["results"]


def test_every_kind_of_term_survives() -> None:
    """IRIs, literals with language or type, blank nodes, what is not bound."""
    store = Store()
    store.add(Quad(NamedNode("urn:a:b"), NamedNode("urn:a:p"), Literal('a\n"\t,', language="zh")))
    query = "SELECT ?s ?o (BNODE() AS ?b) (1.5 AS ?n) ?none { ?s ?p ?o }"
    rows = list(
        csv.reader(io.StringIO(ask_with_proof(store, query).serialize(QueryResultsFormat.CSV).decode()))
    )
    assert rows[1][:2] == ["urn:a:b", 'a\n"\t,']
    assert rows[1][2].startswith("_:")
    assert rows[1][3:] == ["1.5", "", "", ""]


def test_sources_at_hand_and_not(store: Store, tmp_path: Path) -> None:
    """What the folder does not hold is not quoted; one that was edited fails; a place that is none too."""
    assert all(
        not quoted
        for row in explained(store, "meetings", str(tmp_path)).rows
        for quoted in (one.lines for one in row.evidence)
    )
    shutil.copy(SEED, tmp_path / SEED.name)
    assert explained(store, "meetings", str(tmp_path)).rows[0].evidence[0][1] == (
        "## 第十次会议（2011年）参加者",
    )
    (tmp_path / "another").mkdir()
    (tmp_path / "another" / SEED.name).write_text("another page of that name")
    assert explained(store, "meetings", str(tmp_path)).rows[0].evidence[0][1]
    (tmp_path / SEED.name).write_text("edited")
    with pytest.raises(StaleSourceError):
        explained(store, "meetings", str(tmp_path))
    with pytest.raises(SourceError):
        explained(store, "meetings", str(tmp_path / "none"))


def test_one_of_several_sources_is_no_stale_one(seed_conversion: Conversion) -> None:
    """Data of two pages, and the file of one: its lines are quoted, the other's are not at hand."""
    both = store_of([*seed_conversion.quads, *convert(read_page_file(str(MEMBERS_PAGE))).quads])
    assert explained(both, "meetings", str(SEED)).rows[0].evidence[0][1]
    members = explained(both, "members", str(SEED)).rows
    assert members
    assert not any(quoted for row in members for quoted in (one.lines for one in row.evidence))


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "DESCRIBE <urn:a:b>"])
def test_only_rows_are_explained(query: str, store: Store) -> None:
    """A truth and a graph have none."""
    with pytest.raises(UsageError, match="rows"):
        ask_with_proof(store, query)
