"""Inputs that nobody means well with, or has not looked at: one line that says what it is, and never a traceback."""

from __future__ import annotations

import bz2
import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.source.dumps_made import Page, article, export
from tests.source.wiki_made import Wiki, running


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    """A wiki."""
    with running() as found:
        yield found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["deep.json"], "deep.json: this is JSON, but no article of a snapshot; give a page"),
        (["deep.ndjson"], "deep.ndjson:1: this is no article: it is nested too deep; get it again whole"),
        (["https://[::1/wiki/A"], "https://[::1/wiki/A: it is no address (Invalid IPv6 URL); check it"),
        (["--wiki", "http://[::1", "A"], "http://[::1: it is no address (Invalid IPv6 URL); check it"),
        (["--wiki", "zhwiki", ""], "--wiki: '' is no title of a page; give titles as the wiki spells them"),
        (["--wiki", "zhwiki", "#甲"], "--wiki: '#甲' is no title of a page"),
        (["--wiki", "zhwiki", "--titles", "bytes"], "bytes:2: line 2 is no UTF-8; convert it"),
        (
            ["--wiki", "zhwiki", "--titles", "notepad"],
            "notepad:1: line 1 is no UTF-8; convert it to UTF-8: iconv -f UTF-16 -t UTF-8",
        ),
        (["--wiki", "zhwiki", "--titles", "none"], "none: it holds no title; give a list of titles, one a"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_is_no_input_is_one_line(arguments: list[str], said: str, cli: Cli, tmp_path: Path) -> None:
    """Exit code 2, and nothing is written."""
    deep = "[" * 100_000 + "]" * 100_000
    (tmp_path / "deep.json").write_text(f'{{"name":{deep}}}')
    (tmp_path / "deep.ndjson").write_text(f'{{"article_body":{{}},"x":{deep}}}\n')
    (tmp_path / "bytes").write_bytes(b"# \xff\n\xb0\xa1\n")
    (tmp_path / "notepad").write_text("甲\n乙\n", encoding="utf-16")
    (tmp_path / "none").write_text("\n# nothing\n")
    done = cli("convert", *arguments, "-o", "out.ttl")
    assert done.stderr.startswith(f"icmlpo-rdf: {said}"), done.stderr
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "out.ttl").exists()


@pytest.mark.parametrize(
    "address", ["https://example.org/x.html", "https://zh.wikipedia.org/", "https://www.wikidata.org/wiki/Q1"]
)
def test_other_addresses_of_the_web(address: str, cli: Cli) -> None:
    """Without a driver for them it is said what is read, not what Python lacks."""
    if find_spec("aiohttp"):
        pytest.skip("here they are asked for")
    for command in (("convert",), ("inspect",)):
        done = cli(*command, address)
        assert done.returncode == 2
        assert f"{address}: that is no page of a Wikipedia; give one as https://zh.wiki" in done.stderr


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("坏", "it leads to 'http://[::1', which is no address of a wiki; try it in a browser"),
        ("档", "it leads to 'file:///etc/passwd', which is no address of a wiki; try it in a browser"),
        ("深", "the wiki answers with what is no page"),
        ("没", "the wiki answers with HTML; check that it has the REST API: /w/rest.php"),
    ],
)
def test_an_answer_of_a_wiki_costs_its_title(
    title: str, said: str, wiki: Wiki, cli: Cli, tmp_path: Path
) -> None:
    """The others are converted; comments in a list of titles are none."""
    (tmp_path / "titles").write_text(f"# of today\n{title}\n甲会议\n", encoding="utf-8")
    done = cli(
        "convert",
        "--wiki",
        wiki.base,
        "--lang",
        "zh",
        "--titles",
        "titles",
        "-o",
        "pages/",
        "--layout",
        "pages",
    )
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["甲会议.ttl"]


def test_a_wait_of_ages_is_shown_as_one(wiki: Wiki, cli: Cli) -> None:
    """Whatever number a wiki sends."""
    done = cli("convert", "--wiki", wiki.base, "--lang", "zh", "永", "-o", "a.ttl")
    assert (done.returncode, "(HTTP 429, wait more than a day); run it" in done.stderr) == (2, True), (
        done.stderr
    )


@pytest.mark.parametrize(("title", "code"), [("A|B[c]", "bad-title"), ("", "no-title"), (None, "no-title")])
def test_a_page_of_a_dump_has_the_title_that_the_dump_gives(
    title: str | None, code: str, cli: Cli, tmp_path: Path
) -> None:
    """One without a possible title costs itself: it is not taken for the page that its lead names."""
    xml = export([Page(title or ""), Page("甲会议")])
    (tmp_path / "d.xml").write_text(
        xml if title is not None else xml.replace("<title></title>", "", 1), "utf-8"
    )
    done = cli("convert", "d.xml", "-o", "pages/", "--layout", "pages", "--report", "notes.jsonl")
    assert done.returncode == 1, done.stderr
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["甲会议.ttl"]
    assert f'"code": "{code}"' in (tmp_path / "notes.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
@pytest.mark.parametrize("more", ["", "".join(map(chr, range(0x4E00, 0x9FA0)))], ids=["short", "long"])
def test_a_packed_page_on_standard_input(pack: Callable[[bytes], bytes], more: str, tmp_path: Path) -> None:
    """It is unpacked as a file is, however much of it can be seen before it is read."""
    html = f"<!DOCTYPE html><html><body><p><b>甲会议</b>是会议。</p><p>{more}</p></body></html>".encode()
    for command in (("convert", "-", "-o", "a.ttl"), ("inspect", "-")):
        done = subprocess.run(
            [sys.executable, "-m", "icmlpo_rdf", *command, "--lang", "zh"],
            cwd=tmp_path,
            input=pack(html),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
    assert "甲会议" in (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert "HTML" in done.stdout.decode().replace("html", "HTML")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("d.xml", export([])),
        ("d.xml", export([Page("Template:甲", namespace=10)])),
        ("d.ndjson", article("分类:甲", namespace={"identifier": 14})),
    ],
    ids=["none", "template", "category"],
)
def test_a_dump_without_articles_says_so(name: str, data: str, cli: Cli, tmp_path: Path) -> None:
    """For `convert` and `inspect`."""
    (tmp_path / name).write_text(data, encoding="utf-8")
    for command in ("convert", "inspect"):
        done = cli(command, name, "-q")
        said = f"icmlpo-rdf: {name}: it holds no article (namespace 0, wikitext); get pages-articles\n"
        assert (done.returncode, done.stderr) == (2, said)


def test_an_index_with_offsets_below_zero_is_none(cli: Cli, tmp_path: Path) -> None:
    """The dump is read without it."""
    head, body = export([Page("甲会议")]).split("<page>")
    start = "zhwiki-20260101-pages-articles-multistream"
    (tmp_path / f"{start}.xml.bz2").write_bytes(
        bz2.compress(head.encode()) + bz2.compress(f"<page>{body}".encode())
    )
    (tmp_path / f"{start}-index.txt.bz2").write_bytes(bz2.compress("-7:1:甲会议\n-9:1:甲会议\n".encode()))
    done = cli("convert", f"{start}.xml.bz2", "-o", "a.ttl")
    assert done.returncode == 0, done.stderr


def test_packed_pages_in_a_folder(cli: Cli, tmp_path: Path) -> None:
    """They are pages, and the name without the ending of the packing is the title's."""
    (tmp_path / "in").mkdir()
    text = "'''会议'''是[[政党]]的会议。"
    (tmp_path / "in" / "甲会议.wikitext.gz").write_bytes(gzip.compress(text.encode()))
    html = "<!DOCTYPE html><html><body><p><b>乙会议</b>是会议。</p></body></html>"
    (tmp_path / "in" / "乙.html.bz2").write_bytes(bz2.compress(html.encode()))
    done = cli("convert", "in/", "--lang", "zh", "-o", "out/", "--layout", "pages")
    assert done.returncode == 0, done.stderr
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert '"甲会议"@zh' in written
    assert '"乙会议"@zh' in written
