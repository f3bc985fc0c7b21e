"""All pages that there are to write."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode, QuerySolutions, Store

from icmlpo_rdf.serve.documents import ONTOLOGY
from icmlpo_rdf.serve.linked_data import thing_at
from icmlpo_rdf.serve.site import Site

__all__ = ["Inventory", "take_inventory"]

_NAMED = "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } FILTER(isIRI(?x)) }"
_PAGE = "/page/"


@dataclass(frozen=True, slots=True)
class Inventory:
    """The pages about things, by the path of their document in addresses, and by the part: the fragment of an IRI, or nothing."""

    pages: tuple[tuple[str, str], ...]
    absent: frozenset[str]
    """Paths of documents that the data names and the site cannot show."""

    def addresses(self) -> list[str]:
        """The address of each page."""
        return [
            f"{_PAGE}{path}?part={quote(part, safe='')}" if part else f"{_PAGE}{path}"
            for path, part in self.pages
        ]


def take_inventory(site: Site) -> Inventory:
    """Look through the data for what has a page."""
    parts: dict[str, set[str]] = {}
    for iri in _named(site.store):
        address = site.addresses.page(iri)
        if address is not None and "#" not in address:  # else it is a place on another page
            document, _, part = iri.partition("#")
            path = (site.addresses.page(document) or "").removeprefix(_PAGE)
            parts.setdefault(path, {""}).add(part)
    parts.setdefault("ontology", {""})
    # The vocabulary names its versions, too.
    others = map(site.addresses.page, _named(site.documents.holder(ONTOLOGY)))
    named = {*parts, *(one.removeprefix(_PAGE) for one in others if one)}
    absent = frozenset(path for path in named if thing_at(site, path) is None)
    pages = {(path, part) for path, found in parts.items() if path not in absent for part in found}
    return Inventory(tuple(sorted(pages)), absent)


def _named(store: Store) -> set[str]:
    """The IRIs that stand in a statement."""
    found = store.query(_NAMED, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        return set()
    things = (one[0] for one in found)
    return {
        one.value for one in things if isinstance(one, NamedNode) and not one.value.startswith(f"{ONTOLOGY}#")
    }
