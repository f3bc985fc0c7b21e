"""Files are written whole or not at all."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from icmlpo_rdf.errors import OutputError
from icmlpo_rdf.sinks import make_folder, write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """The new bytes stand there, with the old file's permissions."""
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    """What a symbolic link points to is replaced, not the link."""
    (tmp_path / "a.ttl").symlink_to(tmp_path / "b.ttl")
    write_whole(tmp_path / "a.ttl", b"new")
    assert (tmp_path / "a.ttl").is_symlink()
    assert (tmp_path / "b.ttl").read_bytes() == b"new"


def test_gzip_holds_nothing_of_the_clock(tmp_path: Path) -> None:
    """The same data give the same compressed bytes."""
    for name in ("a.ttl.gz", "b.ttl.gz"):
        write_whole(tmp_path / name, b"data")
    assert (tmp_path / "a.ttl.gz").read_bytes() == (tmp_path / "b.ttl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.ttl.gz").read_bytes()) == b"data"


def test_a_full_disk_is_said_and_the_device_stays_a_device() -> None:
    """/dev/full is written in place, never renamed over."""
    with pytest.raises(
        OutputError, match=r"/dev/full: cannot be written \(No space left on device\); free some space"
    ):
        write_whole(Path("/dev/full"), b"x")
    assert Path("/dev/full").is_char_device()


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    """Each says what is wrong and how to mend it."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(OutputError, match="make the folder first"):
        write_whole(tmp_path / "none" / "a.ttl", b"x")
    with pytest.raises(OutputError, match="it is a folder"):
        write_whole(tmp_path, b"x")
    with pytest.raises(OutputError, match="cannot be written"):
        make_folder(tmp_path / "file" / "folder")
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / ("x" * 300), b"x")
    assert (tmp_path / "file").read_bytes() == b"x"


def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """A writer killed at any moment never leaves half a file under the name."""
    path = tmp_path / "a.ttl"
    old, new = b"old" * 1_000_000, b"new" * 1_000_000
    script = (
        "import sys; from pathlib import Path; from icmlpo_rdf.sinks import write_whole\n"
        "print('ready', flush=True)\n"
        f"while True: write_whole(Path({str(path)!r}), b'old' * 1_000_000); write_whole(Path({str(path)!r}), b'new' * 1_000_000)\n"
    )
    path.write_bytes(old)
    for attempt in range(6):
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(0.005 * (attempt + 1))
            os.kill(writer.pid, signal.SIGKILL)
        assert path.read_bytes() in {old, new}
