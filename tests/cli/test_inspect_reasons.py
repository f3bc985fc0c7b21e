"""`inspect` says of each table and list which reader took it and why, or why none did."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import ROOT, Cli

CASES = ROOT / "tests" / "cases"
WIDE = {"COLUMNS": "1000"}
UNION = """\
'''Union of Lake Towns''' is an international union of towns founded in 1931.

== Members ==
{| class="wikitable"
! Organization !! Joined
|-
| [[Northlake]] || 1931
|-
| [[Southlake]] || 1934
|}

== Twelve ==
* [[NGC 12]]
* [[NGC 14]]

== Former members ==
{| class="wikitable"
! Town !! Joined
|-
| [[Eastlake]] || 1931
|}

== Members of other unions ==
* [[M 31]], [[M 32]]
* [[M 33]], [[M 34]]
"""


def _why(shown: str) -> dict[str, str]:
    """The rows of the table of reasons, by their lines."""
    rows = shown.partition("read by")[2].partition("code")[0].splitlines()[2:]
    return {row.split()[0]: " ".join(row.split()[1:]) for row in rows if row.strip()}


def test_each_block_has_its_reader_and_its_reasons(cli: Cli, tmp_path: Path) -> None:
    """With weights where members were weighed, and the words that no class knows."""
    (tmp_path / "Union.wikitext").write_text(UNION, encoding="utf-8")
    shown = cli(
        "inspect", "Union.wikitext", "--lang", "en", "--title", "Union of Lake Towns", env=WIDE
    ).stdout
    assert (
        "about a body that has members (title: Union (body); lead: union (body))\nweight for members 2, on a scale from -3 to 2"
        in shown
    )
    why = _why(shown)
    assert why["4-10"] == (
        "names-table words above 3, page 2; together 5, 4 are needed; "
        "“Members” says that they are members (weight 3.0 of at most 3): Members (member)"
    )
    assert why["13-14"] == "none “Twelve” does not say who stands under it: Twelve (not known)"
    assert why["17-21"].startswith(
        "none no column says who: Town (district), Joined (start); “Former members” says"
    )
    assert why["24-25"].startswith(
        "none too little says that these are members: words above 3, page 2, "
        "most items begin with something that has a number -3; together 2, 4 are needed; “Members of other unions”"
    )


def test_lines_fit_a_terminal(cli: Cli, tmp_path: Path) -> None:
    """As wide as can be read where nothing tells the width, and no wider than COLUMNS says; nothing is cut."""
    (tmp_path / "Union.wikitext").write_text(UNION, encoding="utf-8")
    arguments = ("inspect", "Union.wikitext", "--lang", "en", "--title", "Union of Lake Towns")
    for width, env in ((100, {}), (70, {"COLUMNS": "70"})):
        shown = cli(*arguments, env=env).stdout
        lines = shown[shown.index("\n\n") : shown.rindex("\n\n")].splitlines()
        assert max(map(len, lines)) <= width
        assert not any(line.endswith(" ") for line in lines)
        assert {"Southlake", "(district),"} & {word for line in lines for word in line.split()}


def test_a_table_whose_columns_are_known_is_not_said_to_lack_them(cli: Cli, tmp_path: Path) -> None:
    """What the note says and advises goes with the reason that is given."""
    (tmp_path / "Union.wikitext").write_text(UNION, encoding="utf-8")
    shown = cli("inspect", "Union.wikitext", "--lang", "en", "--title", "Union", env=WIDE).stdout
    assert "none no column says who: Town (district), Joined (start)" in " ".join(shown.split())
    assert "known columns" not in shown
    assert "teach its columns" not in shown
    assert "table-not-understood: inspect says why; if a column holds the names, teach its header" in shown


def test_what_refuses_a_block_is_told(cli: Cli) -> None:
    """A page about something without members, a table of a cast, participants of no meeting."""
    city = cli("inspect", str(CASES / "zh" / "no-city.md"), env=WIDE).stdout
    assert "none the page is about something that has no members (lead: …" in " ".join(city.split())
    band = _why(cli("inspect", str(CASES / "ja" / "no-band.md"), env=WIDE).stdout)
    assert band["8-28"].startswith(
        "none the header “生年月日” is one of contests, casts and records; “メンバー”"
    )
    games = _why(cli("inspect", str(CASES / "ja" / "no-baseball.md"), env=WIDE).stdout)
    assert (
        "took part (weight 2.0 of at most 3), and nothing says in which meeting: 参加者 (participant)"
        in games["16"]
    )


def test_a_heading_that_parts_names_the_one_above(cli: Cli, tmp_path: Path) -> None:
    """What the nearest heading does not say is said by another."""
    text = (
        '**青湖会议**于2011年5月3日在[青湖](../Page/青湖.md "wikilink")举行。\n\n## 与会代表\n\n### 斐济\n\n'
        '  - [戊己](../Page/戊己.md "wikilink")\n'
    )
    (tmp_path / "青湖会议.md").write_text(text, encoding="utf-8")
    why = _why(cli("inspect", "青湖会议.md", env=WIDE).stdout)
    assert why["7"].startswith(
        "participants-list “斐济” only parts them; “与会代表” says that they took part (weight 3.0 of at most 3)"
    )


def test_the_report_holds_the_same(cli: Cli, tmp_path: Path) -> None:
    """As JSON: the reader, each clue with its weight, and what they must reach."""
    (tmp_path / "Union.wikitext").write_text(UNION, encoding="utf-8")
    options = ("--lang", "en", "--title", "Union of Lake Towns", "-o", "out.ttl", "--report", "report.jsonl")
    assert cli("convert", "Union.wikitext", *options).returncode == 0
    lines = (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()
    read, _, _, refused = (one for one in map(json.loads, lines) if one["record"] in {"table", "list"})
    assert read["recogniser"] == "names-table"
    assert read["clues"] == [{"what": "words above", "weight": 3.0}, {"what": "page", "weight": 2.0}]
    assert read["least"] == 4.0
    assert refused["recogniser"] == ""
    assert refused["clues"][-1] == {
        "what": "most items begin with something that has a number",
        "weight": -3.0,
    }
    assert refused["because"].startswith("too little says that these are members")


def test_teaching_is_said_to_help_only_where_it_can(cli: Cli, tmp_path: Path) -> None:
    """Not where no heading stands over a list, nor where its words say who stands there and something else refuses them."""
    page = """'''Union of Lake Towns''' is an international union of towns founded in 1931.

* [[Northlake]]
* [[Southlake]]

== Songs ==
* [[To the Lake]]

== Members ==
# [[#top|↑]] [https://example.org A book]
# [[#top|↑]] [https://example.org Another book]

== Participants ==
* [[Eastlake]]
"""
    (tmp_path / "Union.wikitext").write_text(page, encoding="utf-8")
    report = ("--report", "-", "-o", "out.ttl")
    done = cli("convert", "Union.wikitext", "--lang", "en", "--title", "Union of Lake Towns", *report)
    notes = [line for line in map(json.loads, done.stdout.splitlines()) if line.get("code") == "list-unused"]
    assert {note["lines"][0]: note["mend"] for note in notes} == {
        3: "nothing stands over it that could be taught",
        7: "if it lists members or participants, teach its heading: inspect --propose",
        14: "no word that is taught changes that; inspect says why",
    }
