"""The pages that one file holds, listed as entries: their texts are written into a file beside, so that any process reads them.

A page of a dump is `dump.xml.bz2/Title.wikitext`: what is cited, hashed and quoted is its own text, UTF-8 with line feeds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Self

from msgspec.structs import replace

from icmlpo_rdf.errors import OutputError, SourceError
from icmlpo_rdf.language import wiki_of_path
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.entries import Entry, Problem
from icmlpo_rdf.source.mediawiki_xml import SiteInfo, XmlPage, pages_of
from icmlpo_rdf.source.multistream import export_chunks
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, Told

__all__ = ["list_export", "page_file_name", "redirect_in", "spool_name"]

_ENDINGS = {Form.WIKITEXT: "wikitext", Form.HTML: "html"}
# `#REDIRECT [[T]]` in the words of any language. A list's item has a space or another mark behind its `#`.
_REDIRECT = lazy_pattern(r"\s*+#[^\W\d_]++\s*+:?+\s*+\[\[([^\[\]|#\n]+)")
_LONGEST_REDIRECT = 2_000


def page_file_name(title: str, form: Form) -> str:
    """Return what the file of a page is called: its title with `_` for blanks and `%2F` for `/`."""
    written = title.strip().replace(" ", "_").replace("%", "%25").replace("/", "%2F").replace("\0", "%00")
    return f"{written}.{_ENDINGS[form]}"


def spool_name(location: str) -> str:
    """Return the name of the file for a dump's texts. Two dumps may have one name, in two folders."""
    return f"{sha256(location.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.pages"


def list_export(location: str, stream: BinaryIO, work: Path, language: str | None) -> Iterator[Entry]:
    """Yield the pages of an XML export that are articles, and its redirects.

    Args:
        location: the file, as the user wrote it.
        stream: what it holds, compressed or not.
        work: the folder for their texts.
        language: the code of the Wikipedia, where the user tells it; None: as `siteinfo` says.

    Raises:
        SourceError: it is not whole, no export, a dump without texts, or another site's and no language is given.
        OutputError: the texts cannot be written into the folder.
    """
    path = work / spool_name(location)
    named = wiki_of_path(location)
    stubs = texts = 0
    with _Spool(path, location) as spool:
        for page in pages_of(export_chunks(stream, location), location):
            if page.namespace or page.model not in {"", "wikitext"}:
                continue
            wiki = language or _wiki(page.site, location)
            if leads_to := page.redirect or redirect_in(page.text):
                told = Told(form=Form.WIKITEXT, title=page.title, wiki=wiki, held_in=Form.XML)
                yield Entry(location, page_file_name(page.title, Form.WIKITEXT), leads_to=leads_to, told=told)
                continue
            stubs += not (page.has_text or page.is_suppressed)
            texts += page.has_text
            if stubs > 1 and not texts:
                raise SourceError(
                    "it holds no texts: it is a dump of stubs",
                    mend="get pages-articles instead",
                    origin=location,
                )
            yield _entry(page, wiki, named if not language and named != wiki else "", spool, location)


def _wiki(site: SiteInfo, location: str) -> str:
    if site.elsewhere:
        raise SourceError(
            f"it is a dump of {site.elsewhere}, which is no Wikipedia",
            mend="if it mirrors a Wikipedia, say which one: --lang zh",
            origin=location,
        )
    return site.wiki


def redirect_in(text: str) -> str:
    """Return the title that a page's wikitext leads to; empty for a page that is no redirect."""
    match = _REDIRECT.match(text[:_LONGEST_REDIRECT])
    return match[1].strip() if match else ""


def _entry(page: XmlPage, wiki: str, named_after: str, spool: _Spool, location: str) -> Entry:
    data = page.text.encode()
    size = len(data)
    offset = spool.keep(data if size <= MAX_PAGE_BYTES else b"")
    revision = replace(page.revision, is_wikipedias=page.site.wiki == wiki)
    told = Told(
        form=Form.WIKITEXT,
        title=page.title,
        wiki=wiki,
        revision=revision,
        held_in=Form.XML,
        named_after=named_after,
    )
    stamp = f"{size}-{zlib.crc32(data):08x}-{page.revision.revision_id or 0}"
    what = ", which its wiki has suppressed" if page.is_suppressed else ""
    lost = Problem(f"the dump lacks its text{what}", "get the page itself, or a later dump")
    return Entry(
        location,
        page_file_name(page.title, Form.WIKITEXT),
        stamp,
        read_from=str(spool.path),
        offset=offset,
        size=size,
        told=told,
        problem=None if page.has_text else lost,
    )


class _Spool:
    """A file of texts, one after another."""

    def __init__(self, path: Path, location: str) -> None:
        self.path = path
        self._location = location
        self._end = 0

    def __enter__(self) -> Self:
        try:
            self._stream = self.path.open("wb")
        except OSError as error:
            raise self._failed(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._stream.close()
        except OSError as error:
            raise self._failed(error) from error

    def keep(self, data: bytes) -> int:
        """Write a text, and return where it begins."""
        try:
            self._stream.write(data)
        except OSError as error:
            raise self._failed(error) from error
        begin, self._end = self._end, self._end + len(data)
        return begin

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(
            f"its texts cannot be written to {self.path} ({error.strerror})",
            mend="free some space, or name another folder with --work",
            origin=self._location,
        )
