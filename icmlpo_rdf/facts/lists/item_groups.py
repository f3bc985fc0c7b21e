"""Items of members that only part those inside them: Western, Eastern, each over the churches of that family."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.page import Item

__all__ = ["are_groups"]

_LEAST, _MOSTLY = 3, 0.5


def are_groups(
    items: Sequence[Item], holds: Sequence[bool], context: Context, lexicon: Lexicon
) -> frozenset[int]:
    """Return which items are groups: all of the first level, where each holds others and those others are bodies by their names.

    An alliance's members may have parts of their own; then they are bodies too, or places.
    """
    if not _may_be_grouped(context, lexicon):
        return frozenset()
    least = min((item.depth for item in items), default=0)
    first = [at for at, item in enumerate(items) if item.depth == least and not item.content.is_empty]
    inside = [item for item in items if item.depth > least]
    if len(first) < _LEAST or not all(holds[at] for at in first):
        return frozenset()
    are_told = _are_mostly_bodies(inside, lexicon) and _are_mostly_others(
        [items[at] for at in first], lexicon
    )
    return frozenset(first) if are_told else frozenset()


def _may_be_grouped(context: Context, lexicon: Lexicon) -> bool:
    return context.members and context.kind is Kind.ORGANIZATION and lexicon.is_head_first


def _are_mostly_bodies(items: Sequence[Item], lexicon: Lexicon) -> bool:
    return sum(_names_body(item, lexicon) for item in items) > _MOSTLY * len(items)


def _are_mostly_others(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """True where most are neither bodies nor places."""
    others = (item for item in items if not _names_body(item, lexicon) and not _names_place(item, lexicon))
    return sum(1 for _ in others) > _MOSTLY * len(items)


def _names_body(item: Item, lexicon: Lexicon) -> bool:
    """True for a name that holds a noun of organizations."""
    return any("organization" in token.classes for token in lexicon.matcher.tokens(item.content.text))


def _names_place(item: Item, lexicon: Lexicon) -> bool:
    return place_kind(clean_text(item.content.text), lexicon) is not None
