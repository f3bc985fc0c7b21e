"""`link` gives countries their codes, in the link graph and with what they rest on; what has none is told with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from tests.conftest import Cli
from tests.link.dumps_made import write_wiki
from tests.link.test_data import BASE, page_of, quads_of

HEAD = (
    "@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .\n@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    f"@base <{BASE}> .\n"
)
ICM = "https://w3id.org/icmlpo-rdf/ontology#"


def country(title: str, *years: int, wiki: str = "zh", more: str = "") -> str:
    """A country with a page that took part in meetings of these years."""
    text = f'<{wiki}/{title}> a icm:Country , icm:Place ; rdfs:label "{title}"@{wiki} ; foaf:isPrimaryTopicOf <{page_of(title, wiki)}> .\n{more}'
    for year in years:
        text += (
            f'<{wiki}/会#meeting-{year}> a icm:Meeting ; icm:year "{year}"^^xsd:gYear .\n'
            f"<{wiki}/会#meeting-{year}/{title}> a icm:Participation ; icm:meeting <{wiki}/会#meeting-{year}> ; icm:participant <{wiki}/{title}> .\n"
        )
    return text


def codes_of(path: Path) -> dict[str, str]:
    """The codes that a file says, by the ends of IRIs; each stands in a graph of links and has its record."""
    quads = quads_of(path)
    found = {}
    for quad in quads:
        if quad.predicate.value == f"{ICM}isoCode" and isinstance(quad.subject, NamedNode):
            assert isinstance(quad.object, Literal)
            assert isinstance(quad.graph_name, NamedNode)
            assert quad.graph_name.value.startswith(f"{BASE}link/")
            found[quad.subject.value.removeprefix(BASE)] = quad.object.value
            records = [
                one.subject
                for one in quads
                if one.predicate.value == f"{ICM}identified" and one.object == quad.subject
            ]
            assert [
                one
                for one in quads
                if one.subject in records and one.predicate.value == f"{ICM}identifiedCode"
            ]
    return found


def test_a_past_state_in_its_time_and_after_it(cli: Cli, tmp_path: Path) -> None:
    """1955: its code; 2010: a line in the report, and no code; both: the code and the line."""
    for years, code, reason in (
        ((1955,), {"zh/苏联": "SUHH"}, []),
        ((2010,), {}, ["withdrawn"]),
        ((1955, 2010), {"zh/苏联": "SUHH"}, ["gone-in-some-years"]),
    ):
        (tmp_path / "d.ttl").write_text(HEAD + country("苏联", *years), encoding="utf-8")
        done = cli("link", "d.ttl", "-o", "out.nq", "--report", "r.jsonl")
        assert done.returncode == 0, done.stderr
        assert codes_of(tmp_path / "out.nq") == code
        said = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [one["reason"] for one in said] == reason
        assert all(one["country"] == f"{BASE}zh/苏联" and one["years"] == [2010] for one in said)
        assert ("苏联: it is spoken of in 2010" in done.stderr) is bool(reason)
        assert not code or cli("validate", "out.nq").returncode == 0


def test_names_of_several_countries_have_none(cli: Cli, tmp_path: Path) -> None:
    """刚果 alone is two countries; by its whole name it is one. Names without a page count where they are exact."""
    local = '<zh/会#法国> a icm:Country , icm:Place ; rdfs:label "法国"@zh .\n<zh/会#甲国> a icm:Country ; rdfs:label "甲国"@zh .\n'
    text = HEAD + country("刚果", 1961) + country("刚果民主共和国", 1961, more=local)
    (tmp_path / "d.ttl").write_text(text, encoding="utf-8")
    done = cli("link", "d.ttl", "-o", "out.nq", "--report", "r.jsonl")
    assert done.stderr == (
        "icmlpo-rdf: 2 of 4 countries with an ISO 3166 code; 1 no-country, 1 several-countries\n"
    )
    assert codes_of(tmp_path / "out.nq") == {"zh/刚果民主共和国": "CD", "zh/会#法国": "FR"}
    said = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["name"], one["reason"]) for one in said] == [
        ("甲国", "no-country"),
        ("刚果", "several-countries"),
    ]


def test_a_code_says_what_it_rests_on(cli: Cli, tmp_path: Path) -> None:
    """The page that was looked up and the table, shown by `explain`; names in other languages; the same bytes twice."""
    (tmp_path / "d.ttl").write_text(HEAD + country("法国", 1955), encoding="utf-8")
    for name in ("one.nq", "two.nq"):
        assert cli("link", "d.ttl", "-o", name).returncode == 0
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()
    done = cli("explain", "d.ttl", "one.nq", "Frankreich")
    (shown,) = [one for one in done.stdout.split("\n\n") if one.startswith("icm:isoCode")]
    assert shown.strip() == f"icm:isoCode FR\n    looked up: {page_of('法国')}\n    in: Unicode CLDR"
    again = cli("link", "d.ttl", "one.nq", "-o", "three.nq")
    assert again.returncode == 0
    assert (tmp_path / "three.nq").read_bytes() == (tmp_path / "one.nq").read_bytes()


def test_redirects_lead_to_a_countrys_title(cli: Cli, tmp_path: Path) -> None:
    """A title that is no name in the tables, where the wiki's own lead on; a disambiguation page is no country."""
    wiki = write_wiki(
        tmp_path / "d",
        [(1, 0, "法兰西国", 1), (2, 0, "法国", 0), (3, 0, "德国", 0)],
        [(1, 0, "法国", None, None)],
        [(2, "wikibase_item", "Q142"), (3, "disambiguation", "")],
    )
    (tmp_path / "d.ttl").write_text(HEAD + country("法兰西国") + country("德国"), encoding="utf-8")
    done = cli("link", "d.ttl", "--wikidata", str(wiki), "-o", "out.nq")
    assert done.returncode == 0, done.stderr
    assert codes_of(tmp_path / "out.nq") == {"zh/法兰西国": "FR"}


def test_the_country_of_a_participant(cli: Cli, tmp_path: Path) -> None:
    """The years are those in which whoever is from there took part; what the data say of its code is not contradicted."""
    home = (
        f'<zh/东帝汶> a icm:Place ; rdfs:label "东帝汶"@zh ; icm:isoCode "TL" ; foaf:isPrimaryTopicOf <{page_of("东帝汶")}> .\n'
        '<zh/甲党> a icm:Organization ; rdfs:label "甲党"@zh ; icm:country <zh/东帝汶> .\n'
        '<zh/会#meeting-1> a icm:Meeting ; icm:year "1999"^^xsd:gYear .\n'
        "<zh/会#meeting-1/甲党> a icm:Participation ; icm:meeting <zh/会#meeting-1> ; icm:organization <zh/甲党> .\n"
    )
    for text, code in ((home, {}), (home.replace('icm:isoCode "TL" ;', ""), {"zh/东帝汶": "TPTL"})):
        (tmp_path / "d.ttl").write_text(HEAD + text, encoding="utf-8")
        done = cli("link", "d.ttl", "-o", "out.nq", "-v")
        assert codes_of(tmp_path / "out.nq") == code
        assert ("the data say TL; nothing is added" in done.stderr) is (not code)


def test_a_meeting_held_in_a_country(cli: Cli, tmp_path: Path) -> None:
    """A place whose page is a country's has its code, of the meeting's year; any other place is not asked for."""
    text = (
        '<zh/会#meeting-1> a icm:Meeting ; icm:year "1985"^^xsd:gYear ; <http://schema.org/location> <zh/苏联> , <zh/万隆> .\n'
        f'<zh/苏联> a icm:Place ; rdfs:label "苏联"@zh ; foaf:isPrimaryTopicOf <{page_of("苏联")}> .\n'
        f'<zh/万隆> a icm:Place ; rdfs:label "万隆"@zh ; foaf:isPrimaryTopicOf <{page_of("万隆")}> .\n'
    )
    (tmp_path / "d.ttl").write_text(HEAD + text, encoding="utf-8")
    done = cli("link", "d.ttl", "-o", "out.nq", "--report", "r.jsonl")
    assert done.stderr == "icmlpo-rdf: 1 of 1 country with an ISO 3166 code\n"
    assert codes_of(tmp_path / "out.nq") == {"zh/苏联": "SUHH"}
    assert (tmp_path / "r.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("wiki", "title", "code"),
    [
        ("ja", "フランス", "FR"),
        ("ko", "소련", "SUHH"),
        ("ru", "Франция", "FR"),
        ("fr", "Suède", "SE"),
        ("es", "España", "ES"),
    ],
)
def test_other_wikis(wiki: str, title: str, code: str, cli: Cli, tmp_path: Path) -> None:
    """By the titles of each language."""
    (tmp_path / "d.ttl").write_text(HEAD + country(title, 1955, wiki=wiki), encoding="utf-8")
    assert cli("link", "d.ttl", "-o", "out.nq").returncode == 0
    assert codes_of(tmp_path / "out.nq") == {f"{wiki}/{title}": code}
