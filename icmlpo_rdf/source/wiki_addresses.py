"""Wikis on the web and the addresses of their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import is_wiki, namespace_words
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["Wiki", "WikiPage", "wiki_named", "wiki_page_of"]

_HOST = lazy_pattern(r"([a-z][a-z0-9-]*)\.(?:m\.|zero\.)?wikipedia\.org")
_RESTBASE = lazy_pattern(r"/api/rest_v1/page/[a-z-]+/([^/]+)(?:/([0-9]+))?(?:/.*)?")
_PATH = lazy_pattern(r"/(?:wiki|[a-z]{2,3}(?:-[a-z]+)?)/(.+)")
_INDEX = lazy_pattern(r"/(?:(?:w/)?index\.php(?:/(.+))?|wiki/?)?")
_REST = lazy_pattern(r"/rest\.php/v1/(page|revision)/(.+)")
_SPECIAL = lazy_pattern(r"([^:/]+):([^:/]+)/([0-9]+)")
_NUMBER = lazy_pattern(r"0*([1-9][0-9]*)")

_SCHEMES = ("http://", "https://")
_LATEST = frozenset({"", "cur"})


class Wiki(NamedTuple):
    """A wiki on the web."""

    script: str
    """The address of the folder of its programs: `https://zh.wikipedia.org/w`."""
    code: str
    """The code of the Wikipedia that it is; empty for another wiki."""

    def page(self, title: str) -> str:
        """Return the address by which the page of a title is asked for."""
        name = title.strip().replace(" ", "_")
        return f"{self.script}/rest.php/v1/page/{quote(name, safe='', errors='surrogateescape')}"

    def revision(self, number: int) -> str:
        """Return the address by which a revision is asked for, whatever its page is called."""
        return f"{self.script}/rest.php/v1/revision/{number}"


class WikiPage(NamedTuple):
    """The address of a page, understood."""

    wiki: Wiki
    title: str
    """Empty where the revision alone is told."""
    revision: int | None = None
    """That of an old revision; None for the latest."""


def wiki_named(name: str) -> Wiki:
    """Return the wiki of a name that a user gave: `zhwiki`, `zh`, `zh.wikipedia.org`, or the address of a wiki's programs.

    Raises:
        UsageError: it is none.
    """
    if name.lower().startswith(_SCHEMES):
        parts = _parts(name)
        host = _HOST.fullmatch(parts.hostname or "")
        if host and is_wiki(host[1]):
            return _wikipedia(host[1])
        return Wiki(name.rstrip("/").removesuffix("/rest.php"), "")
    host = _HOST.fullmatch(name)
    code = host[1] if host else name.removesuffix("wiki").replace("_", "-")
    if is_wiki(code):
        return _wikipedia(code)
    raise UsageError(f"{name!r} is no Wikipedia", mend="write zhwiki or zh.wikipedia.org", origin="--wiki")


def _wikipedia(code: str) -> Wiki:
    return Wiki(f"https://{code}.wikipedia.org/w", code)


def wiki_page_of(address: str) -> WikiPage | None:
    """Return the page of a wiki that an address names; None for any other address.

    Raises:
        UsageError: it names a revision in a way that only the wiki itself can follow, or is no address.
    """
    if not address.lower().startswith(_SCHEMES):
        return None
    parts = _parts(address)
    if rest := _REST.search(parts.path):
        script, kind, name = parts.path[: rest.start()], rest[1], unquote(rest[2])
        wiki = wiki_named(f"{parts.scheme}://{parts.netloc}{script}")
        return WikiPage(wiki, name) if kind == "page" else _of_revision(wiki, name)
    host = _HOST.fullmatch(parts.hostname or "")
    if host is None or not is_wiki(host[1]):
        return None
    return _of_wikipedia(_wikipedia(host[1]), parts, address)


def _of_wikipedia(wiki: Wiki, parts: SplitResult, address: str) -> WikiPage | None:
    """The page that an address of a Wikipedia names."""
    query = parse_qs(parts.query)
    if asked := _RESTBASE.fullmatch(parts.path):
        return WikiPage(wiki, unquote(asked[1]), _number(asked[2] or ""))
    match = _INDEX.fullmatch(parts.path) or _PATH.fullmatch(parts.path)
    if match is None or parts.path.startswith("/api/"):
        return None
    title = unquote(match[1] or query.get("title", [""])[0])
    if number := _permanent_link(title):
        return WikiPage(wiki, "", number)
    number = _revision_in(query, address)
    if not (title or number) and "curid" in query:
        what = "it names a page by its number, by which the wiki's API has none"
        raise UsageError(
            what, mend="give its title, /wiki/TITLE, or that of a revision, ?oldid=N", origin=address
        )
    return WikiPage(wiki, title, number) if title or number else None


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise UsageError(f"it is no address ({error})", mend="check it", origin=address) from error


def _of_revision(wiki: Wiki, number: str) -> WikiPage | None:
    found = _number(number)
    return WikiPage(wiki, "", found) if found else None


def _number(written: str) -> int | None:
    """A revision's number; None for what is none: MediaWiki takes 0 and words for the latest revision."""
    match = _NUMBER.fullmatch(written)
    return int(match[1]) if match else None


def _permanent_link(title: str) -> int | None:
    """The number in `Special:PermanentLink/N`, in the words of any language; None for another title."""
    match = _SPECIAL.fullmatch(title.replace("_", " ").strip())
    if match is None or match[1].casefold() not in namespace_words("special"):
        return None
    return _number(match[3]) if match[2].casefold() in namespace_words("permanent_link") else None


def _revision_in(query: Mapping[str, Sequence[str]], address: str) -> int | None:
    """The revision that an address shows: of two that it compares the later one, below the comparison."""
    later = query.get("diff", [""])[0]
    if later == "next":
        raise UsageError(
            "it shows a revision by the one before it", mend="give its own oldid", origin=address
        )
    written = query.get("oldid", [""])[0] if later in {"", "prev"} else later
    if written not in _LATEST and not written.isdecimal():
        raise UsageError(
            f"{written!r} is no number of a revision", mend="give its number, or leave it out", origin=address
        )
    return _number(written)
