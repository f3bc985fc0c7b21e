"""The ISO 3166 code of a country by its name and the years in which it is spoken of, and its names by its code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache

from icmlpo_rdf.language.countries import country_of, names_several, past_states
from icmlpo_rdf.language.folding import fold
from icmlpo_rdf.language.territories import locales, territories

__all__ = ["NoCode", "code_of", "country_names", "is_of_the_past"]

_LETTERS_OF_TODAY = 2
_TAGS = {"zh_Hant": "zh-hant", "zh_Hant_HK": "zh-hk"}
"""The language tags of locales whose names these are not."""


class NoCode(Enum):
    """Why a name has no code."""

    NOT_KNOWN = "no-country"
    """It is no name of a country that ISO 3166 has given a code."""
    SEVERAL = "several-countries"
    """Several countries are called so."""
    WITHDRAWN = "withdrawn"
    """The state was gone in each of these years, and its code withdrawn."""


def code_of(name: str, language: str, years: Collection[int] = ()) -> str | NoCode:
    """Return the code of a country: two letters of ISO 3166-1, of a past state the four of ISO 3166-3; or why there is none.

    What a past state and a country of today are both called, as East Timor, is the past state where all years are in its time.

    Args:
        name: the country's, or the title of the page about it.
        language: the code of the wiki whose name it is.
        years: those in which it is spoken of; none where that is not known.
    """
    if names_several(name, language):
        return NoCode.SEVERAL
    country = country_of(name, language)
    known = country.iso_code if country else ""
    today = "" if is_of_the_past(known) else known
    past = known.removeprefix(today) or _past_names(language).get(fold(name.replace("_", " ")), "")
    if not past:
        return today or NoCode.NOT_KNOWN
    is_then = [year <= _last_year(past) for year in years]
    if today:
        return past if is_then and all(is_then) else today
    return past if any(is_then) or not is_then else NoCode.WITHDRAWN


def is_of_the_past(code: str) -> bool:
    """Whether a code is that of a state of the past."""
    return len(code) > _LETTERS_OF_TODAY


def country_names(code: str) -> Mapping[str, str]:
    """Return the names of a country of today by their language tags, as CLDR has them."""
    named = {_TAGS.get(locale, locale): territories(locale).get(code, "") for locale in locales()}
    return {tag: name for tag, name in named.items() if name and not is_of_the_past(code)}


def _last_year(code: str) -> int:
    """The year in which a past state's code was withdrawn."""
    return int(past_states()[code]["until"][:4])


@cache
def _past_names(language: str) -> Mapping[str, str]:
    states = past_states().items()
    return {
        fold(name): code
        for code, state in states
        for name in (*state["long"].get("en", ()), *state["long"].get(language, ()))
    }
