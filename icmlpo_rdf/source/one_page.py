"""One page read by itself: a file, standard input, an address, or of many the one of a title."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec.structs import replace

from icmlpo_rdf.errors import WrongTypeError, described
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.source.asked_title import AskedTitle
from icmlpo_rdf.source.entries import STANDARD_INPUT
from icmlpo_rdf.source.entry_bytes import in_its_form, read_entry
from icmlpo_rdf.source.folders import named_file
from icmlpo_rdf.source.listing import holds_many, is_wiki_page, list_inputs
from icmlpo_rdf.source.page_order import in_order, whole
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, RawPage
from icmlpo_rdf.source.remote import is_remote, named_address

__all__ = ["read_page_file"]


def read_page_file(path: str | os.PathLike[str], options: PageOptions | None = None) -> RawPage:
    """Read one page: a file, `-` for standard input, or of a dump, an archive or a folder the page that the options give the title of.

    Args:
        path: the file.
        options: its form, title and wiki, where they are known; `convert` of the page goes by them too.

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
    options = options or PageOptions()
    return replace(_read(os.fspath(path), options), asked=options)


def _read(path: str, options: PageOptions) -> RawPage:
    if is_wiki_page(path):
        return _page_in_dump(path, PageOptions(options.language, None, options.form))
    if holds_many(path, options.form):
        return _page_in_dump(path, options)
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
        return in_its_form(RawPage(name="stdin", data=data, origin="<stdin>"), options.form)
    entry = named_address(path) if is_remote(path) else named_file(path)
    return replace(read_entry(entry, options.form), origin=path)


def _page_in_dump(path: str, options: PageOptions) -> RawPage:
    """The one page that a dump holds, or the one of a title."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - a page alone needs none

    asked = AskedTitle(options)
    with TemporaryDirectory(prefix="icmlpo-rdf-") as work:
        listed = asked.seen(list_inputs([path], lambda: Path(work), options))
        pages = [entry for entry in listed if not entry.is_redirect and asked.may_be(entry)]
        return read_entry(asked.the_one(in_order(whole(pages)), path))
