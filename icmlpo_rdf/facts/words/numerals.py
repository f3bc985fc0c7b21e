"""Numbers as headings write them: 十, 第廿三, 10, １０, 1980."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from icmlpo_rdf.language.small_words import table

__all__ = ["BEHIND_KOREAN", "KOREAN_ORDINALS", "parse_numeral"]

_NUMERALS = table("numerals")
KOREAN_ORDINALS = {word: number for number, word in enumerate(_NUMERALS["native"], start=1)}
"""Native numbers before 번째, as in 여섯 번째."""
BEHIND_KOREAN: str = _NUMERALS["native_behind"]

_DIGITS = {character: value for value, forms in enumerate(_NUMERALS["digits"]) for character in forms}
_UNITS: Mapping[str, int] = _NUMERALS["units"]
_TENS: Mapping[str, str] = _NUMERALS["tens"]
"""廿 and 卅 stand for twenty and thirty and take their ones directly."""
_MAX_DIGITS = 4


def parse_numeral(written: str) -> int | None:
    """Return the value of a numeral from 1 to 9,999, or None when `written` is none.

    Western digits of any width, Chinese and Japanese numerals with units (二十三) or digit by digit
    (二〇一一), 廿 and 卅, Korean 여섯 번째.
    """
    text = unicodedata.normalize("NFKC", written.strip())
    if (native := KOREAN_ORDINALS.get(text.removesuffix(BEHIND_KOREAN).strip())) is not None:
        return native
    if text.isascii():
        return int(text) or None if text.isdigit() and len(text) <= _MAX_DIGITS else None
    for short, full in _TENS.items():
        text = text.replace(short, full)
    if not text or len(text) > 2 * _MAX_DIGITS:
        return None
    if all(character in _DIGITS for character in text):
        if len(text) > _MAX_DIGITS:
            return None
        return int("".join(str(_DIGITS[character]) for character in text)) or None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """The value of 二百三十五; units must fall, and a digit that no unit follows ends the numeral."""
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if (unit := _UNITS.get(character)) is not None:
            if unit >= last_unit or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif (value := _DIGITS.get(character)) is not None:
            if digit not in (None, 0):
                return None
            digit = value
        else:
            return None
    total += digit or 0
    return total or None
