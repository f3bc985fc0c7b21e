"""What without a link is no name, though it looks like one: others, a remark, what somebody is called."""

from __future__ import annotations

from functools import lru_cache

from icmlpo_rdf.facts.headings.phrases import STRONG, read_phrase
from icmlpo_rdf.facts.headings.plain_words import calls_nobody
from icmlpo_rdf.facts.names.chunks import joins_only
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.names.remarks import holds_sentence, is_remark
from icmlpo_rdf.facts.names.unnamed import are_unnamed
from icmlpo_rdf.facts.words.counts import in_digits
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["is_no_name"]

_KEPT = 4_096
"""Texts of which the answer is kept: a table names the same countries in row after row."""
_MAX_ROLE, _LEAST_TOLD = 12, 3
_IN_BRACKETS = lazy_pattern(r"(?:[\uff3b【〔][^\uff3d】〕]*+[\uff3d】〕]\s*+)++")
_NO_BEARER = frozenset({"measure", "member"})
"""What ends a sum, or what members are called, and no name."""


@lru_cache(maxsize=_KEPT)
def is_no_name(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text without a link is no name: others, a remark, what somebody is called, what joins names."""
    if are_unnamed(text, lexicon) or is_remark(text, lexicon) or _counts_office(text, lexicon):
        return True
    if joins_only(text) or (lexicon.is_head_first and text[0].islower() and _is_clause(text, lexicon)):
        return True
    if holds_sentence(text, lexicon) or _IN_BRACKETS.fullmatch(text):
        return True
    return len(text) <= _MAX_ROLE and _is_called_so(text, lexicon)


def _counts_office(text: str, lexicon: Lexicon) -> bool:
    """True for 财政部副部长一人 and 常务委员9人: how many come from an office."""
    plain = in_digits(text, lexicon)
    return plain != text and is_office(plain, lexicon)


def _is_clause(text: str, lexicon: Lexicon) -> bool:
    """True for was classified as another, and in a personal capacity."""
    begin = lexicon.matcher.tokens(text)[0]
    is_long = text.count(" ") >= _LEAST_TOLD
    is_name = text.split(maxsplit=1)[0] in lexicon.words["name_particles"]
    return not is_name and (is_long or "before_tail" in begin.classes)


def _is_called_so(text: str, lexicon: Lexicon) -> bool:
    """True for 创始成员国, 연결 회원사 and 观察员 in a name's place, and for what is a sum: 世界总量."""
    tokens = lexicon.matcher.tokens(text)
    last = tokens[-1].classes if tokens else frozenset[str]()
    if last & _NO_BEARER and "section" not in last and not lexicon.is_head_first:
        return True
    if calls_nobody(tokens, lexicon):
        return True
    phrase = read_phrase(text, lexicon)
    return phrase is not None and phrase.members and phrase.score >= STRONG
