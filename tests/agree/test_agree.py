"""What several pages say of one thing: alike, alone, and differently, each with its lines; and what became of a page."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from icmlpo_rdf.agree.accounts import joined_accounts
from icmlpo_rdf.agree.claims import Comparison
from icmlpo_rdf.agree.comparing import compared, things_told_of
from icmlpo_rdf.agree.linked_things import LinkedThings
from icmlpo_rdf.store.rdf_files import load
from tests.agree.pages_told import BASE, PREFIXES, body_page, meeting_page, same_item
from tests.conftest import ROOT, Cli

SEED = ROOT / "output" / "000_4563acc429c8a94e.ttl"
(LATER,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.ttl")
HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tmapping_date\tcomment\n"
T = "马列主义政党和组织国际会议"
JOINED = f"{BASE}zh/{T}\towl:sameAs\t{BASE}zh/{T}_(国际通讯)\tsemapv:ManualMappingCuration\torcid:0\t2026-11-29\tthe page was renamed\n"


@pytest.fixture
def two_languages(tmp_path: Path) -> Path:
    """A meeting in Chinese and Japanese: they agree on one, differ on another's role and on the day; each has somebody alone."""
    data = PREFIXES
    data += meeting_page("zh/甲会", {"印度": "", "日本": "Member", "埃及": "Observer"}, 'icm:year "1955"^^xsd:gYear ; schema:startDate "1955-04-18"^^xsd:date')  # fmt: skip
    data += meeting_page("ja/甲会議", {"インド": "", "日本国": "Observer", "ガーナ": ""}, 'icm:year "1955"^^xsd:gYear ; schema:startDate "1955-04-19"^^xsd:date')  # fmt: skip
    data += same_item(Q1=("zh/甲会", "ja/甲会議"), Q2=("zh/印度", "ja/インド"), Q3=("zh/日本", "ja/日本国"))
    data += "<link/zh> { <s> schema:name 'sl.ttl' . " + "".join(
        f"<{one}#item> icm:identified <{one}> ; icm:identifiedAs wd:Q1 ; prov:wasDerivedFrom <s> . "
        for one in ("zh/甲会", "ja/甲会議")
    )
    path = tmp_path / "data.trig"
    path.write_text(f"{data} }}\n", encoding="utf-8")
    return path


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_pages_of_two_languages_are_compared(cli: Cli, two_languages: Path) -> None:
    """Joined by their items: alike, differently, alone, each with the page's own lines."""
    rows = rows_of(cli("agree", str(two_languages), "-f", "csv"))
    found = {
        (one["verdict"], one["property"].rpartition("/")[2].rpartition("#")[2], one["label"], one["page"].rpartition("/")[2], one["role"], one["evidence"].rpartition("#")[2])
        for one in rows
    }  # fmt: skip
    assert found == {
        ("alike", "attendedBy", "インド", "甲会", "participant", "line=3,4"),
        ("alike", "attendedBy", "インド", "甲会議", "participant", "line=3,4"),
        ("different", "attendedBy", "日本国", "甲会", "member", "line=4,5"),
        ("different", "attendedBy", "日本国", "甲会議", "observer", "line=4,5"),
        ("alone", "attendedBy", "埃及", "甲会", "observer", "line=5,6"),
        ("alone", "attendedBy", "ガーナ", "甲会議", "participant", "line=5,6"),
        ("alike", "year", "1955", "甲会", "", "line=0,1"),
        ("alike", "year", "1955", "甲会議", "", "line=0,1"),
        ("different", "startDate", "1955-04-18", "甲会", "", "line=0,1"),
        ("different", "startDate", "1955-04-19", "甲会議", "", "line=0,1"),
    }
    assert {one["thing"] for one in rows} == {f"{BASE}ja/甲会議"}


def test_the_table_shows_what_differs_first(cli: Cli, two_languages: Path) -> None:
    """What is said alike is counted, and listed with --all; the pages are columns."""
    done = cli("agree", str(two_languages))
    assert done.returncode == 0
    assert done.stderr == (
        "icmlpo-rdf: 1 thing of which several pages tell: 2 said alike by all, 2 by one page alone, 3 said differently\n"
    )
    assert f"[2] 甲会.md <{BASE}source/zh/甲会>" in done.stdout
    assert "    alike: attended by (1), year (1)" in done.stdout
    assert "rows with a place" not in done.stdout, "neither page has any"
    assert "    one by sl.ttl\n" in done.stdout, "who says so of both names is named once"
    kinds = [
        line.split()[0]
        for line in done.stdout.splitlines()
        if line.startswith(("different", "alone", "alike"))
    ]
    assert kinds == ["different"] * 3 + ["alone"] * 2
    assert "observer, line 5" in done.stdout
    assert "インド" not in done.stdout
    assert "インド" in cli("agree", str(two_languages), "--all").stdout


def test_a_day_within_a_month_is_no_difference(cli: Cli, tmp_path: Path) -> None:
    """Who says more says nothing else; a page that names nobody denies nobody."""
    data = PREFIXES + meeting_page("zh/甲会", {"印度": "Host"}, 'schema:startDate "1955-04"^^xsd:gYearMonth')
    data += meeting_page("zh/甲会_(1955年)", {}, 'schema:startDate "1955-04-18"^^xsd:date')
    (tmp_path / "data.trig").write_text(data, encoding="utf-8")
    (tmp_path / "d.tsv").write_text(
        f"{HEAD}{BASE}zh/甲会\towl:sameAs\t{BASE}zh/甲会_(1955年)\tm\t\t\t\n", encoding="utf-8"
    )
    rows = rows_of(cli("agree", "data.trig", "--decisions", "d.tsv", "-f", "csv"))
    assert {(one["verdict"], one["label"]) for one in rows} == {
        ("alone", "印度"), ("alone", "1955-04"), ("alone", "1955-04-18"),
    }  # fmt: skip


def test_members_of_a_body_on_two_pages(cli: Cli, tmp_path: Path) -> None:
    """A body that two pages name members of, under one IRI: roles and years that differ are told."""
    data = PREFIXES + body_page("zh/联盟", "zh/联盟", [("zh/甲党", "Member", "1990"), ("zh/乙党", "Member", "1990"), ("zh/丙党", "Member", "")])  # fmt: skip
    data += body_page("zh/联盟列表", "zh/联盟", [("zh/甲党", "Candidate", "1990"), ("zh/乙党", "Member", "1991"), ("zh/丙党", "Member", "1990")])  # fmt: skip
    (tmp_path / "data.trig").write_text(data, encoding="utf-8")
    rows = rows_of(cli("agree", "data.trig", "-f", "csv"))
    assert {(one["label"], one["verdict"]) for one in rows} == {
        ("甲党", "different"),
        ("乙党", "different"),
        ("丙党", "alike"),
    }
    assert {one["since"] for one in rows if one["label"] == "乙党"} == {"1990", "1991"}


def test_three_pages(cli: Cli, tmp_path: Path) -> None:
    """What two of three say is neither alike nor alone."""
    data = PREFIXES + meeting_page("zh/甲会", {"甲": "", "乙": "", "丙": ""})
    data += meeting_page("zh/甲会议", {"甲": "", "乙": ""}) + meeting_page("zh/甲大会", {"甲": ""})
    (tmp_path / "data.trig").write_text(
        data + same_item(Q1=("zh/甲会", "zh/甲会议", "zh/甲大会")), encoding="utf-8"
    )
    rows = rows_of(cli("agree", "data.trig", "-f", "csv"))
    assert {(one["label"], one["verdict"]) for one in rows} == {
        ("甲", "alike"),
        ("乙", "some"),
        ("丙", "alone"),
    }


def test_rdf_is_valid_and_says_who_says_so(cli: Cli, two_languages: Path, tmp_path: Path) -> None:
    """Statements with their verdict, pages and lines, which conform; the same bytes twice."""
    first, second = (cli("agree", str(two_languages), "-f", "turtle") for _ in range(2))
    assert first.stdout == second.stdout
    (tmp_path / "claims.ttl").write_text(first.stdout, encoding="utf-8")
    asked = "SELECT ?verdict (COUNT(*) AS ?n) { ?claim icm:verdict ?verdict ; dcterms:source ?page ; prov:wasDerivedFrom ?line } GROUP BY ?verdict ORDER BY ?verdict"
    done = cli("query", "claims.ttl", asked, "-f", "csv")
    # Of what both pages say, both pages with both lines.
    assert done.stdout.split() == ["verdict,n", "alike,8", "alone,2", "different,6"]
    done = cli("agree", str(two_languages), "-o", "claims.nq")
    assert f"<{BASE}agree/claims> ." in (tmp_path / "claims.nq").read_text(encoding="utf-8")


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """One line of decisions: the page was renamed."""
    path = tmp_path / "same.sssom.tsv"
    path.write_text(HEAD + JOINED, encoding="utf-8")
    return path


def test_two_revisions_of_the_seed(cli: Cli, decided: Path) -> None:
    """The seed's Markdown and its wikitext of another year, which a decision makes one: what changed is told."""
    done = cli("agree", str(SEED), str(LATER), "--decisions", str(decided))
    assert done.returncode == 0
    assert done.stderr == (
        "icmlpo-rdf: obeying 1 decision of same.sssom.tsv\n"
        "icmlpo-rdf: 6 things of which several pages tell: 170 said alike by all, 61 by one page alone\n"
    )
    text = done.stdout
    assert "one by same.sssom.tsv, line 2 (2026-11-29, the page was renamed)" in text
    assert f"one by its number or year in {T}" in text
    assert "rows with a place: 0 of 24 in [1], 24 of 24 in [2]" in text
    assert "    links to countries: 30 in [2] alone\n" in text
    every = cli("agree", str(SEED), str(LATER), "--decisions", str(decided), "--all").stdout
    assert [bool(re.search("links to +阿富汗 ", one)) for one in (text, every)] == [False, True]
    (changes,) = text.partition("In the same place of lists")[2:]
    became = (
        f"    [1] 阿根廷革命共产党 <{BASE}zh/阿根廷革命共产党>\n    [2] 革命共产党 <{BASE}zh/革命共产党_(阿根廷)>\n        in 5 lists\n",
        f"    [1] 秘鲁共产党（马列） <{BASE}zh/秘鲁共产党（马列）>\n    [2] 秘鲁共产党（马列） <{BASE}zh/{T}_(国际通讯)#秘鲁共产党（马列）>\n        in 4 lists\n",
        "    [1] 争取抵抗支持委员会－争取共产主义 <",
    )
    assert all(one in changes for one in became)
    assert changes.count("lists\n") == 3


def test_claims_conform_beside_the_pages(cli: Cli, decided: Path) -> None:
    """What is written of the seed's two revisions, with the pages whose lines it names."""
    done = cli("agree", str(SEED), str(LATER), "--decisions", str(decided), "-o", "claims.ttl")
    assert done.returncode == 0
    done = cli("validate", "claims.ttl", str(SEED), str(LATER))
    assert done.returncode == 0, done.stdout


def test_two_revisions_as_rows(cli: Cli, decided: Path) -> None:
    """In JSON with the lines quoted: names, links and rows; nobody who was there by both is said to be alone."""
    pages = ROOT / "docs" / "seed-as-wikitext"
    done = cli(
        "agree", str(SEED), str(LATER), "--decisions", str(decided), "-f", "json", "--source", str(pages)
    )
    assert done.returncode == 0, done.stderr
    rows = [
        {name: term["value"] for name, term in one.items()}
        for one in json.loads(done.stdout)["results"]["bindings"]
    ]
    alone = [one for one in rows if one["verdict"] == "alone"]
    links = {one["label"]: one["page"] for one in alone if one["property"].endswith("wikilink")}
    assert links["左翼国际政党组织列表"] == f"{BASE}source/zh/{T}"
    assert links["左翼国际组织列表"] == f"{BASE}source/zh/{T}_(国际通讯)"
    assert len(links) == 37
    attended = [one for one in alone if one["property"].endswith("attendedBy")]
    assert {one["instead"].rpartition("/")[2] for one in attended if one["label"] == "革命共产党"} == {
        "阿根廷革命共产党"
    }
    assert {one["label"] for one in attended} == {
        "阿根廷革命共产党", "革命共产党", "秘鲁共产党（马列）", "争取抵抗支持委员会－争取共产主义", "争取共产主义支持抵抗委员会",
    }  # fmt: skip
    assert "[[革命共产党_(阿根廷)|革命共产党]]" in next(
        one["quotation"] for one in attended if one["label"] == "革命共产党"
    )


def test_things_of_one_label_stay_two(cli: Cli, tmp_path: Path) -> None:
    """The two 尼泊尔共产党（火炬） are two, also where a source gives both one item."""
    pair = (f"zh/尼泊尔共产党（火炬）_({year}年)" for year in (1983, 2006))
    (tmp_path / "link.trig").write_text(PREFIXES + same_item(Q1=tuple(pair)), encoding="utf-8")
    (tmp_path / "same.sssom.tsv").write_text(HEAD + JOINED, encoding="utf-8")
    rows = rows_of(
        cli("agree", str(SEED), str(LATER), "link.trig", "--decisions", "same.sssom.tsv", "-f", "csv")
    )
    torches = {(one["value"].rpartition("_")[2], one["thing"].rpartition("#")[2], one["verdict"]) for one in rows if one["label"] == "尼泊尔共产党（火炬）" and "attended" in one["property"]}  # fmt: skip
    assert torches == {("(1983年)", "meeting-7", "alike"), ("(2006年)", "meeting-10", "alike")}


def test_one_thing_alone(cli: Cli, decided: Path) -> None:
    """--thing takes a name or an IRI, also that of a thing for which another stands; a series brings its meetings."""
    data = (str(SEED), str(LATER), "--decisions", str(decided), "-f", "csv")
    meeting = rows_of(cli("agree", *data, "--thing", f"{BASE}zh/{T}_(国际通讯)#meeting-6"))
    assert {one["thing"] for one in meeting} == {f"{BASE}zh/{T}#meeting-6"}
    series = rows_of(cli("agree", *data, "--thing", "ICMLPO"))
    assert len({one["thing"] for one in series}) == 6
    done = cli("agree", *data, "--thing", "万隆会议")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing is called '万隆会议'" in done.stderr


def test_nothing_is_compared_that_nobody_joined(cli: Cli) -> None:
    """Two pages of two titles tell of two things: it is said how to join them."""
    done = cli("agree", str(SEED), str(LATER))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(
        "icmlpo-rdf: no two pages tell of one meeting, series or body; give --decisions"
    )


def test_pages_without_their_graphs_are_refused(cli: Cli, tmp_path: Path) -> None:
    """In one file of Turtle nobody can tell which of two pages says what; a page each is told apart by its file."""
    both = SEED.read_text(encoding="utf-8") + LATER.read_text(encoding="utf-8")
    (tmp_path / "both.ttl").write_text(both, encoding="utf-8")
    done = cli("agree", "both.ttl", "-o", "out.ttl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "icmlpo-rdf: both.ttl: it holds 2 pages without their graphs, so that nobody can tell which of them says what; "
        "convert them to .nq or .trig, which keep the graphs\n"
    )
    assert not (tmp_path / "out.ttl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "pdf"), "--format: 'pdf' is no format; use one of"),
        (("--source", "seeds"), "--source: there is nothing to quote; give -f csv"),
        (("--decisions", "same.txt"), "--decisions same.txt: its ending tells no table of decisions; name it same.sssom.tsv"),
        (("--decisions", "absent.tsv"), "absent.tsv: no such file or folder; check the path"),
        (("-o", str(SEED)), f"--output {SEED}: it would be written over {SEED}, which is read"),
    ],
)  # fmt: skip
def test_wrong_use(cli: Cli, arguments: tuple[str, ...], message: str) -> None:
    """One line that says what and how to mend it, and exit code 2."""
    done = cli("agree", str(SEED), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"icmlpo-rdf: {message}")


def test_the_walk_through_is_real(cli: Cli, tmp_path: Path) -> None:
    """The file and the command that docs/agree.md shows give what it shows, line after line."""
    told = (ROOT / "docs" / "agree.md").read_text(encoding="utf-8")
    decided, shown = re.findall(r"```text\n((?:#curie_map|\$ ).*?)```", told, re.DOTALL)
    (tmp_path / "same.sssom.tsv").write_text(decided, encoding="utf-8")
    command, *lines = shown.splitlines()
    words = [str(ROOT / word) if word.endswith("/") else word for word in command.split()[2:]]
    done = cli(*words)
    assert done.returncode == 0, done.stderr
    rest = done.stdout.splitlines()
    for line in lines:
        if line != "…":
            assert line in rest
            rest = rest[rest.index(line) + 1 :]


@pytest.mark.parametrize("name", ["languages", "revisions"])
def test_a_site_compares_one_thing_as_the_command_does(
    name: str, two_languages: Path, tmp_path: Path
) -> None:
    """Out of a store in which links joined nothing, claim by claim, under the IRI that is asked for."""
    data, iri = [str(two_languages)], f"{BASE}zh/甲会"
    if name == "revisions":
        (tmp_path / "link.trig").write_text(
            PREFIXES + same_item(Q1=(f"zh/{T}", f"zh/{T}_(国际通讯)")), encoding="utf-8"
        )
        data, iri = [str(SEED), str(LATER), str(tmp_path / "link.trig")], f"{BASE}zh/{T}_(国际通讯)#meeting-9"
    joined = joined_accounts(data)
    found = {
        claims_of(compared(joined.store, one, joined.came_along)) for one in things_told_of(joined.store)
    }
    linked = LinkedThings(load(data))
    assert len(linked.tellers(NamedNode(iri))) == 2
    accounts = linked.accounts(NamedNode(iri))
    one = compared(accounts.store, NamedNode(iri), accounts.came_along)
    assert (one.iri, len(one.pages)) == (iri, 2)
    assert claims_of(one) in found


def claims_of(one: Comparison) -> frozenset[object]:
    """What a comparison says, but for the IRIs under which it says it."""
    claims = ((claim.verdict, claim.predicate, claim.said) for claim in one.claims)
    instead = (
        (here.source, here.other_source, here.label.value, here.other_label.value) for here in one.instead
    )
    return frozenset((*claims, *map(frozenset, instead), one.joined_by))


def test_two_editions_of_one_page(cli: Cli, tmp_path: Path) -> None:
    """Each DATA is one edition: one page under one title, years later. In one DATA two of them are refused, as everywhere."""
    old = meeting_page("zh/甲会", {"甲": "", "乙": "Member", "丙": ""}, 'icm:year "1955"^^xsd:gYear')
    new = meeting_page("zh/甲会", {"甲": "", "乙": "Observer", "丁": ""}, 'icm:year "1955"^^xsd:gYear')
    new = new.replace(f"{len('zh/甲会'):064x}", "f" * 64)
    (tmp_path / "new").mkdir()
    (tmp_path / "old.trig").write_text(PREFIXES + old, encoding="utf-8")
    (tmp_path / "new" / "甲会.trig").write_text(PREFIXES + new, encoding="utf-8")
    rows = rows_of(cli("agree", "old.trig", "new", "-f", "csv"))
    page = f"{BASE}source/zh/甲会"
    assert {(one["verdict"], one["label"], one["role"], one["page"].removeprefix(page)) for one in rows} == {
        ("alike", "甲", "participant", ""), ("alike", "甲", "participant", "@2"),
        ("different", "乙", "member", ""), ("different", "乙", "observer", "@2"),
        ("alone", "丙", "participant", ""), ("alone", "丁", "participant", "@2"),
        ("alike", "1955", "", ""), ("alike", "1955", "", "@2"),
    }  # fmt: skip
    assert {one["thing"] for one in rows} == {f"{BASE}zh/甲会"}
    (tmp_path / "new" / "old.trig").write_text(PREFIXES + old, encoding="utf-8")
    done = cli("agree", "new")
    assert (done.returncode, done.stdout) == (2, "")
    assert "two editions of one page (same-page)" in done.stderr


def test_an_edition_of_the_seed_in_which_a_name_changed(cli: Cli, tmp_path: Path) -> None:
    """A series with its meetings, and names without a page: only what changed is told, of whom stands where in its stead."""
    page = next((ROOT / "seeds").glob("*.txt"))
    changed = page.read_text(encoding="utf-8").replace("日本共产主义者同盟", "日本共产主义者联盟")
    (tmp_path / page.name).write_text(changed, encoding="utf-8")
    assert cli("convert", page.name, "-o", "new.ttl").returncode == 0
    done = cli("agree", str(SEED), "new.ttl")
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith(" said alike by all, 4 by one page alone\n")
    assert "    [1] 日本共产主义者同盟 <" in done.stdout
    assert (
        f"    [2] 日本共产主义者联盟 <{BASE}zh/{T}#日本共产主义者联盟>\n        in 2 lists\n" in done.stdout
    )
    assert cli("agree", str(SEED), "new.ttl", "-o", "claims.ttl").returncode == 0
    checked = cli("validate", "claims.ttl", str(SEED))
    assert checked.returncode == 0, "the later edition's file is described beside the claims that cite it"
