"""Whether those who stand behind countries in lists of participants are persons, for whom their countries took part too, or bodies.

A heading such as Participants does not tell: of `Norway: X` the list as a whole does. An office beside a name tells a person; a
country's name or adjective within a name, or a word for organizations, tells a body. Where neither stands anywhere the names of persons
must look like such in most entries; else nothing is said of what their bearers are, and the countries are only where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.headings.head_nouns import HEADS
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.called_after import has_dots, is_called_after
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language import is_alphabetic
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item

__all__ = ["as_list_tells", "as_page_tells", "tells_person"]

_LEAST, _MOST = 3, 0.8
"""How many names, and which share of them, must look like those of persons where nothing else tells."""
_FEW = 0.2
_MAX_WORDS, _MAX_SIGNS, _SURE_SIGNS = 5, 5, 3
_OF_SOMEBODY = lazy_pattern(r"\w['’]s?(?!\w)", needs="'’")
"""Workers' Voice, Reed's Friends."""
_LETTERS = lazy_pattern(r"[^\W\d_]{2,}")
_NO_PERSONS = HEADS - {"person", "seat", "topic"} | {"party", "club", "league", "organ", "chamber", "article"}


def tells_person(item: Item, name: PrintedName, lexicon: Lexicon) -> bool:
    """Return whether an item has an office or a title besides a name and the country before it."""
    text = item.content.text.replace(name.link.text if name.link else name.text, " ", 1)
    return any(token.classes & {"office", "honorific"} for token in lexicon.matcher.tokens(text))


def as_list_tells(statements: Sequence[Statement], lexicon: Lexicon) -> list[Statement]:
    """Return what a list states; where it tells that those behind its countries are persons, they and their countries are no more supposed."""
    persons = [one for one in statements if one.supposed and one.kind is Kind.PERSON]
    is_told = any(_is_sent(one) and not one.supposed for one in statements)
    if not persons or not (is_told or _are_persons(persons, statements, lexicon)):
        return list(statements)
    return _certain(statements, [one for one in persons if not _has_country_in_name(one, lexicon)])


def as_page_tells(statements: Sequence[Statement], lexicon: Lexicon) -> list[Statement]:
    """Return what a page states, without the persons and their countries that nothing tells to be such.

    A list that tells it does so of all who came to the meeting as the same: United Kingdom, over one name, as United States.
    """
    told = {(one.meeting, one.standing) for one in statements if _is_sent(one) and not one.supposed}
    persons = [one for one in statements if one.supposed and one.kind is Kind.PERSON]
    alike = [one for one in persons if (one.meeting, one.standing) in told]
    kept = _certain(statements, [one for one in alike if not _has_country_in_name(one, lexicon)])
    return list(_without_supposed(kept))


def _is_sent(one: Statement) -> bool:
    return one.kind is Kind.PERSON and one.on_behalf_of is not None


def _certain(statements: Sequence[Statement], persons: Sequence[Statement]) -> list[Statement]:
    """The statements, these persons and the countries that sent them no more supposed."""
    kept, sent_by = {id(one) for one in persons}, {one.on_behalf_of for one in persons}
    return [
        replace(one, supposed=False)
        if id(one) in kept or (one.kind is Kind.COUNTRY and one.name in sent_by)
        else one
        for one in statements
    ]


def _without_supposed(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements, names with their places for supposed persons, and without the countries supposed to have sent them."""
    for one in statements:
        if not one.supposed:
            yield one
        elif one.kind is Kind.PERSON:
            place = one.place or one.on_behalf_of
            yield replace(one, kind=None, place=place, on_behalf_of=None)


def _are_persons(persons: Sequence[Statement], statements: Sequence[Statement], lexicon: Lexicon) -> bool:
    """True where a list as a whole tells by its names that those behind its countries are persons."""
    if _are_bodies(persons, statements, lexicon):
        return False
    names = [one.name.text for one in persons]
    alike = sum(_may_be_person(name, lexicon) for name in names)
    return alike >= _MOST * len(names) and (len(names) >= _LEAST or any(map(_is_short_name, names)))


def _are_bodies(persons: Sequence[Statement], statements: Sequence[Statement], lexicon: Lexicon) -> bool:
    """True where too many of a list are organizations: behind countries, or beside those supposed to be persons, 甲党 and 崩得（俄国）."""
    organizations = [one for one in statements if one.kind is Kind.ORGANIZATION]
    placed = sum(one.place is not None for one in organizations)
    if placed + sum(_has_country_in_name(one, lexicon) for one in persons) > _FEW * len(persons):
        return True
    sent_by = {one.on_behalf_of for one in statements}
    return sum(one.name not in sent_by for one in organizations) >= len(persons)


def _has_country_in_name(one: Statement, lexicon: Lexicon) -> bool:
    """True for Norwegian Dockers of Norway, 瑞典船夫: a person's name rarely holds their country's."""
    place = one.place or one.on_behalf_of
    return place is not None and is_called_after(one.name.text, place.text, lexicon)


def _may_be_person(name: str, lexicon: Lexicon) -> bool:
    """True for a name that a person may have by its form: Ola Berg, 王大海, 奥拉·贝里; not for Lega dei Barcaioli or SAK."""
    if not is_alphabetic(name[0]):
        return has_dots(name) or len(name.replace(" ", "")) <= _MAX_SIGNS or " " in name
    words = name.split()
    if not 1 < len(words) <= _MAX_WORDS or any(map(str.isdigit, name)):
        return False
    if _OF_SOMEBODY.search(name) or any(
        token.classes & _NO_PERSONS for token in lexicon.matcher.tokens(name)
    ):
        return False
    particles = lexicon.words["name_particles"]
    return all((word[0].isupper() and not _is_acronym(word)) or word.lower() in particles for word in words)


def _is_acronym(word: str) -> bool:
    return word.isupper() and _LETTERS.fullmatch(word) is not None


def _is_short_name(name: str) -> bool:
    """True for 王大海 and 奥拉·贝里, which are hardly anything but persons' names."""
    return not is_alphabetic(name[0]) and (has_dots(name) or len(name) <= _SURE_SIGNS)
