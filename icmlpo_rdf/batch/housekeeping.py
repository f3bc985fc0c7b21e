"""A dataset's folder: nobody else's, one run at a time, and clean of what a killed run has left."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.sinks import make_folder
from icmlpo_rdf.source import STATE, is_readme, is_remote

__all__ = ["alone", "refuse_foreign", "remove_half_written", "sweep", "work_folder"]


def refuse_foreign(storage: Storage) -> None:
    """Check that no file of somebody else would be written over.

    Raises:
        UsageError: one would.
    """
    readme = storage.read("README.md")
    if readme is not None and not is_readme(readme):
        raise UsageError(
            "the folder holds a README.md that is no dataset's",
            mend="name another folder",
            origin=storage.location,
        )


@contextmanager
def alone(output: str, *, is_part: bool) -> Iterator[None]:
    """Let no other run write this dataset meanwhile, except the parts of one; the lock goes with its process.

    Raises:
        UsageError: another run is writing it.
        OutputError: the folder cannot be made.
    """
    if is_remote(output):
        yield
        return
    make_folder(Path(output))
    descriptor = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if is_part else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise UsageError(
            "another run is writing this dataset", mend="wait until it ends", origin=output
        ) from error
    finally:
        os.close(descriptor)
        with suppress(OSError):  # where nothing was made, nothing is left
            Path(output).rmdir()


def sweep(output: str, own: Path) -> None:
    """Remove what a killed run has left: its plan, and files that were not whole."""
    if is_remote(output):
        return
    for folder in Path(output, STATE).glob("run-*"):
        if folder.name != own.name:
            shutil.rmtree(folder, ignore_errors=True)
    remove_half_written(output)


def remove_half_written(output: str) -> None:
    """Remove the files that somebody had begun and not ended."""
    if is_remote(output):
        return
    for name in ("data", "report", "manifest", STATE):
        for path in Path(output, name).glob(".*.tmp"):
            path.unlink(missing_ok=True)


@contextmanager
def work_folder(output: str, work: str | None) -> Iterator[Path]:
    """Give a folder for the plan, beside the dataset's state or in `work`; it is gone when the run ends.

    Raises:
        OutputError: it cannot be made.
    """
    parent = Path(work) if work else None if is_remote(output) else Path(output) / STATE
    if parent:
        make_folder(parent)
    try:
        folder = Path(mkdtemp(prefix="run-", dir=parent))
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", mend="write elsewhere with --output", origin=str(parent)
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if parent and not work:
            # Where nothing was made, nothing is left.
            with suppress(OSError):
                parent.rmdir()
                parent.parent.rmdir()
