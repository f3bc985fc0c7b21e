"""Numbers as headings write them: 十, 第廿三, 10, １０, 1980."""

from __future__ import annotations

import unicodedata

__all__ = ["KOREAN_ORDINALS", "parse_numeral"]

KOREAN_ORDINALS = {
    "첫": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
}
"""Native numbers before 번째, as in 여섯 번째."""

_DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{character: value for value, character in enumerate("零壹貳參肆伍陸柒捌玖")},
    "○": 0,
    "两": 2,
    "兩": 2,
    "弍": 2,
    "参": 3,
    "弐": 2,
    "壱": 1,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
# 廿 and 卅 stand for twenty and thirty and take their ones directly.
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_MAX_DIGITS = 4


def parse_numeral(written: str) -> int | None:
    """Return the value of a numeral from 1 to 9,999, or None when `written` is none.

    Western digits of any width, Chinese and Japanese numerals with units (二十三) or digit by digit
    (二〇一一), 廿 and 卅, Korean 여섯 번째.
    """
    text = unicodedata.normalize("NFKC", written.strip())
    if (native := KOREAN_ORDINALS.get(text.removesuffix("번째").strip())) is not None:
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
