"""A name that stands in a row with others in a sentence: a link, a place, or a text that looks like a name."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language import fold, is_kanji
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text, beginning_in, label_of

__all__ = ["RowUnit", "unit_at"]

_MAX_NAME, _MAX_OFFICE = 20, 15
_UNTIL = lazy_pattern(r"[、，,；;。！？：:（()）\n]|$")
_PERSON = range(2, 5)
"""As many letters as persons' names have in Chinese: 周恩来 among linked ones."""
_FOREIGN = lazy_pattern(
    r"[\u30a1-\u30fa\u30fc]{2,}(?:[\u30fb=\uff1d][\u30a1-\u30fa\u30fc]{2,})+", needs="\u30fb=\uff1d"
)
"""As names of persons from elsewhere look in Japanese: dots between their parts."""
_OFFICES = frozenset({"office", "person", "participant", "seat"})


class RowUnit(Struct, frozen=True):
    """One name of a row."""

    begin: int
    """Where the name begins, behind an office that tells no country."""
    end: int
    is_sure: bool
    """True for a link and a known place."""
    link: Link | None = None

    @property
    def swallowed(self) -> str:
        """What its link's label swallowed behind the name."""
        return _swallowed(self.link) if self.link else ""


def unit_at(content: Text, place: int, lexicon: Lexicon) -> RowUnit | None:
    """Return the name that begins at a place: a link, also behind an office, or a text up to what parts it from the next."""
    text = content.text
    while place < len(text) and text[place].isspace():
        place += 1
    if link := _link_at(content, place, place):
        return _linked_unit(content, link, lexicon)
    parted = _UNTIL.search(text, place)
    stop = parted.start() if parted else len(text)
    if link := _link_at(content, place, stop - 1):
        return _unit_behind_office(content, place, link, lexicon)
    return _plain_unit(text, place, stop, lexicon)


def _link_at(content: Text, begin: int, end: int) -> Link | None:
    """The first link that begins in a stretch of a text, its end included."""
    return next(iter(beginning_in(content.links, begin, end)), None)


def _linked_unit(content: Text, link: Link, lexicon: Lexicon) -> RowUnit:
    """The name that a link is; the one behind it, where it is an office: [共产国际军事顾问](共产国际)[李德](李德)."""
    behind = _link_at(content, link.end, link.end + _MAX_OFFICE)
    if behind is None:
        return RowUnit(link.start, link.end, is_sure=True, link=link)
    office = content.text[link.end : behind.start]
    if not office and _ends_in_office(_swallowed(link), lexicon):
        return RowUnit(behind.start, behind.end, is_sure=True, link=behind)
    if kind_of_name(link.text, None, lexicon) is None:
        return RowUnit(link.start, link.end, is_sure=True, link=link)
    if _is_office_alone(office, lexicon):
        return RowUnit(link.start, behind.end, is_sure=True, link=behind)
    if office.strip() in letters("possessives") and (
        end := _behind_person(content.text, behind.end, lexicon)
    ):
        return RowUnit(link.start, end, is_sure=True)
    return RowUnit(link.start, link.end, is_sure=True, link=link)


def _behind_person(text: str, place: int, lexicon: Lexicon) -> int:
    """Where the office ends that stands behind a person's name, up to what parts names: [甲国](…)の[山田](…)大統領、; 0 where none does."""
    parted = _UNTIL.search(text, place, place + _MAX_OFFICE)
    office = text[place : parted.start() if parted else place]
    others = [at for word in lexicon.words["and_others"] if word and (at := office.find(word)) > 0]
    office = office[: min(others, default=len(office))].rstrip()
    return place + len(office) if _is_office_alone(office.strip(), lexicon) else 0


def _is_office_alone(text: str, lexicon: Lexicon) -> bool:
    """True for nothing but an office: 总统 of [法国](…)总统[甲](…)."""
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and tokens[0].start == 0 and all(one.classes & _OFFICES for one in tokens)


def _unit_behind_office(content: Text, place: int, link: Link, lexicon: Lexicon) -> RowUnit | None:
    """The name that a link is behind a text, with it where it tells a country; None where that is no office."""
    office = content.text[place : link.start]
    if len(office) > _MAX_OFFICE or not _ends_in_office(office, lexicon):
        return None
    of_country = "place" in lexicon.matcher.tokens(office)[0].classes
    return RowUnit(place if of_country else link.start, link.end, is_sure=True, link=link)


def _ends_in_office(text: str, lexicon: Lexicon) -> bool:
    tokens = lexicon.matcher.tokens(text)
    if place_kind(text.strip(), lexicon) is PlaceKind.COUNTRY:
        return True
    return bool(tokens) and bool(tokens[-1].classes & _OFFICES) and tokens[-1].end == len(text.rstrip())


def _plain_unit(text: str, place: int, stop: int, lexicon: Lexicon) -> RowUnit | None:
    """A name without a link: as far as the next mark, or the last joining word that leaves one."""
    ends = [match.start() for match in lexicon.joiners.finditer(text, place + 1, stop)]
    others = [
        at for word in lexicon.words["and_others"] if word and (at := text.find(word, place + 1, stop)) > 0
    ]
    for end in (stop, *sorted({*ends, *others}, reverse=True)):
        name = text[place:end].strip()
        if not name or len(name) > _MAX_NAME:
            continue
        if place_kind(name, lexicon) is PlaceKind.COUNTRY:
            return RowUnit(place, end, is_sure=True)
        is_formed = (len(name) in _PERSON and is_kanji(name)) or _FOREIGN.fullmatch(name)
        if is_formed or lexicon.organization_ending(name):
            return RowUnit(place, end, is_sure=False) if _may_be_name(name, lexicon) else None
    return _country_before(text, place, stop, lexicon)


def _country_before(text: str, place: int, stop: int, lexicon: Lexicon) -> RowUnit | None:
    """The country that a text begins with, where a particle or a number stands behind it: 영국이 참가했다, 乍得三个成员国."""
    first = next(iter(lexicon.matcher.tokens(text[place:stop])), None)
    if first is None or text[place : place + first.start].strip():
        return None
    end = place + first.end
    is_country = place_kind(first.text, lexicon) is PlaceKind.COUNTRY
    is_told = lexicon.is_verb_last and text.startswith(tuple(filter(None, lexicon.particles)), end)
    is_told = is_told or parse_numeral(text[end : end + 1]) is not None
    return RowUnit(place + first.start, end, is_sure=True) if is_country and is_told else None


def _may_be_name(text: str, lexicon: Lexicon) -> bool:
    """False for what begins with a number, or with a word that tells what somebody is: 24家联营公司, 代表."""
    first = numbered(lexicon.matcher.tokens(text)[0], lexicon)
    return not first.classes


def _swallowed(link: Link) -> str:
    """What a label swallowed behind the name that it links: 和, 与会, 等8国."""
    own = label_of(link.target.title) if link.target else ""
    label = link.text
    return (
        label[len(own) :].strip()
        if own and len(label) > len(own) and fold(label[: len(own)]) == fold(own)
        else ""
    )
