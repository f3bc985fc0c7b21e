"""One thing for one thing: what people decided is obeyed and cited wherever data are asked, and contradicts nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.quads.vocab import Icm, Owl, Rdfs, Skos
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.store.on_disk import open_store
from icmlpo_rdf.store.rdf_files import load
from tests.agree.pages_told import BASE, PREFIXES, meeting_page, same_item
from tests.conftest import ROOT, Cli

SEED = ROOT / "output" / "000_4563acc429c8a94e.ttl"
(LATER,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.ttl")
HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tmapping_date\tcomment\n"
T = f"{BASE}zh/马列主义政党和组织国际会议"
WD = "http://www.wikidata.org/entity/"


def line(one: str, says: str, other: str) -> str:
    """A line of decisions; things by the ends of their IRIs, items by theirs."""
    left, right = (WD + iri if iri.startswith("Q") else f"{BASE}{iri}" for iri in (one, other))
    return f"{left}\t{says}\t{right}\tsemapv:ManualMappingCuration\torcid:0\t2026-11-29\tseen in print\n"


SAME = line("zh/马列主义政党和组织国际会议", "owl:sameAs", "zh/马列主义政党和组织国际会议_(国际通讯)")
TORCHES = line("zh/尼泊尔共产党（火炬）_(1983年)", "owl:differentFrom", "zh/尼泊尔共产党（火炬）_(2006年)")


def store_of_files(folder: Path, **texts: str) -> Lookups:
    """What files say together; `__` in a name is the full stop before its ending."""
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return Lookups(load([str(folder)]))


def test_what_is_the_same_is_asked_as_one(cli: Cli, tmp_path: Path) -> None:
    """The seed and its later revision: five meetings, not ten; a party that both name without a link is one; both names are kept."""
    (tmp_path / "same.sssom.tsv").write_text(HEAD + SAME + TORCHES, encoding="utf-8")
    data = (str(SEED), str(LATER), "--decisions", "same.sssom.tsv")
    meetings = cli("query", *data, "--named", "meetings", "-f", "csv").stdout.splitlines()[1:]
    assert len(meetings) == 5
    parties = cli("query", *data, "--named", "meetings-per-organization", "-f", "csv").stdout.splitlines()
    assert sum(one.startswith("刚果革命组织,5,") for one in parties) == 1
    assert sum(one.startswith("尼泊尔共产党（火炬）,1,") for one in parties) == 2
    assert cli("report", *data, "--svg", "-o", "one.svg").returncode == 0
    done = cli("report", *data[:2], "--svg", "-o", "two.svg")
    assert done.returncode == 2, "without decisions there are two series"


def test_explain_cites_the_line(cli: Cli, tmp_path: Path) -> None:
    """Also asked by the IRI of the thing for which another stands, and of that thing's own parts."""
    (tmp_path / "same.sssom.tsv").write_text(HEAD + SAME + TORCHES, encoding="utf-8")
    data = (str(SEED), str(LATER), "--decisions", "same.sssom.tsv")
    done = cli("explain", *data, f"{T}_(国际通讯)")
    assert done.stdout.splitlines()[1] == f"<{T}>"
    assert (
        f"owl:sameAs {T}_(国际通讯)\n    in: same.sssom.tsv, line 2 (2026-11-29), orcid:0: seen in print\n"
        in done.stdout
    )
    done = cli("explain", *data, f"{T}_(国际通讯)#meeting-10")
    assert done.stdout.splitlines()[1] == f"<{T}#meeting-10>"
    done = cli("explain", *data, "尼泊尔共产党（火炬）_(1983年)")
    assert (
        "（火炬）_(2006年)>\n    in: same.sssom.tsv, line 3 (2026-11-29), orcid:0: seen in print\n"
        in done.stdout
    )


def test_queries_of_ones_own_obey_too(cli: Cli, tmp_path: Path) -> None:
    """An IRI for which another stands is asked as that one, and it is said which decisions are obeyed."""
    (tmp_path / "same.sssom.tsv").write_text(HEAD + SAME + TORCHES, encoding="utf-8")
    data = (str(SEED), str(LATER), "--decisions", "same.sssom.tsv")
    asked = f"SELECT (COUNT(*) AS ?n) {{ ?meeting icm:series <{T}_(国际通讯)> }}"
    done = cli("query", *data, asked, "-f", "csv")
    assert done.stdout.split() == ["n", "5"]
    assert done.stderr == "icmlpo-rdf: obeying 2 decisions of same.sssom.tsv\n"
    done = cli("query", *data, "--named", "meetings", "--param", f"series={T}_(国际通讯)", "-f", "csv")
    assert len(done.stdout.splitlines()) == 6
    assert cli("query", *data, asked, "-f", "csv", "-q").stderr == ""
    assert cli("query", str(SEED), str(LATER), asked, "-f", "csv").stdout.split() == ["n", "5"]


def test_the_report_cites_decisions(cli: Cli, tmp_path: Path) -> None:
    """Who, when and why, as text; a series is found by the IRI for which another stands."""
    (tmp_path / "same.sssom.tsv").write_text(
        HEAD + SAME.replace("seen in print", "<b>renamed</b>"), encoding="utf-8"
    )
    data = (str(SEED), str(LATER), "--decisions", "same.sssom.tsv", "--series", f"{T}_(国际通讯)")
    done = cli("report", *data, "-o", "r.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (
        "<bdi>same.sssom.tsv, line 2</bdi>, 2026-11-29, <bdi>orcid:0</bdi>: <bdi>&lt;b&gt;renamed&lt;/b&gt;</bdi>"
        in page
    )


def test_things_of_no_wiki_are_joined_too(tmp_path: Path) -> None:
    """Their IRIs tell no base; what was decided of them is found all the same."""
    decided = HEAD + "http://e.org/a\towl:sameAs\thttp://e.org/b\tsemapv:ManualMappingCuration\t\t\t\n"
    (tmp_path / "same.sssom.tsv").write_text(decided, encoding="utf-8")
    said = "".join(f'<http://e.org/{one}> a icm:Meeting ; rdfs:label "{one}"@zh .\n' for one in "ab")
    assert store_of_files(tmp_path, data__ttl=PREFIXES + said).of_class(Icm.MEETING) == [
        NamedNode("http://e.org/a")
    ]


def test_a_file_in_the_folder_is_obeyed(tmp_path: Path) -> None:
    """Beside the data, and beside a dataset's shards; the thing named first stands for the other, which keeps its names."""
    page = PREFIXES + meeting_page("zh/甲会", {"印度": ""}) + meeting_page("zh/乙会", {"日本": ""})
    (tmp_path / "same.sssom.tsv").write_text(
        HEAD + line("zh/乙会", "owl:sameAs", "zh/甲会"), encoding="utf-8"
    )
    look = store_of_files(tmp_path, data__trig=page)
    meeting = NamedNode(f"{BASE}zh/乙会")
    assert {one.value.rpartition("/")[2] for one in look.things(meeting, Icm.attended_by)} == {"印度", "日本"}
    assert [one.value for one in look.texts(meeting, Rdfs.label)] == ["乙会"]
    assert [one.value for one in look.texts(meeting, Skos.alt_label)] == ["甲会"]
    assert look.of_class(Icm.MEETING) == [meeting]
    dataset = tmp_path / "dataset"
    (dataset / "data").mkdir(parents=True)
    (dataset / "dataset.ttl").touch()
    (tmp_path / "data.trig").rename(dataset / "data" / "part.trig")
    (tmp_path / "same.sssom.tsv").rename(dataset / "same.sssom.tsv")
    assert Lookups(load([str(dataset)])).of_class(Icm.MEETING) == [meeting]


def test_a_store_on_disk_follows_the_file(tmp_path: Path) -> None:
    """When the decisions change the store is made again."""
    (tmp_path / "data.trig").write_text(
        PREFIXES + meeting_page("zh/甲会", {}) + meeting_page("zh/乙会", {}), encoding="utf-8"
    )
    decided = tmp_path / "d.tsv"
    data, db = [str(tmp_path / "data.trig"), str(decided)], str(tmp_path / "db")
    for says, number in (("owl:sameAs", 1), ("owl:differentFrom", 2)):
        decided.write_text(HEAD + line("zh/甲会", says, "zh/乙会"), encoding="utf-8")
        assert len(Lookups(open_store(data, db)).of_class(Icm.MEETING)) == number


def test_what_people_refuse_is_no_longer_said(tmp_path: Path) -> None:
    """An item of the links with its record and the names that came with it; another that they name takes its place."""
    links = same_item(Q1=("zh/甲",), Q2=("zh/乙",), Q3=("zh/丙",)).replace(
        "}", f'<zh/甲> <{Skos.alt_label.value}> "A"@en . }}'
    )
    decided = (
        HEAD
        + line("zh/甲", "owl:differentFrom", "Q1")
        + line("zh/乙", "skos:closeMatch", "Q2")
        + line("zh/丙", "owl:sameAs", "Q4")
    )
    (tmp_path / "same.sssom.tsv").write_text(decided, encoding="utf-8")
    look = store_of_files(
        tmp_path,
        data__trig=PREFIXES + meeting_page("zh/会", {"甲": "", "乙": "", "丙": ""}),
        link__trig=PREFIXES + links,
    )
    assert not look.things(NamedNode(f"{BASE}zh/甲"), Owl.same_as, Skos.alt_label)
    assert not look.texts(NamedNode(f"{BASE}zh/甲"), Skos.alt_label)
    assert not look.things(NamedNode(f"{BASE}zh/乙"), Owl.same_as)
    assert look.things(NamedNode(f"{BASE}zh/乙"), Skos.close_match) == [NamedNode(f"{WD}Q2")]
    assert look.things(NamedNode(f"{BASE}zh/丙"), Owl.same_as) == [NamedNode(f"{WD}Q4")]


def test_things_of_two_countries_are_not_joined(tmp_path: Path) -> None:
    """What two pages of one thing name alike without a link is one thing, unless its countries differ or it is one of several."""

    def page(title: str, country: str) -> str:
        local = "".join(
            f'<zh/{title}#{name}> a icm:Organization ; rdfs:label "{name}"@zh ; icm:country <zh/{where}> .\n'
            for name, where in (("甲党", "印度"), ("乙党", country), ("丙党", "印度"), ("丙党=2", "日本"))
        )
        return meeting_page(f"zh/{title}", {}).replace("\n}", f"\n{local}}}")

    (tmp_path / "same.sssom.tsv").write_text(
        HEAD + line("zh/甲会", "owl:sameAs", "zh/乙会"), encoding="utf-8"
    )
    look = store_of_files(tmp_path, data__trig=PREFIXES + page("甲会", "印度") + page("乙会", "日本"))
    assert [one.value.rpartition("/")[2] for one in look.of_class(Icm.ORGANIZATION)] == [
        "乙会#丙党", "乙会#丙党=2", "乙会#乙党", "甲会#丙党", "甲会#丙党=2", "甲会#乙党", "甲会#甲党",
    ]  # fmt: skip


def test_files_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    """With the file and the line of the second; what both say is no fault."""
    first, second = (
        HEAD + line("zh/甲会", "owl:sameAs", "zh/乙会"),
        HEAD + line("zh/乙会", "owl:differentFrom", "zh/甲会"),
    )
    page = PREFIXES + meeting_page("zh/甲会", {})
    for name, text in (("a.sssom.tsv", first), ("b.sssom.tsv", first)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    store_of_files(tmp_path, data__trig=page)
    (tmp_path / "b.sssom.tsv").write_text(second, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        store_of_files(tmp_path, data__trig=page)
    assert (
        str(caught.value)
        == "b.sssom.tsv:2: it contradicts what is said in a.sssom.tsv, line 2; leave one of the lines out"
    )


@pytest.mark.parametrize("command", ["query", "explain", "report", "serve", "agree"])
def test_a_file_that_is_wrong_stops_every_command(cli: Cli, tmp_path: Path, command: str) -> None:
    """One line with file, line and mend, exit code 2, and nothing is written."""
    circle = (
        HEAD
        + line("zh/甲", "owl:sameAs", "zh/乙")
        + line("zh/乙", "owl:sameAs", "zh/丙")
        + line("zh/丙", "owl:sameAs", "zh/甲")
    )
    faults = {
        circle: "d.tsv:4: it closes a circle: other lines together say already that these are the same; leave one of the lines out",
        "subject_id\tobject_id\n": "d.tsv:1: it has no column predicate_id; write SSSOM's table",
        HEAD
        + line(
            "zh/甲", "skos:broadMatch", "zh/乙"
        ): "d.tsv:2: 'skos:broadMatch' decides nothing; write owl:sameAs",
    }
    more = {
        "query": ["--named", "meetings"],
        "explain": ["ICMLPO"],
        "report": ["-o", "r.html"],
        "serve": ["--port", "0"],
        "agree": ["-o", "a.ttl"],
    }
    for text, message in faults.items():
        (tmp_path / "d.tsv").write_text(text, encoding="utf-8")
        done = cli(command, str(SEED), "--decisions", "d.tsv", *more[command])
        assert (done.returncode, done.stdout) == (2, "")
        (said,) = done.stderr.splitlines()
        assert message in said
    assert [path.name for path in tmp_path.iterdir()] == ["d.tsv"]


def test_decisions_need_the_data_that_they_are_about(cli: Cli, tmp_path: Path) -> None:
    """A store that is there already was made without them: it is not made anew of them alone."""
    (tmp_path / "d.tsv").write_text(HEAD + SAME, encoding="utf-8")
    assert cli("query", str(SEED), "--store", "db", "--named", "meetings").returncode == 0
    for data in (["--store", "db"], ["db"]):
        done = cli("query", *data, "--named", "meetings", "--decisions", "d.tsv")
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            "decisions are read with the data that they are about; give the data, not a store" in done.stderr
        )
    assert len(cli("query", "--store", "db", "--named", "meetings", "-f", "csv").stdout.splitlines()) == 6


def test_an_iri_that_is_spelt_wrong_is_told(cli: Cli, tmp_path: Path) -> None:
    """Decisions about nothing in the data are named by their lines; items and our own terms are no things of the data."""
    odd = line("zh/甲乙", "owl:sameAs", "zh/丙丁") + line("zh/甲乙", "owl:differentFrom", "zh/戊")
    role = "https://w3id.org/icmlpo-rdf/ontology#ParticipantRole\towl:sameAs\twd:Q1\tm\t\t\t\n"
    (tmp_path / "d.tsv").write_text(HEAD + SAME + odd + role, encoding="utf-8")
    said = (
        "2 decisions of things that the data do not name (d.tsv, line 3; d.tsv, line 4); check their IRIs\n"
    )
    data = [str(SEED), "--decisions", "d.tsv"]
    assert said in cli("query", *data, "--named", "meetings").stderr
    assert said in cli("link", *data, "-o", "link.nq").stderr
    assert "check" not in cli("query", *data, "--named", "meetings", "-q").stderr
    (tmp_path / "d.tsv").write_text(HEAD + SAME.replace("国际会议\towl", "国际会\towl"), encoding="utf-8")
    done = cli("agree", *data)
    assert "no two pages tell of one meeting, series or body" in done.stderr
    assert "or check the IRIs of decisions" in done.stderr
