"""Who took part or is a member and has no page or no item, those of most records first, each with who it might be.

A candidate is no join: a name alone is nobody's identity. It is what a person would look at first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from icmlpo_rdf.language import fold
from icmlpo_rdf.link.data_things import DataThing, DataThings
from icmlpo_rdf.link.dated_countries import CountryUse
from icmlpo_rdf.link.identification import Identified, Reason, WikiTitle
from icmlpo_rdf.link.joining import Linked, open_cases
from icmlpo_rdf.link.opening import Sources
from icmlpo_rdf.link.resolving import identify
from icmlpo_rdf.page.titles import label_of, normalise
from icmlpo_rdf.store.decisions import Decisions

__all__ = ["Candidate", "RedLink", "red_links"]

_NOT_LOOKED_UP = "not-looked-up"


class Likeness(Enum):
    """Why somebody is a candidate."""

    NAME_IN_DATA = "same name in the data"
    TITLE = "page of this title"
    DISAMBIGUATION = "disambiguation page"


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Who it might be."""

    title: WikiTitle
    item: str
    """Empty where it has none, or none is known."""
    likeness: str


@dataclass(frozen=True, slots=True)
class RedLink:
    """Somebody without a page or an item."""

    iri: str
    name: str
    times: int
    """How many records say that it took part, or is a member."""
    reason: str
    """Why it has no item: `no-page` for a name alone, `not-looked-up` where no source was asked."""
    candidates: tuple[Candidate, ...]


def red_links(
    data: DataThings,
    use: CountryUse,
    linked: Iterable[Linked],
    decisions: Decisions,
    sources: Sources | None = None,
) -> list[RedLink]:
    """Return who took part or is a member and has no page or no item, of whom people have decided nothing.

    Args:
        data: the things of the data.
        use: how often each of them takes part.
        linked: those that were looked up.
        decisions: what people decided.
        sources: where pages of their names are looked for.

    Raises:
        DataError: a source is not whole.
        ServerError: a service gives no answer.
    """
    answers = list(linked)
    cases = [one for one in open_cases(data, answers, decisions) if use.times(one.iri)]
    titles = {one.iri: _titles(one.iri, data) for one in cases}
    found: Mapping[WikiTitle, Identified] = {}
    if sources is not None:
        found = identify(sorted({title for of in titles.values() for title in of}), sources)
    items = {one.thing.iri: one.answer.item for one in answers}
    named = _by_name(data)
    links = []
    for one in cases:
        alike = {
            Candidate(thing.title, items.get(thing.iri, ""), Likeness.NAME_IN_DATA.value)
            for thing in _alike(one.iri, data, named)
            if not _is_apart(one.iri, thing.iri, data, decisions)
        }
        alike |= {answer for title in titles[one.iri] if (answer := _answered(title, found)) is not None}
        name = data.labels.get(one.iri, "")
        reason = one.reason or _NOT_LOOKED_UP
        links.append(RedLink(one.iri, name, use.times(one.iri), reason, tuple(sorted(alike))))
    return sorted(links, key=lambda one: (-one.times, one.name, one.iri))


def _titles(iri: str, data: DataThings) -> list[WikiTitle]:
    """The titles that somebody's names would be, in the wiki that speaks of it; its own page is looked up already."""
    wiki = iri.removeprefix(data.base_of(iri)).partition("/")[0]
    own = {one.title for one in data.things if one.iri == iri}
    titles = (WikiTitle(wiki, title) for name in data.names.get(iri, ()) if (title := normalise(name)))
    return sorted({title for title in titles if title not in own})


def _answered(title: WikiTitle, found: Mapping[WikiTitle, Identified]) -> Candidate | None:
    answer = found.get(title)
    if answer is None:
        return None
    if answer.reason is Reason.DISAMBIGUATION:
        return Candidate(title, "", Likeness.DISAMBIGUATION.value)
    is_page = bool(answer.item) or answer.reason is Reason.NO_ITEM
    holder = WikiTitle(title.wiki, answer.holder or answer.trail.names[-1])
    return Candidate(holder, answer.item, Likeness.TITLE.value) if is_page else None


def _by_name(data: DataThings) -> Mapping[str, tuple[DataThing, ...]]:
    """The things that have a page, by their names without what stands in brackets behind them."""
    found: defaultdict[str, list[DataThing]] = defaultdict(list)
    for thing in data.things:
        for key in {_key(thing.title.title), *map(_key, data.names.get(thing.iri, ()))}:
            found[key].append(thing)
    return {key: tuple(things) for key, things in found.items()}


def _alike(iri: str, data: DataThings, named: Mapping[str, tuple[DataThing, ...]]) -> set[DataThing]:
    keys = map(_key, data.names.get(iri, ()))
    return {thing for key in keys for thing in named.get(key, ()) if thing.iri != iri}


def _is_apart(one: str, other: str, data: DataThings, decisions: Decisions) -> bool:
    return frozenset((one, other)) in data.apart or decisions.forbids(one, other) is not None


def _key(name: str) -> str:
    return fold(label_of(name))
