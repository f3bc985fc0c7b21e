"""Stores on disk that cannot be made or written, and what is no store: each is told, and nothing is lost."""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from icmlpo_rdf.errors import DataError, OutputError, UsageError
from icmlpo_rdf.store.locks import LOCK_NAME
from icmlpo_rdf.store.on_disk import is_store, open_store
from icmlpo_rdf.store.rdf_files import load
from icmlpo_rdf.store.record import RECORD_NAME
from tests.store.kept_stores import A, B, lines, snapshots, write


@pytest.mark.parametrize("name", ["file", "folder", "broken", "later"])
def test_what_is_no_store_is_not_overwritten(name: str, tmp_path: Path) -> None:
    """A file, a folder of something else, a record that is none, a later version's."""
    one = write(tmp_path / "1.ttl", A)
    places = {
        "file": (
            tmp_path / "x",
            tmp_path / "x",
            "kept",
            "it is no store of icmlpo-rdf, and nothing is overwritten",
        ),
        "folder": (tmp_path / "y", tmp_path / "y" / "kept.txt", "kept", "it is no store of icmlpo-rdf"),
        "broken": (tmp_path / "z", tmp_path / "z" / RECORD_NAME, "{", "no record of a store"),
        "later": (
            tmp_path / "v",
            tmp_path / "v" / RECORD_NAME,
            '{"format": 99}',
            "a store of another version",
        ),
    }
    folder, file, text, said = places[name]
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    with pytest.raises(UsageError, match=said):
        open_store([one], str(folder))
    assert file.read_text() == text


def test_a_full_disk(tmp_path: Path, folder: str) -> None:
    """One line; what stood there is untouched and nothing is left behind."""
    one = write(tmp_path / "1.nq", f"{A[:-1]} <urn:g:a> .")
    two = write(
        tmp_path / "2.nq", *(f"<urn:x:{n}> <urn:x:p> <urn:x:{n}o> <urn:g:b> ." for n in range(100_000))
    )
    open_store([one], folder)
    code = (
        "from icmlpo_rdf.store.on_disk import open_store; from icmlpo_rdf.errors import OutputError\n"
        f"try: open_store({[one, two]!r}, {folder!r})\n"
        "except OutputError as error: print(error)"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = subprocess.run(
        [sys.executable, "-c", code], preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("--store: the store cannot be written ("), done.stderr
    assert done.stdout.count("\n") == 1
    assert len(open_store((), folder)) == 1
    assert len(snapshots(folder)) == 1


def test_bad_data_leaves_the_store_as_it_was(tmp_path: Path, folder: str) -> None:
    """The error names file, line and column."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    for number in (1, 40_000):
        bad = write(tmp_path / "bad.nq.gz", *[f"{A[:-1]} <urn:g:a> ."] * number, "<urn:x:a> <urn x> .")
        if number > 1:
            Path(bad).write_bytes(gzip.compress(gzip.decompress(Path(bad).read_bytes()), 0))
        with pytest.raises(DataError, match=rf"bad\.nq\.gz:{number + 1}:\d+: no valid N-Quads"):
            open_store([one, bad], folder)
        assert lines(open_store((), folder)) == lines(load([one]))
    Path(bad).write_bytes(Path(bad).read_bytes()[:-20])
    with pytest.raises(DataError, match=r"bad\.nq\.gz: no whole gzip file"):
        open_store([one, bad], folder)


def test_wrong_use(tmp_path: Path, folder: str) -> None:
    """A store that is not there, standard input, a store among other data."""
    one = write(tmp_path / "1.ttl", A)
    with pytest.raises(DataError, match="no such store; check the path"):
        open_store((), folder)
    with pytest.raises(UsageError, match="standard input cannot be looked at again"):
        open_store(["-"], folder)
    open_store([one], folder)
    with pytest.raises(UsageError, match="a store is asked alone; leave out the other data"):
        open_store([folder, one])
    with pytest.raises(UsageError, match="a store is asked alone"):
        open_store([folder], str(tmp_path / "other"))


def test_a_store_of_oxigraphs_own(tmp_path: Path) -> None:
    """It is asked as it is; not while another program writes to it."""
    place, one = str(tmp_path / "own"), write(tmp_path / "1.ttl", A)
    code = f"from pyoxigraph import Store; s = Store({place!r}); s.bulk_load(path={one!r}); s.flush(); print(1, flush=True); input()"
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout
    assert other.stdout.readline() == b"1\n"
    assert is_store(place)
    with pytest.raises(UsageError, match="another program has this store open"):
        open_store([place])
    other.communicate(b"\n")
    assert len(open_store([place])) == 1
    with pytest.raises(UsageError, match="nothing is overwritten"):
        open_store([one], place)


def test_a_store_that_cannot_be_written(tmp_path: Path, folder: str) -> None:
    """A file whose time alone changed needs nothing written; one that says something else is told with the folder."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    lock = Path(folder) / LOCK_NAME
    lock.unlink()
    lock.mkdir()  # not even root can open it for writing
    os.utime(one, (1, 1))
    assert len(open_store([one], folder)) == 1
    write(tmp_path / "1.ttl", A, B)
    with pytest.raises(OutputError) as caught:
        open_store([one], folder)
    assert str(caught.value) == (
        f"{folder}: the store cannot be written (Is a directory); put it in a folder that can be written"
    )


def test_a_full_disk_does_not_hinder_who_only_asks(tmp_path: Path, folder: str) -> None:
    """The file says what it said; that the new time is not noted costs the next call another reading."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    os.utime(one, (1, 1))
    code = f"from icmlpo_rdf.store.on_disk import open_store; print(len(open_store([{one!r}], {folder!r})))"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    done = subprocess.run(
        [sys.executable, "-B", "-c", code], preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr
