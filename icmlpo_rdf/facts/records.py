"""What the rows of a page say of one thing, and of one participation or membership."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.model import (
    Kind,
    Meeting,
    Membership,
    Name,
    Participation,
    Standing,
    Thing,
    WikiThing,
)
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.dates import PartialDate
from icmlpo_rdf.spans import Span

__all__ = ["Gathered", "Record"]


class Gathered(Struct):
    """What the rows say of one thing."""

    kinds: dict[Kind, None] = {}
    names: dict[str, dict[Span, None]] = {}
    spans: dict[Span, None] = {}
    countries: dict[WikiThing, None] = {}
    regions: dict[WikiThing, None] = {}

    def print_name(self, name: PrintedName) -> None:
        """Add a name and where it stands."""
        self.names.setdefault(name.text, {})[name.span] = None

    def as_names(self) -> tuple[Name, ...]:
        """Every name with where it stands."""
        return tuple(Name(text, tuple(spans)) for text, spans in self.names.items())

    @property
    def kind(self) -> Kind | None:
        """What its rows agree on; a thing of two kinds is of none that we tell."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None


_Term = tuple[PartialDate | None, PartialDate | None]


class Record(Struct):
    """What the rows say of one participation or membership; the first row's words stand for it."""

    first: Statement
    spans: dict[Span, None] = {}
    headings: dict[Span, None] = {}
    statuses: dict[str, None] = {}
    on_behalf_of: dict[Thing, None] = {}
    countries: dict[WikiThing, None] = {}
    standing: Standing | None = None
    terms: dict[_Term, None] = {}
    """Each row's beginning and end, of the rows that tell any."""

    @property
    def start(self) -> PartialDate | None:
        """What all rows agree on, else the earliest; none where a row tells only of an end."""
        starts = {start for start, _ in self.terms}
        return None if None in starts else min((one for one in starts if one), key=str, default=None)

    @property
    def end(self) -> PartialDate | None:
        """What all rows agree on, else the latest; none where a row tells of no end."""
        ends = {end for _, end in self.terms}
        return None if None in ends else max((one for one in ends if one), key=str, default=None)

    def _headings_or(self, lead: Span | None) -> tuple[Span, ...]:
        return tuple(sorted(self.headings)) or ((lead,) if lead else ())

    def participation(self, meeting: Meeting, thing: Thing, lead: Span | None) -> Participation:
        """As a participation; `lead` names the meeting where no heading does."""
        return Participation(
            meeting=meeting,
            participant=thing,
            name_as_printed=self.first.name.text,
            place_as_printed=_text(self.first.place),
            spans=tuple(self.spans),
            headings=self._headings_or(lead),
            region_as_printed=_text(self.first.region),
            standing=self.standing,
            statuses=tuple(self.statuses),
            on_behalf_of=tuple(self.on_behalf_of),
            countries=tuple(self.countries),
        )

    def membership(self, body: Thing, thing: Thing, standing: Standing, lead: Span | None) -> Membership:
        """As a membership; `lead` names the body where no heading does."""
        return Membership(
            body=body,
            member=thing,
            standing=standing,
            name_as_printed=self.first.name.text,
            place_as_printed=_text(self.first.place),
            region_as_printed=_text(self.first.region),
            statuses=tuple(self.statuses),
            start=self.start,
            end=self.end,
            spans=tuple(self.spans),
            headings=self._headings_or(lead),
            countries=tuple(self.countries),
        )


def _text(name: PrintedName | None) -> str | None:
    return name.text if name else None
