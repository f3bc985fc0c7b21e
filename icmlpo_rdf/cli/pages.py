"""`icmlpo-rdf convert` of pages, each to a file of its own or all into one graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from icmlpo_rdf.cli.convert_job import ConvertJob, Layout, tell_listing_notes
from icmlpo_rdf.cli.found_pages import find_pages, temporary_folder
from icmlpo_rdf.cli.lexicon_option import lexicon_file
from icmlpo_rdf.cli.terminal import Exit, Verbosity, write_result
from icmlpo_rdf.cli.told_pages import Teller
from icmlpo_rdf.errors import OutputError, UsageError

if TYPE_CHECKING:
    from icmlpo_rdf.batch.page_run import PageResult
    from icmlpo_rdf.sinks import OutputFormat
    from icmlpo_rdf.source import Entry

__all__ = ["convert_pages"]


def convert_pages(job: ConvertJob, layout: Layout, verbosity: Verbosity) -> Exit:
    """Convert the pages, and tell of each one.

    Raises:
        UsageError: the options or inputs do not go together.
        SourceError: an input is missing.
        OutputError: the output cannot be written.
    """
    folder = Path(job.output) if layout is Layout.PAGES else None
    output_format = _checked_output(job, into_folder=folder is not None)
    from icmlpo_rdf.batch.engines import local_processes  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.batch.page_run import PagesTask, run_pages  # noqa: PLC0415
    from icmlpo_rdf.source import ListingNotes  # noqa: PLC0415

    with ExitStack() as until_done:
        noted = ListingNotes(job.output)
        try:
            pages, index = find_pages(
                job.inputs, job.listed(), job.options.page, temporary_folder(until_done), noted
            )
        finally:  # also where there is no page besides
            tell_listing_notes(noted, verbosity)
        wanted = PagesTask(
            job.rules(), index, output_format if folder else None, reported=job.report is not None
        )
        targets: Sequence[Path] = ()
        if folder:
            pages, targets = _with_targets(pages, job, output_format)
        done = run_pages(
            pages,
            wanted,
            local_processes(min(job.jobs, len(pages))),
            at_once=job.jobs,
            targets=targets,
        )
        teller = Teller(verbosity)
        reports: list[str] = []
        together: list[PageResult] = []
        for result in _with_progress(done, len(pages), verbosity):
            teller.tell(result)
            reports.append(result.report)
            if folder:
                teller.summarize(result, result.written)
            else:
                together.append(replace(result, report=""))
    if not folder:
        _write_graph([result for result in together if result.quads], job.output, output_format)
        for result in together:
            teller.summarize(result, job.output if result.quads else None)
    if job.report:
        write_result("".join(reports).encode(), job.report)
    return teller.exit_code()


def _checked_output(job: ConvertJob, *, into_folder: bool) -> OutputFormat:
    """The format of the data, which can be written.

    Raises:
        UsageError: data and report would be mixed, or no format is called so.
        OutputError: the folder for the file does not exist.
    """
    if job.output == "-" and job.report == "-":
        raise UsageError(
            "data and report both go to standard output", mend="send one to a file", origin="--report"
        )
    output_format = _output_format(job.output, job.format_name, into_folder=into_folder)
    if not into_folder and job.output != "-" and not Path(job.output).parent.is_dir():
        raise OutputError("its folder does not exist", mend="make the folder first", origin=job.output)
    return output_format


def _output_format(output: str, name: str | None, into_folder: bool) -> OutputFormat:
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415

    if name is not None:
        return OutputFormat.named(name)
    if into_folder or output == "-" or (Path(output).exists() and not Path(output).is_file()):
        return OutputFormat.TURTLE
    return OutputFormat.of_file(output)


def _with_targets(
    pages: Sequence[Entry], job: ConvertJob, output_format: OutputFormat
) -> tuple[list[Entry], list[Path]]:
    """The pages, and the file of each; a page of a dump whose file is another's has none, and a problem.

    Raises:
        UsageError: two files would have one file, or one that is read or named for something else.
    """
    from icmlpo_rdf.source import Problem  # noqa: PLC0415 - keeps --help quick

    owners: dict[Path, str] = {}
    written = job.written()
    with_files, targets = [], []
    for page in pages:
        target = Path(job.output) / PurePath(page.below).with_suffix(output_format.ending)
        targets.append(target)
        owner = None if page.problem else owners.setdefault(target, page.origin)
        if owner is None or owner == page.origin:
            with_files.append(page)
        elif page.told and not page.is_named:
            problem = Problem(
                f"its file {target} is {owner}'s already", "convert the dumps into different folders"
            )
            with_files.append(replace(page, problem=problem))
        else:
            raise UsageError(
                f"{page.origin} would be written over {owner}'s file {target}",
                mend="convert them into different folders, or into one file",
                origin="--output",
            )
    for target in owners:
        written.add("--output", str(target), job.output)
    written.refuse_inputs((job.files_from, lexicon_file()))
    written.refuse_files(page.origin for page in pages)
    return with_files, targets


def _with_progress(results: Iterator[PageResult], total: int, verbosity: Verbosity) -> Iterator[PageResult]:
    """A bar on a terminal, once the work has taken two seconds."""
    if total < 2 or verbosity is Verbosity.QUIET or not sys.stderr.isatty():
        yield from results
        return
    from tqdm import tqdm  # noqa: PLC0415

    yield from tqdm(
        results, total=total, unit=" pages", delay=2, file=sys.stderr, leave=False, dynamic_ncols=True
    )


def _write_graph(results: Sequence[PageResult], output: str, output_format: OutputFormat) -> None:
    """One graph of all pages, in the order of their IRIs, whatever the order of the input."""
    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import to_bytes  # noqa: PLC0415

    if results:
        ordered = sorted(results, key=lambda result: result.graph)
        quads = chain.from_iterable(result.quads for result in ordered)
        write_result(to_bytes(quads, output_format, PREFIXES), output)
