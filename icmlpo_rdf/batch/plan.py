"""Which pages of a dump go into which shard: by a hash of the title alone, so that a changed dump changes few shards."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.page import KnownTitle, normalise, write_known_titles
from icmlpo_rdf.source import Entry, in_order, is_remote

__all__ = ["PAGES_PER_SHARD", "Plan", "entries_of", "make_plan"]

PAGES_PER_SHARD = 1_000
"""At most, on the average; the number of shards is a power of two, so that a growing dump rarely changes it."""

_LANGUAGE = re.compile(r"(?:^|[/._-])(zh|ja|ko)(?=$|[/._-])")
_HELD_BACK = 20_000
"""Entries kept in memory before they are written to their shards' lists."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The work on a dump."""

    folder: Path
    """Where the shards' lists and the index of titles are."""
    shard_count: int
    page_count: int


def make_plan(
    entries: Iterable[Entry], folder: Path, place: str, pages_per_shard: int = PAGES_PER_SHARD
) -> Plan:
    """List the pages of each shard in `folder`, and index the dump's titles there.

    Args:
        entries: pages and redirects, in any order; may be an iterator over millions, which are never all in memory.
        folder: an existing empty folder.
        place: where the pages were looked for, as messages name it.
        pages_per_shard: how many pages a shard has at most, on the average.

    Raises:
        SourceError: there is no page.
    """
    everything = folder / "pages.jsonl"
    count = 0

    def written() -> Iterator[KnownTitle]:
        nonlocal count
        with everything.open("w", encoding="ascii") as stream:
            for entry in entries:
                title = normalise(entry.stem)
                if entry.is_redirect:
                    target = normalise((entry.leads_to or "").removesuffix(".md"))
                    if title and target:
                        yield KnownTitle(_language(entry), title, target)
                    continue
                count += 1
                stream.write(_line(entry))
                if title:
                    yield KnownTitle(_language(entry), title)

    write_known_titles(written(), folder)
    if not count:
        raise SourceError("there is no page", mend="pages end in .md or .txt", origin=place)
    shard_count = 1
    while shard_count * pages_per_shard < count:
        shard_count *= 2
    _distribute(everything, folder, shard_count)
    everything.unlink()
    return Plan(folder, shard_count, count)


def _language(entry: Entry) -> str:
    """The wiki's language, where a folder's or archive's name tells it: `zh/Page/…`, `wikipedia.ja`."""
    # Where the dump lies says nothing; its own name may.
    place = PurePosixPath(entry.location).name
    found = _LANGUAGE.findall(f"{place}/{entry.name.rpartition('/')[0]}")
    return found[-1] if found else ""


def _line(entry: Entry) -> str:
    # ASCII, so that a file name which is no UTF-8 survives.
    places = [_anywhere(entry.location), entry.name, entry.stamp, _anywhere(entry.read_from)]
    return json.dumps([*places, entry.offset, entry.size, entry.given]) + "\n"


def _entry(line: str) -> Entry:
    location, name, stamp, read_from, offset, size, given = json.loads(line)
    return Entry(location, name, stamp, read_from=read_from, offset=offset, size=size, given=given)


def _anywhere(path: str) -> str:
    """A place as a worker in another folder finds it."""
    return path if not path or is_remote(path) else os.path.abspath(path)  # noqa: PTH100 - text


def _distribute(everything: Path, folder: Path, shard_count: int) -> None:
    waiting: dict[int, list[str]] = {}
    held = 0
    with everything.open(encoding="ascii") as stream:
        for line in stream:
            waiting.setdefault(_shard_of(_entry(line), shard_count), []).append(line)
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


def _shard_of(entry: Entry, shard_count: int) -> int:
    stem = entry.stem.encode("utf-8", "surrogateescape")
    return int.from_bytes(blake2b(stem, digest_size=8).digest(), "big") % shard_count


def entries_of(folder: Path, number: int) -> Sequence[Entry]:
    """Return a shard's pages, in the order of their titles, whatever the order in which they were found."""
    path = _list_file(folder, number)
    if not path.exists():
        return ()
    with path.open(encoding="ascii") as stream:
        return in_order(map(_entry, stream))
