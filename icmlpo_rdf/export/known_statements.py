"""What Wikidata has already: statements of a page of Special:EntityData, of a JSON dump, or of RDF that tells statements (p:, ps:, pq:)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from icmlpo_rdf.export.entity_json import entities_in
from icmlpo_rdf.export.entity_rdf import entities_of
from icmlpo_rdf.export.known_values import Entity, Statement
from icmlpo_rdf.store.on_disk import is_store
from icmlpo_rdf.store.rdf_files import expand
from icmlpo_rdf.store.streams import SYNTAXES, suffix_of

__all__ = ["KnownStatements", "read_statements"]


@dataclass(frozen=True, slots=True)
class KnownStatements:
    """The statements of some items."""

    items: frozenset[str]
    """All that were looked at, those without statements too."""
    _statements: Mapping[tuple[str, str], tuple[Statement, ...]] = field(default_factory=dict)

    def of(self, item: str, name: str) -> tuple[Statement, ...]:
        """Return an item's statements of a property."""
        return self._statements.get((item, name), ())


def read_statements(
    paths: Iterable[str], items: frozenset[str], properties: frozenset[str]
) -> KnownStatements:
    """Return what files say of items.

    Args:
        paths: files of JSON or RDF, also compressed, folders of RDF files, and stores.
        items: those that are asked for; of others nothing is kept.
        properties: likewise, of statements and of qualifiers.

    Raises:
        DataError: a file is missing, cut off, or tells no statements.
    """
    found: defaultdict[tuple[str, str], dict[str, Statement]] = defaultdict(dict)
    seen = set[str]()
    for given in paths:
        for entity in _entities(given, items, properties):
            seen.add(entity.item)
            for one in entity.statements:
                found[entity.item, one.predicate].setdefault(one.guid or repr(one.value), one)
    return KnownStatements(frozenset(seen), {key: tuple(of.values()) for key, of in found.items()})


def _entities(given: str, items: frozenset[str], properties: frozenset[str]) -> Iterable[Entity]:
    is_rdf = suffix_of(given) in SYNTAXES or is_store(given) or expand(given) != (given,)
    return (entities_of if is_rdf else entities_in)(given, items, properties)
