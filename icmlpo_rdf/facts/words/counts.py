"""How many there are, in a text of Chinese: 两所成员大学, 成员共十五人."""

from __future__ import annotations

import re

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.lazy_patterns import counting_pattern

__all__ = ["in_digits"]

_COUNT = counting_pattern(r"(?<=\D)\d{1,6}(\w)$")
_COUNTED = counting_pattern(r"(\d)(\w)(?=\w)")
_MAX_NUMERAL = 6


def in_digits(text: str, lexicon: Lexicon) -> str:
    """Return a text with its numerals in digits and without their counters, which then cost a phrase nothing.

    A number of persons or bodies at its end is left out: 成员共15人.
    """
    for token in reversed(lexicon.matcher.tokens(text)):
        length = 0 if token.classes else _numeral_length(token.text)
        if length:
            text = f"{text[: token.start]}0{text[token.start + length :]}"
    counted = _COUNT.search(text)
    if counted and counted[1] in lexicon.words["counts_of"]:
        text = text[: counted.start()]

    def without_counter(match: re.Match[str]) -> str:
        return f"{match[1]} " if match[2] in lexicon.words["counts_of"] else match[0]

    return _COUNTED.sub(without_counter, text)


def _numeral_length(text: str) -> int:
    """How many letters at a text's beginning are a numeral: 两 of 两所."""
    lengths = range(min(len(text), _MAX_NUMERAL), 0, -1)
    return next((one for one in lengths if parse_numeral(text[:one]) is not None), 0)
