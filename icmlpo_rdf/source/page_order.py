"""Which of the pages that were listed count, and in which order."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from icmlpo_rdf.source.entries import Entry, Problem
from icmlpo_rdf.source.entry_bytes import place_of_entry
from icmlpo_rdf.source.raw import Revision
from icmlpo_rdf.source.remote import is_remote

__all__ = ["in_order", "is_part_of", "place_anywhere", "whole"]


def whole(pages: Sequence[Entry]) -> Sequence[Entry]:
    """Return pages without those that were listed of something which then showed to be damaged."""
    if problems := [page for page in pages if page.problem and not page.told]:
        is_part = is_part_of(problems)
        return [page for page in pages if not is_part(page)]
    return pages


def is_part_of(problems: Iterable[Entry]) -> Callable[[Entry], bool]:
    """Return what tells the pages that were listed of something damaged: it lies where they do."""
    places = {place_anywhere(entry.origin) for entry in problems}

    def is_part(page: Entry) -> bool:
        place = place_anywhere(page.location)
        return any(place == one or place.startswith(f"{one}/") for one in places)

    return is_part


def place_anywhere(path: str) -> str:
    """Return a place as a worker in another folder finds it."""
    return path if not path or is_remote(path) else os.path.abspath(path)  # noqa: PTH100 - text


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return pages in the order of their titles, whatever the order in which they were found.

    A file that was named twice is one page. So are the members of one name in an archive: the later one, as for
    whoever unpacks it. So are the revisions of a page in a dump: the latest. Another page of its title has a problem.
    Of the pages of a title in several dumps that of the latest revision comes first, for the first is taken.
    """
    ordered = sorted(entries, key=lambda entry: (entry.stem, entry.name, entry.location))
    found: list[Entry] = []
    for _, same in groupby(ordered, key=lambda entry: entry.stem):
        group = list(same)
        found.extend(group if len(group) == 1 else _of_each_place(group))
    return found


def _of_each_place(group: Iterable[Entry]) -> Iterator[Entry]:
    at_place: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in group:
        at_place[place_of_entry(entry)].append(entry)
    pages_at = [
        {entry.told.revision.page_id if entry.told else None: entry for entry in sorted(same, key=_age)}
        for same in at_place.values()
    ]
    of_place = [sorted(pages.values(), key=_age) for pages in pages_at]
    for *others, latest in sorted(of_place, key=lambda pages: _age(pages[-1]), reverse=True):
        yield latest
        for other in others:
            yield _second_page(other, latest)


def _age(entry: Entry) -> tuple[str, int]:
    """What orders the revisions of a page, the latest last; what tells of none stays in its order."""
    revision = entry.told.revision if entry.told else Revision()
    return revision.timestamp, revision.revision_id or 0


def _second_page(entry: Entry, latest: Entry) -> Entry:
    """A page whose title another page of its dump has at a later revision."""
    numbers = [one.told.revision.page_id for one in (entry, latest) if one.told]
    stem, _, ending = entry.name.rpartition(".")
    numbered = f"{stem} ({numbers[0]}).{ending}" if numbers[0] is not None else entry.name
    told = " and ".join(str(number) for number in sorted(number or 0 for number in numbers))
    what = f"the dump has this title twice, as pages {told}: the later revision counts"
    return replace(entry, name=numbered, problem=Problem(what, "get the dump again, or leave one page out"))
