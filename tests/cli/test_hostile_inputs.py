"""Inputs that nobody means well with, or has not looked at: one line that says what it is, and never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import Cli
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
