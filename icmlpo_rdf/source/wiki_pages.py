"""A page of a wiki on the web, by its address: MediaWiki's REST API gives its wikitext, revision and licence.

https://www.mediawiki.org/wiki/API:REST_API/Reference#Get_page_source. As Wikimedia asks (https://w.wiki/4wJS): one request at
a time, a User-Agent that says who asks, and waiting for as long as the wiki says.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import msgspec
from msgspec import Struct

from icmlpo_rdf.errors import ServerError, SourceError
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.dump_pages import page_file_name, redirect_in, spool_name
from icmlpo_rdf.source.entries import Entry, Told
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, Revision
from icmlpo_rdf.source.wiki_addresses import REST, WikiPage

if TYPE_CHECKING:
    import urllib3

__all__ = ["list_wiki_page"]

_MOST_REDIRECTS = 5
_TRIES = 5
_LONGEST_WAIT = 120
"""Seconds that a wiki may ask us to wait."""
_SECONDS = 60
"""For a whole answer."""
_CHUNK = 1 << 16
_CONTACT = "https://w3id.org/icmlpo-rdf/"
_REDIRECTS = {301, 302, 303, 307, 308}
_LATER = {429, 502, 503, 504}


class _Latest(Struct):
    id: int | None = None
    timestamp: str = ""


class _License(Struct):
    url: str = ""


class _Answer(Struct):
    """What the API says of a page."""

    title: str
    source: str
    id: int | None = None
    content_model: str = "wikitext"
    latest: _Latest = msgspec.field(default_factory=_Latest)
    license: _License = msgspec.field(default_factory=_License)
    redirect_target: str = ""


def list_wiki_page(given: str, page: WikiPage, work: Path, language: str | None) -> Iterator[Entry]:
    """Fetch a page, and yield it. One that the wiki does not have, or that is none, is told when it is read.

    Args:
        given: the address as the user wrote it.
        page: what it names.
        work: the folder for its text.
        language: the code of the Wikipedia that the wiki mirrors, where the user tells it.

    Raises:
        SourceError: the wiki is no Wikipedia, and no language is given.
        ServerError: the wiki cannot be reached, or asks to wait for too long.
    """
    wiki = page.wiki.code or language
    if not wiki:
        raise SourceError(
            f"{urlsplit(page.wiki.script).netloc} is no Wikipedia",
            mend="if it mirrors one, say which: --lang zh",
            origin=given,
        )
    if page.revision is not None:
        raise SourceError(
            "old revisions are not asked for",
            mend="give the address without oldid, or a history's dump",
            origin=given,
        )
    location = f"{page.wiki.script.removesuffix('/w')}/wiki"
    name = page_file_name(page.title, Form.WIKITEXT)
    try:
        answer = _Client().page(page.wiki.page(page.title))
    except SourceError as error:
        told = Told(page.title, wiki, Form.WIKITEXT, None, problem=(error.what, error.mend))
        yield Entry(location, name, given=name, told=told)
        return
    data = answer.source.replace("\r\n", "\n").encode()
    path = work / spool_name(given)
    path.write_bytes(data)
    told = Told(
        answer.title,
        wiki,
        Form.WIKITEXT,
        None,
        Revision(answer.id, answer.latest.id, answer.latest.timestamp, bool(page.wiki.code)),
        license=answer.license.url,
    )
    name = page_file_name(answer.title, Form.WIKITEXT)
    stamp = f"{len(data)}-{zlib.crc32(data):08x}-{answer.latest.id or 0}"
    yield Entry(location, name, stamp, read_from=str(path), offset=0, size=len(data), given=name, told=told)


class _Client:
    """Asks one wiki, one thing after another."""

    def page(self, address: str) -> _Answer:
        """Return what the API says of a page; redirects of the server and of the wiki are followed."""
        asked = [address]
        while True:
            address = asked[-1]
            status, location, body = self._asked(address)
            if status in _REDIRECTS and location:
                self._go_on(asked, urljoin(address, location))
                continue
            if status == 404:
                raise SourceError("the wiki has no such page", mend="check its title", origin=address)
            if status != 200:
                raise SourceError(
                    f"the wiki refuses it (HTTP {status})", mend="try it in a browser", origin=address
                )
            answer = _read(body, address)
            if answer.redirect_target:
                self._go_on(asked, urljoin(address, answer.redirect_target))
            elif title := redirect_in(answer.source):  # MediaWiki before 1.41 says it by the text alone
                place = address.partition(REST)[0] + REST
                self._go_on(asked, place + quote(title.replace(" ", "_"), safe=""))
            else:
                return answer

    def _go_on(self, asked: list[str], address: str) -> None:
        if address in asked or len(asked) > _MOST_REDIRECTS:
            raise SourceError("its redirects lead nowhere", mend="try it in a browser", origin=asked[0])
        if urlsplit(address).netloc != urlsplit(asked[0]).netloc:
            raise SourceError(
                f"it leads to another host, {urlsplit(address).netloc}",
                mend="give the address there",
                origin=asked[0],
            )
        asked.append(address)

    def _asked(self, address: str) -> tuple[int, str, bytes]:
        """Status, where it leads, and the answer; asked again where the wiki says *later*."""
        import urllib3  # noqa: PLC0415 - only pages on the web need it

        for number in range(_TRIES):
            try:
                answer = _pool().request(
                    "GET", address, headers=_HEADERS, preload_content=False, redirect=False, retries=False
                )
                status = answer.status
                wait = answer.headers.get("Retry-After", "")
                body = _bounded(answer, address)
            except urllib3.exceptions.HTTPError as error:
                raise _unreached(error, address) from error
            if status not in _LATER:
                return status, answer.headers.get("Location", ""), body
            seconds = int(wait) if wait.isdecimal() else 2**number
            if seconds > _LONGEST_WAIT or number == _TRIES - 1:
                raise ServerError(
                    f"the wiki is busy (HTTP {status}{f', wait {seconds} s' if wait else ''})",
                    mend="run it again later",
                    origin=address,
                )
            time.sleep(seconds)
        raise AssertionError  # the last try has returned or raised


_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": f"icmlpo-rdf/{version('icmlpo-rdf')} ({_CONTACT})",
}


def _pool() -> urllib3.PoolManager:
    import urllib3  # noqa: PLC0415 - as above

    return urllib3.PoolManager(timeout=urllib3.Timeout(connect=10, read=_SECONDS))


def _bounded(answer: urllib3.BaseHTTPResponse, address: str) -> bytes:
    """An answer that comes whole in time and has no more than a page may have, as JSON writes it."""
    body, end = bytearray(), time.monotonic() + _SECONDS
    try:
        while chunk := answer.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > 2 * MAX_PAGE_BYTES:
                raise SourceError(
                    f"its answer holds more than {2 * MAX_PAGE_BYTES >> 20} MiB, which no page of a wiki does",
                    mend="try it in a browser",
                    origin=address,
                )
            if time.monotonic() > end:
                raise ServerError(
                    f"no whole answer within {_SECONDS} seconds", mend="run it again later", origin=address
                )
    finally:
        answer.close()
    return bytes(body)


def _read(body: bytes, address: str) -> _Answer:
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = "HTML" if body.lstrip()[:1] == b"<" else f"what is no page ({error})"
        raise SourceError(
            f"the wiki answers with {what}",
            mend="check that it has the REST API: /w/rest.php",
            origin=address,
        ) from error
    if answer.content_model != "wikitext":
        raise SourceError(
            f"it is no article but {answer.content_model}", mend="give an article", origin=address
        )
    return answer


def _unreached(error: urllib3.exceptions.HTTPError, address: str) -> ServerError:
    told = str(error).rpartition(": ")[2] or type(error).__name__
    return ServerError(
        f"no answer ({told})", mend="check the network and the address; or give a file", origin=address
    )
