"""Names made alike: simplified, traditional and Japanese characters, widths, cases, blanks."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice, product
from pathlib import Path

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["fold", "fold_characters", "in_both_scripts"]

_BLANKS = lazy_pattern(r"[\s_]+")
_DASHES = lazy_pattern(r"[‐-―−－·・‧]", needs="‐‑‒–—―−－·・‧")


def fold(text: str) -> str:
    """Return a name as names are compared: 希臘 and 希腊 are one, Ａ and a, `_` and a space.

    The characters' table is `folding.txt`, which OpenCC's dictionaries give. A longer text never becomes shorter
    than one of its parts: what holds a name still holds it after folding.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_table())
    return _BLANKS.sub(" ", _DASHES.sub("-", folded)).strip()


@cache
def _table() -> dict[int, str]:
    text = Path(__file__).with_name("folding.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return {ord(pairs[place]): pairs[place + 1] for place in range(0, len(pairs), 2)}


def in_both_scripts(words: Iterable[str]) -> list[str]:
    """Return words, and for each that no other of them spells otherwise its spellings in traditional characters."""
    given = list(dict.fromkeys(words))
    folded = {word: fold_characters(word) for word in given if not word.isascii()}
    spelt = Counter(folded.values())
    more = [
        "".join(spelling)
        for word, alike in folded.items()
        if spelt[alike] == 1
        for spelling in islice(product(*map(_spellings, word)), _MOST_SPELLINGS)
    ]
    return list(dict.fromkeys((*given, *more)))


def _spellings(character: str) -> tuple[str, ...]:
    return _unfolded().get(character, (character,))


@cache
def _unfolded() -> dict[str, tuple[str, ...]]:
    """The traditional characters of each simplified one, few of them."""
    found: dict[str, list[str]] = {}
    for code, simplified in _table().items():
        if _FIRST_IDEOGRAPH <= code <= _LAST_IDEOGRAPH:
            found.setdefault(simplified, []).append(chr(code))
    return {simplified: tuple(others[:_MOST_OF_ONE]) for simplified, others in found.items()}


_MOST_SPELLINGS, _MOST_OF_ONE = 4, 2
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = 0x4E00, 0x9FFF


class _Folded(dict[int, str]):
    """Each character folded, as far as it stays one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        for change in (_compatible, str.casefold, _simplified):
            changed = change(character)
            character = changed if len(changed) == 1 else character
        self[code] = character
        return character


def _simplified(character: str) -> str:
    return _table().get(ord(character), character)


def _compatible(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


_FOLDED = _Folded()


def fold_characters(text: str) -> str:
    """Return a text of the same length in which simplified, traditional and Japanese characters, widths and cases are one."""
    return text.translate(_FOLDED)
