"""The titles that a dump has and its redirects, for links: kept in files, so that a million cost no memory.

A link to `https://zh.wikipedia.org/wiki/T` says that the dump lacked T when the link was written; the dump may have
it after all (docs/pages.md, 3). A link to a redirect leads to the page behind it (docs/pages.md, 4).
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.titles import Namespace

__all__ = ["IndexedTitle", "TitleIndex", "Titles", "resolve", "write_title_index"]

_TITLES, _ALIASES, _BEGINS, _NAMES = "titles.bin", "aliases.bin", "begins.bin", "names.utf8"
_NOT_THERE, _THERE = 0, 1


class Titles(Protocol):
    """What a dump has."""

    def find(self, wiki: str, title: str) -> str | None:
        """Return the title that a name leads to: itself where the dump has its page, another's behind a redirect or another name
        of a page; None where the dump has neither.
        """


def resolve(titles: Titles, target: Target, wiki: str) -> Target:
    """Return where a link leads when its dump's titles are known. Another wiki's pages stay as they are.

    Args:
        titles: what the dump has.
        target: where the link leads as it is written.
        wiki: the code of the wiki that the dump is from.
    """
    if target.namespace is not Namespace.PAGE or target.wiki != wiki:
        return target
    title = target.title
    passed = {title}
    while (further := titles.find(wiki, title)) not in {None, title}:
        if further in passed:  # a ring of redirects leads nowhere
            return target
        passed.add(further)
        title = further
    if title == target.title and (target.in_dump or further is None):
        return target
    return target._replace(title=title, in_dump=target.in_dump or further is not None)


class IndexedTitle(Struct, frozen=True):
    """A page of the dump, or another name of one."""

    wiki: str
    """The wiki's code; empty where the dump does not tell."""
    title: str
    """Normalised."""
    leads_to: str | None = None
    """For a redirect or another name, the title of the page that it leads to."""


def write_title_index(known: Iterable[IndexedTitle], folder: Path) -> None:
    """Write an index of titles into a folder: eight bytes a title, and the names behind redirects.

    Args:
        known: pages and other names, in any order; may be an iterator over millions.
        folder: an existing folder of its own.
    """
    titles = array("Q")
    aliases, begins, ends = array("Q"), array("Q"), array("Q")
    with (folder / _NAMES).open("w+b") as names:
        for one in known:
            if one.leads_to is None:
                titles.append(_key(one.wiki, one.title))
                continue
            aliases.append(_key(one.wiki, one.title))
            begins.append(names.tell())
            names.write(one.leads_to.encode())
            ends.append(names.tell())

        def name(place: int) -> bytes:
            names.seek(begins[place])
            return names.read(ends[place] - begins[place])

        order: list[int] = []
        for place in sorted(range(len(aliases)), key=aliases.__getitem__):
            if not order or aliases[order[-1]] != aliases[place]:
                order.append(place)
            elif name(place) < name(order[-1]):  # whatever the order in which they were found
                order[-1] = place
    _write(folder / _TITLES, array("Q", sorted(titles)))
    _write(folder / _ALIASES, array("Q", (aliases[place] for place in order)))
    _write(
        folder / _BEGINS, array("Q", (number for place in order for number in (begins[place], ends[place])))
    )


def _write(path: Path, numbers: array[int]) -> None:
    with path.open("wb") as stream:
        numbers.tofile(stream)


def _key(wiki: str, title: str) -> int:
    return int.from_bytes(blake2b(f"{wiki}\0{title}".encode(), digest_size=8).digest(), "little")


class TitleIndex:
    """An index of titles, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_title_index` wrote into `folder`."""
        self._titles = _mapped(folder / _TITLES)
        self._aliases = _mapped(folder / _ALIASES)
        self._places = _mapped(folder / _BEGINS)
        self._names = (folder / _NAMES).open("rb")
        self.asked: dict[int, int] = {}
        """Every answer given, by what was asked; for whoever must know whether it would be the same today."""

    def close(self) -> None:
        """Close the files."""
        self._names.close()

    def find(self, wiki: str, title: str) -> str | None:
        """Return the title that a name leads to, as `Titles` says."""
        keys = _key(wiki, title), _key("", title)
        answers = [self._ask(key) for key in keys]
        if _THERE in answers:
            return title
        for key, answer in zip(keys, answers, strict=True):
            if answer != _NOT_THERE and (place := _index(self._aliases, key)) is not None:
                return self._name(place)
        return None

    def answer(self, asked: int) -> int:
        """Return the answer to a question of `asked`, as it is today."""
        if _index(self._titles, asked) is not None:
            return _THERE
        place = _index(self._aliases, asked)
        return _NOT_THERE if place is None else _key("", self._name(place))

    def _ask(self, key: int) -> int:
        found = self.asked.get(key)
        if found is None:
            found = self.asked[key] = self.answer(key)
        return found

    def _name(self, place: int) -> str:
        begin, end = self._places[2 * place], self._places[2 * place + 1]
        self._names.seek(begin)
        return self._names.read(end - begin).decode()


def _mapped(path: Path) -> memoryview[int]:
    if not path.stat().st_size:
        return memoryview(b"").cast("Q")
    with path.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)).cast("Q")


def _index(numbers: memoryview[int], wanted: int) -> int | None:
    place = bisect_left(numbers, wanted)
    return place if place < len(numbers) and numbers[place] == wanted else None
