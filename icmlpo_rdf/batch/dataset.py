"""A dump as a dataset: planned, converted shard by shard, described. A run that was stopped goes on where it was."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from pathlib import Path

from icmlpo_rdf.batch.description import describe
from icmlpo_rdf.batch.engines import Engine
from icmlpo_rdf.batch.housekeeping import (
    STATE,
    alone,
    refuse_foreign,
    remove_half_written,
    sweep,
    work_folder,
)
from icmlpo_rdf.batch.one_page import Check, ShardTask
from icmlpo_rdf.batch.plan import PAGES_PER_SHARD, Plan, make_plan
from icmlpo_rdf.batch.shard import ShardResult, shard_files
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.source import Entry, expand_globs, is_remote, list_inputs

__all__ = ["DatasetOptions", "Summary", "convert_dataset", "read_reports"]

_SHARD_FILE = re.compile(r"part-(\d{5,})\.(?:nq\.gz|jsonl|jsonl\.gz|json)")


@dataclass(frozen=True, slots=True)
class DatasetOptions:
    """How to make a dataset."""

    convert: ConvertOptions
    check: Check = Check.ALL
    partial: bool = False
    page_seconds: float = 60
    memory_megabytes: int = 0
    pages_per_shard: int = PAGES_PER_SHARD
    part: tuple[int, int] | None = None
    """Do only the shards of this part, `(1, 4)` the first of four; the dataset is described when all are done."""
    work: str | None = None
    """Where the plan is kept while the run lasts; a place that all workers see. None: in the dataset's folder."""


@dataclass(slots=True)
class Summary:
    """What a run has made."""

    pages: int = 0
    quads: int = 0
    bytes_read: int = 0
    failed: int = 0
    checked: int = 0
    converted: int = 0
    added: int = 0
    replaced: int = 0
    removed: int = 0
    shards: int = 0
    shards_done: int = 0
    errors: tuple[str, ...] = ()
    """What stopped whole shards."""
    is_whole: bool = False
    """True when every shard is done and the dataset is described."""

    def add(self, result: ShardResult) -> None:
        """Count a shard in."""
        if result.error:
            self.errors = (*self.errors, result.error)
            return
        self.shards_done += 1
        for name in (
            "pages",
            "quads",
            "bytes_read",
            "failed",
            "checked",
            "converted",
            "added",
            "replaced",
            "removed",
        ):
            setattr(self, name, getattr(self, name) + getattr(result, name))


def convert_dataset(
    locations: Sequence[str], listed: Iterable[str], output: str, options: DatasetOptions, engine: Engine
) -> Iterator[tuple[Summary, ShardResult | None]]:
    """Convert a dump into a dataset, yielding after each shard what has been done so far and the shard.

    Args:
        locations: files, folders, archives, globs and remote places.
        listed: the same without globs, as a list names them; may be an iterator over millions.
        output: the dataset's folder, or an address that fsspec writes to.
        options: how.
        engine: who does the shards.

    Raises:
        SourceError: an input cannot be read, or holds no page.
        OutputError: the dataset cannot be written.
        UsageError: the dataset would be written into the dump's own folder.
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
        entries = _beside(list_inputs(chain(inputs, listed), lambda: work), output)
        plan_folder = work / "plan"
        plan_folder.mkdir()
        plan = make_plan(entries, plan_folder, ", ".join(locations) or "the list", options.pages_per_shard)
        summary.shards = plan.shard_count
        yield summary, None
        numbers = [
            number
            for number in range(plan.shard_count)
            if options.part is None or number % options.part[1] == options.part[0] - 1
        ]
        fingerprint = _fingerprint(plan, options)
        for result in engine(_tasks(numbers, plan, output, options, fingerprint)):
            summary.add(result)
            yield summary, result
        if not summary.errors and _finish(storage, plan, options, fingerprint):
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


def _fingerprint(plan: Plan, options: DatasetOptions) -> str:
    """What the bytes depend on besides the pages."""
    made_of = repr((options.convert, options.check, options.partial, _program()))
    return f"{plan.shard_count}-{sha256(made_of.encode()).hexdigest()}"


def _tasks(
    numbers: Iterable[int], plan: Plan, output: str, options: DatasetOptions, fingerprint: str
) -> Iterator[ShardTask]:
    for number in numbers:
        yield ShardTask(
            number=number,
            # Another machine's worker may stand in another folder.
            plan=str(plan.folder.absolute()),
            output=output if is_remote(output) else str(Path(output).absolute()),
            options=options.convert,
            fingerprint=fingerprint,
            check=options.check,
            partial=options.partial,
            page_seconds=options.page_seconds,
            memory_megabytes=options.memory_megabytes,
        )


@cache
def _program() -> str:
    """A digest of this package's own files: another version may give other bytes."""
    digest = sha256()
    root = Path(str(files("icmlpo_rdf")))
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".toml", ".ttl"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _totals_of(state: bytes | None, fingerprint: str) -> Counter[str] | None:
    """The counts of a shard of this run's program and options; another may have been left by a run with others."""
    try:
        said = json.loads(state or b"null")
        return Counter(said["totals"]) if said["fingerprint"] == fingerprint else None
    except (ValueError, KeyError, TypeError):
        return None


def _finish(storage: Storage, plan: Plan, options: DatasetOptions, fingerprint: str) -> bool:
    """Describe the dataset and remove what an earlier run with more shards left; False while shards are missing."""
    sizes: list[int] = []
    totals: Counter[str] = Counter()
    for number in range(plan.shard_count):
        names = shard_files(number)
        size = storage.size(names["data"])
        counts = _totals_of(storage.read(names["state"]), fingerprint)
        if size is None or counts is None:
            return False
        sizes.append(size)
        totals.update(counts)
    for folder in ("data", "report", "manifest", STATE):
        for name in storage.names(folder):
            shard_file = _SHARD_FILE.fullmatch(name)
            if shard_file and int(shard_file[1]) >= plan.shard_count:
                storage.remove(f"{folder}/{name}")
    for name, data in describe(totals, sizes, options.convert).items():
        storage.write(name, data)
    return True


def read_reports(output: str) -> Iterator[bytes]:
    """Yield the report of each shard of a dataset, as JSON lines."""
    storage = Storage(output)
    for name in storage.names("report"):
        yield gzip.decompress(storage.read(f"report/{name}") or b"")
