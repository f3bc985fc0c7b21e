"""Who sits in the page's subject, called by its own noun: Commissioners, on the page of a commission."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.noun_phrases import Phrase
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["seats_of_title"]

_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]", needs="（(")


def seats_of_title(text: str, title: str, lexicon: Lexicon, *, of_persons: bool) -> Phrase | None:
    """Return what Commissioners says on the page of a commission, and Past supervisors on that of a board of supervisors: who sits there."""
    tokens = lexicon.matcher.tokens(_BRACKETS.sub("", text)) if lexicon.is_head_first else []
    if not tokens:
        return None
    *before, noun = tokens
    if not all(one.classes & _SAID_OF_SEATS for one in before):
        return None
    called = lexicon.matcher.tokens(title)
    sits = of_persons and any(_sits_in(noun, body) for body in called)
    if not sits and not _is_behind_head(noun, called):
        return None  # the commissioners of an intergovernmental organization sit in it for its members
    is_former = any("former" in one.classes for one in before)
    # Of a board of supervisors these are surely its members; a network of railways may be made of anything.
    score = _SEATS if of_persons else _NOUN
    return Phrase(score, members=True, standing=Standing.FORMER if is_former else Standing.MEMBER)


_SEATS, _NOUN = 2.0, 1.5
_SAID_OF_SEATS = SILENT | {"former", "founding"}


def _is_behind_head(noun: Token, title: Sequence[Token]) -> bool:
    """True for Supervisors, of a Board of Supervisors: the title's body is one of these."""
    at = next((at for at, token in enumerate(title) if "before_tail" in token.classes), len(title))
    behind = list(takewhile(lambda token: "before_tail" not in token.classes, title[at + 1 :]))
    is_of_body = 0 < at < len(title) and bool(title[at - 1].classes & _OF_MANY)
    if not is_of_body or not all(token.text.istitle() for token in behind):
        return False
    return bool(behind) and behind[-1].text.lower() == noun.text.lower() and noun.text[-1] == "s"


def _sits_in(noun: Token, body: Token) -> bool:
    """True for commissioners in a commission, by the beginning of both; not for its plural."""
    seat, name = noun.text.lower(), body.text.lower()
    if "body" in body.classes and " " in name and name.split()[-1] == seat:
        return True  # Board of Supervisors
    if "body" not in body.classes or seat[-1:] != "s" or len(seat) < len(name) + _LEAST_SUFFIX:
        return False
    stem = name[: max(_LEAST_STEM, len(name) - _LEAST_SUFFIX)]
    return len(name) >= _LEAST_STEM and seat.startswith(stem) and not seat.startswith(f"{stem}ie")


_OF_MANY = frozenset({"body", "chamber", "council", "organ"})
_LEAST_STEM, _LEAST_SUFFIX = 5, 2
