"""`icmlpo-rdf export`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with
from icmlpo_rdf.cli.exported_tables import AskedTables
from icmlpo_rdf.cli.offered import offering
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, read_text, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError, counted, install

if TYPE_CHECKING:
    from icmlpo_rdf.export.export_formats import ExportFormat
    from icmlpo_rdf.export.to_wikidata import Found
    from icmlpo_rdf.export.wikidata_claims import LeftOut

__all__ = ["export_command"]


def _formats() -> list[str]:
    from icmlpo_rdf.export.export_formats import ExportFormat  # noqa: PLC0415 - keeps --help quick

    return [one.slug for one in ExportFormat]


@click.command(
    "export",
    epilog=example(
        "icmlpo-rdf export output/ -o tables/ --source seeds/",
        "icmlpo-rdf export output/ -o tables.xlsx",
        "icmlpo-rdf export dataset/ -o tables.sqlite",
        "icmlpo-rdf export output/ -o who-met-whom.graphml",
        "icmlpo-rdf export seed.ttl link.nq -f quickstatements -o batch.qs --statements Q4115189.json",
        "icmlpo-rdf export seed.ttl link.nq -f mismatches -o differ.csv --statements Q4115189.json",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    shell_complete=offering(_formats),
    help="csv, parquet, xlsx or sqlite for tables; graphml or gexf for networks; quickstatements or mismatches for Wikidata. "
    f"Parquet, xlsx and networks need: {install('tables')}.  "
    "[default: by OUT's ending; a folder: csv]",
)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    default="-",
    show_default="standard output",
    help="The file to write; of csv and parquet the folder.",
)
@click.option(
    "--source", metavar="PATH", help="Tables: the source file, or the folder of the sources, to quote from."
)
@click.option("--bom", is_flag=True, help="CSV: begin files with a byte order mark, which Excel wants.")
@click.option(
    "--statements",
    multiple=True,
    metavar="FILE",
    help="What Wikidata has already: Special:EntityData's JSON, a JSON dump, or RDF with p:, ps: and pq: (a file, a folder, a store). Again for more.",
)
@click.option(
    "--decisions",
    "decided",
    metavar="FILE",
    help="What people decided, as SSSOM's table: which items things are, and are not.",
)
@click.option(
    "--without-revision",
    is_flag=True,
    help="Write facts of pages, too, of which no revision is known, with the page's address.",
)
@click.option(
    "--undo",
    metavar="FILE",
    help="The commands that take the batch back.  [default: OUT with .undo before its ending]",
)
@click.option("--report", metavar="FILE", help="Write each fact that is not written, and why, as JSON lines.")
@base_iri_option
@verbosity_options
def export_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    format_name: str | None,
    output: str,
    source: str | None,
    bom: bool,
    statements: tuple[str, ...],
    decided: str | None,
    without_revision: bool,
    undo: str | None,
    report: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Write data in the form of others: tables (a row an attendance, a membership, a meeting, a participant, a source), networks, or what Wikidata lacks.

    For Wikidata DATA holds the facts and the graph that link made of them: only facts whose ends have items are written, each with the
    footnotes of its row and the address at which Wikipedia keeps the page. What Wikidata has already is left out, as far as --statements
    tells it.
    """
    from icmlpo_rdf.export.export_formats import ExportFormat  # noqa: PLC0415 - keeps --help quick

    if not output:
        raise UsageError("no file is named", mend="name a folder or a file", origin="-o")
    if format_name is None and output == "-":
        raise UsageError("no format is named", mend="name a folder or a file with -o", origin="--format")
    output_format = ExportFormat.of_file(output) if format_name is None else ExportFormat.named(format_name)
    if not output_format.is_for_wikidata:
        of_wikidata = {
            "--statements": statements,
            "--without-revision": without_revision,
            "--undo": undo,
            "--report": report,
        }
        _refuse(of_wikidata, "tables and networks take")
        return AskedTables(data_with(data, decided), output_format, output, source, bom, base_iri).write(
            verbosity
        )
    _refuse({"--source": source, "--bom": bom}, "what is for Wikidata takes")
    is_batch = output_format is ExportFormat.QUICKSTATEMENTS
    if undo is not None and not is_batch:
        raise UsageError("mismatches change nothing", mend="leave it out", origin="--undo")
    if is_batch and undo is None and output != "-":
        undo = str(PurePath(output).with_suffix(f".undo{PurePath(output).suffix}"))
    written = WrittenFiles(("--output", output), ("--undo", undo), ("--report", report))
    written.refuse_inputs((decided, *statements, *data))
    if not is_batch and not statements:
        raise UsageError(
            "Missing option '--statements'",
            mend="mismatches are found by comparing: give what Wikidata has",
        )
    asked = _Asked(data, base_iri, decided, without_revision, statements)
    return asked.exported(_Places(output_format, output, undo, report), verbosity)


def _refuse(options: Mapping[str, object], what: str) -> None:
    for name, value in options.items():
        if value:
            raise UsageError(f"{what} no such option", mend="leave it out", origin=name)


@dataclass(frozen=True, slots=True)
class _Places:
    """In which form, and where, what is found is written."""

    format: ExportFormat
    output: str
    undo: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be exported, and what is known besides."""

    data: tuple[str, ...]
    base_iri: str | None
    decided: str | None
    without_revision: bool
    statements: tuple[str, ...]

    def exported(self, places: _Places, verbosity: Verbosity) -> int:
        """Write what is asked for, all or nothing."""
        from icmlpo_rdf.export.export_formats import ExportFormat  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.export.mismatches import mismatch_file  # noqa: PLC0415
        from icmlpo_rdf.export.quickstatements import batch_of  # noqa: PLC0415
        from icmlpo_rdf.export.to_wikidata import compared  # noqa: PLC0415

        found = self._found()
        beside, known = compared(found, self.statements)
        if places.format is ExportFormat.MISMATCHES:
            write_result(mismatch_file(beside.mismatches), places.output)
            number = len(beside.mismatches)
            summary = f"{number:,} {'mismatch' if number == 1 else 'mismatches'}"
            left = (*found.left, *beside.left)
        else:
            batch = batch_of(beside.new, known.items)
            write_result(batch.text, places.output)
            if places.undo is not None:
                write_result(batch.undo_text, places.undo)
            left = (*found.left, *beside.left, *batch.left)
            summary = f"{counted(len(batch.commands), 'statement')} written"
            if batch.not_compared:
                summary += (
                    f"; {batch.not_compared:,} of them not compared with what Wikidata has (--statements)"
                )
        _tell(left, summary, places.report, verbosity)
        return Exit.DONE

    def _found(self) -> Found:
        from icmlpo_rdf.export.to_wikidata import found_in  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.store.decisions import Decisions, read_decisions  # noqa: PLC0415
        from icmlpo_rdf.store.on_disk import open_store  # noqa: PLC0415

        decisions = (
            Decisions() if self.decided is None else read_decisions(read_text(self.decided), self.decided)
        )
        store = open_store(self.data, base_iri=self.base_iri)
        return found_in(store, decisions, without_revision=self.without_revision)


def _tell(left: tuple[LeftOut, ...], summary: str, report: str | None, verbosity: Verbosity) -> None:
    from icmlpo_rdf.export.to_wikidata import left_out_line, left_out_summary  # noqa: PLC0415 - keeps --help quick

    if report is not None:
        write_result("".join(f"{left_out_line(one)}\n" for one in left).encode(), report)
    if verbosity is Verbosity.VERBOSE:
        for one in left:
            say(f"{one.what}: {one.why.sentence}")
    if verbosity > Verbosity.QUIET:
        for line in left_out_summary(left):
            say(line)
        say(summary)
