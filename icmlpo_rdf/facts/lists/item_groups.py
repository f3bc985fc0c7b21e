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
    if not context.members or context.kind is not Kind.ORGANIZATION or not lexicon.is_head_first:
        return frozenset()
    least = min((item.depth for item in items), default=0)
    first = [at for at, item in enumerate(items) if item.depth == least and not item.content.is_empty]
    inside = [item for item in items if item.depth > least]
    if len(first) < _LEAST or not all(holds[at] for at in first):
        return frozenset()
    bodies = sum(_names_body(item, lexicon) for item in inside)
    others = sum(not _names_body(items[at], lexicon) and not _names_place(items[at], lexicon) for at in first)
    told = bodies > _MOSTLY * len(inside) and others > _MOSTLY * len(first)
    return frozenset(first) if told else frozenset()


def _names_body(item: Item, lexicon: Lexicon) -> bool:
    """True for a name that holds a noun of organizations."""
    return any("organization" in token.classes for token in lexicon.matcher.tokens(item.content.text))


def _names_place(item: Item, lexicon: Lexicon) -> bool:
    return place_kind(clean_text(item.content.text), lexicon) is not None
