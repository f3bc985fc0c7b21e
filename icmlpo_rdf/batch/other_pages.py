"""A dataset of other pages is not written over unless the user says so: what it holds would be gone."""

from __future__ import annotations

from pathlib import PurePosixPath

from icmlpo_rdf.batch.earlier_shards import read_state
from icmlpo_rdf.batch.plan import Plan, entries_of
from icmlpo_rdf.batch.storage import Storage
from icmlpo_rdf.errors import UsageError

__all__ = ["refuse_other_pages"]


def refuse_other_pages(storage: Storage, plan: Plan) -> None:
    """Check that most pages of a dataset that is there already are among those that are planned.

    A dump that has changed keeps most of its pages, also where its file has a new name or lies elsewhere; a folder of
    other pages keeps few. The first shard tells enough: which pages are in it follows from their names' hashes. Where
    something cannot be read nothing is removed, so that there is nothing to check.

    Raises:
        UsageError: most are not.
    """
    state = read_state(storage, 0)
    if state is None or plan.problems:
        return
    held = {PurePosixPath(name).stem for name, *_ in state["pages"]}
    shards_before = int(state["fingerprint"][0])
    planned = {
        entry.stem
        for number in range(0, plan.shard_count, shards_before)
        for entry in entries_of(plan.folder, number)
    }
    gone = held - planned
    if 2 * len(gone) > len(held):
        raise UsageError(
            f"it holds other pages, most of which would be removed, such as {min(gone)}",
            mend="name another folder with --output, or let these pages take their place: --replace",
            origin=storage.location,
        )
