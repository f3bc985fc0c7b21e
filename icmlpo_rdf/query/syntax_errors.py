"""What the engine says of a query that is none, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.query.query_traits import declared_prefixes
from icmlpo_rdf.query.suggestions import near_words
from icmlpo_rdf.query.tokens import Kind, Token, place_of

__all__ = ["SyntaxSlip", "read_slip"]

_PLACED = lazy_pattern(r"error at (\d+):(\d+): ")
_EXPECTED = lazy_pattern(r"expected (?:one of )?")
# A token in quotes, a class of characters in brackets (to the end where it is not closed), a keyword or a sentence.
_ITEM = lazy_pattern(
    r"(?<!\\)\"(?P<token>(?:[^\"\\]|\\.)++)\"|\[(?:'\]'|[^\]])*+\]?+|(?P<word>[^\s,\[\"][^,\[\"]*+)"
)
_QUOTES = frozenset("'\"\\")
_SCHEME = lazy_pattern(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())
# What is declared, and how: the kinds of the tokens behind the word.
_DECLARATIONS = {
    "PREFIX": ("PREFIX name: <IRI>", (Kind.NAME, Kind.IRI)),
    "BASE": ("BASE <IRI>", (Kind.IRI,)),
    "VERSION": ('VERSION "1.2"', (Kind.STRING,)),
}
_BEGINNINGS = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
# Prefixes that need no declaration elsewhere, and where that is.
_ELSEWHERE = {
    **dict.fromkeys(
        "wd wdt wdtn wds wdv wdref wdno p ps psv psn pq pqv pqn pr prv prn wikibase bd".split(),
        "Wikidata (https://query.wikidata.org)",
    ),
    **dict.fromkeys("dbr dbo dbp dbpedia".split(), "DBpedia (https://dbpedia.org/sparql)"),
}
_SHOWN = 12
_LONGEST = 200
_THERE = "mend the query there"


@dataclass(frozen=True, slots=True)
class SyntaxSlip:
    """Where a query stops being one, why, and what can be done about it."""

    line: int | None
    column: int | None
    what: str
    mend: str = _THERE


def read_slip(error: SyntaxError, text: str, tokens: Sequence[Token], *, has_base: bool) -> SyntaxSlip:
    """Return what is wrong with a query.

    The engine lists all that it would have taken at the furthest place that it came to: tokens, keywords, classes of
    characters (`[A-Z | '_']`), and among them the sentences of its own checks. A sentence is the reason; else what
    one can type is shown. Of a wrong first word, an unknown prefix and a relative IRI it often says something else
    (`expected OPTIONAL`): these are looked for first.

    Args:
        error: the engine's.
        text: the query.
        tokens: its tokens.
        has_base: whether there is something to resolve relative IRIs against.
    """
    slip = (
        _beginning(text, tokens)
        or _undeclared(text, tokens)
        or (None if has_base else _relative(text, tokens))
    )
    if slip is not None:
        return slip
    message = " ".join(str(error).split())
    placed = _PLACED.match(message)
    what = message[placed.end() :] if placed else message
    expected = _EXPECTED.match(what)
    if expected:
        what = _reason(what[expected.end() :])
    if len(what) > _LONGEST:
        what = f"{what[:_LONGEST]}…"
    return SyntaxSlip(int(placed[1]) if placed else None, int(placed[2]) if placed else None, what)


def _beginning(text: str, tokens: Sequence[Token]) -> SyntaxSlip | None:
    """What is wrong with the first word behind the declarations; None where a query begins with it."""
    place = 0
    while place < len(tokens) and (declaration := _DECLARATIONS.get(tokens[place].text.upper())):
        kinds = tuple(token.kind for token in tokens[place + 1 : place + 1 + len(declaration[1])])
        is_name = kinds[:1] != (Kind.NAME,) or tokens[place + 1].text.endswith(":")
        if kinds != declaration[1] or not is_name:
            return _slip(text, tokens[place], f"a declaration is written {declaration[0]}")
        place += 1 + len(kinds)
    if place == len(tokens):
        line = text.count("\n") + 1
        return SyntaxSlip(line, len(text) - text.rfind("\n"), f"it is empty; {_BEGINNINGS}")
    first = tokens[place].text.upper()
    if first.startswith(_FORMS):
        return None
    if first in _UPDATES:
        return _slip(text, tokens[place], f"{first} is an update, and there are only queries; {_BEGINNINGS}")
    return _slip(text, tokens[place], _BEGINNINGS)


def _undeclared(text: str, tokens: Sequence[Token]) -> SyntaxSlip | None:
    """The first prefix that is neither declared nor one of ours."""
    declared = declared_prefixes(tokens)
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind is not Kind.NAME or prefix in declared or prefix in PREFIXES:
            continue
        near = near_words(prefix, [*declared, *PREFIXES])
        if prefix in _ELSEWHERE:
            mend = f"it is known at {_ELSEWHERE[prefix]}; to use it here, declare it, and ask data that have its terms"
        elif near:
            mend = f"did you mean {' or '.join(f'{one}:' for one in near)}?"
        else:
            mend = f"declare it, PREFIX {prefix}: <IRI>; known are {' '.join(f'{one}:' for one in PREFIXES)}"
        return _slip(text, token, f"the prefix {prefix}: is not declared", mend)
    return None


def _relative(text: str, tokens: Sequence[Token]) -> SyntaxSlip | None:
    """The first IRI that has no scheme, where there is nothing to resolve it against."""
    relative = next((one for one in tokens if one.kind is Kind.IRI and not _SCHEME.match(one.text)), None)
    bases = (iri for word, iri in pairwise(tokens) if word.text.upper() == "BASE" and iri.kind is Kind.IRI)
    base = next(bases, None)
    if relative is None or (base is not None and base is not relative):
        return None
    what = f"the IRI {relative.text} is relative, and there is nothing to resolve it against"
    return _slip(text, relative, what, "begin the query with BASE <IRI>, or give a base IRI")


def _slip(text: str, token: Token, what: str, mend: str = _THERE) -> SyntaxSlip:
    return SyntaxSlip(*place_of(token, text), what, mend)


def _reason(listed: str) -> str:
    items = list(_ITEM.finditer(listed))
    words = [one["word"].strip() for one in items if one["word"]]
    if sentences := [one for one in words if " " in one and any(map(str.islower, one))]:
        return _joined(sentences)
    tokens = [one["token"] for one in items if one["token"] and _QUOTES.isdisjoint(one["token"])]
    known = [*tokens, *words]
    if not known:
        return "expected something else"
    more = " …" if len(known) > _SHOWN or len(known) < len(items) else ""
    return f"expected {'one of ' if len(items) > 1 else ''}{' '.join(known[:_SHOWN])}{more}"


def _joined(sentences: Sequence[str]) -> str:
    return "; ".join(one[:1].lower() + one[1:] if one[1:2].islower() else one for one in sentences)
