"""Whether an engine that backtracks may need more than linear time for a regular expression.

A pattern takes exponential time where two runs over one text lead from a state back to it, and polynomial time where a
run may stay in one loop or go over to another while both read the same text (Weber and Seidl, "On the degree of
ambiguity of finite automata", Theoretical Computer Science 88, 1991, sections 3 and 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.patterns.automaton import Automaton, Edge, automaton_of, conflict, parts_of

__all__ = ["Growth", "growth_of"]

_END = -1


@dataclass(frozen=True, slots=True)
class Growth:
    """How the time may grow with the text."""

    exponential: bool
    polynomial: bool

    @property
    def linear(self) -> bool:
        """Whether it does not grow faster than the text."""
        return not (self.exponential or self.polynomial)


def growth_of(pattern: re.Pattern[str], *, searched: bool) -> Growth:
    """Return how the time of a pattern may grow.

    Args:
        pattern: the compiled pattern.
        searched: used with `search`, `sub` or `finditer`; else with `match` or `fullmatch`.
    """
    exponential = polynomial = False
    for index, tree in enumerate(parts_of(pattern)):
        runs = _Runs(
            automaton_of(tree, pattern.flags, searched=searched and not index),
            whole=not searched and not index,
        )
        exponential = exponential or runs.exponential()
        polynomial = polynomial or runs.polynomial()
    return Growth(exponential, polynomial)


class _Runs:
    """Runs side by side in an automaton."""

    def __init__(self, automaton: Automaton, *, whole: bool) -> None:
        self.automaton = automaton
        out = automaton.edges
        # Where the pattern may end for sure, an engine ends there when nothing else fits: it never goes back.
        risky = [whole or not any(one.target == _END and one.sure for one in edges) for edges in out]
        self.out = [[one for one in edges if one.target != _END and risky[one.target]] for edges in out]
        self.loops = [group for group in _components(self.out) if self._is_loop(group)]
        self.loop_of = {state: number for number, group in enumerate(self.loops) for state in group}

    def _is_loop(self, group: set[int]) -> bool:
        return len(group) > 1 or any(one.target in group for state in group for one in self.out[state])

    def _together(self, one: int, other: int) -> Iterator[tuple[Edge, Edge]]:
        """Steps of two runs that read the same character."""
        characters = self.automaton.characters
        for ours in self.out[one]:
            for theirs in self.out[other]:
                if characters[ours.target] & characters[theirs.target]:
                    yield ours, theirs

    def exponential(self) -> bool:
        """Two ways from a state of a loop back to one of it over the same text."""
        for group in self.loops:
            waiting: list[tuple[int, int]] = []
            for state in group:
                for one, other in self._together(state, state):
                    if (
                        {one.target, other.target} <= group
                        and one is not other
                        and conflict(self.automaton, one, other)
                    ):
                        waiting.append((one.target, other.target))
            seen: set[tuple[int, int]] = set()
            while waiting:
                pair = waiting.pop()
                if pair[0] == pair[1]:
                    return True
                pair = (min(pair), max(pair))
                if pair in seen:
                    continue
                seen.add(pair)
                waiting += [
                    (one.target, other.target)
                    for one, other in self._together(*pair)
                    if {one.target, other.target} <= group
                ]
        return False

    def polynomial(self) -> bool:
        """A run that may stay in a loop or go over to another, whichever text both read."""
        return any(
            self._goes_over(one, other)
            for one in self.loop_of
            for other in self.loop_of
            if self.loop_of[one] != self.loop_of[other]
        )

    def _goes_over(self, one: int, other: int) -> bool:
        """A text by which `one` leads to itself and to `other`, and `other` to itself."""
        if not self.automaton.characters[one] & self.automaton.characters[other]:
            return False
        # The second run leaves the first one's side at one step; before it they are one.
        waiting = [(one, one, other)]
        seen: set[tuple[int, int, int]] = set()
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            following = list(self._three(*state))
            if (one, other, other) in following:
                return True
            waiting += following
        return False

    def _three(self, stays: int, goes: int, waits: int) -> Iterator[tuple[int, int, int]]:
        """Steps of three runs that read the same character; the first and the last stay in their loops."""
        characters = self.automaton.characters
        first, last = self.loop_of[stays], self.loop_of[waits]
        for ours, theirs in self._together(stays, goes):
            parts = stays != goes or ours is theirs or conflict(self.automaton, ours, theirs)
            if not parts or self.loop_of.get(ours.target) != first:
                continue
            common = characters[ours.target] & characters[theirs.target]
            for third in self.out[waits]:
                if self.loop_of.get(third.target) == last and common & characters[third.target]:
                    yield ours.target, theirs.target, third.target


def _components(out: list[list[Edge]]) -> list[set[int]]:
    """The strongly connected components (Kosaraju)."""
    back: list[list[int]] = [[] for _ in out]
    for state, edges in enumerate(out):
        for one in edges:
            back[one.target].append(state)
    order: list[int] = []
    seen: set[int] = set()
    for root in range(len(out)):
        stack = [(root, iter(out[root]))] if root not in seen else []
        seen.add(root)
        while stack:
            state, rest = stack[-1]
            following = next((one.target for one in rest if one.target not in seen), None)
            if following is None:
                order.append(state)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(out[following])))
    found: list[set[int]] = []
    taken: set[int] = set()
    for root in reversed(order):
        if root in taken:
            continue
        group, waiting = set(), [root]
        while waiting:
            state = waiting.pop()
            if state not in taken:
                taken.add(state)
                group.add(state)
                waiting += back[state]
        found.append(group)
    return found
