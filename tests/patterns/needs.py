"""What every match of a regular expression holds, by its syntax: the proof that a text without it need not be searched."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from importlib import import_module
from typing import Any, TypeAlias

__all__ = ["DIGITS", "every_match_holds"]

DIGITS = frozenset(filter(str.isdecimal, map(chr, range(sys.maxunicode + 1))))
"""Of every script."""

_parser: Any = import_module("re._parser")
signs: Any = import_module("re._constants")
Sign: TypeAlias = Any
Said: TypeAlias = Any
_REPEATS = {signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT}


def every_match_holds(source: str, flags: int, words: Collection[str]) -> bool:
    """Return whether whatever a regular expression matches has one of some words in it, or beside it.

    Args:
        source: the regular expression.
        flags: as those of `re.compile`.
        words: folded, where the pattern takes large letters for small ones.
    """
    return _holds(_parser.parse(source, flags), words, "")


def _holds(parts: Iterable[Any], words: Collection[str], before: str) -> bool:
    """Whether parts hold one of the words behind some letters, which the parser takes out of alternatives: 会(?:议|谈)."""
    for sign, said in parts:
        if _one_holds(sign, said, words, before):
            return True
        before = before + chr(said) if sign is signs.LITERAL else ""
    return False


def _one_holds(sign: Sign, said: Said, words: Collection[str], before: str) -> bool:
    if sign is signs.LITERAL:
        return _has_one(before + chr(said), words)
    if sign is signs.IN:
        return all(one is not None and _has_one(before + one, words) for one in _members(said))
    if sign is signs.BRANCH:
        return all(_holds(branch, words, before) for branch in said[1])
    if sign is signs.SUBPATTERN:
        return _holds(said[3], words, before)
    if sign is signs.ATOMIC_GROUP:
        return _holds(said, words, before)
    if sign in _REPEATS:
        least, _, inner = said
        return least > 0 and _holds(inner, words, before)
    if sign is signs.ASSERT:
        return _holds(said[1], words, "")
    return sign is signs.ASSERT_NOT and not said[1]  # what never matches


def _has_one(written: str, words: Collection[str]) -> bool:
    return any(word in written or word in written.casefold() for word in words)


def _members(said: Said) -> Iterator[str | None]:
    """The characters of a set; None for what is no character, nor a range of them."""
    for sign, value in said:
        if sign is signs.LITERAL:
            yield chr(value)
        elif sign is signs.RANGE:
            yield from map(chr, range(value[0], value[1] + 1))
        elif value is signs.CATEGORY_DIGIT:
            yield from DIGITS
        else:
            yield None
