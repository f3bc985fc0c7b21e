"""A page in a language that no words ship for: what `inspect --propose` writes, filled in, makes it understood."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, Cli

PAGE = """\
'''Verbond van Dijkdorpen''' is een bond van dorpen, opgericht in 1951.

== Geschiedenis ==
* In 1951 werd gekozen voor een gezamenlijk fonds.

== Aangesloten leden ==
{| class="wikitable"
! Dorp !! Toegetreden
|-
| [[Oosterdijk]] || 1951
|-
| [[Westerdijk]] || 1953
|-
| [[Noorderzijl]] || 1960
|}

=== Voormalige leden ===
* [[Zuiderhaven]]
* [[Middelwaard]]
"""
FILLED = {
    "verbond": "body",
    "bond": "body",
    "van": "before_tail",
    "een": "free",
    "leden": "member",
    "voormalige": "former",
    "aangesloten": "free",
    "geschiedenis": "topic",
    "Dorp": "organization",
    "Toegetreden": "start",
}


@pytest.fixture(name="page")
def _page(tmp_path: Path) -> Path:
    path = tmp_path / "Verbond van Dijkdorpen.wikitext"
    path.write_text(PAGE, encoding="utf-8")
    return path


def _inspect(cli: Cli, page: Path, *options: str) -> str:
    done = cli("inspect", page.name, "--lang", "nl", *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_draft_is_accepted_as_it_is_and_says_nothing(cli: Cli, page: Path, tmp_path: Path) -> None:
    """What nobody has filled in is left empty, and the language has words of its own, though none yet."""
    draft = _inspect(cli, page, "--propose")
    (tmp_path / "nl.toml").write_text(draft, encoding="utf-8")
    shown = _inspect(cli, page, "--lexicon", "nl.toml")
    assert "0 memberships" in shown
    assert "no-words-for-language" in _inspect(cli, page)
    assert "no-words-for-language" not in shown


def test_what_would_unlock_most_stands_first(cli: Cli, page: Path) -> None:
    """A word over five entries stands before one over two; header cells are listed as they are printed."""
    told = tomllib.loads(_inspect(cli, page, "--propose"))["nl"]
    words = list(told["words"])
    assert words.index("leden") < words.index("voormalige")
    assert words.index("leden") < words.index("geschiedenis")
    assert "is" not in words  # English stands beside every language
    assert set(told["headers"]) == {"Dorp", "Toegetreden"}
    # Three villages: the header row is none.
    assert '"Dorp" = ""  # 3 rows: header: Dorp' in _inspect(cli, page, "--propose")
    assert set(told["words"].values()) | set(told["headers"].values()) == {""}


def test_a_draft_that_is_filled_in_makes_the_page_understood(cli: Cli, page: Path, tmp_path: Path) -> None:
    """A newcomer's way: the draft, its empty quotes filled in, and the page states its members."""
    lines = []
    for line in _inspect(cli, page, "--propose").splitlines():
        word = line.split('"')[1] if line.startswith('"') else ""
        lines.append(line.replace('= ""', f'= "{FILLED[word]}"', 1) if word in FILLED else line)
    (tmp_path / "nl.toml").write_text("\n".join(lines), encoding="utf-8")
    done = cli("convert", page.name, "--lang", "nl", "--lexicon", "nl.toml", "-o", "page.ttl")
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "page.ttl").read_text(encoding="utf-8")
    assert written.count("a org:Membership") + written.count("icm:Membership") >= 5
    assert written.count("FormerMemberRole") >= 2
    assert '"1953"' in written
    shown = _inspect(cli, page, "--lexicon", "nl.toml")
    assert "5 memberships" in shown
    # What is known now is asked for no more.
    again = tomllib.loads(_inspect(cli, page, "--propose", "--lexicon", "nl.toml"))
    assert not set(FILLED) & set(again.get("nl", {}).get("words", {}))


def test_a_page_of_a_language_with_words(cli: Cli, tmp_path: Path) -> None:
    """Only what that language does not know is listed, and nothing of how it is written."""
    text = '**青松堂**是一个国际组织。\n\n## 堂口名录\n\n  - [赤水社](../Page/赤水社.md "wikilink")\n  - [白河社](../Page/白河社.md "wikilink")\n'
    (tmp_path / "青松堂.md").write_text(text, encoding="utf-8")
    done = cli("inspect", "青松堂.md", "--propose")
    assert done.returncode == 0, done.stderr
    assert tomllib.loads(done.stdout)["zh"] == {"words": {"堂口": ""}}
    draft = done.stdout.replace('"堂口" = ""', '"堂口" = "member"')
    (tmp_path / "zh.toml").write_text(draft, encoding="utf-8")
    shown = cli("inspect", "青松堂.md", "--lexicon", "zh.toml")
    assert "2 memberships" in shown.stdout


def test_a_line_of_categories_says_nothing_of_the_list_behind_it(cli: Cli, tmp_path: Path) -> None:
    """Its words are those of the wiki's order, not of the page."""
    text = '**青松堂**是一个国际组织。\n\n## 堂口名录\n\n[Category:溪谷典章](https://zh.wikipedia.org/wiki/Category:溪谷典章 "wikilink")\n\n  - [赤水社](../Page/赤水社.md "wikilink")\n'
    (tmp_path / "青松堂.md").write_text(text, encoding="utf-8")
    draft = cli("inspect", "青松堂.md", "--propose").stdout
    assert "line before" not in draft
    assert tomllib.loads(draft)["zh"] == {"words": {"堂口": ""}}


def test_the_walk_through_is_true(cli: Cli, tmp_path: Path) -> None:
    """The page and the words of docs/languages.md do what it says that they do."""
    told = (
        (ROOT / "docs" / "languages.md")
        .read_text(encoding="utf-8")
        .partition("## A language that no words")[2]
    )
    text, draft, filled = re.findall(r"```(?:text|toml)\n(.*?)```", told, re.DOTALL)
    page = tmp_path / "Verbond van Dijkdorpen.wikitext"
    page.write_text(text, encoding="utf-8")
    proposed = _inspect(cli, page, "--propose")
    written = proposed[proposed.index("[nl]") :].splitlines()
    printed = [line.removeprefix("   ") for line in draft.splitlines()]
    assert [line for line in printed if line.strip()] == [
        line for line in written if line and not line.startswith("#")
    ]
    for word, said in re.findall(r'("\w+") = ("\w+")', filled):
        assert f'{word} = ""' in proposed
        proposed = proposed.replace(f'{word} = ""', f"{word} = {said}")
    (tmp_path / "nl.toml").write_text(proposed, encoding="utf-8")
    assert "3 memberships" in _inspect(cli, page, "--lexicon", "nl.toml")
    done = cli("convert", page.name, "--lang", "nl", "--lexicon", "nl.toml", "-o", "page.ttl")
    assert done.returncode == 0, done.stderr
    # Villages are no organizations.
    assert "nl/Oosterdijk> a icm:Participant" in (tmp_path / "page.ttl").read_text(encoding="utf-8")


def test_a_new_word_is_taught_as_the_docs_say(cli: Cli, tmp_path: Path) -> None:
    """The page and the words of docs/convert.md, as they are printed."""
    told = (ROOT / "docs" / "convert.md").read_text(encoding="utf-8").partition("## Teach it a new word")[2]
    text, words = re.findall(r"```(?:text|toml)\n(.*?)```", told, re.DOTALL)
    (tmp_path / "青松堂.md").write_text(text, encoding="utf-8")
    (tmp_path / "words.toml").write_text(words, encoding="utf-8")
    assert "0 memberships" in cli("inspect", "青松堂.md").stdout
    assert "2 memberships" in cli("inspect", "青松堂.md", "--lexicon", "words.toml").stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[nl.words]\nleden = "member"\n',
            "words.toml:1: no words ship for nl, and nothing says where its head noun stands; write head_noun",
        ),
        ('[zz9]\nhead_noun = "first"\n', "words.toml:1: 'zz9' is no language of the lexicon"),
        (
            '[nl]\nhead_noun = "first"\n[nl.words]\n"leden" = "membre"\n',
            "words.toml:4: 'membre' is no class of the lexicon; use one of",
        ),
        (
            '[nl]\nhead_noun = "first"\n[nl.headers]\n"Dorp" = "member"\n',
            "words.toml:4: 'member' is no column of the lexicon; use one of",
        ),
        ('[nl]\nhead_noun = "first"\n[nl.words]\n"leden" = 3\n', "words.toml:4: 'leden' under nl is told no class"),
        (
            '[nl]\nhead_noun = "first"\n[nl.ordinals]\nmarks = "."\n',
            "words.toml:3: the ordinals of nl are not understood",
        ),
        ('[zh]\nhead_noun = "first"\n', "words.toml:2: how zh is written is known: head_noun"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, said: str, cli: Cli, tmp_path: Path) -> None:
    """A slip in a file of words is no traceback, and nothing is left out silently."""
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    (tmp_path / "page.md").write_text("**A** is a union.\n", encoding="utf-8")
    done = cli("inspect", "page.md", "--lang", "nl", "--lexicon", "words.toml")
    assert done.returncode == 2
    assert said in done.stderr
