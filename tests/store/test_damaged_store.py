"""A store on disk that was damaged: it is seen, said, and made again where the data are given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat

from icmlpo_rdf.errors import DamagedStoreError, UsageError
from icmlpo_rdf.evidence.row_evidence import ask_with_proof
from icmlpo_rdf.query.asking import ask, ask_for
from icmlpo_rdf.store.on_disk import open_store
from icmlpo_rdf.store.rdf_files import load
from icmlpo_rdf.store.record import RECORD_NAME
from tests.store.kept_stores import A, B, lines, snapshot, snapshots, write


def test_a_damaged_store(tmp_path: Path, folder: str) -> None:
    """It is said without data, and made again with them."""
    one = write(tmp_path / "1.ttl", A)
    done = subprocess.run(
        [sys.executable, "-m", "icmlpo_rdf", "query", one, "ASK { ?s ?p ?o }", "--store", folder], check=False
    )
    assert done.returncode == 0
    for path in snapshot(folder).glob("MANIFEST-*"):
        path.write_bytes(b"broken")
    with pytest.raises(
        DamagedStoreError, match=r"the store is damaged \(MANIFEST-\d+ is not as it was written\)"
    ):
        open_store((), folder)
    assert len(open_store([one], folder)) == 1
    write(tmp_path / "1.ttl", A, B)
    assert len(open_store([one], folder)) == 2


@pytest.mark.parametrize(
    "name",
    [5, "../elsewhere", "{}/../../elsewhere", "snapshot-", "generation-1", "snapshot-ABCDEF0123456789"],
)
def test_a_record_leads_nowhere_else(name: object, tmp_path: Path, folder: str) -> None:
    """Whatever stands in it, only a snapshot of this folder is opened."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    shutil.copytree(snapshot(folder), tmp_path / "elsewhere")
    record = Path(folder) / RECORD_NAME
    said = name.format(snapshot(folder).name) if isinstance(name, str) else name
    record.write_text(json.dumps({**json.loads(record.read_text()), "snapshot": said}))
    for data in ((), [one]):
        with pytest.raises(UsageError, match=r"no record of a store \(.*\); remove the folder"):
            open_store(data, folder)


@pytest.mark.parametrize("file", [["x", 1, "", 1], [1, 1], {}, {"size": 1}, 5, None])
def test_a_record_of_another_form(file: object, tmp_path: Path, folder: str) -> None:
    """One line, whatever is wrong."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    record = Path(folder) / RECORD_NAME
    for files in ({one: file}, file):
        if files != {}:
            record.write_text(json.dumps({**json.loads(record.read_text()), "files": files}))
            with pytest.raises(UsageError, match="no record of a store"):
                open_store([one], folder)


@pytest.mark.parametrize("value", ["x", -1, None, 1e400, []])
@pytest.mark.parametrize("key", ["size", "modified", "digest"])
def test_a_record_of_other_values(key: str, value: object, tmp_path: Path, folder: str) -> None:
    """What cannot be the file's is not the file's: it is read again."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    record = Path(folder) / RECORD_NAME
    said = json.loads(record.read_text())
    said["files"][one][key] = value
    record.write_text(json.dumps(said))
    assert lines(open_store([one], folder)) == lines(load([one]))


def overwrite(table: Path, *, is_time_kept: bool = False) -> None:
    """What a failing disk or another program does: 4,000 bytes in the middle are others."""
    before = table.stat()
    with table.open("r+b") as stream:
        stream.seek(before.st_size // 2)
        stream.write(b"\xff" * min(4000, before.st_size // 4))
    if is_time_kept:
        os.utime(table, ns=(before.st_atime_ns, before.st_mtime_ns))


def overwrite_tables(folder: Path, *, is_time_kept: bool = False) -> None:
    """All large tables of a snapshot."""
    tables = [one for one in folder.glob("*.sst") if one.stat().st_size > 20_000]
    assert tables
    for table in tables:
        overwrite(table, is_time_kept=is_time_kept)


def many(path: Path, graph: str, number: int = 20_000) -> str:
    """A file whose tables have many blocks."""
    return write(
        path, *(f'<urn:x:{n}> <urn:x:p> "{n * 7919 % 99_991}" <urn:g:{graph}> .' for n in range(number))
    )


def in_another_process(*lines: str) -> None:
    """The engine keeps what it opened: a store that is made here and damaged is asked by another."""
    code = "\n".join(["from icmlpo_rdf.store.on_disk import open_store", *lines])
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_damaged_table_is_seen_before_it_is_asked(tmp_path: Path, folder: str) -> None:
    """A query that counts over it would not end; with data it is made again, from nothing."""
    one = many(tmp_path / "1.nq", "a")
    in_another_process(f"open_store([{one!r}], {folder!r})")
    overwrite_tables(snapshot(folder))
    for data, kept in (((), folder), ((folder,), None)):
        with pytest.raises(
            DamagedStoreError, match=r"the store is damaged \(0\d+\.sst is not as it was written\)"
        ):
            open_store(data, kept)
    assert lines(open_store([one], folder)) == lines(load([one]))
    assert len(snapshots(folder)) == 1
    assert len(open_store((), folder)) == 20_000


def test_a_table_that_is_gone_or_cut(tmp_path: Path, folder: str) -> None:
    """Both are seen at opening."""
    one = many(tmp_path / "1.nq", "a")
    in_another_process(f"open_store([{one!r}], {folder!r})")
    (table, *_) = sorted(snapshot(folder).glob("*.sst"), key=lambda path: -path.stat().st_size)
    os.truncate(table, 5000)
    with pytest.raises(DamagedStoreError, match=f"{table.name} is not as it was written"):
        open_store((), folder)
    table.unlink()
    with pytest.raises(DamagedStoreError, match=f"{table.name}: no such file or folder"):
        open_store((), folder)


def test_a_table_with_another_time(tmp_path: Path, folder: str) -> None:
    """A store that was copied without its times is read, found whole, and asked."""
    one = many(tmp_path / "1.nq", "a", 100)
    open_store([one], folder)
    for table in snapshot(folder).glob("*.sst"):
        os.utime(table, (1, 1))
    assert len(open_store((), folder)) == 100


def test_damage_is_not_linked_into_the_next_snapshot(tmp_path: Path, folder: str) -> None:
    """Also where nothing but the bytes tells of it."""
    data = [many(tmp_path / "1.nq", "a"), many(tmp_path / "2.nq", "b", 10)]
    in_another_process(f"open_store({data!r}, {folder!r})")
    overwrite_tables(snapshot(folder), is_time_kept=True)
    write(tmp_path / "2.nq", f"{A[:-1]} <urn:g:b> .")
    assert lines(open_store(data, folder)) == lines(load(data))


def test_a_query_that_finds_damage_says_so(tmp_path: Path, folder: str) -> None:
    """Rows, results and proofs: no advice to change the query; `is_anew` makes the store again."""
    one = many(tmp_path / "1.nq", "a")
    in_another_process(f"open_store([{one!r}], {folder!r})")
    overwrite_tables(snapshot(folder), is_time_kept=True)
    store = open_store([one], folder)
    said = r"query: the store is damaged \(Corruption: .*\); give the data again with --store, or remove"
    every = "SELECT * { ?s ?p ?o }"
    with pytest.raises(DamagedStoreError, match=said):
        ask(store, every)
    with pytest.raises(DamagedStoreError, match=said):
        ask_for(store, every, QueryResultsFormat.CSV)
    some = " ".join(f"<urn:x:{n}>" for n in range(0, 20_000, 50))
    middle = f"SELECT ?s {{ VALUES ?s {{ {some} }} }}"
    with pytest.raises(DamagedStoreError, match=said):
        ask_with_proof(store, middle)
    assert len(open_store([one], folder, is_anew=True)) == 20_000
    assert len(ask(open_store((), folder), every).rows) == 20_000
