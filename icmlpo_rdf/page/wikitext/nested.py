"""A page's wikitext with what nests in it found first, and hidden from what reads lines and cells after it.

It is hidden by a text of the same length in which one mark stands for each of its characters: places stay places of the
source.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from icmlpo_rdf.page.wikitext.nodes import Kind, Node
from icmlpo_rdf.page.wikitext.preprocessor import find_nodes
from icmlpo_rdf.page.wikitext.rules import markup_of

__all__ = ["ABSENT", "HIDDEN", "Nest"]

HIDDEN = "\ue000"
"""Stands for each character of what is read on its own: `Nest.at` tells what it is."""
ABSENT = "\ue001"
"""Stands for each character of what is not there: a comment."""
_BEGIN = attrgetter("begin")


class Nest:
    """The nodes of a text, and its views with these hidden."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.by_begin: dict[int, Node] = {}
        self.too_deep = -1
        """Where templates stand in more templates than are read; negative where none do."""
        self.left_open: set[int] = set()
        """Where templates, links and tags begin that do not end."""
        self.nodes = self._find(0, len(text))

    def inside(self, node: Node) -> list[Node]:
        """What nests in the content of a tag, which is looked into when it is asked for."""
        if node.content and not node.children:
            node.children = self._find(*node.content)
        return node.children

    def _find(self, begin: int, end: int) -> list[Node]:
        found = find_nodes(self.text, begin, end)
        self.too_deep = max(self.too_deep, found.too_deep)
        self.left_open.update(found.left_open)
        self._index(found.nodes)
        return found.nodes

    def _index(self, nodes: list[Node]) -> None:
        waiting = [nodes]
        while waiting:
            for node in waiting.pop():
                self.by_begin[node.begin] = node
                waiting.append(node.children)

    def at(self, place: int) -> Node | None:
        """The node that begins there."""
        return self.by_begin.get(place)

    def view(self, begin: int, end: int, nodes: list[Node] | None = None) -> str:
        """The characters from `begin` to `end` with what nests there hidden.

        Args:
            begin: of the source.
            end: of the source.
            nodes: the nodes among which those that lie there are; those of the whole page where it is None.
        """
        nodes = self.nodes if nodes is None else nodes
        if not nodes:
            return self.text[begin:end]
        parts: list[str] = []
        done = begin
        for index in range(bisect_left(nodes, begin, key=_BEGIN), len(nodes)):
            node = nodes[index]
            if node.begin >= end:
                break
            parts.append(self.text[done : node.begin])
            stop = min(node.end, end)
            parts.append(self._shown(node, stop, parts))
            done = stop
        parts.append(self.text[done:end])
        return "".join(parts)

    def _shown(self, node: Node, stop: int, before: list[str]) -> str:
        """What stands for a node in a view: marks, and the markup itself for which {{!}} and the like stand."""
        length = stop - node.begin
        if node.kind is Kind.COMMENT:
            return ABSENT * length
        if node.kind is not Kind.TEMPLATE or not (markup := markup_of(self.text, node.begin, node.end)):
            return HIDDEN * length
        # It stands beside what it makes a mark of several characters with: {{{!}}, {{!}}{{!}}, {{!}}}.
        ahead = next((part[-1] for part in reversed(before) if part), "")
        is_first = ahead in {"{", "|"} or not self.text.startswith(("}", "-", "+", "|", "{{!"), node.end)
        return markup.ljust(length, ABSENT) if is_first else markup.rjust(length, ABSENT)
