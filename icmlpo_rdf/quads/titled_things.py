"""What is said of things by the titles of their pages: the pages themselves, and the codes of countries."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.facts import Facts, Kind, Thing, WikiThing
from icmlpo_rdf.language.countries import iso_code
from icmlpo_rdf.quads.iris import Iris, wikipedia_page
from icmlpo_rdf.quads.vocab import Foaf, Icm, Schema

__all__ = ["country_codes", "linked_things", "wikipedia_pages"]

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def linked_things(facts: Facts) -> frozenset[WikiThing]:
    """Return what the page links to, and what it is about."""
    return frozenset((facts.subject.thing, *(link.thing for link in facts.links)))


def country_codes(facts: Facts, iris: Iris) -> Iterator[Statement]:
    """Yield the codes of the countries that take part, or that participants have."""
    countries = [one.thing for one in facts.participants if one.kind is Kind.COUNTRY]
    countries += [country for one in facts.participants for country in one.countries]
    for country in countries:
        if isinstance(country, WikiThing) and (code := iso_code(country.title, country.wiki)):
            yield iris.thing(country), Icm.iso_code, Literal(code)


def wikipedia_pages(facts: Facts, iris: Iris) -> Iterator[Statement]:
    """Yield each thing's page on Wikipedia, as Wikidata says it, also where the page shows only a country's flag."""
    linked = linked_things(facts)
    named: list[Thing] = [one.thing for one in facts.participants]
    named += [one.thing for one in facts.places]
    for thing in named:
        if isinstance(thing, WikiThing) and thing not in linked:
            yield iris.thing(thing), Foaf.is_primary_topic_of, wikipedia_page(thing)
            yield wikipedia_page(thing), Schema.about, iris.thing(thing)
    for thing in (facts.subject.thing, *(link.thing for link in facts.links)):
        yield wikipedia_page(thing), Schema.about, iris.thing(thing)
