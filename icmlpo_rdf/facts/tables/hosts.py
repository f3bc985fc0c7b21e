"""Columns of hosts: the country in which a meeting was, or the person, school or party that invited to it, which is no place."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.content.columns import filled_under
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.printed_names import Entry
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Row

__all__ = ["is_body", "without_other_hosts"]

_FEW_HOSTS = 3


def without_other_hosts(view: TableView, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """Return the roles, without that of hosts where these are no places."""
    towns = [index for index, role in enumerate(roles) if role is ColumnRole.CITY]
    return tuple(
        ColumnRole.OTHER if role is ColumnRole.HOST and not _are_places(view, index, towns) else role
        for index, role in enumerate(roles)
    )


def is_body(entry: Entry, lexicon: Lexicon) -> bool:
    """Return whether a name is an organization's: it was host, and is no place."""
    thing = thing_of(entry.name.link, lexicon) if entry.name.link else None
    return kind_of_name(entry.name.text, thing, lexicon) is Kind.ORGANIZATION


def _are_places(view: TableView, index: int, towns: Sequence[int]) -> bool:
    """True where a column of hosts has countries, or too few names to tell; else these are persons, schools, parties.

    Where a town stands in the same row some must be known as places: who was host is not where it was.
    """
    cells = filled_under(view.columns.rows, index)
    all_features = [features_of(cell, view.lexicon) for cell in cells]
    if any(features.country or features.region for features in all_features):
        return True
    beside = any(
        _is_filled(row, index) and _is_filled(row, town) for row in view.columns.rows for town in towns
    )
    return not beside and len(cells) < _FEW_HOSTS


def _is_filled(row: Row, index: int) -> bool:
    return index < len(row.cells) and not row.cells[index].content.is_empty
