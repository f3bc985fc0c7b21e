"""A page of a wiki on the web, by its address: MediaWiki's REST API gives its wikitext, revision and licence.

https://www.mediawiki.org/wiki/API:REST_API/Reference. As Wikimedia asks (https://w.wiki/4wJS): one request at a time, a User-Agent
that says who asks, and waiting for as long as the wiki says.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Struct, field

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.language import namespace_words
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.dump_pages import page_file_name, redirect_in, spool_name
from icmlpo_rdf.source.entries import Entry, Problem
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, Revision, Told
from icmlpo_rdf.source.wiki_addresses import WikiPage, wiki_page_of

if TYPE_CHECKING:
    from icmlpo_rdf.web import HttpClient

__all__ = ["list_wiki_page"]

_MOST_REDIRECTS = 5
_LONGEST_WAIT = 120
"""Seconds that a wiki may ask us to wait."""
_SECONDS = 60
"""For a whole answer."""
_REDIRECTS = {301, 302, 303, 307, 308}
_IN_A_BROWSER = "try it in a browser"
_HAS_REST = "check that it has the REST API: /w/rest.php"


class _Latest(Struct):
    id: int | None = None
    timestamp: str = ""


class _License(Struct):
    url: str = ""


class _Page(Struct):
    title: str
    id: int | None = None


class _PageAnswer(Struct):
    """What the API says of a page."""

    title: str
    source: str
    id: int | None = None
    content_model: str = "wikitext"
    latest: _Latest = field(default_factory=_Latest)
    license: _License = field(default_factory=_License)
    redirect_target: str = ""


class _RevisionAnswer(Struct):
    """What the API says of a revision."""

    page: _Page
    source: str
    id: int
    content_model: str = "wikitext"
    timestamp: str = ""
    license: _License = field(default_factory=_License)


class _Got(NamedTuple):
    """The text that was asked for, and what is told of it."""

    title: str
    text: str
    revision: Revision
    license: str


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
    location = f"{page.wiki.script.removesuffix('/w')}/wiki"
    if page.revision is not None:  # another place than that of the latest revision, or of a third
        location += f"/Special:PermanentLink/{page.revision}"
    try:
        _refuse_other_namespace(page.title, given)
        got = _page(page) if page.revision is None else _revision(page, page.revision)
        _refuse_other_namespace(got.title, given)
    except SourceError as error:
        name = page_file_name(page.title or str(page.revision), Form.WIKITEXT)
        told = Told(form=Form.WIKITEXT, title=page.title, wiki=wiki)
        problem = Problem.of(error)._replace(asked=given)
        yield Entry(location, name, given=name, told=told, problem=problem)
        return
    data = got.text.replace("\r\n", "\n").encode()
    path = work / spool_name(given)
    path.write_bytes(data)
    told = Told(form=Form.WIKITEXT, title=got.title, wiki=wiki, revision=got.revision, license=got.license)
    name = page_file_name(got.title, Form.WIKITEXT)
    stamp = f"{len(data)}-{zlib.crc32(data):08x}-{got.revision.revision_id or 0}"
    yield Entry(location, name, stamp, read_from=str(path), offset=0, size=len(data), given=name, told=told)


def _refuse_other_namespace(title: str, given: str) -> None:
    """Refuse what is no article, as a dump's are not read either. The API tells no namespace: the title does, in the words of any language.

    A blank behind the colon is a title's own: MediaWiki puts none behind a namespace.
    """
    name, colon, rest = title.replace("_", " ").strip().partition(":")
    if colon and rest[:1] not in {"", " "} and name.strip().casefold() in _other_namespaces():
        what = f"it is no article, but a page of the namespace {name.strip()!r}"
        raise SourceError(what, mend="give the article's title", origin=given)


@cache
def _other_namespaces() -> frozenset[str]:
    return frozenset().union(*map(namespace_words, ("category", "file", "project", "special")))


def _page(page: WikiPage) -> _Got:
    """The latest revision of a page; redirects of the server and of the wiki are followed."""
    asked = [page.wiki.page(page.title)]
    while True:
        body = _asked(asked, "the wiki has no such page", "check its title")
        answer = _read(body, _PageAnswer, asked[-1])
        if answer.redirect_target:
            _go_on(asked, answer.redirect_target)
        elif title := redirect_in(answer.source):  # MediaWiki before 1.41 says it by the text alone
            here = wiki_page_of(asked[-1]) or page
            _go_on(asked, here.wiki.page(title))
        else:
            latest = answer.latest
            revision = Revision(answer.id, latest.id, latest.timestamp, bool(page.wiki.code))
            return _Got(answer.title, answer.source, revision, answer.license.url)


def _revision(page: WikiPage, number: int) -> _Got:
    """One revision, which may be of a page that is called otherwise now."""
    asked = [page.wiki.revision(number)]
    body = _asked(asked, "the wiki has no such revision", "check its number")
    answer = _read(body, _RevisionAnswer, asked[-1])
    if title := redirect_in(answer.source):
        raise SourceError(
            f"this revision is a redirect to {title!r}", mend="give a revision of that page", origin=asked[0]
        )
    revision = Revision(answer.page.id, answer.id, answer.timestamp, bool(page.wiki.code))
    return _Got(answer.page.title, answer.source, revision, answer.license.url)


def _asked(asked: list[str], missing: str, mend: str) -> bytes:
    """The answer at the last of some addresses, or at the one that the server leads to from there."""
    from icmlpo_rdf.web import TooLongError  # noqa: PLC0415 - only pages on the web need it

    while True:
        address = asked[-1]
        try:
            reply = _client().send("GET", address, {})
        except TooLongError as error:
            raise SourceError(
                f"{error.what}, which no page of a wiki is", mend=_IN_A_BROWSER, origin=address
            ) from error
        if reply.status in _REDIRECTS and reply.leads_to:
            _go_on(asked, reply.leads_to)
            continue
        if reply.status == 404:
            if _is_html(reply.body):
                raise SourceError("the wiki answers with HTML", mend=_HAS_REST, origin=address)
            raise SourceError(missing, mend=mend, origin=address)
        if reply.status != 200:
            raise SourceError(
                f"the wiki refuses it (HTTP {reply.status})", mend=_IN_A_BROWSER, origin=address
            )
        return reply.body


def _go_on(asked: list[str], leads_to: str) -> None:
    try:
        address = urljoin(asked[-1], leads_to)
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    if scheme not in {"http", "https"}:
        raise SourceError(
            f"it leads to {leads_to!r}, which is no address of a wiki", mend=_IN_A_BROWSER, origin=asked[0]
        )
    if address in asked or len(asked) > _MOST_REDIRECTS:
        raise SourceError("its redirects lead nowhere", mend=_IN_A_BROWSER, origin=asked[0])
    if urlsplit(address).netloc != urlsplit(asked[0]).netloc:
        raise SourceError(
            f"it leads to another host, {urlsplit(address).netloc}",
            mend="give the address there",
            origin=asked[0],
        )
    asked.append(address)


@cache
def _client() -> HttpClient:
    """The one client of a process: its connections are kept from page to page."""
    from icmlpo_rdf.web import HttpClient, Mends, RetryPolicy, user_agent  # noqa: PLC0415 - as above

    return HttpClient(
        RetryPolicy(
            retries=4,
            retries_unreached=1,
            seconds=_SECONDS,
            pause=1,
            longest_wait=_LONGEST_WAIT,
            is_obedient=True,
            # As JSON writes it.
            longest_answer=2 * MAX_PAGE_BYTES,
        ),
        Mends(
            unreached="check the network and the address; or give a file",
            late="run it again later",
            unread="check that a wiki answers there",
            busy="run it again later",
        ),
        {
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": user_agent(),
        },
    )


def _is_html(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"


_Answer = TypeVar("_Answer", _PageAnswer, _RevisionAnswer)


def _read(body: bytes, kind: type[_Answer], address: str) -> _Answer:
    try:
        answer = msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        what, mend = f"what is no page ({error})", _HAS_REST
        if _is_html(body):
            what = "HTML"
        elif "truncated" in str(error):
            what, mend = "a page that is cut off", "run it again"
        raise SourceError(f"the wiki answers with {what}", mend=mend, origin=address) from error
    if answer.content_model != "wikitext":
        raise SourceError(
            f"it is no article but {answer.content_model}", mend="give an article", origin=address
        )
    return answer
