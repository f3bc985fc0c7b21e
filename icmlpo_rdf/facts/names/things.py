"""What a link identifies, and what kind of thing a name names."""

from __future__ import annotations

from functools import lru_cache

from icmlpo_rdf.facts.model import Kind, WikiThing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Namespace, Target, label_of

__all__ = ["kind_of_name", "linked_thing", "thing_of"]

_QUALIFIER = lazy_pattern(r"_\(([^()]*)\)$", needs=("_(",))


def linked_thing(link: Link, language: str) -> WikiThing | None:
    """Return the thing that a link leads to, or None: another wiki, a file, no possible title."""
    target = link.target
    return None if target is None or target.wiki != language else _thing(target)


@lru_cache(maxsize=20_000)
def _thing(target: Target) -> WikiThing | None:
    if target.namespace is Namespace.CATEGORY:
        return WikiThing(target.wiki, target.title, is_category=True)
    return WikiThing(target.wiki, target.title) if target.namespace is Namespace.PAGE else None


def thing_of(link: Link, lexicon: Lexicon) -> WikiThing | None:
    """Return the thing that a link identifies: a page of this wiki that is no disambiguation page.

    A disambiguation page only tells things of one name apart, and a category is no thing that takes part.
    """
    thing = linked_thing(link, lexicon.language)
    if thing is None or thing.is_category:
        return None
    qualifier = _QUALIFIER.search(thing.title)
    return None if qualifier and qualifier[1].lower() in lexicon.disambiguation else thing


def kind_of_name(text: str, thing: WikiThing | None, lexicon: Lexicon) -> Kind | None:
    """Return what a name names, as far as its page's title or the name itself tells: a known country, or an organization's ending.

    The title tells first: 海地 that leads to 海地足球协会 is an organization.
    """
    for name in (label_of(thing.title), text) if thing else (text,):
        if place_kind(name, lexicon) is PlaceKind.COUNTRY:
            return Kind.COUNTRY
        if lexicon.organization_ending(name):
            return Kind.ORGANIZATION
    return None
