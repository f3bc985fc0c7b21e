"""Countries by what flags and their templates say: a code, or a name in the wiki's language or in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from icmlpo_rdf.language.data_files import read_data
from icmlpo_rdf.language.folding import fold
from icmlpo_rdf.language.territories import locales_of, territories

__all__ = ["Country", "country_of", "iso_code", "names_several", "past_states", "printed_name", "union_of"]

# Wikis whose language's names of countries are the titles of its pages, but for those that `countries.toml` has.
_TITLED = frozenset({"zh", "ja", "ko", "en", "de"})
# No countries, though CLDR has them among the territories: unions, the world's outlying parts, pseudo-territories.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
# CLDR's codes that ISO 3166-1 does not assign: reserved for Ascension, Sark and others, or left to users, as Kosovo's.
_NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"})


_KEPT = 5_000
"""Names that are kept: a page asks for the same ones over and over."""


class Country(Struct, frozen=True):
    """A country or territory, of today or of the past."""

    code: str
    """ISO 3166-1 alpha-2; of a state of the past the four letters of ISO 3166-3."""
    title: str
    """The title of its page in the wiki, normalised; empty where that is not known."""

    @property
    def iso_code(self) -> str:
        """Its code where ISO 3166 has given it; else empty."""
        return "" if self.code in _NOT_ISO else self.code


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
    if not code and ", " in name:
        code = table.names.get(fold(_turned(name)))
    return Country(code, table.titles.get(code, "")) if code else None


def printed_name(written: str, language: str, *, is_argument: bool) -> str:
    """Return the name that a flag's template prints: as written, but for a code the title of the country's page, or CLDR's name where no title is known.

    Args:
        written: what the template is called with.
        language: the code of the wiki.
        is_argument: False for `{{USA}}`, which is called so itself.
    """
    table = _table(language)
    code = table.codes.get(written.strip().replace("_", " "), "")
    name = table.titles.get(code) or _own_names(language).get(code, "")
    if not name or (is_argument and language in table.as_called):
        return written
    return name.replace("_", " ").partition(" (")[0]


@cache
def _own_names(language: str) -> dict[str, str]:
    """CLDR's names of countries in a language, by their codes; none of one that CLDR does not know."""
    return {code: name for locale in locales_of(language)[:1] for code, name in _territories(locale)}


def union_of(written: str, language: str) -> str:
    """Return the title of the page about a union that has a flag, such as the European Union, by its name; or nothing."""
    return _table(language).unions.get(written.strip().replace("_", " "), "")


def names_several(written: str, language: str) -> bool:
    """Whether a name is that of several countries and says none of them, as Congo does."""
    return fold(written) in _table(language).several


def iso_code(title: str, language: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country that a wiki's page is about, of a past state that of ISO 3166-3; or nothing.

    Args:
        title: the page's title, normalised; another name of a country is none.
        language: the code of the wiki.
    """
    country = country_of(title, language)
    return country.iso_code if country and country.title == title else ""


def other_country_names(language: str) -> tuple[str, ...]:
    """Return what countries of today and of the past are called besides CLDR's names, in a language and in English.

    Args:
        language: its code.
    """
    written = _written()
    names: list[str] = []
    for code in dict.fromkeys((language, "en")):
        names += written["titles"].get(code, {}).values()
        names += (name for names_of in written["names"].get(code, {}).values() for name in names_of)
        names += (name for state in past_states().values() for name in state.get(code, ()))
    return tuple(dict.fromkeys(name.partition("_(")[0].replace("_", " ") for name in names))


class _Table(Struct, frozen=True):
    codes: dict[str, str]
    names: dict[str, str]
    titles: dict[str, str]
    unions: dict[str, str]
    as_called: tuple[str, ...]
    several: frozenset[str]


@cache
def _written() -> dict[str, Any]:
    return read_data("countries.toml")


@cache
def past_states() -> Mapping[str, Mapping[str, Any]]:
    """Return what is known of states of the past, by their codes of ISO 3166-3: `past_states.toml` says how it is laid out."""
    return read_data("past_states.toml")


@cache
def _table(language: str) -> _Table:
    written = _written()
    codes, names, titles = dict[str, str](written["alpha3"]), dict[str, str](), dict[str, str]()
    for locale in ("en", *locales_of(language)):
        for code, name in _territories(locale):
            names[fold(name)] = code
            names.setdefault(fold(name.replace("&", "and").replace("St. ", "Saint ")), code)
            names.setdefault(fold(name.partition("(")[0].partition("（")[0]), code)
            titles.setdefault(code, "")
    if language in _TITLED:
        titles.update((code, name.replace(" ", "_")) for code, name in _own_names(language).items())
    names.update((fold(title.replace("_", " ")), code) for code, title in written["titles"]["en"].items())
    for names_of in (written["names"].get("en", {}), written["names"].get(language, {})):
        for code, others in names_of.items():
            names.update((fold(other), code) for other in others)
    own_titles = written["titles"].get(language, {})
    titles.update(own_titles)
    names.update((fold(title), code) for code, title in own_titles.items())
    codes.update(written["codes"])
    several = frozenset(map(fold, written["several"].get(language, ())))
    table = _Table(codes, names, titles, {}, tuple(written["printed"]["as_called"]), several)
    _add_past_states(table, language)
    for name in several:
        names.pop(name, None)
    for one in written["unions"].values():
        table.unions.update(dict.fromkeys(one["names"], one.get(language, "")))
    return table


def _turned(name: str) -> str:
    """The Gambia for Gambia, The."""
    head, _, rest = name.partition(", ")
    return f"{rest} {head}"


def _add_past_states(table: _Table, language: str) -> None:
    for code, state in past_states().items():
        table.codes.update(dict.fromkeys(state.get("alpha3", ()), code))
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
