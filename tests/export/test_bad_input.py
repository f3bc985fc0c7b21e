"""What `export` is given that cannot be used: one clear line, exit code 2, and nothing half-written."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from icmlpo_rdf.export.claims import Why
from tests.conftest import ROOT, Cli
from tests.export.batches import ITEMS, Claims, items_of, write_page

WHOLE = Claims().add("Q11", "P710", "Q21").dump("Q11", "Q12")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("s.json.gz", gzip.compress(WHOLE.encode())[:-9], "cut off"),
        ("s.json", WHOLE[: len(WHOLE) // 2].encode(), "no whole JSON of Wikidata's items (Input data was truncated)"),
        ("s.json", WHOLE.replace('"Q12"', '"Q11"')[:-6].encode(), "s.json:3: this is no whole item of Wikidata"),
        ("s.json", b'{"error": {"code": "no-such-entity"}}', "no whole JSON of Wikidata's items"),
        ("s.json", b"<!DOCTYPE html><p>429", "no whole JSON of Wikidata's items"),
        ("s.json", b"[" * 100_000, "no whole JSON of Wikidata's items"),
        ("s.json", b"[\n]\n", "it holds no item"),
        ("s.json", b"", "it holds no item"),
        ("s.ttl", b"<http://www.wikidata.org/entity/Q11> <http://www.wikidata.org/prop/direct/P710> <http://e/> .", "it tells no statements"),
        ("s.ttl", b"@prefix", "s.ttl:1"),
        ("none.json", None, "no such file"),
    ],
)  # fmt: skip
def test_statements(name: str, data: bytes | None, said: str, cli: Cli, tmp_path: Path) -> None:
    """Cut off, of another kind, empty, missing."""
    write_page(tmp_path / "page.ttl")
    (tmp_path / "link.nt").write_text(items_of(ITEMS), encoding="utf-8")
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = sorted(tmp_path.iterdir())
    done = cli("export", "page.ttl", "link.nt", "-f", "quickstatements", "-o", "b.qs", "--statements", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"icmlpo-rdf: {name}")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-f", "quickstatements"), "nothing of the data has an item; link them first"),
        (("-f", "nothing"), "unknown format 'nothing'; formats are quickstatements (.qs), mismatches"),
        ((), "no format is named"),
        (("-o", "b.txt"), "its ending tells no format"),
        (("-o", "page.ttl", "-f", "quickstatements"), "it would be written over page.ttl"),
        (("-o", "b.qs", "--undo", "b.qs"), "it would be written over the file of"),
        (("-o", "b.mismatches.csv", "--undo", "b.qs"), "mismatches change nothing"),
    ],
)
def test_use(arguments: tuple[str, ...], said: str, cli: Cli, tmp_path: Path) -> None:
    """No link graph, no format, files that are read."""
    write_page(tmp_path / "page.ttl")
    done = cli("export", "page.ttl", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["page.ttl"]


def test_data_that_are_cut_off(cli: Cli, tmp_path: Path) -> None:
    """The facts or the link graph: what stood in OUT stays."""
    write_page(tmp_path / "page.ttl")
    (tmp_path / "link.nt.gz").write_bytes(gzip.compress(items_of(ITEMS).encode())[:-9])
    (tmp_path / "b.qs").write_text("before", encoding="utf-8")
    done = cli("export", "page.ttl", "link.nt.gz", "-o", "b.qs")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("icmlpo-rdf: link.nt.gz: no whole gzip file")
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "b.qs").read_text(encoding="utf-8") == "before"
    assert not (tmp_path / "b.undo.qs").exists()


def test_every_reason_is_documented() -> None:
    """By its word and its sentence."""
    text = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    for why in Why:
        assert f"| `{why.slug}` | {why.sentence} |" in text, why.slug
