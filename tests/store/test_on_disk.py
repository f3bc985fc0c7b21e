"""A store on disk follows its files, and is whole or not there, whatever happens while it is made."""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, Store

from icmlpo_rdf.errors import DamagedStoreError, DataError, OutputError, UsageError
from icmlpo_rdf.evidence.row_evidence import ask_with_proof
from icmlpo_rdf.query.asking import ask, ask_for
from icmlpo_rdf.store.locks import LOCK_NAME
from icmlpo_rdf.store.on_disk import is_store, open_store
from icmlpo_rdf.store.rdf_files import load
from icmlpo_rdf.store.record import RECORD_NAME

A, B, C = (f"<urn:x:{one}> <urn:x:p> <urn:x:o> ." for one in "abc")
CLOCK = count(1_000_000_000)


def lines(store: Store) -> list[str]:
    """All quads of a store, sorted; blank nodes alike."""
    return sorted(
        " ".join("_:b" if part.startswith("_:") else part for part in str(quad).split()) for quad in store
    )


def write(path: Path, *said: str) -> str:
    """A file that says something, old enough that its time tells whether it changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(f"{one}\n" for one in said).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    now = next(CLOCK)
    os.utime(path, (now, now))
    return str(path)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Where the store is kept."""
    return str(tmp_path / "store")


def snapshots(folder: str) -> list[Path]:
    """The snapshots that a store's folder holds."""
    return list(Path(folder).glob("snapshot-*"))


def snapshot(folder: str) -> Path:
    """The one snapshot that a store's folder holds."""
    (one,) = snapshots(folder)
    return one


def read_files(data: list[str], folder: str) -> tuple[list[str], int]:
    """What the store holds, and how many bytes of files were loaded for it."""
    loaded: list[int] = []
    return lines(open_store(data, folder, progress=loaded.append)), sum(loaded)


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, folder: str) -> None:
    """Not when nothing changed, and not when only a time did; where a file changed, all are."""
    data = tmp_path / "data"
    big = write(data / "big.nq", *(f"<urn:x:{n}> <urn:x:p> <urn:x:o> <urn:g:{n % 9}> ." for n in range(999)))
    small = write(data / "small.nq", f"{A[:-1]} <urn:g:a> .")
    first, read = read_files([str(data)], folder)
    assert (len(first), read) == (1000, Path(big).stat().st_size + Path(small).stat().st_size)
    assert read_files([str(data)], folder) == (first, 0)
    os.utime(small, (1, 1))
    assert read_files([str(data)], folder) == (first, 0)
    write(data / "small.nq", f"{B[:-1]} <urn:g:a> .")
    now, read = read_files([str(data)], folder)
    assert read == Path(big).stat().st_size + Path(small).stat().st_size
    assert now == lines(load([str(data)]))
    assert now != first


def test_the_same_triple_in_two_files(tmp_path: Path, folder: str) -> None:
    """It goes when the last file that says it does not say it any more."""
    one, other = write(tmp_path / "1.ttl", A, B), write(tmp_path / "2.ttl", B, C)
    assert len(read_files([one, other], folder)[0]) == 3
    write(tmp_path / "1.ttl", A)
    assert read_files([one, other], folder)[0] == lines(load([one, other]))
    assert len(open_store([one, other], folder)) == 3
    write(tmp_path / "2.ttl", C)
    assert len(open_store([one, other], folder)) == 2


def test_files_that_come_and_go(tmp_path: Path, folder: str) -> None:
    """The store holds what the folder holds now, and nothing of what it is no longer asked about."""
    data = tmp_path / "data"
    write(data / "1.nq.gz", f"{A[:-1]} <urn:g:1> .")
    write(data / "2.nq.gz", f"{B[:-1]} <urn:g:2> .", C)
    write(data / "3.ttl", A)
    for change in ("", "add", "remove", "rename"):
        if change == "add":
            write(data / "4.nq", f"{C[:-1]} <urn:g:1> .")
        elif change == "remove":
            (data / "2.nq.gz").unlink()
        elif change == "rename":
            (data / "1.nq.gz").rename(data / "9.nq.gz")
        assert lines(open_store([str(data)], folder)) == lines(load([str(data)])), change
    assert {str(name) for name in open_store([str(data)], folder).named_graphs()} == {"<urn:g:1>"}
    assert len(open_store([str(data / "3.ttl")], folder)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "<urn:x:a> <urn:x:p> <urn:x:o> <urn:g:\\u5fb7> .",
        "<urn:x:a> <urn:x:p> <urn:x:o> <urn:g:h>.# <urn:g:not> .",
        '<urn:x:a> <urn:x:p> "a . <urn:g:not> ." <urn:g:h>\t.',
        "<urn:x:a> <urn:x:p> <urn:x:o> _:g .",
        "_:b <urn:x:p> _:c <urn:g:h> .",
    ],
)
def test_every_graph_of_a_changed_file_goes(said: str, tmp_path: Path, folder: str) -> None:
    """However its name is written."""
    one = write(tmp_path / "1.nq", said)
    other = write(tmp_path / "2.nq", A, "_:x <urn:x:p> _:x <urn:g:h> .")
    open_store([one, other], folder)
    write(tmp_path / "1.nq", B)
    assert lines(open_store([one, other], folder)) == lines(load([one, other]))


def test_a_stopped_run_leaves_the_store_as_it_was(tmp_path: Path, folder: str) -> None:
    """Killed while it loads: the old data are asked meanwhile, the next run does it whole."""
    one = write(tmp_path / "1.nq", f"{A[:-1]} <urn:g:a> .")
    two = write(tmp_path / "2.nq", *(f"<urn:x:{n}> <urn:x:p> <urn:x:o> <urn:g:b> ." for n in range(50_000)))
    open_store([one], folder)
    with kill_while_loading([one, two], folder):
        assert len(open_store((), folder)) == 1
    assert len(open_store((), folder)) == 1
    assert len(open_store([one, two], folder)) == 50_001
    # This process has opened the first and the last snapshot; what the killed one left has gone.
    assert len(snapshots(folder)) == 2
    assert {path.name for path in Path(folder).iterdir()} - {path.name for path in snapshots(folder)} == {
        RECORD_NAME,
        LOCK_NAME,
    }


def test_a_first_run_that_goes_on(tmp_path: Path, folder: str) -> None:
    """Who only asks meanwhile is told that the store is being made, not that it was stopped."""
    two = write(tmp_path / "2.nq", *(f"<urn:x:{n}> <urn:x:p> <urn:x:o> <urn:g:b> ." for n in range(50_000)))
    said = f"{folder}: another process is loading into this store; wait until it ends"
    with kill_while_loading([two], folder):
        for data, kept in (((), folder), ((folder,), None)):
            with pytest.raises(UsageError) as caught:
                open_store(data, kept)
            assert str(caught.value) == said
    with pytest.raises(DataError, match="its loading was stopped before it ended"):
        open_store((), folder)


def test_a_first_run_that_was_stopped(tmp_path: Path, folder: str) -> None:
    """Without data it is said; with data the store is made."""
    two = write(tmp_path / "2.nq", *(f"<urn:x:{n}> <urn:x:p> <urn:x:o> <urn:g:b> ." for n in range(50_000)))
    with kill_while_loading([two], folder):
        pass
    with pytest.raises(DataError, match="its loading was stopped before it ended; give the data again"):
        open_store((), folder)
    assert len(open_store([two], folder)) == 50_000


class kill_while_loading:  # noqa: N801 - read as a statement
    """Another process loads; inside the block it stands still in the middle, and then it is killed."""

    def __init__(self, data: list[str], folder: str) -> None:
        code = (
            "import sys; from icmlpo_rdf.store.on_disk import open_store\n"
            "def halt(size):\n"
            "    print('loading', flush=True); sys.stdin.read()\n"
            f"open_store({data!r}, {folder!r}, progress=halt)"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> None:
        assert self._process.stdout
        assert self._process.stdout.readline() == b"loading\n"

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()


def test_two_at_once(tmp_path: Path, folder: str) -> None:
    """The second is told in one line, and loses nothing."""
    one = write(tmp_path / "1.nq", A)
    with kill_while_loading([one], folder), pytest.raises(UsageError) as caught:
        open_store([one], folder)
    assert str(caught.value) == f"{folder}: another process is loading into this store; wait until it ends"


def test_what_is_asked_stays_while_it_changes(tmp_path: Path, folder: str) -> None:
    """A store that is open goes on answering as it did."""
    one = write(tmp_path / "1.ttl", A)
    before = open_store([one], folder)
    for said in ([A, B], [A, B, C]):
        write(tmp_path / "1.ttl", *said)
        assert len(open_store([one], folder)) == len(said)
    assert len(before) == 1


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


def test_a_dataset_is_its_shards(tmp_path: Path) -> None:
    """Its description is about the data, and answers no question about them."""
    write(tmp_path / "set" / "data" / "part-00000.nq.gz", f"{A[:-1]} <urn:g:a> .")
    write(tmp_path / "set" / "dataset.ttl", B)
    write(tmp_path / "plain" / "dataset.ttl", B)
    assert len(open_store([str(tmp_path / "set")])) == 1
    assert len(open_store([str(tmp_path / "plain")])) == 1


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


def test_a_folder_that_is_named_alike_stays(tmp_path: Path, folder: str) -> None:
    """Only what the store made is removed."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    notes = Path(folder) / "snapshot-notes"
    notes.mkdir()
    write(tmp_path / "1.ttl", A, B)
    assert len(open_store([one], folder)) == 2
    assert notes.is_dir()


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


def test_a_store_is_of_one_base(tmp_path: Path) -> None:
    """With another base IRI it is made anew, with the same it is not; each file has its own address where none is given."""
    (tmp_path / "a.ttl").write_text("<> <urn:x:p> <b> .")
    folder = str(tmp_path / "db")
    told: list[int] = []
    for base, subject in ((None, (tmp_path / "a.ttl").as_uri()), ("http://e/x", "http://e/x"), (None, None)):
        store = open_store([str(tmp_path / "a.ttl")], folder, base_iri=base, progress=told.append)
        expected = subject or (tmp_path / "a.ttl").as_uri()
        assert [quad.subject for quad in store] == [NamedNode(expected)]
    open_store([str(tmp_path / "a.ttl")], folder, progress=told.append)
    assert len(told) == 3
