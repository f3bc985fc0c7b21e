"""What a link's `href` of an HTML page leads to: each spelling of a wiki page's address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qs, unquote

from msgspec import Struct

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.titles import Namespace, normalise, split_prefixes

__all__ = [
    "Address",
    "address_of",
    "host_of",
    "is_external",
    "is_wikipedia",
    "leads_elsewhere",
    "target_of_href",
    "target_of_saved",
    "title_of_file",
]

# `/wiki/T`, and a variant's `/zh-hans/T` (https://www.mediawiki.org/wiki/Manual:$wgVariantArticlePath).
_PATH = lazy_pattern(
    r"/(?:wiki|zh|sr|zh-[a-z]+|sr-e[cl]|index\.php|w/index\.php)/(?P<title>[^?#]+)", re.DOTALL
)
_HOST = lazy_pattern(r"(?P<language>[a-z][a-z0-9-]*)\.(?:m\.|zero\.)?wikipedia\.org", re.IGNORECASE)
_PARTS = lazy_pattern(
    r"(?:(?P<scheme>[a-z]++):)?(?://(?P<host>[^/?#]*+))?(?P<path>[^?#]*+)(?:\?(?P<query>[^#]*+))?", re.DOTALL
)
# The endings that a saver of pages (HTTrack, wget -k, Kiwix) gives an address: `T.html`, `en.wikipedia.org/wiki/T.html`.
_SAVED = (".html", ".htm")
# What stands in an address of a file itself: Parsoid's `./Special:FilePath/F.svg`.
_FILE_PATH = lazy_pattern(r"[^:/]+:(?:FilePath|Redirect/file)/(?P<file>.+)", re.IGNORECASE)
# What a link that leads to no wiki page begins with: another place of this page, a program of the wiki, an address.
_ELSEWHERE = lazy_pattern(r"#|[a-z][a-z0-9+.-]*:|//|/?w/|[^?]*\?", re.IGNORECASE)
_IGNORED = frozenset({"edit", "history", "raw", "info", "delete"})


class Address(Struct, frozen=True):
    """A wiki page's address, taken apart."""

    language: str
    """The code of the Wikipedia whose page it is; empty where the address does not tell."""
    title: str
    """As written, percent-decoded."""
    is_red: bool
    """True when it says that there is no such page."""


def host_of(href: str) -> str:
    """The host of a web address, with its port, in lower case; empty where it names none."""
    parts = _PARTS.match(href)
    return (parts["host"] or "").lower() if parts else ""


def is_wikipedia(host: str) -> bool:
    """True for the hosts whose name tells a Wikipedia's code."""
    return _HOST.fullmatch(host) is not None


def leads_elsewhere(href: str) -> bool:
    """True for a link of which it is plain that it leads to no wiki page."""
    return _ELSEWHERE.match(href) is not None


def address_of(href: str, own_host: str = "") -> Address | None:
    """Take a web address or a link of a wiki page apart; None where it is no wiki page's.

    Args:
        href: as written, entities resolved.
        own_host: the host of the page's own wiki, where that is no Wikipedia's.
    """
    parts = _PARTS.match(href)
    if parts is None or (parts["scheme"] or "http").lower() not in {"http", "https"}:
        return None
    language = ""
    if host := parts["host"]:
        wikipedia = _HOST.fullmatch(host)
        if wikipedia is None and host.lower() != own_host:
            return None
        language = wikipedia["language"].lower() if wikipedia else ""
    query = parse_qs(parts["query"]) if parts["query"] else {}
    title = _title_in(parts["path"], query)
    return None if title is None else Address(language, title, is_red="redlink" in query)


def _title_in(path: str, query: dict[str, list[str]]) -> str | None:
    """The title of the wiki page that is shown, or offered to be written, at a path; None where it is none."""
    if "title" in query and path.endswith("index.php"):
        is_shown = query.get("action", ["view"])[0] not in _IGNORED
        return query["title"][0] if is_shown or "redlink" in query else None
    if path.startswith("./"):  # Parsoid: relative to the wiki's base
        return unquote(path[2:])
    match = _PATH.fullmatch(path)
    return unquote(match["title"]) if match else None


@lru_cache(maxsize=20_000)
def target_of_href(href: str, language: str, own_host: str = "") -> Target | None:
    """Return the page that a link leads to, or None for a link to no wiki page.

    Args:
        href: as written, entities resolved.
        language: the code of the wiki that the page is from.
        own_host: the host of that wiki, where it is no Wikipedia's.
    """
    if href.startswith("#"):
        return None
    address = address_of(href, own_host)
    if address is None:
        return None
    if path := _FILE_PATH.fullmatch(address.title):
        title = normalise(path["file"])
        return None if title is None else Target(language, Namespace.FILE, title, None)
    wiki, namespace, rest = split_prefixes(address.title.partition("#")[0], address.language or language)
    title = normalise(rest)
    return None if title is None else Target(wiki, namespace, title, False if address.is_red else None)


def is_external(attributes: Mapping[str, str]) -> bool:
    """True for a link that the page's wikitext gives as a web address."""
    is_parsoids = "mw:ExtLink" in attributes.get("rel", "")
    return is_parsoids or "external" in attributes.get("class", "").split()


def target_of_saved(href: str, title: str, language: str) -> Target | None:
    """Return the page that a link leads to whose address a saver of pages has changed: `T`, `../A/T.html`.

    Such an address says little; MediaWiki gives each link its page's title besides, and only where the two agree is it one.

    Args:
        href: as written, entities resolved.
        title: the link's `title`.
        language: the code of the wiki that the page is from.
    """
    path = href.partition("#")[0]
    if not title or ":" in path.partition("/")[0] or "?" in path:
        return None
    path = path.removesuffix(".html").removesuffix(".htm") if path.endswith(_SAVED) else path
    told, written = normalise(title), normalise(unquote(path).lstrip("./"))
    if told is None or written is None or not f"/{written}".endswith(f"/{told}"):
        return None
    return Target(language, Namespace.PAGE, told, None)


def title_of_file(src: str) -> str:
    """The title of the file that a picture shows, by its address on the wikis' file server; else empty.

    https://upload.wikimedia.org/…/thumb/6/6f/Flag_of_X.svg/22px-Flag_of_X.svg.png is `Flag_of_X.svg`.
    """
    path = src.partition("?")[0]
    if "/thumb/" in path:
        path = path.rsplit("/", 1)[0]
    return normalise(unquote(path.rsplit("/", 1)[-1])) or ""
