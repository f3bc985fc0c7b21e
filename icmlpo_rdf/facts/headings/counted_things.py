"""Sentences that count what follows: 以下の12か国で構成される counts countries, 以下の7条約で構成される none who could belong."""

from __future__ import annotations

import unicodedata
from itertools import takewhile

from icmlpo_rdf.facts.headings.head_nouns import WHO
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import letters, small_words, table
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["counts_things_only"]

_DIGITS = table("numerals")["in_dates"]
_NUMBER = rf"(?:\d{{1,4}}|[{_DIGITS}]{{1,4}})"
_COUNT = lazy_pattern(rf"[{letters('possessives')}、,\s]{{0,2}}{_NUMBER}")
_MORE = lazy_pattern(r"\d{1,4}")
_COUNTERS = small_words("thing_counters")


def counts_things_only(text: str, lexicon: Lexicon) -> bool:
    """Return whether what is said to follow is counted, and are never countries, organizations, persons or municipalities."""
    plain = unicodedata.normalize("NFKC", text)
    for follows in lexicon.introduces.finditer(plain):
        if first := _COUNT.match(plain, follows.end()):
            counted = [first, *_MORE.finditer(plain, first.end())]
            return not any(_begins_with_anybody(plain[one.end() :], lexicon) for one in counted)
    return False


def _begins_with_anybody(text: str, lexicon: Lexicon) -> bool:
    """True where the noun that a number counts is one for those who may belong to something."""
    counters = (one for one in lexicon.words["counts_of"] if one not in _COUNTERS)
    if text.startswith(tuple(counters)) or not text[:1].strip():
        return True
    noun = next((text[len(one) :] for one in _COUNTERS if text.startswith(one)), text).lstrip()
    bodies = (one for one in lexicon.words["bodies_behind"] if noun.startswith(one))
    if any(_ends(noun[len(one) :], lexicon) for one in bodies):
        return True
    tokens = takewhile(lambda token: not token.classes or token.classes & WHO, lexicon.matcher.tokens(noun))
    return any(token.classes & WHO for token in tokens)


def _ends(rest: str, lexicon: Lexicon) -> bool:
    """True where a noun ends: 2町 of 5市2町で."""
    return not rest[:1].isalpha() or rest.startswith(tuple(lexicon.particles))
