"""The pages that one file holds, listed as entries: their texts are written into a file beside, so that any process reads them.

A page of a dump is `dump.xml.bz2/Title.wikitext`: what is cited, hashed and quoted is its own text, UTF-8 with line feeds.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from msgspec.structs import replace

from icmlpo_rdf.errors import OutputError, SourceError
from icmlpo_rdf.language import is_written_otherwise, wiki_by_script, wiki_of_path
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.entries import Entry, Problem
from icmlpo_rdf.source.listing_notes import ListingNotes
from icmlpo_rdf.source.mediawiki_xml import SiteInfo, XmlPage, pages_of
from icmlpo_rdf.source.multistream import export_chunks
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, Told

if TYPE_CHECKING:
    from icmlpo_rdf.source.listed_dumps import Dumps

__all__ = ["OF_OTHER_NAMESPACE", "list_export", "page_file_name", "redirect_in", "spool_name"]

_ENDINGS = {Form.WIKITEXT: "wikitext", Form.HTML: "html"}
# `#REDIRECT [[T]]` in the words of any language. A list's item has a space or another mark behind its `#`.
_REDIRECT = lazy_pattern(r"\s*+#[^\W\d_]++\s*+:?+\s*+\[\[([^\[\]|#\n]+)")
_LONGEST_REDIRECT = 2_000
_REDIRECT_TO_FOLLOW = "redirect that links follow", "redirects that links follow"
OF_OTHER_NAMESPACE = "page of another namespace, not read", "pages of other namespaces, not read"
_OF_OTHER_MODEL = "page that is no wikitext, not read", "pages that are no wikitext, not read"
_FIRST = 20
"""So many of a dump's articles are looked at for the script that they are written in."""
_FEW_LETTERS = 30
"""With fewer, they are too short to tell a script."""
_WRITTEN_ELSEWHERE = "en"
"""An example for what no script of East Asia tells."""


def page_file_name(title: str, form: Form) -> str:
    """Return what the file of a page is called: its title with `_` for blanks and `%2F` for `/`."""
    written = title.strip().replace(" ", "_").replace("%", "%25").replace("/", "%2F").replace("\0", "%00")
    return f"{written}.{_ENDINGS[form]}"


def spool_name(location: str) -> str:
    """Return the name of the file for a dump's texts. Two dumps may have one name, in two folders."""
    return f"{sha256(location.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.pages"


def list_export(location: str, stream: BinaryIO, dumps: Dumps) -> Iterator[Entry]:
    """Yield the pages of an XML export that are articles, and its redirects.

    Args:
        location: the file, as the user wrote it.
        stream: what it holds, compressed or not.
        dumps: the folder for their texts, what the user tells of them, and who takes notes.

    Raises:
        SourceError: it is not whole, no export, a dump without texts, or another site's and no language is given.
        OutputError: the texts cannot be written into the folder.
    """
    language, noted = dumps.language, dumps.noted or ListingNotes()
    named = "" if language else wiki_of_path(location)
    letters, texts, beside = _Letters(), _Texts(location), Counter[tuple[str, str]]()
    with _Spool(dumps.work() / spool_name(location), location) as spool:
        for page in _articles(pages_of(export_chunks(stream, location), location), beside):
            wiki = language or _wiki(page.site, location)
            own = "" if page.site.elsewhere or page.site.wiki == wiki else page.site.wiki
            told = Told(form=Form.WIKITEXT, title=page.title, wiki=wiki, held_in=Form.XML, own_wiki=own)
            if leads_to := page.redirect or redirect_in(page.text):
                beside[_REDIRECT_TO_FOLLOW] += 1
                yield Entry(location, page_file_name(page.title, told.form), leads_to=leads_to, told=told)
                continue
            texts.see(page)
            letters.see(page)
            if dumps.asked.names(page.title):
                told = replace(told, named_after=named if named != wiki else "")
                yield _entry(page, told, spool, location)
            else:  # it may be what a link leads to; its text is not wanted
                yield Entry(location, page_file_name(page.title, told.form), told=told)
    noted.add_pages(beside)
    if not letters.tell_another:  # whoever says what they are written in has settled it
        noted.compare(location, letters.wiki, language)
    for contradiction in _contradictions(language, named, letters):
        noted.remark(f"{location}: {contradiction}")


def _articles(pages: Iterator[XmlPage], beside: Counter[tuple[str, str]]) -> Iterator[XmlPage]:
    """The articles among pages, and redirects; the others are counted."""
    for page in pages:
        if page.namespace or page.model not in {"", "wikitext"}:
            beside[OF_OTHER_NAMESPACE if page.namespace else _OF_OTHER_MODEL] += 1
        else:
            yield page


def _contradictions(language: str | None, named: str, letters: _Letters) -> Iterator[str]:
    """What a dump says of its wiki and its name or its pages belie, where the user does not say which wiki it is of."""
    if language or not letters.wiki:
        return
    if named and named != letters.wiki:
        yield (
            f"it says that it is of {letters.wiki}.wikipedia.org, and its file is named after {named}.wikipedia.org; "
            f"if the name is right: --lang {named}"
        )
    if letters.tell_another:
        yield (
            f"it says that it is of {letters.wiki}.wikipedia.org, and its pages are not written so; "
            f"if they are of another one, say which: --lang {letters.written}"
        )


class _Texts:
    """Whether a dump holds any texts: one of stubs has none."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._stubs = 0
        self._has_some = False

    def see(self, page: XmlPage) -> None:
        """Look at an article.

        Raises:
            SourceError: it is the second one without a text, and none before had one.
        """
        self._stubs += not (page.has_text or page.is_suppressed)
        self._has_some |= page.has_text
        if self._stubs > 1 and not self._has_some:
            raise SourceError(
                "it holds no texts: it is a dump of stubs",
                mend="get pages-articles instead",
                origin=self._location,
            )


class _Letters:
    """What the letters of a dump's first articles tell of its wiki."""

    def __init__(self) -> None:
        self.wiki = ""
        """The wiki that the dump says it is of."""
        self.written = ""
        """The wiki that the letters tell, or an example of one."""
        self._seen = self._others = self._letters = 0

    def see(self, page: XmlPage) -> None:
        """Look at an article, if it is one of the first."""
        wiki = "" if page.site.elsewhere else page.site.wiki
        self.wiki = self.wiki or wiki
        if self._seen == _FIRST:
            return
        letters = wiki_by_script(page.title, page.text)
        if letters.number:
            self._seen += 1
            self._letters += letters.number
            self._others += is_written_otherwise(wiki, letters)
            self.written = letters.wiki or _WRITTEN_ELSEWHERE

    @property
    def tell_another(self) -> bool:
        """True where each of the articles is written as no page of that wiki is."""
        return self._seen == self._others and self._letters >= _FEW_LETTERS


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


def _entry(page: XmlPage, told: Told, spool: _Spool, location: str) -> Entry:
    data = page.text.encode()
    size = len(data)
    offset = spool.keep(data if size <= MAX_PAGE_BYTES else b"")
    revision = replace(page.revision, is_wikipedias=page.site.wiki == told.wiki)
    stamp = f"{size}-{zlib.crc32(data):08x}-{page.revision.revision_id or 0}"
    what = ", which its wiki has suppressed" if page.is_suppressed else ""
    lost = Problem(f"the dump lacks its text{what}", "get the page itself, or a later dump")
    return Entry(
        location,
        page_file_name(page.title, told.form),
        stamp,
        read_from=str(spool.path),
        offset=offset,
        size=size,
        told=replace(told, revision=revision),
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
