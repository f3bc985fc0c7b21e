"""Names made alike: simplified, traditional and Japanese characters, widths, cases, blanks."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice, product
from pathlib import Path

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["fold", "fold_characters", "fold_words", "folded_characters", "in_both_scripts"]

_BLANKS = lazy_pattern(r"[\s_]+")
_DASHES = lazy_pattern(r"[‐-―−－·・‧]", needs="‐‑‒–—―−－·・‧")


def fold(text: str) -> str:
    """Return a name as names are compared: 希臘 and 希腊 are one, Ａ and a, `_` and a space.

    The characters' table is `folding.txt`, which OpenCC's dictionaries give. A longer text never becomes shorter
    than one of its parts: what holds a name still holds it after folding.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_table())
    return _BLANKS.sub(" ", _DASHES.sub("-", folded)).strip()


def folded_characters() -> list[tuple[str, str]]:
    """Return the characters that are taken for others, each with the one that it is taken for."""
    return [(chr(one), other) for one, other in sorted(_table().items())]


@cache
def _table() -> dict[int, str]:
    written, simplified = _pairs()
    return dict(zip(map(ord, written), simplified, strict=True))


@cache
def _pairs() -> tuple[str, str]:
    """Characters, and in the same places the simplified ones that they are taken for."""
    text = Path(__file__).with_name("folding.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return pairs[::2], pairs[1::2]


def in_both_scripts(words: Iterable[str]) -> list[str]:
    """Return words, and for each that no other of them spells otherwise its spellings in traditional characters."""
    given = list(dict.fromkeys(words))
    written = [word for word in given if not word.isascii()]
    folded = dict(zip(written, fold_words(written), strict=True))
    spelt = Counter(folded.values())
    has_others = _unfolded().keys()
    more = [
        "".join(spelling)
        for word, alike in folded.items()
        if spelt[alike] == 1 and not has_others.isdisjoint(word)
        for spelling in islice(product(*map(_spellings, word)), _MOST_SPELLINGS)
    ]
    return list(dict.fromkeys((*given, *more)))


def _spellings(character: str) -> str:
    """The traditional characters of a simplified one, few of them; any other character itself."""
    return _unfolded().get(character, character)[:_MOST_OF_ONE]


@cache
def _unfolded() -> dict[str, str]:
    found: dict[str, str] = {}
    for written, simplified in zip(*_pairs(), strict=True):
        if _FIRST_IDEOGRAPH <= written <= _LAST_IDEOGRAPH:
            found[simplified] = found.get(simplified, "") + written
    return found


_MOST_SPELLINGS, _MOST_OF_ONE = 4, 2
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u4e00", "\u9fff"


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


def fold_words(words: Iterable[str]) -> list[str]:
    """Return texts of one line each, folded as one by `fold_characters`: a start folds thousands."""
    text = "\n".join(words)
    return fold_characters(text).split("\n") if text else []
