"""SPARQL constraints (SHACL, section 5): one query for all focus nodes, or one for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, QuerySolutions, Store, Variable

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.validation.triple_index import Term

__all__ = ["SparqlConstraint", "place_of_values"]

_THIS = Variable("this")
# A piece of a query: strings, also such as do not end, IRIs, comments and variables, in which words and braces say nothing;
# a group behind EXISTS, which is none of the query's own; a word, and what is none.
_PIECE = lazy_pattern(
    r"\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}"
    r"|(?P<open>(?:\"{3}|'{3}).*+)"
    r"|\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'"
    r"|(?P<cut>[\"'].*+)"
    r"|<[^<>\"{}|^`\x00-\x20]*+>|\#[^\r\n]*+|[?$]\w++"
    r"|EXISTS\s*+\{|(?P<slice>(?:LIMIT|OFFSET)\b)|(?P<group>\{)"
    r"|\w++|[^\w\"'<#?${]++|.",
    re.IGNORECASE | re.DOTALL,
)


class SparqlConstraint(Struct, frozen=True):
    """A SELECT query whose solutions are what is wrong."""

    node: Term
    """Its name in the shapes graph."""
    select: str
    prefixes: Mapping[str, str]
    messages: tuple[Literal, ...]

    def solutions(self, store: Store, focuses: list[Term]) -> Iterator[dict[str, Term]]:
        """Yield what the variables are bound to, each solution once.

        Raises:
            SyntaxError, ValueError: it is no query, or none of SELECT.
        """
        place = place_of_values(self.select)
        # VALUES has no place for a blank node.
        alone = [one for one in focuses if place is None or isinstance(one, BlankNode)]
        if together := [] if place is None else [one for one in focuses if not isinstance(one, BlankNode)]:
            values = f" VALUES $this {{ {' '.join(map(str, together))} }} "
            yield from self._answers(store, self.select[:place] + values + self.select[place:], {})
        for focus in alone:
            yield from self._answers(store, self.select, {_THIS: focus})

    def _answers(
        self, store: Store, text: str, substitutions: dict[Variable, Term]
    ) -> Iterator[dict[str, Term]]:
        found = store.query(
            text,
            prefixes=dict(self.prefixes),
            use_default_graph_as_union=True,
            substitutions=substitutions,
        )
        if not isinstance(found, QuerySolutions):
            raise ValueError("sh:select is no SELECT query")  # noqa: TRY004 - the type is the engine's, the fault the query's
        names = [variable.value for variable in found.variables]
        for row in dict.fromkeys(tuple(solution) for solution in found):
            yield {name: term for name, term in zip(names, row, strict=True) if term is not None}


@lru_cache(maxsize=256)
def place_of_values(select: str) -> int | None:
    """The place behind the brace that opens a query's only group, or None where it has others.

    A focus node is bound in the whole of a query (SHACL, section 5.3.1), while VALUES binds it in one group and in what
    is joined with that: in a group within it, a FILTER would not see it. EXISTS sees all that its group sees. With
    LIMIT, one focus node would take another's solutions.
    """
    group, place = None, 0
    while match := _PIECE.match(select, place):
        place = match.end()
        if match.lastgroup == "group" and group is None:
            group = place
        elif match.lastgroup:
            return None
    return group
