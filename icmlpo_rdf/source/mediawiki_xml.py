"""MediaWiki's XML export, of any schema version: dumps, histories, `Special:Export`.

https://www.mediawiki.org/wiki/Help:Export#Export_format. A file of any size is read in flat memory; of a history the
latest revision of each page counts. No entity is expanded and nothing is fetched: an export has no DOCTYPE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from msgspec import Struct

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.source.forms import without_comments
from icmlpo_rdf.source.raw import Revision

__all__ = ["SiteInfo", "XmlPage", "pages_of"]

_LARGEST_PAGE = 256 << 20
"""Bytes without the end of a revision or page; what has more is no page, and would fill the memory."""
_PROLOG = 1 << 16
_ROOT = lazy_pattern(r"<(?![?!])([\w:.-]*)")
_DOCTYPE = lazy_pattern(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HOST = lazy_pattern(r"(?:https?:)?//([^/:]+)")
_WIKIPEDIA = lazy_pattern(r"([a-z][a-z0-9-]*)\.(?:m\.)?wikipedia\.org")
_DATABASE = lazy_pattern(r"([a-z_]+?)wiki")
_INTEGER = lazy_pattern(r"-?[0-9]{1,18}")
_WHOLE = "get it again whole"
_NO_DOCTYPE = "it declares entities or a document type, which no MediaWiki export does"


class SiteInfo(Struct, frozen=True):
    """What a dump says of its wiki."""

    wiki: str = ""
    """The code of the Wikipedia; empty where it is another wiki's or does not tell."""
    elsewhere: str = ""
    """The host of another wiki; empty for a Wikipedia's."""
    namespaces: tuple[tuple[int, str], ...] = ()
    """Number and local name of each namespace."""


class XmlPage(Struct, frozen=True):
    """One page of an export, at its latest revision in it."""

    title: str
    """As written, with its namespace."""
    namespace: int
    revision: Revision
    redirect: str
    """The title that it leads to, as its own element tells it; empty for none."""
    model: str
    """Its content model, `wikitext`; empty where the export does not tell."""
    text: str
    site: SiteInfo
    has_text: bool = True
    """False for a page of a stub dump, which tells of texts without holding them, and for one whose text is suppressed."""
    is_suppressed: bool = False
    """True where its wiki has withheld the text of the revision: the export says `deleted`."""


def pages_of(chunks: Iterator[bytes], origin: str) -> Iterator[XmlPage]:
    """Yield the pages of an export.

    Args:
        chunks: its bytes, unpacked.
        origin: what to call it in messages.

    Raises:
        SourceError: it is no export, or damaged, or cut off; names the line.
    """
    reader = _Reader(origin)
    parse = reader.parser.Parse
    since, is_over = 0, False
    try:
        for chunk in _checked(chunks, origin):
            parse(chunk, False)
            since += len(chunk)
            if reader.has_ended:
                since, reader.has_ended = 0, False
            if since > _LARGEST_PAGE:
                raise SourceError(
                    f"a page of it is larger than {_LARGEST_PAGE >> 20} MiB, which no page of a wiki is",
                    mend="do not trust it",
                    origin=origin,
                )
            yield from reader.taken()
        is_over = True
        parse(b"", True)
    except ExpatError as error:
        what = "the XML is cut off" if is_over else f"the XML is damaged ({ErrorString(error.code)})"
        raise SourceError(what, mend=_WHOLE, origin=origin, line=error.lineno or None) from error
    except (LookupError, ValueError) as error:  # the parser's words for an encoding that it does not read
        raise SourceError(
            f"the encoding that the XML says it is in is not read ({error})",
            mend="write it in UTF-8, and say so in its first line",
            origin=origin,
            line=1,
        ) from error


def _checked(chunks: Iterator[bytes], origin: str) -> Iterator[bytes]:
    """The chunks, if before the root element nothing is declared. Entities can be declared nowhere else."""
    held = b""
    for chunk in chunks:
        held += chunk
        text = _text_of(held[:_PROLOG])
        if (root := _ROOT.search(without_comments(text))) or len(held) >= _PROLOG:
            break
    else:
        raise SourceError("it holds no element", mend="give a MediaWiki export", origin=origin)
    if _DOCTYPE.search(text.partition("<mediawiki")[0]):
        raise SourceError(_NO_DOCTYPE, mend="do not trust it", origin=origin)
    if root is None or root[1].rpartition(":")[2] != "mediawiki":
        begins = f": it begins with <{root[1]}>" if root else ""
        raise SourceError(
            f"it is no MediaWiki export{begins}", mend="give one, of Special:Export, say", origin=origin
        )
    yield held
    yield from chunks


def _text_of(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "ignore")
    if data[:4] in {b"<\0?\0", b"\0<\0?"}:
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "ignore")
    return data.decode("utf-8", "ignore")


_AROUND = {
    "dbname": ("siteinfo",),
    "base": ("siteinfo",),
    "namespace": ("namespaces",),
    "title": ("page",),
    "ns": ("page",),
    "id": ("page", "revision"),
    "timestamp": ("revision",),
    "model": ("revision",),
    "text": ("revision",),
}
"""Elements whose text is wanted, with those around them: a contributor has an `id` too."""
_ENDS = frozenset({"page", "revision", "siteinfo", "upload"})
_BUFFER = 1 << 16
_DEEPEST = 32
"""An export has six elements one in another; the parser would go on until the memory is full."""


class _Reader:
    """Takes in what the parser meets, and keeps the latest revision of the page at hand."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self.has_ended = False
        """True when a page, a revision or the site's description has come to its end; whoever looks takes it back."""
        self._pages: list[XmlPage] = []
        self._site: SiteInfo | None = None
        self._language = ""
        self._namespaces: list[tuple[int, str]] = []
        self._namespace_of: dict[str, int] = {}
        self._open = [""]
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._told: dict[str, dict[str, str]] = {"siteinfo": {}, "page": {}, "revision": {}}
        self._latest: tuple[tuple[str, int], dict[str, str], bool, bool] | None = None
        self._has_text = True
        self._is_suppressed = False
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.buffer_size = _BUFFER
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def taken(self) -> list[XmlPage]:
        """Return the pages that have come whole since."""
        pages, self._pages = self._pages, []
        return pages

    def _doctype(self, *_: object) -> None:
        raise SourceError(_NO_DOCTYPE, mend="do not trust it", origin=self._origin)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        around = self._open[-1]
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            raise SourceError("its elements are nested too deep", mend="do not trust it", origin=self._origin)
        if around in _AROUND.get(name, ()):
            self._attributes = attributes
            self._text = []
            self.parser.CharacterDataHandler = self._text.append
        elif name in self._told:
            self._told[name] = {}
        elif name == "redirect":
            self._told["page"]["redirect"] = attributes.get("title", "")
        elif name == "mediawiki":
            self._language = attributes.get("xml:lang", "")

    def _end(self, _: str) -> None:
        name = self._open.pop()
        around = self._open[-1]
        if around in _AROUND.get(name, ()):
            self.parser.CharacterDataHandler = None
            self._element(around, name, "".join(self._text))
        elif name in _ENDS:
            self.has_ended = True
            if name == "revision":
                self._revision(self._told["revision"])
            elif name == "page":
                self._page(self._told["page"])
            elif name == "siteinfo":
                self._siteinfo(self._told["siteinfo"])

    def _element(self, around: str, name: str, text: str) -> None:
        if name == "namespace":
            key = _integer(self._attributes, "key")
            if key is not None:
                self._namespaces.append((key, text))
            return
        self._told[around][name] = text
        if name == "text":
            self._is_suppressed = not text and "deleted" in self._attributes
            is_blank = not self._is_suppressed and self._attributes.get("bytes", "0") == "0"
            self._has_text = bool(text) or is_blank

    def _siteinfo(self, told: dict[str, str]) -> None:
        self._namespace_of = {name.casefold(): number for number, name in self._namespaces if name}
        self._site = _site(told.get("base", ""), told.get("dbname", ""), tuple(self._namespaces))

    def _revision(self, told: dict[str, str]) -> None:
        """Keep a revision if it is the latest so far; an export's are in any order."""
        order = (told.get("timestamp", ""), _integer(told, "id") or 0)
        if self._latest is None or order >= self._latest[0]:
            self._latest = order, told, self._has_text, self._is_suppressed

    def _page(self, told: dict[str, str]) -> None:
        """Keep a page that has come whole, but for one without a revision: its log says that it was deleted."""
        latest, self._latest = self._latest, None
        if latest is None:
            return
        if self._site is None:
            self._site = SiteInfo(_code(self._language))
        title, (_, revision, has_text, is_suppressed) = told.get("title", ""), latest
        self._pages.append(
            XmlPage(
                title,
                self._namespace(told, title),
                Revision(_integer(told, "id"), _integer(revision, "id"), revision.get("timestamp", "")),
                told.get("redirect", ""),
                revision.get("model", ""),
                revision.get("text", ""),
                self._site,
                has_text,
                is_suppressed,
            )
        )

    def _namespace(self, told: dict[str, str], title: str) -> int:
        """The number of a page's namespace. Exports before version 0.6 say it by the title only."""
        if (number := _integer(told, "ns")) is not None:
            return number
        prefix, colon, _ = title.partition(":")
        return self._namespace_of.get(prefix.casefold(), 0) if colon else 0


def _integer(told: dict[str, str], key: str) -> int | None:
    """A number that an export tells; None for what is none, or longer than any database has."""
    return int(told[key]) if _INTEGER.fullmatch(told.get(key, "")) else None


def _code(written: str) -> str:
    code = written.lower().replace("_", "-")
    return code if is_wiki(code) else ""


def _site(base: str, database: str, namespaces: tuple[tuple[int, str], ...]) -> SiteInfo:
    """What the address of the main page says of the wiki; without one, what the database is called."""
    if host := _HOST.match(base):
        wiki = _WIKIPEDIA.fullmatch(host[1])
        return SiteInfo(_code(wiki[1]), "", namespaces) if wiki else SiteInfo("", host[1], namespaces)
    named = _DATABASE.fullmatch(database)
    return SiteInfo(_code(named[1]) if named else "", "", namespaces)
