"""What an earlier run has left of a shard: whether it still holds, and the pages that need not be converted again."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from icmlpo_rdf.batch.page_conversion import Status
from icmlpo_rdf.batch.plan import shard_of
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.page import TitleIndex
from icmlpo_rdf.source import Entry, Problem, in_order

__all__ = ["EarlierPage", "EarlierShard", "Fingerprint", "read_state", "shard_files"]


def shard_files(number: int) -> dict[str, str]:
    """Return the names of a shard's files, by what they hold, in the order in which they are written."""
    part = f"part-{number:05}"
    return {
        "data": f"data/{part}.nq.gz",
        "report": f"report/{part}.jsonl.gz",
        "manifest": f"manifest/{part}.jsonl",
        "state": f".state/{part}.json",
    }


_UNSEEN = Problem("something among the inputs cannot be read, which may hold it", "get that again whole")
_FIELDS = frozenset({"fingerprint", "pages", "taken", "asked", "given_up", "limits", "totals"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the bytes of a shard depend on besides its pages."""

    shard_count: int
    options: str
    """A digest of how pages are converted."""
    program: str
    """A digest of the program itself: another version may give other bytes."""

    def as_json(self) -> list[object]:
        """Return it as a shard's state has it."""
        return [self.shard_count, self.options, self.program]


@dataclass(frozen=True, slots=True)
class EarlierPage:
    """A page as an earlier run left it."""

    row: Mapping[str, object]
    """Its row of the manifest."""
    data: bytes
    report: bytes

    @property
    def is_final(self) -> bool:
        """False for a page that was given up, or that was the same as another, which may be gone."""
        return self.row["status"] not in {Status.TWICE.value, Status.FAILED.value}


def read_state(storage: Storage, number: int) -> Mapping[str, Any] | None:
    """Return what the last run says of a shard, or None when its files are not those that it wrote."""
    files = shard_files(number)
    written = storage.read(files["state"])
    if written is None:
        return None
    try:
        state: dict[str, Any] = json.loads(written)
        whole = all(storage.size(files[what]) == size for what, size in state["sizes"].items())
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
    return state if whole and state.keys() >= _FIELDS else None


class EarlierShard:
    """What an earlier run has left of a shard, which may have been cut otherwise then."""

    def __init__(
        self, storage: Storage, number: int, fingerprint: Fingerprint, shard_count_before: int | None
    ) -> None:
        """Read what is said of the shard.

        Args:
            storage: the dataset.
            number: the shard's number.
            fingerprint: what its bytes depend on today.
            shard_count_before: how many shards the dataset had.
        """
        self._storage = storage
        self._number = number
        self._fingerprint = fingerprint
        own = read_state(storage, number)
        count = fingerprint.shard_count
        self.state = own if own and own["fingerprint"][0] == count else None
        """What is said of this very shard; None where there were more or fewer."""
        self._states = {number: self.state} if self.state else {}
        if self.state is None and shard_count_before:
            # The number of shards is a power of two: each of today's was part of one, or several are part of it.
            for source in range(number % shard_count_before, shard_count_before, count):
                state = read_state(storage, source)
                if state and state["fingerprint"][0] == shard_count_before:
                    self._states[source] = state

    def shas(self) -> dict[str, str | None]:
        """Return the SHA-256 of the bytes of each page that would be in this shard today, by its file's name."""
        return {
            name: sha256
            for state in self._states.values()
            for name, _, sha256, *_ in state["pages"]
            if shard_of(PurePosixPath(name).stem, self._fingerprint.shard_count) == self._number
        }

    def and_unseen(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return a shard's pages, and those of the earlier run that are not among them, each with its problem."""
        unseen = self.shas().keys() - {entry.name for entry in entries}
        return in_order((*entries, *(Entry("", name, problem=_UNSEEN) for name in unseen)))

    def holds(self, titles: TitleIndex) -> bool:
        """Return whether the same bytes would give the same data today."""
        return bool(self._states) and all(
            state["fingerprint"][1:] == self._fingerprint.as_json()[1:]
            # The dump's titles are what they were, as far as this shard's links ask for them.
            and all(titles.answer(int(asked)) == answer for asked, answer in state["asked"].items())
            for state in self._states.values()
        )

    def asked(self) -> dict[str, int]:
        """Return what the pages asked of the dump's titles, and the answers."""
        return {asked: answer for state in self._states.values() for asked, answer in state["asked"].items()}

    def pages(self) -> dict[str, EarlierPage]:
        """Return the pages that were made with the same options, by their files' names."""
        return {
            name: page
            for number, state in self._states.items()
            if state["fingerprint"][1] == self._fingerprint.options
            for name, page in self._read(number, state)
        }

    def _read(self, number: int, state: Mapping[str, Any]) -> Iterator[tuple[str, EarlierPage]]:
        files = shard_files(number)
        packed = (self._storage.read(files[what]) or b"" for what in ("data", "report", "manifest"))
        data, report, manifest = packed
        try:
            data, report = gzip.decompress(data), gzip.decompress(report)
        except (OSError, EOFError, zlib.error):  # damaged since: all is done again
            return
        data_at = report_at = 0
        for page, row in zip(state["pages"], manifest.splitlines(), strict=True):
            name, _, _, data_size, report_size, _ = page
            yield (
                name,
                EarlierPage(
                    json.loads(row),
                    data[data_at : data_at + data_size],
                    report[report_at : report_at + report_size],
                ),
            )
            data_at += data_size
            report_at += report_size
