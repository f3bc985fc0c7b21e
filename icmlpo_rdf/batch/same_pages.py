"""Which pages of a dataset are the same page: files whose facts would be in one graph. The first of them holds it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from icmlpo_rdf.source import as_text

__all__ = ["graphs_taken"]

States = Callable[[], Iterable[tuple[int, Mapping[str, Any]]]]
"""Gives the number and the state of every shard, one after another."""


def graphs_taken(states: States) -> dict[int, dict[str, str]]:
    """Return, for each shard that must be written again, the graphs that pages of other shards hold, and these pages.

    Within a shard its writer sees to it. Eight bytes a page are kept: a dataset may have millions.
    """
    repeated, stale = _repeated(states)
    if not repeated and not stale:
        return {}
    first: dict[str, tuple[str, str, int]] = {}
    holding: dict[int, set[str]] = {}
    told: dict[int, Mapping[str, str]] = {}
    for number, state in states():
        told[number] = state["taken"]
        for name, _, _, _, _, key in state["pages"]:
            if key and int(key, 16) in repeated:
                holding.setdefault(number, set()).add(key)
                place = (PurePosixPath(name).stem, name, number)
                first[key] = min(first.get(key, place), place)
    taken = {
        number: {
            key: as_text(first[key][1]) for key in sorted(holding.get(number, ())) if first[key][2] != number
        }
        for number in told
    }
    return {number: graphs for number, graphs in taken.items() if graphs != told[number]}


def _repeated(states: States) -> tuple[set[int], bool]:
    """The keys that pages of more than one shard have, and whether any shard was told of such before."""
    keys: array[int] = array("Q")
    is_told = False
    for _, state in states():
        keys.extend(int(key, 16) for key in {page[5] for page in state["pages"]} if key)
        is_told = is_told or bool(state["taken"])
    return {one for one, other in pairwise(sorted(keys)) if one == other}, is_told
