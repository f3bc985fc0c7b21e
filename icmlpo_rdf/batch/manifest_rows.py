"""What a dataset's manifest says of a page: a row of counts, what became of it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from icmlpo_rdf.batch.earlier_shards import EarlierPage
from icmlpo_rdf.batch.page_conversion import ConvertedPage, Status
from icmlpo_rdf.batch.page_reports import report_lines
from icmlpo_rdf.errors import one_line
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import Entry, as_text

__all__ = ["called", "page_of", "reason_of"]

_KEPT = "; its data is what an earlier run made of it"


def page_of(shard: int, entry: Entry, done: ConvertedPage, before: EarlierPage | None) -> EarlierPage:
    """Return a page's row of the manifest, its data and its report. What is not sound does not replace what was made before."""
    conversion, facts = done.conversion, done.conversion.facts if done.conversion else None
    source, title = as_text(entry.name), conversion.title if conversion else ""
    readings, notes = (conversion.readings, conversion.notes) if conversion else ((), ())
    data, graph, reason = b"", done.graph or None, done.reason
    quads = 0
    if done.is_sound and conversion:
        data, quads = to_nquads(conversion.quads), len(conversion.quads)
    elif before and before.data:
        data, graph, quads = before.data, str(before.row["graph"]), int(str(before.row["quads"]))
        reason = f"{reason or done.status.value}{_KEPT}"
    row: dict[str, object] = {
        "source": source,
        "shard": shard,
        "sha256": done.raw.sha256 if done.raw else None,
        "bytes": len(done.raw.data) if done.raw else 0,
        "revision": done.raw.revision.revision_id if done.raw else None,
        "title": title,
        "status": done.status.value,
        "reason": one_line(reason),
        "graph": graph,
        "quads": quads,
        "meetings": len(facts.meetings) if facts else 0,
        "participations": len(facts.participations) if facts else 0,
        "memberships": len(facts.memberships) if facts else 0,
        "notes": len(notes),
        "codes": Counter(note.code.slug for note in notes),
        "checked": done.validation is not None,
    }
    return EarlierPage(row, data, "".join(report_lines(source, title, readings, notes, done.error)).encode())


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
