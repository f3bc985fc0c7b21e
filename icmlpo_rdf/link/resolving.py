"""Titles → items, by all sources together: who says what, whether they agree, and why there is no answer where there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from icmlpo_rdf.link.identification import (
    Identified,
    ItemFacts,
    ItemSource,
    Reason,
    Trail,
    WikiTitle,
    Witness,
)
from icmlpo_rdf.link.opening import Sources
from icmlpo_rdf.link.page_tables import PageTables

__all__ = ["identify"]

# What a wiki's tables know of a title that forbids what others say of it.
_FORBIDS = frozenset(
    {Reason.TO_SECTION, Reason.TO_OTHER_WIKI, Reason.TO_OTHER_NAMESPACE, Reason.SEVERAL_VARIANTS}
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One answer to one title."""

    item: str
    place: int
    """Which of the trail's names has it."""
    trail: Trail
    source: ItemSource
    tables: PageTables | None

    @property
    def holder(self) -> str:
        """The name that has the item."""
        return self.trail.names[self.place]


def identify(
    titles: Iterable[WikiTitle], sources: Sources, *, with_names: bool = False
) -> Mapping[WikiTitle, Identified]:
    """Return the item of each title, or the reason why it has none.

    Args:
        titles: of articles, as MediaWiki writes them.
        sources: all are asked.
        with_names: whether the names of items' articles in other wikis are asked for, too.

    Raises:
        DataError: a source is not whole, or not what it seems.
        ServerError: a service gives no answer.
    """
    asked = list(dict.fromkeys(titles))
    trails = _trails(asked, sources.tables)
    said = _said(asked, trails, sources)
    items = {one.item for answers in said.values() for one in answers}
    facts = _facts(items, sources, with_names=with_names)
    answers = {title: _answer(title, trails[title], said[title], facts) for title in asked}
    for one in sources.tables if with_names else ():
        answers |= _named(one, [answer for answer in answers.values() if answer.item])
    return answers


def _named(tables: PageTables, answers: Iterable[Identified]) -> dict[WikiTitle, Identified]:
    """Answers with what a wiki's table calls their pages in other languages, where no sitelink says it."""
    ours = [one for one in answers if one.asked.wiki == tables.wiki]
    names = tables.names({one.holder for one in ours})
    return {
        one.asked: replace(
            one,
            names={**names[one.holder], **one.names},
            witnesses=tuple(sorted({*one.witnesses, *tables.names_witnesses()})),
        )
        for one in ours
        if names.get(one.holder, {}).keys() - one.names.keys()
    }


_Trails = Mapping[WikiTitle, list[tuple[PageTables | None, Trail]]]


def _trails(asked: Collection[WikiTitle], tables: Iterable[PageTables]) -> _Trails:
    """The ways from each title, one for each wiki's dump; where there is none the title stands alone."""
    found: dict[WikiTitle, list[tuple[PageTables | None, Trail]]] = {one: [] for one in asked}
    for one in tables:
        ways = one.trails(title.title for title in asked if title.wiki == one.wiki)
        for title, trail in ways.items():
            found[WikiTitle(one.wiki, title)].append((one, trail))
    for alone, known in found.items():
        if not known:
            known.append((None, Trail((alone.title,), (), Reason.NOT_TOLD)))
    return found


def _said(asked: Collection[WikiTitle], trails: _Trails, sources: Sources) -> Mapping[WikiTitle, list[_Said]]:
    said: dict[WikiTitle, list[_Said]] = {one: [] for one in asked}
    for source in (*sources.tables, *(one for one in sources.exact if not one.is_second_class)):
        _ask(source, asked, trails, said)
    open_titles = [
        one
        for one in asked
        if not said[one] and all(trail.end is Reason.NOT_TOLD for _, trail in trails[one])
    ]
    for source in sources.exact:
        if source.is_second_class:
            _ask(source, open_titles, trails, said)
    return {title: _first(answers) for title, answers in said.items()}


def _first(said: list[_Said]) -> list[_Said]:
    """Of the answers on each way those to the first name that anybody has an item for.

    Who has none for that name may know the page behind it only: that is less, and nothing else.
    """
    places: dict[int, int] = {}
    for one in said:
        places[id(one.tables)] = min(places.get(id(one.tables), one.place), one.place)
    return [one for one in said if one.place == places[id(one.tables)]]


def _ask(
    source: ItemSource, asked: Iterable[WikiTitle], trails: _Trails, said: dict[WikiTitle, list[_Said]]
) -> None:
    """Ask a source for each name on the way from each title. The first that has an item counts."""
    ways = [
        (title, tables, trail)
        for title in asked
        for tables, trail in trails[title]
        if not isinstance(source, PageTables) or tables is source
    ]
    names = {WikiTitle(title.wiki, name) for title, _, trail in ways for name in trail.names}
    items = source.items(names)
    for title, tables, trail in ways:
        for place, name in enumerate(trail.names):
            if item := items.get(WikiTitle(title.wiki, name)):
                said[title].append(_Said(item, place, trail, source, tables))
                break


def _facts(items: Collection[str], sources: Sources, *, with_names: bool) -> Mapping[str, ItemFacts]:
    """What all sources know of items, and of those that they were merged into."""
    found: dict[str, ItemFacts] = {}
    open_items = set(items)
    while open_items:
        told: dict[str, list[ItemFacts]] = defaultdict(list)
        for source in sources.exact:
            for item, facts in source.about(sorted(open_items), with_names=with_names).items():
                told[item].append(facts)
        for item in open_items:
            found[item] = _joined(told[item])
        open_items = {one.merged_into for one in found.values() if one.merged_into} - found.keys()
    return found


def _joined(told: Iterable[ItemFacts]) -> ItemFacts:
    names: dict[str, str] = {}
    merged, kind = "", None
    for one in told:
        names |= {wiki: title for wiki, title in one.names.items() if wiki not in names}
        merged, kind = merged or one.merged_into, kind or one.kind
    return ItemFacts(names, merged, kind)


def _answer(
    title: WikiTitle,
    trails: list[tuple[PageTables | None, Trail]],
    said: list[_Said],
    facts: Mapping[str, ItemFacts],
) -> Identified:
    said = [replace(one, item=_lasting(one.item, facts)) for one in said]
    ways = [trail for _, trail in trails]
    trail = said[0].trail if said else _plainest(ways)
    witnesses = _witnesses(said, trails)
    answer = Identified(title, trail, witnesses=witnesses)
    if any(one.is_disambiguation for one in ways):
        return replace(answer, reason=Reason.DISAMBIGUATION)
    if not said:
        return replace(answer, reason=_reason(trail, trails))
    if views := _disagreement(title, said, trails):
        return replace(answer, reason=Reason.DISAGREE, said=views)
    first = said[0]
    told = facts.get(first.item, ItemFacts())
    answer = replace(
        answer, holder=first.holder, is_second_class=all(one.source.is_second_class for one in said)
    )
    if told.kind is not None:
        return replace(answer, reason=told.kind)
    return replace(answer, item=first.item, names=told.names)


def _lasting(item: str, facts: Mapping[str, ItemFacts]) -> str:
    """The item that an item was merged into, also where that was merged again."""
    passed = {item}
    while (further := facts.get(item, ItemFacts()).merged_into) and further not in passed:
        passed.add(further)
        item = further
    return item


def _disagreement(
    title: WikiTitle, said: list[_Said], trails: Iterable[tuple[PageTables | None, Trail]]
) -> tuple[tuple[str, str], ...]:
    """Who says what, where they name several items, or one names another title's and a wiki's tables forbid that; else nothing."""
    forbids = [one for one in trails if one[1].end in _FORBIDS and not _is_of(one[0], said)]
    is_own = all(one.holder == title.title for one in said)
    if len({one.item for one in said}) == 1 and (is_own or not forbids):
        return ()
    views = [(_name(one.source), one.item) for one in said]
    views += [(_name(one), trail.end.sentence) for one, trail in forbids if one is not None and trail.end]
    return tuple(dict.fromkeys(views))


def _is_of(tables: PageTables | None, said: Iterable[_Said]) -> bool:
    return any(one.tables is tables for one in said)


def _name(source: ItemSource) -> str:
    return source.witnesses()[-1].name


def _plainest(trails: list[Trail]) -> Trail:
    """Of several dumps' ways the one that leads to a page, else the first."""
    return next((one for one in trails if one.end is None), trails[0])


def _reason(trail: Trail, trails: list[tuple[PageTables | None, Trail]]) -> Reason:
    if trail.end is not None:
        return trail.end
    knows_items = any(one is not None and one.knows_items for one, _ in trails)
    return Reason.NO_ITEM if knows_items else Reason.NOT_TOLD


def _witnesses(
    said: Iterable[_Said], trails: Iterable[tuple[PageTables | None, Trail]]
) -> tuple[Witness, ...]:
    ways = [witness for one, trail in trails if one is not None for witness in one.ways_witnesses(trail)]
    items = [witness for one in said for witness in one.source.witnesses()]
    return tuple(sorted({*ways, *items}))
