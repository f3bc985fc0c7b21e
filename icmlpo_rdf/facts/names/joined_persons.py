"""Persons whom a word joins, of whom not all are linked: Teja Singh and [Mehr Chand](…); what ends a row of them: X, Y, and Z."""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.facts.names.chunks import TRIM, Token, has_links, text_of
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.language import is_hangul, is_kanji
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link

__all__ = ["is_formed_as_person", "is_plain_person", "may_be_person", "persons_apart"]

_NAMED = lazy_pattern(
    r"[A-Z\u00c0-\u00de][\w.'’\-]{0,24}(?: [\w.'’\-]{1,24}){0,3} [A-Z\u00c0-\u00de][\w.'’\-]{0,24}"
)
"""Two to five words, the first and the last with a capital."""

_LEAST, _MOST_KANJI, _MOST_SYLLABLES = 2, 5, 4


def is_formed_as_person(name: str) -> bool:
    """Return whether a name has as many letters as a person's, in scripts that do not part words: 高橋四郎, 김철수."""
    if not _LEAST <= len(name) <= _MOST_KANJI:
        return False
    return is_kanji(name) or (len(name) <= _MOST_SYLLABLES and is_hangul(name))


def may_be_person(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name has several words and is neither a country's nor an organization's."""
    return " " in name and not lexicon.organization_ending(name) and place_kind(name, lexicon) is None


def persons_apart(part: list[Token], lexicon: Lexicon) -> Iterator[list[Token]]:
    """Yield the persons of a part of a text, apart where a word joins two of them."""
    pending: list[Token] = []
    for at, token in enumerate(part):
        if isinstance(token, Link):
            pending.append(token)
            continue
        begin = 0
        for joint in lexicon.matcher.tokens(token):
            if "joint" not in joint.classes or not joint.text.isalpha():
                continue
            before, behind = token[begin : joint.start], token[joint.end :]
            following = part[at + 1] if at + 1 < len(part) else ""
            leads = not pending and not before.strip(TRIM)
            if leads or _are_two([*pending, before], behind, following, lexicon):
                if not leads:
                    yield [*pending, before]
                pending, begin = [], joint.end
        pending.append(token[begin:] if begin else token)
    if text_of(pending).strip(TRIM):
        yield pending


def _are_two(before: list[Token], behind: str, following: Token, lexicon: Lexicon) -> bool:
    """True where persons stand on both sides of a joint, one of them without a link."""
    left = _person_of(before, lexicon)
    if behind.strip(TRIM):
        return left and is_plain_person(behind, lexicon)
    is_plain = not has_links(before)
    return left and is_plain and isinstance(following, Link) and may_be_person(following.text, lexicon)


def _person_of(tokens: list[Token], lexicon: Lexicon) -> bool:
    """True for the link of a person, with no more than a bracket behind it, and for a person's name without a link."""
    links = [one for one in tokens if isinstance(one, Link)]
    plain = without_brackets("".join(one for one in tokens if isinstance(one, str))).strip(TRIM)
    if not links:
        return is_plain_person(plain, lexicon)
    return len(links) == 1 and not plain and may_be_person(links[0].text, lexicon)


def is_plain_person(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text looks like the name of a person: two to five words that no class knows, but for titles."""
    name = without_brackets(text).strip(TRIM)
    if not _NAMED.fullmatch(name) or not may_be_person(name, lexicon):
        return False
    tokens = lexicon.matcher.tokens(name)
    named = [token for token in tokens if "honorific" not in token.classes]
    return bool(named) and not any(token.classes - {"free", "number"} for token in named)
