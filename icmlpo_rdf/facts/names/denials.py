"""Words that say of somebody that they did not come, do not belong, or only asked to: sent apologies, never joined, applied in 2011."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.non_members import without_non_members
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["begins_denying", "denied_by", "denies_attendance", "denies_membership", "only_applied"]

_MAX_TEXT = 60
_PARTS = lazy_pattern(r"[，,；;、]")
_NEGATIONS = frozenset({"absent", "non"})
_CAME = frozenset({"attend", "participant", "guest"})
_BELONGS = frozenset({"joining", "member", "request"})
_BY_ITSELF = frozenset({"absent", "attend", "guest", "free", "auxiliary", "before_tail", "joint"})
_OF_APPLYING = frozenset({"candidate", "request", "free", "auxiliary", "before_tail", "joint", "time"})
_MORE = frozenset(
    {"member", "joining", "attend", "founding", "former", "leave", "absent", "non", "place", "meeting"}
)


def begins_denying(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text begins with a word that denies, as no name does behind a country: 未签字; 非盟 may be one."""
    first = lexicon.matcher.tokens(text[:_MAX_TEXT])[:1]
    return not lexicon.is_head_first and any(
        "non" in one.classes and len(one.text) < len(text) - 1 for one in first
    )


def denied_by(label: str, lexicon: Lexicon) -> bool:
    """Return whether a label says that those behind it did not come, or do not belong: Invited but did not join:."""
    return denies_attendance(label, lexicon) or denies_membership(label, lexicon)


def denies_attendance(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text of known words says that somebody did not come: sent apologies, invited but not present."""
    return any(_did_not_come(_classes(part)) for part in _parts(text, lexicon))


def denies_membership(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text of known words says that somebody does not belong: never joined, application rejected.

    A meeting that a member missed makes nobody another: absent in 2011.
    """
    return any(_does_not_belong(part) for part in _parts(text, lexicon)) or _begins_so(text, lexicon)


def _begins_so(text: str, lexicon: Lexicon) -> bool:
    """Return whether the first clause of what is told of somebody says that they do not belong: 隊士ではなかったが、….

    Before the word for members a short one may stand that no class knows: the body's name.
    """
    clause = _CLAUSE.split(text.strip(_AROUND), maxsplit=1)[0][:_MAX_TEXT]
    tokens = list(lexicon.matcher.tokens(clause))
    if tokens and not tokens[0].classes and len(tokens[0].text) <= _MAX_BODY:
        tokens = tokens[1:]
    if tokens and not tokens[-1].classes and len(tokens[-1].text) == 1:
        tokens = tokens[:-1]  # a particle
    return bool(tokens) and all(token.classes for token in tokens) and _does_not_belong(tokens)


_CLAUSE = lazy_pattern(r"[，,；;、。.]")
_AROUND, _MAX_BODY = " \u3000:：-–—―－", 4


def only_applied(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text of known words says that somebody asked to belong, and no more: applied in 2011; Future is a name."""
    if lexicon.is_head_first and not (text[:1].islower() or any(map(str.isdigit, text))):
        return False
    tokens = list(chain.from_iterable(_parts(text, lexicon)))
    has = _classes(tokens)
    told = all(token.classes & _OF_APPLYING or token.text.isdigit() for token in tokens)
    return told and "candidate" in has and not has & _MORE


def _parts(text: str, lexicon: Lexicon) -> Iterator[list[Token]]:
    """The words between commas; nothing where one of them is not known, or the text begins as a name does."""
    if len(text) > _MAX_TEXT:
        return
    parts = [list(without_non_members(lexicon.matcher.tokens(part), lexicon)) for part in _PARTS.split(text)]
    if all(token.classes or token.text.isdigit() for token in chain.from_iterable(parts)):
        yield from filter(None, parts)


def _classes(part: list[Token]) -> frozenset[str]:
    return frozenset(chain.from_iterable(token.classes for token in part))


def _did_not_come(has: frozenset[str]) -> bool:
    return not has & _BELONGS and ("absent" in has or ("non" in has and bool(has & _CAME)))


def _does_not_belong(part: list[Token]) -> bool:
    has = _classes(part)
    if "founding" in has:
        return False  # no founding member is one for all that
    if has & _NEGATIONS and has & _BELONGS:
        return True
    if "leave" in has and "request" in has:
        return True  # withdrew its application
    return "absent" in has and all(token.classes & _BY_ITSELF for token in part)
