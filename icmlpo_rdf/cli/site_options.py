"""`--source`, `--base` and addresses, wherever the site's pages are shown or written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import click

from icmlpo_rdf.errors import UsageError

__all__ = ["base_option", "has_web_host", "source_option"]

_Command = TypeVar("_Command", bound=Callable[..., object])


def source_option(command: _Command) -> _Command:
    """Add `--source`; the command gets `source`, a path or None."""
    return click.option(
        "--source",
        metavar="PATH",
        help="The source file, or a folder that holds the sources: their lines are quoted.",
    )(command)


def base_option(command: _Command) -> _Command:
    """Add `--base`; the command gets `base`, what the data's IRIs begin with, or None."""
    return click.option(
        "--base",
        metavar="IRI",
        callback=_checked,
        help="What the data's IRIs begin with.  [default: as the data tells]",
    )(command)


def _checked(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.startswith(("http://", "https://")):
        raise UsageError(
            f"{value!r} is no beginning of data IRIs", mend="give http://… or https://…", origin="--base"
        )
    return value


def has_web_host(text: str) -> bool:
    """Return whether a text begins as an address of the web: http or https, a host, and a port that there is."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that are none
        return False
