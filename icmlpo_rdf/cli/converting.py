"""`icmlpo-rdf convert`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.datasets import DumpJob, is_dump, make_dataset, parse_part
from icmlpo_rdf.cli.lexicon_option import lexicon_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.options import (
    DEFAULT_BASE,
    DEFAULT_LICENSE,
    ConvertOptions,
    IriOptions,
    PageOptions,
    SourceOptions,
    WordOptions,
)
from icmlpo_rdf.report import Code

if TYPE_CHECKING:
    from icmlpo_rdf.batch import PageResult, Task
    from icmlpo_rdf.sinks import OutputFormat
    from icmlpo_rdf.source import FoundPage

__all__ = ["convert_command"]

# With one of these the page could not be read at all; with other errors it was read, but not whole.
_UNREADABLE = frozenset({Code.NOT_UTF8, Code.EMPTY_PAGE, Code.NO_TITLE, Code.BAD_TITLE})


@click.command(
    "convert",
    epilog=example(
        "icmlpo-rdf convert page.md -o page.ttl",
        "icmlpo-rdf convert dump/ -o dataset/ --jobs 4",
        "icmlpo-rdf convert 'pages/*.md' -o all.nq.gz",
        "icmlpo-rdf convert - -o - < page.md",
    ),
)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    default="output/",
    show_default=True,
    metavar="OUT",
    help="A file: one merged graph, format by its ending (also .gz). A folder (ends in /): a file a page, or the dataset of a dump. -: standard output.",
)
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    help="turtle, ntriples, nquads, trig, jsonld or rdfxml.  [default: by the ending, else turtle]",
)
@click.option("--lang", metavar="CODE", help="The wiki's language.  [default: as the page says, else zh]")
@click.option("--title", help="The page's title, for one page.  [default: as the page or its file name says]")
@click.option(
    "--base", default=DEFAULT_BASE, show_default=True, metavar="IRI", help="What data IRIs begin with."
)
@click.option("--dump", metavar="IRI", help="The dump that the pages belong to.")
@click.option("--revision", metavar="TEXT", help="The dump's revision: a commit, a date.")
@click.option(
    "--license",
    "license_iri",
    default=DEFAULT_LICENSE,
    show_default=True,
    metavar="IRI",
    help="The licence of the pages' text.",
)
@lexicon_option
@click.option("--no-validate", is_flag=True, help="Do not check the data against the shapes.")
@click.option(
    "--validate",
    "check_name",
    type=click.Choice(["all", "sample", "none"]),
    help="Which pages of a dump are checked; sample: one in a hundred.  [default: all]",
)
@click.option("--partial", is_flag=True, help="Write what is sure even when a page is damaged.")
@click.option(
    "--report",
    "report_path",
    metavar="FILE",
    help="Write what each table and list was taken for, and every note, as JSON lines (-: standard output).",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: one a core]")
@click.option("--files-from", metavar="FILE", help="A list of pages, a path a line (-: standard input).")
@click.option(
    "--page-seconds",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="S",
    help="Give up a page of a dump that takes longer; 0: never.",
)
@click.option(
    "--page-megabytes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Memory that a process of a dump may have.  [default: no limit]",
)
@click.option(
    "--shard", "part", metavar="I/N", help="Do this part of a dump's shards only, for jobs on many machines."
)
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler do the shards.")
@click.option(
    "--work",
    metavar="FOLDER",
    help="Where the plan of the run is kept; all workers must see it.  [default: in OUT]",
)
@verbosity_options
def convert_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    inputs: tuple[str, ...],
    output: str,
    format_name: str | None,
    lang: str | None,
    title: str | None,
    base: str,
    dump: str | None,
    revision: str | None,
    license_iri: str,
    words: WordOptions,
    no_validate: bool,
    partial: bool,
    report_path: str | None,
    jobs: int | None,
    check_name: str | None,
    files_from: str | None,
    page_seconds: float,
    page_megabytes: int,
    part: str | None,
    scheduler: str | None,
    work: str | None,
    verbosity: Verbosity,
) -> int:
    """Turn pages into linked data.

    INPUT is a page (.md or .txt), a folder or archive of pages (.zip, .tar.gz), a glob, or - for standard
    input. The data is checked against the shapes before it is written; files are written whole or not at
    all.

    A folder, an archive, a remote place (s3://…) or a list of files becomes a dataset, when OUT is a folder and no
    format is asked for: shards of N-Quads with a named graph for each page, a manifest, a report. A run that was
    stopped goes on where it was when it is started again; of a changed dump only what changed is converted.
    """
    if not inputs and files_from is None:
        raise UsageError("Missing argument 'INPUT...'", mend="see icmlpo-rdf convert --help")
    check_name = "none" if no_validate else check_name
    options = ConvertOptions(
        PageOptions(lang, title), IriOptions(base), SourceOptions(dump, revision, license_iri), words
    )
    into_folder = output != "-" and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    if into_folder and format_name in {None, "nquads"} and is_dump(inputs, files_from):
        if title is not None:
            raise UsageError("one title for several pages", mend="leave --title out", place="--title")
        job = DumpJob(
            inputs=inputs,
            files_from=files_from,
            output=output,
            report=report_path,
            options=options,
            check=check_name or "all",
            partial=partial,
            page_seconds=page_seconds,
            page_megabytes=page_megabytes,
            jobs=jobs or os.cpu_count() or 1,
            scheduler=scheduler,
            part=parse_part(part),
            work=work,
        )
        return make_dataset(job, verbosity)
    if files_from is not None:
        raise UsageError(
            "a list of files becomes a dataset", mend="name a folder: --output data/", place=output
        )
    if output == "-" and report_path == "-":
        raise UsageError(
            "data and report both go to standard output", mend="send one to a file", place="--report"
        )
    pages = _find(inputs, title)
    output_format = _output_format(output, format_name, into_folder)
    if not into_folder and output != "-" and not Path(output).parent.is_dir():
        raise OutputError("its folder does not exist", mend="make the folder first", place=output)
    from icmlpo_rdf.batch import Task, run  # noqa: PLC0415 - keeps --help quick

    blank = Task("", None, None, output_format, options, check=check_name != "none", partial=partial)
    tasks = _tasks(pages, Path(output) if into_folder else None, blank)
    done = _with_progress(run(tasks, jobs or os.cpu_count() or 1), len(tasks), verbosity)
    return _write(done, None if into_folder else output, blank, report_path, verbosity)


def _find(inputs: Sequence[str], title: str | None) -> list[FoundPage]:
    from icmlpo_rdf.source import find_pages  # noqa: PLC0415 - keeps --help quick

    pages = list(find_pages(inputs))
    if title is not None and len(pages) > 1:
        raise UsageError(
            "one title for several pages", mend="give --title with one page only", place="--title"
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
            notes.extend(
                report_lines(result.path, result.title, result.readings, result.report.notes, result.error)
            )
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


def _tasks(pages: Iterable[FoundPage], folder: Path | None, blank: Task) -> list[Task]:
    """A task for each page: the blank one with the page's path and place filled in."""
    tasks: list[Task] = []
    owners: dict[PurePath, str] = {}
    for page in pages:
        target = folder / page.relative.with_suffix(blank.output_format.ending) if folder else None
        shown = page.path if page.member is None else f"{page.path}/{page.member}"
        if target and (owner := owners.setdefault(target, shown)) != shown:
            raise UsageError(
                f"{shown} would be written over {owner}'s file {target}",
                mend="convert them into different folders, or into one file",
                place="--output",
            )
        tasks.append(replace(blank, path=page.path, member=page.member, target=target))
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
    for note in result.report.notes:
        if note.code in {*(error.code for error in result.report.errors)} or verbosity is Verbosity.VERBOSE:
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
    notes = len(result.report.notes)
    say(f"{result.path}: {result.title}: {result.quad_count} triples, {checked}, {notes} notes{target}")


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
                place=other.path,
            )
    write_result(
        to_bytes((quad for result in sound for quad in result.quads), output_format, PREFIXES), output
    )


def _exit_code(results: Sequence[PageResult]) -> Exit:
    if all(result.ok for result in results):
        return Exit.DONE
    unreadable = [
        result
        for result in results
        if result.error or any(note.code in _UNREADABLE for note in result.report.notes)
    ]
    return Exit.USAGE if len(unreadable) == len(results) else Exit.FINDINGS
