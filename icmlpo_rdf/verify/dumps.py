"""The texts of a dump's pages, read once more: MediaWiki's XML by Python's own parser, snapshots by its own JSON.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import bz2
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from icmlpo_rdf.errors import SourceError

__all__ = ["articles_of", "opened", "plain", "redirect_of", "texts_of"]

_LARGEST = 64 << 20
_ERRORS = (ParseError, OSError, EOFError, ValueError, LookupError, RecursionError, zlib.error)


def opened(path: Path) -> IO[bytes] | gzip.GzipFile | bz2.BZ2File:
    """A file, unpacked while it is read where it is bzip2 or gzip."""
    with path.open("rb") as stream:
        first = stream.read(3)
    if first == b"BZh":
        return bz2.open(path)
    return gzip.open(path) if first[:2] == b"\x1f\x8b" else path.open("rb")


def plain(data: bytes, origin: str) -> bytes:
    """A page's bytes, unpacked where they are gzip or bzip2.

    Raises:
        SourceError: they are not whole.
    """
    try:
        if data.startswith(b"BZh"):
            return bz2.BZ2Decompressor().decompress(data, _LARGEST)
        if data.startswith(b"\x1f\x8b"):
            return zlib.decompressobj(wbits=31).decompress(data, _LARGEST)
    except (OSError, zlib.error) as error:
        raise SourceError(f"no whole file ({error})", mend="get it again whole", origin=origin) from error
    return data


def texts_of(path: Path) -> Iterator[tuple[str, bytes]] | None:
    """The file names and texts of the pages that a file holds; None where it is a page itself.

    Raises:
        SourceError: it cannot be read, or is not whole, which may show while it is read.
    """
    try:
        with opened(path) as stream:
            first = stream.read(1 << 16)
    except _ERRORS as error:
        raise SourceError(f"no whole file ({error})", mend="get it again whole", origin=str(path)) from error
    start = first.decode("utf-16" if first[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "ignore").lstrip(
        "\ufeff \n"
    )
    if "<mediawiki" in start:
        if "<!doctype" in start.partition("<mediawiki")[0].lower():
            raise SourceError("it declares a document type", mend="do not trust it", origin=str(path))
        return _told(_export(path), path)
    if _JSON.match(start):
        return _told(_snapshot(path), path)
    return None


_JSON = re.compile(r"(?:\[\s*)?\{\s*\"")
_REDIRECT = re.compile(r"\s*+#[^\W\d_]++\s*+:?+\s*+\[\[([^\[\]|#\n]+)")


def redirect_of(data: bytes) -> str:
    """The title that a page leads to; empty for a page that is no redirect."""
    match = _REDIRECT.match(data[:1_000].decode("utf-8", "ignore"))
    return match[1] if match else ""


def _told(pages: Iterator[tuple[str, bytes]], path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        yield from pages
    except _ERRORS as error:
        raise SourceError(f"no whole dump ({error})", mend="get it again whole", origin=str(path)) from error


def _export(path: Path) -> Iterator[tuple[str, bytes]]:
    """Of each page the text of the revision that was written last."""
    with opened(path) as stream:
        parents: list[Element] = []
        latest: tuple[str, int, str] | None = None
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - without a document type, see above
            name = element.tag.rpartition("}")[2]
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            if name == "revision":
                told = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
                this = (told.get("timestamp", ""), _number(told.get("id", "")), told.get("text", ""))
                latest = this if latest is None or this[:2] >= latest[:2] else latest
                parents[-1].remove(element)
            elif name == "page":
                title = next((child.text or "" for child in element if child.tag.endswith("title")), "")
                if latest:
                    yield _file_name(title, "wikitext"), latest[2].encode()
                latest = None
                parents[-1].remove(element)


def _number(written: str) -> int:
    """A revision's number; 0 where what is told is none."""
    return int(written) if written.isascii() and written.isdigit() else 0


def _snapshot(path: Path) -> Iterator[tuple[str, bytes]]:
    with opened(path) as stream:
        lines = (line for line in stream if line.strip())
        first = next(lines, b"{}")
        try:
            json.loads(first)
        except ValueError:  # one object, or an array of them, on many lines
            yield from articles_of([first + b"".join(lines)])
            return
        yield from articles_of([first])
        yield from articles_of(lines)


def articles_of(lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """The file names and texts of articles, one a line or an array of them: the wikitext, else the HTML."""
    for line in lines:
        value: Any = json.loads(line) if line.strip() else []
        for article in value if isinstance(value, list) else [value]:
            if not isinstance(article, dict) or not article.get("name"):  # other JSON
                continue
            body = article.get("article_body") or {}  # null where the service does not know it
            ending = "wikitext" if body.get("wikitext") else "html"
            text = str(body.get(ending) or "").replace("\r\n", "\n")
            for other in filter(None, (one.get("name") for one in article.get("redirects") or ())):
                yield _file_name(str(other), ending), f"#REDIRECT [[{article['name']}]]".encode()
            yield _file_name(str(article["name"]), ending), text.encode()


def _file_name(title: str, ending: str) -> str:
    signs = {" ": "_", "%": "%25", "/": "%2F"}
    return "".join(signs.get(sign, sign) for sign in title.strip()) + f".{ending}"
