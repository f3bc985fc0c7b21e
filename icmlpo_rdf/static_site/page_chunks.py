"""Pages written, some hundreds at a time, in this process or in others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import NamedNode
from starlette.applications import Starlette

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.serve.documents import ENDINGS, in_syntax
from icmlpo_rdf.serve.linked_data import thing_at
from icmlpo_rdf.serve.site import Options, Site, open_site
from icmlpo_rdf.static_site.app_requests import Answer, ask
from icmlpo_rdf.static_site.file_links import PageLinks
from icmlpo_rdf.static_site.file_names import relative
from icmlpo_rdf.static_site.own_pages import add_own_pages
from icmlpo_rdf.static_site.site_addresses import DATA_ENDINGS, Answering

__all__ = ["Opened", "PageChunk", "SiteChoice", "Written", "opened"]

_CANONICAL = lazy_pattern(r'<([^<>]*+)>; rel="canonical"')
_HEAD_END = "</head>"
_MOST_TRIPLES = 10_000_000


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """What is shown, and where it will stand."""

    store: str
    """The folder of an on-disk store, which nobody writes to."""
    source: str | None
    base: str | None
    address: str | None
    """Where the files will be found, with a slash at its end."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The site, and its routes."""

    site: Site
    app: Starlette


@lru_cache(maxsize=1)
def opened(choice: SiteChoice) -> Opened:
    """Open the site; what the pages of one process have in common is looked up once."""
    site = open_site(
        Options(
            store=choice.store,
            source=choice.source,
            base=choice.base,
            address=choice.address or "https://example.org/",
        )
    )
    return Opened(site, add_own_pages(site, has_address=choice.address is not None))


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a chunk."""

    count: int = 0
    found: frozenset[str] = frozenset()
    """Addresses of further pages, which no look through the data tells: those of lists, matrices and comparisons."""
    failed: tuple[str, ...] = ()
    """Addresses for which there is no page, each with the reason."""


@dataclass(frozen=True, slots=True)
class PageChunk:
    """Some pages to write."""

    choice: SiteChoice
    answering: Answering
    folder: str
    addresses: tuple[str, ...]

    def run(self) -> Written:
        """Write each page in each language of the interface, and beside it what it says as data."""
        return asyncio.run(self._written())

    def lost(self, reason: str, mend: str) -> Written:
        """Say that they are not written."""
        return Written(failed=tuple(f"{one}: {reason}; {mend}" for one in self.addresses))

    async def _written(self) -> Written:
        here = opened(self.choice)
        quoted = _Quoted(here.site)
        count, found, failed = 0, set[str](), []
        for language in self.answering.languages:
            links = PageLinks(self.answering, quoted, language)
            for address in self.addresses:
                file = self.answering.file(address, language)
                answer = await ask(here.app, address, language)
                if file is None or answer.status != HTTPStatus.OK:
                    failed.append(f"{address}: {answer.status}")
                    continue
                html = links.changed(answer.body.decode(), address, file)
                html = html.replace(_HEAD_END, "".join(self._head(answer, address, file)) + _HEAD_END, 1)
                self._write(file, html.encode())
                count += 1
            found |= links.found
        for address in self.addresses:
            self._write_data(here.site, address)
        return Written(count, frozenset(one for one in found if not one.startswith("/page/")), tuple(failed))

    def _head(self, answer: Answer, address: str, file: str) -> Iterator[str]:
        """What a server says in the fields before a page."""
        parts = urlsplit(address)
        if not parts.path.startswith("/page/"):
            return
        canonical = _CANONICAL.search(answer.links)
        if self.choice.address and canonical and (own := self.answering.target(canonical[1])):
            place = relative("", own.file).removesuffix("index.html")
            yield f'<link rel="canonical" href="{escape(self.choice.address + place)}">\n'
        for ending in DATA_ENDINGS:
            data = self.answering.target(f"/data/{parts.path.removeprefix('/page/')}{ending}")
            if data is not None:
                href = escape(relative(file, data.file))
                yield f'<link rel="alternate" type="{ENDINGS[ending].media_type}" href="{href}">\n'

    def _write_data(self, site: Site, address: str) -> None:
        """The document about a thing in each syntax, as the site has it at `/data/`."""
        parts = urlsplit(address)
        path = parts.path.removeprefix("/page/")
        if path == parts.path or parts.query:
            return
        thing = thing_at(site, path)
        triples = site.documents.triples(thing, _MOST_TRIPLES) if thing else []
        for ending in DATA_ENDINGS:
            found = self.answering.target(f"/data/{path}{ending}")
            if found is not None:
                self._write(found.file, in_syntax(triples, ENDINGS[ending]))

    def _write(self, file: str, data: bytes) -> None:
        place = Path(self.folder, file)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class _Quoted:
    """Tells whether the text of a source is at hand, by the path of its document."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        if path not in self._known:
            found = thing_at(self._site, path)
            self._known[path] = (
                found is not None and not self._site.sources.text(NamedNode(found).value).problem
            )
        return self._known[path]
