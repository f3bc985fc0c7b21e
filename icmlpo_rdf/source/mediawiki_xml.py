"""MediaWiki's XML export, of any schema version: dumps, histories, `Special:Export`.

https://www.mediawiki.org/wiki/Help:Export#Export_format. A file of any size is read in flat memory; of a history the
latest revision of each page counts. Entities are not expanded and nothing is fetched: an export has no DOCTYPE.
"""

from __future__ import annotations

import bz2
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from icmlpo_rdf.errors import SourceError

__all__ = ["SiteInfo", "XmlPage", "pages_of", "stream_of"]

_CHUNK = 1 << 20
_MAX_TEXT = 200 << 20
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_HOST = re.compile(r"https?://([a-z][a-z0-9-]*)\.(?:m\.)?wikipedia\.org/")
_DATABASE = re.compile(r"([a-z_]+?)wiki")


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What a dump says of its wiki."""

    database: str = ""
    """`zhwiki`"""
    base: str = ""
    """The address of its main page."""
    namespaces: tuple[tuple[int, str], ...] = ()
    """Number and local name of each namespace."""

    @property
    def language(self) -> str:
        """The code of the Wikipedia; empty where neither address nor database is that of one."""
        if host := _HOST.match(self.base):
            return host[1]
        match = _DATABASE.fullmatch(self.database)
        return match[1].replace("_", "-") if match else ""


@dataclass(frozen=True, slots=True)
class XmlPage:
    """One page of an export, at its latest revision in it."""

    title: str
    """As written, with its namespace."""
    namespace: int
    page_id: int | None
    revision_id: int | None
    timestamp: str
    redirect: str
    """The title that it leads to; empty for none."""
    content_format: str
    """Its media type, `text/x-wiki`; empty where the export does not tell."""
    text: str
    site: SiteInfo


@dataclass(slots=True)
class _Page:
    title: str = ""
    namespace: int = 0
    page_id: int | None = None
    redirect: str = ""
    revision: _Revision | None = None


@dataclass(slots=True)
class _Revision:
    revision_id: int | None = None
    timestamp: str = ""
    model: str = ""
    content_format: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0


def stream_of(raw: BinaryIO, origin: str) -> Iterator[bytes]:
    """The bytes of an export, unpacked where they are bzip2 (several streams in one) or gzip.

    Raises:
        SourceError: the compressed data are damaged, cut off, or followed by something else.
    """
    first = raw.read(_CHUNK)
    if first[:3] == b"BZh":
        yield from _unpacked(raw, first, bz2.BZ2Decompressor, b"BZh", origin)
    elif first[:2] == b"\x1f\x8b":
        yield from _unpacked(raw, first, lambda: _Gzip(), b"\x1f\x8b", origin)
    else:
        while first:
            yield first
            first = raw.read(_CHUNK)


class _Gzip:
    """zlib's decompressor with the interface of bz2's."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max(max_length, 0))

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail


def _unpacked(raw: BinaryIO, data: bytes, make, magic: bytes, origin: str) -> Iterator[bytes]:  # type: ignore[no-untyped-def]
    decompressor = make()
    try:
        while True:
            out = decompressor.decompress(data, _CHUNK)
            if out:
                yield out
            if decompressor.eof:
                data = decompressor.unused_data or raw.read(_CHUNK)
                data = data.lstrip(b"\0")
                if not data:
                    return
                if len(data) < len(magic):
                    data += raw.read(_CHUNK)
                if not data.startswith(magic):
                    raise SourceError(
                        "behind its compressed data stands something else",
                        mend="get it again whole",
                        origin=origin,
                    )
                decompressor = make()
                continue
            data = raw.read(_CHUNK) if decompressor.needs_input else b""
            if not data and decompressor.needs_input:
                raise SourceError("the file is cut off", mend="get it again whole", origin=origin)
    except (OSError, zlib.error) as error:
        raise SourceError(
            f"the compressed data are damaged ({error})", mend="get it again whole", origin=origin
        ) from error


def pages_of(chunks: Iterator[bytes], origin: str) -> Iterator[XmlPage]:
    """Yield the pages of an export.

    Args:
        chunks: its bytes, unpacked.
        origin: what to call it in messages.

    Raises:
        SourceError: it is no export, or damaged, or cut off; names the line.
    """
    target = _Target(origin)
    parser = etree.XMLParser(
        target=target,  # type: ignore[arg-type]
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        load_dtd=False,
    )
    is_first = True
    try:
        for chunk in chunks:
            if is_first:
                if _DOCTYPE.search(chunk[:4096]):
                    raise SourceError(
                        "it declares entities, which no MediaWiki export does",
                        mend="do not trust it",
                        origin=origin,
                    )
                is_first = False
            parser.feed(chunk)
            if target.pages:
                yield from target.pages
                target.pages.clear()
        parser.close()
    except etree.XMLSyntaxError as error:
        yield from target.pages
        what = "the XML is cut off" if target.depth else "it is no XML"
        if target.depth and error.lineno and "Premature end" not in str(error):
            what = f"the XML is damaged ({error.msg})"
        raise SourceError(
            what, mend="get it again whole", origin=origin, line=error.lineno or None
        ) from error
    yield from target.pages


class _Target:
    """lxml's parser target: builds nothing but the page at hand."""

    def __init__(self, origin: str) -> None:
        self.pages: list[XmlPage] = []
        self.depth = 0
        self._origin = origin
        self._text: list[str] | None = None
        self._page: _Page | None = None
        self._revision: _Revision | None = None
        self._in_contributor = False
        self._site: dict[str, str] = {}
        self._namespaces: list[tuple[int, str]] = []
        self._key = 0
        self.site = SiteInfo()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.depth += 1
        if self.depth == 1 and name != "mediawiki":
            raise SourceError(
                f"it is XML, but no MediaWiki export: it begins with <{name}>",
                mend="give an export",
                origin=self._origin,
            )
        if name == "page":
            self._page = _Page()
        elif name == "revision":
            self._revision = _Revision()
        elif name == "contributor":
            self._in_contributor = True
        elif name == "redirect" and self._page:
            self._page.redirect = attributes.get("title", "")
        elif name == "namespace":
            self._key = int(attributes.get("key", "0"))
        self._text = [] if name in _READ else None

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self.depth -= 1
        text = "".join(self._text) if self._text is not None else ""
        self._text = None
        if name == "page":
            self._finish()
        elif name == "revision":
            self._keep()
        elif name == "contributor":
            self._in_contributor = False
        elif name == "namespace":
            self._namespaces.append((self._key, text))
        elif name == "siteinfo":
            self.site = SiteInfo(
                self._site.get("dbname", ""), self._site.get("base", ""), tuple(self._namespaces)
            )
        elif self._revision is not None:
            self._of_revision(name, text)
        elif self._page is not None:
            self._of_page(name, text)
        elif name in {"dbname", "base"}:
            self._site[name] = text

    def _of_page(self, name: str, text: str) -> None:
        page = self._page
        if page is None:
            return
        if name == "title":
            page.title = text
        elif name == "ns":
            page.namespace = int(text) if text.lstrip("-").isdigit() else 0
        elif name == "id":
            page.page_id = int(text) if text.isdigit() else None

    def _of_revision(self, name: str, text: str) -> None:
        revision = self._revision
        if revision is None or self._in_contributor:
            return
        if name == "id":
            revision.revision_id = int(text) if text.isdigit() else None
        elif name == "timestamp":
            revision.timestamp = text
        elif name == "model":
            revision.model = text
        elif name == "format":
            revision.content_format = text
        elif name == "text":
            revision.parts = [text]

    def _keep(self) -> None:
        """Of several revisions the latest is kept."""
        page, revision = self._page, self._revision
        self._revision = None
        if page and revision:
            kept = page.revision
            newer = kept is None or (revision.timestamp, revision.revision_id or 0) >= (
                kept.timestamp,
                kept.revision_id or 0,
            )
            if newer:
                page.revision = revision

    def _finish(self) -> None:
        page = self._page
        self._page = None
        if page is None or page.revision is None:
            return
        revision = page.revision
        self.pages.append(
            XmlPage(
                page.title,
                page.namespace,
                page.page_id,
                revision.revision_id,
                revision.timestamp,
                page.redirect,
                revision.content_format if revision.model in {"", "wikitext"} else revision.model,
                "".join(revision.parts),
                self.site,
            )
        )

    def close(self) -> None:
        """The document ends."""


_READ = frozenset(
    {"title", "ns", "id", "timestamp", "model", "format", "text", "dbname", "base", "namespace"}
)
