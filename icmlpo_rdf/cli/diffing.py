"""`icmlpo-rdf diff`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.output_option import output_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError, counted, one_line

if TYPE_CHECKING:
    from icmlpo_rdf.differences.changes import GraphChange

__all__ = ["diff_command"]

_FORMATS = ("sentences", "rdfpatch", "update")


@click.command(
    "diff",
    epilog=example(
        "icmlpo-rdf diff old/ new/",
        "icmlpo-rdf diff old.nq new.nq -f update -o changes.ru",
        "icmlpo-rdf diff dataset-2025/ dataset-2026/ -f rdfpatch -o changes.rdfp",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    default=_FORMATS[0],
    show_default=True,
    help="sentences for people; rdfpatch (RDF Patch) or update (SPARQL 1.1 Update), which make NEW of OLD.",
)
@output_option
@base_iri_option
@verbosity_options
def diff_command(  # noqa: PLR0913 - one parameter per option is click's way
    *, old: str, new: str, format_name: str, output: str, base_iri: str | None, verbosity: Verbosity
) -> int:
    """Say what changed from one dataset, or revision, to another.

    OLD and NEW are a file or folder of RDF, a dataset that `convert` made, or a store's folder each; one of them may be -.
    They are compared graph by graph. Exit code 0: they say the same; 1: they differ.
    """
    from icmlpo_rdf.differences.changes import changes  # noqa: PLC0415 - keeps --help quick

    wanted = format_name.strip().lower()
    if wanted not in _FORMATS:
        raise UsageError(
            f"{format_name!r} is no format", mend=f"use one of {', '.join(_FORMATS)}", origin="--format"
        )
    if old == new == "-":
        raise UsageError("standard input cannot be both", mend="name a file for one of them", origin="-")
    WrittenFiles(("--output", output)).refuse_data((old, new))
    totals = _Totals()
    with TemporaryDirectory(prefix="icmlpo-rdf-") as folder:
        from pathlib import Path  # noqa: PLC0415

        lines = _lines(wanted, totals.counting(changes(old, new, Path(folder), base_iri)))
        text = "".join(f"{line}\n" for line in lines)
    write_result(text.encode() if totals.graphs or wanted == "rdfpatch" else b"", output)
    if verbosity > Verbosity.QUIET:
        say(totals.said())
    return Exit.FINDINGS if totals.graphs else Exit.DONE


def _lines(wanted: str, found: Iterable[GraphChange]) -> Iterator[str]:
    if wanted == "sentences":
        from icmlpo_rdf.differences.sentences import sentences  # noqa: PLC0415 - keeps --help quick

        for line in sentences(found):
            rest = line.lstrip()
            yield f"{line[: len(line) - len(rest)]}{one_line(rest)}"
        return
    from icmlpo_rdf.differences.updates import rdf_patch, sparql_update  # noqa: PLC0415

    yield from (rdf_patch if wanted == "rdfpatch" else sparql_update)(found)


class _Totals:
    """How much changed."""

    def __init__(self) -> None:
        self.graphs = self._removed = self._added = 0

    def counting(self, found: Iterable[GraphChange]) -> Iterator[GraphChange]:
        """Pass changes on."""
        for one in found:
            self.graphs += 1
            self._removed += len(one.removed) + len(one.old_blank)
            self._added += len(one.added) + len(one.new_blank)
            yield one

    def said(self) -> str:
        """For people."""
        if not self.graphs:
            return "they say the same"
        return f"{counted(self.graphs, 'graph')} changed: {counted(self._removed, 'statement')} removed, {self._added:,} added"
