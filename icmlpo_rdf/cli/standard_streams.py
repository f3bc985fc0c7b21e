"""Standard input, output and error, also where whoever started the program has closed them (`>&-`)."""

from __future__ import annotations

import errno
import io
import os
import sys

from icmlpo_rdf.errors import DataError, OutputError

__all__ = ["open_closed_streams", "output_error"]


class _ClosedInput(io.RawIOBase):
    """Standard input that nobody opened, for those who read it all the same."""

    def readable(self) -> bool:
        return True

    def readinto(self, _: object, /) -> int:
        raise DataError("it is closed", mend="open it, or name a file", origin="<stdin>")


def open_closed_streams() -> None:
    """Put something in the place of a standard stream that is closed.

    Else the next file that is opened would get its number, and Python has None for the stream: the first to use it
    would fail. What is written to a closed standard output fails as to a full disk; standard error is not missed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(
                os.devnull, os.O_RDONLY if number == 1 else os.O_RDWR
            )  # gets the lowest number that is free
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_ClosedInput()))
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the program
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def output_error(error: OSError) -> OutputError:
    """Return what is told of standard output that cannot be written; it is dropped, lest it fail once more at exit."""
    sys.stdout = None  # Python flushes it once more at exit
    if error.errno == errno.EBADF:
        return OutputError("it is closed", mend="open it, or write elsewhere", origin="<stdout>")
    return OutputError(
        f"cannot be written ({error.strerror})", mend="free some space or write elsewhere", origin="<stdout>"
    )
