"""`export -f quickstatements`: what Wikidata lacks, each line one that its editors' tool takes, each with its references."""

from __future__ import annotations

import bz2
import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Cli
from tests.export.batches import ADDRESS, BASE, ITEMS, Claims, Command, exported, items_of, parsed, write_page

PAGE_CITED = (("S4656", f'"{ADDRESS}"'),)
NOT_COMPARED = "not compared"
ICM = "https://w3id.org/icmlpo-rdf/ontology#"


def reasons(folder: Path) -> list[tuple[str, str]]:
    """What the report says is not written, and why."""
    lines = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines()
    return [(said["reason"], said["what"]) for said in map(json.loads, lines)]


def test_the_reading_of_these_tests_takes_the_example() -> None:
    """The file of commands that the parser of QuickStatements 3 takes."""
    text = (ROOT / "tests" / "export" / "data" / "quickstatements-v1.example").read_text(encoding="utf-8")
    first, second = parsed(text)
    assert first.references == (
        (("S854", '"http://example.org/a?b=1"'), ("S813", "+2026-11-29T00:00:00Z/11")),
        (("S4656", '"https://zh.wikipedia.org/w/index.php?title=X&oldid=80000107"'),),
    )
    assert second.qualifiers == (("P580", "+1999-01-00T00:00:00Z/10"),)


def test_a_meeting_with_its_participants(cli: Cli, tmp_path: Path) -> None:
    """Series and number, year, who took part as printed; the row's footnotes before the page; the same bytes twice; an undo file."""
    commands, said = exported(cli, tmp_path, "--report", "r.jsonl")
    footnotes = (
        (("S854", '"http://example.org/a?b=1"'), ("S813", "+2011-05-03T00:00:00Z/11")),
        (("S854", '"http://example.org/b"'),),
    )
    assert commands == [
        Command("Q11", "P179", "Q1", (("P1545", '"1"'),), (PAGE_CITED,), NOT_COMPARED),
        Command("Q11", "P585", "+1955-00-00T00:00:00Z/9", (), (PAGE_CITED,), NOT_COMPARED),
        Command("Q11", "P710", "Q21", (("P1932", '"乙党"'),), (*footnotes, PAGE_CITED), NOT_COMPARED),
        # What commands cannot hold is left out, and the statement is none the less true.
        Command("Q11", "P710", "Q23", (), (PAGE_CITED,), NOT_COMPARED),
        Command("Q11", "P710", "Q24", (), (PAGE_CITED,), NOT_COMPARED),
    ]
    undo = parsed((tmp_path / "b.undo.qs").read_text(encoding="utf-8"))
    assert [(f"-{one.item}", one.name, one.value) for one in reversed(commands)] == [
        (one.item, one.name, one.value) for one in undo
    ]
    assert "P143" not in (tmp_path / "b.qs").read_text(encoding="utf-8")
    assert ("value-not-writable", "丁|戊") in reasons(tmp_path)
    assert ("value-not-writable", "“己”党") in reasons(tmp_path)
    assert "5 statements written; 5 of them not compared with what Wikidata has (--statements)" in said
    before = [(tmp_path / name).read_bytes() for name in ("b.qs", "b.undo.qs")]
    exported(cli, tmp_path)
    assert [(tmp_path / name).read_bytes() for name in ("b.qs", "b.undo.qs")] == before


def test_nothing_is_folded_into_the_series(cli: Cli, tmp_path: Path) -> None:
    """Of a meeting without an item nothing is written, neither of one whose item would be that of its series; both are said."""
    for items in ({"甲会议": "Q1", "乙党": "Q21"}, {**ITEMS, "甲会议#meeting-1": "Q1"}):
        (tmp_path / "link.nt").write_text(items_of(items), encoding="utf-8")
        commands, said = exported(cli, tmp_path, "--report", "r.jsonl")
        assert commands == []
        assert "10 not written: the meeting has no item; nothing is said of its series instead" in said
        assert {reason for reason, _ in reasons(tmp_path)} == {"meeting-without-item"}


def test_what_is_said_of_the_seed_is_documented(cli: Cli, tmp_path: Path) -> None:
    """Docs show what the program says; with -v each fact that is not written is said, and -q says none of it."""
    docs = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    seed, links = (
        ROOT / "output" / "000_4563acc429c8a94e.ttl",
        ROOT / "tests" / "link" / "data" / "linked_seed.nq",
    )
    arguments = ("export", str(seed), str(links), "-f", "quickstatements", "-o", str(tmp_path / "b.qs"))
    done = cli(*arguments)
    assert done.returncode == 0
    assert f"```text\n{done.stderr}```" in docs
    assert cli(*arguments, "-v").stderr.count("\n") == 136 + done.stderr.count("\n")
    assert cli(*arguments, "-q").stderr == ""


def test_roles_need_an_item(cli: Cli, tmp_path: Path) -> None:
    """An observer is no mere participant: written with the role's item, where the data or people say which that is."""
    exported(cli, tmp_path, "--report", "r.jsonl")
    assert ("role-without-item", "丙党, 第一次会议（1955年） P710") in reasons(tmp_path)
    (tmp_path / "link.nt").write_text(items_of({**ITEMS, f"{ICM}ObserverRole": "Q99"}), encoding="utf-8")
    commands, _ = exported(cli, tmp_path)
    (observer,) = [one for one in commands if one.value == "Q22"]
    assert observer.qualifiers == (("P1932", '"丙党"'), ("P3831", "Q99"))


@pytest.mark.parametrize("way", ["page", "dump", "bz2", "rdf", "store"])
def test_what_is_there_is_left_out(way: str, cli: Cli, tmp_path: Path) -> None:
    """By a page of Special:EntityData, a dump, RDF; another date there is told; items that were not looked at are marked."""
    there = (
        Claims().add("Q11", "P710", "Q21").add("Q11", "P710", "Q24", rank="deprecated")
        .add("Q11", "P585", "+1956-03-00T00:00:00Z/10").add("Q11", "P179", "Q1").add("Q5", "P710", "Q23")
    )  # fmt: skip
    path = {"page": "s.json", "dump": "s.json", "bz2": "s.json.bz2", "rdf": "s.ttl", "store": "s"}[way]
    text = {"page": there.page(), "dump": there.dump(), "bz2": there.dump()}.get(way, RDF)
    if way == "store":
        (tmp_path / "of.ttl").write_text(RDF, encoding="utf-8")
        assert cli("query", "of.ttl", "--store", "s", "ASK {}").returncode == 0
    else:
        (tmp_path / path).write_bytes(bz2.compress(text.encode()) if way == "bz2" else text.encode())
    commands, said = exported(cli, tmp_path, "--statements", path, "--report", "r.jsonl")
    assert [(one.name, one.value, one.summary) for one in commands] == [("P710", "Q23", "")]
    told = [one for one in reasons(tmp_path) if one[1].startswith("Q11")]
    assert sorted(told) == [
        ("already-there", "Q11 P179 甲会议"),
        ("already-there", "Q11 P710 乙党"),
        ("deprecated-there", "Q11 P710 己党"),
        ("other-value-there", "Q11 P585 1955"),
    ]
    assert "1 statement written\n" in said


RDF = """@prefix wd: <http://www.wikidata.org/entity/> . @prefix s: <http://www.wikidata.org/entity/statement/> .
@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix psv: <http://www.wikidata.org/prop/statement/value/> . @prefix v: <http://www.wikidata.org/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q11 p:P710 s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC1 , s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC2 ;
    p:P585 s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC3 ; p:P179 s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC4 .
s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC1 ps:P710 wd:Q21 ; wikibase:rank wikibase:NormalRank .
s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC2 ps:P710 wd:Q24 ; wikibase:rank wikibase:DeprecatedRank .
s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC3 ps:P585 "1956-03-01T00:00:00Z"^^xsd:dateTime ; psv:P585 v:a .
v:a wikibase:timeValue "1956-03-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 10 .
s:Q11-7814880A-A6EF-40EC-885E-F46DD58C8DC4 ps:P179 wd:Q1 .
"""


def test_an_item_that_was_not_looked_at_is_marked(cli: Cli, tmp_path: Path) -> None:
    """Statements of another item tell nothing of this one; an item that is looked at and has none is compared."""
    (tmp_path / "s.json").write_text(Claims().page("Q5"), encoding="utf-8")
    commands, _ = exported(cli, tmp_path, "--statements", "s.json")
    assert {one.summary for one in commands} == {NOT_COMPARED}
    (tmp_path / "s.json").write_text(Claims().page("Q11"), encoding="utf-8")
    commands, _ = exported(cli, tmp_path, "--statements", "s.json")
    assert [one.summary for one in commands] == [""] * 5


def test_no_revision_no_statement(cli: Cli, tmp_path: Path) -> None:
    """Unless told: then with the page's own address."""
    write_page(tmp_path / "page.ttl", revision=None)
    commands, said = exported(cli, tmp_path)
    assert commands == []
    assert "5 not written: nothing says of which revision of the page it is (no-revision)" in said
    commands, _ = exported(cli, tmp_path, "--without-revision")
    assert len(commands) == 5
    assert commands[0].references == (
        (("S4656", '"https://zh.wikipedia.org/wiki/%E7%94%B2%E4%BC%9A%E8%AE%AE"'),),
    )


MEMBERS = """'''甲盟'''是一个国际组织。

== 成员 ==
{| class="wikitable"
! 名称 !! 加入时间 !! 退出时间
|-
| [[乙党]] || 1991年5月 || 1999年
|-
| [[丙党]] || 1992年 ||
|}

== 创始成员 ==
* [[庚党]]

== 观察员 ==
* [[丁党]]

== 前成员 ==
* [[己党]]
"""


def test_members(cli: Cli, tmp_path: Path) -> None:
    """On the member's item, since and until when; observers are no members, former ones need an end."""
    write_page(tmp_path / "page.ttl", MEMBERS, title="甲盟")
    (tmp_path / "link.nt").write_text(items_of({**ITEMS, "甲盟": "Q2", "庚党": "Q25"}), encoding="utf-8")
    commands, _ = exported(cli, tmp_path, "--report", "r.jsonl")
    assert [(one.item, one.name, one.value, one.qualifiers) for one in commands] == [
        (
            "Q21", "P463", "Q2",
            (("P1810", '"乙党"'), ("P580", "+1991-05-00T00:00:00Z/10"), ("P582", "+1999-00-00T00:00:00Z/9")),
        ),
        ("Q22", "P463", "Q2", (("P1810", '"丙党"'), ("P580", "+1992-00-00T00:00:00Z/9"))),
        ("Q25", "P463", "Q2", (("P1810", '"庚党"'),)),
    ]  # fmt: skip
    assert sorted(reason for reason, _ in reasons(tmp_path)) == [
        "end-not-told", "no-membership", "role-not-written"
    ]  # fmt: skip
    (tmp_path / "link.nt").write_text(
        items_of({"庚党": "Q25", "甲盟": "Q2", f"{ICM}FoundingMemberRole": "Q99"}), encoding="utf-8"
    )
    ((founding,), _) = exported(cli, tmp_path)
    assert founding.qualifiers == (("P1810", '"庚党"'), ("P2868", "Q99"))


def test_records_that_disagree_are_one_statement_or_none(cli: Cli, tmp_path: Path) -> None:
    """QuickStatements would merge them and lose the second dates: other names are put together, other dates written nowhere."""
    record = """<{base}盟{n}#member/乙党> a icm:Membership ; org:member <{base}乙党> ; org:organization <{base}甲盟> ;
    org:role icm:MemberRole ; icm:nameAsPrinted "{name}"@zh ; schema:startDate "{year}"^^xsd:gYear ;
    prov:wasDerivedFrom <https://w3id.org/icmlpo-rdf/source/zh/盟{n}#line=3,4> .
<https://w3id.org/icmlpo-rdf/source/zh/盟{n}> prov:specializationOf <https://zh.wikipedia.org/w/index.php?title=A&oldid={n}> .
"""
    head = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in {
            "icm": ICM, "org": "http://www.w3.org/ns/org#", "schema": "http://schema.org/",
            "prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        }.items()
    )  # fmt: skip
    (tmp_path / "link.nt").write_text(items_of({"乙党": "Q21", "甲盟": "Q2"}), encoding="utf-8")
    first = record.format(base=BASE, n=1, name="乙党", year=1991)
    for name, year, number in (("乙", 1991, 1), ("乙", 1992, 0)):
        text = head + first + record.format(base=BASE, n=2, name=name, year=year)
        (tmp_path / "page.ttl").write_text(text, encoding="utf-8")
        commands, _ = exported(cli, tmp_path, "--report", "r.jsonl")
        assert len(commands) == number
    assert [reason for reason, _ in reasons(tmp_path)] == ["records-disagree"] * 2
    text = head + first + record.format(base=BASE, n=2, name="乙", year=1991)
    (tmp_path / "page.ttl").write_text(text, encoding="utf-8")
    ((only,), _) = exported(cli, tmp_path)
    assert only.qualifiers == (("P1810", '"乙"'), ("P1810", '"乙党"'), ("P580", "+1991-00-00T00:00:00Z/9"))
    assert len(only.references) == 2


def test_where_and_when(cli: Cli, tmp_path: Path) -> None:
    """A town is the place, a country the country; days of one month are that month."""
    more = (
        f"<{BASE}甲会议#meeting-1> <http://schema.org/location> <{BASE}城> .\n"
        f"<{BASE}甲会议#meeting-1> <http://schema.org/location> <{BASE}国> .\n"
        f'<{BASE}国> <{ICM}isoCode> "FR" .\n'
        f'<{BASE}甲会议#meeting-1> <http://schema.org/startDate> "1955-04-18"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
        f'<{BASE}甲会议#meeting-1> <http://schema.org/endDate> "1955-04-24"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
    )
    (tmp_path / "link.nt").write_text(items_of({**ITEMS, "城": "Q31", "国": "Q142"}) + more, encoding="utf-8")
    commands, _ = exported(cli, tmp_path)
    said = {one.name: one.value for one in commands if one.name != "P710"}
    assert said == {"P17": "Q142", "P179": "Q1", "P276": "Q31", "P585": "+1955-04-00T00:00:00Z/10"}
    # A second place beside one that Wikidata has is no contradiction; two of which it has neither are.
    (tmp_path / "link.nt").write_text(
        items_of({**ITEMS, "城": "Q31", "国": "Q32"}) + more.replace(f"{ICM}isoCode", f"{ICM}x"),
        encoding="utf-8",
    )
    for there, places in (("Q31", ["Q32"]), ("Q33", [])):
        (tmp_path / "s.json").write_text(Claims().add("Q11", "P276", there).page(), encoding="utf-8")
        commands, _ = exported(cli, tmp_path, "--statements", "s.json")
        assert [one.value for one in commands if one.name == "P276"] == places


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        ("1414-11-05", "1414-11-05", "+1414-00-00T00:00:00Z/9"),
        ("1582-10-04", "1582-10-04", "+1582-00-00T00:00:00Z/9"),
        ("1582-10-15", "1582-10-15", "+1582-10-15T00:00:00Z/11"),
        ("1955-02-30", "", "+1955-00-00T00:00:00Z/9"),
    ],
)
def test_days_of_another_calendar(start: str, end: str, value: str, cli: Cli, tmp_path: Path) -> None:
    """Commands tell days of the Gregorian calendar: before it, the year alone. What is no day of any calendar is none."""
    meeting, day = f"<{BASE}甲会议#meeting-1>", "<http://www.w3.org/2001/XMLSchema#date>"
    more = f'{meeting} <http://schema.org/startDate> "{start}"^^{day} .\n'
    more += f'{meeting} <http://schema.org/endDate> "{end}"^^{day} .\n' if end else ""
    write_page(tmp_path / "page.ttl")
    (tmp_path / "link.nt").write_text(items_of(ITEMS) + more, encoding="utf-8")
    commands, _ = exported(cli, tmp_path)
    assert [one.value for one in commands if one.name == "P585"] == [value]


def test_people_decide(cli: Cli, tmp_path: Path) -> None:
    """A file of decisions gives items and takes them away; who is said to be two items is none."""
    (tmp_path / "d.tsv").write_text(
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        f"{BASE}乙党\towl:differentFrom\twd:Q21\tsemapv:ManualMappingCuration\n"
        f"{BASE}丁党\towl:sameAs\twd:Q77\tsemapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    (tmp_path / "link.nt").write_text(items_of(ITEMS) + items_of({"己党": "Q25"}), encoding="utf-8")
    commands, _ = exported(cli, tmp_path, "--decisions", "d.tsv", "--report", "r.jsonl")
    assert [one.value for one in commands if one.name == "P710"] == ["Q77"]
    assert ("several-items", "“己”党, 第一次会议（1955年） P710") in reasons(tmp_path)
