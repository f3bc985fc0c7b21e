"""A dump as a dataset: planned, converted shard by shard, described. A run that was stopped goes on where it was."""

from __future__ import annotations

import bz2
import fcntl
import gzip
import json
import lzma
import os
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from glob import has_magic, iglob
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from icmlpo_rdf.batch.description import README_TITLE, describe
from icmlpo_rdf.batch.engines import Engine
from icmlpo_rdf.batch.one_page import Check, ShardTask
from icmlpo_rdf.batch.plan import PAGES_PER_SHARD, Plan, make_plan
from icmlpo_rdf.batch.shard import ShardResult, shard_files
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import OutputError, SourceError, UsageError
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.sinks import make_folder
from icmlpo_rdf.source import DumpEntry, is_archive, is_remote, list_dump

__all__ = ["DatasetOptions", "Summary", "convert_dataset", "read_reports"]

_STATE = ".state"
_SHARD_FILE = re.compile(r"part-(\d{5,})\.(?:nq\.gz|jsonl|jsonl\.gz|json)")
_MODULES = {".gz": gzip, ".tgz": gzip, ".bz2": bz2, ".tbz2": bz2, ".xz": lzma, ".txz": lzma}


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
        locations: folders, archives and remote places.
        listed: files, each a page; may be an iterator over millions.
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
    if any(_is_same_folder(location, output) for location in locations):
        raise UsageError(
            "the dump's own folder cannot hold the dataset", mend="name another folder", place=output
        )
    _refuse_foreign(storage)
    with _alone(output, is_part=options.part is not None), _work_folder(output, options.work) as work:
        if options.part is None:
            _sweep(output, work)
        entries = chain(
            chain.from_iterable(_not_made_here(location, output, work) for location in locations),
            map(_listed, listed),
        )
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
            _remove_half_written(output)
            summary.is_whole = True
            yield summary, None


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


def _is_same_folder(location: str, output: str) -> bool:
    return Path(location).is_dir() and Path(output).is_dir() and Path(location).samefile(output)


def _not_made_here(location: str, output: str, work: Path) -> Iterable[DumpEntry]:
    """The pages of a place, without what this or an earlier run has written below it."""
    entries = _entries_in(location, work)
    place, made = Path(location).absolute(), Path(output).absolute()
    if is_remote(location) or is_remote(output) or place not in made.parents:
        return entries
    prefix = f"{made.relative_to(place).as_posix()}/"
    return (entry for entry in entries if not entry.name.startswith(prefix))


def _entries_in(location: str, work: Path) -> Iterable[DumpEntry]:
    """The pages of a folder, an archive or a remote place; a single page, or the files of a glob."""
    if is_remote(location) or Path(location).is_dir():
        return list_dump(location)
    if is_archive(location) and Path(location).is_file():
        return list_dump(_unpacked(location, work))
    if has_magic(location) and not Path(location).exists():
        found = iglob(location, recursive=True)  # noqa: PTH207 - pathlib cannot glob absolute patterns
        return (_listed(path) for path in found if Path(path).is_file())
    return (_listed(location),)


def _listed(path: str) -> DumpEntry:
    """A page that a list of files names."""
    if is_remote(path):
        folder, _, name = path.rpartition("/")
        return DumpEntry(folder, name, "")
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise SourceError("no such file", mend="check the list", place=path) from error
    parent = PurePosixPath(path).parent
    # `Page/` says that the name is the title: it stays part of the name.
    return DumpEntry(
        str(parent.parent),
        f"{parent.name}/{PurePosixPath(path).name}".lstrip("/"),
        f"{status.st_size}-{status.st_mtime_ns}",
    )


def _refuse_foreign(storage: Storage) -> None:
    """Files of somebody else are not written over."""
    readme = storage.read("README.md")
    if readme is not None and not readme.startswith(README_TITLE.encode()):
        raise UsageError(
            "the folder holds a README.md that is no dataset's",
            mend="name another folder",
            place=storage.location,
        )


@contextmanager
def _alone(output: str, *, is_part: bool) -> Iterator[None]:
    """No other run writes this dataset meanwhile, except the parts of one. A lock goes with its process, however it ends."""
    if is_remote(output):
        yield
        return
    make_folder(Path(output))
    descriptor = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if is_part else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise UsageError(
            "another run is writing this dataset", mend="wait until it ends", place=output
        ) from error
    finally:
        os.close(descriptor)
        with suppress(OSError):  # where nothing was made, nothing is left
            Path(output).rmdir()


def _sweep(output: str, own: Path) -> None:
    """Remove what a killed run has left: its plan, and files that were not whole."""
    if is_remote(output):
        return
    for folder in Path(output, _STATE).glob("run-*"):
        if folder.name != own.name:
            shutil.rmtree(folder, ignore_errors=True)
    _remove_half_written(output)


def _remove_half_written(output: str) -> None:
    if is_remote(output):
        return
    for name in ("data", "report", "manifest", _STATE):
        for path in Path(output, name).glob(".*.tmp"):
            path.unlink(missing_ok=True)


@contextmanager
def _work_folder(output: str, work: str | None) -> Iterator[Path]:
    """A folder for the plan, beside the dataset's state, gone when the run ends."""
    parent = Path(work) if work else None if is_remote(output) else Path(output) / _STATE
    if parent:
        make_folder(parent)
    try:
        folder = Path(mkdtemp(prefix="run-", dir=parent))
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", mend="write elsewhere with --output", place=str(parent)
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if parent and not work:
            # Where nothing was made, nothing is left.
            with suppress(OSError):
                parent.rmdir()
                parent.parent.rmdir()


def _unpacked(location: str, work: Path) -> str:
    """A compressed tar has no places to read from: it is unpacked once, to one file."""
    if not is_archive(location) or location.lower().endswith((".zip", ".tar")):
        return location
    # Two archives may have one name, and the folder's name must tell no language that theirs does not.
    own = sha256(location.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    target = work / own / f"{PurePosixPath(location).name.partition('.t')[0]}.tar"
    target.parent.mkdir()
    module = _MODULES[PurePosixPath(location.lower()).suffix]
    try:
        with module.open(location) as packed, target.open("wb") as stream:
            shutil.copyfileobj(packed, stream)
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise SourceError(f"no whole archive ({error})", mend="get it again whole", place=location) from error
    return str(target)


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
    for folder in ("data", "report", "manifest", _STATE):
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
