"""The names of countries, territories and the UN's regions in the languages of the dumps, as CLDR gives them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["locales", "locales_of", "territories"]

# Of one language the table has several locales, since its scripts name countries otherwise.
_LOCALES = {"zh": ("zh", "zh_Hant", "zh_Hant_HK")}


@cache
def territories(locale: str) -> Mapping[str, str]:
    """Return names by their codes, ISO 3166-1 alpha-2 or UN M49; of a locale those that differ from its parent's.

    Args:
        locale: one of `locales_of` a language.
    """
    column = locales().index(locale) + 1
    return {row[0]: row[column] for row in _rows()[1:] if row[column]}


def locales_of(language: str) -> tuple[str, ...]:
    """Return those of a language's locales that the table `territories.tsv` has a column for."""
    return _LOCALES.get(language, (language,) if language in locales() else ())


def locales() -> tuple[str, ...]:
    """Return all locales of the table."""
    return tuple(_rows()[0][1:])


@cache
def _rows() -> list[list[str]]:
    text = Path(__file__).with_name("territories.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
