"""Who may do what with a store on disk: the locks, which go with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.store.record import is_snapshot_name

__all__ = ["LOCK_NAME", "alone", "hold", "refuse_busy", "remove_others"]

LOCK_NAME = "icmlpo-rdf-store.lock"
# The engine opens its files late: what this process has opened must stay until it ends.
_HELD: dict[Path, int] = {}


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else loads into the store meanwhile.

    Raises:
        UsageError: somebody does.
        OutputError: nothing can be written into the folder.
    """
    try:
        lock = (folder / LOCK_NAME).open("ab")
    except OSError as error:
        raise OutputError(
            f"the store cannot be written ({error.strerror})",
            mend="put it in a folder that can be written",
            origin=str(folder),
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(
                "another process is loading into this store", mend="wait until it ends", origin=str(folder)
            ) from error
        yield


def refuse_busy(folder: Path) -> None:
    """Reading what another process writes is undefined; the engine locks its folder as POSIX has it.

    Raises:
        UsageError: another process writes.
    """
    try:
        with (folder / "LOCK").open("r+b") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(
            "another program has this store open", mend="ask that program, or stop it", origin=str(folder)
        ) from error
    except OSError:
        return  # no lock file, or none that may be written: nobody writes here


def hold(snapshot: Path, find_damage: Callable[[], str | None]) -> str | None:
    """Keep others from removing a snapshot until this process ends, unless something is wrong with it: then return what."""
    try:
        descriptor = os.open(snapshot, os.O_RDONLY)
    except OSError as error:
        return f"{snapshot.name}: {error.strerror}"
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    damage = find_damage()
    if damage or _HELD.setdefault(snapshot, descriptor) != descriptor:
        os.close(descriptor)
    return damage


def remove_others(folder: Path, current: str) -> None:
    """Remove the snapshots that nobody will open any more; what one still has open goes the next time."""
    for path in folder.iterdir():
        if not is_snapshot_name(path.name) or path.name == current:
            continue
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(descriptor)
