"""Pages, each to a file of its own or all back to the caller; results in the order of the pages, whoever does them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from pyoxigraph import Quad

from icmlpo_rdf.batch.engines import Engine
from icmlpo_rdf.batch.page_conversion import PageRules, Status, convert_page
from icmlpo_rdf.batch.page_limits import calm_collector, limit_memory
from icmlpo_rdf.batch.page_reports import report_lines
from icmlpo_rdf.errors import IcmlpoError, LimitError, OutputError, UsageError
from icmlpo_rdf.notes import Notes
from icmlpo_rdf.page import TitleIndex
from icmlpo_rdf.sinks import OutputFormat, make_folder, write_whole
from icmlpo_rdf.source import Entry, as_text
from icmlpo_rdf.validation.shacl_report import ValidationReport

__all__ = ["PageResult", "PagesTask", "run_pages"]

_LARGEST_TASK = 50


class PageResult(Struct, frozen=True):
    """What became of one page."""

    source: str
    """The page, as messages name it."""
    status: Status
    title: str = ""
    graph: str = ""
    notes: Notes = Notes()
    validation: ValidationReport | None = None
    quad_count: int = 0
    data: bytes = b""
    """Its data as a file of its own; empty when none may be written."""
    quads: tuple[Quad, ...] = ()
    """The same as quads, where they are wanted instead."""
    report: str = ""
    """What its tables and lists were taken for, and its notes, as JSON lines, if they are wanted."""
    written: Path | None = None
    error: IcmlpoError | None = None
    """What stopped this page, and this page only."""
    told_by: str = ""
    """What told its wiki and title."""
    meetings: int | None = None
    """Of so many it tells; None when it was not read."""
    found_somebody: bool = False
    """It tells of a participation or membership."""

    @property
    def is_done(self) -> bool:
        """True when the page was read whole, its data conform, and no other page was the same."""
        return self.status is Status.DONE


class PagesTask(Struct, frozen=True):
    """Some pages to be done together, and what is wanted of them."""

    rules: PageRules
    titles: Path | None = None
    """The folder of the index of titles; None without one."""
    output_format: OutputFormat | None = None
    """The format of the pages' own files; None when their quads are wanted back."""
    reported: bool = False
    number: int = 0
    entries: Sequence[Entry] = ()

    def run(self) -> tuple[int, list[PageResult]]:
        """Convert the pages."""
        limit_memory(self.rules.memory_megabytes)
        with (
            closing(TitleIndex(self.titles)) if self.titles else nullcontext() as titles,
            calm_collector(),
        ):
            return self.number, [self._result(entry, titles) for entry in self.entries]

    def _result(self, entry: Entry, titles: TitleIndex | None) -> PageResult:
        # Of a page that is named by itself no dump was listed: its titles are looked up in its folder.
        page = convert_page(entry, self.rules, None if entry.is_named else titles)
        source, conversion = as_text(entry.origin), page.conversion
        if conversion is None:
            lines = report_lines(source, "", (), (), page.error)
            return PageResult(source, page.status, error=page.error, report=self._report(lines))
        own, facts = page.is_sound and self.output_format, conversion.facts
        return PageResult(
            source,
            page.status,
            conversion.title,
            page.graph,
            conversion.notes,
            page.validation,
            len(conversion.quads),
            conversion.to_bytes(own) if own else b"",
            conversion.quads if page.is_sound and not own else (),
            self._report(report_lines(source, conversion.title, conversion.readings, conversion.notes)),
            told_by=conversion.told_by,
            meetings=len(facts.meetings) if facts else None,
            found_somebody=facts is not None and bool(facts.participations or facts.memberships),
        )

    def _report(self, lines: Iterable[str]) -> str:
        return "".join(lines) if self.reported else ""

    def lost(self, reason: str, mend: str) -> tuple[int, list[PageResult]]:
        """Return the results of pages whose process has ended."""
        results = []
        for entry in self.entries:
            error = LimitError(reason, mend=mend, origin=entry.origin)
            lines = report_lines(as_text(entry.origin), "", (), (), error)
            results.append(
                PageResult(as_text(entry.origin), Status.FAILED, error=error, report=self._report(lines))
            )
        return self.number, results


def run_pages(
    pages: Sequence[Entry], wanted: PagesTask, engine: Engine, *, at_once: int, targets: Sequence[Path] = ()
) -> Iterator[PageResult]:
    """Convert pages, and yield what became of each, in their order.

    Args:
        pages: the pages, each once.
        wanted: what is wanted of them.
        engine: who does them.
        at_once: how many processes it has, so that each gets its share.
        targets: for each page the file that is written, unless the page is damaged, broken or the same as one before it;
            empty where the quads are wanted back.
    """
    size = max(1, min(_LARGEST_TASK, len(pages) // (4 * at_once)))
    tasks = (
        replace(wanted, number=number, entries=pages[begin : begin + size])
        for number, begin in enumerate(range(0, len(pages), size))
    )
    sources: dict[str, str] = {}
    for number, result in enumerate(_in_order(engine(tasks))):
        told = result
        if result.data or result.quads:
            if (other := sources.setdefault(result.graph, result.source)) != result.source:
                told = _twice(result, other)
            elif targets:
                told = _written(result, targets[number])
        yield told


def _in_order(done: Iterable[tuple[int, list[PageResult]]]) -> Iterator[PageResult]:
    waiting: dict[int, list[PageResult]] = {}
    following = 0
    for number, results in done:
        waiting[number] = results
        while following in waiting:
            yield from waiting.pop(following)
            following += 1


def _twice(result: PageResult, other: str) -> PageResult:
    error = UsageError(
        f"it is the same page as {other}, {result.title}, which is taken",
        mend="give one of them only, or tell them apart with --title",
        origin=result.source,
    )
    return replace(result, status=Status.TWICE, data=b"", quads=(), error=error)


def _written(result: PageResult, target: Path) -> PageResult:
    try:
        make_folder(target.parent)
        write_whole(target, result.data)
    except OutputError as error:
        return replace(result, status=Status.FAILED, error=error)
    return replace(result, written=target)
