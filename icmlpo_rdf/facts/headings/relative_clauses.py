"""What a clause behind a heading's noun says of those whom it calls so: members who have left, Staaten, die beigetreten sind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from icmlpo_rdf.facts.headings.head_nouns import WHO
from icmlpo_rdf.facts.headings.noun_phrases import ATTENDING, LIKELY, Phrase
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.language.matcher import Token

__all__ = ["clause_begin", "told_by_clause"]

_DENIES = frozenset({"absent", "non"})
_ACTS = (
    (frozenset({"leave", "former"}), Standing.FORMER),
    (frozenset({"candidate"}), Standing.CANDIDATE),
    (frozenset({"joining"}), Standing.MEMBER),
)
"""What those do, or did, of whom a clause tells; the first holds."""
_PARTICIPLE = frozenset({"leave", "former"})
_OTHERS = frozenset({"office", "council", "portfolio", "topic", "meeting", "contest", "thing"})
_TELLING = _DENIES | ATTENDING | frozenset(chain.from_iterable(classes for classes, _ in _ACTS))


def clause_begin(tokens: Sequence[Token]) -> int | None:
    """Return where a clause begins that tells as what those belong to something whom the noun before it names; None without one.

    A participle begins one too: States expelled in 1990, страны, вышедшие из союза.
    """
    at = next((at for at, token in enumerate(tokens) if at and _begins(token)), None)
    if at is None or not any(token.classes & WHO for token in tokens[:at]):
        return None
    clause = tokens[at:]
    if "pronoun" not in clause[0].classes and any(token.classes & WHO for token in clause):
        return None  # Candidates and withdrawn members
    tells = any(_verb(token) & _TELLING for token in clause)
    # Countries that withdrew their ambassadors: what else they left is not the subject.
    return at if tells and all(token.classes - _OTHERS for token in clause) else None


def _begins(token: Token) -> bool:
    return "pronoun" in token.classes or token.classes >= _PARTICIPLE


def told_by_clause(noun: Phrase, clause: Sequence[Token]) -> Phrase:
    """Return what the noun says with what the clause behind it does."""
    told = frozenset(chain.from_iterable(map(_verb, clause)))
    if told & _DENIES:
        return replace(noun, absent=True)
    standing = next((standing for classes, standing in _ACTS if told & classes), None)
    if standing is None:
        return replace(noun, attended=True, score=max(noun.score, LIKELY))
    score = max(noun.score, LIKELY)
    return replace(noun, members=True, standing=standing, left="leave" in told, score=score)


def _verb(token: Token) -> frozenset[str]:
    """The classes of a word of a clause that is no preposition: until is none that tells of leaving."""
    return frozenset() if "before_tail" in token.classes else token.classes
