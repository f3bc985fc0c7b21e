"""What a process is started with: standard streams that may be closed (`>&-`), and a locale that may be any."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

from icmlpo_rdf.errors import DataError, OutputError

__all__ = ["open_closed_streams", "output_error", "use_utf8"]


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


def use_utf8() -> None:
    """Take arguments, names of files and standard streams for UTF-8, whatever the locale says: titles are in them.

    Where Python has taken the names for something else it is started anew in its UTF-8 mode (PEP 540).
    """
    if sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [os.fsencode(sys.executable), b"-X", b"utf8", *_arguments()[1:]])  # noqa: S606 - itself
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _arguments() -> list[bytes]:
    """The command as it was given: what was decoded by a locale cannot always be encoded back."""
    try:
        return Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
    except OSError:
        return [os.fsencode(argument) for argument in sys.orig_argv]


def output_error(error: OSError) -> OutputError:
    """Return what is told of standard output that cannot be written; it is dropped, lest it fail once more at exit."""
    sys.stdout = None  # Python flushes it once more at exit
    if error.errno == errno.EBADF:
        return OutputError("it is closed", mend="open it, or write elsewhere", origin="<stdout>")
    return OutputError(
        f"cannot be written ({error.strerror})", mend="free some space or write elsewhere", origin="<stdout>"
    )
