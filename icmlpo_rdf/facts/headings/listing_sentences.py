"""Sentences that say who is listed behind them: The following states are members of the league; It has three member states."""

from __future__ import annotations

import re

from msgspec.structs import replace

from icmlpo_rdf.facts.headings.head_nouns import SILENT, WHO
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import is_of_organ, numbered
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["is_of_body", "phrase_of_sentence", "tells_something_else"]

_ASIDES = lazy_pattern(r"[（(][^（）()]{0,60}[）)]")
_ABBREVIATION = lazy_pattern(r"\b[A-Z][A-Z-]{2,9}\b")
_ANY_BODY = frozenset({"organization"})
"""What any body may be called; a council is the page's subject where its title says so."""
_BODY = _ANY_BODY | {"body"}
_OF_MEMBERS = WHO | SILENT | _BODY
_OF_MEMBERS |= {"attend", "auxiliary", "former", "join", "joining", "party", "non", "pronoun", "time"}
"""What a sentence under a heading of members may hold that adds nothing but how they came to be some, or came."""


def phrase_of_sentence(text: str, names: tuple[str, ...], lexicon: Lexicon) -> Phrase | None:
    """Return what a sentence says of those who are listed behind it; None where it says that they are members of nothing here.

    One side of its verb names members of the page's subject; the other tells no more than what they are, or names the subject.

    Args:
        text: the sentence without its colon.
        names: how the page calls its subject, its title first.
        lexicon: the words of the page's language.
    """
    if not lexicon.is_head_first or is_of_organ(text, names[0], lexicon):
        return None
    names = (*names, *_short_names(text, names[0]))
    plain = lexicon.introduces.sub(" ", _ASIDES.sub(" ", text))
    verb = lexicon.listing.search(plain)
    if verb is None:
        return None
    before = plain[: verb.start()].strip(" ,").rpartition(",")[2].strip()
    behind = plain[verb.end() :].strip(" ,")
    return _told(before, behind, names, lexicon) or _told(behind, before, names, lexicon)


def tells_something_else(text: str, names: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Return whether a sentence that something follows speaks of others than the members that its heading names.

    The following ministries run its daily work; It has agreements with the following schools. A word that no class knows, and
    that is no name, says so where no side of the verb names members.
    """
    if not lexicon.is_head_first or not _goes_on_below(text, lexicon):
        return False
    rest = _ASIDES.sub(" ", text)
    for name in names:
        rest = rest.replace(name, " ")
    rest = lexicon.listing.sub(" ", lexicon.introduces.sub(" ", rest))
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(rest)]
    # A partial list: what a list is called tells nothing of those in it.
    lists = [*("list" in behind.classes for behind in tokens[1:]), False]
    is_told = all(
        is_of_list or token.classes & _OF_MEMBERS or token.text[:1].isupper()
        for token, is_of_list in zip(tokens, lists, strict=True)
    )
    return not is_told and phrase_of_sentence(text, names, lexicon) is None


def _goes_on_below(text: str, lexicon: Lexicon) -> bool:
    """True for a sentence that the list completes: It works with the following:, Its languages are:; not for the label: From Asia."""
    tokens = lexicon.matcher.tokens(text)
    if any(lexicon.introduces.search(token.text) for token in tokens if "before_tail" not in token.classes):
        return True  # not for: a reshuffle following the election
    ends_in_verb = any(match.end() == len(text) for match in lexicon.listing.finditer(text))
    return (ends_in_verb or _goes_on(text, lexicon)) and lexicon.member.search(text) is None


def _told(mine: str, other: str, names: tuple[str, ...], lexicon: Lexicon) -> Phrase | None:
    """What one side of the verb says of the subject's members, where the other side says nothing else of them."""
    phrase = read_phrase(mine, lexicon, names)
    if phrase is None or not _calls_members(phrase, names, lexicon) or _names_other(mine, names, lexicon):
        return None
    if is_of_body(other, names, lexicon):
        return phrase
    told = read_phrase(other, lexicon, names)
    if told is None or not _tells_kind_only(told) or _goes_on(other, lexicon):
        return None
    return replace(phrase, kind=phrase.kind or told.kind)


def _calls_members(phrase: Phrase, names: tuple[str, ...], lexicon: Lexicon) -> bool:
    return phrase.members and not phrase.absent and is_of_body(phrase.tail, names, lexicon)


def _tells_kind_only(told: Phrase) -> bool:
    """True for states, and for sovereign states; not for states of the region, or those that came."""
    return told.kind is not None and not (told.tail or told.attended or told.absent)


def _goes_on(text: str, lexicon: Lexicon) -> bool:
    """True for persons from, behind which the list goes on."""
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and "before_tail" in tokens[-1].classes


def _names_other(text: str, names: tuple[str, ...], lexicon: Lexicon) -> bool:
    """True for NATO members, on the page of another body."""
    tokens = lexicon.matcher.tokens(text)
    return any(not one.classes and one.text.isupper() and one.text not in names for one in tokens)


def _short_names(text: str, title: str) -> list[str]:
    """Abbreviations of a text that are a part of its title's: FFA of the Pacific Islands Forum Fisheries Agency."""
    initials = "".join(word[0] for word in re.split(r"[\s-]", title) if word[:1].isupper())
    return [found for found in _ABBREVIATION.findall(text) if found.replace("-", "") in initials]


def is_of_body(text: str, names: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Return whether a text names nothing but the page's subject, or says nothing: the League; not the League Council."""
    rest = text
    for name in names:
        rest = rest.replace(name, " ")
    title = names[0].lower()
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(rest)]
    return all(
        token.classes & SILENT
        or (
            rest == text
            and (token.classes & _BODY)
            and (token.classes & _ANY_BODY or token.text.lower() in title)
        )
        for token in tokens
    )
