"""One page of a dump: its row of the manifest, its data, its report. Whatever goes wrong with it costs this page only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import blake2b

from icmlpo_rdf.batch.page_limits import time_limit
from icmlpo_rdf.batch.page_reports import report_lines
from icmlpo_rdf.convert import convert
from icmlpo_rdf.errors import IcmlpoError, SourceError, one_line
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.page import KnownTitles
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import Entry, RawPage, as_text, read_entry
from icmlpo_rdf.validation.compiled import check

__all__ = ["Check", "PageDone", "ShardTask", "Status", "convert_page"]

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
class PageDone:
    """A page's row of the manifest with its bytes of data and report."""

    row: dict[str, object]
    data: bytes
    report: bytes
    is_new: bool = True
    """False where it is as an earlier run left it."""


def convert_page(
    task: ShardTask,
    entry: Entry,
    before: Mapping[str, PageDone],
    titles: KnownTitles,
) -> PageDone:
    """Convert a page, unless it is one of `before` and has the same bytes."""
    row: dict[str, object] = {"source": as_text(entry.name), "shard": task.number, **_NOTHING}
    try:
        with time_limit(task.page_seconds):
            raw = replace(read_entry(entry), origin=entry.name)
            row |= {"sha256": raw.sha256, "bytes": len(raw.data)}
            old = before.get(entry.name)
            if old and old.row["sha256"] == raw.sha256:
                return replace(old, is_new=False)
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


def _failed(row: dict[str, object]) -> PageDone:
    error = SourceError(str(row["reason"]), mend="see the manifest", origin=str(row["source"]))
    lines = report_lines(str(row["source"]), str(row["title"]), (), (), error)
    return PageDone(row, b"", "".join(lines).encode())


def _converted(task: ShardTask, raw: RawPage, titles: KnownTitles, row: dict[str, object]) -> PageDone:
    conversion = convert(raw, task.options, titles)
    checked = bool(conversion.quads) and _is_checked(task.check, conversion.title)
    broken = checked and not check(conversion.quads).conforms
    errors = conversion.notes.errors
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
        "notes": len(conversion.notes),
        "checked": checked,
    }
    lines = report_lines(raw.origin, conversion.title, conversion.readings, conversion.notes)
    data = to_nquads(conversion.quads) if written else b""
    return PageDone(row, data, "".join(lines).encode())


def _is_checked(check: Check, title: str) -> bool:
    if check is Check.SAMPLE:
        return int.from_bytes(blake2b(title.encode(), digest_size=4).digest(), "big") % SAMPLED == 0
    return check is Check.ALL
