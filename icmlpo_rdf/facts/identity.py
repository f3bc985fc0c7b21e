"""Who is who: printed names to organizations and places (design, section 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from icmlpo_rdf.facts.attendance import Statement
from icmlpo_rdf.facts.model import LocalThing, Name, Organization, Participation, Place, Thing, WikiThing
from icmlpo_rdf.facts.names import PrintedName
from icmlpo_rdf.facts.subject import thing_of
from icmlpo_rdf.page import PageDocument, label_of
from icmlpo_rdf.report import Code, Lines, Note

__all__ = ["Identified", "identify"]


@dataclass(slots=True)
class _Gathered:
    """What the rows say of one thing."""

    names: dict[str, dict[Lines, None]] = field(default_factory=dict)
    lines: dict[Lines, None] = field(default_factory=dict)
    countries: dict[WikiThing, None] = field(default_factory=dict)

    def print_name(self, name: PrintedName) -> None:
        self.names.setdefault(name.text, {})[name.lines] = None

    def as_names(self) -> tuple[Name, ...]:
        return tuple(Name(text, tuple(lines)) for text, lines in self.names.items())


@dataclass(frozen=True, slots=True)
class Identified:
    """The statements' organizations, places and participations, each thing once."""

    organizations: tuple[Organization, ...]
    places: tuple[Place, ...]
    participations: tuple[Participation, ...]
    notes: tuple[Note, ...]


def identify(document: PageDocument, statements: Iterable[Statement]) -> Identified:
    """Turn statements about printed names into participations of things.

    Linked: the link's target. Not linked: the one target to which the same text is linked elsewhere on
    the page, if there is just one; else a thing that only this page speaks of, by its printed name.
    """
    known = _linked_texts(document)
    organizations: defaultdict[Thing, _Gathered] = defaultdict(_Gathered)
    places: defaultdict[WikiThing, _Gathered] = defaultdict(_Gathered)
    participations: dict[tuple[object, Thing], Participation] = {}
    notes: list[Note] = []
    for statement in statements:
        thing = _thing(statement.name, known, document.language)
        gathered = organizations[thing]
        gathered.print_name(statement.name)
        if not gathered.lines:
            gathered.lines[statement.lines] = None
        if statement.place:
            place = _thing(statement.place, known, document.language)
            if isinstance(place, WikiThing):
                places[place].print_name(statement.place)
                places[place].lines[statement.place.lines] = None
                gathered.countries[place] = None
                gathered.lines[statement.lines] = None
        key = (statement.meeting, thing)
        if earlier := participations.get(key):
            notes.append(Note(Code.DUPLICATE_ROW, statement.lines, statement.name.text))
            lines = (*earlier.lines, statement.lines)
        else:
            lines = (statement.lines,)
        participations[key] = Participation(
            meeting=statement.meeting,
            organization=thing,
            name_as_printed=earlier.name_as_printed if earlier else statement.name.text,
            place_as_printed=earlier.place_as_printed
            if earlier
            else (statement.place.text if statement.place else None),
            lines=lines,
        )
    return Identified(
        organizations=tuple(
            Organization(thing, _label(thing), found.as_names(), tuple(found.countries), tuple(found.lines))
            for thing, found in organizations.items()
        ),
        places=tuple(
            Place(thing, label_of(thing.title), found.as_names(), next(iter(found.lines)))
            for thing, found in places.items()
        ),
        participations=tuple(participations.values()),
        notes=tuple(notes),
    )


def _linked_texts(document: PageDocument) -> dict[str, set[WikiThing]]:
    texts: defaultdict[str, set[WikiThing]] = defaultdict(set)
    for link in document.links:
        thing = thing_of(link, document.language)
        if thing and not thing.is_category:
            texts[link.text].add(thing)
    return texts


def _thing(name: PrintedName, known: dict[str, set[WikiThing]], language: str) -> Thing:
    if name.link:
        linked = thing_of(name.link, language)
        return linked if linked and not linked.is_category else LocalThing(name.text)
    targets = known.get(name.text, set())
    return next(iter(targets)) if len(targets) == 1 else LocalThing(name.text)


def _label(thing: Thing) -> str:
    return label_of(thing.title) if isinstance(thing, WikiThing) else thing.name
