"""What inputs hold beside pages, counted by kind, so that nobody takes it for read; and what else is to be told of a dump, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from os.path import abspath
from pathlib import PurePosixPath

from icmlpo_rdf.language import language_tag
from icmlpo_rdf.source.entries import is_index, is_macs
from icmlpo_rdf.source.forms import unpacked_name
from icmlpo_rdf.source.no_pages import by_ending

__all__ = ["ListingNotes"]

_NAMES = 1_000
"""So many names are kept; a folder may hold millions of pictures."""
_KINDS = 6
"""So many kinds are told, those of most files first."""


class ListingNotes:
    """The files of folders and archives that were passed over, for they are called as no page is, and what of dumps is no article."""

    def __init__(self, output: str | None = None) -> None:
        """Begin to count.

        Args:
            output: the folder that a run writes to; what lies there is its own. None: nothing is written.
        """
        self._own = None if output is None else f"{abspath(output)}/"  # noqa: PTH100 - text
        self._kinds: Counter[str] = Counter()
        self._macs = 0
        self._names: list[str] = []
        self._pages: Counter[tuple[str, str]] = Counter()
        self._remarks: dict[str, None] = {}
        self._of_other_wikis: set[str] = set()
        self._is_one_asked = self._is_one_chosen = False

    def add(self, path: str) -> None:
        """Count a file, but none that is hidden, no index of a dump, and none that the run writes."""
        name = PurePosixPath(path).name
        if is_macs(path):
            self._macs += 1
            return
        if name.startswith(".") or is_index(name) or (self._own and abspath(path).startswith(self._own)):  # noqa: PTH100
            return
        self._kinds["".join(PurePosixPath(name).suffixes[-1 - (unpacked_name(name) != name) :]).lower()] += 1
        if len(self._names) < _NAMES:
            self._names.append(path)

    def add_dataset(self, folder: str) -> None:
        """Count a folder that holds a dataset, but the one that is written."""
        if f"{abspath(folder)}/" != self._own:  # noqa: PTH100 - text
            self.remark(f"passed over: an earlier dataset of this program, {folder}")

    def remark(self, line: str) -> None:
        """Keep what is to be told of an input, once."""
        self._remarks[line] = None

    def ask_for_one(self) -> None:
        """Note that a title is asked for: `--lang` then chooses among the Wikipedias that the inputs tell, if it is one of them."""
        self._is_one_asked = True

    def compare(self, location: str, told: str, language: str | None) -> None:
        """Remark that a dump or snapshot tells another wiki than the user does, where both tell one."""
        if not (told and language):
            return
        self._is_one_chosen |= self._is_one_asked and told == language
        if language_tag(told) != language_tag(language):
            self._of_other_wikis.add(
                f"{location}: it says that it is of {told}.wikipedia.org, and --lang says {language}, which counts; "
                "if the file is right, leave --lang out"
            )

    def add_pages(self, counted: Counter[tuple[str, str]]) -> None:
        """Count the pages of a dump that are no articles, by what one and several such are called."""
        self._pages += counted

    def lines(self, *, named: bool) -> Iterator[str]:
        """Yield what is said of them: how many of what kinds they are, what to do with web archives, and, asked for, their names."""
        yield from sorted({*self._remarks, *(() if self._is_one_chosen else self._of_other_wikis)})
        if self._pages:
            counts = (f"{count:,} {names[count > 1]}" for names, count in sorted(self._pages.items()))
            yield f"in dumps beside articles: {'; '.join(counts)}"
        yield from self._files_passed_over(named=named)
        if self._macs:
            yield f"passed over, a Mac's notes on other files (._*): {self._macs:,}"

    def _files_passed_over(self, *, named: bool) -> Iterator[str]:
        if not (total := self._kinds.total()):
            return
        ordered = sorted(self._kinds.items(), key=lambda one: (-one[1], one[0]))
        kinds = [f"{count:,} {kind or 'without ending'}" for kind, count in ordered[:_KINDS]]
        if rest := sum(count for _, count in ordered[_KINDS:]):
            kinds.append(f"{rest:,} of other kinds")
        yield f"passed over, for their endings are no page's ({total:,}): {', '.join(kinds)}" + (
            "" if named else " (-v names them)"
        )
        for ending in ("mhtml", "mht"):
            row = by_ending(ending)
            if row and (count := self._kinds[f".{ending}"]):
                yield f"{count:,} .{ending}: this is {row.what}, which may hold a page; {row.mend}"
        if named:
            yield from sorted(self._names)
