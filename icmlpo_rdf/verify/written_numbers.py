"""Numbers and years as headings and cells write them: written out in every way and looked for, instead of read.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re

__all__ = ["gives_number", "gives_year"]

_NUMERALS = "0-9０-９零〇一二三四五六七八九十百千廿卅"
_KOREAN = "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split()
_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = "twent thirt fort fift sixt sevent eight ninet".split()
# The year before each era's first.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}


def gives_number(number: int, text: str) -> bool:
    """Return whether a text gives a number, in any of the ways in which headings and cells write it."""
    if any(_stands_alone(form, text) for form in _forms(number)):
        return True
    western = (_in_roman(number), *_in_english(number))
    if any(re.search(rf"(?<!\w){form}(?!\w)", text, re.IGNORECASE) for form in western):
        return True
    return number <= len(_KOREAN) and re.search(rf"{_KOREAN[number - 1]}\s*번째", text) is not None


def _in_roman(number: int) -> str:
    units = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for unit, letters in units:
        written += letters * (number // unit)
        number %= unit
    return written


def _in_english(number: int) -> list[str]:
    if number <= len(_ENGLISH):
        return [_ENGLISH[number - 1]]
    tens, rest = divmod(number, 10)
    if tens > len(_TENS) + 1:
        return []
    ten = _TENS[tens - 2]
    return [rf"{ten}y[- ]{_ENGLISH[rest - 1]}" if rest else f"{ten}ieth"]


def gives_year(year: int, text: str) -> bool:
    """Return whether a text gives a year: 2011, 二〇一一, 平成23年."""
    if any(_stands_alone(form, text) for form in _forms(year)):
        return True
    eras = [(name, year - before) for name, before in _ERAS.items() if year > before]
    return any(
        re.search(rf"{name}\s*(?:{count}|{'元' if count == 1 else count})\s*年", text) for name, count in eras
    )


def _stands_alone(number: str, text: str) -> bool:
    """True when a number stands in a text and is not part of a longer one."""
    return re.search(rf"(?<![{_NUMERALS}]){re.escape(number)}(?![{_NUMERALS}])", text) is not None


def _forms(number: int) -> list[str]:
    """A number as headings may write it."""
    western = str(number)
    wide = western.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    by_digit = western.translate(dict(zip(map(ord, "0123456789"), "〇一二三四五六七八九", strict=True)))
    written = _in_chinese(number)
    short = re.sub("^二十", "廿", re.sub("^三十", "卅", written))
    return [western, wide, by_digit, written, short]


def _in_chinese(number: int) -> str:
    digits, written = "零一二三四五六七八九", ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += digits[digit] + name
        elif written and number and not written.endswith("零"):
            written += "零"
    return re.sub("^一十", "十", written)
