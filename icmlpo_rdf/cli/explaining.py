"""`icmlpo-rdf explain`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option, tell_decisions
from icmlpo_rdf.cli.quoting import quoted
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.errors import UsageError, one_line

if TYPE_CHECKING:
    from icmlpo_rdf.evidence.explanation import Explanation

__all__ = ["explain_command", "is_there"]


@click.command(
    "explain",
    epilog=example(
        "icmlpo-rdf explain output/ 德国马列主义党 --source seeds/",
        "icmlpo-rdf explain output/ https://w3id.org/icmlpo-rdf/zh/德国马列主义党",
    ),
)
@click.argument("arguments", nargs=-1, metavar="DATA... THING")
@click.option(
    "--source", metavar="PATH", help="The source file, or a folder that holds it: its lines are quoted."
)
@decisions_option
@base_iri_option
@verbosity_options
def explain_command(
    *,
    arguments: tuple[str, ...],
    source: str | None,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Show each fact about a thing with the lines that state it.

    DATA is RDF files, folders of them, or -. THING is an IRI, or a name that only one thing has.
    Exit code 1 when the source was edited since the data was made.
    """
    from icmlpo_rdf.evidence.explanation import explain  # noqa: PLC0415
    from icmlpo_rdf.store.rdf_files import load  # noqa: PLC0415 - keeps --help quick

    data, thing = _data_and_thing(arguments)
    store = load(data_with(data, decisions), base_iri)
    tell_decisions(store, verbosity)
    explanation = explain(thing, store, source)
    write_result("".join(f"{line}\n" for line in _lines(explanation)).encode(), "-")
    if source is None and verbosity >= Verbosity.NORMAL:
        say("give --source PATH to see the lines quoted")
    return Exit.DONE


def _data_and_thing(arguments: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """What is asked, and about what. The thing may also come first, where it is no path and the last argument is one.

    Raises:
        UsageError: one of the two is missing.
    """
    if len(arguments) < 2:
        what = "THING" if arguments and is_there(arguments[0]) else "DATA..."
        raise UsageError(
            f"Missing argument '{what}'",
            mend="write icmlpo-rdf explain DATA THING; see icmlpo-rdf explain --help",
        )
    first, *others, last = arguments
    if is_there(last) and not is_there(first):
        return (*others, last), first
    return (first, *others), last


def is_there(path: str) -> bool:
    """Return whether it is a path of data; a name may be longer than any path."""
    try:
        return path == "-" or Path(path).exists()
    except (OSError, ValueError):
        return False


def _lines(explanation: Explanation) -> Iterator[str]:
    yield one_line(explanation.label)
    yield f"<{explanation.iri}>"
    for fact in explanation.facts:
        printed = f", printed {fact.printed}" if fact.printed else ""
        yield ""
        yield one_line(f"{fact.predicate} {fact.value}{printed}")
        yield from quoted(fact.evidence)
        yield from (f"    footnote: {one_line(cited)}" for cited in fact.cites)
        if fact.looked_up is not None:
            yield f"    looked up: {one_line(fact.looked_up)}"
        yield from (f"    in: {one_line(source)}" for source in fact.found_in)
