"""What members are called by a noun that no class knows: 堂会 of 会员堂会."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token

__all__ = ["CALLED_SO", "MAX_NOUN", "is_no_topic", "with_called", "with_noun_behind"]

MAX_NOUN = 4
"""Letters of a noun that may be one for members."""
_ANYBODY = frozenset({"anybody"})
_ORGAN = frozenset({"council"})
"""What members may be too, though it mostly is a part of the subject: 成员议会."""
CALLED_SO = _ANYBODY | {"called"}
_BELONGING = frozenset({"joining", "member", "attend"})


def with_called(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Return the tokens, in which a noun that no class knows is who belongs there, as it is behind no other word: 局 of 加盟局, 堂会 of 会员堂会.

    Of all but the shortest that are known for it, those under it must look like members besides.
    """
    if lexicon.is_head_first:
        return tokens
    last = next((token for token in reversed(tokens) if not token.classes or token.classes - SILENT), None)
    return [
        replace(token, classes=_called(before, token, lexicon, is_last=token is last) or token.classes)
        for before, token in zip([None, *tokens], tokens, strict=False)
    ]


def with_noun_behind(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """Return the tokens, in which a noun that no class knows is one for those who belong, right behind Member: Member parliaments."""
    if not lexicon.is_head_first or lexicon.is_noun_first or len(tokens) < _PAIR:
        return tokens
    *before, called, noun = tokens
    is_noun = not noun.classes and noun.text[-1:] == "s" and noun.text.isalpha()
    if not is_noun or "member" not in called.classes or called.text[-1:] == "s":
        return tokens
    return [*before, called, replace(noun, classes=_ANYBODY)]


_PAIR = 2


def _called(before: Token | None, token: Token, lexicon: Lexicon, *, is_last: bool) -> frozenset[str]:
    """The classes of a noun for who belongs: 局 of 加盟局, the committees of 加盟委員会, 堂会 of 会员堂会; none of any other word.

    One that ends as those of bodies do is one: 加盟商工連合.
    """
    if before is None or not token.classes <= _ORGAN:
        return frozenset()
    bodies = lexicon.words["bodies_behind"]
    if token.text in bodies and _may_belong(before, token):
        return _ANYBODY
    if bodies and "joining" in before.classes and (token.classes or _ends_as_body(before, token, lexicon)):
        return token.classes | _ANYBODY
    may_be = is_last and "member" in before.classes and before.end == token.start
    return CALLED_SO if may_be and _may_be_called(token, lexicon) else frozenset()


def _ends_as_body(before: Token, token: Token, lexicon: Lexicon) -> bool:
    """True for 商工連合 of 加盟商工連合."""
    return before.end == token.start and len(lexicon.organization_ending(token.text)) > 1


def _may_be_called(token: Token, lexicon: Lexicon) -> bool:
    """True for a short noun that is not one for what is told of members: 会员权利."""
    return 1 < len(token.text) <= MAX_NOUN and is_no_topic(token, lexicon)


def _may_belong(before: Token, token: Token) -> bool:
    """The same of the shortest nouns: 创始馆, 准会员馆."""
    return before.end == token.start and bool(before.classes & _BELONGING)


def is_no_topic(noun: Token, lexicon: Lexicon) -> bool:
    """Return whether a noun is none for what is told of members: 权利."""
    patterns = (lexicon.other_topics, lexicon.not_introduced)
    return not any(one.search(noun.text) for one in patterns)
