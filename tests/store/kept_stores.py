"""Stores on disk for tests: files that say something, and what a store made of them holds."""

from __future__ import annotations

import gzip
import os
from itertools import count
from pathlib import Path

from pyoxigraph import Store

from icmlpo_rdf.store.on_disk import open_store

__all__ = ["A", "B", "C", "lines", "read_files", "snapshot", "snapshots", "write"]

A, B, C = (f"<urn:x:{one}> <urn:x:p> <urn:x:o> ." for one in "abc")
_CLOCK = count(1_000_000_000)


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
    now = next(_CLOCK)
    os.utime(path, (now, now))
    return str(path)


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
