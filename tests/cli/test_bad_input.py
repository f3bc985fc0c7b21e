"""Bad input: one clear line naming file, line and mend, the right exit code, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SEED, Cli

CUT = SEED.read_bytes()[:9000]
HEADER = "> 本文内容由[{}](https://zh.wikipedia.org/wiki/x)转换而来。\n\n正文\n"


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", 2, "bad.md: the page holds no text; give a page that has text"),
        (
            bytes(range(256)) * 20,
            2,
            "bad.md: this is a binary file, and no text; give a page",
        ),
        (
            SEED.read_text(encoding="utf-8").encode("gb18030"),
            2,
            "bad.md:1: the page is not UTF-8 text (byte 0x",
        ),
        (
            SEED.read_text(encoding="utf-8").encode("utf-16"),
            2,
            "(byte 0xFF at offset 0); convert it to UTF-8: iconv -f UTF-16 -t UTF-8",
        ),
        (
            CUT,
            1,
            "so that the rest of the page is missing (1 open <table>); the page was cut off: get it again whole",
        ),
        (
            b"**T**\n\n" + b"<table>\n" * 3000,
            1,
            "so that the rest of the page is missing (3000 open <table>)",
        ),
        (
            b"text without a bold name\n",
            2,
            "tells the page's title (it was read as markdown); give it with --title",
        ),
        (
            HEADER.format("a<b>|^").encode(),
            2,
            "bad.md:1: the page's title is none that MediaWiki allows (a<b>|^)",
        ),
        (HEADER.format("甲\x07乙").encode(), 2, "bad.md:1: the page's title is none that MediaWiki allows"),
    ],
    ids=[
        "empty",
        "random",
        "gb18030",
        "utf16",
        "cut",
        "nested",
        "no-title",
        "bad-title",
        "control",
    ],
)
def test_bad_pages(data: bytes, code: int, said: str, cli: Cli, tmp_path: Path) -> None:
    """A bad page is said in one line, and what was written before stays."""
    (tmp_path / "bad.md").write_bytes(data)
    (tmp_path / "bad.ttl").write_text("old")
    done = cli("convert", "-q", "bad.md", "-o", "bad.ttl")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert all(line.startswith("icmlpo-rdf: ") for line in done.stderr.splitlines())
    assert (tmp_path / "bad.ttl").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.md", "bad.ttl"]


@pytest.mark.parametrize("title", ['a"\\^b', "100%zz", "C++", "%41", "甲/乙?x=1"])
def test_odd_titles_are_titles(title: str, cli: Cli, tmp_path: Path) -> None:
    """What MediaWiki allows in a title is converted, however hostile to IRIs."""
    (tmp_path / "odd.md").write_text('**x** [y](../Page/y.md "wikilink")\n', encoding="utf-8")
    done = cli("convert", "odd.md", "--title", title, "-o", "odd.ttl")
    assert (done.returncode, (tmp_path / "odd.ttl").exists()) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", "none.md"], "none.md: no such file or folder; check the path"),
        (
            ["convert", "empty"],
            "empty: there is no page; pages end in .md, .txt, .wikitext or .html; a dump is given by its own name",
        ),
        (["convert", "*.none"], "*.none: no file matches; check the pattern, and quote it"),
        (["convert", "seed.md", "-f", "n3"], "--format: 'n3' is no format; use one of turtle, ntriples,"),
        (
            ["convert", "seed.md", "-o", "x.doc"],
            "x.doc: its ending '.doc' tells no format; end it in one of .ttl",
        ),
        (
            ["convert", "seed.md", "-o", "seed.md/x/"],
            "seed.md/x: cannot be written (Not a directory); name a folder",
        ),
        (
            ["convert", "seed.md", "-o", "none/x.ttl"],
            "none/x.ttl: its folder does not exist; make the folder first",
        ),
        (
            ["convert", "seed.md", "-o", "/dev/full"],
            "/dev/full: cannot be written (No space left on device); free some",
        ),
        (["convert", "seed.md", "--base", "x y"], "--base: 'x y' is no base for IRIs; use an absolute IRI"),
        (
            ["convert", "seed.md", "--lang", "中文"],
            "--lang: '中文' is no language code of a wiki; use the first part of its address, such as en, zh or ja",
        ),
        (
            ["convert", "seed.md", "copy.md", "--title", "T"],
            "--title: one title for several pages; give --title with one",
        ),
        (["convert", "seed.md", "folder", "-o", "out/", "--layout", "pages"], "would be written over"),
        (
            ["convert", "folder", "-o", "out/", "-f", "turtle"],
            "--format: a dataset is N-Quads; leave --format out; or add --layout pages for one file per page,",
        ),
        (["convert", "seed.md", "-o", "x.nq", "--layout", "dataset"], "x.nq: it is named like a file"),
        (["convert", "seed.md", "-o", "-", "--layout", "pages"], "-: it is no folder, which --layout asks"),
        (["convert", "seed.md", "-o", "copy.md", "--layout", "pages"], "copy.md: it is no folder, which"),
        (["convert", "seed.md", "-o", "s3://x/y.nq"], "s3://x/y.nq: only a dataset is written to a remote"),
        (["convert", "seed.md", "--shard", "1/2"], "--shard: only datasets have it; add --layout dataset"),
        (["convert", "seed.md", "--check-content"], "--check-content: only datasets have it"),
        (["convert", "seed.md", "--replace"], "--replace: only datasets have it"),
        (["convert", "-", "--files-from", "-"], "--files-from: a page and the list of files both come from"),
        (
            ["convert", "folder", "--title", "T"],
            "--title: a dataset holds every page; write that page alone with -o x.ttl or --layout pages",
        ),
        (
            ["convert", "--wiki", "zhwiki", "--titles", "none"],
            "none: cannot be read (No such file or directory); give a file with a title a line; a title",
        ),
        (
            ["convert", "--files-from", "none"],
            "none: cannot be read (No such file or directory); give a list of files, one a line",
        ),
        (["convert"], "Missing argument 'INPUT...'; see icmlpo-rdf convert --help"),
        (["convert", "seed.md", "--jobs", "0"], "'--jobs'"),
        (["nonsense"], "No such command 'nonsense'; see icmlpo-rdf --help"),
        (["inspect", "none.md"], "none.md: cannot be read (No such file or directory); give a readable file"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_wrong_use(arguments: list[str], said: str, cli: Cli, tmp_path: Path) -> None:
    """Wrong use is exit code 2 and one line."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "seed.md", tmp_path / "copy.md", tmp_path / "folder" / "seed.md"):
        shutil.copy(SEED, place)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    done = cli(*arguments)
    lines = done.stderr.splitlines()
    assert done.returncode == 2, done.stderr
    assert said in lines[0]
    assert len(lines) == 1
    assert done.stdout == ""
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_bad_page_among_good_ones_costs_itself(cli: Cli, tmp_path: Path) -> None:
    """The good pages are written, the bad one is said, and the exit code is 1."""
    (tmp_path / "pages").mkdir()
    shutil.copy(SEED, tmp_path / "pages" / "good.md")
    (tmp_path / "pages" / "bad.md").write_bytes(b"\xff\xfe")
    done = cli("convert", "pages", "-o", "out/", "--layout", "pages", "--report", "notes.jsonl")
    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.ttl"]
    assert "pages/bad.md:1: the page is not UTF-8 text" in done.stderr
    assert '"code": "not-utf8"' in (tmp_path / "notes.jsonl").read_text(encoding="utf-8")


def test_partial_writes_what_is_sure(cli: Cli, tmp_path: Path) -> None:
    """A cut page's sure facts are written when the user asks for them; the exit code still tells."""
    (tmp_path / "cut.md").write_bytes(CUT)
    done = cli("convert", "cut.md", "-o", "cut.ttl", "--partial")
    assert done.returncode == 1
    assert "icm:Participation" in (tmp_path / "cut.ttl").read_text(encoding="utf-8")


def test_a_full_standard_output_is_said(tmp_path: Path) -> None:
    """`icmlpo-rdf convert … -o - > /dev/full` is exit code 2 and one line."""
    shutil.copy(SEED, tmp_path / "seed.md")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "icmlpo_rdf", "convert", "-q", "seed.md", "-o", "-"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("icmlpo-rdf: <stdout>: cannot be written (No space left on device)")
    assert len(done.stderr.splitlines()) == 1
