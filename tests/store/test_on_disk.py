"""A store on disk follows its files, and is whole or not there, whatever happens while it is made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.store.locks import LOCK_NAME
from icmlpo_rdf.store.on_disk import open_store
from icmlpo_rdf.store.rdf_files import load
from icmlpo_rdf.store.record import RECORD_NAME
from tests.store.kept_stores import A, B, C, lines, read_files, snapshots, write


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


def test_a_dataset_is_its_shards(tmp_path: Path) -> None:
    """Its description is about the data, and answers no question about them."""
    write(tmp_path / "set" / "data" / "part-00000.nq.gz", f"{A[:-1]} <urn:g:a> .")
    write(tmp_path / "set" / "dataset.ttl", B)
    write(tmp_path / "plain" / "dataset.ttl", B)
    assert len(open_store([str(tmp_path / "set")])) == 1
    assert len(open_store([str(tmp_path / "plain")])) == 1


def test_a_folder_that_is_named_alike_stays(tmp_path: Path, folder: str) -> None:
    """Only what the store made is removed."""
    one = write(tmp_path / "1.ttl", A)
    open_store([one], folder)
    notes = Path(folder) / "snapshot-notes"
    notes.mkdir()
    write(tmp_path / "1.ttl", A, B)
    assert len(open_store([one], folder)) == 2
    assert notes.is_dir()


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


def test_much_data_are_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They say the same, and what they were kept in goes with the process; a packed file counts as what it unpacks to."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    data = write(tmp_path / "1.nq.gz", *(f"<urn:x:{n}> <urn:x:p> <urn:x:o> <urn:g:a> ." for n in range(999)))
    code = (
        "import sys; from pathlib import Path; from icmlpo_rdf.store import on_disk\n"
        "on_disk._MOST_IN_MEMORY = int(sys.argv[2])\n"
        "store = on_disk.open_store([sys.argv[1]])\n"
        "print(len(store), len(list(Path(sys.argv[3]).glob('*/snapshot-*/CURRENT'))))"
    )
    size = Path(data).stat().st_size
    for most, kept in ((16 * size, "0"), (14 * size, "1")):
        told = subprocess.run(
            [sys.executable, "-c", code, data, str(most), str(tmp_path / "scratch")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert told.split() == ["999", kept]
        assert not list((tmp_path / "scratch").iterdir())
