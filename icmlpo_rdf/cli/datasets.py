"""`icmlpo-rdf convert` of a folder, an archive or a list into a dataset: shards, manifest, report, description."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from icmlpo_rdf.cli.convert_job import ConvertJob, tell_listing_notes
from icmlpo_rdf.cli.terminal import Exit, Verbosity, say, write_result
from icmlpo_rdf.errors import UsageError, counted
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Severity

if TYPE_CHECKING:
    from icmlpo_rdf.batch.dataset import Summary
    from icmlpo_rdf.batch.shard import ShardResult

__all__ = ["DatasetRun", "make_dataset", "parse_part"]

_REASONS = 5
"""So many reasons are told, and so many of the pages that they cost."""
_FEW_PAGES = 10_000
_PART = lazy_pattern(r"([1-9]\d*)/([1-9]\d*)")


def parse_part(text: str | None) -> tuple[int, int] | None:
    """Return the part of the shards that `--shard 2/8` names.

    Raises:
        UsageError: it names none.
    """
    if text is None:
        return None
    match = _PART.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        raise UsageError(f"{text!r} is no part", mend="write the second of eight as 2/8", origin="--shard")
    return int(match[1]), int(match[2])


class DatasetRun(Struct, frozen=True):
    """What was asked that only datasets know."""

    part: tuple[int, int] | None
    scheduler: str | None
    work: str | None
    check_content: bool
    replace: bool


def make_dataset(job: ConvertJob, run: DatasetRun, verbosity: Verbosity) -> Exit:
    """Convert a dump and tell what was made."""
    from icmlpo_rdf.batch.dataset import DatasetOptions, convert_dataset  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.batch.engines import dask_cluster, local_processes  # noqa: PLC0415
    from icmlpo_rdf.source import ListingNotes  # noqa: PLC0415

    if job.options.page.title is not None:
        mend = "write that page alone with -o x.ttl or --layout pages"
        raise UsageError("a dataset holds every page", mend=mend, origin="--title")
    rules = job.rules()
    how = DatasetOptions(
        rules.convert,
        rules.check,
        rules.partial,
        rules.page_seconds,
        rules.memory_megabytes,
        part=run.part,
        work=run.work,
        check_content=run.check_content,
        replace=run.replace,
    )
    engine = dask_cluster(run.scheduler) if run.scheduler else local_processes(job.jobs)
    output = job.output.rstrip("/")
    noted = ListingNotes(output)
    steps = convert_dataset(job.inputs, job.listed(), output, how, engine, noted=noted)
    try:
        summary, _ = next(steps)
    finally:  # also where there is no page besides
        tell_listing_notes(noted, verbosity)
    for problem in summary.problems:
        say(problem)
    for result in _with_progress(steps, summary, verbosity):
        if result and result.error:
            say(result.error)
        elif result and verbosity is Verbosity.VERBOSE:
            say(f"shard {result.number}: {_counts(result)}")
    _tell(summary, job, run, verbosity)
    if job.report:
        _write_report(output, job.report)
    is_done = summary.is_whole or run.part is not None
    return Exit.FINDINGS if summary.failed or summary.errors or not is_done else Exit.DONE


def _tell(summary: Summary, job: ConvertJob, run: DatasetRun, verbosity: Verbosity) -> None:
    """Say what was made, and why it is not whole."""
    if verbosity is not Verbosity.QUIET:
        say(f"{_counts(summary)} → {job.output}")
        for line in _reasons(summary, job.output.rstrip("/"), verbosity):
            say(line)
        if run.part and not summary.is_whole:
            say("the other parts are not all done; the last one to end describes the dataset")
    if not (summary.is_whole or summary.errors or run.part):
        say(f"{job.output}: not all shards can be seen from here; do the workers write to the same folder?")


def _reasons(summary: Summary, output: str, verbosity: Verbosity) -> Iterator[str]:
    """Say why pages are not in the data, or not whole, and why pages stated nothing: what most of them have first."""
    from icmlpo_rdf.batch.dataset import pages_not_done  # noqa: PLC0415 - keeps --help quick

    codes = {code.slug: code for code in Code}
    if summary.failed:
        yield f"not whole or not converted ({summary.failed:,}); {output}/manifest/ says of each why:"
        for reason, number in summary.reasons.most_common(_REASONS):
            yield f"{number:,} {_explained(codes.get(reason), reason)}"
        is_small = summary.pages <= _FEW_PAGES  # of more pages the manifest takes too long to read
        if verbosity is Verbosity.VERBOSE or is_small:
            named = None if verbosity is Verbosity.VERBOSE else _REASONS
            for source, why in islice(pages_not_done(output), named):
                yield f"{source}{why}"
    if summary.stated_nothing:
        told = {slug: number for slug, number in summary.silent.items() if _may_hide_facts(codes[slug])}
        yield (
            f"read, but nothing was found ({summary.stated_nothing:,}); what each table and list was taken for says "
            f"{output}/report/, or inspect of a page{':' if told else ''}"
        )
        for slug, number in Counter(told).most_common(_REASONS):
            yield f"{number:,} {_explained(codes[slug], slug)}"


def _may_hide_facts(code: Code) -> bool:
    return code.severity is Severity.WARNING or bool(code.mend)


def _explained(code: Code | None, reason: str) -> str:
    if code is None:
        return reason
    return f"{code.slug}: {code.meaning}" + (f"; {code.mend}" if code.mend else "")


def _write_report(output: str, report: str) -> None:
    """The shards' reports as one file."""
    from icmlpo_rdf.batch.dataset import read_reports  # noqa: PLC0415 - keeps --help quick

    write_result(b"".join(read_reports(output)), report)


def _counts(made: Summary | ShardResult) -> str:
    changed = [
        f"{number:,} {what}"
        for number, what in (
            (made.added, "added"),
            (made.replaced, "replaced"),
            (made.removed, "removed"),
            (made.failed, "not whole or not converted"),
        )
        if number
    ]
    checked = f"{made.checked:,} checked" if made.checked else "none checked"
    done = f"{counted(made.pages, 'page')} ({made.converted:,} read now, {checked}), {counted(made.quads, 'quad')}"
    return ", ".join([done, *changed])


def _with_progress(
    steps: Iterator[tuple[Summary, ShardResult | None]], summary: Summary, verbosity: Verbosity
) -> Iterator[ShardResult | None]:
    """A bar on a terminal: pages a second, bytes, failures, time left. The summary is counted up by the steps."""
    if verbosity is Verbosity.QUIET or not sys.stderr.isatty():
        yield from (result for _, result in steps)
        return
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(
        total=summary.shards, unit=" shards", delay=2, file=sys.stderr, leave=False, dynamic_ncols=True
    ) as bar:
        for _, result in steps:
            if result:
                bar.update()
                rate = summary.pages / max(bar.format_dict["elapsed"], 0.001)
                bar.set_postfix_str(
                    f"{summary.pages:,} pages, {rate:,.0f}/s, {summary.bytes_read / 1e6:,.0f} MB, {summary.failed:,} failed"
                )
            yield result
