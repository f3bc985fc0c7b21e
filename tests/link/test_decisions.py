"""What people decided is obeyed and cited, and a file that contradicts itself is refused; who is open is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.store.decisions import Verdict, read_decisions
from tests.conftest import Cli
from tests.link.dumps_made import DATA, write_wiki
from tests.link.test_data import BASE, SEED, WD, data_of, joins, linked, quads_of

HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tmapping_date\tcomment"
NAMED = """#curie_map:
#  zh: https://w3id.org/icmlpo-rdf/zh/
#  wd: "http://www.wikidata.org/entity/"
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""


def decided(*lines: str) -> str:
    """A file of decisions; each line is subject, predicate and object."""
    rows = (
        "\t".join((*line.split(), "semapv:ManualMappingCuration", "orcid:0", "2026-11-03", "seen in print"))
        for line in lines
    )
    return f"{NAMED}{HEAD}\n" + "".join(f"{row}\n" for row in rows)


def linked_by(cli: Cli, folder: Path, text: str, decisions: str, *sources: Path) -> dict[str, set[str]]:
    """Link data by sources and decisions; what is the same as what."""
    (folder / "same.sssom.tsv").write_text(decisions, encoding="utf-8")
    extra = ("--decisions", "same.sssom.tsv")
    return joins(linked(cli, folder, text, *sources, *map(Path, extra)))


def test_what_was_decided_is_read() -> None:
    """Prefixes of the file and our own, whole IRIs, pages of Wikidata; the item is the second of the two whichever stands first."""
    text = decided(
        "zh:甲 owl:sameAs wd:Q1", "https://www.wikidata.org/wiki/Q2 skos:exactMatch <https://e.org/乙>", "zh:丙 owl:differentFrom zh:丁",
        "zh:丙 skos:closeMatch wd:Q3",
    )  # fmt: skip
    first, second, third, fourth = read_decisions(text, "d/same.sssom.tsv").every
    assert (first.thing, first.other, first.verdict) == (f"{BASE}zh/甲", f"{WD}Q1", Verdict.SAME)
    assert (first.who, first.when, first.why, first.place) == (
        "orcid:0",
        "2026-11-03",
        "seen in print",
        "same.sssom.tsv, line 6",
    )
    assert (second.thing, second.other) == ("https://e.org/乙", f"{WD}Q2")
    assert (third.verdict, fourth.verdict) == (Verdict.DIFFERENT, Verdict.UNSURE)
    negated = f"{HEAD}\tpredicate_modifier\n{BASE}zh/甲\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration\t\t\t\tNot\n"
    (one,) = read_decisions(negated, "f").every
    assert one.verdict is Verdict.DIFFERENT


FAULTS = {
    "said twice": (("zh:甲 owl:sameAs wd:Q1", "wd:Q1 owl:sameAs zh:甲"), "7: it says again what is said in f, line 6"),
    "a circle": (("zh:甲 owl:sameAs zh:乙", "zh:乙 owl:sameAs zh:丙", "zh:丙 owl:sameAs zh:甲"), "8: it closes a circle"),
    "against itself": (("zh:甲 owl:sameAs wd:Q1", "zh:甲 owl:differentFrom wd:Q1"), "7: it contradicts what is said in f, line 6"),
    "against others": (
        ("zh:甲 owl:differentFrom zh:丙", "zh:甲 owl:sameAs zh:乙", "zh:乙 owl:sameAs zh:丙"),
        "6: it says different, and other lines together say same",
    ),
    "two items": (("zh:甲 owl:sameAs wd:Q1", "zh:甲 owl:sameAs zh:乙", "zh:乙 owl:sameAs wd:Q2"), "8: with other lines it makes one thing of Q1 and Q2"),
    "itself": (("zh:甲 owl:sameAs zh:甲",), "6: it speaks of one thing twice"),
    "no verdict": (("zh:甲 rdfs:seeAlso wd:Q1",), "6: its predicate_id 'rdfs:seeAlso' is no IRI"),
    "another verdict": (("zh:甲 skos:broadMatch wd:Q1",), "6: 'skos:broadMatch' decides nothing"),
    "no prefix": (("ja:甲 owl:sameAs wd:Q1",), "6: its subject_id 'ja:甲' is no IRI"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_contradicts_itself_is_refused(name: str) -> None:
    """With the line."""
    lines, message = FAULTS[name]
    with pytest.raises(DataError) as caught:
        read_decisions(decided(*lines), "f")
    assert str(caught.value).startswith(f"f:{message}")


def test_nothing_is_written_of_a_file_that_is_wrong(cli: Cli, tmp_path: Path) -> None:
    """One line, exit code 2; also of one that is no table, or no day."""
    (tmp_path / "data.ttl").write_text(data_of("印度"), encoding="utf-8")
    for text, message in (
        (decided("zh:甲 owl:sameAs wd:Q1", "wd:Q1 owl:sameAs zh:甲"), "d.tsv:7: it says again"),
        ("subject_id\tobject_id\n", "d.tsv:1: it has no column predicate_id"),
        ("", "d.tsv:1: it has no column subject_id"),
        (
            decided("zh:甲 owl:sameAs wd:Q1").replace("2026-11-03", "3 Nov"),
            "d.tsv:6: its mapping_date '3 Nov' is no day",
        ),
        (
            decided("zh:甲 owl:sameAs wd:Q1").replace("2026-11-03", "2026-13-45"),
            "d.tsv:6: its mapping_date '2026-13-45' is no day",
        ),
        (
            decided("zh:甲 owl:sameAs wd:Q1", "zh:乙 owl:sameAs wd:Q2").replace("seen", '"seen', 1),
            "d.tsv:6: a quotation mark opens there that nothing closes; write",
        ),
        (
            decided("zh:甲 owl:sameAs wd:Q1").replace("zh:甲", "zh:甲 (1983年)"),
            "d.tsv:6: its subject_id 'zh:甲 (1983年)' is no IRI: it holds a blank; write _ in its place",
        ),
    ):
        (tmp_path / "d.tsv").write_text(text, encoding="utf-8")
        done = cli(
            "link",
            "data.ttl",
            "--wikidata",
            str(DATA / "sql-oneline"),
            "--decisions",
            "d.tsv",
            "-o",
            "out.nq",
        )
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"icmlpo-rdf: {message}")
        assert not (tmp_path / "out.nq").exists()


def test_decisions_go_before_sources(cli: Cli, tmp_path: Path) -> None:
    """An item that people refuse or doubt is not said, one that they name is, with who, when and why."""
    titles = ("印度", "德国", "日本", "劳动党", "菲律宾")
    text = decided(
        "zh:印度 owl:differentFrom wd:Q668",
        "zh:德国 skos:closeMatch wd:Q183",
        "zh:日本 owl:sameAs wd:Q99",
        "zh:劳动党 owl:sameAs wd:Q7",
    )
    found = linked_by(cli, tmp_path, data_of(*titles), text, DATA / "sql-oneline")
    assert found == {"zh/日本": {"wd:Q99"}, "zh/劳动党": {"wd:Q7"}, "zh/菲律宾": {"wd:Q928"}}
    said = {(str(quad.predicate.value).rpartition("/")[2], str(quad.object)) for quad in quads_of(tmp_path / "out.nq")
            if str(quad.subject).startswith(f"<{BASE}link/decision/") and "#" not in str(quad.subject)}  # fmt: skip
    assert {
        ("name", '"same.sssom.tsv, line 8"'),
        ("creator", '"orcid:0"'),
        ("issued", '"2026-11-03"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("rdf-schema#comment", '"seen in print"'),
    } <= said
    done = cli("validate", "out.nq")
    assert done.returncode == 0, done.stdout
    (tmp_path / "all.ttl").write_text(data_of(*titles), encoding="utf-8")
    done = cli("explain", "all.ttl", "out.nq", "劳动党")
    assert f"owl:sameAs {WD}Q7\n    in: same.sssom.tsv, line 9 (2026-11-03)" in done.stdout


def test_a_file_among_the_data_is_obeyed_too(cli: Cli, tmp_path: Path) -> None:
    """Where it lies in the folder that is linked, it need not be named."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.ttl").write_text(data_of("印度", "日本"), encoding="utf-8")
    (tmp_path / "data" / "same.sssom.tsv").write_text(
        decided("zh:印度 owl:differentFrom wd:Q668"), encoding="utf-8"
    )
    done = cli("link", "data", "--wikidata", str(DATA / "sql-oneline"), "-o", "out.nq")
    assert done.returncode == 0, done.stderr
    same = [quad for quad in quads_of(tmp_path / "out.nq") if quad.predicate.value.endswith("sameAs")]
    assert [str(quad.subject) for quad in same] == [f"<{BASE}zh/日本>"]


def test_decisions_join_and_part_things(cli: Cli, tmp_path: Path) -> None:
    """Also those without a page; what was decided to be different is not joined by a redirect, nor by an item."""
    wiki = write_wiki(
        tmp_path / "d",
        [(1, 0, "甲会", 0), (2, 0, "乙会", 1), (3, 0, "丙会", 0), (4, 0, "丁会", 0)],
        [(2, 0, "甲会", None, None)],
        [(1, "wikibase_item", "Q1"), (3, "wikibase_item", "Q3"), (4, "wikibase_item", "Q4")],
    )
    local = f"<{BASE}zh/甲会#小组> a icm:Organization .\n"
    data = data_of("甲会", "乙会", "丙会", "丁会", more=local)
    text = decided(
        "zh:甲会#小组 owl:sameAs wd:Q9", "zh:乙会 owl:differentFrom zh:甲会", "zh:丙会 owl:sameAs zh:丁会"
    )
    assert linked_by(cli, tmp_path, data, text, wiki) == {
        "zh/甲会#小组": {"wd:Q9"},
        # Sources say of what people made one that it is two items: neither is said.
        "zh/丙会": {"zh/丁会"},
    }
    done = cli("validate", "out.nq")
    assert done.returncode == 0, done.stdout


def test_open_cases(cli: Cli, tmp_path: Path) -> None:
    """Of the seed, with and without sources; what is linked or decided is left out, what most facts hang on stands first."""
    cli("link", str(SEED), "--wikidata", str(DATA / "sql-oneline"), "-o", "link.nq")
    done = cli("link", str(SEED), "link.nq", "--open")
    assert (done.returncode, done.stderr) == (0, "icmlpo-rdf: 43 open cases of 45 things\n")
    _, _, *rows = done.stdout.splitlines()
    numbers = [int(row.split()[0]) for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert "第八次会议（2004年）" in rows[0]
    assert "德国马列主义党" not in done.stdout
    assert "土耳其共产党/马列" in done.stdout
    (tmp_path / "d.tsv").write_text(decided("zh:乌拉圭革命共产党 skos:closeMatch wd:Q1"), encoding="utf-8")
    done = cli("link", str(SEED), "--open", "--decisions", "d.tsv", "--wikidata", str(DATA / "sql-oneline"))
    assert done.stderr == "icmlpo-rdf: 42 open cases of 45 things\n"
    assert "no-such-page" in done.stdout
    assert "乌拉圭革命共产党" not in done.stdout


def test_decisions_alone(cli: Cli, tmp_path: Path) -> None:
    """No source is needed where people have decided; a list of titles needs one."""
    (tmp_path / "d.tsv").write_text(decided("zh:德国马列主义党 owl:sameAs wd:Q13406268"), encoding="utf-8")
    done = cli("link", str(SEED), "--decisions", "d.tsv", "-o", "out.nq")
    assert (done.returncode, done.stderr) == (0, "icmlpo-rdf: 1 decision that things are the same\n")
    assert {
        str(quad.object) for quad in quads_of(tmp_path / "out.nq") if quad.predicate.value.endswith("sameAs")
    } == {f"<{WD}Q13406268>"}
    for extra, said in (
        (("--titles", "d.tsv", "--wiki", "zhwiki"), "Missing option '--wikidata'"),
        ((str(SEED),), "codes of countries are all that is found without --wikidata; say what knows"),
    ):
        done = cli("link", *extra)
        assert done.returncode == 2
        assert said in done.stderr
