"""What a site of files holds besides the pages about things: styles, scripts, all data, the search, and what names the site whole."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from icmlpo_rdf.serve.documents import in_syntax
from icmlpo_rdf.serve.linked_data import description
from icmlpo_rdf.static_site.app_requests import ask
from icmlpo_rdf.static_site.file_links import PageLinks
from icmlpo_rdf.static_site.page_chunks import Opened
from icmlpo_rdf.static_site.redirects import redirects
from icmlpo_rdf.static_site.search_index import write_search_index
from icmlpo_rdf.static_site.site_addresses import WHOLE, Answering
from icmlpo_rdf.static_site.sitemaps import write_sitemaps

__all__ = ["FIRST", "OtherFiles"]

FIRST = ("/", "/series", "/about", "/search", "/names")
"""Pages about no thing."""
_STATIC = (
    ("icmlpo_rdf.serve", ("site.css", "site.js", "seal.svg")),
    ("icmlpo_rdf.static_site", ("search.js",)),
)
_VOID = "http://rdfs.org/ns/void#"
_QUADS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class OtherFiles:
    """Writes them."""

    here: Opened
    answering: Answering
    folder: Path
    address: str | None
    """Where the site will stand, with a slash at its end, where that is known."""

    def write(self) -> None:
        """Write what every site has."""
        (self.folder / "static").mkdir(exist_ok=True)
        for package, names in _STATIC:
            for name in names:
                data = (files(package) / "static" / name).read_bytes()
                (self.folder / "static" / name).write_bytes(data)
        (self.folder / ".nojekyll").touch()
        sitemap = f"Sitemap: {self.address}sitemap.xml\n" if self.address else ""
        self._write("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}")
        self._write_data()
        write_search_index(self.here.site, self.answering, self.folder / "search")

    def write_addressed(self, paths: Iterable[str], pages: Iterable[str]) -> None:
        """Write what must name the site whole, where its address is known.

        Args:
            paths: those of documents, as in addresses.
            pages: the addresses of all pages.
        """
        if self.address is None:
            return
        base = self.here.site.base
        (self.folder / "void.ttl").write_bytes(in_syntax(self._description(), RdfFormat.TURTLE))
        lines = redirects(base, self.address, paths, self.answering.names)
        self._write(f"{urlsplit(base).hostname}.htaccess", "".join(lines))
        self._write("404.html", self._not_found())
        written = (self.answering.file(one, to) for to in self.answering.languages for one in sorted(pages))
        write_sitemaps((one for one in written if one), self.address, self.folder)

    def _write_data(self) -> None:
        """All data, packed with nothing of the machine or the clock."""
        quads = iter(self.here.site.store)
        file = self.folder / WHOLE[1:]
        with file.open("wb") as stream, gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
            while some := list(islice(quads, _QUADS_AT_ONCE)):
                packed.write(serialize(some, format=RdfFormat.N_QUADS) or b"")

    def _description(self) -> Iterator[Triple]:
        """The dataset, with the file that has it whole, and without an endpoint."""
        for one in description(self.here.site):
            if one.predicate.value == f"{_VOID}sparqlEndpoint":
                whole = NamedNode(f"{self.address}{WHOLE[1:]}")
                yield Triple(one.subject, NamedNode(f"{_VOID}dataDump"), whole)
            else:
                yield one

    def _not_found(self) -> str:
        """The page for what is not there: it is shown at any address, so that its links are those of the front page."""
        language = self.answering.languages[0]
        answer = asyncio.run(ask(self.here.app, "/404", language))
        html = PageLinks(self.answering, lambda _: False, language).changed(
            answer.body.decode(), "/404", "404.html"
        )
        html = html.replace('href="#', 'href="404.html#')
        charset = '<meta charset="utf-8">'
        return html.replace(charset, f'{charset}\n<base href="{escape(self.address or "")}">', 1)

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")
