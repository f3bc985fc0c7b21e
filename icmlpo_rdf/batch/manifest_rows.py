"""What a dataset's manifest says of a page: a row of counts, what became of it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from icmlpo_rdf.batch.earlier_shards import EarlierPage
from icmlpo_rdf.batch.page_conversion import ConvertedPage, Status
from icmlpo_rdf.batch.page_reports import report_lines
from icmlpo_rdf.errors import one_line
from icmlpo_rdf.facts import Facts
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import Entry, as_text

__all__ = ["called", "page_of", "reason_of"]

_KEPT = "; its data is what an earlier run made of it"


def page_of(shard: int, entry: Entry, done: ConvertedPage, before: EarlierPage | None) -> EarlierPage:
    """Return a page's row of the manifest, its data and its report. What is not sound does not replace what was made before."""
    conversion, raw = done.conversion, done.raw
    source, title = as_text(entry.name), conversion.title if conversion else ""
    readings, notes = (conversion.readings, conversion.notes) if conversion else ((), ())
    held = _held(done, before)
    is_lost = done.status is not Status.DONE
    row: dict[str, object] = {
        "source": source,
        # Of those that are done it says nothing: a dump and its packed twin make the same bytes.
        "dump": as_text(PurePosixPath(entry.location).name) if entry.told and is_lost else "",
        "shard": shard,
        "sha256": raw.sha256 if raw else None,
        "bytes": len(raw.data) if raw else 0,
        "revision": raw.revision.revision_id if raw else None,
        "title": title,
        "status": done.status.value,
        "reason": one_line(held.reason),
        "told": one_line(done.sentence + (_KEPT if held.reason.endswith(_KEPT) else "")),
        "graph": held.graph,
        "quads": held.quads,
        **_counts(conversion.facts if conversion else None),
        "notes": len(notes),
        "codes": Counter(note.code.slug for note in notes),
        "checked": done.validation is not None,
    }
    return EarlierPage(
        row, held.data, "".join(report_lines(source, title, readings, notes, done.error)).encode()
    )


class _Held(NamedTuple):
    """The data that a dataset holds of a page."""

    data: bytes
    graph: str | None
    quads: int
    reason: str
    """Why the page is not done, and that the data are of an earlier run."""


def _held(done: ConvertedPage, before: EarlierPage | None) -> _Held:
    """What is made of the page where that is sound, else what was made before, if anything."""
    if done.is_sound and done.conversion:
        quads = done.conversion.quads
        return _Held(to_nquads(quads), done.graph or None, len(quads), done.reason)
    if before and before.data:
        reason = f"{done.reason or done.status.value}{_KEPT}"
        return _Held(before.data, str(before.row["graph"]), int(str(before.row["quads"])), reason)
    return _Held(b"", done.graph or None, 0, done.reason)


def _counts(facts: Facts | None) -> dict[str, int]:
    """How many facts of each kind a page states."""
    return {
        "meetings": len(facts.meetings) if facts else 0,
        "participations": len(facts.participations) if facts else 0,
        "memberships": len(facts.memberships) if facts else 0,
    }


def called(entry: Entry) -> str:
    """Return what a reason calls a page: its source, and of a dump's page which dump it is and which revision."""
    if entry.told is None:
        return as_text(entry.name)
    revision = entry.told.revision.revision_id
    numbered = f" (revision {revision})" if revision is not None else ""
    return as_text(f"{PurePosixPath(entry.location).name}/{entry.name}{numbered}")


def reason_of(row: Mapping[str, Any]) -> str:
    """Return why a page is not done: of a damaged one a note's code, of one that was given up what stopped it."""
    is_told = row["status"] in {Status.DAMAGED.value, Status.FAILED.value}
    return str((is_told and row["reason"].removesuffix(_KEPT)) or row["status"])
