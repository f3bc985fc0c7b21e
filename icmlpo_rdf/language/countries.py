"""Countries by what flags and their templates say: a code, or a name in the wiki's language or in English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from icmlpo_rdf.language.folding import fold
from icmlpo_rdf.language.territories import locales_of, territories

__all__ = ["Country", "country_of", "iso_code", "union_of"]

# The locales of a wiki whose names of countries are known; Chinese pages mix the scripts and Hong Kong's names.
# Wikis whose language's names of countries are the titles of its pages, but for those that `countries.toml` has.
_TITLED = frozenset({"zh", "ja", "ko", "en"})
# No countries, though CLDR has them among the territories: unions, the world's outlying parts, pseudo-territories.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
# CLDR's codes that ISO 3166-1 does not assign: reserved for Ascension, Sark and others, or left to users, as Kosovo's.
_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"})


_KEPT = 5_000
"""Names that are kept: a page asks for the same ones over and over."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory, of today or of the past."""

    code: str
    """ISO 3166-1 alpha-2; of a state of the past the four letters of ISO 3166-3."""
    title: str
    """The title of its page in the wiki, normalised; empty where that is not known."""


@lru_cache(maxsize=_KEPT)
def country_of(written: str, language: str) -> Country | None:
    """Return the country that a code or a name says, or None.

    Args:
        written: an ISO 3166-1 alpha-3 code, an IOC or FIFA code (`AFG`, `GER`), or a name or title.
        language: the code of the wiki.
    """
    table = _table(language)
    name = written.strip().replace("_", " ")
    code = table.codes.get(name) or table.names.get(fold(name))
    return Country(code, table.titles.get(code, "")) if code else None


def union_of(written: str, language: str) -> str:
    """Return the title of the page about a union that has a flag, such as the European Union, by its name; or nothing."""
    return _table(language).unions.get(written.strip().replace("_", " "), "")


def iso_code(title: str, language: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country that a wiki's page is about, of a past state that of ISO 3166-3; or nothing.

    Args:
        title: the page's title, normalised; another name of a country is none.
        language: the code of the wiki.
    """
    country = country_of(title, language)
    if country is None or country.title != title or country.code in _NOT_ISO:
        return ""
    return country.code


def country_names(language: str) -> tuple[str, ...]:
    """Return what countries of today and of the past are called besides CLDR's names, in a language and in English.

    Args:
        language: its code.
    """
    written = _written()
    names: list[str] = []
    for code in dict.fromkeys((language, "en")):
        names += written["titles"].get(code, {}).values()
        names += (name for names_of in written["names"].get(code, {}).values() for name in names_of)
        names += (name for state in written["past"].values() for name in state.get(code, ()))
    return tuple(dict.fromkeys(name.partition("_(")[0].replace("_", " ") for name in names))


@dataclass(frozen=True, slots=True)
class _Table:
    codes: dict[str, str]
    names: dict[str, str]
    titles: dict[str, str]
    unions: dict[str, str]


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((files("icmlpo_rdf.language") / "countries.toml").read_text(encoding="utf-8"))


@cache
def _table(language: str) -> _Table:
    written = _written()
    codes, names, titles = dict[str, str](written["alpha3"]), dict[str, str](), dict[str, str]()
    for locale in ("en", *locales_of(language)):
        for code, name in _territories(locale):
            names[fold(name)] = code
            names.setdefault(fold(name.replace("&", "and")), code)
            names.setdefault(fold(name.partition("(")[0].partition("（")[0]), code)
            titles.setdefault(code, "")
    for locale in locales_of(language)[:1] if language in _TITLED else ():
        titles.update((code, name.replace(" ", "_")) for code, name in _territories(locale))
    for names_of in (written["names"].get("en", {}), written["names"].get(language, {})):
        for code, others in names_of.items():
            names.update((fold(other), code) for other in others)
    own_titles = written["titles"].get(language, {})
    titles.update(own_titles)
    names.update((fold(title), code) for code, title in own_titles.items())
    codes.update(written["codes"])
    table = _Table(codes, names, titles, {})
    _add_past_states(table, written["past"], language)
    for one in written["unions"].values():
        table.unions.update(dict.fromkeys(one["names"], one.get(language, "")))
    return table


def _add_past_states(table: _Table, past: dict[str, Any], language: str) -> None:
    for code, state in past.items():
        table.codes.update(dict.fromkeys(state["alpha3"], code))
        for one in ("en", language):
            table.names.update((fold(name), code) for name in state.get(one, ()))
        if language in state:
            table.titles[code] = state[language][0]


def _territories(locale: str) -> list[tuple[str, str]]:
    """The countries of a locale by their codes of two letters."""
    return [
        (code, name)
        for code, name in territories(locale).items()
        if code.isalpha() and code not in _NOT_COUNTRIES
    ]
