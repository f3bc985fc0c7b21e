"""`--decisions`, wherever data are asked: what people decided is read with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from icmlpo_rdf.cli.terminal import Verbosity, say
from icmlpo_rdf.errors import UsageError, counted

if TYPE_CHECKING:
    from pyoxigraph import Store

    from icmlpo_rdf.store.decisions import Decision

__all__ = ["data_with", "decisions_option", "tell_decisions", "tell_idle"]

_SHOWN = 3
"""Lines of files that are named, of those that decide nothing about the data."""

_Command = TypeVar("_Command", bound=Callable[..., object])


def decisions_option(command: _Command) -> _Command:
    """Add `--decisions`; the command gets `decisions`, the file's name or None, for `data_with`."""
    return click.option(
        "--decisions",
        metavar="FILE",
        help="What people decided, as SSSOM's table (.tsv): who is the same, who is not.  [default: same.sssom.tsv in DATA's folders]",
    )(command)


def data_with(data: tuple[str, ...], decisions: str | None) -> tuple[str, ...]:
    """Return data with the decisions that are to be obeyed in them.

    Raises:
        UsageError: the file's name does not tell that it is one, or it is given without data, or for a store that is made already.
    """
    from icmlpo_rdf.store.on_disk import is_store  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.store.streams import is_decisions  # noqa: PLC0415

    if decisions is None:
        return data
    origin = f"--decisions {decisions}"
    if not is_decisions(decisions):
        raise UsageError(
            "its ending tells no table of decisions", mend="name it same.sssom.tsv", origin=origin
        )
    if not data or any(map(is_store, data)):
        raise UsageError(
            "decisions are read with the data that they are about",
            mend="give the data, not a store",
            origin=origin,
        )
    return (*data, decisions)


def tell_decisions(store: Store, verbosity: Verbosity) -> None:
    """Say which decisions of people are obeyed in data that were read with them."""
    from icmlpo_rdf.store.decided import decisions_in  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.store.one_thing import is_spoken_of  # noqa: PLC0415

    if verbosity > Verbosity.QUIET and (every := decisions_in(store).every):
        files = dict.fromkeys(one.place.rpartition(", line ")[0] for one in every)
        say(f"obeying {counted(len(every), 'decision')} of {', '.join(files)}")
        told = {one: is_spoken_of(store, one) for decision in every for one in decision.things}
        tell_idle(
            [one for one in every if one.things and not any(told[thing] for thing in one.things)], verbosity
        )


def tell_idle(idle: Sequence[Decision], verbosity: Verbosity) -> None:
    """Say which decisions name things that the data do not: an IRI that is spelt wrong joins nothing."""
    if idle and verbosity > Verbosity.QUIET:
        places = "; ".join(one.place for one in idle[:_SHOWN]) + ("; …" if idle[_SHOWN:] else "")
        say(
            f"{counted(len(idle), 'decision')} of things that the data do not name ({places}); check their IRIs"
        )
