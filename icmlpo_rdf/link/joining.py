"""Things → who they are elsewhere: their items, and which of them are one thing under two names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from icmlpo_rdf.facts.words.lexicon import lexicon_of
from icmlpo_rdf.link.data_things import DataThing, DataThings
from icmlpo_rdf.link.identification import Identified, Reason, WikiTitle
from icmlpo_rdf.link.opening import Sources
from icmlpo_rdf.link.resolving import identify
from icmlpo_rdf.link.title_lists import check_wikis
from icmlpo_rdf.page.titles import label_of
from icmlpo_rdf.quads.wikidata_items import ENTITY
from icmlpo_rdf.store.decisions import Decisions

__all__ = ["Linked", "OpenCase", "link_things", "open_cases"]

_NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class Linked:
    """A thing, and who it is elsewhere."""

    thing: DataThing
    answer: Identified
    same: DataThing | None = None
    """Another thing of the data that the wiki has on the same page."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Somebody or something of which nobody has said yet who it is elsewhere."""

    iri: str
    facts: int
    """How many facts of the data hang on it."""
    reason: str
    """Why it has no item, in a word; empty where no source was asked."""


def open_cases(
    data: DataThings, linked: Iterable[Linked], decisions: Decisions = _NO_DECISIONS
) -> list[OpenCase]:
    """Return the things without an item of which people have decided nothing, those that most facts hang on first."""
    reasons = {one.thing.iri: one.answer.reason.slug if one.answer.reason else "" for one in linked}
    found = {one.thing.iri for one in linked if one.answer.item or one.same} | data.items
    found |= {iri for one in decisions.every for iri in one.pair}
    paged = {one.iri for one in data.things}
    cases = [
        OpenCase(iri, data.facts.get(iri, 0), reasons.get(iri, "") if iri in paged else "no-page")
        for iri in data.every - found
    ]
    return sorted(cases, key=lambda one: (-one.facts, one.iri))


def link_things(
    data: DataThings, sources: Sources, decisions: Decisions = _NO_DECISIONS
) -> tuple[Linked, ...]:
    """Return for each thing its item, and the thing that it is one with.

    What a page or two titles tell apart is not joined: where sources would make it one, neither has an item. What people decided
    goes before what sources say.

    Raises:
        DataError: a source is not whole, or is of another wiki.
        ServerError: a service gives no answer.
    """
    check_wikis({one.title.wiki for one in data.things}, sources)
    answers = dict(identify((one.title for one in data.things), sources, with_names=True))
    for title, answer in answers.items():
        if answer.reason is None and _is_list(title):
            answers[title] = replace(answer, item="", reason=Reason.LIST)
    for groups in (_grouped(data.things, answers, _item), _grouped(data.things, answers, _page)):
        for group in groups:
            for one in _told_apart(group, data.apart, decisions):
                answers[one.title] = replace(answers[one.title], item="", reason=Reason.SAME_AS_ANOTHER)
    for thing in data.things:
        answers[thing.title] = _decided(thing, answers[thing.title], decisions)
    answers |= _contradicted(data.things, answers, decisions)
    same = dict(_same(data.things, answers))
    return tuple(Linked(one, answers[one.title], same.get(one.iri)) for one in data.things)


def _decided(thing: DataThing, answer: Identified, decisions: Decisions) -> Identified:
    """An answer, unless people decided otherwise: then their item is said with their decision."""
    if not answer.item:
        return answer
    decided = decisions.item_of(thing.iri)
    is_other = decided and decided != answer.item
    if is_other or decisions.forbids(thing.iri, ENTITY + answer.item):
        return replace(answer, item="", reason=Reason.DECIDED)
    return answer


def _contradicted(
    things: Iterable[DataThing], answers: Mapping[WikiTitle, Identified], decisions: Decisions
) -> dict[WikiTitle, Identified]:
    """Things that people decided to be one, and that sources give different items: none of these is said."""
    groups: dict[frozenset[str], list[DataThing]] = defaultdict(list)
    for one in things:
        if answers[one.title].item:
            groups[decisions.class_of(one.iri)].append(one)
    found: dict[WikiTitle, Identified] = {}
    for group in groups.values():
        if len({answers[one.title].item for one in group}) > 1:
            said = tuple((one.title.title, answers[one.title].item) for one in group)
            for one in group:
                found[one.title] = replace(answers[one.title], item="", reason=Reason.DISAGREE, said=said)
    return found


def _is_list(title: WikiTitle) -> bool:
    """Whether a title is a list's: what it lists, or who has it, is not the list."""
    lexicon = lexicon_of(title.wiki)
    label = label_of(title.title).lower()
    if lexicon.list_ending.search(label):
        return True
    return re.match(rf"(?:{lexicon.some('lists')})\s", label) is not None


def _item(answer: Identified) -> Hashable:
    return answer.item or None


def _page(answer: Identified) -> Hashable:
    """The page that a title leads to, where it is sure that it is what the title means."""
    if answer.reason not in {None, Reason.NO_ITEM, Reason.NOT_TOLD} or answer.trail.end is not None:
        return None
    return answer.asked.wiki, answer.holder or answer.trail.names[-1]


def _grouped(
    things: Iterable[DataThing],
    answers: Mapping[WikiTitle, Identified],
    key: Callable[[Identified], Hashable],
) -> list[list[DataThing]]:
    """Things of one key, where there are several."""
    groups: dict[Hashable, list[DataThing]] = defaultdict(list)
    for one in things:
        if (found := key(answers[one.title])) is not None:
            groups[found].append(one)
    return [group for group in groups.values() if len(group) > 1]


def _told_apart(
    group: Iterable[DataThing], apart: frozenset[frozenset[str]], decisions: Decisions
) -> set[DataThing]:
    """Those of a group that the data, people or their titles tell apart from another of it.

    Two titles of one wiki that differ in what stands in brackets behind them are two things on purpose.
    """
    found: set[DataThing] = set()
    for one, other in combinations(group, 2):
        is_qualified = (
            one.title.wiki == other.title.wiki
            and one.title != other.title
            and label_of(one.title.title) == label_of(other.title.title)
            and one.title.title.endswith(")")
            and other.title.title.endswith(")")
        )
        is_decided = other.iri in decisions.class_of(one.iri)
        is_apart = frozenset((one.iri, other.iri)) in apart or decisions.forbids(one.iri, other.iri)
        if not is_decided and (is_qualified or is_apart):
            found |= {one, other}
    return found


def _same(
    things: Iterable[DataThing], answers: Mapping[WikiTitle, Identified]
) -> Iterable[tuple[str, DataThing]]:
    """Of the things on one page: the one that bears the page's title, else the first, and those that are the same as it."""
    for group in _grouped(things, answers, _page):
        main = min(group, key=lambda one: (len(answers[one.title].trail.names), one.iri))
        yield from ((one.iri, main) for one in group if one.iri != main.iri)
