"""A regular expression as an automaton in which two runs over one text can be compared.

The states are the places of the expression that read a character. An edge says which characters it may read, what the
character before it may be (from a look-behind), and which choices were made between the two states. Of two edges that
leave one state, the first choice in which they differ tells whether an engine that backtracks can try both: not when
it stands inside an atomic group or a possessive repeat, where the first way that fits is kept.

Look-aheads and word boundaries are taken as always true, so that more runs are seen than there are, never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeAlias

__all__ = ["Automaton", "Edge", "automaton_of", "conflict", "parts_of"]

# Its tree of a pattern is not public, but every Python since 3.11 has it, and a change would fail the tests.
_parser: Any = import_module("re._parser")
Tree: TypeAlias = Any
"""A part of that tree, which has no types."""

# Characters of every kind that a class may hold, beside those that the pattern itself names.
_OF_EVERY_KIND = "0a_ \n\t-甲あア가é\u3000\u2028,.\U0001f600\x00"
_CATEGORIES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}


@dataclass(frozen=True, slots=True)
class Edge:
    """A step to a state that reads a character."""

    target: int
    """The state; -1 where the pattern ends."""
    before: int
    """The characters, as bits, of which one must have been read before."""
    choices: tuple[tuple[int, int], ...]
    """The forks passed, and the way taken at each."""
    sure: bool = True
    """Whether nothing on the way can fail: no look-around, no end of line."""


@dataclass(slots=True)
class Automaton:
    """The states, their characters as bits, and the edges that leave them."""

    characters: list[int] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    start: list[Edge] = field(default_factory=list)
    """The edges that leave the beginning, where no character was read."""
    settled: set[int] = field(default_factory=set)
    """Forks inside atomic groups: only one of their ways is ever gone."""


def conflict(automaton: Automaton, one: Edge, other: Edge) -> bool:
    """Return whether an engine may try both of two edges of one state."""
    for ours, theirs in zip(one.choices, other.choices, strict=False):
        if ours != theirs:
            assert ours[0] == theirs[0], "runs part at a fork"
            return ours[0] not in automaton.settled
    return False


@dataclass(slots=True)
class _Node:
    """A node of the expression's graph: it reads a character, forks, or looks behind."""

    reads: int | None = None
    """Characters, as bits."""
    behind: int | None = None
    """Characters, as bits, of which one must stand before."""
    may_fail: bool = False
    at_start: bool = True
    """For a look-behind: whether the beginning of the text will do."""
    out: list[int] = field(default_factory=list)
    atomic: bool = False
    is_loop: bool = False
    """Its first way is one more round of what is repeated."""


class _Builder:
    def __init__(self, tree: Tree, flags: int) -> None:
        self.ignores_case = bool(flags & re.IGNORECASE)
        self.dot_is_all = bool(flags & re.DOTALL)
        self.multiline = bool(flags & re.MULTILINE)
        self.alphabet = sorted({*_OF_EVERY_KIND, *_letters(tree)})
        self.everything = (1 << len(self.alphabet)) - 1
        self.of_letter: dict[str, int] = {}
        for index, one in enumerate(self.alphabet):
            for spelling in {one, one.lower(), one.upper()} if self.ignores_case else {one}:
                self.of_letter[spelling] = self.of_letter.get(spelling, 0) | 1 << index
        self.nodes: list[_Node] = []
        self.end = self._node()
        self.begin = self._sequence(tree, self.end, atomic=False)

    def _node(self, *out: int, atomic: bool = False) -> int:
        self.nodes.append(_Node(out=list(out), atomic=atomic))
        return len(self.nodes) - 1

    def _sequence(self, items: Tree, follow: int, *, atomic: bool) -> int:
        for operator, argument in reversed(list(items)):
            follow = self._item(str(operator), argument, follow, atomic=atomic)
        return follow

    def _item(self, operator: str, argument: Tree, follow: int, *, atomic: bool) -> int:
        if operator in {"LITERAL", "NOT_LITERAL", "ANY", "IN"}:
            node = self._node(follow)
            self.nodes[node].reads = self._bits(operator, argument)
            return node
        if operator == "BRANCH":
            return self._node(
                *(self._sequence(one, follow, atomic=atomic) for one in argument[1]), atomic=atomic
            )
        if operator == "SUBPATTERN":
            return self._sequence(argument[3], follow, atomic=atomic)
        if operator == "ATOMIC_GROUP":
            return self._sequence(argument, follow, atomic=True)
        if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            return self._repeat(argument, follow, atomic=atomic or operator == "POSSESSIVE_REPEAT")
        if operator in {"ASSERT", "ASSERT_NOT"}:
            direction, items = argument
            if direction < 0:
                return self._look_behind(items, follow, negated=operator == "ASSERT_NOT")
            return self._assertion(follow)
        if operator == "AT":
            return self._at(str(argument), follow)
        message = f"{operator} is not known here"
        raise NotImplementedError(message)

    def _repeat(self, argument: Tree, follow: int, *, atomic: bool) -> int:
        least, most, items = argument
        if most is _parser.MAXREPEAT:
            loop = self._node(atomic=atomic)
            self.nodes[loop].is_loop = True
            self.nodes[loop].out = [self._sequence(items, loop, atomic=atomic), follow]
            least, follow = (least - 1, self.nodes[loop].out[0]) if least else (0, loop)
        else:
            first = follow
            for _ in range(most - least):
                first = self._node(self._sequence(items, first, atomic=atomic), follow, atomic=atomic)
            follow = first
        for _ in range(least):
            follow = self._sequence(items, follow, atomic=atomic)
        return follow

    def _assertion(self, follow: int) -> int:
        node = self._node(follow)
        self.nodes[node].may_fail = True
        return node

    def _look_behind(self, items: Tree, follow: int, *, negated: bool) -> int:
        read = [(str(operator), argument) for operator, argument in items]
        if len(read) != 1 or read[0][0] not in {"LITERAL", "NOT_LITERAL", "ANY", "IN"}:
            return self._assertion(follow)
        characters = self._bits(*read[0])
        node = self._assertion(follow)
        self.nodes[node].behind = self.everything & ~characters if negated else characters
        self.nodes[node].at_start = negated
        return node

    def _at(self, place: str, follow: int) -> int:
        node = self._assertion(follow)
        if not place.startswith("AT_BEGINNING"):
            return node
        every_line = self.multiline and place == "AT_BEGINNING"
        self.nodes[node].behind = self.of_letter["\n"] if every_line else 0
        return node

    def _bits(self, operator: str, argument: Tree) -> int:
        if operator == "LITERAL":
            return self.of_letter[chr(argument)]
        if operator == "NOT_LITERAL":
            return self.everything & ~self.of_letter[chr(argument)]
        if operator == "ANY":
            return self.everything if self.dot_is_all else self.everything & ~self.of_letter["\n"]
        negated = any(str(kind) == "NEGATE" for kind, _ in argument)
        held = [(str(kind), value) for kind, value in argument]
        bits = sum(1 << index for index, one in enumerate(self.alphabet) if self._is_in(held, one))
        return self.everything & ~bits if negated else bits

    def _is_in(self, held: list[tuple[str, Tree]], one: str) -> bool:
        spellings = {one, one.lower(), one.upper()} if self.ignores_case else {one}
        return any(_holds(kind, value, spelling) for kind, value in held for spelling in spellings)


def _holds(kind: str, value: Tree, one: str) -> bool:
    if kind == "LITERAL":
        return one == chr(value)
    if kind == "RANGE":
        return len(one) == 1 and value[0] <= ord(one) <= value[1]
    if kind == "CATEGORY":
        name = str(value).removeprefix("CATEGORY_")
        held = re.fullmatch(_CATEGORIES[name.removeprefix("NOT_")], one) is not None
        return held != name.startswith("NOT_")
    return False


def _letters(tree: Tree) -> Iterator[str]:
    """The characters that a pattern names, and those beside its ranges."""
    for item in tree:
        if isinstance(item, tuple) and len(item) == 2 and str(item[0]) in {"LITERAL", "NOT_LITERAL"}:
            yield chr(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and str(item[0]) == "RANGE":
            yield from (
                chr(code) for end in item[1] for code in (end - 1, end, end + 1) if 0 <= code < 0x110000
            )
        elif isinstance(item, (tuple, list, _parser.SubPattern)):
            yield from _letters(item)


def parts_of(pattern: re.Pattern[str]) -> list[Tree]:
    """Return the trees of a pattern and of all that is matched on its own inside it: look-aheads, atomic groups."""
    found = [_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)]
    for tree in found:
        found += _own_matches(tree)
    return found


def _own_matches(tree: Tree) -> Iterator[Tree]:
    for operator, argument in tree:
        name = str(operator)
        if name in {"ASSERT", "ASSERT_NOT"}:
            yield argument[1]
        elif name == "ATOMIC_GROUP":
            yield argument
        elif name == "POSSESSIVE_REPEAT":
            yield argument[2]
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            yield from _own_matches(argument[2])
        elif name == "SUBPATTERN":
            yield from _own_matches(argument[3])
        elif name == "BRANCH":
            for one in argument[1]:
                yield from _own_matches(one)


def automaton_of(tree: Tree, flags: int, *, searched: bool) -> Automaton:
    """Return the automaton of a pattern.

    Args:
        tree: one of `parts_of` a pattern.
        flags: the pattern's.
        searched: the pattern may begin anywhere in the text, as with `search`, `sub` and `finditer`.
    """
    builder = _Builder(tree, flags)
    nodes = builder.nodes
    begin = builder.begin
    if searched:
        # What stands before a match: any characters, and the engine tries each place after them.
        anything = builder._node()  # noqa: SLF001 - the two are one
        fork = builder._node(begin, anything)  # noqa: SLF001
        nodes[anything].reads, nodes[anything].out = builder.everything, [fork]
        begin = fork
    found = Automaton(settled={index for index, node in enumerate(nodes) if node.atomic})
    numbers = _split(nodes, builder.everything, found)
    found.edges = [[] for _ in found.characters]
    for index, states in numbers.items():
        for path in _paths(nodes, nodes[index].out[0], builder.everything, builder.end):
            for state in states:
                if found.characters[state] & path.before:
                    found.edges[state] += _to_states(path, numbers)
    for path in _paths(nodes, begin, builder.everything, builder.end):
        if path.at_start:
            found.start += _to_states(path, numbers)
    return found


def _split(nodes: Sequence[_Node], everything: int, found: Automaton) -> dict[int, list[int]]:
    """Give each node that reads a state for each kind of character that look-behinds tell apart."""
    guards = sorted({node.behind for node in nodes if node.behind is not None})
    numbers: dict[int, list[int]] = {}
    for index, node in enumerate(nodes):
        if node.reads is None:
            continue
        kinds = [node.reads]
        for guard in guards:
            kinds = [kind & side for kind in kinds for side in (guard, everything & ~guard) if kind & side]
        numbers[index] = list(range(len(found.characters), len(found.characters) + len(kinds)))
        found.characters += kinds
    return numbers


@dataclass(frozen=True, slots=True)
class _Path:
    node: int
    before: int
    at_start: bool
    choices: tuple[tuple[int, int], ...]
    sure: bool


def _paths(nodes: Sequence[_Node], begin: int, everything: int, end: int) -> Iterator[_Path]:
    """All ways to the next character, or to the pattern's end; engines end a loop after a round that read nothing."""
    waiting: list[tuple[int, int, bool, tuple[tuple[int, int], ...], bool, frozenset[int]]] = [
        (begin, everything, True, (), True, frozenset())
    ]
    while waiting:
        index, before, at_start, choices, sure, rounds = waiting.pop()
        node = nodes[index]
        if index == end or node.reads is not None:
            yield _Path(index, before, at_start, choices, sure)
            continue
        if index in rounds:
            continue
        if node.behind is not None:
            before, at_start = before & node.behind, at_start and node.at_start
        sure = sure and not node.may_fail
        for way, follow in enumerate(node.out):
            more = (*choices, (index, way)) if len(node.out) > 1 else choices
            begun = rounds | {index} if node.is_loop and not way else rounds
            waiting.append((follow, before, at_start, more, sure, begun))


def _to_states(path: _Path, numbers: dict[int, list[int]]) -> list[Edge]:
    return [Edge(state, path.before, path.choices, path.sure) for state in numbers.get(path.node, [-1])]
