"""The options that say what an input is: its form, its wiki, its title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from icmlpo_rdf.language import languages
from icmlpo_rdf.options import Form

__all__ = ["form_option", "language_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def form_option(command: _Command) -> _Command:
    """Give a command `--input-format`, whose value is a `Form` or None."""
    return click.option(
        "--input-format",
        "form",
        type=click.Choice([form.value for form in Form]),
        callback=lambda _context, _option, value: Form(value) if value else None,
        help="The form that the input is in.  [default: as its first bytes say]",
    )(command)


def language_option(command: _Command) -> _Command:
    """Give a command `--lang`, whose value is a wiki's code or None."""
    return click.option(
        "--lang",
        metavar="CODE",
        help="Which Wikipedia the pages are from, by the first part of its address: en of en.wikipedia.org. Any is read by its form; "
        f"words are known of {', '.join(languages())}.  [default: as the page says; must be given where it does not]",
    )(command)
