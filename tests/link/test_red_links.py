"""`link DATA --red-links`: who took part and has no page or no item, by how often, with who it might be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.link.dumps_made import DATA, write_wiki
from tests.link.test_countries import HEAD
from tests.link.test_data import BASE, SEED, page_of


def somebody(iri: str, name: str, *meetings: int, page: str = "", more: str = "") -> str:
    """An organization that took part in meetings."""
    text = f'<zh/{iri}> a icm:Organization ; rdfs:label "{name}"@zh .\n{more}'
    if page:
        text += f"<zh/{iri}> foaf:isPrimaryTopicOf <{page_of(page)}> .\n"
    for number in meetings:
        text += f"<zh/会#meeting-{number}/{iri.partition('#')[2] or iri}> icm:meeting <zh/会#meeting-{number}> ; icm:organization <zh/{iri}> .\n"
    return text


TEXT = (
    HEAD
    + somebody("会#甲党", "甲党", 1, 2, 3)
    + somebody("甲党_(法国)", "甲党", 1, page="甲党_(法国)")
    + somebody("会#乙党", "乙黨", 1, 2)
    + somebody("会#劳动党", "劳动党", 1, 2)
    + somebody("丙党", "丙党", 1, page="丙党")
    + somebody("丁党", "丁党", 1, 2, 3, 4, page="丁党")
    + somebody("会#没来的党", "没来的党")
)


@pytest.fixture
def rows(cli: Cli, tmp_path: Path) -> list[list[str]]:
    """The list of the made data, looked up in a made wiki."""
    wiki = write_wiki(
        tmp_path / "d",
        [
            (1, 0, "丁党", 0),
            (2, 0, "甲党_(法国)", 0),
            (3, 0, "乙党", 0),
            (4, 0, "劳动党", 0),
            (5, 0, "无关", 0),
        ],
        (),
        [
            (1, "wikibase_item", "Q1"),
            (2, "wikibase_item", "Q2"),
            (3, "wikibase_item", "Q3"),
            (4, "disambiguation", ""),
        ],
    )
    (tmp_path / "d.ttl").write_text(TEXT, encoding="utf-8")
    done = cli("link", "d.ttl", "--red-links", "--wikidata", str(wiki), "-o", "red.csv")
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "icmlpo-rdf: 4 participants without an item, 3 of them names without a page; 3 with candidates\n"
    )
    return list(csv.reader((tmp_path / "red.csv").read_text(encoding="utf-8").splitlines()))


def test_who_took_part_most_often_stands_first(rows: list[list[str]]) -> None:
    """Who has an item is not listed, nor who took part in nothing."""
    assert rows[0] == ["times", "who", "why", "candidates", "IRI"]
    assert [(row[0], row[1], row[2], row[4]) for row in rows[1:]] == [
        ("3", "甲党", "no-page", f"{BASE}zh/会#甲党"),
        ("2", "乙黨", "no-page", f"{BASE}zh/会#乙党"),
        ("2", "劳动党", "no-page", f"{BASE}zh/会#劳动党"),
        ("1", "丙党", "no-such-page", f"{BASE}zh/丙党"),
    ]


def test_candidates_are_no_joins(rows: list[list[str]]) -> None:
    """One of the same name in the data, a page of that title in either script, a disambiguation page; and nobody."""
    assert [row[3] for row in rows[1:]] == [
        "甲党_(法国) (Q2, same name in the data)",
        "乙党 (Q3, page of this title)",
        "劳动党 (disambiguation page)",
        "",
    ]


def test_without_sources(cli: Cli, tmp_path: Path) -> None:
    """The data alone, as a table; a link graph among them tells who has an item; what people decided is no open case."""
    (tmp_path / "d.ttl").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.nt").write_text(
        f"<{BASE}zh/丁党> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q1> .\n",
        encoding="utf-8",
    )
    (tmp_path / "s.tsv").write_text(
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        f"{BASE}zh/会#乙党\towl:sameAs\twd:Q9\tsemapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    done = cli("link", "d.ttl", "link.nt", "--red-links", "--decisions", "s.tsv")
    assert done.returncode == 0
    lines = done.stdout.splitlines()[2:]
    assert [line.split()[:3] for line in lines] == [
        ["3", "甲党", "no-page"],
        ["2", "劳动党", "no-page"],
        ["1", "丙党", "not-looked-up"],
        ["1", "甲党", "not-looked-up"],
    ]
    assert "甲党_(法国) (same name in the data)" in lines[0]


def test_the_seed(cli: Cli) -> None:
    """All but the one party that the dump of these tests has; the same bytes twice."""
    once, twice = (
        cli("link", str(SEED), "--red-links", "--wikidata", str(DATA / "sql-oneline")) for _ in range(2)
    )
    assert once.stdout == twice.stdout
    assert once.stderr.startswith(
        "icmlpo-rdf: 36 participants without an item, 11 of them names without a page"
    )
    times = [int(line.split()[0]) for line in once.stdout.splitlines()[2:]]
    assert times == sorted(times, reverse=True)


def test_wrong_use(cli: Cli, tmp_path: Path) -> None:
    """One list at a time, of data and not of titles."""
    (tmp_path / "t").write_text("甲\n", encoding="utf-8")
    for arguments, said in (
        ((str(SEED), "--red-links", "--open"), "two lists are asked for"),
        (
            ("--titles", "t", "--wiki", "zhwiki", "--wikidata", str(DATA / "sql-oneline"), "--red-links"),
            "titles are given, and --red-links",
        ),
    ):
        done = cli("link", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
