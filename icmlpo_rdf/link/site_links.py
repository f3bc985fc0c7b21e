"""Which article of which wiki belongs to which item, as Wikibase keeps it: a table, or sitelinks as RDF.

Both know exact titles only, and of both what is kept is what was asked, whatever their size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, parse

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.link.dump_files import day_of, wiki_of_database
from icmlpo_rdf.link.identification import ItemFacts, Reason, WikiTitle, Witness
from icmlpo_rdf.link.page_tables import witness_of
from icmlpo_rdf.link.sql_tables import SqlTable
from icmlpo_rdf.quads.wikidata_items import item_of
from icmlpo_rdf.store.parsing import Origin, errors_told
from icmlpo_rdf.store.streams import open_data, syntax_of

__all__ = ["KINDS", "SiteItems", "SiteLinks", "article_of"]

_WIKIPEDIA = lazy_pattern(r"https?://([a-z][a-z0-9-]*)\.wikipedia\.org/wiki/(.+)")
_ABOUT = frozenset({"http://schema.org/about", "https://schema.org/about"})
_SAME, _KIND = "http://www.w3.org/2002/07/owl#sameAs", "http://www.wikidata.org/prop/direct/P31"
_DUMP, _MODIFIED = "http://wikiba.se/ontology#Dump", "http://schema.org/dateModified"
KINDS = {"Q4167410": Reason.DISAMBIGUATION, "Q13406463": Reason.LIST}
"""What an item may be that is nothing of the world: a disambiguation page's, a list's."""


def article_of(address: str) -> WikiTitle | None:
    """Return the article of a Wikipedia whose address is given, spelt as in Wikidata's sitelinks; None for any other page."""
    match = _WIKIPEDIA.fullmatch(address)
    if match is None or not is_wiki(match[1]):
        return None
    return WikiTitle(match[1], unquote(match[2]).replace(" ", "_"))


class SiteItems:
    """The table `wb_items_per_site` of a Wikibase repository."""

    is_second_class = False
    tells_kinds = False

    def __init__(self, table: SqlTable) -> None:
        self._table = table

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of those titles that have one."""
        # The table writes titles as people do.
        wanted = {(_site(one.wiki), one.title.replace("_", " ").encode()): one for one in titles}
        found: dict[WikiTitle, str] = {}
        pages = {page for _, page in wanted}
        for page, site, item in self._table.rows("ips_site_page", "ips_site_id", "ips_item_id", only=pages):
            if page is not None and site is not None and item is not None and (site, page) in wanted:
                found[wanted[site, page]] = f"Q{item.decode()}"
        if not self._table.count:
            raise DataError(
                "its table wb_items_per_site has no row",
                mend="get the dump again whole",
                origin=self._table.path,
            )
        return found

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:
        """Return the names of items' articles in all Wikipedias."""
        wanted = {one[1:].encode(): one for one in items}
        names: dict[str, dict[str, str]] = {}
        columns = ("ips_item_id", "ips_site_id", "ips_site_page")
        for item, site, page in self._table.rows(*columns, only=wanted) if with_names and wanted else ():
            wiki = wiki_of_database((site or b"").decode("utf-8", "replace"))
            if item is not None and wiki and page is not None:
                names.setdefault(wanted[item], {})[wiki] = page.decode("utf-8", "replace").replace(" ", "_")
        return {one: ItemFacts(told) for one, told in names.items()}

    def witnesses(self) -> tuple[Witness, ...]:
        """The table."""
        return (witness_of(self._table.path, self._table.completed),)


def _site(wiki: str) -> bytes:
    return f"{wiki.replace('-', '_')}wiki".encode()


class SiteLinks:
    """Sitelinks as Wikibase writes them in RDF: Turtle, N-Triples or another syntax, also gzipped."""

    is_second_class = False
    tells_kinds = False

    def __init__(self, path: str) -> None:
        self._path = path
        self._date = day_of(path.rpartition("/")[2])
        self._is_one = False

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of those titles that have one."""
        wanted = frozenset(titles)
        found: dict[WikiTitle, str] = {}
        for quad in self._quads():
            if quad.predicate.value in _ABOUT:
                title = article_of(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
                item = item_of(quad.object.value) if isinstance(quad.object, NamedNode) else ""
                if title is None or not item:
                    continue
                self._is_one = True
                if title in wanted and found.setdefault(title, item) != item:
                    raise DataError(
                        f"it gives {title.title} two items, {found[title]} and {item}",
                        mend="give the sitelinks of one time",
                        origin=self._path,
                    )
        if not self._is_one:
            raise DataError(
                "it holds no sitelink (an article of a Wikipedia, schema:about, an item of Wikidata)",
                mend="give sitelinks as Wikibase writes them",
                origin=self._path,
            )
        return found

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:
        """Return the names of items' articles, what they were merged into, and whether they are of no thing of the world."""
        wanted = frozenset(items)
        names: dict[str, dict[str, str]] = {}
        merged: dict[str, str] = {}
        kinds: dict[str, Reason] = {}
        for quad in self._quads() if wanted else ():
            if not (isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode)):
                continue
            property_ = quad.predicate.value
            if property_ in _ABOUT:
                item = item_of(quad.object.value)
                if with_names and item in wanted and (title := article_of(quad.subject.value)):
                    names.setdefault(item, {})[title.wiki] = title.title
            elif property_ == _SAME and (item := item_of(quad.subject.value)) in wanted:
                merged[item] = item_of(quad.object.value)
            elif property_ == _KIND:
                self.tells_kinds = True
                if (kind := KINDS.get(item_of(quad.object.value))) and item_of(quad.subject.value) in wanted:
                    kinds[item_of(quad.subject.value)] = kind
        known = names.keys() | merged.keys() | kinds.keys()
        return {
            one: ItemFacts(names.get(one, {}), merged.get(one, ""), kinds.get(one)) for one in sorted(known)
        }

    def witnesses(self) -> tuple[Witness, ...]:
        """The file."""
        return (Witness(self._path.rpartition("/")[2], self._date),)

    def _quads(self) -> Iterator[Quad]:
        origin = Origin(self._path, syntax_of(self._path), None)
        with open_data(self._path) as (stream, _), errors_told(origin):
            for quad in parse(stream, format=origin.syntax):
                if quad.predicate.value == _MODIFIED and not self._date:
                    self._date = _day_of_dump(quad)
                yield quad


def _day_of_dump(quad: Quad) -> str:
    """The day of which a statement says that the dump is."""
    is_dump = isinstance(quad.subject, NamedNode) and quad.subject.value == _DUMP
    return quad.object.value[:10] if is_dump and isinstance(quad.object, Literal) else ""
