"""Spellings of one name made alike: what a person who types it, or a spreadsheet, writes otherwise than the page."""

from __future__ import annotations

import unicodedata
from functools import cache

from icmlpo_rdf.language import fold
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["spelling_key"]

_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
"""Hiragana → katakana (Unicode, chapter 18.4: the two blocks are laid out alike)."""
_OPENING, _CLOSING = "[{〔【〈《「『〖", "]}〕】〉》」』〗"
_BRACKETS = str.maketrans(dict.fromkeys(_OPENING, "(") | dict.fromkeys(_CLOSING, ")"))
_AROUND_BRACKETS = lazy_pattern(r" ?([()]) ?")


def spelling_key(name: str) -> str:
    """Return a name with scripts, widths, cases, kana, accents and shapes of brackets made one.

    希臘 is as 希腊, Ａ as a, あじあ as アジア, `T_(X)` as T（X）, é as e; what is left out or exchanged stays so.
    """
    text = _AROUND_BRACKETS.sub(r"\1", fold(name).translate(_BRACKETS))
    return "".join(map(_bare, text.translate(_TO_KATAKANA)))


@cache
def _bare(character: str) -> str:
    """A letter of an alphabet without its accents; a kana's mark of voice and a syllable of Hangul stay."""
    if character.isascii() or not unicodedata.name(character, "").startswith(
        ("LATIN ", "GREEK ", "CYRILLIC ")
    ):
        return character
    return unicodedata.normalize("NFD", character)[0]
