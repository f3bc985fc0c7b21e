"""Columns that say who under a header that no list has: by its noun, or since each row names another there and countries come again."""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.facts.content.columns import Columns, cells_under, filled_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import standing_of
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["first_of_each", "with_unknown_bodies"]

_WHO = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.PERSON, ColumnRole.PARTY})
_OF_OTHERS = frozenset({"foreign", "measure", "former", "subsidiary", "non", "host"})
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]", needs="（(")
_MOSTLY = 0.8


def with_unknown_bodies(
    columns: Columns, roles: tuple[ColumnRole, ...], context: Context, lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where countries stand beside the bodies that are listed: Country | Broadcasting organisation."""
    if roles.count(ColumnRole.COUNTRY) != 1 or _WHO.intersection(roles) or context.kind is Kind.COUNTRY:
        return roles
    country = roles.index(ColumnRole.COUNTRY)
    if standing_of(_header(columns, country), lexicon) is not None:
        return roles
    found = list(_called_bodies(columns, roles, lexicon))
    if not found and context.members and not _names_each_filled(columns, country):
        found = [at for at, role in enumerate(roles) if _links_each(columns, at, role, lexicon)]
    if len(found) != 1:
        return roles
    return with_role(roles, found[0], ColumnRole.ORGANIZATION)


def first_of_each(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> int | None:
    """Return the column that names each row first, by a link, where no header says who: Governor | Party | Entered office."""
    for at, role in enumerate(roles):
        if role in _NAMELESS and _links_each(columns, at, ColumnRole.UNKNOWN, lexicon):
            return at
        is_blank = all(cell.content.is_empty for cell in cells_under(columns.rows, at))
        if role not in _BEFORE and not is_blank:
            return None
    return None


_NAMELESS = frozenset({ColumnRole.UNKNOWN, ColumnRole.OTHER})
_BEFORE = frozenset(
    {
        ColumnRole.ORDINAL,
        ColumnRole.DISTRICT,
        ColumnRole.START,
        ColumnRole.DATE,
        ColumnRole.YEAR,
        ColumnRole.CITY,
    }
)


def _header(columns: Columns, at: int) -> str:
    return columns.headers[at] if at < len(columns.headers) else ""


def _called_bodies(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> Iterator[int]:
    """The columns whose header no list has and whose noun is one of organizations."""
    for at, role in enumerate(roles):
        tokens = lexicon.matcher.tokens(_BRACKETS.sub("", _header(columns, at)))
        is_body = bool(tokens) and "organization" in tokens[-1].classes
        if role is ColumnRole.UNKNOWN and is_body and not any(one.classes & _OF_OTHERS for one in tokens):
            yield at


def _names_each_filled(columns: Columns, at: int) -> bool:
    """True where no two rows name the same in a column."""
    told = [cell.content.text for cell in filled_under(columns.rows, at)]
    return len(set(told)) == len(told)


def _links_each(columns: Columns, at: int, role: ColumnRole, lexicon: Lexicon) -> bool:
    """True for a column whose cells each link another, and that are no countries."""
    if role is not ColumnRole.UNKNOWN or not names_each_row(columns, at):
        return False
    cells = cells_under(columns.rows, at)
    others = (features_of(cell, lexicon) for cell in cells)
    linked = sum(bool(cell.content.links) for cell in cells)
    return linked >= _MOSTLY * len(cells) and not any(
        one.country or one.region or one.number or one.date or one.long for one in others
    )
