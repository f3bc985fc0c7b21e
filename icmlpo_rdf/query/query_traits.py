"""What a query's tokens tell before it is run: what it declares, whether it asks elsewhere, how much stack it takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Sequence
from itertools import takewhile

from icmlpo_rdf.query.tokens import CLOSING, OPENING, Kind, Token

__all__ = ["as_ask", "declared_prefixes", "find_from", "find_service", "height", "sums_up"]

# Kilobytes of stack, measured with Oxigraph 0.5.13: a function in a function takes the most, 11.
_LEVEL, _CLAUSE = 11, 4
_WITH_HEAD = frozenset({"select", "construct"})
_BEHIND_HEAD = frozenset({"from", "where"})
_SUMS = frozenset("count sum avg min max sample group_concat".split())
_CHAINED = dict.fromkeys("filter bind".split(), _CLAUSE) | dict.fromkeys(
    "+ - * / | ^ ! || && . ; ,".split(), 1
)


def declared_prefixes(tokens: Sequence[Token]) -> dict[str, Token]:
    """Return what a query declares: by each prefix, without its colon, the token of its IRI."""
    return {
        name.text[:-1]: iri
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.text.lower().endswith("prefix") and name.text.endswith(":") and iri.kind is Kind.IRI
    }


def find_service(tokens: Sequence[Token], prefixes: Collection[str] = ()) -> Token | None:
    """Return the token with which a query calls another server, or None where it calls none.

    The engine's grammar knows no ends of words, and may cut a prefixed name in two: `SERVICESILENT <x> {}` and,
    where `x` is declared, `SERVICEx:y {}` are calls.

    Args:
        tokens: the query's.
        prefixes: those that are known without a declaration.
    """
    known = {*declared_prefixes(tokens), *prefixes}
    before = ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        if token.kind is Kind.WORD and "service" in token.text.lower():
            return token
        is_followed = following is not None and following.text == "{" and not before.endswith("graph")
        if is_followed and _is_cut(token, ("service", "servicesilent"), known):
            return token
        before = token.text.lower()
    return None


def find_from(tokens: Sequence[Token], prefixes: Collection[str] = ()) -> Token | None:
    """Return the token with which a query says which graphs it asks, or None where it does not; as `find_service`."""
    known, depth = {*declared_prefixes(tokens), *prefixes}, 0
    for token in tokens:
        if token.kind is Kind.SIGN:
            depth += (token.text in OPENING) - (token.text in CLOSING)
        elif depth > 0:
            continue
        elif (token.kind is Kind.WORD and "from" in token.text.lower()) or (
            token.text.partition(":")[0] not in known and _is_cut(token, ("from", "fromnamed"), known)
        ):
            return token
    return None


def sums_up(tokens: Iterable[Token]) -> bool:
    """Return whether a query counts or sums up in its first line, so that it has a row where nothing matches, too."""
    words = (
        token.text.lower()
        for token in takewhile(lambda one: one.text != "{", tokens)
        if token.kind is Kind.WORD
    )
    return not _SUMS.isdisjoint(words)


def as_ask(text: str, tokens: Sequence[Token]) -> str | None:
    """Return the query that asks whether anything matches what a SELECT, or a CONSTRUCT with a template, is about.

    None for other queries, and where it cannot be told.
    """
    words = (n for n, one in enumerate(tokens) if one.kind is Kind.WORD and one.text.lower() in _WITH_HEAD)
    begin = next(words, None)
    if begin is None:
        return None
    has_template = tokens[begin].text.lower() == "construct"
    if has_template and tokens[begin + 1].text != "{":
        return None
    depth = 0
    for token in tokens[begin + 1 :]:
        is_sign = token.kind is Kind.SIGN
        if not depth and not has_template and (token.text == "{" or token.text.lower() in _BEHIND_HEAD):
            return f"{text[: tokens[begin].begin]}ASK {text[token.begin :]}"
        depth += (is_sign and token.text in OPENING) - (is_sign and token.text in CLOSING)
        if not depth:
            has_template = False
    return None


def _is_cut(token: Token, keywords: Iterable[str], known: Container[str]) -> bool:
    """Whether the engine may read a prefixed name as a keyword and a shorter name."""
    if token.kind is not Kind.NAME:
        return False
    prefix = token.text.partition(":")[0]
    ends = [one.end() for word in keywords for one in re.finditer(word, prefix, re.IGNORECASE)]
    return any(prefix[end:] in known for end in ends)


def height(tokens: Iterable[Token]) -> int:
    """Return how high the tree is that an engine makes of a query, in kilobytes of stack that Oxigraph takes for it.

    What is nested makes it higher, and so does what is chained: `1 + 2 + 3` is `(1 + 2) + 3`.
    """
    nested, chained = [0], [0]
    for token in tokens:
        is_sign = token.kind is Kind.SIGN
        if is_sign and token.text in OPENING:
            nested.append(0)
            chained.append(0)
        elif is_sign and token.text in CLOSING and len(nested) > 1:
            _close(nested, chained)
            chained[-1] += _CLAUSE if token.text == "}" else 0
        else:
            chained[-1] += _CHAINED.get(token.text.lower(), 0)
    while len(nested) > 1:
        _close(nested, chained)
    return nested[0] + chained[0]


def _close(nested: list[int], chained: list[int]) -> None:
    inner = nested.pop() + chained.pop() + _LEVEL
    nested[-1] = max(nested[-1], inner)
