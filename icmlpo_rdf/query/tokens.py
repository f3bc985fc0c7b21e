"""The tokens of a SPARQL query, as SPARQL 1.1 (section 19.8) has them.

https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules 139 to 173; triple terms as in SPARQL 1.2. At each place the
longest token is taken, with one exception, for an IRI and a comparison may look alike: behind an operand of an
expression (`?a<2)…>`) a `<` compares, and everywhere else it begins an IRI if it can.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from msgspec import Struct, field

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "Kind",
    "Token",
    "place_of",
    "tokens_of",
]

# Rules 164, 165 and 167: PN_CHARS_BASE, and what PN_CHARS has besides.
_ASCII = ("A-Za-z", r"_0-9\-")
_UNICODE = (
    (
        "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
        "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    ),
    r"_0-9\-\u00b7\u0300-\u036f\u203f\u2040",
)
# Rules 170 to 173: PLX, PERCENT, HEX, PN_LOCAL_ESC.
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"


def _any_token(base: str, more: str) -> re.Pattern[str]:
    """Any token but a long string, with these characters in names."""
    chars = f"{base}{more}"
    variable = chars.replace(r"\-", "")
    local = rf"(?:[{base}_:0-9]|{_PLX})(?:[{chars}:]|{_PLX}|\.++(?=[{chars}:]|{_PLX}))*+"
    return re.compile(
        rf"(?P<blank>[ \t\r\n]++|\#[^\r\n]*+)"
        r'|(?P<string>"(?:[^"\\\r\n]|\\.)*+"'
        r"|'(?:[^'\\\r\n]|\\.)*+'"
        r"|[\"'].*+)"  # one that is not closed: the engine reads no further
        r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*+>)"
        rf"|(?P<variable>[?$][{base}_0-9][{variable}]*+)"
        r"|(?P<language>@[A-Za-z]++(?:-++[A-Za-z0-9]++)*+)"
        rf"|(?P<label>_:[{base}_0-9](?:[{chars}]|\.++(?=[{chars}]))*+)"
        rf"|(?P<name>(?:[{base}](?:[{chars}]|\.++(?=[{chars}]))*+)?:(?:{local})?)"
        rf"|(?P<run>[{base}](?:[{chars}]|\.++(?=[{chars}]))*+)"
        r"|(?P<number>(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)[eE][+-]?+[0-9]++|[0-9]*\.[0-9]++|[0-9]++)"
        r"|(?P<sign><<\(|\)>>|<<|>>|\{\||\|\}|\^\^|&&|\|\||[!<>]=|.)",
        re.DOTALL,
    )


@cache
def _ascii_token() -> re.Pattern[str]:
    """For texts of ASCII alone, as the shapes' queries are: it compiles in a tenth of the other's time."""
    return _any_token(*_ASCII)


@cache
def _token() -> re.Pattern[str]:
    return _any_token(*_UNICODE)


_LONG_STRING = {
    '"""': lazy_pattern(r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*+""")', re.DOTALL),
    "'''": lazy_pattern(r"(?P<string>'''(?:[^'\\]|\\.|'(?!''))*+''')", re.DOTALL),
}
# A run of letters that no colon follows: keywords (a hyphen or full stop may stand between two: `true.FILTER`).
_IN_RUN = lazy_pattern(r"(?P<word>[A-Za-z][A-Za-z0-9_]*+)|(?P<sign>.)", re.DOTALL)
_COMPARISON = lazy_pattern("(?P<sign><=?)")


class Kind(StrEnum):
    """What a token is."""

    IRI = "iri"
    NAME = "name"
    """A prefixed name; with nothing behind its colon also what a declaration declares."""
    LABEL = "label"
    """A blank node's."""
    VARIABLE = "variable"
    STRING = "string"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    """A keyword, a function's name, `a`, `true`, `false`; the engine lets two stand together, as `SERVICESILENT`."""
    SIGN = "sign"


class Token(NamedTuple):  # of which a query may have a hundred thousand: a tuple is made the quickest
    """A token, and where it begins."""

    kind: Kind
    text: str
    begin: int


_KINDS = {kind.value: kind for kind in Kind}
_OPERANDS = frozenset(
    {Kind.IRI, Kind.NAME, Kind.LABEL, Kind.VARIABLE, Kind.STRING, Kind.LANGUAGE, Kind.NUMBER}
)
OPENING = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}
CLOSING = frozenset(OPENING.values())
_TRUTHS = frozenset({"true", "false"})
# Words behind which a parenthesis holds no expression, but variables, terms or nothing.
_NO_EXPRESSION = _TRUTHS | {
    "a",
    "values",
    "graph",
    "service",
    "silent",
    "optional",
    "union",
    "minus",
    "where",
    "from",
    "named",
}
# Words behind which more than one expression may stand, each in parentheses or a function's.
_SEVERAL = frozenset({"select", "distinct", "reduced", "by", "having", "asc", "desc", "order", "group"})


class _Level(Struct):
    """What stands between two brackets."""

    is_expression: bool
    follows: bool = False
    """The next parenthesis holds an expression."""
    several: bool = False
    """And so do those behind it."""


class _Context(Struct):
    """Where in a query one is, as far as it tells what a `<` is."""

    levels: list[_Level] = field(default_factory=lambda: [_Level(is_expression=False)])
    last: Token | None = None

    def compares(self) -> bool:
        """Whether a `<` stands between two operands."""
        if not self.levels[-1].is_expression or self.last is None:
            return False
        last = self.last
        if last.kind is Kind.SIGN:
            return last.text in CLOSING
        return last.kind in _OPERANDS or last.text.lower() in _TRUTHS

    def step(self, token: Token) -> Token:
        """Go on behind a token."""
        self.last = token
        if token.kind is Kind.SIGN:
            self._sign(token.text)
        elif token.kind is Kind.WORD:
            level, word = self.levels[-1], token.text.lower()
            level.follows = word not in _NO_EXPRESSION
            level.several = word in _SEVERAL or (level.several and level.follows)
        return token

    def _sign(self, sign: str) -> None:
        level = self.levels[-1]
        if sign in OPENING:
            is_expression = sign == "(" and (level.is_expression or level.follows)
            self.levels.append(_Level(is_expression))
        elif sign in CLOSING:
            if len(self.levels) > 1:
                self.levels.pop()
            level = self.levels[-1]
            level.several = level.several and sign != "}"
            level.follows = level.several
        elif sign in ".;,":
            level.follows = level.several = False


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return a query's tokens, blanks and comments left out; of a text that is no query too."""
    tokens: list[Token] = []
    context, place = _Context(), 0
    unclosed: set[str] = set()
    any_other = _ascii_token().match if text.isascii() else _token().match
    while place < len(text):
        match = _COMPARISON.match(text, place) if text[place] == "<" and context.compares() else None
        match = match or _long_string(text, place, unclosed) or any_other(text, place)
        if match is None or match.lastgroup is None:  # never: the last alternative takes any character
            break
        kind = match.lastgroup
        if kind == "run":
            parts = _IN_RUN.finditer(text, place, match.end())
            tokens += (context.step(Token(_KINDS[one.lastgroup or ""], one[0], one.start())) for one in parts)
        elif kind != "blank":
            tokens.append(context.step(Token(_KINDS[kind], match[0], place)))
        place = match.end()
    return tuple(tokens)


def _long_string(text: str, place: int, unclosed: set[str]) -> re.Match[str] | None:
    """The string in three quotes that begins at a place; where one is not closed, none behind it can be."""
    quotes = text[place : place + 3]
    if quotes not in _LONG_STRING or quotes in unclosed:
        return None
    match = _LONG_STRING[quotes].match(text, place)
    if match is None:
        unclosed.add(quotes)
    return match


def place_of(token: Token, text: str) -> tuple[int, int]:
    """Return a token's line and column, from 1."""
    return text.count("\n", 0, token.begin) + 1, token.begin - text.rfind("\n", 0, token.begin)
