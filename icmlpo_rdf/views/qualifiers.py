"""What tells things of one label apart, as Wikipedia's titles do: `(2006年)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from pyoxigraph import NamedNode

from icmlpo_rdf.store.lookups import Lookups

__all__ = ["qualifiers"]


def qualifiers(look: Lookups, iris: Iterable[str]) -> Mapping[str, str]:
    """Return what tells those of some things apart that share a label, by IRI; of one that needs nothing, nothing.

    Two pages' titles differ in what stands in brackets; one of them may have no brackets. Where that does not tell
    them apart (pages of two Wikipedias; a page's thing, and one that only another page speaks of), the whole title does.
    """
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for iri in iris:
        alike[look.label(NamedNode(iri)).value].add(iri)
    told: dict[str, str] = {}
    for label, things in alike.items():
        if len(things) > 1:
            rests = {one: _title(one).rpartition(label) for one in things}
            short = {one: rest[2].strip() if rest[1] else rest[2] for one, rest in rests.items()}
            apart = len(set(short.values())) == len(things)
            told |= short if apart else {one: _title(one) for one in things}
    return {iri: text for iri, text in told.items() if text}


def _title(iri: str) -> str:
    """The last parts of an IRI's path, which are a wiki's code and a title, in letters."""
    return "/".join(unquote(iri).replace("_", " ").rsplit("/", 2)[-2:])
