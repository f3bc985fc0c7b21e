"""Which pages of a dump go into which shard: by a hash of the title alone, so that a changed dump changes few shards."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from msgspec import Struct, convert, to_builtins
from msgspec.structs import replace

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import IndexedTitle, normalise, titles_of_page, titles_of_redirect, write_title_index
from icmlpo_rdf.source import (
    NO_PAGE,
    AskedTitle,
    Entry,
    Problem,
    Told,
    first_error,
    folder_of,
    in_order,
    is_part_of,
    is_remote,
    list_folder,
    place_anywhere,
    read_entry,
    whole,
)

__all__ = ["PAGES_PER_SHARD", "Plan", "entries_of", "list_pages", "make_plan", "shard_of"]

PAGES_PER_SHARD = 1_000
"""At most, on the average; the number of shards is a power of two, so that a growing dump rarely changes it."""

_HELD_BACK = 20_000
"""Entries kept in memory before they are written to their shards' lists."""


class Plan(Struct, frozen=True):
    """The work on a dump."""

    folder: Path
    """Where the shards' lists and the index of titles are."""
    shard_count: int
    page_count: int
    problems: Sequence[Entry] = ()
    """What among the inputs cannot be read, so that pages may be missing that an earlier run has seen."""


def make_plan(
    entries: Iterable[Entry],
    folder: Path,
    place: str,
    pages_per_shard: int = PAGES_PER_SHARD,
    shards_before: int | None = None,
) -> Plan:
    """List the pages of each shard in `folder`, and index the dump's titles there.

    Args:
        entries: pages and redirects, in any order; may be an iterator over millions, which are never all in memory.
        folder: an existing empty folder.
        place: where the pages were looked for, as messages name it.
        pages_per_shard: how many pages a shard has at most, on the average.
        shards_before: how many shards an earlier run made; where pages may be missing there are no fewer.

    Raises:
        SourceError: there is no page, or nothing can be read.
    """
    everything = folder / "pages.jsonl"
    count = 0
    problems: list[Entry] = []
    with everything.open("w", encoding="ascii") as stream:
        named: set[str] = set()

        def keep(page: Entry) -> None:
            nonlocal count
            count += 1
            stream.write(_line(page))
            if page.problem and not page.told:
                problems.append(page)
            if page.is_named and page.in_page_folder:
                named.add(folder_of(page))

        write_title_index(chain(_titles(entries, keep), _titles_around(named)), folder)
    if not count:
        raise SourceError("there is no page", mend=NO_PAGE, origin=place)
    if problems:
        problems.sort(key=lambda page: page.origin)
        count = _leave_parts_out(everything, problems)
        if count == len(problems) and (error := first_error(problems)):
            raise error
    shard_count = (shards_before or 1) if problems else 1
    while shard_count * pages_per_shard < count:
        shard_count *= 2
    _distribute(everything, folder, shard_count)
    everything.unlink()
    return Plan(folder, shard_count, count, problems)


def _leave_parts_out(everything: Path, problems: Iterable[Entry]) -> int:
    """Take out of the list the pages of what is damaged, and return how many are left."""
    is_part, count = is_part_of(problems), 0
    whole = everything.with_suffix(".whole")
    with everything.open(encoding="ascii") as listed, whole.open("w", encoding="ascii") as kept:
        for line in listed:
            if not is_part(_entry(line)):
                kept.write(line)
                count += 1
    whole.replace(everything)
    return count


def list_pages(
    entries: Iterable[Entry], index: Path | None, asked: AskedTitle | None = None
) -> Sequence[Entry]:
    """Return the pages in their order, and index the titles of their dump in a folder.

    Args:
        entries: pages and redirects, in any order.
        index: an existing empty folder; None where each page is named by itself, so that no dump is listed.
        asked: which of them are asked for; None: all.

    Raises:
        SourceError: there is no page.
        UsageError: the page that is asked for is not there, or it is open which one is meant.
    """
    asked = asked or AskedTitle(PageOptions())
    pages: list[Entry] = []

    def keep(page: Entry) -> None:
        if asked.may_be(page):
            pages.append(replace(page, head=b""))

    known = _titles(asked.seen(entries), keep)
    if index:
        write_title_index(known, index)
    else:
        deque(known, maxlen=0)
    found = asked.chosen(in_order(whole(pages)))
    if not found:
        raise SourceError("there is no page", mend=NO_PAGE)
    return found


def _titles(entries: Iterable[Entry], keep: Callable[[Entry], object]) -> Iterator[IndexedTitle]:
    """The titles of a dump: what links call the files in `Page/`. Each page among the entries is given to `keep`."""
    for entry in entries:
        if entry.problem:
            keep(entry)
            continue
        if entry.told:
            yield from _told_titles(entry, entry.told)
            if not entry.is_redirect:
                keep(entry)
            continue
        if entry.is_redirect:
            yield from titles_of_redirect(folder_of(entry), entry.file_name, entry.leads_to, entry.head)
            continue
        keep(entry)
        if entry.in_page_folder:
            whole = partial(_bytes_of, entry)
            yield from titles_of_page(folder_of(entry), entry.file_name, entry.head, whole)


def _told_titles(entry: Entry, told: Told) -> Iterator[IndexedTitle]:
    """The title that a dump's file gives a page, or a redirect and what it leads to."""
    title = normalise(told.title)
    if entry.leads_to is None:
        target = None
    elif (target := normalise(entry.leads_to.partition("#")[0])) is None:
        return
    if title:
        yield IndexedTitle(told.wiki, title, target)


def _bytes_of(page: Entry) -> bytes:
    try:
        return read_entry(page).data
    except SourceError:  # it is told when the page is converted
        return page.head


def _titles_around(folders: Iterable[str]) -> Iterator[IndexedTitle]:
    """The titles of the dumps that single files are from: a page means the same whether its dump is given or not."""
    for folder in sorted(folders):
        if not is_remote(folder):
            yield from _titles(list_folder(folder), lambda _: None)


def _line(entry: Entry) -> str:
    import json  # noqa: PLC0415 - a page by itself is in no list

    # ASCII, so that a file name which is no UTF-8 survives.
    places = [place_anywhere(entry.location), entry.name, entry.stamp, place_anywhere(entry.read_from)]
    told = to_builtins(entry.told) if entry.told else None
    return json.dumps([*places, entry.offset, entry.size, entry.given, told, entry.problem]) + "\n"


def _entry(line: str) -> Entry:
    import json  # noqa: PLC0415 - a page by itself is in no list

    location, name, stamp, read_from, offset, size, given, told, problem = json.loads(line)
    return Entry(
        location,
        name,
        stamp,
        read_from=read_from,
        offset=offset,
        size=size,
        given=given,
        told=convert(told, Told) if told else None,
        problem=Problem(*problem) if problem else None,
    )


def _distribute(everything: Path, folder: Path, shard_count: int) -> None:
    waiting: dict[int, list[str]] = {}
    held = 0
    with everything.open(encoding="ascii") as stream:
        for line in stream:
            waiting.setdefault(shard_of(_entry(line).stem, shard_count), []).append(line)
            held += 1
            if held == _HELD_BACK:
                _flush(waiting, folder)
                held = 0
    _flush(waiting, folder)


def _flush(waiting: dict[int, list[str]], folder: Path) -> None:
    for number, lines in waiting.items():
        with _list_file(folder, number).open("a", encoding="ascii") as stream:
            stream.writelines(lines)
    waiting.clear()


def _list_file(folder: Path, number: int) -> Path:
    return folder / f"shard-{number:05}.jsonl"


def shard_of(stem: str, shard_count: int) -> int:
    """Return the number of the shard of a page, by its file's name without the ending."""
    written = stem.encode("utf-8", "surrogateescape")
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "big") % shard_count


def entries_of(folder: Path, number: int) -> Sequence[Entry]:
    """Return a shard's pages, in the order of their titles, whatever the order in which they were found."""
    path = _list_file(folder, number)
    if not path.exists():
        return ()
    with path.open(encoding="ascii") as stream:
        return in_order(map(_entry, stream))
