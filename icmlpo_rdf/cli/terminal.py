"""What the commands share: exit codes, messages, common options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

import click

from icmlpo_rdf.cli.standard_streams import output_error
from icmlpo_rdf.errors import DataError, one_line

__all__ = ["Exit", "Verbosity", "example", "read_text", "say", "verbosity_options", "write_result"]

_Command = TypeVar("_Command", bound=Callable[..., object])


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    FINDINGS = 1
    """The data does not conform, or part of the input failed."""
    USAGE = 2
    """Wrong use, or input that cannot be read."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C: 128 + SIGINT, as shells have it."""


class Verbosity(IntEnum):
    """How much is said on standard error."""

    QUIET = -1
    """Only what is wrong."""
    NORMAL = 0
    VERBOSE = 1
    """Every note and finding too."""


def say(message: str) -> None:
    """Print one line on standard error."""
    try:
        click.echo(f"icmlpo-rdf: {one_line(message)}", err=True)
    except OSError:
        # Nowhere left to complain; the exit code still tells.
        return


def verbosity_options(command: _Command) -> _Command:
    """Add `-q` and `-v`; the command gets one `verbosity`."""
    command = click.option(
        "-q",
        "--quiet",
        "verbosity",
        flag_value=Verbosity.QUIET,
        type=Verbosity,
        help="Say only what is wrong.",
    )(command)
    return click.option(
        "-v",
        "--verbose",
        "verbosity",
        flag_value=Verbosity.VERBOSE,
        type=Verbosity,
        default=Verbosity.NORMAL,
        help="Say every note and finding.",
    )(command)


def example(*lines: str) -> str:
    """Return an epilog that shows how a command is used, a line each."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def read_text(path: str) -> str:
    """Read a query or shapes, `-` for standard input.

    Raises:
        DataError: it cannot be read, or is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError("it is not UTF-8 text", mend="convert it to UTF-8", origin=path) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DataError(f"cannot be read ({reason})", mend="give a readable file", origin=path) from error


def write_result(data: bytes, output: str) -> None:
    """Write a command's result to a file, whole or not at all, or to standard output (`-`).

    Raises:
        OutputError: it cannot be written.
    """
    if output != "-":
        from icmlpo_rdf.sinks import write_whole  # noqa: PLC0415 - keeps --help quick

        write_whole(Path(output), data)
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise output_error(error) from error
