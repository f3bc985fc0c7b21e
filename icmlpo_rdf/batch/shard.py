"""One shard of a dataset, from its pages to its files: a pure task that any process on any machine can do.

A shard has four files: its data (`data/part-00000.nq.gz`), its report, its part of the manifest, and what a later run
needs to know whether it must be done again (`.state/`). The last is written last: a shard that has it is whole.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any

from icmlpo_rdf.batch.limits import calm_collector, limit_memory, time_limit
from icmlpo_rdf.batch.plan import entries_of
from icmlpo_rdf.batch.reporting import report_lines
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.convert import convert
from icmlpo_rdf.errors import IcmlpoError, SourceError, one_line
from icmlpo_rdf.graph.quick import quick_check
from icmlpo_rdf.graph.validate import validate
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.page import KnownTitles
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import DumpEntry, RawPage, as_text, read_entry

__all__ = ["Check", "ShardResult", "ShardTask", "convert_shard", "shard_files"]

SAMPLED = 100
"""With `--validate sample` one page of so many is checked, chosen by its title."""


class Check(Enum):
    """Which pages are checked against the shapes."""

    ALL = "all"
    SAMPLE = "sample"
    NONE = "none"


class Status(Enum):
    """What became of a page."""

    DONE = "done"
    DAMAGED = "damaged"
    """It was not read whole, so that it is not in the data, unless `--partial`."""
    BROKEN = "does-not-conform"
    FAILED = "failed"
    TWICE = "same-page"
    """Another file of this shard is the same page."""


@dataclass(frozen=True, slots=True)
class ShardTask:
    """The work on one shard; small, so that it can be sent anywhere."""

    number: int
    plan: str
    """The folder of the plan, which every worker can read."""
    output: str
    """The dataset's folder or address."""
    options: ConvertOptions
    fingerprint: str
    """What the bytes depend on besides the pages: program, options, number of shards."""
    check: Check = Check.ALL
    partial: bool = False
    page_seconds: float = 60
    memory_megabytes: int = 0


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


@dataclass(slots=True)
class _PageDone:
    """A page's row of the manifest with its bytes of data and report."""

    row: dict[str, object]
    data: bytes
    report: bytes


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
    except MemoryError:
        what = "a worker needs more memory than it may have; give it more with --page-megabytes"
    except Exception as error:  # noqa: BLE001 - one shard's defect must not stop the others
        what = f"internal error: {type(error).__name__}: {error}"
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
    state: dict[str, Any], task: ShardTask, entries: Sequence[DumpEntry], titles: KnownTitles
) -> bool:
    return (
        state["fingerprint"] == task.fingerprint
        and (not state["given_up"] or state["limits"] == _limits(task))
        and [[entry.name, entry.stamp] for entry in entries] == [page[:2] for page in state["pages"]]
        and _answers_hold(state, titles)
    )


def _limits(task: ShardTask) -> list[float]:
    """What a page may take. It changes no byte of what was converted, but pages were given up for it."""
    return [task.page_seconds, task.memory_megabytes]


def _before(
    storage: Storage, task: ShardTask, state: dict[str, Any] | None, titles: KnownTitles
) -> dict[str, _PageDone]:
    """The pages that need not be converted again if their bytes are the same."""
    if not state or state["fingerprint"] != task.fingerprint or not _answers_hold(state, titles):
        return {}
    files = shard_files(task.number)
    data, report, manifest = (storage.read(files[what]) or b"" for what in ("data", "report", "manifest"))
    data, report = gzip.decompress(data), gzip.decompress(report)
    done: dict[str, _PageDone] = {}
    data_at = report_at = 0
    for (name, _, _, data_size, report_size), row in zip(state["pages"], manifest.splitlines(), strict=True):
        told = json.loads(row)
        # Nothing was kept of a page that came twice, which may be the only one today, or that was given up.
        if told["status"] not in {Status.TWICE.value, Status.FAILED.value}:
            done[name] = _PageDone(
                told, data[data_at : data_at + data_size], report[report_at : report_at + report_size]
            )
        data_at += data_size
        report_at += report_size
    return done


def _write(
    task: ShardTask,
    storage: Storage,
    entries: Sequence[DumpEntry],
    before: Mapping[str, _PageDone],
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
                page = _convert_page(task, entry, before, titles, result)
                graph = page.row["graph"]
                if page.data and graph in graphs:
                    reason = f"it is the same page as {graphs[graph]}"
                    twice = {"status": Status.TWICE.value, "reason": reason, "quads": 0}
                    page = _PageDone({**page.row, **twice}, b"", page.report)
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
        "asked": {str(asked): answer for asked, answer in titles.asked.items()},
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


def _convert_page(
    task: ShardTask,
    entry: DumpEntry,
    before: Mapping[str, _PageDone],
    titles: KnownTitles,
    result: ShardResult,
) -> _PageDone:
    """Convert a page, unless it was converted before. Whatever goes wrong with it costs this page only."""
    row: dict[str, object] = {"source": as_text(entry.name), "shard": task.number, **_NOTHING}
    try:
        with time_limit(task.page_seconds):
            raw = replace(read_entry(entry), origin=entry.name)
            row |= {"sha256": raw.sha256, "bytes": len(raw.data)}
            old = before.get(entry.name)
            if old and old.row["sha256"] == raw.sha256:
                return old
            result.converted += 1
            return _converted(task, raw, titles, row)
    except IcmlpoError as error:
        reason = error.what
    except MemoryError:
        reason = "needs more memory than it may have"
    except Exception as error:  # noqa: BLE001 - a defect of ours must not stop a run of a million pages
        reason = f"internal error: {type(error).__name__}: {error}"
    return _failed({**row, "status": Status.FAILED.value, "reason": one_line(reason)})


_NOTHING: dict[str, object] = {
    "sha256": None, "bytes": 0, "title": "", "graph": None, "quads": 0, "meetings": 0, "participations": 0,
    "memberships": 0, "notes": 0, "checked": False, "reason": "",
}  # fmt: skip


def _failed(row: dict[str, object]) -> _PageDone:
    error = SourceError(str(row["reason"]), mend="see the manifest", place=str(row["source"]))
    lines = report_lines(str(row["source"]), str(row["title"]), (), (), error)
    return _PageDone(row, b"", "".join(lines).encode())


def _converted(task: ShardTask, raw: RawPage, titles: KnownTitles, row: dict[str, object]) -> _PageDone:
    conversion = convert(raw, task.options, titles)
    checked = bool(conversion.quads) and _is_checked(task.check, conversion.title)
    # The quick check has the same verdicts, twenty times faster; pySHACL has the last word on what it refuses.
    broken = (
        checked and not quick_check().conforms(conversion.quads) and not validate(conversion.quads).conforms
    )
    errors = conversion.report.errors
    status = Status.BROKEN if broken else Status.DAMAGED if errors else Status.DONE
    written = bool(conversion.quads) and not broken and (not errors or task.partial)
    facts = conversion.facts
    row |= {
        "title": conversion.title,
        "status": status.value,
        "reason": errors[0].code.slug if errors else "",
        "graph": conversion.quads[0].graph_name.value if conversion.quads else None,  # type: ignore[union-attr]
        "quads": len(conversion.quads) if written else 0,
        "meetings": len(facts.meetings) if facts else 0,
        "participations": len(facts.participations) if facts else 0,
        "memberships": len(facts.memberships) if facts else 0,
        "notes": len(conversion.report.notes),
        "checked": checked,
    }
    lines = report_lines(raw.origin, conversion.title, conversion.readings, conversion.report.notes)
    data = to_nquads(conversion.quads) if written else b""
    return _PageDone(row, data, "".join(lines).encode())


def _is_checked(check: Check, title: str) -> bool:
    if check is Check.SAMPLE:
        return int.from_bytes(blake2b(title.encode(), digest_size=4).digest(), "big") % SAMPLED == 0
    return check is Check.ALL
