"""`icmlpo-rdf convert` of pages, each to a file of its own or all into one graph."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.terminal import Exit, Verbosity, say, write_result
from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.notes import Code

if TYPE_CHECKING:
    from icmlpo_rdf.batch import PageResult, Task
    from icmlpo_rdf.options import ConvertOptions
    from icmlpo_rdf.sinks import OutputFormat
    from icmlpo_rdf.source import Entry

__all__ = ["PagesJob", "convert_pages"]

# With one of these the page could not be read at all; with other errors it was read, but not whole.
_UNREADABLE = frozenset(
    {Code.NOT_UTF8, Code.EMPTY_PAGE, Code.NO_TITLE, Code.BAD_TITLE, Code.NO_LANGUAGE, Code.OTHER_WIKI}
)


@dataclass(frozen=True, slots=True)
class PagesJob:
    """What `convert` was asked to do with pages."""

    inputs: Sequence[str]
    output: str
    into_folder: bool
    """A file a page, in the folder `output`; otherwise one graph."""
    format_name: str | None
    report: str | None
    options: ConvertOptions
    check: bool
    partial: bool
    jobs: int


def convert_pages(job: PagesJob, verbosity: Verbosity) -> Exit:
    """Convert the pages, and tell of each one.

    Raises:
        UsageError: the options or inputs do not go together.
        SourceError: an input is missing.
        OutputError: the output cannot be written.
    """
    if job.output == "-" and job.report == "-":
        raise UsageError(
            "data and report both go to standard output", mend="send one to a file", origin="--report"
        )
    output_format = _output_format(job.output, job.format_name, job.into_folder)
    if not job.into_folder and job.output != "-" and not Path(job.output).parent.is_dir():
        raise OutputError("its folder does not exist", mend="make the folder first", origin=job.output)
    from icmlpo_rdf.batch import Task, run  # noqa: PLC0415 - keeps --help quick

    with TemporaryDirectory(prefix="icmlpo-rdf-") as work:
        pages = _find(job.inputs, job.options.page.title, Path(work))
        blank = Task(pages[0], None, output_format, job.options, check=job.check, partial=job.partial)
        tasks = _tasks(pages, Path(job.output) if job.into_folder else None, blank)
        done = _with_progress(run(tasks, job.jobs), len(tasks), verbosity)
        return _write(done, None if job.into_folder else job.output, blank, job.report, verbosity)


def _find(inputs: Sequence[str], title: str | None, work: Path) -> list[Entry]:
    from icmlpo_rdf.source import expand_globs, in_order, list_inputs  # noqa: PLC0415 - keeps --help quick

    pages = in_order(
        entry for entry in list_inputs(expand_globs(inputs), lambda: work) if not entry.is_redirect
    )
    if title is not None and len(pages) > 1:
        raise UsageError(
            "one title for several pages", mend="give --title with one page only", origin="--title"
        )
    return pages


def _write(
    done: Iterable[PageResult],
    output: str | None,
    blank: Task,
    report_path: str | None,
    verbosity: Verbosity,
) -> Exit:
    """Tell of each page, write the merged graph to `output` if there is one, and the report."""
    from icmlpo_rdf.batch import report_lines  # noqa: PLC0415 - keeps --help quick

    results: list[PageResult] = []
    notes: list[str] = []
    for result in done:
        _tell(result, verbosity)
        if output is None:
            _summarize(result, result.written, verbosity)
        if report_path:
            notes.extend(report_lines(result.path, result.title, result.readings, result.notes, result.error))
        results.append(result)
    if output is not None:
        _write_merged(results, output, blank.output_format, partial=blank.partial)
        for result in results:
            _summarize(result, output if _is_sound(result, partial=blank.partial) else None, verbosity)
    if report_path:
        write_result("".join(notes).encode(), report_path)
    return _exit_code(results)


def _output_format(output: str, name: str | None, into_folder: bool) -> OutputFormat:
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415

    if name is not None:
        return OutputFormat.named(name)
    if into_folder or output == "-" or (Path(output).exists() and not Path(output).is_file()):
        return OutputFormat.TURTLE
    return OutputFormat.of_file(output)


def _tasks(pages: Iterable[Entry], folder: Path | None, blank: Task) -> list[Task]:
    """A task for each page: the blank one with the page's path and place filled in."""
    tasks: list[Task] = []
    owners: dict[PurePath, str] = {}
    for page in pages:
        target = folder / PurePath(page.below).with_suffix(blank.output_format.ending) if folder else None
        shown = page.origin
        if target and (owner := owners.setdefault(target, shown)) != shown:
            raise UsageError(
                f"{shown} would be written over {owner}'s file {target}",
                mend="convert them into different folders, or into one file",
                origin="--output",
            )
        tasks.append(replace(blank, entry=page, target=target))
    return tasks


def _with_progress(results: Iterator[PageResult], total: int, verbosity: Verbosity) -> Iterator[PageResult]:
    """A bar on a terminal, once the work has taken two seconds."""
    if total < 2 or verbosity is Verbosity.QUIET or not sys.stderr.isatty():
        yield from results
        return
    from tqdm import tqdm  # noqa: PLC0415

    yield from tqdm(
        results, total=total, unit=" pages", delay=2, file=sys.stderr, leave=False, dynamic_ncols=True
    )


def _tell(result: PageResult, verbosity: Verbosity) -> None:
    """Say what became of a page: each error a line; the rest as far as the user wants to hear."""
    if result.error:
        say(str(result.error))
        return
    for note in result.notes:
        if note.code in {*(error.code for error in result.notes.errors)} or verbosity is Verbosity.VERBOSE:
            line = f":{note.lines.first}" if note.lines else ""
            what = f"{note.code.meaning} ({note.text})" if note.text else note.code.meaning
            say(f"{result.path}{line}: {what}" + (f"; {note.mend}" if note.mend else ""))
    if result.validation:
        for finding in result.validation.results:
            if not result.validation.conforms or verbosity is Verbosity.VERBOSE:
                say(f"{result.path}: {finding}")


def _summarize(result: PageResult, where: object, verbosity: Verbosity) -> None:
    """One line of what was made of a page."""
    if result.error or verbosity is Verbosity.QUIET:
        return
    checked = "not checked"
    if result.validation:
        counts = ", ".join(f"{number} {name}" for name, number in result.validation.counts.items())
        verdict = "conforms" if result.validation.conforms else "DOES NOT CONFORM"
        checked = f"{verdict} ({counts})" if counts else verdict
    target = f" → {where}" if where else ", not written"
    wordless = [note.text for note in result.notes if note.code is Code.NO_WORDS_FOR_LANGUAGE]
    words = f"no words for its language ({wordless[0]}), " if wordless else ""
    notes = f"{words}{len(result.notes)} notes"
    say(f"{result.path}: {result.title}: {result.quad_count} triples, {checked}, {notes}{target}")


def _is_sound(result: PageResult, *, partial: bool) -> bool:
    return bool(result.quads) and (result.ok or (partial and result.error is None))


def _write_merged(
    results: Sequence[PageResult], output: str, output_format: OutputFormat, *, partial: bool
) -> None:
    """One graph of all pages, in the order of their IRIs, whatever the order of the input."""
    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import to_bytes  # noqa: PLC0415

    sound = [result for result in results if _is_sound(result, partial=partial)]
    if not sound:
        return
    # Two files may hold the same page: then their paths order them.
    sound.sort(key=lambda result: (str(result.quads[0].graph_name), result.path))
    for one, other in pairwise(sound):
        if one.quads[0].graph_name == other.quads[0].graph_name:
            raise UsageError(
                f"it is the same page as {one.path}, {one.title}",
                mend="give one of them only, or tell them apart with --title",
                origin=other.path,
            )
    write_result(
        to_bytes((quad for result in sound for quad in result.quads), output_format, PREFIXES), output
    )


def _exit_code(results: Sequence[PageResult]) -> Exit:
    if all(result.ok for result in results):
        return Exit.DONE
    unreadable = [
        result for result in results if result.error or any(note.code in _UNREADABLE for note in result.notes)
    ]
    return Exit.USAGE if len(unreadable) == len(results) else Exit.FINDINGS
