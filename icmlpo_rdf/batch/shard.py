"""One shard of a dataset, from its pages to its files: a pure task that any process on any machine can do.

A shard has four files: its data (`data/part-00000.nq.gz`), its report, its part of the manifest, and what a later run
needs to know whether it must be done again (`.state/`). The last is written last: a shard that has it is whole.
"""

from __future__ import annotations

import errno
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from icmlpo_rdf.batch.one_page import PageDone, ShardTask, Status, convert_page
from icmlpo_rdf.batch.page_limits import calm_collector, limit_memory
from icmlpo_rdf.batch.plan import entries_of
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import IcmlpoError, one_line
from icmlpo_rdf.page import KnownTitles
from icmlpo_rdf.source import Entry

__all__ = ["ShardResult", "convert_shard", "shard_files"]


@dataclass(slots=True)
class ShardResult:
    """What became of a shard: counts, never the quads."""

    number: int
    pages: int = 0
    quads: int = 0
    bytes_read: int = 0
    failed: int = 0
    """Pages that are not in the data, or not whole."""
    checked: int = 0
    converted: int = 0
    """Pages converted anew."""
    added: int = 0
    replaced: int = 0
    removed: int = 0
    error: str = ""
    """What stopped the whole shard."""


def shard_files(number: int) -> dict[str, str]:
    """Return the names of a shard's files, by what they hold, in the order in which they are written."""
    part = f"part-{number:05}"
    return {
        "data": f"data/{part}.nq.gz",
        "report": f"report/{part}.jsonl.gz",
        "manifest": f"manifest/{part}.jsonl",
        "state": f".state/{part}.json",
    }


def convert_shard(task: ShardTask) -> ShardResult:
    """Convert a shard's pages and write its files, or leave them if they are as they would be.

    The same pages and options give the same bytes, whoever does it and whatever was there before.
    """
    limit_memory(task.memory_megabytes)
    try:
        return _done(task)
    except IcmlpoError as error:
        what = str(error)
    except Exception as error:  # noqa: BLE001 - one shard's defect must not stop the others
        what = f"internal error: {type(error).__name__}: {error}"
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            what = "a worker needs more memory than it may have; give it more with --page-megabytes"
    return ShardResult(task.number, error=one_line(f"shard {task.number}: {what}"))


def _done(task: ShardTask) -> ShardResult:
    storage = Storage(task.output)
    with closing(KnownTitles(Path(task.plan))) as titles:
        entries = entries_of(Path(task.plan), task.number)
        state = _state(storage, task)
        if state and _is_current(state, task, entries, titles):
            return ShardResult(task.number, **state["totals"])
        with calm_collector():
            result = _write(task, storage, entries, _before(storage, task, state, titles), titles)
        return _compared(result, state, _state(storage, task))


def _compared(
    result: ShardResult, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> ShardResult:
    """Count what a changed dump has added, replaced and removed; of a first run nothing is said."""
    if before and after:
        old = {page[0]: page[2] for page in before["pages"]}
        new = {page[0]: page[2] for page in after["pages"]}
        result.added = len(new.keys() - old.keys())
        result.removed = len(old.keys() - new.keys())
        result.replaced = sum(old[name] != new[name] for name in old.keys() & new.keys())
    return result


def _state(storage: Storage, task: ShardTask) -> dict[str, Any] | None:
    """What the last whole run says of this shard, if its files are still those that it wrote."""
    files = shard_files(task.number)
    written = storage.read(files["state"])
    if written is None:
        return None
    try:
        state: dict[str, Any] = json.loads(written)
        whole = all(storage.size(files[what]) == size for what, size in state["sizes"].items())
    except (ValueError, KeyError, AttributeError):
        return None
    return state if whole and state["shards"] == _shards(task) else None


def _shards(task: ShardTask) -> str:
    return task.fingerprint.partition("-")[0]


def _answers_hold(state: dict[str, Any], titles: KnownTitles) -> bool:
    """True when the dump's titles are what they were, as far as this shard's links ask for them."""
    return all(titles.answer(int(asked)) == answer for asked, answer in state["asked"].items())


def _is_current(
    state: dict[str, Any], task: ShardTask, entries: Sequence[Entry], titles: KnownTitles
) -> bool:
    return (
        state["fingerprint"] == task.fingerprint
        and (not state["given_up"] or state["limits"] == _limits(task))
        and [[entry.name, entry.stamp] for entry in entries] == [page[:2] for page in state["pages"]]
        and _answers_hold(state, titles)
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an earlier run left that may still hold."""

    pages: Mapping[str, PageDone]
    """The pages that need not be converted again if their bytes are the same, by their files' names."""
    asked: Mapping[str, int]
    """What they asked of the dump's titles, and the answers."""


_NOTHING_KEPT = _Kept({}, {})


def _limits(task: ShardTask) -> list[float]:
    """What a page may take. It changes no byte of what was converted, but pages were given up for it."""
    return [task.page_seconds, task.memory_megabytes]


def _before(storage: Storage, task: ShardTask, state: dict[str, Any] | None, titles: KnownTitles) -> _Kept:
    """The pages that need not be converted again if their bytes are the same."""
    if not state or state["fingerprint"] != task.fingerprint or not _answers_hold(state, titles):
        return _NOTHING_KEPT
    files = shard_files(task.number)
    data, report, manifest = (storage.read(files[what]) or b"" for what in ("data", "report", "manifest"))
    try:
        data, report = gzip.decompress(data), gzip.decompress(report)
    except (OSError, EOFError, zlib.error):  # damaged since: all is done again
        return _NOTHING_KEPT
    done: dict[str, PageDone] = {}
    data_at = report_at = 0
    for (name, _, _, data_size, report_size), row in zip(state["pages"], manifest.splitlines(), strict=True):
        told = json.loads(row)
        # Nothing was kept of a page that came twice, which may be the only one today, or that was given up.
        if told["status"] not in {Status.TWICE.value, Status.FAILED.value}:
            done[name] = PageDone(
                told, data[data_at : data_at + data_size], report[report_at : report_at + report_size]
            )
        data_at += data_size
        report_at += report_size
    return _Kept(done, state["asked"])


def _write(
    task: ShardTask,
    storage: Storage,
    entries: Sequence[Entry],
    before: _Kept,
    titles: KnownTitles,
) -> ShardResult:
    result = ShardResult(task.number)
    files = shard_files(task.number)
    # Without its state a shard is not whole: a crash between two of its files is seen.
    storage.remove(files["state"])
    pages: list[list[object]] = []
    graphs: dict[object, object] = {}
    given_up = False
    with (
        storage.writing(files["manifest"]) as manifest_path,
        storage.writing(files["report"]) as report_path,
        storage.writing(files["data"]) as data_path,
    ):
        with (
            manifest_path.open("w", encoding="utf-8") as manifest,
            _compressed(report_path) as report,
            _compressed(data_path) as data,
        ):
            for entry in entries:
                page = convert_page(task, entry, before.pages, titles)
                result.converted += page.is_new and page.row["sha256"] is not None
                graph = page.row["graph"]
                if page.data and graph in graphs:
                    reason = f"it is the same page as {graphs[graph]}"
                    twice = {"status": Status.TWICE.value, "reason": reason, "quads": 0}
                    page = PageDone({**page.row, **twice}, b"", page.report)
                graphs.setdefault(graph, page.row["source"])
                given_up |= page.row["status"] == Status.FAILED.value
                _count(page.row, result)
                data.write(page.data)
                report.write(page.report)
                manifest.write(json.dumps(page.row, ensure_ascii=False, sort_keys=True) + "\n")
                pages.append([entry.name, entry.stamp, page.row["sha256"], len(page.data), len(page.report)])
        sizes = {
            "data": data_path.stat().st_size,
            "report": report_path.stat().st_size,
            "manifest": manifest_path.stat().st_size,
        }
    totals = {name: getattr(result, name) for name in ("pages", "quads", "bytes_read", "failed", "checked")}
    state = {
        "fingerprint": task.fingerprint,
        "shards": _shards(task),
        "pages": pages,
        # The pages that were kept have asked too, and were answered as they would be today.
        "asked": {**before.asked, **{str(asked): answer for asked, answer in titles.asked.items()}},
        "sizes": sizes,
        "given_up": given_up,
        "limits": _limits(task),
        "totals": totals,
    }
    storage.write(files["state"], json.dumps(state).encode())
    return result


def _count(row: Mapping[str, Any], result: ShardResult) -> None:
    result.pages += 1
    result.quads += row["quads"]
    result.bytes_read += row["bytes"]
    result.failed += row["status"] != Status.DONE.value
    result.checked += row["checked"]


@contextmanager
def _compressed(path: Path) -> Iterator[gzip.GzipFile]:
    """A gzip stream with nothing of the machine or the clock in its header."""
    with (
        path.open("wb") as stream,
        gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=stream, mtime=0) as packed,
    ):
        yield packed
