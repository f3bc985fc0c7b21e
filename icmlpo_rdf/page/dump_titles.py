"""What links call the pages of a dump: one rule, for a dump that is listed and for the folder around a single page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from icmlpo_rdf.language import wiki_of_path
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page.header_line import HeaderLine, header_line
from icmlpo_rdf.page.page_title import TitleClues, page_title
from icmlpo_rdf.page.reading import read_page
from icmlpo_rdf.page.title_index import IndexedTitle
from icmlpo_rdf.page.titles import normalise
from icmlpo_rdf.source import (
    HEAD_BYTES,
    PAGE_FOLDER,
    PAGE_SUFFIXES,
    REDIRECT_FOLDER,
    RawPage,
    listed_redirects,
)

__all__ = ["DumpFolder", "titles_of_page", "titles_of_redirect"]

_MEANT = (("@", "&"), (" ", "/"))
_LEAD_BYTES = 65_536
"""How much of a page is read for the lead, which names its subject."""
# A bold text that a file's name cannot hold as it is.
_UNLIKE_A_FILE = lazy_pattern(rb"\*\*[^*\n]*[/&]")


def titles_of_page(folder: str, name: str, head: bytes, whole: Callable[[], bytes]) -> Iterator[IndexedTitle]:
    """Yield the title of a page that lies in a dump's `Page/`, and the other titles that its file's name may stand for.

    It is the title that `read_page` gives the page.

    Args:
        folder: the whole path of the folder.
        name: the file's name.
        head: its first bytes.
        whole: reads all of them; asked for the few pages whose title these do not tell for sure.
    """
    header = header_line(head.decode("utf-8", "ignore"))
    stem = PurePosixPath(name).stem
    raw = RawPage(name, b"", name, in_page_folder=True, folder=folder)
    if _is_told(stem, head, header):
        title, _, _ = page_title(
            raw, None, TitleClues(header, "", (), is_subject=True, has_links=True, text=str)
        )
    else:
        lead = whole()[:_LEAD_BYTES].decode("utf-8", "ignore").encode()
        document, _ = read_page(replace(raw, data=lead), PageOptions())
        title = document.title
    if title:
        wiki = header.wiki if header else wiki_of_path(f"{folder}/")
        yield IndexedTitle(wiki, title)
        for other in _names_of(stem) - {title}:
            yield IndexedTitle(wiki, other, title)


def _is_told(stem: str, head: bytes, header: HeaderLine | None) -> bool:
    """True when the header line and the file's name tell a page's title, whatever else it says."""
    if header and header.label.isascii():
        return normalise(header.label) == normalise(stem)
    if header or not any(sign in stem for sign in "@ _"):
        return True
    return "@" not in stem and " " not in stem and b"**" in head and not _UNLIKE_A_FILE.search(head)


def _names_of(stem: str) -> set[str]:
    """The titles that a file may be named after: `&` is written `@`, and `/` as a blank."""
    written = {stem}
    for sign, meant in _MEANT:
        if sign in stem:
            written |= {one.replace(sign, meant) for one in written}
    return {title for title in map(normalise, written) if title}


def titles_of_redirect(folder: str, name: str, leads_to: str | None, head: bytes) -> Iterator[IndexedTitle]:
    """Yield what a redirect's name stands for.

    Args:
        folder: the whole path of the folder that it lies in.
        name: its file's name.
        leads_to: the name of the file that it leads to; None where its own text tells.
        head: the first bytes of this text: a path, as git writes a link where it cannot make one, or the page itself.
    """
    text = head.decode("utf-8", "ignore").strip()
    header = header_line(text)
    if leads_to is None:
        is_path = text.endswith(".md") and "\n" not in text
        leads_to = PurePosixPath(text).name if is_path else header.label if header else ""
    target = normalise(leads_to.removesuffix(".md"))
    wiki = header.wiki if header else wiki_of_path(f"{folder}/")
    for alias in _names_of(PurePosixPath(name).stem):
        if target:
            yield IndexedTitle(wiki, alias, target)


class DumpFolder:
    """The titles of a dump on disk, looked up one by one: for a page that is converted without its dump."""

    def __init__(self, folder: Path) -> None:
        """`folder`: what holds `Page/` and `Redirect/`."""
        self._folder = folder
        self._answers: dict[tuple[str, str], str | None] = {}

    def find(self, wiki: str, title: str) -> str | None:
        """Return the title that a name leads to, as `Titles` says."""
        asked = wiki, title
        if asked not in self._answers:
            found = {one for one in self._named(title) if one.title == title and one.wiki in {"", wiki}}
            others = sorted((one.leads_to for one in found if one.leads_to), key=str.encode)
            is_page = any(one.leads_to is None for one in found)
            self._answers[asked] = title if is_page else others[0] if others else None
        return self._answers[asked]

    def _named(self, title: str) -> Iterator[IndexedTitle]:
        """What the files whose names may be made of a title stand for."""
        pages, redirects = (str(self._folder / name) for name in (PAGE_FOLDER, REDIRECT_FOLDER))
        for stem in _stems_of(title):
            for suffix in PAGE_SUFFIXES:
                name = f"{stem}{suffix}"
                page, redirect = f"{pages}/{name}", f"{redirects}/{name}"
                if not os.path.islink(page) and (head := _head(page)) is not None:  # noqa: PTH114 - asked often
                    yield from titles_of_page(pages, name, head, Path(page).read_bytes)
                if os.path.islink(redirect):  # noqa: PTH114
                    leads_to = PurePosixPath(os.readlink(redirect)).name  # noqa: PTH115
                    yield from titles_of_redirect(redirects, name, leads_to, b"")
                elif (head := _head(redirect)) is not None:
                    yield from titles_of_redirect(redirects, name, None, head)
        for place in sorted(self._folder.glob(f"{REDIRECT_FOLDER}/*.tsv")):
            yield from _listed(str(place), place.stat().st_mtime_ns).get(title, ())


def _stems_of(title: str) -> set[str]:
    """The names that a page's file may have, as `_names_of` understands them."""
    first = {title, title[0].lower() + title[1:]}
    marked = {one.replace("&", sign) for one in first for sign in "&@"}
    parted = {one.replace("/", blank) for one in marked for blank in " _"}
    return parted | {one.replace("_", " ") for one in parted}


def _head(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - asked often
            return stream.read(HEAD_BYTES)
    except (OSError, ValueError):  # no such file; a name that no file can have
        return None


@lru_cache(maxsize=8)
def _listed(path: str, _time: int) -> dict[str, list[IndexedTitle]]:
    """The redirects of a list, by title."""
    found: dict[str, list[IndexedTitle]] = {}
    with Path(path).open("rb") as stream:
        for entry in listed_redirects("", f"{REDIRECT_FOLDER}/-", stream.readline):
            for one in titles_of_redirect(
                str(Path(path).parent), PurePosixPath(entry.name).name, entry.leads_to, b""
            ):
                found.setdefault(one.title, []).append(one)
    return found
