"""A dump as a dataset: planned, converted shard by shard, described. A run that was stopped goes on where it was."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from icmlpo_rdf.batch.description import describe
from icmlpo_rdf.batch.earlier_shards import Fingerprint, read_state
from icmlpo_rdf.batch.engines import Engine
from icmlpo_rdf.batch.housekeeping import (
    alone,
    refuse_foreign,
    remove_half_written,
    sweep,
    work_folder,
)
from icmlpo_rdf.batch.other_pages import refuse_other_pages
from icmlpo_rdf.batch.page_conversion import PageRules, Status
from icmlpo_rdf.batch.plan import PAGES_PER_SHARD, Plan, make_plan
from icmlpo_rdf.batch.same_pages import graphs_taken
from icmlpo_rdf.batch.shard import ShardResult, ShardTask
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.source import STATE, Entry, ListingNotes, expand_globs, is_remote, list_inputs

__all__ = ["DatasetOptions", "Summary", "convert_dataset", "pages_not_done", "read_reports"]

_SHARD_FILE = lazy_pattern(r"part-(\d{5,})\.(?:nq\.gz|jsonl|jsonl\.gz|json)")
_COUNTS = ("pages", "quads", "bytes_read", "failed", "stated_nothing", "checked", "reasons", "silent")
_DONE_NOW = ("converted", "added", "replaced", "removed")


class DatasetOptions(PageRules, frozen=True):
    """How to make a dataset."""

    pages_per_shard: int = PAGES_PER_SHARD
    part: tuple[int, int] | None = None
    """Do only the shards of this part, `(1, 4)` the first of four; the dataset is described when all are done."""
    work: str | None = None
    """Where the plan is kept while the run lasts; a place that all workers see. None: in the dataset's folder."""
    check_content: bool = False
    """Compare the bytes of every page with those of the last run, not only size and times."""
    replace: bool = False
    """Take the place of a dataset of other pages."""

    def rules(self) -> PageRules:
        """Return how each page is converted."""
        return PageRules(self.convert, self.check, self.partial, self.page_seconds, self.memory_megabytes)


@dataclass(slots=True)
class Summary:
    """What a run has made."""

    pages: int = 0
    quads: int = 0
    bytes_read: int = 0
    failed: int = 0
    stated_nothing: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    checked: int = 0
    converted: int = 0
    added: int = 0
    replaced: int = 0
    removed: int = 0
    shards: int = 0
    shards_done: int = 0
    errors: tuple[str, ...] = ()
    """What stopped whole shards."""
    problems: tuple[str, ...] = ()
    """What among the inputs cannot be read; known from the beginning."""
    is_whole: bool = False
    """True when every shard is done and the dataset is described."""

    _results: dict[int, ShardResult] = field(default_factory=dict)

    def add(self, result: ShardResult) -> None:
        """Count a shard in. One that was done again holds what it holds now, and what was done to it was done once.

        Whatever is converted the second time was so the first time too, unless the shard was left as it was then.
        """
        if result.error:
            self.errors = (*self.errors, result.error)
            return
        before = self._results.get(result.number, ShardResult(result.number))
        result = replace(
            result, **{name: max(getattr(result, name), getattr(before, name)) for name in _DONE_NOW}
        )
        self._results[result.number] = result
        self.shards_done = len(self._results)
        for name in (*_COUNTS, *_DONE_NOW):
            now = getattr(self, name) + getattr(result, name) - getattr(before, name)
            setattr(self, name, now)


def convert_dataset(  # noqa: PLR0913 - what is read, what is written, how, and who asks
    locations: Sequence[str],
    listed: Iterable[str],
    output: str,
    options: DatasetOptions,
    engine: Engine,
    *,
    noted: ListingNotes | None = None,
) -> Iterator[tuple[Summary, ShardResult | None]]:
    """Convert a dump into a dataset, yielding after each shard what has been done so far and the shard.

    Args:
        locations: files, folders, archives, globs and remote places.
        listed: the same without globs, as a list names them; may be an iterator over millions.
        output: the dataset's folder, or an address that fsspec writes to.
        options: how.
        engine: who does the shards.
        noted: counts what lies in folders and is no page.

    Raises:
        SourceError: an input cannot be read, or holds no page.
        OutputError: the dataset cannot be written.
        UsageError: the dataset would be written into the dump's own folder, or in the place of one of other pages.
    """
    storage = Storage(output)
    summary = Summary()
    inputs = expand_globs(locations)
    if any(_is_same_folder(location, output) for location in inputs):
        raise UsageError(
            "the dump's own folder cannot hold the dataset", mend="name another folder", origin=output
        )
    refuse_foreign(storage)
    with alone(output, is_part=options.part is not None), work_folder(output, options.work) as work:
        if options.part is None:
            sweep(output, work)
        entries = _beside(
            list_inputs(inputs, lambda: work, options.convert.page, noted, listed=listed), output
        )
        plan_folder = work / "plan"
        plan_folder.mkdir()
        before = _shard_count_before(storage)
        place = ", ".join(locations) or "the list"
        plan = make_plan(entries, plan_folder, place, options.pages_per_shard, before)
        if not options.replace:
            refuse_other_pages(storage, plan)
        summary.shards = plan.shard_count
        summary.problems = tuple(str(entry.error) for entry in plan.problems)
        yield summary, None
        fingerprint = _fingerprint(plan, options)
        task = _task(plan, output, options, fingerprint)
        numbers = _numbers(plan.shard_count, options.part, before)
        for result in engine(replace(task, number=number, shard_count_before=before) for number in numbers):
            summary.add(result)
            yield summary, result
        if summary.errors or not all(state for _, state in _states(storage, fingerprint)):
            return
        # A page that stands in two files may be in two shards, which shows only when all are done.
        repeated = graphs_taken(lambda: _states(storage, fingerprint))
        for result in engine(replace(task, number=number, taken=taken) for number, taken in repeated.items()):
            summary.add(result)
            yield summary, result
        if not summary.errors:
            _finish(storage, fingerprint, options)
            # A worker that died left what it had begun.
            remove_half_written(output)
            summary.is_whole = True
            yield summary, None


def _is_same_folder(location: str, output: str) -> bool:
    return Path(location).is_dir() and Path(output).is_dir() and Path(location).samefile(output)


def _beside(entries: Iterable[Entry], output: str) -> Iterator[Entry]:
    """The pages without what this or an earlier run has written below their folder."""
    made = Path(output).absolute()

    @cache
    def own(location: str) -> str | None:
        place = Path(location).absolute()
        return f"{made.relative_to(place).as_posix()}/" if place in made.parents else None

    for entry in entries:
        prefix = None if is_remote(entry.location) or is_remote(output) else own(entry.location)
        if prefix is None or not entry.name.startswith(prefix):
            yield entry


def _fingerprint(plan: Plan, options: DatasetOptions) -> Fingerprint:
    """What the bytes depend on besides the pages."""
    made_of = repr((msgspec.to_builtins(options.convert), options.check, options.partial))
    return Fingerprint(plan.shard_count, sha256(made_of.encode()).hexdigest(), _program())


def _shard_count_before(storage: Storage) -> int | None:
    """How many shards the dataset has, if it is there already."""
    state = read_state(storage, 0)
    return int(state["fingerprint"][0]) if state else None


def _task(plan: Plan, output: str, options: DatasetOptions, fingerprint: Fingerprint) -> ShardTask:
    """What all shards' tasks have in common."""
    return ShardTask(
        number=0,
        # Another machine's worker may stand in another folder.
        plan=str(plan.folder.absolute()),
        output=output if is_remote(output) else str(Path(output).absolute()),
        rules=options.rules(),
        fingerprint=fingerprint,
        check_content=options.check_content,
        is_incomplete=bool(plan.problems),
    )


def _numbers(shard_count: int, part: tuple[int, int] | None, before: int | None) -> list[int]:
    """The shards to do. Of a dataset that has grown, new ones are made from the old ones while these are still there."""
    numbers = range(shard_count) if part is None else range(part[0] - 1, shard_count, part[1])
    return sorted(numbers, key=lambda number: number < (before or 0))


@cache
def _program() -> str:
    """A digest of this package's own files: another version may give other bytes."""
    digest = sha256()
    root = Path(str(files("icmlpo_rdf")))
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".toml", ".ttl"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _states(storage: Storage, fingerprint: Fingerprint) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The state of each shard; an empty one where this program and these options have not made it."""
    for number in range(fingerprint.shard_count):
        state = read_state(storage, number)
        yield number, state if state and state["fingerprint"] == fingerprint.as_json() else {}


def _finish(storage: Storage, fingerprint: Fingerprint, options: DatasetOptions) -> None:
    """Describe the dataset and remove what an earlier run with more shards left."""
    sizes: list[int] = []
    totals: Counter[str] = Counter()
    for _, state in _states(storage, fingerprint):
        sizes.append(state["sizes"]["data"])
        totals.update(state["totals"])
    for folder in ("data", "report", "manifest", STATE):
        for name in storage.names(folder):
            shard_file = _SHARD_FILE.fullmatch(name)
            if shard_file and int(shard_file[1]) >= fingerprint.shard_count:
                storage.remove(f"{folder}/{name}")
    for name, data in describe(totals, sizes, options.convert).items():
        storage.write(name, data)


def pages_not_done(output: str) -> Iterator[tuple[str, str]]:
    """Yield the source of each page of a dataset that is not whole or not converted, with its dump, and what is said behind it."""
    storage = Storage(output)
    for name in storage.names("manifest"):
        for line in (storage.read(f"manifest/{name}") or b"").splitlines():
            row = msgspec.json.decode(line)
            if row["status"] != Status.DONE.value:
                source = "/".join(filter(None, (row.get("dump"), row["source"])))
                yield source, row.get("told") or f": {row['reason'] or row['status']}"


def read_reports(output: str) -> Iterator[bytes]:
    """Yield the report of each shard of a dataset, as JSON lines."""
    storage = Storage(output)
    for name in storage.names("report"):
        yield gzip.decompress(storage.read(f"report/{name}") or b"")
