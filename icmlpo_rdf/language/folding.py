"""Names made alike: simplified, traditional and Japanese characters, widths, cases, blanks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

__all__ = ["fold", "fold_characters"]

_BLANKS = re.compile(r"[\s_]+")
_DASHES = re.compile(r"[‐-―−－·・‧]")


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
