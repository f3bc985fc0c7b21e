"""Observers that a text calls non-members besides: Non-member observers, 非會員之觀察國家. They did come, and are observers."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token

__all__ = ["without_non_members"]


def without_non_members(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Return the words of a text without a word for those who are no members, where observers stand behind it."""
    last = max((at for at, token in enumerate(tokens) if "observer" in token.classes), default=0)
    if not any("absent" in token.classes for token in tokens[:last]):
        return tokens
    return [
        token
        for at, token in enumerate(tokens)
        if at >= last or "absent" not in token.classes or not lexicon.member.search(token.text)
    ]
