"""One edition of a page at a time: data of two are refused before their facts are one graph, wherever they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.store import rdf_files
from icmlpo_rdf.store.on_disk import open_store
from tests.conftest import Cli
from tests.publish.conftest import Load
from tests.publish.servers import Oxigraph

WIKITEXT = "'''甲会议'''是会议。\n\n== 第一次会议（1999年）参加者 ==\n* [[乙党]]\n"


@pytest.fixture
def editions(tmp_path: Path, cli: Cli) -> Path:
    """The data of one page as it was and as it is, and as Turtle; and of another page."""
    for name, text in (("old", WIKITEXT), ("new", f"{WIKITEXT}* [[丙党]]\n")):
        (tmp_path / f"{name}.wikitext").write_text(text, encoding="utf-8")
        for ending in ("nq", "ttl"):
            done = cli(
                "convert", f"{name}.wikitext", "--lang", "zh", "--title", "甲会议", "-o", f"{name}.{ending}"
            )
            assert done.returncode == 0, done.stderr
    cli("convert", "old.wikitext", "--lang", "zh", "--title", "乙会议", "-o", "other.nq")
    return tmp_path


TWO = r"https://w3id.org/icmlpo-rdf/source/zh/甲会议: two editions of one page \(same-page\): .*old.*and .*new.*; give one of them"


@pytest.mark.parametrize("pair", [("old.nq", "new.nq"), ("old.ttl", "new.nq"), ("old.ttl", "new.ttl")])
@pytest.mark.parametrize("kept", [False, True])
def test_two_editions_are_not_asked_as_one(kept: bool, pair: tuple[str, str], editions: Path) -> None:
    """In memory and on disk; both files are named."""
    paths = [str(editions / name) for name in pair]
    with pytest.raises(DataError, match=TWO):
        open_store(paths, str(editions / "store") if kept else None)
    assert len(open_store(paths[:1], str(editions / "store") if kept else None)) > 10


def test_one_edition_twice_and_two_pages_are_nothing_of_the_kind(editions: Path) -> None:
    """The same data as Turtle and as N-Quads, and another page made of the same text."""
    assert len(rdf_files.load([str(editions / name) for name in ("new.nq", "new.ttl", "other.nq")])) > 10


def test_one_file_may_hold_both(editions: Path, cli: Cli) -> None:
    """As when somebody has put two together; the command line says it in one line, and so does standard input."""
    both = (editions / "old.nq").read_bytes() + (editions / "new.nq").read_bytes()
    (editions / "both.nq").write_bytes(both)
    done = cli("query", "both.nq", "meetings")
    assert (done.returncode, done.stderr.count("\n"), "same-page" in done.stderr) == (2, 1, True)
    done = cli("cite", "both.nq")
    assert (done.returncode, done.stderr.count("\n"), "same-page" in done.stderr) == (2, 1, True)
    done = cli("query", "-", "meetings", stdin=both)
    assert (done.returncode, "standard input" in done.stderr) == (2, True)


def test_nothing_is_sent_of_two_editions(editions: Path, server: Oxigraph, load: Load) -> None:
    """`load` says so before; one at a time, the later one replaces the earlier."""
    for pair in (("old.nq", "new.nq"), ("old.ttl", "new.ttl")):
        done = load(*(str(editions / name) for name in pair), "--to", server.url)
        assert done.returncode == 2
        assert "two editions of one page (same-page)" in done.stderr
        assert "old" in done.stderr
        assert server.graphs() == {}
    for name in ("old.nq", "new.nq", "other.nq"):
        assert load(str(editions / name), "--to", server.url).returncode == 0
    assert len(server.graphs()) == 2
