"""Which members' names are linked, so that an unlinked name of the same text may be told apart from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from icmlpo_rdf.facts.model import Kind, Standing, WikiThing
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.spans import Span

__all__ = ["LinkedMembers", "may_stand_once"]


class LinkedMembers:
    """The members whose names are linked: as what each is listed, where, and of which countries."""

    def __init__(self, statements: Iterable[Statement], lexicon: Lexicon) -> None:
        """Gather them from all statements on members."""
        self._lexicon = lexicon
        self._standings: defaultdict[WikiThing, set[Standing]] = defaultdict(set)
        self._listed: set[tuple[Span | None, WikiThing]] = set()
        self._places: defaultdict[WikiThing, set[str | None]] = defaultdict(set)
        for statement in statements:
            place = statement.place
            if (thing := self.thing_of(statement)) is not None:
                self._standings[thing].add(statement.standing or Standing.MEMBER)
                self._listed.add((statement.within, thing))
                self._places[thing].add(place.text if place else None)

    def thing_of(self, statement: Statement) -> WikiThing | None:
        """What a statement's name links."""
        link = statement.name.link
        return thing_of(link, self._lexicon) if link else None

    def contradicts(self, statement: Statement, thing: WikiThing) -> bool:
        """True where one of a linked member's name cannot be that member."""
        held = self._standings.get(thing)
        if held and (statement.standing or Standing.MEMBER) not in held:
            return True
        place = statement.place
        if place is not None and self._places.get(thing, {None}).isdisjoint({None, place.text}):
            return True  # アンドラ - 社会民主党 is not the linked one of 日本.
        return may_stand_once(statement) and (statement.within, thing) in self._listed


def may_stand_once(statement: Statement) -> bool:
    """Return whether a statement is on an organization without a date: one list names it once."""
    return statement.kind not in {Kind.COUNTRY, Kind.PERSON} and not statement.start and not statement.end
