"""Ordinals as the languages of alphabets write them: 10th, 3., XXe, второй."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["NO_ORDINALS", "NUMBER_GROUPS", "Ordinals", "ordinals_of"]

NUMBER_GROUPS = frozenset({"marked", "roman", "worded"})
"""The groups of the patterns whose text `Ordinals.value` reads."""
_ENGLISH_ENDINGS = ("st", "nd", "rd", "th")
_ENGLISH = rf"\b(?P<latin>\d{{1,4}})(?:{'|'.join(_ENGLISH_ENDINGS)})\b"
_ROMAN = "(?-i:(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Ordinals:
    """How one language writes ordinals."""

    def __init__(self, marks: Sequence[str], words: Mapping[str, int]) -> None:
        """Keep the marks behind a number, and the words in lower case."""
        self.own = bool(marks or words)
        """False for a language that has none of its own."""
        self.has_marks = bool(marks)
        """True where adjectives may stand between an ordinal and its noun: XX очередной съезд."""
        self.endings = _ENGLISH_ENDINGS
        """What stands behind the numbers of English, which every language's pages quote."""
        self._marks = marks
        self._words = words

    def patterns(self) -> list[str]:
        """Return the sources of patterns, each with one group."""
        found = [_ENGLISH]
        if not self.own:
            return found
        marks = "|".join(map(re.escape, sorted(self._marks, key=len, reverse=True))) or r"(?!)"
        words = "|".join(map(re.escape, sorted(self._words, key=len, reverse=True))) or r"(?!)"
        return [
            *found,
            rf"(?<![\w.,])(?P<marked>\d{{1,4}})\s?(?:{marks})(?!\w)",
            rf"(?<!\w)(?P<roman>{_ROMAN})(?:{marks})?(?!\w)",
            rf"(?<!\w)(?P<worded>{words})(?!\w)",
        ]

    def value(self, written: str) -> int | None:
        """Return what a number, a Roman numeral or a word says."""
        if written.isdecimal():
            return int(written) or None
        return self._words.get(written.lower()) or _roman(written)


def _roman(written: str) -> int | None:
    values = [_VALUES.get(character, 0) for character in written]
    if not values or not all(values):
        return None
    return sum(
        -value if any(value < later for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )


NO_ORDINALS = Ordinals((), {})


def ordinals_of(data: Mapping[str, Any]) -> Ordinals:
    """Return the ordinals of a language's file: `marks`, and `words` from the first on, each in all its forms."""
    words = {form: number for number, forms in enumerate(data.get("words", ()), start=1) for form in forms}
    return Ordinals(tuple(data.get("marks", ())), words)
