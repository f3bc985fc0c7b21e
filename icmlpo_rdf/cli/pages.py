"""`icmlpo-rdf convert` of pages, each to a file of its own or all into one graph."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from icmlpo_rdf.cli.convert_job import ConvertJob, Layout, tell_passed_over
from icmlpo_rdf.cli.lexicon_option import lexicon_file
from icmlpo_rdf.cli.terminal import Exit, Verbosity, say, write_result
from icmlpo_rdf.errors import OutputError, UsageError, counted
from icmlpo_rdf.notes import Code, Note, Severity

if TYPE_CHECKING:
    from icmlpo_rdf.batch.page_run import PageResult
    from icmlpo_rdf.sinks import OutputFormat
    from icmlpo_rdf.source import Entry, PassedOver
    from icmlpo_rdf.validation.shacl_report import ValidationReport

__all__ = ["convert_pages"]

# With one of these the page could not be read at all; with other errors it was read, but not whole.
_UNREADABLE = frozenset(
    {
        Code.NOT_UTF8,
        Code.EMPTY_PAGE,
        Code.NO_TITLE,
        Code.BAD_TITLE,
        Code.NO_LANGUAGE,
        Code.OTHER_WIKI,
        Code.NO_WIKI,
    }
)
# What names the things of the page: of whoever takes it wrongly all links go wrong; and what may have hidden facts.
_SAID = frozenset(
    {
        Code.TITLE_CONTRADICTED,
        Code.LANGUAGE_ASSUMED,
        Code.TABLE_NOT_CLOSED,
        Code.MARKUP_NOT_CLOSED,
        Code.COMMENT_NOT_CLOSED,
    }
)


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
    from icmlpo_rdf.source import PassedOver  # noqa: PLC0415

    with ExitStack() as until_done:
        passed_over = PassedOver(job.output)
        try:
            pages, index = _find(job, cache(lambda: _temporary_folder(until_done)), passed_over)
        finally:  # also where there is no page besides
            tell_passed_over(passed_over, verbosity)
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
        teller = _Teller(verbosity)
        reports: list[str] = []
        together: list[PageResult] = []
        for result in _with_progress(done, len(pages), verbosity):
            if result.same_page and not folder:
                raise result.same_page
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


def _temporary_folder(until_done: ExitStack) -> Path:
    """A new folder, which is removed when the stack is left."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - a page alone needs no folder

    return Path(until_done.enter_context(TemporaryDirectory(prefix="icmlpo-rdf-")))


def _find(
    job: ConvertJob, work: Callable[[], Path], passed_over: PassedOver
) -> tuple[list[Entry], Path | None]:
    """The pages, and the folder of the index of their titles, where the inputs hold a dump."""
    from icmlpo_rdf.batch.plan import list_pages  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.source import holds_many, list_inputs  # noqa: PLC0415

    index = None
    if any(holds_many(given, job.options.page.form) for given in job.inputs):
        index = work() / "titles"
        index.mkdir()
    pages = list_pages(
        list_inputs(chain(job.inputs, job.listed()), work, job.options.page, passed_over), index
    )
    if job.options.page.title is not None and len(pages) > 1:
        pages = [_titled(pages, job.options.page.title, job.options.page.language)]
    return pages, index


def _titled(pages: Sequence[Entry], title: str, language: str | None) -> Entry:
    """The one page of dumps and snapshots that has a title.

    Raises:
        UsageError: none or several have it, or the pages are files, each of which has a title of its own.
    """
    from icmlpo_rdf.source import is_titled  # noqa: PLC0415 - keeps --help quick

    found = [page for page in pages if page.told and is_titled(page, title, language)]
    if len(found) == 1:
        return found[0]
    if found:
        what = f"{len(found)} pages are called {title!r}: {', '.join(page.origin for page in found[:3])}"
        wikis = {page.told.wiki for page in found if page.told}
        is_told = len(wikis) == len(found)
        mend = (
            "say of which Wikipedia: --lang" if is_told else "give the file alone that holds the one you mean"
        )
    elif all(page.told for page in pages):
        what, mend = f"no page is called {title!r}", "check the title"
    else:
        what, mend = "one title for several pages", "give --title with one page only"
    raise UsageError(what, mend=mend, origin="--title")


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


class _Teller:
    """Says what became of pages, as far as the user wants to hear, and knows what all of it comes to."""

    def __init__(self, verbosity: Verbosity) -> None:
        self._verbosity = verbosity
        self._pages = self._done = self._unreadable = 0

    def tell(self, result: PageResult) -> None:
        """Say what is wrong with a page: each error a line."""
        self._pages += 1
        self._done += result.is_done
        self._unreadable += bool(result.error) or any(note.code in _UNREADABLE for note in result.notes)
        if result.error:
            say(str(result.error))
            return
        is_verbose = self._verbosity is Verbosity.VERBOSE
        for note in result.notes:
            is_said = note.code.severity is Severity.ERROR or (note.code in _SAID and result.title)
            if is_said or is_verbose:
                say(f"{result.source}{_sentence(note)}")
        told = result.validation
        if told and (is_verbose or not told.conforms):
            for finding in told.results:
                say(f"{result.source}: {finding}")

    def summarize(self, result: PageResult, where: object) -> None:
        """Say in one line what was made of a page."""
        if result.error or self._verbosity is Verbosity.QUIET:
            return
        target = f" → {where}" if where else ", not written"
        wordless = [note.text for note in result.notes if note.code is Code.NO_WORDS_FOR_LANGUAGE]
        words = f"no words for its language ({wordless[0]}), " if wordless else ""
        made = (
            f"{counted(result.quad_count, 'triple')}, {_verdict(result.validation)}, "
            f"{words}{counted(len(result.notes), 'note')}"
        )
        has_more = result.notes or (result.validation and result.validation.results)
        if has_more and self._verbosity is Verbosity.NORMAL:
            made += " (-v says each)"
        if result.found_nothing:
            made += "; 0 meetings, 0 participations, 0 memberships: nothing was found, see inspect"
        say(f"{result.source}: {result.title or '(no title)'}: {made}{target}")

    def exit_code(self) -> Exit:
        """Return what all of it comes to."""
        if self._done == self._pages:
            return Exit.DONE
        return Exit.USAGE if self._unreadable == self._pages else Exit.FINDINGS


def _sentence(note: Note) -> str:
    """A note behind its page's name: in which line what is wrong, and what mends it."""
    line = f":{note.lines.first}" if note.lines else ""
    what = f" ({note.text})" if note.text else ""
    mend = note.mend or note.code.mend
    return f"{line}: {note.code.meaning}{what}" + (f"; {mend}" if mend else "")


def _verdict(checked: ValidationReport | None) -> str:
    """What the shapes say of a page, in a few words."""
    if checked is None:
        return "not checked"
    verdict = "conforms" if checked.conforms else "DOES NOT CONFORM"
    return f"{verdict} ({checked.counts_as_text})" if checked.counts_as_text else verdict


def _write_graph(results: Sequence[PageResult], output: str, output_format: OutputFormat) -> None:
    """One graph of all pages, in the order of their IRIs, whatever the order of the input."""
    from icmlpo_rdf.quads import PREFIXES  # noqa: PLC0415
    from icmlpo_rdf.sinks import to_bytes  # noqa: PLC0415

    if results:
        ordered = sorted(results, key=lambda result: result.graph)
        quads = chain.from_iterable(result.quads for result in ordered)
        write_result(to_bytes(quads, output_format, PREFIXES), output)
