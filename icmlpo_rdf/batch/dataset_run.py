"""Pages through one pure task each, on this machine's processes; results in the order of the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import Quad

from icmlpo_rdf.batch.page_limits import calm_collector
from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import IcmlpoError
from icmlpo_rdf.facts import Reading
from icmlpo_rdf.notes import Notes
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.sinks import OutputFormat, make_folder, write_whole
from icmlpo_rdf.source import Entry, as_text, read_entry
from icmlpo_rdf.validation.compiled import check
from icmlpo_rdf.validation.shacl_report import ValidationReport

__all__ = ["PageResult", "Task", "run"]


@dataclass(frozen=True, slots=True)
class Task:
    """One page's work."""

    entry: Entry
    """The page's place."""
    target: Path | None
    """Where its own file goes; None when its quads are wanted back."""
    output_format: OutputFormat
    options: ConvertOptions
    check: bool
    """Validate before anything is written."""
    partial: bool
    """Write what is sure even when the page is damaged."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page."""

    path: str
    """The page, as messages name it."""
    title: str
    notes: Notes
    readings: tuple[Reading, ...]
    validation: ValidationReport | None
    quad_count: int
    written: Path | None
    quads: tuple[Quad, ...]
    """Empty when they were written to a file of the page's own."""
    error: IcmlpoError | None
    """What stopped this page, and this page only."""

    @property
    def damaged(self) -> bool:
        """True when the page is damaged, so that what it says may be incomplete."""
        return bool(self.notes.errors)

    @property
    def ok(self) -> bool:
        """True when the page was read whole and its data conform."""
        return (
            self.error is None and not self.damaged and (self.validation is None or self.validation.conforms)
        )


def run(tasks: Sequence[Task], jobs: int) -> Iterator[PageResult]:
    """Yield each task's result, in the order of the tasks, whatever the number of processes."""
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(run_task, tasks)
        return
    # spawn: the parent may hold threads (progress, a store), which a fork would copy half-way.
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(run_task, tasks, chunksize=max(1, min(50, len(tasks) // (4 * jobs))))


def run_task(task: Task) -> PageResult:
    """Convert one page, check it, write it. An error is part of the result, so that it costs one page only."""
    conversion: Conversion | None = None
    validation: ValidationReport | None = None
    written: Path | None = None
    error: IcmlpoError | None = None
    try:
        with calm_collector():
            conversion = convert(read_entry(task.entry), task.options)
        if task.check and conversion.quads:
            validation = check(conversion.quads)
        if task.target and _may_be_written(task, conversion, validation):
            make_folder(task.target.parent)
            write_whole(task.target, conversion.to_bytes(task.output_format))
            written = task.target
    except IcmlpoError as raised:
        error = raised
    return PageResult(
        path=as_text(task.entry.origin),
        title=conversion.title if conversion else "",
        notes=conversion.notes if conversion else Notes(),
        readings=conversion.readings if conversion else (),
        validation=validation,
        quad_count=len(conversion.quads) if conversion else 0,
        written=written,
        quads=conversion.quads if conversion and not task.target else (),
        error=error,
    )


def _may_be_written(task: Task, conversion: Conversion, validation: ValidationReport | None) -> bool:
    """A damaged page or a broken graph never replaces what was written before, unless the user says so."""
    if not conversion.quads:
        return False
    return (task.partial or not conversion.notes.errors) and (validation is None or validation.conforms)
