"""`--base-iri`, wherever RDF is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

__all__ = ["base_iri_option"]

_Command = TypeVar("_Command", bound=Callable[..., object])


def base_iri_option(command: _Command) -> _Command:
    """Add `--base-iri`; the command gets `base_iri`, an absolute IRI or None."""
    return click.option(
        "--base-iri",
        metavar="IRI",
        callback=_checked,
        help="What relative IRIs are resolved against.  [default: the address of the file that holds them]",
    )(command)


def _checked(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from icmlpo_rdf.store.parsing import checked_base  # noqa: PLC0415 - keeps --help quick

    return None if value is None else checked_base(value)
