"""What a bracket behind a name tells of its bearer, and what in brackets is a part of the name: 共产党（马列）."""

from __future__ import annotations

from icmlpo_rdf.facts.names.abbreviations import is_abbreviation
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.names.joined_persons import is_formed_as_person, is_plain_person
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["is_about_bearer"]

_DIGIT = lazy_pattern(r"\d")
_PARTY = lazy_pattern(r"[A-Z]{1,10}(?:[-–][\w .]{1,30})?")
"""A party by its letters, and perhaps the district: D, KPD, R-Reed."""
_MAX_WING, _LEAST_BLANKS = 3, 2


def is_about_bearer(remark: str, name: str, lexicon: Lexicon) -> bool:
    """Return whether what stands in brackets behind a name tells of its bearer, and is no part of it."""
    name = name.strip()
    told = _is_told(remark, lexicon) or is_abbreviation(remark, name)
    if told or lexicon.is_head_first:
        return told or _is_beside_words(remark, name, lexicon)
    return _is_of_person(remark, name, lexicon)


def _is_told(remark: str, lexicon: Lexicon) -> bool:
    """True for a status, a date, an office, and Bounce (dancers): what is written small where names are written large."""
    if lexicon.status.search(remark) or _DIGIT.search(remark):
        return True
    if lexicon.is_head_first and _tells_standing(remark, lexicon):
        return True
    has_small = lexicon.is_head_first and not lexicon.is_inflected
    return (has_small and remark[:1].islower()) or is_office(remark, lexicon)


def _tells_standing(remark: str, lexicon: Lexicon) -> bool:
    """True for founder, associate member: words for how its bearer belongs, and no others."""
    tokens = lexicon.matcher.tokens(remark)
    told = any(token.classes & {"founding", "associate", "member"} for token in tokens)
    return told and all(token.classes for token in tokens)


def _is_of_person(remark: str, name: str, lexicon: Lexicon) -> bool:
    """True for words behind what may be a person's name: 高橋四郎（帝国大学学生）; one short word may part two bodies.

    A party, or the word for none, may be short: 张国栋（无党籍）.
    """
    if not is_formed_as_person(name) or lexicon.organization_ending(name):
        return False
    last = lexicon.matcher.tokens(remark)[-1:]
    is_party = remark in lexicon.not_names or any("party" in token.classes for token in last)
    return is_party or len(remark) > _MAX_WING


def _is_beside_words(remark: str, name: str, lexicon: Lexicon) -> bool:
    """The same in languages that part words, whose names of persons are several.

    Emil Beck (KPD); Emil Elm (Alderton); Afghanistan (Islamic Republic), but not Congo (Kinshasa), which tells of two.
    """
    if " " in name and _PARTY.fullmatch(remark) and not lexicon.organization_ending(name):
        return True
    if " " in remark and place_kind(name, lexicon) is PlaceKind.COUNTRY:
        return True
    is_name = remark[:1].isupper() and remark.replace(" ", "").isalpha()
    return _is_translated(remark, name, lexicon) or (is_name and is_plain_person(name, lexicon))


def _is_translated(remark: str, name: str, lexicon: Lexicon) -> bool:
    """True for what an organization is called in the page's language: Magyar Tudományos Akadémia (Hungarian Academy of Sciences)."""
    if remark.count(" ") < _LEAST_BLANKS or " " not in name:
        return False
    return any(token.classes & {"organization", "body"} for token in lexicon.matcher.tokens(remark))
