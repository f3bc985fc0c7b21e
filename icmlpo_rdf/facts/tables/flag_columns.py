"""Columns of flags alone: each tells the country of those whom its row names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from icmlpo_rdf.facts.content.columns import Columns, cells_under
from icmlpo_rdf.facts.names.flags import country_of_target, flag_alone
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.countries import Country, country_of
from icmlpo_rdf.page import Cell

__all__ = ["flag_columns", "flag_in"]

_LEAST = {ColumnRole.COUNTRY: 1, ColumnRole.UNKNOWN: 2}
"""So many cells are flags alone in a column of such a role, if it is one of flags."""


def flag_columns(columns: Columns, roles: Sequence[ColumnRole], lexicon: Lexicon) -> frozenset[int]:
    """Return the columns in which the flags of countries stand alone: such of countries, and those without any text and a role of their own."""
    return frozenset(
        at
        for at, role in enumerate(roles)
        if role in _LEAST and _are_flags(cells_under(columns.rows, at), role, lexicon)
    )


def flag_in(
    cells: Sequence[Cell | None], at: Iterable[int], entries: Iterable[Entry], lexicon: Lexicon
) -> PrintedName | None:
    """Return the country whose flag stands alone in a row; None where there are several, or it is itself whom the row names.

    Args:
        cells: the row's, by column.
        at: the columns of flags.
        entries: whom the row names.
        lexicon: tells the language.
    """
    language = lexicon.language
    shown = [flag for one in at if (cell := cells[one]) and (flag := flag_alone(cell.content, language))]
    if len(shown) != 1:
        return None
    country = PrintedName(shown[0].text, shown[0] if shown[0].target else None, shown[0].span)
    own = _country(country, language)
    return None if any(_country(one.name, language) == own for one in entries) else country


def _country(name: PrintedName, language: str) -> Country | None:
    return country_of_target(name.link.target, language) if name.link else country_of(name.text, language)


def _are_flags(cells: Sequence[Cell], role: ColumnRole, lexicon: Lexicon) -> bool:
    if role is ColumnRole.UNKNOWN and any(cell.content.text for cell in cells):
        return False
    return sum(flag_alone(cell.content, lexicon.language) is not None for cell in cells) >= _LEAST[role]
