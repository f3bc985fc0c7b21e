"""MediaWiki's XML export, of any schema version: dumps, histories, `Special:Export`.

https://www.mediawiki.org/wiki/Help:Export#Export_format. A file of any size is read in flat memory; of a history the
latest revision of each page counts. No entity is expanded and nothing is fetched: an export has no DOCTYPE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.source.raw import Revision

__all__ = ["SiteInfo", "XmlPage", "pages_of"]

_LARGEST_PAGE = 256 << 20
"""Bytes without the end of a revision or page; what has more is no page, and would fill the memory."""
_PROLOG = 1 << 16
_ROOT = re.compile(r"<(?![?!])([\w:.-]*)")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//([^/:]+)")
_WIKIPEDIA = re.compile(r"([a-z][a-z0-9-]*)\.(?:m\.)?wikipedia\.org")
_DATABASE = re.compile(r"([a-z_]+?)wiki")
_ENDS = tuple(f"{{*}}{name}" for name in ("siteinfo", "revision", "upload", "page"))
_WHOLE = "get it again whole"
_UNKNOWN = "ERR_UNDECLARED_ENTITY"
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
    """False for a page of a stub dump, which tells of texts without holding them."""


def pages_of(chunks: Iterator[bytes], origin: str) -> Iterator[XmlPage]:
    """Yield the pages of an export.

    Args:
        chunks: its bytes, unpacked.
        origin: what to call it in messages.

    Raises:
        SourceError: it is no export, or damaged, or cut off; names the line.
    """
    parser = etree.XMLPullParser(
        events=("end",), tag=_ENDS, resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
    )
    reader = _Reader(origin)
    since, is_over = 0, False
    try:
        for chunk in _checked(chunks, origin):
            parser.feed(chunk)
            since += len(chunk)
            for page in _read(parser, reader):
                since = 0
                if page:
                    yield page
            if since > _LARGEST_PAGE:
                raise SourceError(
                    f"a page of it is larger than {_LARGEST_PAGE >> 20} MiB, which no page of a wiki is",
                    mend="do not trust it",
                    origin=origin,
                )
        is_over = True
        parser.close()
    except etree.XMLSyntaxError as error:
        what = str(error.msg).partition(", line")[0]
        log: Any = error.error_log
        # The parser stops at an unknown entity only when it has read all.
        unknown = next((one.message for one in log if one.type_name == _UNKNOWN), "")
        what = unknown or what
        what = "the XML is cut off" if is_over and not unknown else f"the XML is damaged ({what})"
        raise SourceError(what, mend=_WHOLE, origin=origin, line=error.lineno or None) from error
    yield from filter(None, _read(parser, reader))


def _checked(chunks: Iterator[bytes], origin: str) -> Iterator[bytes]:
    """The chunks, if before the root element nothing is declared. Entities can be declared nowhere else."""
    held = b""
    for chunk in chunks:
        held += chunk
        text = _text_of(held[:_PROLOG])
        if (root := _ROOT.search(_without_comments(text))) or len(held) >= _PROLOG:
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


def _without_comments(text: str) -> str:
    """The text without its comments; one that is not closed is left."""
    kept: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join(kept) + text[at:]


def _text_of(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "ignore")
    if data[:4] in {b"<\0?\0", b"\0<\0?"}:
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "ignore")
    return data.decode("utf-8", "ignore")


def _read(parser: etree.XMLPullParser, reader: _Reader) -> Iterator[XmlPage | None]:
    """The pages that have come whole, and None for each revision or other element."""
    element: Any
    for _, element in parser.read_events():
        name = _local(element)
        page = None
        if name == "page":
            page = reader.page(element)
            _forget(element)
        elif name == "revision":
            reader.revision(element)
        elif name == "siteinfo":
            reader.siteinfo(element)
        else:
            element.clear()
        yield page


def _forget(element: Any) -> None:  # noqa: ANN401 - lxml's element
    """Take an element, and what stands before it, out of the tree."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]


def _local(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2]


class _Reader:
    """Keeps the latest revision of the page at hand."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._site = SiteInfo()
        self._is_told = False
        self._latest: tuple[tuple[str, int], dict[str, str], bool] | None = None
        self._namespace_of: dict[str, int] = {}

    def siteinfo(self, element: Any) -> None:  # noqa: ANN401
        told = {_local(child): child.text or "" for child in element if isinstance(child.tag, str)}
        namespaces: list[tuple[int, str]] = []
        for one in element.iter("{*}namespace"):
            key = one.get("key", "")
            if key.lstrip("-").isdecimal():
                namespaces.append((int(key), one.text or ""))
        self._namespace_of = {name.casefold(): number for number, name in namespaces if name}
        self._site = _site(told.get("base", ""), told.get("dbname", ""), tuple(namespaces))
        self._is_told = True

    def revision(self, element: Any) -> None:  # noqa: ANN401
        """Keep a revision if it is the latest so far; an export's are in any order."""
        told: dict[str, str] = {}
        has_text = True
        for child in element:
            name = _local(child)
            if name in {"id", "timestamp", "model", "text"}:
                told[name] = child.text or ""
            if name == "text":
                size = child.get("bytes", "0")
                has_text = bool(child.text) or size == "0" or child.get("deleted") is not None
        number = int(told["id"]) if told.get("id", "").isdecimal() else 0
        order = (told.get("timestamp", ""), number)
        if self._latest is None or order >= self._latest[0]:
            self._latest = order, told, has_text
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def page(self, element: Any) -> XmlPage | None:  # noqa: ANN401
        """A page that has come whole; None for one without a revision: its log says that it was deleted."""
        latest, self._latest = self._latest, None
        if latest is None:
            return None
        if not self._is_told:
            root = element.getparent()
            self._site = SiteInfo(_code(root.get(_LANG, "") if root is not None else ""))
            self._is_told = True
        told: dict[str, str] = {}
        redirect = ""
        for child in element:
            name = _local(child)
            if name == "redirect":
                redirect = child.get("title", "")
            else:
                told[name] = child.text or ""
        title, (_, revision, has_text) = told.get("title", ""), latest
        return XmlPage(
            title,
            self._namespace(told.get("ns", ""), title),
            Revision(_number(told), _number(revision), revision.get("timestamp", "")),
            redirect,
            revision.get("model", ""),
            revision.get("text", ""),
            self._site,
            has_text,
        )

    def _namespace(self, told: str, title: str) -> int:
        """The number of a page's namespace. Exports before version 0.6 say it by the title only."""
        if told.lstrip("-").isdecimal():
            return int(told)
        prefix, colon, _ = title.partition(":")
        return self._namespace_of.get(prefix.casefold(), 0) if colon else 0


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _number(told: dict[str, str]) -> int | None:
    return int(told["id"]) if told.get("id", "").isdecimal() else None


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
