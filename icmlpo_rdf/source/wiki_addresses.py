"""Wikis on the web and the addresses of their pages."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import is_wiki

__all__ = ["REST", "Wiki", "WikiPage", "wiki_named", "wiki_page_of"]

_HOST = re.compile(r"([a-z][a-z0-9-]*)\.(?:m\.|zero\.)?wikipedia\.org")
_PATH = re.compile(r"/(?:wiki|[a-z]{2,3}(?:-[a-z]+)?)/(.+)")
_INDEX = re.compile(r"/(?:w/)?index\.php(?:/(.+))?")
REST = "/rest.php/v1/page/"
"""What stands between the address of a wiki's programs and a title."""


class Wiki(NamedTuple):
    """A wiki on the web."""

    script: str
    """The address of the folder of its programs: `https://zh.wikipedia.org/w`."""
    code: str
    """The code of the Wikipedia that it is; empty for another wiki."""

    def page(self, title: str) -> str:
        """Return the address by which the page of a title is asked for."""
        return f"{self.script}{REST}{quote(title.strip().replace(' ', '_'), safe='')}"


class WikiPage(NamedTuple):
    """The address of a page, understood."""

    wiki: Wiki
    title: str
    revision: int | None = None
    """That of an old revision."""


def wiki_named(name: str) -> Wiki:
    """Return the wiki of a name that a user gave: `zhwiki`, `zh`, `zh.wikipedia.org`, or the address of a wiki's programs.

    Raises:
        UsageError: it is none.
    """
    if name.startswith(("http://", "https://")):
        parts = urlsplit(name)
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
    """Return the page of a wiki that an address names; None for any other address."""
    if not address.startswith(("http://", "https://")):
        return None
    parts = urlsplit(address)
    script, rest, title = parts.path.partition(REST)
    if rest and title:
        base = f"{parts.scheme}://{parts.netloc}{script}"
        return WikiPage(wiki_named(base), unquote(title))
    host = _HOST.fullmatch(parts.hostname or "")
    if host is None or not is_wiki(host[1]):
        return None
    query = parse_qs(parts.query)
    oldid = query.get("oldid", [""])[0]
    match = _INDEX.fullmatch(parts.path) or _PATH.fullmatch(parts.path)
    if match is None:
        return None
    title = unquote(match[1] or query.get("title", [""])[0])
    return WikiPage(_wikipedia(host[1]), title, int(oldid) if oldid.isdecimal() else None) if title else None
