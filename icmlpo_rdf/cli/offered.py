"""What a shell offers behind Tab for an option that takes one of a few names."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

__all__ = ["offering"]

_Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def offering(names: Callable[[], Iterable[str]]) -> _Completer:
    """Return what completes such a name; the names are asked for when somebody presses Tab, and not at each start."""

    def complete(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
        return [one for one in names() if one.startswith(begun)]

    return complete
