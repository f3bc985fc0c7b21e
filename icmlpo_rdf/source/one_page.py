"""One page read by itself: a file, standard input, an address, or a page of a dump by its title."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

from msgspec.structs import replace

from icmlpo_rdf.errors import SourceError, UsageError, WrongTypeError, described
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry
from icmlpo_rdf.source.entry_bytes import in_its_form, read_entry
from icmlpo_rdf.source.folders import named_file
from icmlpo_rdf.source.listing import is_dump, is_wiki_page, list_inputs
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, RawPage
from icmlpo_rdf.source.remote import is_remote, named_address

__all__ = ["is_titled", "read_page_file"]


def read_page_file(path: str | os.PathLike[str], options: PageOptions | None = None) -> RawPage:
    """Read one page: a file, `-` for standard input, or of a dump the page that the options give the title of.

    Args:
        path: the file.
        options: its form, title and wiki, where they are known.

    Raises:
        SourceError: it is missing, cannot be read, is no page, or holds more than any page does.
        UsageError: it holds many pages, and no title says which.
        WrongTypeError: it is no file's name, but the page's bytes, say.
    """
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(
            f"a file's name is asked for, not {described(path)}",
            mend='write RawPage("page.md", data, "page.md") for the bytes of a page',
            origin="read",
        )
    path, options = os.fspath(path), options or PageOptions()
    if is_wiki_page(path):
        return _page_in_dump(path, PageOptions(options.language, None, options.form))
    if is_dump(path, options.form):
        return _page_in_dump(path, options)
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
        return in_its_form(RawPage(name="stdin", data=data, origin="<stdin>"), options.form)
    entry = named_address(path) if is_remote(path) else named_file(path)
    return replace(read_entry(entry, options.form), origin=path)


def _page_in_dump(path: str, options: PageOptions) -> RawPage:
    """The one page that a dump holds, or the one of a title."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - a page alone needs none

    wanted = None if options.title is None else _spelt(options.title)
    with TemporaryDirectory(prefix="icmlpo-rdf-") as work:
        entries = iter(list_inputs([path], lambda: Path(work), options))
        found: Entry | None = None
        for entry in entries:
            if entry.is_named and entry.error:
                raise entry.error
            if wanted is None and not entry.is_redirect:
                if found:
                    raise UsageError("it holds several pages", mend="say which with --title", origin=path)
                found = entry
            elif wanted is not None and is_titled(entry, wanted, options.language):
                found = entry
                break
        if isinstance(entries, Generator):
            entries.close()  # what was written for it is whole only then
        if found is None:
            what = f"no page {options.title!r}" if wanted else "no page"
            raise SourceError(f"it holds {what}", mend="check the title", origin=path)
        if found.leads_to is not None:
            raise SourceError(
                f"{options.title!r} is a redirect", mend=f"give --title {found.leads_to!r}", origin=path
            )
        return read_entry(found)


def is_titled(entry: Entry, title: str, language: str | None) -> bool:
    """Return whether what was listed is the page of a title.

    Args:
        entry: the page.
        title: as a person may write it: with blanks or `_`, in small letters at its beginning.
        language: the code of its Wikipedia; None where any will do.
    """
    title = _spelt(title)
    if not entry.told:
        return _spelt(entry.stem) == title
    return _spelt(entry.told.title) == title and language in {None, entry.told.wiki}


def _spelt(title: str) -> str:
    """A title as a person may write it: blanks for `_`, any first letter."""
    plain = title.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]
