"""Names in a row within a sentence: 甲、乙和丙等十人 | 出席了会议. They are links, places, and what looks like a name among these."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.row_units import RowUnit, unit_at
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text, beginning_in

__all__ = ["NameRun", "NameRuns"]

_LEAST_SURE, _SURE_SHARE = 2, 0.4
_LEAST_FORMED, _LONG = 3, 3
_NEAR = 40
_ASIDE = lazy_pattern(r"\s?[（(][^（()）]{0,60}[）)]", needs="（(")
_SEPARATORS = "、，,"
_FOOTNOTES = lazy_pattern(r"(?:\[\d{1,3}\])+", needs="[")


class NameRun(Struct, frozen=True):
    """Names in a row."""

    begin: int
    end: int
    """Where the last one ends in the sentence, with its bracket; what its link's label swallowed stands behind that."""
    count: int
    behind: str
    """What the last link's label swallowed: 与会, of [项英与会](项英)."""


class _Join(Enum):
    """How a name is joined to the one before it in its row."""

    NONE = "it is the first one"
    MARK = "by a mark or a word that joins names"
    COMMA = "by a comma, as all of its row may be: those are sure names"


_Step = tuple[int, _Join]


class _Chain(Struct, frozen=True):
    """The names from one in a row on."""

    unit: RowUnit
    following: _Step
    count: int
    sure: int
    long: int
    """How many have three letters or more."""
    last: RowUnit


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
        if not is_sure and not (are_told and self._are_persons(chain)):
            return None
        behind, end = chain.last.swallowed, chain.last.end
        return NameRun(begin, end if behind else _with_bracket(self._content.text, end), chain.count, behind)

    def _are_persons(self, chain: _Chain) -> bool:
        """True for several of which most have three letters or more, as persons do: not 记者、学生、工人."""
        return chain.count >= _LEAST_FORMED and 2 * chain.long > chain.count

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
        chains, waiting = self._chains, list[tuple[_Step, RowUnit, _Step]]()
        first = step
        while step not in chains:
            unit = unit_at(self._content, step[0], self._lexicon) if step[0] >= 0 else None
            if unit is None or (step[1] is _Join.COMMA and not unit.is_sure):
                chains[step] = None
                break
            waiting.append((step, unit, self._following(unit, step[1])))
            step = waiting[-1][2]
        while waiting:
            step, unit, following = waiting.pop()
            rest = chains[following]
            count, sure, long = (rest.count, rest.sure, rest.long) if rest else (0, 0, 0)
            is_long = unit.end - unit.begin >= _LONG
            chains[step] = _Chain(
                unit, following, count + 1, sure + unit.is_sure, long + is_long, rest.last if rest else unit
            )
        return chains[first]

    def _following(self, unit: RowUnit, join: _Join) -> _Step:
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


def _next_unit(text: str, unit: RowUnit, lexicon: Lexicon) -> int:
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


def _printed(content: Text, unit: RowUnit) -> Text:
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
