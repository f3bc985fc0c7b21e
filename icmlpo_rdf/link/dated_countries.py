"""The countries of a graph, each with the years in which it is spoken of → their ISO 3166 codes, and why others have none.

A country is known by the title of its page, by the titles that this leads to, or, where it has no page, by its name. What the data say of
its code is not contradicted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.language.countries import iso_code
from icmlpo_rdf.language.country_codes import NoCode, code_of, is_of_the_past
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.link.data_things import DataThing, DataThings
from icmlpo_rdf.link.identification import Identified, Reason
from icmlpo_rdf.link.joining import Linked
from icmlpo_rdf.quads.vocab import Icm, Org, Rdf, Schema
from icmlpo_rdf.store.decided import is_linked

__all__ = ["CodedCountry", "CountryUse", "code_countries"]

_YEAR = lazy_pattern(r"\d{4}")
_OF_COUNTRIES = frozenset({Icm.country, Icm.inferred_country})
_WHO = frozenset({Icm.organization, Icm.participant, Icm.on_behalf_of, Org.member})
_DATES = frozenset({Icm.year, Schema.start_date})


class CountryUse:
    """What statements say of whoever takes part and of countries: how often and in which years, and who is of which country."""

    def __init__(self) -> None:
        self._countries: set[str] = set()
        self._homes: defaultdict[str, set[str]] = defaultdict(set)
        """Of each country those that it is the country of."""
        self._meetings_at: defaultdict[str, set[str]] = defaultdict(set)
        """Of each place the meetings that were held there."""
        self._records: defaultdict[str, set[str]] = defaultdict(set)
        """Of whoever takes part or is a member the records that say so."""
        self._times: Counter[str] = Counter()
        self._meetings: dict[str, str] = {}
        """Of each record its meeting."""
        self._years: defaultdict[str, set[int]] = defaultdict(set)
        """Of meetings and records."""
        self._codes: defaultdict[str, set[str]] = defaultdict(set)

    def watched(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield statements as they are, and note what they say; what an earlier run linked is passed over."""
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and not is_linked(quad):
                self._see(quad.subject.value, quad.predicate, quad.object)
            yield quad

    def _see(self, subject: str, predicate: NamedNode, value: object) -> None:
        if isinstance(value, NamedNode):
            if predicate == Rdf.type and value == Icm.COUNTRY:
                self._countries.add(subject)
            elif predicate in _OF_COUNTRIES:
                self._homes[value.value].add(subject)
            elif predicate == Schema.location:
                self._meetings_at[value.value].add(subject)
            elif predicate in _WHO:
                self._records[value.value].add(subject)
                self._times[value.value] += predicate != Icm.on_behalf_of
            elif predicate == Icm.meeting:
                self._meetings[subject] = value.value
        elif isinstance(value, Literal):
            if predicate in _DATES and (year := _YEAR.match(value.value)):
                self._years[subject].add(int(year[0]))
            elif predicate == Icm.iso_code:
                self._codes[subject].add(value.value)

    @property
    def countries(self) -> list[str]:
        """The IRIs of all countries, in their order."""
        return sorted(self._countries | self._homes.keys())

    @property
    def places(self) -> list[str]:
        """The IRIs of places where meetings were held, and of which nothing says that they are countries."""
        return sorted(self._meetings_at.keys() - self._countries - self._homes.keys())

    def times(self, who: str) -> int:
        """How many records say that somebody took part, or is a member."""
        return self._times[who]

    def codes(self, country: str) -> frozenset[str]:
        """The codes that the data give a country."""
        return frozenset(self._codes.get(country, ()))

    def years(self, country: str) -> tuple[int, ...]:
        """The years in which a country, or somebody of it, took part or became a member, or a meeting was held there."""
        records = {
            one for who in (country, *self._homes.get(country, ())) for one in self._records.get(who, ())
        }
        told = (
            records
            | self._meetings_at.get(country, set())
            | {self._meetings[one] for one in records if one in self._meetings}
        )
        return tuple(sorted({year for one in told for year in self._years.get(one, ())}))


@dataclass(frozen=True, slots=True)
class CodedCountry:
    """A country, and its code or why it has none."""

    iri: str
    wiki: str
    key: str
    """What its IRI has behind the wiki."""
    name: str
    """By which it was looked up."""
    thing: DataThing | None
    """None where it has no page."""
    base: str
    """What the IRIs of its data begin with."""
    code: str | NoCode
    gone: tuple[int, ...] = ()
    """Of a state of the past the years in which it is spoken of and was gone."""
    stated: tuple[str, ...] = ()
    """Other codes that the data give it; then none is added."""


def code_countries(
    use: CountryUse, data: DataThings, linked: Iterable[Linked] = ()
) -> tuple[CodedCountry, ...]:
    """Return the countries of the data with their codes, and those places of meetings whose page is a country's.

    Args:
        use: what the data say of countries.
        data: the things of the same data.
        linked: those that were looked up, with the titles that theirs lead to.
    """
    things = {one.iri: one for one in data.things}
    answers = {one.thing.iri: one.answer for one in linked}
    places = (
        iri for iri in use.places if (of := things.get(iri)) and iso_code(of.title.title, of.title.wiki)
    )
    every = sorted((*use.countries, *places))
    coded = (_coded(iri, use, data, things.get(iri), answers.get(iri)) for iri in every)
    return tuple(one for one in coded if one is not None)


def _coded(
    iri: str, use: CountryUse, data: DataThings, thing: DataThing | None, answer: Identified | None
) -> CodedCountry | None:
    base = data.base_of(iri)
    wiki, _, key = iri.removeprefix(base).partition("/")
    if not key or not iri.startswith(base):
        return None
    names = _names(data, iri, thing, answer)
    years = use.years(iri)
    name, code = _found(names, wiki, years)
    if answer and answer.reason is Reason.DISAMBIGUATION:
        code = NoCode.SEVERAL
    if isinstance(code, NoCode):
        return CodedCountry(
            iri, wiki, key, name, thing, base, code, years if code is NoCode.WITHDRAWN else ()
        )
    gone = [year for year in years if is_of_the_past(code) and code_of(name, wiki, (year,)) != code]
    stated = tuple(sorted(use.codes(iri) - {code}))
    return CodedCountry(iri, wiki, key, name, thing, base, code, tuple(gone), stated)


def _found(names: Iterable[str], wiki: str, years: tuple[int, ...]) -> tuple[str, str | NoCode]:
    """The first name that says anything: a title that is no country's may lead to one that is."""
    first = ""
    for name in names:
        if (code := code_of(name, wiki, years)) is not NoCode.NOT_KNOWN:
            return name, code
        first = first or name
    return first, NoCode.NOT_KNOWN


def _names(data: DataThings, iri: str, thing: DataThing | None, answer: Identified | None) -> list[str]:
    """What a country is looked up by: the titles of its page, whole, since what stands in brackets may make another of it; else its name."""
    if thing is None:
        return [data.labels[iri]] if iri in data.labels else []
    titles = answer.trail.names if answer and answer.trail.end is None else ()
    return list(dict.fromkeys((thing.title.title, *titles)))
