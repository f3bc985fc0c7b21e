"""One shard of a dataset, from its pages to its files: a task that any process on any machine can do.

A shard has four files: its data (`data/part-00000.nq.gz`), its report, its part of the manifest, and what a later run
needs to know whether it must be done again (`.state/`). The last is written last: a shard that has it is whole.
"""

from __future__ import annotations

import errno
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from icmlpo_rdf.batch.earlier_shards import EarlierPage, EarlierShard, Fingerprint, shard_files
from icmlpo_rdf.batch.manifest_rows import called, page_of, reason_of
from icmlpo_rdf.batch.page_conversion import PageRules, Status, convert_page
from icmlpo_rdf.batch.page_limits import calm_collector, limit_memory
from icmlpo_rdf.batch.plan import entries_of
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import IcmlpoError, one_line
from icmlpo_rdf.page import TitleIndex
from icmlpo_rdf.source import Entry, RawPage, read_entry

__all__ = ["ShardResult", "ShardTask"]


@dataclass(slots=True)
class ShardResult:
    """What became of a shard: counts, never the quads."""

    number: int
    pages: int = 0
    quads: int = 0
    bytes_read: int = 0
    failed: int = 0
    """Pages that are not in the data, or not whole."""
    stated_nothing: int = 0
    """Pages that were read and state neither a meeting nor a member."""
    checked: int = 0
    converted: int = 0
    """Pages converted anew."""
    added: int = 0
    replaced: int = 0
    removed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """Why pages are not in the data, or not whole, each with the number of pages."""
    silent: Counter[str] = field(default_factory=Counter)
    """What the notes say of pages that were read and state nothing, by code; a page counts once for each code."""
    error: str = ""
    """What stopped the whole shard."""


@dataclass(frozen=True, slots=True)
class ShardTask:
    """The work on one shard; small, so that it can be sent anywhere."""

    number: int
    plan: str
    """The folder of the plan, which every worker can read."""
    output: str
    """The dataset's folder or address."""
    rules: PageRules
    fingerprint: Fingerprint
    shard_count_before: int | None = None
    """How many shards the dataset had, if it is there already."""
    check_content: bool = False
    """Compare the bytes of every page with those of the last run, not only size and times."""
    is_incomplete: bool = False
    """Something among the inputs cannot be read: pages that an earlier run has seen and that are not listed now stay."""
    taken: Mapping[str, str] | None = None
    """The graphs that pages of other shards hold, by their keys, and these pages; None: as the last run found them."""

    def run(self) -> ShardResult:
        """Convert the shard's pages and write its files, or leave them if they are as they would be.

        The same pages and options give the same bytes, whoever does it and whatever was there before, but for pages
        that cannot be read whole any more: what was made of them stays.
        """
        limit_memory(self.rules.memory_megabytes)
        try:
            return _done(self)
        except IcmlpoError as error:
            what = str(error)
        except Exception as error:  # noqa: BLE001 - one shard's defect must not stop the others
            what = f"internal error: {type(error).__name__}: {error}"
            if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
                what = "a worker needs more memory than it may have; give it more with --page-megabytes"
        return ShardResult(self.number, error=one_line(f"shard {self.number}: {what}"))

    def lost(self, reason: str, mend: str) -> ShardResult:
        """Return the result of a shard whose process has ended."""
        return ShardResult(self.number, error=one_line(f"shard {self.number}: {reason}; {mend}"))

    @property
    def limits(self) -> list[float]:
        """What a page may take. It changes no byte of what was converted, but pages were given up for it."""
        return [self.rules.page_seconds, self.rules.memory_megabytes]


def _done(task: ShardTask) -> ShardResult:
    storage = Storage(task.output)
    with closing(TitleIndex(Path(task.plan))) as titles:
        entries = entries_of(Path(task.plan), task.number)
        earlier = EarlierShard(storage, task.number, task.fingerprint, task.shard_count_before)
        if task.is_incomplete:
            entries = earlier.and_unseen(entries)
        holds = earlier.holds(titles)
        taken = task.taken
        if taken is None:
            taken = earlier.state["taken"] if earlier.state else {}
        if holds and earlier.state and _is_current(earlier.state, task, entries, taken):
            reasons, silent = (Counter(earlier.state[name]) for name in ("reasons", "silent"))
            return ShardResult(task.number, **earlier.state["totals"], reasons=reasons, silent=silent)
        with calm_collector():
            shard = _Shard(task, titles, earlier, taken, holds=holds)
            return shard.written(storage, entries)


def _is_current(
    state: Mapping[str, Any], task: ShardTask, entries: Sequence[Entry], taken: Mapping[str, str]
) -> bool:
    return (
        state["taken"] == taken
        and (not state["given_up"] or state["limits"] == task.limits)
        and [[entry.name, entry.stamp] for entry in entries] == [page[:2] for page in state["pages"]]
        and all(
            _sha256(entry, task) == page[2]
            for entry, page in zip(entries, state["pages"], strict=True)
            if task.check_content or not entry.stamp
        )
    )


def _sha256(entry: Entry, task: ShardTask) -> str | None:
    try:
        return read_entry(entry, task.rules.convert.page.form).sha256
    except IcmlpoError:
        return None


class _Shard:
    """A shard while it is written."""

    def __init__(
        self,
        task: ShardTask,
        titles: TitleIndex,
        earlier: EarlierShard,
        taken: Mapping[str, str],
        *,
        holds: bool,
    ) -> None:
        self._task = task
        self._titles = titles
        self._earlier = earlier
        self._pages_before = earlier.pages()
        self._holds = holds
        self._taken = taken
        self._graphs: dict[str | None, str] = dict(taken.items())
        self._state_of_pages: list[list[object]] = []
        self._given_up = False
        self._result = ShardResult(task.number)

    def written(self, storage: Storage, entries: Sequence[Entry]) -> ShardResult:
        """Write the shard's files."""
        files = shard_files(self._task.number)
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
                    page = self._page(entry)
                    data.write(page.data)
                    report.write(page.report)
                    manifest.write(json.dumps(page.row, ensure_ascii=False, sort_keys=True) + "\n")
            paths = {"data": data_path, "report": report_path, "manifest": manifest_path}
            sizes = {what: path.stat().st_size for what, path in paths.items()}
            # Without its state a shard is not whole: a crash between two of its files is seen.
            storage.remove(files["state"])
        storage.write(files["state"], json.dumps(self._state(sizes)).encode())
        return self._compared()

    def _page(self, entry: Entry) -> EarlierPage:
        """Convert a page, unless it is what it was, and count it."""
        before = self._pages_before.get(entry.name)
        usable = before if before and self._holds and before.is_final else None
        done = convert_page(
            entry,
            self._task.rules,
            self._titles,
            lambda raw: usable is not None and _is_same(usable.row, raw),
        )
        if usable and done.status is Status.UNCHANGED:
            page = replace(usable, row={**usable.row, "shard": self._task.number})
        else:
            page = page_of(self._task.number, entry, done, before)
            self._result.converted += done.raw is not None
        key = graph_key(str(page.row["graph"])) if page.data else None
        if key in self._graphs:
            reason = f"{called(entry) if entry.told else 'it'} is the same page as {self._graphs[key]}"
            twice = {"status": Status.TWICE.value, "reason": reason, "told": f": {reason}", "quads": 0}
            page = EarlierPage({**page.row, **twice}, b"", page.report)
        elif key:
            self._graphs[key] = called(entry)
        self._count(page.row)
        place = [entry.name, entry.stamp, page.row["sha256"], len(page.data), len(page.report), key]
        self._state_of_pages.append(place)
        return page

    def _count(self, row: Mapping[str, Any]) -> None:
        result = self._result
        result.pages += 1
        result.quads += row["quads"]
        result.bytes_read += row["bytes"]
        result.checked += row["checked"]
        if row["status"] != Status.DONE.value:
            result.failed += 1
            result.reasons[reason_of(row)] += 1
        elif not (row["meetings"] or row["participations"] or row["memberships"]):
            result.stated_nothing += 1
            result.silent.update(row["codes"].keys())
        self._given_up |= row["status"] == Status.FAILED.value

    def _state(self, sizes: Mapping[str, int]) -> dict[str, object]:
        """What a later run must know."""
        counts = ("pages", "quads", "bytes_read", "failed", "stated_nothing", "checked")
        # The pages that were not converted again have asked too, and were answered as they would be today.
        asked = self._earlier.asked() if self._holds else {}
        return {
            "fingerprint": self._task.fingerprint.as_json(),
            "pages": self._state_of_pages,
            "taken": dict(self._taken),
            "asked": {**asked, **{str(asked): answer for asked, answer in self._titles.asked.items()}},
            "sizes": sizes,
            "given_up": self._given_up,
            "limits": self._task.limits,
            "totals": {name: getattr(self._result, name) for name in counts},
            "reasons": self._result.reasons,
            "silent": self._result.silent,
        }

    def _compared(self) -> ShardResult:
        """Count what a changed dump has added, replaced and removed; of a first run nothing is said."""
        if old := self._earlier.shas():
            new = {str(page[0]): page[2] for page in self._state_of_pages}
            self._result.added = len(new.keys() - old.keys())
            self._result.removed = len(old.keys() - new.keys())
            self._result.replaced = sum(old[name] != new[name] for name in old.keys() & new.keys())
        return self._result


def _is_same(row: Mapping[str, object], raw: RawPage) -> bool:
    """True when a page's text and revision are what they were."""
    return row["sha256"] == raw.sha256 and row.get("revision") == raw.revision.revision_id


def graph_key(graph: str) -> str:
    """Return a short name for a graph, by which the same page is known in all shards."""
    return blake2b(graph.encode(), digest_size=8).hexdigest()


@contextmanager
def _compressed(path: Path) -> Iterator[gzip.GzipFile]:
    """A gzip stream with nothing of the machine or the clock in its header."""
    with (
        path.open("wb") as stream,
        gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=stream, mtime=0) as packed,
    ):
        yield packed
