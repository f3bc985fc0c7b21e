"""Countries and regions by their names: CLDR's territories in the languages of the dumps, and the lexicon's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from icmlpo_rdf.language import locales_of, other_country_names, territories
from icmlpo_rdf.language.folding import fold_characters, fold_words
from icmlpo_rdf.language.small_words import either, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["PlaceKind", "kind_of_place", "known_places", "place_kind", "place_names"]

# CLDR tells the scripts and Hong Kong's names apart; pages of one wiki mix them (docs/pages.md, 4).
# No countries: the European Union, the euro area, the United Nations, outlying Oceania, pseudo-territories, parts of Spain.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "IC", "EA"})
_WORLD = "001"
_SHORT = 2
_MAX_KEPT = 20_000
"""Names of which it is kept what they name: those of a page's rows come again and again."""
_STATES = small_words("states")
_STATE = lazy_pattern(rf"(.{{2,}})(?:{either('states')})")
_REGIONS = small_words("region_words")
_OF_THE_PAST = lazy_pattern(rf"(?:{either('once')})(.{{2,}})", needs=small_words("once"))


def _locales(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*locales_of(language), "en")))


class PlaceKind(Enum):
    """What kind of place a name names."""

    COUNTRY = "country"
    """A country or territory, now or in the past."""
    REGION = "region"
    """A continent or a part of one."""


def known_places(language: str, countries: Iterable[str], regions: Iterable[str]) -> Mapping[str, PlaceKind]:
    """Return the places that are known in a language, under the keys that `place_kind` looks up.

    They are those of CLDR (https://cldr.unicode.org/), countries, territories and the UN's regions, those that flags tell
    (`countries.toml`), and the given ones: states of the past, other names in use.
    """
    places: dict[str, PlaceKind] = {}
    for locale in _locales(language):
        named = territories(locale).items()
        areas = [name for code, name in named if code.isdigit() and code != _WORLD]
        states = [name for code, name in named if code.isalpha() and code not in _NOT_COUNTRIES]
        # Some names carry an explanation: 홍콩(중국 특별행정구), 刚果（金） stands in both forms.
        explained = [name.partition("(")[0] for name in states if "(" in name]
        for names, kind in ((areas, PlaceKind.REGION), (states, PlaceKind.COUNTRY)):
            places.update(dict.fromkeys(_keys(names), kind))
        for key in _keys(explained):
            places.setdefault(key, PlaceKind.COUNTRY)
    places.update(dict.fromkeys(_keys(other_country_names(language)), PlaceKind.COUNTRY))
    places.update(dict.fromkeys(_keys(regions), PlaceKind.REGION))
    places.update(dict.fromkeys(_keys(countries), PlaceKind.COUNTRY))
    return places


def place_names(language: str, countries: Iterable[str], regions: Iterable[str]) -> list[str]:
    """Return these names as they are written, for the matcher."""
    names = [
        name
        for locale in _locales(language)
        for code, name in territories(locale).items()
        if code not in _NOT_COUNTRIES and len(name) > 1
    ]
    # US may be a word: us.
    others = (name for name in other_country_names(language) if len(name) > _SHORT)
    return [*names, *others, *countries, *regions]


def place_kind(name: str, lexicon: Lexicon) -> PlaceKind | None:
    """Return what kind of place a printed name or a title's label is, or None when it is no known one."""
    kept = lexicon.place_kinds
    if name in kept:
        return kept[name]
    kind = _place_kind(name, lexicon.places)
    if len(kept) < _MAX_KEPT:
        kept[name] = kind
    return kind


def _place_kind(name: str, places: Mapping[str, PlaceKind]) -> PlaceKind | None:
    key = _key(name)
    found = places.get(key)
    if found is None and key.endswith(_STATES) and (match := _STATE.fullmatch(key)):
        # 蒙古国 and 몽골 공화국 are 蒙古 and 몽골 by their form of state.
        found = places.get(match[1])
    if found is None and (match := _OF_THE_PAST.fullmatch(key)):
        # 英属巴勒斯坦, 前南斯拉夫
        found = places.get(match[1])
    if found is None and key.endswith(_REGIONS):
        found = places.get(key[:-2])
        return PlaceKind.REGION if found else None
    return found


def kind_of_place(names: Iterable[str], lexicon: Lexicon) -> PlaceKind | None:
    """Return what kind of place bears some names, or None where that is not known.

    Args:
        names: what is known of it: its name as printed, and its page's title without the qualifier.
        lexicon: the words of the page's language.

    What is known as a country by one of its names is one, whatever the others say. What no list has is a region where a
    name ends as those of regions do: 伊比利亚半岛.
    """
    names = tuple(names)
    known = {place_kind(name, lexicon) for name in names}
    if PlaceKind.COUNTRY in known:
        return PlaceKind.COUNTRY
    endings = lexicon.words["region_endings"]
    is_region = PlaceKind.REGION in known or any(name.lower().endswith(endings) for name in names)
    return PlaceKind.REGION if is_region else None


def _key(name: str) -> str:
    return fold_characters(name.strip().replace(" ", "").replace("_", ""))


def _keys(names: Iterable[str]) -> list[str]:
    return fold_words(name.strip().replace(" ", "").replace("_", "") for name in names)
