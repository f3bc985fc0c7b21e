"""Who may do what with a store on disk: the locks, which go with the process that holds them, however it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.store.record import generations_of

__all__ = ["LOCK_NAME", "alone", "hold", "is_being_made", "refuse_busy", "release", "remove_others"]

LOCK_NAME = "lock"
# Until this process ends nobody may remove a generation that it has opened: the engine opens its files late.
_HELD: dict[Path, int] = {}


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else loads into the store meanwhile.

    Raises:
        UsageError: somebody does.
        OutputError: nothing can be written into the folder.
    """
    try:
        lock = (folder / LOCK_NAME).open("wb")
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


def is_being_made(folder: Path) -> bool:
    """Whether somebody loads into the store at this moment; a lock that nobody holds is of one who was stopped."""
    try:
        with (folder / LOCK_NAME).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


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


def hold(generation: Path) -> bool:
    """Keep others from removing a generation until this process ends; return whether it did not do so before.

    Raises:
        OSError: it is gone.
    """
    there = generation.stat()
    if generation in _HELD and os.path.samestat(os.fstat(_HELD[generation]), there):
        return False
    descriptor = os.open(generation, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    if not (generation.exists() and os.path.samestat(os.fstat(descriptor), generation.stat())):
        os.close(descriptor)
        raise FileNotFoundError(generation)
    _HELD[generation] = descriptor
    return True


def release(generation: Path) -> None:
    """Let others remove a generation that was held and that this process did not open after all."""
    os.close(_HELD.pop(generation))


def remove_others(folder: Path, current: str | None) -> None:
    """Remove the generations that nobody will open any more; what one still has open goes the next time."""
    for path in generations_of(folder).values():
        if path.name == current:
            continue
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(descriptor)
