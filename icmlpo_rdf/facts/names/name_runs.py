"""Names in a row within a sentence: 甲、乙和丙等十人 | 出席了会议. They are links, places, and what looks like a name among these."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language import fold, is_kanji
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text, label_of

__all__ = ["NameRun", "run_at"]

_LEAST_SURE, _SURE_SHARE = 2, 0.4
_MAX_NAME, _MAX_OFFICE, _NEAR = 20, 15, 40
_UNTIL = lazy_pattern(r"[、，,；;。！？：:（()）\n]|$")
_ASIDE = lazy_pattern(r"\s?[（(][^（()）]{0,60}[）)]", needs="（(")
_SEPARATOR, _SEPARATORS = "、", "、，,"
_FOOTNOTES = lazy_pattern(r"(?:\[\d{1,3}\])+", needs="[")
_PERSON = range(2, 5)
"""As many letters as persons' names have in Chinese: 周恩来 among linked ones."""
_FOREIGN = lazy_pattern(
    r"[\u30a1-\u30fa\u30fc]{2,}(?:[\u30fb=\uff1d][\u30a1-\u30fa\u30fc]{2,})+", needs="\u30fb=\uff1d"
)
"""As names of persons from elsewhere look in Japanese: dots between their parts."""
_OFFICES = frozenset({"office", "person", "participant", "seat"})


class NameRun(Struct, frozen=True):
    """Names in a row."""

    content: Text
    """From the first to the last, without what stands around them."""
    begin: int
    end: int
    """Where the last one ends in the sentence, with its bracket; what its link's label swallowed stands behind that."""
    count: int
    behind: str
    """What the last link's label swallowed: 与会, of [项英与会](项英)."""


class _Unit(Struct, frozen=True):
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


def run_at(content: Text, begin: int, lexicon: Lexicon) -> NameRun | None:
    """Return the names that stand in a row from a place of a sentence on; None where there are not two or they may be none."""
    if not _may_begin(content, begin):
        return None
    units = list(_units_from(content, begin, lexicon))
    if sum(one.is_sure for one in units) < max(_LEAST_SURE, _SURE_SHARE * len(units)):
        return None
    names = _joined([_printed(content, unit) for unit in units], content)
    last = units[-1]
    behind = last.swallowed
    end = last.end if behind else _with_bracket(content.text, last.end)
    return NameRun(names, begin, end, len(units), behind)


def _may_begin(content: Text, place: int) -> bool:
    """True where a link, or what parts names in a row, is near."""
    near = content.text[place : place + _NEAR]
    linked = any(place <= link.start < place + _NEAR for link in content.links)
    return linked or any(mark in near for mark in _SEPARATORS)


def _units_from(content: Text, place: int, lexicon: Lexicon) -> Iterator[_Unit]:
    """The names in a row from a place on. Those that a comma parts, as it then does behind the first one, are sure ones."""
    is_first, by_commas = True, False
    while (unit := _unit_at(content, place, lexicon)) is not None and (unit.is_sure or not by_commas):
        yield unit
        place = _next_unit(content.text, unit, lexicon)
        if place < 0 and (is_first or by_commas):
            place, by_commas = _behind_comma(content.text, unit.end), True
        if place < 0:
            return
        is_first = False


def _unit_at(content: Text, place: int, lexicon: Lexicon) -> _Unit | None:
    """The name that begins at a place: a link, also behind an office, or a text up to what parts it from the next."""
    text = content.text
    while place < len(text) and text[place].isspace():
        place += 1
    link = next((one for one in content.links if one.start >= place), None)
    if link is not None and link.start == place:
        return _linked_unit(content, link, lexicon)
    parted = _UNTIL.search(text, place)
    stop = parted.start() if parted else len(text)
    if link is not None and link.start < stop:
        return _unit_behind_office(content, place, link, lexicon)
    return _plain_unit(text, place, stop, lexicon)


def _linked_unit(content: Text, link: Link, lexicon: Lexicon) -> _Unit:
    """The name that a link is; the one behind it, where it is an office: [共产国际军事顾问](共产国际)[李德](李德)."""
    behind = next((one for one in content.links if one.start == link.end), None)
    name = behind if behind is not None and _ends_in_office(_swallowed(link), lexicon) else link
    return _Unit(name.start, name.end, is_sure=True, link=name)


def _unit_behind_office(content: Text, place: int, link: Link, lexicon: Lexicon) -> _Unit | None:
    """The name that a link is behind a text, with it where it tells a country; None where that is no office."""
    office = content.text[place : link.start]
    if len(office) > _MAX_OFFICE or not _ends_in_office(office, lexicon):
        return None
    of_country = "place" in lexicon.matcher.tokens(office)[0].classes
    return _Unit(place if of_country else link.start, link.end, is_sure=True, link=link)


def _ends_in_office(text: str, lexicon: Lexicon) -> bool:
    tokens = lexicon.matcher.tokens(text)
    if place_kind(text.strip(), lexicon) is PlaceKind.COUNTRY:
        return True
    return bool(tokens) and bool(tokens[-1].classes & _OFFICES) and tokens[-1].end == len(text.rstrip())


def _plain_unit(text: str, place: int, stop: int, lexicon: Lexicon) -> _Unit | None:
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
            return _Unit(place, end, is_sure=True)
        is_formed = (len(name) in _PERSON and is_kanji(name)) or _FOREIGN.fullmatch(name)
        if is_formed or lexicon.organization_ending(name):
            return _Unit(place, end, is_sure=False) if _may_be_name(name, lexicon) else None
    return _country_before_particle(text, place, stop, lexicon) if lexicon.is_verb_last else None


def _country_before_particle(text: str, place: int, stop: int, lexicon: Lexicon) -> _Unit | None:
    """The country that a text begins with, where a particle stands behind it: 영국이 참가했다."""
    first = next(iter(lexicon.matcher.tokens(text[place:stop])), None)
    if first is None or text[place : place + first.start].strip():
        return None
    end = place + first.end
    is_country = place_kind(first.text, lexicon) is PlaceKind.COUNTRY
    is_told = text.startswith(tuple(filter(None, lexicon.particles)), end)
    return _Unit(place + first.start, end, is_sure=True) if is_country and is_told else None


def _may_be_name(text: str, lexicon: Lexicon) -> bool:
    """False for what begins with a number, or with a word that tells what somebody is: 24家联营公司, 代表."""
    first = numbered(lexicon.matcher.tokens(text)[0], lexicon)
    return not first.classes


def _next_unit(text: str, unit: _Unit, lexicon: Lexicon) -> int:
    """Where the next name may begin; below 0 where nothing joins one."""
    place = _with_bracket(text, unit.end)
    if mark := _FOOTNOTES.match(text, place):
        place = mark.end()
    joined = place
    while joined < len(text) and text[joined] in "、 \n":
        joined += 1
    if match := lexicon.joiners.match(text, joined):
        joined = match.end()
    if joined > place and text[place:joined].strip():
        return joined
    swallowed = unit.swallowed
    is_joined = swallowed and (
        lexicon.joiners.fullmatch(swallowed) or lexicon.joiners.fullmatch(f"{swallowed} ")
    )
    return place if is_joined else -1


def _behind_comma(text: str, place: int) -> int:
    """Where the next name may begin in a text that parts names by commas: 阿曼，卡塔尔，俄罗斯."""
    return place + 1 if text[place : place + 1] in ("，", ",") else -1


def _swallowed(link: Link) -> str:
    """What a label swallowed behind the name that it links: 和, 与会, 等8国."""
    own = label_of(link.target.title) if link.target else ""
    label = link.text
    return (
        label[len(own) :].strip()
        if own and len(label) > len(own) and fold(label[: len(own)]) == fold(own)
        else ""
    )


def _printed(content: Text, unit: _Unit) -> Text:
    """A name with the bracket behind it, without what its link's label swallowed."""
    if behind := unit.swallowed:
        name = part_of(content, unit.begin, unit.end)
        end = len(name.text.rstrip()) - len(behind)
        shorter = replace(name.links[-1], text=name.links[-1].text.rstrip().removesuffix(behind), end=end)
        return replace(name, text=name.text[:end], links=(*name.links[:-1], shorter))
    return part_of(content, unit.begin, _with_bracket(content.text, unit.end))


def _with_bracket(text: str, end: int) -> int:
    """Where the bracket ends that stands behind a name; where the name does, when there is none."""
    aside = _ASIDE.match(text, end)
    return aside.end() if aside else end


def _joined(names: list[Text], content: Text) -> Text:
    """The names as one list, whatever words parted them."""
    text, links = "", list[Link]()
    for name in names:
        text += _SEPARATOR if text else ""
        links += (replace(one, start=one.start + len(text), end=one.end + len(text)) for one in name.links)
        text += name.text
    return Text(text, tuple(links), (), content.span)
