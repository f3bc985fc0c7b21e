"""What stands in brackets behind a name and only says it again: an abbreviation, or its spelling in another script."""

from __future__ import annotations

import unicodedata
from functools import cache

from icmlpo_rdf.language import fold
from icmlpo_rdf.language.small_words import small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["is_abbreviation", "is_gloss"]

_LONGEST = 10
_BETWEEN = lazy_pattern(r"[、，,;；/／\s]+")
_LEAST_MIXED = 4


def is_gloss(remark: str, name: str) -> bool:
    """Return True for a name's spelling in another script: 왕광야(王光亞), 红旗（Rote Fahne）; not for 共产党（马列）."""
    inside = {_script(character) for character in remark} - {""}
    return bool(inside) and not inside & {_script(character) for character in name}


def is_abbreviation(remark: str, name: str) -> bool:
    """Return True for one that shortens a name, or for several, and for how it is read: 船員組合連合会（船連 ふねれん）; not for 共产党（马列）."""
    parts = [one for one in _BETWEEN.split(remark) if one]
    if remark.isascii():
        return _is_acronym(remark, name)
    told = [_is_acronym(one, name) or _shortens(one, name) for one in parts]
    return any(told) and all(one or is_gloss(part, name) for one, part in zip(told, parts, strict=True))


def _shortens(remark: str, name: str) -> bool:
    """True for letters of a script without capitals that stand in the name in their order, or at least four of them in another.

    船員組合連合会（船連）, 鳥取県商工会連合会（商工鳥取県連）.
    """
    if not remark.isalpha() or remark.upper() != remark.lower() or remark == name:
        return False
    # 전등노련 of a 노동조합연맹: the first sound of a Korean word changes.
    some, letters = (fold(one).translate(_initial_sounds()) for one in (remark, name))
    return _in_order(some, letters) or (len(some) >= _LEAST_MIXED and not set(some) - set(letters))


@cache
def _initial_sounds() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in small_words("initial_sounds")}


def _is_acronym(remark: str, name: str) -> bool:
    """True for letters of a name, its first one first: International Labour Organization (ILO); not for Communist Party (ML).

    Of a name in another script any capitals are: 国际劳工组织（ILO）.
    """
    if not (1 < len(remark) <= _LONGEST and remark.isalpha() and remark.isupper()):
        return False
    if is_gloss(remark, name):
        return True
    # Association of European Finance Institutions (EFI): the initials of some of its words.
    told = (
        name.upper()
        if name.startswith(remark[0])
        else "".join(word[0] for word in name.split() if word[0].isupper())
    )
    return _in_order(remark, told)


def _in_order(some: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in some)


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""
