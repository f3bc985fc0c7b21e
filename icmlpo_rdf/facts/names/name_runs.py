"""Names in a row within a sentence: 甲、乙和丙等十人 | 出席了会议. They are links, places, and what looks like a name among these."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language import fold, is_kanji
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text, beginning_in, label_of

__all__ = ["NameRun", "NameRuns"]

_LEAST_SURE, _SURE_SHARE = 2, 0.4
_LEAST_FORMED = 3
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


class _Join(Enum):
    """How a name is joined to the one before it in its row."""

    NONE = "it is the first one"
    MARK = "by a mark or a word that joins names"
    COMMA = "by a comma, as all of its row may be: those are sure names"


_Step = tuple[int, _Join]


class _Chain(Struct, frozen=True):
    """The names from one in a row on."""

    unit: _Unit
    following: _Step
    count: int
    sure: int
    last: _Unit


class NameRuns:
    """The names in a row in one sentence. Where a row begins is tried at many places: each name is read once for all of them."""

    def __init__(self, content: Text, lexicon: Lexicon) -> None:
        self._content = content
        self._lexicon = lexicon
        self._chains: dict[_Step, _Chain | None] = {}

    def at(self, begin: int, *, are_told: bool = False) -> NameRun | None:
        """Return the names that stand in a row from a place on; None where there are not two or they may be none.

        Args:
            begin: the place.
            are_told: the words before it say that names follow: of several that have a person's form none need be sure.
        """
        chain = self._chain((begin, _Join.NONE)) if _may_begin(self._content, begin) else None
        if chain is None:
            return None
        is_sure = chain.sure >= max(_LEAST_SURE, _SURE_SHARE * chain.count)
        if not is_sure and not (are_told and chain.count >= _LEAST_FORMED):
            return None
        behind, end = chain.last.swallowed, chain.last.end
        return NameRun(begin, end if behind else _with_bracket(self._content.text, end), chain.count, behind)

    def names(self, run: NameRun) -> tuple[Text, ...]:
        """Return the names of a row, from the first to the last, each without what stands around it."""
        names: list[Text] = []
        chain = self._chain((run.begin, _Join.NONE))
        while chain is not None:
            names.append(_printed(self._content, chain.unit))
            chain = self._chains[chain.following]
        return tuple(names)

    def _chain(self, step: _Step) -> _Chain | None:
        """The names from a step on; None where none begins there, or none that may be joined so."""
        chains, waiting = self._chains, list[tuple[_Step, _Unit, _Step]]()
        first = step
        while step not in chains:
            unit = _unit_at(self._content, step[0], self._lexicon) if step[0] >= 0 else None
            if unit is None or (step[1] is _Join.COMMA and not unit.is_sure):
                chains[step] = None
                break
            waiting.append((step, unit, self._following(unit, step[1])))
            step = waiting[-1][2]
        while waiting:
            step, unit, following = waiting.pop()
            rest = chains[following]
            count, sure = (rest.count, rest.sure) if rest else (0, 0)
            chains[step] = _Chain(
                unit, following, count + 1, sure + unit.is_sure, rest.last if rest else unit
            )
        return chains[first]

    def _following(self, unit: _Unit, join: _Join) -> _Step:
        """Where the next name may begin, and how it is joined; a place below 0 where nothing joins one."""
        place = _next_unit(self._content.text, unit, self._lexicon)
        if place >= 0:
            return place, _Join.COMMA if join is _Join.COMMA else _Join.MARK
        if join is _Join.MARK:
            return place, join
        return _behind_comma(self._content.text, unit.end), _Join.COMMA


def _may_begin(content: Text, place: int) -> bool:
    """True where a link, or what parts names in a row, is near."""
    near = content.text[place : place + _NEAR]
    linked = beginning_in(content.links, place, place + _NEAR - 1)
    return bool(linked) or any(mark in near for mark in _SEPARATORS)


def _unit_at(content: Text, place: int, lexicon: Lexicon) -> _Unit | None:
    """The name that begins at a place: a link, also behind an office, or a text up to what parts it from the next."""
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


def _linked_unit(content: Text, link: Link, lexicon: Lexicon) -> _Unit:
    """The name that a link is; the one behind it, where it is an office: [共产国际军事顾问](共产国际)[李德](李德)."""
    behind = _link_at(content, link.end, link.end + _MAX_OFFICE)
    if behind is None:
        return _Unit(link.start, link.end, is_sure=True, link=link)
    office = content.text[link.end : behind.start]
    if not office and _ends_in_office(_swallowed(link), lexicon):
        return _Unit(behind.start, behind.end, is_sure=True, link=behind)
    if kind_of_name(link.text, None, lexicon) is None:
        return _Unit(link.start, link.end, is_sure=True, link=link)
    if _is_office_alone(office, lexicon):
        return _Unit(link.start, behind.end, is_sure=True, link=behind)
    if office.strip() in letters("possessives") and (
        end := _behind_person(content.text, behind.end, lexicon)
    ):
        return _Unit(link.start, end, is_sure=True)
    return _Unit(link.start, link.end, is_sure=True, link=link)


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
    return _country_before(text, place, stop, lexicon)


def _country_before(text: str, place: int, stop: int, lexicon: Lexicon) -> _Unit | None:
    """The country that a text begins with, where a particle or a number stands behind it: 영국이 참가했다, 乍得三个成员国."""
    first = next(iter(lexicon.matcher.tokens(text[place:stop])), None)
    if first is None or text[place : place + first.start].strip():
        return None
    end = place + first.end
    is_country = place_kind(first.text, lexicon) is PlaceKind.COUNTRY
    is_told = lexicon.is_verb_last and text.startswith(tuple(filter(None, lexicon.particles)), end)
    is_told = is_told or parse_numeral(text[end : end + 1]) is not None
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
