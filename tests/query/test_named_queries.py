"""The named queries answer a historian, the same in two engines, as counted by hand from the page."""

from __future__ import annotations

import csv
import random
import re

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.query.asking import (
    NamedQuery,
    ask,
    ask_named,
    find_named_query,
    named_queries,
    query,
    values_of,
)
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from tests.conftest import ROOT

QUERIES = named_queries()
GOLD = ROOT / "tests" / "golden" / "seed" / "queries"
# What the queries that need it were counted for.
ASKED: dict[str, dict[str, str | int]] = {
    "companions": {"organization": "伊朗劳动者党"},
    "meetings-of": {"organization": "玻利维亚共产党－马列毛"},
    "participants": {"ordinal": 6},
}
# The seed has no members; another given page has.
OTHER_GOLD = ROOT / "tests" / "golden" / "members"
OTHER_PAGE = ROOT / "tests" / "pages" / "zh" / "马列主义政党和组织国际会议_(团结和斗争).md"


def gold(name: str) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of an expected answer."""
    folder = GOLD if (GOLD / f"{name}.tsv").exists() else OTHER_GOLD
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        columns, *rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    return columns, rows


def plain(term: object) -> str:
    """A term's text."""
    return str(getattr(term, "value", "" if term is None else term))


def asked(named: NamedQuery, conversions: dict[str, Conversion]) -> str:
    """The text of a query with what it was counted for."""
    store = store_of(conversions[named.name].quads)
    return named.bound(values_of(store, named, ASKED.get(named.name, {})))


def test_every_query_has_an_expected_answer() -> None:
    """No query ships that nobody counted by hand."""
    assert {one.name for one in QUERIES} == {
        path.stem for folder in (GOLD, OTHER_GOLD) for path in folder.glob("*.tsv")
    }


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_answer_on_the_seed(named: NamedQuery, conversions: dict[str, Conversion]) -> None:
    """The answer is the one that was counted on the page, in this order."""
    answer = query(conversions[named.name].quads, asked(named, conversions))
    columns, rows = gold(named.name)
    assert list(answer.variables) == columns
    assert [[plain(term) for term in row] for row in answer.rows] == rows
    assert rows


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_rdflib_gives_the_same_answer(named: NamedQuery, conversions: dict[str, Conversion]) -> None:
    """No query rests on one engine's habits."""
    result = conversions[named.name].to_rdflib().query(asked(named, conversions), initNs=PREFIXES)
    _, rows = gold(named.name)
    assert [[plain(term) for term in row] for row in result] == rows  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def conversions(seed_conversion: Conversion) -> dict[str, Conversion]:
    """For each query the page that it is asked of."""
    other = convert(read_page_file(str(OTHER_PAGE)))
    return {one.name: seed_conversion if (GOLD / f"{one.name}.tsv").exists() else other for one in QUERIES}


@pytest.fixture(scope="module")
def seed_rdflib(seed_conversion: Conversion) -> rdflib.Graph:
    """The seed as an rdflib graph."""
    return seed_conversion.to_rdflib()


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_each_query_explains_itself(named: NamedQuery) -> None:
    """Title and description are there, and the order is total: every query ends in an ORDER BY."""
    assert named.title.endswith("?")
    assert named.description.endswith(".")
    assert re.search(r"\bORDER BY\b[^}]*\Z", named.text)


@pytest.mark.parametrize(
    "named",
    [one for one in QUERIES if not any(p.is_required for p in one.parameters)],
    ids=lambda one: one.name,
)
def test_parts_read_apart_give_the_same_answer(named: NamedQuery, conversions: dict[str, Conversion]) -> None:
    """For engines that join by hashing the text is another one, and its rows and their order are the same."""
    quads = list(conversions[named.name].quads)
    twice = [
        *quads,
        *(Quad(q.subject, q.predicate, q.object, NamedNode("http://example.org/copy")) for q in quads),
    ]
    for explain in (False, True):
        there = named.bound({}, explain=explain)
        apart = named.bound({}, explain=explain, apart=True)
        expected = query(twice, there).rows
        assert expected
        assert query(twice, apart).rows == expected
    graph = conversions[named.name].to_rdflib()
    rows = graph.query(named.bound({}, apart=True), initNs=PREFIXES)
    assert [[plain(term) for term in row] for row in rows] == [  # type: ignore[union-attr]
        [plain(term) for term in row] for row in query(quads, named.text).rows
    ]


def meetings_store(*meetings: tuple[str, int | None, int | None, str]) -> Store:
    """A series `s` of meetings: name, number, year, and who attended, a letter each."""
    lines = ['<http://e/s> a icm:MeetingSeries ; rdfs:label "s"@zh .']
    for name, number, year, who in meetings:
        lines.append(f'<http://e/{name}> a icm:Meeting ; rdfs:label "{name}"@zh ; icm:series <http://e/s> .')
        lines += [f"<http://e/{name}> icm:ordinal {number} ."] if number else []
        lines += [f'<http://e/{name}> icm:year "{year}"^^xsd:gYear .'] if year else []
        for one in who:
            lines.append(f'<http://e/{one}> a icm:Organization ; rdfs:label "{one}"@zh .')
            lines.append(f"<http://e/{name}> icm:attendedBy <http://e/{one}> .")
            for copy in (1, 2):
                lines.append(
                    f"<http://e/{name}/{one}/{copy}> icm:meeting <http://e/{name}> ;"
                    f' icm:organization <http://e/{one}> ; icm:nameAsPrinted "{one}{copy}"@zh .'
                )
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    store = Store()
    store.load(prefixes + "\n".join(lines), format=RdfFormat.TURTLE)
    return store


def changes(store: Store) -> list[tuple[str, ...]]:
    """What newcomers-and-leavers says: from, to, change, organization."""
    return [tuple(map(plain, row[1:5])) for row in ask_named(store, "newcomers-and-leavers").rows]


def test_who_was_at_one_of_two_meetings_of_a_year_was_there() -> None:
    """2003年春季会议 and 2003年秋季会议: who came to either is no newcomer of 2004."""
    store = meetings_store(
        ("spring", None, 2003, "ab"), ("autumn", None, 2003, "ac"), ("next", None, 2004, "abcd")
    )
    assert changes(store) == [("2003", "2004", "newcomer", "d")]


def test_numbers_that_the_data_lacks_are_not_passed_over() -> None:
    """Of the second and third meeting it knows nothing: nobody is new at the fourth. Years may well be apart."""
    assert changes(meetings_store(("1", 1, 1990, "ab"), ("4", 4, 2000, "ac"))) == []
    assert changes(meetings_store(("1", None, 1990, "ab"), ("4", None, 2000, "ac"))) == [
        ("1990", "2000", "leaver", "b"),
        ("1990", "2000", "newcomer", "c"),
    ]


def test_a_meeting_for_which_nobody_is_named_is_compared_with_none() -> None:
    """That the page lists nobody does not mean that nobody came."""
    assert changes(meetings_store(("5", 5, 1990, "ab"), ("6", 6, 1991, ""), ("7", 7, 1992, "a"))) == []


def test_rows_stand_in_one_order_however_the_data_lie() -> None:
    """Two names of one organization at one meeting, two meetings of one year: the store's order tells nothing."""
    meetings = [("x", None, 2003, "ab"), ("y", None, 2003, "ba"), ("z", 2, None, "ab"), ("w", 2, None, "ab")]
    one = list(meetings_store(*meetings))
    rng = random.Random(3)  # noqa: S311 - no secret
    for named in QUERIES:
        if any(p.is_required for p in named.parameters):
            continue
        expected = query(one, named.text).rows
        for _ in range(5):
            assert query(rng.sample(one, len(one)), named.text).rows == expected, named.name
            assert query(rng.sample(one, len(one)), named.bound({}, apart=True)).rows == expected, named.name


def test_a_narrowed_question_reads_nothing_apart(seed_conversion: Conversion) -> None:
    """For a few rows out of many all would be read for nothing."""
    named = find_named_query("participants")
    values = values_of(store_of(seed_conversion.quads), named, {"ordinal": 10})
    assert "#: apart" in named.text
    assert named.bound({}, apart=True) != named.bound({})
    assert named.bound(values, apart=True) == named.bound(values)


SERIES = "马列主义政党和组织国际会议"
VALUES: dict[str, str | int] = {
    "series": SERIES,
    "organization": "德国马列主义党",
    "meeting": "第十次会议（2011年）",
    "ordinal": 10,
    "year": 2011,
}
WITH_PARAMETERS = [one for one in QUERIES if one.parameters and one.name != "members"]


@pytest.mark.parametrize("named", WITH_PARAMETERS, ids=lambda one: one.name)
def test_every_parameter_in_two_engines(named: NamedQuery, seed_conversion: Conversion) -> None:
    """With all parameters, and with all of them and the evidence, both engines give the same rows."""
    store, graph = store_of(seed_conversion.quads), seed_conversion.to_rdflib()
    values = values_of(store, named, {one.name: VALUES[one.name] for one in named.parameters})
    for explain in (False, True):
        text = named.bound(values, explain=explain)
        ours = [[plain(term) for term in row] for row in ask(store, text).rows]
        theirs = [[plain(term) for term in row] for row in graph.query(text, initNs=PREFIXES)]  # type: ignore[union-attr]
        assert sorted(ours) == sorted(theirs)
        if named.name not in {"same-name", "several-names"}:  # that party has one name of its own
            assert ours


@pytest.mark.parametrize(
    ("name", "parameters", "count"),
    [
        ("attendance", {"organization": "雷文多"}, 3),  # lines 354, 475 and 572 of the page
        ("attendance", {"series": SERIES}, 126),
        ("attended-all", {"series": SERIES}, 13),
        ("meetings-of", {"organization": "阿马鲁学会"}, 1),
        ("meetings-of", {"organization": "劳动党_(塞尔维亚)"}, 3),  # by the end of its IRI: 10, 9, 8
        ("meetings-of", {"organization": "A/辛涅奇亚"}, 5),  # by another of its names
        ("participants", {"year": 2011}, 24),
        ("participants", {"meeting": "第八次会议（2004年）"}, 29),
        ("companions", {"organization": "阿马鲁学会"}, 20),  # the 21 of the sixth meeting without itself
        ("several-names", {"organization": "希腊共产主义组织"}, 2),
        ("same-name", {"organization": "https://w3id.org/icmlpo-rdf/zh/尼泊尔共产党（火炬）_(2006年)"}, 1),
        ("same-name", {"organization": "雷文多"}, 0),
    ],
)
def test_parameters_narrow_the_answer(
    name: str, parameters: dict[str, str | int], count: int, seed_conversion: Conversion
) -> None:
    """To the number of rows that a reader of the page counts."""
    assert len(ask_named(store_of(seed_conversion.quads), name, **parameters).rows) == count


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_a_statement_of_several_graphs_counts_once(
    named: NamedQuery, conversions: dict[str, Conversion]
) -> None:
    """Every page of a dump repeats the names of those whom it mentions: no row comes twice, no number grows."""
    quads = conversions[named.name].quads
    again = [Quad(one.subject, one.predicate, one.object, NamedNode("urn:another:page")) for one in quads]
    answer = query([*quads, *again], asked(named, conversions))
    assert [[plain(term) for term in row] for row in answer.rows] == gold(named.name)[1]


@pytest.mark.parametrize(
    "value",
    [
        '" } ; DROP ALL #',
        "x> . ?s ?p ?o . <y",
        "\\u0022 . ?s ?p ?o",
        "$organization",
        "\n",
        "",
        "a" * 100_000,
        "德国\0",
    ],
)
def test_a_hostile_value_is_just_a_value(value: str, seed_conversion: Conversion) -> None:
    """It is no name that anything has."""
    with pytest.raises(UsageError, match=r"^--param organization: nothing is called "):
        ask_named(store_of(seed_conversion.quads), "companions", organization=value)


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        (
            "companions",
            {},
            "--param: companions needs organization; give --param organization=… (an IRI or a name)",
        ),
        ("meetings", {"x": "y"}, "--param: meetings has no parameter 'x'; use series"),
        ("no-page", {"x": "y"}, "--param: no-page has no parameter 'x'; it takes none"),
        ("participants", {"ordinal": "six"}, "--param ordinal: 'six' is no number; write it in digits"),
        ("participants", {"meeting": "雷文多"}, "--param meeting: nothing is called '雷文多'"),
        ("companions", {"organization": "http://a b"}, "--param organization: 'http://a b' is no IRI"),
        (
            "companions",
            {"organization": "http://a/b"},
            "--param organization: the data says nothing of http://a/b",
        ),
        (
            "companions",
            {"organization": "尼泊尔共产党（火炬）"},
            "2 things are called '尼泊尔共产党（火炬）'; give one of",
        ),
    ],
)
def test_wrong_parameters(
    name: str, parameters: dict[str, str | int], said: str, seed_conversion: Conversion
) -> None:
    """One line, which names those that there are."""
    with pytest.raises(UsageError) as caught:
        ask_named(store_of(seed_conversion.quads), name, **parameters)
    assert said in str(caught.value)


@pytest.fixture(scope="module")
def unnumbered() -> tuple[list[Quad], rdflib.Graph]:
    """Pages with meetings that have no number, no series or no year."""
    names = ("金砖国家", "革命国际主义运动")
    made = [convert(read_page_file(str(OTHER_PAGE.with_name(f"{name}.md")))) for name in names]
    graph = rdflib.Graph()
    for one in made:
        graph += one.to_rdflib()
    return [quad for one in made for quad in one.quads], graph


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_meetings_without_numbers_are_ordered_alike(
    named: NamedQuery, unnumbered: tuple[list[Quad], rdflib.Graph]
) -> None:
    """Rdflib cannot compare what is unbound, and then answers nothing (rdflib 7.6, `ORDER BY`)."""
    quads, graph = unnumbered
    here = [[plain(term) for term in row] for row in query(quads, named.text).rows]
    there = [[plain(term) for term in row] for row in graph.query(named.text, initNs=PREFIXES)]  # type: ignore[union-attr]
    assert there == here


def data_of(turtle: str) -> Store:
    """A store of Turtle with our prefixes, and `e:`."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**PREFIXES, "e": "http://e/"}.items())
    store = Store()
    store.load(prefixes + turtle, format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("labels", ['"first"@en', '"erste"@de , "first"@en'], ids=["English", "German"])
@pytest.mark.parametrize(
    ("name", "parameters"),
    [("meetings", {}), ("meetings-of", {"organization": "A"}), ("participants", {}), ("attendance", {})],
)
def test_a_meeting_has_the_label_of_its_page(name: str, parameters: dict[str, str], labels: str) -> None:
    """Of an English page that is an English one; of another page it is not the one that we made."""
    answer = ask_named(
        data_of(
            f"e:m a icm:Meeting ; rdfs:label {labels} ; icm:attendedBy e:a ; prov:wasDerivedFrom e:line ."
            'e:p icm:meeting e:m ; icm:organization e:a ; icm:nameAsPrinted "A"@en . e:a rdfs:label "A"@en .'
            "e:m icm:hasParticipation e:p ."
        ),
        name,
        **parameters,
    )
    place = answer.variables.index("meeting")
    assert [plain(row[place]) for row in answer.rows] == ["erste" if "@de" in labels else "first"]


def test_rows_of_one_name_are_told_apart() -> None:
    """Two bodies of one name, two members of one name: which row is about which, the IRIs tell. So with meetings."""
    lines = []
    for body in ("b", "c"):
        lines.append(f'e:{body} rdfs:label "B"@zh .')
        for who in ("x", "y"):
            lines += [
                f'e:{who} rdfs:label "X"@zh . e:{body}-{who} org:organization e:{body} ; org:member e:{who} ;',
                ' org:role icm:FormerMemberRole ; icm:nameAsPrinted "X"@zh .',
                f'e:{body}-m a icm:Meeting ; rdfs:label "M {body}"@zh ; icm:attendedBy e:{who} .',
                f'e:{body}-p-{who} icm:meeting e:{body}-m ; icm:organization e:{who} ; icm:nameAsPrinted "X"@zh .',
            ]
    store = data_of("\n".join(lines))
    for name in ("members", "attendance"):
        answer = ask_named(store, name)
        rows = [tuple(map(plain, row)) for row in answer.rows]
        assert len(set(rows)) == len(rows) == 4
    members = ask_named(store, "members")
    assert {plain(row[members.variables.index("role")]) for row in members.rows} == {"former member"}
