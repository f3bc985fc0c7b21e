"""Link destinations: each spelling of a wiki link, to the page it leads to."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from icmlpo_rdf.language import LANGUAGE_CODE
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.character_references import unescape
from icmlpo_rdf.page.html.hrefs import target_of_href
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.titles import Namespace, decoded, normalise, split_prefixes

__all__ = ["WIKIPEDIA_HOST", "WebAddress", "destination_of", "parse_destination", "target_of", "web_address"]

# `../Page/T.md` is a page of the dump, `../Redirect/T.md` one of its redirects (docs/pages.md, 24).
_IN_DUMP = lazy_pattern(r"(?:\.\./|\./)?(?P<folder>Page|Redirect|Category)/(?P<title>.+)", re.DOTALL)
# `https://zh.wikipedia.org/wiki/T`, `…/zh-hans/T`; later dumps have a mirror's host in place of Wikipedia's.
_ON_THE_WEB = lazy_pattern(
    r"(?:https?:)?//(?P<host>[^/?#]+)/(?:wiki|(?P<variant>[a-z]{2,3})(?:-[a-z]+)?)/(?P<title>.*)",
    re.DOTALL | re.IGNORECASE,
)
WIKIPEDIA_HOST = rf"(?P<wiki>{LANGUAGE_CODE})\.(?:(?:m\.|zero\.)?wikipedia|wiki\.chinapedia)\.org"
"""A pattern of the hosts whose name tells a Wikipedia's code: Wikipedia's own, and the mirror's that later dumps name."""
_HOST = lazy_pattern(WIKIPEDIA_HOST, re.IGNORECASE)


class WebAddress(Struct, frozen=True):
    """What an address of a wiki's page says."""

    host: str
    wiki: str
    """The Wikipedia's code; empty where the host is not Wikipedia's."""
    written: str
    """The title as the address spells it."""


def web_address(address: str) -> WebAddress | None:
    """Return wiki and title of an address such as `https://zh.m.wikipedia.org/wiki/T`, or None when it is no such one."""
    match = _ON_THE_WEB.fullmatch(address)
    if match is None:
        return None
    host = _HOST.fullmatch(match["host"])
    wiki = host["wiki"].lower() if host else ""
    # `/zh-hans/` is a variant on the Chinese Wikipedia only, `/sr-el/` on the Serbian.
    variant = (match["variant"] or "").lower()
    if variant and variant != (wiki or "zh"):
        return None
    return WebAddress(match["host"], wiki, match["title"])


@lru_cache(maxsize=20_000)
def parse_destination(destination: str, language: str) -> Target | None:
    """Return where a wiki link's destination leads, or None when that is no possible title.

    Args:
        destination: as the page's tree has it (Markdown escapes resolved; percent-encoding may stand).
        language: the code of the wiki that the page is from.

    docs/pages.md, items 3 to 7 and 24, shows the spellings.
    """
    if match := _IN_DUMP.fullmatch(destination):
        in_dump = match["folder"] == "Page"
        written = match["title"].removesuffix(".md")
        if match["folder"] == "Category":
            written = f"Category:{written.removeprefix('Category:')}"
        wiki = language
    elif address := web_address(destination):
        in_dump = False
        written = address.written
        wiki = address.wiki or language
    else:
        return None
    # A fragment stands before `.md` (docs/pages.md, 7); no title holds a `#`.
    # Markdown's reader percent-encodes what is not ASCII: a prefix such as 분류: is one only when decoded.
    wiki, namespace, rest = split_prefixes(decoded(written.partition("#")[0]), wiki)
    title = normalise(rest)
    if title is None:
        return None
    return Target(wiki, namespace, title, in_dump and wiki == language and namespace is Namespace.PAGE)


@lru_cache(maxsize=20_000)
def target_of(written: str, language: str) -> Target | None:
    """Return where a link in wikitext leads (`[[written]]`), or None when that is no possible title.

    Args:
        written: what stands before the bar; a fragment is dropped.
        language: the language code of the wiki that the page is from.
    """
    wiki, namespace, rest = split_prefixes(decoded(unescape(written).partition("#")[0]), language)
    title = normalise(rest)
    return None if title is None else Target(wiki, namespace, title, None)


def destination_of(destination: str, language: str, *, is_marked: bool) -> Target | None:
    """Return where a link of a Markdown page leads, or None when it leads to no wiki page.

    Args:
        destination: as the page's tree has it.
        language: the language code of the wiki that the page is from.
        is_marked: the page says that it is a wiki link, as pandoc does by its title or class.
    """
    beside = destination.removesuffix(".md") if destination.startswith("./") else destination
    target = parse_destination(destination, language) or target_of_href(beside, language)
    if target is None and is_marked and not _SCHEME.match(destination):
        return target_of(destination, language)  # pandoc of today: the title alone
    return target


_SCHEME = lazy_pattern(r"[a-z][a-z0-9+.-]*:(?://|[^:]*@)|[#/]|\.\.?/", re.IGNORECASE)
