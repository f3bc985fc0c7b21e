"""The titles that a dump has and its redirects, for links: kept in files, so that a million cost no memory.

A link to `https://zh.wikipedia.org/wiki/T` says that the dump lacked T when the link was written; the dump may have
it after all (format list, 3). A link to a redirect leads to the page behind it (format list, 4).
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from icmlpo_rdf.page.document import Target
from icmlpo_rdf.page.titles import Namespace

__all__ = ["KnownTitle", "KnownTitles", "write_known_titles"]

_TITLES, _ALIASES, _BEGINS, _NAMES = "titles.bin", "aliases.bin", "begins.bin", "names.utf8"
_NOT_THERE, _THERE = 0, 1


class KnownTitle(Struct, frozen=True):
    """A page of the dump, or a redirect to one."""

    language: str
    """The wiki's language code; empty where the dump does not tell."""
    title: str
    """Normalised."""
    leads_to: str | None = None
    """For a redirect, the title of the page that it leads to."""


def write_known_titles(known: Iterable[KnownTitle], folder: Path) -> None:
    """Write an index of titles into a folder: eight bytes a title, and the names behind redirects.

    Args:
        known: pages and redirects, in any order; may be an iterator over millions.
        folder: an existing folder of its own.
    """
    titles = array("Q")
    aliases, begins, ends = array("Q"), array("Q"), array("Q")
    with (folder / _NAMES).open("wb") as names:
        for one in known:
            if one.leads_to is None:
                titles.append(_key(one.language, one.title))
                continue
            aliases.append(_key(one.language, one.title))
            begins.append(names.tell())
            names.write(one.leads_to.encode())
            ends.append(names.tell())
    _write(folder / _TITLES, array("Q", sorted(titles)))
    order = sorted(range(len(aliases)), key=aliases.__getitem__)
    _write(folder / _ALIASES, array("Q", (aliases[index] for index in order)))
    _write(
        folder / _BEGINS, array("Q", (number for index in order for number in (begins[index], ends[index])))
    )


def _write(path: Path, numbers: array[int]) -> None:
    with path.open("wb") as stream:
        numbers.tofile(stream)


def _key(language: str, title: str) -> int:
    return int.from_bytes(blake2b(f"{language}\0{title}".encode(), digest_size=8).digest(), "little")


class KnownTitles:
    """An index of titles, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_known_titles` wrote into `folder`."""
        self._titles = _mapped(folder / _TITLES)
        self._aliases = _mapped(folder / _ALIASES)
        self._places = _mapped(folder / _BEGINS)
        self._names = (folder / _NAMES).open("rb")
        self.asked: dict[int, int] = {}
        """Every answer given, by what was asked; for whoever must know whether it would be the same today."""

    def close(self) -> None:
        """Close the files."""
        self._names.close()

    def resolve(self, target: Target) -> Target:
        """Return where a link leads when the dump's titles are known. Another wiki's pages stay as they are."""
        if target.in_dump or target.namespace is not Namespace.PAGE:
            return target
        title = self._behind(target.wiki, target.title)
        in_dump = self._has(target.wiki, title)
        if title == target.title and not in_dump:
            return target
        return target._replace(title=title, in_dump=in_dump)

    def answer(self, asked: int) -> int:
        """Return the answer to a question of `asked`, as it is today."""
        if _index(self._titles, asked) is not None:
            return _THERE
        place = _index(self._aliases, asked)
        return _NOT_THERE if place is None else _key("", self._name(place))

    def _has(self, language: str, title: str) -> bool:
        return any(self._ask(key) == _THERE for key in (_key(language, title), _key("", title)))

    def _behind(self, language: str, title: str) -> str:
        """The title at the end of a chain of redirects; of a ring of them, the title itself."""
        passed = {title: None}
        while (further := self._alias(language, next(reversed(passed)))) is not None:
            if further in passed:
                return title
            passed[further] = None
        return next(reversed(passed))

    def _alias(self, language: str, title: str) -> str | None:
        for key in (_key(language, title), _key("", title)):
            if self._ask(key) in {_NOT_THERE, _THERE}:
                continue
            if (place := _index(self._aliases, key)) is not None:
                return self._name(place)
        return None

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
