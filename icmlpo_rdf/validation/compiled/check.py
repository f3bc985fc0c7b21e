"""The verdict on a page's graph."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from icmlpo_rdf.resources import shapes_text
from icmlpo_rdf.validation.compiled.compiling import compiled
from icmlpo_rdf.validation.compiled.triple_index import Index, Term

__all__ = ["QuickCheck", "quick_check"]


class QuickCheck:
    """A shapes graph, compiled."""

    def __init__(self, text: str, origin: str = "shapes") -> None:
        """Compile shapes.

        Args:
            text: the shapes, as Turtle.
            origin: what to call them in messages.

        Raises:
            DataError: they use what this check cannot express.
        """
        self._compiled = compiled(text, origin)

    def conforms(self, data: Iterable[Quad]) -> bool:
        """Return whether a graph has no violation; named graphs are taken together."""
        index = Index(data, self._compiled.backwards)
        asked: list[str] = []
        for shape in self._compiled.shapes:
            targets = shape.targets(index)
            if shape.holds and not all(shape.holds(index, focus) for focus in targets):
                return False
            for constraint in shape.constraints:
                twin = constraint.twin
                doubtful = [focus for focus in targets if not (twin and twin(index, focus))]
                if iris := _iris(doubtful):
                    asked.append(constraint.query.replace("{values}", iris))
        return not asked or self._none_answers(index.store(), asked)

    def _none_answers(self, store: Store, queries: list[str]) -> bool:
        for query in queries:
            answers = store.query(f"{self._compiled.prologue}\n{query}")
            if isinstance(answers, QuerySolutions) and next(answers, None) is not None:
                return False
        return True


def _iris(terms: list[Term]) -> str:
    return " ".join(str(node) for node in terms if isinstance(node, NamedNode))


@cache
def quick_check() -> QuickCheck:
    """Return the check for our own shapes, compiled once a process."""
    return QuickCheck(shapes_text())
