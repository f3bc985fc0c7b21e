"""The page of a title among many, as `--title` asks for it: of dumps, archives and folders, for whoever converts or inspects it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from posixpath import splitext

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.source.entries import Entry, first_error
from icmlpo_rdf.source.forms import unpacked_name
from icmlpo_rdf.source.raw import as_text

__all__ = ["AskedTitle"]

_FEW = 3
"""So many pages are named where it is open which one is meant."""
_TITLES = 5
"""So many titles are named to whoever gave none, or one that no page has."""
_LOOKED_AT = 100_000
"""Titles of dumps that are kept to find near ones among them."""


class AskedTitle:
    """What of many pages is asked for: that of a title, or all where no title is given.

    Where dumps or snapshots tell several Wikipedias, `--lang` says whose page of the title is meant; where they tell
    none that is called so, it says what all of them are.
    """

    def __init__(self, options: PageOptions) -> None:
        """Ask for the page that the options name."""
        self._title = None if options.title is None else _spelt(options.title)
        self._language = options.language
        self._wikis: set[str] = set()
        self._leads_to: list[Entry] = []
        self._others: list[str] = []

    def seen(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield what is listed, and remember where a redirect of the title leads."""
        for entry in entries:
            self._wikis.add(_wiki_of(entry))
            if entry.leads_to is not None and entry.told and self._is_called(entry):
                self._leads_to.append(entry)
            yield entry

    def may_be(self, page: Entry) -> bool:
        """Return whether a page is kept: of a dump with a million pages those of other titles are not."""
        if self._title is None or not _is_in_dump(page) or self._is_called(page):
            return True
        if len(self._others) < _LOOKED_AT:
            self._others.append(_title_of(page))
        return False

    def names(self, title: str) -> bool:
        """Return whether a page of a dump is asked for, by its title as the dump writes it."""
        return self._title is None or _spelt(title) == self._title

    def chosen(self, pages: Sequence[Entry]) -> Sequence[Entry]:
        """Return the pages of the title, with what could not be read; all of them where the title is a single file's.

        Raises:
            UsageError: none has it, or several pages of several wikis or files.
        """
        if self._title is None or (len(pages) == 1 and not _is_in_dump(pages[0])):
            return pages
        unread, read = _parted(pages)
        if unread and not read:
            return unread
        called = [page for page in read if not page.is_named and self._is_called(page)]
        found = [page for page in called if self._is_of_wiki(page)]
        if len({_wiki_of(page) or page.origin for page in found}) == 1:
            return [*unread, *found]
        raise self._not_one(read, found or called)

    def _not_one(self, read: Sequence[Entry], found: Sequence[Entry]) -> UsageError:
        if found:
            what, mend = self._several(found)
        elif leads_to := [entry.leads_to for entry in self._leads_to if self._is_of_wiki(entry)]:
            what, mend = f"{self._title!r} is a redirect", f"give --title {leads_to[-1]!r}"
        elif not read or any(not page.is_named for page in read):
            titles = {*self._others, *(_title_of(page) for page in read if not page.is_named)}
            what, mend = f"no page is called {self._title!r}", _perhaps(self._title or "", sorted(titles))
        else:
            what, mend = "one title for several pages", "give --title with one page only"
        return UsageError(what, mend=mend, origin="--title")

    def _several(self, found: Sequence[Entry]) -> tuple[str, str]:
        """What is said where pages are called so, and not just one of the wiki that is asked for."""
        here = "" if self._is_of_wiki(found[0]) else f", and none of {self._language}.wikipedia.org"
        number = f"{len(found)} pages are" if len(found) > 1 else "1 page is"
        named = ", ".join(page.origin for page in found[:_FEW])
        told = all(page.told for page in found)
        mend = "say of which Wikipedia: --lang" if told else "give the file alone that holds the one you mean"
        return f"{number} called {self._title!r}{here}: {named}", mend

    def the_one(self, pages: Sequence[Entry], place: str) -> Entry:
        """Return the page that is asked for, of pages in their order: the first of them that is there.

        Raises:
            SourceError: it cannot be read.
            UsageError: none is called so, or there are several, and no title says which.
        """
        found = self.chosen(pages)
        there = [page for page in found if not page.problem]
        if len(there) > 1 and self._title is None:
            alone = "" if all(page.told for page in there) else ", or give its file alone"
            mend = f"say which with --title{alone}"
            titles = sorted({_title_of(page) for page in there})
            raise UsageError(f"it holds several pages ({_first(titles)})", mend=mend, origin=place)
        if not there and (error := first_error(found)):
            raise error
        return there[0]

    def _is_called(self, entry: Entry) -> bool:
        return _spelt(entry.told.title if entry.told else _title_of(entry)) == self._title

    def _is_of_wiki(self, entry: Entry) -> bool:
        return self._language not in self._wikis or _wiki_of(entry) in {"", self._language}


def _is_in_dump(page: Entry) -> bool:
    return page.told is not None and not page.is_named


def _wiki_of(page: Entry) -> str:
    """The Wikipedia that a page's dump tells, whatever the user says; empty for a file."""
    return page.told.own_wiki or page.told.wiki if page.told else ""


def _title_of(page: Entry) -> str:
    """A page's title as its dump tells it, or a file's name: without its ending, packed or not."""
    told = page.told.title if page.told else ""
    return as_text(told or splitext(unpacked_name(page.file_name))[0])


def _perhaps(asked: str, titles: Sequence[str]) -> str:
    """What to do where no page has a title: which one may be meant, or which ones there are."""
    from difflib import get_close_matches  # noqa: PLC0415 - most runs find what they ask for

    folded = {title.casefold(): title for title in titles}
    wanted = asked.casefold()
    near = get_close_matches(wanted, folded, _TITLES) or [one for one in folded if wanted in one][:_TITLES]
    if near:
        return f"perhaps {' or '.join(folded[one] for one in near)} is meant"
    there = f": there {'is' if len(titles) == 1 else 'are'} {_first(titles)}" if titles else ""
    return f"check the title{there}"


def _first(titles: Sequence[str]) -> str:
    rest = len(titles) - _TITLES
    return ", ".join(titles[:_TITLES]) + (f" and {rest:,} more" if rest > 0 else "")


def _spelt(title: str) -> str:
    """A title as a person may write it: blanks for `_`, any first letter."""
    plain = title.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def _parted(pages: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Those of which nothing is known but what is wrong with them, and the others."""
    unread = [page for page in pages if page.problem and not page.told]
    return unread, [page for page in pages if not page.problem or page.told]
