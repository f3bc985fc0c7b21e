"""The triple patterns that a query's solutions must match, each by itself, read from its tokens.

What may be left unmatched (OPTIONAL, MINUS, NOT EXISTS, a branch of a UNION) is passed over, and so is what is more than
a pattern of terms: of a property path the properties are kept where it needs them all (`a/b`, `^a`).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.vocab import Rdf
from icmlpo_rdf.query.tokens import CLOSING, OPENING, Kind, Token

__all__ = ["Pattern", "needed_patterns"]

Term = NamedNode | BlankNode | Literal | Triple
_FORMS = ("select", "construct", "describe", "ask")
_MODIFIERS = frozenset({"group", "having", "order", "limit", "offset"})
_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; None stands for a variable, and for whatever is more than a term."""

    subject: NamedNode | None
    predicate: NamedNode | None
    value: Term | None
    graph: NamedNode | None = None
    """The graph that must hold it, where the query names one."""


def needed_patterns(text: str, tokens: Sequence[Token], base_iri: str | None) -> tuple[Pattern, ...]:
    """Return the patterns that each solution of a valid query matches; none where they cannot be told."""
    reader = _Reader(text, tokens, base_iri)
    with suppress(
        IndexError, RecursionError, SyntaxError, TypeError, ValueError
    ):  # what this does not know it does not read
        reader.read()
    return tuple(dict.fromkeys(reader.found))


class _Reader:
    """Goes through the tokens of a query once."""

    def __init__(self, text: str, tokens: Sequence[Token], base_iri: str | None) -> None:
        self.found: list[Pattern] = []
        self._text = text
        self._tokens = tokens
        self._base = base_iri
        self._place = 0
        self._prologue = ""
        self._graph: NamedNode | None = None

    def read(self) -> None:
        """Fill `found`; raise IndexError or ValueError where the query is not understood."""
        while not (form := self._word()).startswith(_FORMS):
            self._place += 1
        # What SPARQL declares, Turtle declares in the same words.
        self._prologue = _PREFIXES + self._text[: self._tokens[self._place].begin]
        self._place += 1
        if form.startswith("construct") and self._is("{"):
            self._skip()
        is_graph = form.endswith(("from", "named"))
        while not self._is("{"):
            if self._kind() in {Kind.IRI, Kind.NAME} and (is_graph or form.startswith("describe")):
                thing = self._named()
                self.found.append(
                    Pattern(None, None, None, thing) if is_graph else Pattern(thing, None, None)
                )
                continue
            is_graph = self._word().endswith(("from", "named"))
            self._skip()
        self._group()

    # Tokens ---------------------------------------------------------------------------------------

    def _is(self, *signs: str) -> bool:
        token = self._tokens[self._place]
        return token.kind is Kind.SIGN and token.text in signs

    def _kind(self) -> Kind:
        return self._tokens[self._place].kind

    def _word(self) -> str:
        token = self._tokens[self._place]
        return token.text.lower() if token.kind is Kind.WORD else ""

    def _skip(self) -> None:
        """A token; a bracket with all that is in it."""
        depth = 0
        while True:
            depth += self._is(*OPENING) - self._is(*CLOSING)
            self._place += 1
            if depth <= 0:
                return

    # Groups ---------------------------------------------------------------------------------------

    def _group(self) -> None:
        self._place += 1  # the brace
        while not self._is("}"):
            if self._is("."):
                self._place += 1
            elif self._is("{"):
                self._alternatives()
            elif word := self._word():
                self._clause(word)
            else:
                self._triples()
        self._place += 1

    def _alternatives(self) -> None:
        begin = len(self.found)
        self._group()
        if self._word() == "union":
            while self._word() == "union":
                self._place += 1
                self._group()
            del self.found[begin:]

    def _clause(self, word: str) -> None:
        if word == "select":
            self._subselect()
            return
        self._place += 1
        match word:
            case "optional" | "minus":
                self._unneeded()
            case "filter":
                self._filter()
            case "bind":
                self._skip()
            case "values":
                self._skip()
                self._skip()
            case "graph":
                before, self._graph = (
                    self._graph,
                    self._named() if self._kind() is not Kind.VARIABLE else None,
                )
                self._place += self._kind() is Kind.VARIABLE
                self._group()
                self._graph = before
            case _ if word in _MODIFIERS:
                while not self._is("}"):
                    self._skip()
            case _:
                raise ValueError(word)

    def _unneeded(self) -> None:
        begin = len(self.found)
        self._group()
        del self.found[begin:]

    def _filter(self) -> None:
        word = self._word()
        if word == "exists":
            self._place += 1
            self._group()
        elif word in {"not", "notexists"}:
            self._place += 2 if word == "not" else 1
            self._unneeded()
        else:
            self._skip()
            if self._is("("):  # the arguments of a function
                self._skip()

    def _subselect(self) -> None:
        begin, counts = len(self.found), False
        while not self._is("{"):
            counts = counts or self._is("(")
            self._skip()
        self._group()
        if counts and self._word() != "group":  # what counts nothing gives a row, too
            del self.found[begin:]

    # Triples --------------------------------------------------------------------------------------

    def _triples(self) -> None:
        subject = self._node()
        if not self._is(".", "}", "{"):
            self._properties(subject if isinstance(subject, NamedNode) else None)

    def _properties(self, subject: NamedNode | None) -> None:
        while True:
            verb, steps = self._path()
            while True:
                value = self._node()
                while self._is("{|", "~"):
                    self._skip()
                if steps is None:
                    self.found.append(Pattern(subject, verb, value, self._graph))
                else:
                    self.found += (Pattern(None, one, None, self._graph) for one in steps)
                if not self._is(","):
                    break
                self._place += 1
            if not self._is(";"):
                return
            while self._is(";"):
                self._place += 1
            if self._is(".", "}", "]", "|}"):
                return

    def _path(self) -> tuple[NamedNode | None, list[NamedNode] | None]:
        """A property and None; or, of a path, None and the properties that it needs."""
        if self._kind() is Kind.VARIABLE:
            self._place += 1
            return None, None
        steps: list[NamedNode] = []
        is_path, has_choice = False, False
        while True:
            while self._is("^", "!"):
                is_path, has_choice = True, has_choice or self._is("!")
                self._place += 1
            step = None if self._is("(") else self._property()
            if step is None:
                is_path = True
                self._skip()
            while self._is("*", "+", "?") and not self._is_number():
                is_path, step = True, step if self._is("+") else None
                self._place += 1
            steps += [step] if step else []
            if not self._is("/", "|"):
                break
            is_path, has_choice = True, has_choice or self._is("|")
            self._place += 1
        if is_path:
            return None, [] if has_choice else steps
        return steps[0], None

    def _property(self) -> NamedNode:
        if self._word() == "a":
            self._place += 1
            return Rdf.type
        return self._named()

    # Terms ----------------------------------------------------------------------------------------

    def _node(self) -> Term | None:
        """A term; None for a variable, a blank node, a collection, a triple term."""
        kind = self._kind()
        if kind in {Kind.VARIABLE, Kind.LABEL}:
            self._place += 1
        elif kind in {Kind.IRI, Kind.NAME}:
            return self._named()
        elif kind in {Kind.STRING, Kind.NUMBER, Kind.WORD} or self._is_number():
            return self._literal()
        elif self._is("["):
            self._place += 1
            if not self._is("]"):
                self._properties(None)
            self._place += 1
        elif self._is("("):
            self._place += 1
            while not self._is(")"):
                self._node()
            self._place += 1
        elif self._is("<<", "<<("):
            self._skip()
        else:
            raise ValueError(self._tokens[self._place])
        return None

    def _is_number(self) -> bool:
        """Whether a sign and a number stand here, which are one token: `+1`."""
        token, following = self._tokens[self._place : self._place + 2]
        is_signed = self._is("+", "-") and following.begin == token.begin + 1
        return is_signed and following.kind is Kind.NUMBER

    def _literal(self) -> Term:
        begin = self._place
        self._place += 2 if self._is_number() else 1
        if self._kind() is Kind.LANGUAGE:
            self._place += 1
        elif self._is("^^"):
            self._place += 2
        return self._term("".join(one.text for one in self._tokens[begin : self._place]))

    def _named(self) -> NamedNode:
        self._place += 1
        term = self._term(self._tokens[self._place - 1].text)
        if not isinstance(term, NamedNode):
            raise TypeError(term)
        return term

    def _term(self, text: str) -> Term:
        """What is written so, as Turtle, whose terms are those of SPARQL, reads it."""
        data = f"{self._prologue}\n<urn:x:s> <urn:x:p> {text} ."
        (quad,) = parse(data, format=RdfFormat.TURTLE, base_iri=self._base)
        term: Term = quad.object
        return term
