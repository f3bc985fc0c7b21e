"""RDF files are read in every syntax, and what is wrong with one is said with file, line and mend."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.store.rdf_files import load


@pytest.mark.parametrize("output_format", list(OutputFormat), ids=lambda one: one.label)
@pytest.mark.parametrize("compressed", [False, True])
def test_every_format_that_we_write_is_read(
    output_format: OutputFormat, compressed: bool, seed_conversion: Conversion, tmp_path: Path
) -> None:
    """Plain or gzipped, by its ending."""
    data = seed_conversion.to_bytes(output_format)
    path = tmp_path / f"seed{output_format.ending}{'.gz' if compressed else ''}"
    path.write_bytes(gzip.compress(data) if compressed else data)
    assert len(load([str(path)])) == len(seed_conversion.quads)


def test_folders_are_read_to_the_bottom(seed_conversion: Conversion, tmp_path: Path) -> None:
    """Files that are no RDF are passed over."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "seed.ttl").write_bytes(seed_conversion.to_bytes())
    (tmp_path / "a" / "notes.txt").write_text("no RDF")
    assert len(load([str(tmp_path)])) == len(seed_conversion.quads)


@pytest.mark.parametrize(
    ("name", "data", "kind", "said"),
    [
        ("x.ttl", b"<a:b> <a:c> .\n", DataError, r"x\.ttl:1:\d+: no valid Turtle \(.+\); mend the syntax there"),
        ("x.ttl", b'<a:b> a <a:c> .\n\n<a:b> <a:c> "open .\n', DataError, r"x\.ttl:3:\d+: no valid Turtle"),
        ("x.nq", b"<a:b> <a:c> <a b> .\n", DataError, r"x\.nq:1:\d+: no valid N-Quads"),
        ("x.ttl", b"\xff\xfe<\x00", DataError, r"x\.ttl:1:\d+: no valid Turtle"),
        ("x.jsonld", b"{", DataError, r"x\.jsonld.*: no valid JSON-LD"),
        ("x.rdf", b"<rdf", DataError, r"x\.rdf.*: no valid RDF/XML"),
        ("x.nt.gz", b"no gzip", DataError, r"x\.nt\.gz: no whole gzip file .*; get it again whole"),
        ("x.nt.gz", gzip.compress(b"<a:b> <a:c> <a:d> .\n" * 99, mtime=0)[:-9], DataError, "no whole gzip file"),
        ("x.doc", b"", UsageError, r"x\.doc: its ending tells no RDF syntax; .*if it is RDF, end its name in one of \.ttl"),
        ("page.md", b"**A** is one.", UsageError, r"page\.md: its ending tells no RDF syntax; if it is a page, make data of it first: icmlpo-rdf convert"),
    ],
)  # fmt: skip
def test_bad_files(name: str, data: bytes, kind: type[Exception], said: str, tmp_path: Path) -> None:
    """Each is one error that names the file, the line where there is one, and the mend."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(kind, match=said):
        load([str(tmp_path / name)])


def test_missing_and_empty_places(tmp_path: Path) -> None:
    """A path that is not there, and a folder with nothing in it."""
    with pytest.raises(DataError, match="no such file or folder; check the path"):
        load([str(tmp_path / "none")])
    with pytest.raises(
        UsageError,
        match="the folder holds no RDF file; if it holds pages, make data of it first: icmlpo-rdf convert",
    ):
        load([str(tmp_path)])
