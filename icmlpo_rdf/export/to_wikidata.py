"""Data, the items of its things and what Wikidata has → what is new there, what differs, and what is not written, with why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.export.cited_sources import References
from icmlpo_rdf.export.claims import Claim, LeftOut, counts, merged
from icmlpo_rdf.export.comparing import Compared, compare
from icmlpo_rdf.export.items import Items
from icmlpo_rdf.export.known_statements import KnownStatements, read_statements
from icmlpo_rdf.export.wikidata_facts import WikidataFacts
from icmlpo_rdf.store.decisions import Decisions
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["Found", "compared", "found_in", "left_out_line", "left_out_summary"]


@dataclass(frozen=True, slots=True)
class Found:
    """What data say that Wikidata could have."""

    claims: tuple[Claim, ...]
    left: tuple[LeftOut, ...]


def found_in(store: Store, decisions: Decisions, *, without_revision: bool = False) -> Found:
    """Return the claims of data, each item, property and value once.

    Args:
        store: the data, and the graph that `link` made of them.
        decisions: what people decided; it goes before what the graph says.
        without_revision: take facts of pages, too, of which no revision is known.

    Raises:
        DataError: nothing of the data has an item.
    """
    items = Items(store, decisions)
    if not items:
        raise DataError(
            "nothing of the data has an item",
            mend="link them first, and give that graph too: icmlpo-rdf link DATA --wikidata dumps/ -o link.nq",
        )
    look = Lookups(store)
    facts = list(WikidataFacts(look, items, References(look, without_revision=without_revision)).found())
    claims, disagreeing = merged(one for one in facts if isinstance(one, Claim))
    left = [one for one in facts if isinstance(one, LeftOut)]
    return Found(tuple(claims), (*left, *disagreeing))


def compared(found: Found, paths: Sequence[str]) -> tuple[Compared, KnownStatements]:
    """Return claims beside what files say of their items.

    Args:
        found: the claims.
        paths: what Wikidata answered; without any, all claims are new, and nothing is known.

    Raises:
        DataError: a file is missing, cut off, or tells no statements.
    """
    items = frozenset(one.item for one in found.claims)
    names = frozenset(one.predicate for one in found.claims)
    names |= frozenset(name for one in found.claims for name in one.qualifiers)
    known = read_statements(paths, items, names)
    return compare(found.claims, known), known


def left_out_summary(left: Iterable[LeftOut]) -> list[str]:
    """Return a sentence for each reason why facts are not written, those of most facts first."""
    by_number = sorted(counts(left).items(), key=lambda one: (-one[1], one[0].slug))
    return [f"{number:,} not written: {why.sentence} ({why.slug})" for why, number in by_number]


def left_out_line(one: LeftOut) -> str:
    """Return what is not written as one line of JSON."""
    said = {"reason": one.why.slug, "message": one.why.sentence, "record": one.record, "what": one.what}
    return json.dumps(said, ensure_ascii=False)
