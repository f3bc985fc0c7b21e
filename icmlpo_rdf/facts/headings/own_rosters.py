"""Headings and sentences that say by the subject's own name whose roster follows: 1944년 한국독립당 명단."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.noun_phrases import Phrase
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token

__all__ = ["OWN_ROSTER", "heads_own_roster", "introduces_own"]

OWN_ROSTER = Phrase(2.0, members=True, standing=Standing.MEMBER, kind=Kind.PERSON)
"""What the subject's name and a word for a roster say together."""
_PERSONS = frozenset({"person", "anybody", "roster"})
_NEARER = SILENT | {"affiliated"}
_OTHERS = frozenset({"absent", "former", "candidate", "topic", "successive", "office", "relative", "non"})


def heads_own_roster(text: str, names: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a heading is the subject's name and a word for a roster, with no more than a year besides."""
    before, behind = _around_name(text, names, lexicon)
    tokens = lexicon.matcher.tokens(behind)
    return (
        any("roster" in token.classes for token in tokens)
        and all(token.classes & SILENT for token in tokens)
        and all(map(_is_year, lexicon.matcher.tokens(before)))
    )


def introduces_own(text: str, names: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a sentence says behind the subject's name that persons follow: 삼월회에는 다음과 같은 사람들이 있다.

    Nothing else may be said of them: who opposed the subject, or left it, is another.
    """
    before, behind = _around_name(text, names, lexicon)
    if not lexicon.introduces.search(behind):
        return False
    tokens = lexicon.matcher.tokens(lexicon.introduces.sub(" ", behind))
    told = any(token.classes & _PERSONS for token in tokens)
    others = any(token.classes & _OTHERS for token in lexicon.matcher.tokens(before))
    return told and not others and all(_tells_no_more(token, lexicon) for token in tokens)


def _around_name(text: str, names: Sequence[str], lexicon: Lexicon) -> tuple[str, str]:
    """What stands before the last mention of the subject by name, and behind it."""
    if lexicon.is_head_first:
        return "", ""
    places = [(text.rfind(name), len(name)) for name in names if len(name) > 1]
    at, length = max(places, default=(-1, 0))
    return (text[:at], text[at + length :]) if at >= 0 else ("", "")


def _is_year(token: Token) -> bool:
    return any(map(str.isdigit, token.text)) or bool(token.classes & (SILENT | {"time"}))


def _tells_no_more(token: Token, lexicon: Lexicon) -> bool:
    if token.classes:
        return bool(token.classes & (_PERSONS | _NEARER)) and not token.classes & _OTHERS
    return _are_particles(token.text, lexicon) or lexicon.sentence_end.fullmatch(token.text) is not None


def _are_particles(text: str, lexicon: Lexicon) -> bool:
    """True for 에는, which is two of them."""
    for particle in lexicon.words["particles"]:
        text = text.replace(particle, "")
    return not text
