"""Columns of organizations beside those of the members: the bodies that these have joined too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from icmlpo_rdf.facts.content.columns import Columns, cells_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.statements import Statement, outside
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Cell
from icmlpo_rdf.spans import Span

__all__ = ["bodies_in", "memberships_in", "recurring_bodies", "with_joined_bodies"]

_MOST, _DISTINCT = 0.8, 2 / 3
_MEMBERS = frozenset({ColumnRole.NAME, ColumnRole.COUNTRY})


def with_joined_bodies(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where the same organizations come again and again beside the names of members: Name | Other body.

    Another column names a country or organization in each row, none twice; the header of the organizations says of no
    member, and some row names several that others name too: each state may have a Ministry of Health of its own.
    """
    if roles.count(ColumnRole.ORGANIZATION) != 1:
        return roles
    index = roles.index(ColumnRole.ORGANIZATION)
    is_said = columns.candidates[index] != (ColumnRole.ORGANIZATION,)
    if is_said or not any(_are_members(columns, at, role, lexicon) for at, role in enumerate(roles)):
        return roles
    printed = [names for cell in cells_under(columns.rows, index) if (names := tuple(_printed(cell)))]
    distinct, times = set(printed), _times(printed)
    is_shared = any(len(names) > 1 and all(times[name] > 1 for name in names) for names in distinct)
    if not is_shared or len(distinct) > _DISTINCT * len(printed):
        return roles
    return with_role(roles, index, ColumnRole.AFFILIATION)


def _times(printed: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many rows each name stands."""
    return Counter(name for names in printed for name in dict.fromkeys(names))


def _are_members(columns: Columns, index: int, role: ColumnRole, lexicon: Lexicon) -> bool:
    """True for a column that names another country or organization in each row."""
    if role not in _MEMBERS or not names_each_row(columns, index):
        return False
    all_features = [features_of(cell, lexicon) for cell in cells_under(columns.rows, index)]
    bodies = sum(1 for features in all_features if features.country or features.organization)
    return bodies >= _MOST * len(all_features)


def recurring_bodies(columns: Columns, roles: Sequence[ColumnRole], lexicon: Lexicon) -> frozenset[str]:
    """Return the names without a link that several rows print as bodies joined; one that comes once may be anything."""
    cells = cells_under(columns.rows, list(roles).index(ColumnRole.AFFILIATION))
    times = _times(map(_printed, cells))
    return frozenset(
        name for name, count in times.items() if count > 1 and name.lower() not in lexicon.not_names
    )


def bodies_in(cell: Cell, recurring: frozenset[str], lexicon: Lexicon) -> list[PrintedName]:
    """Return the bodies that a cell links; of one without links those that come again in other rows."""
    if cell.content.links:
        entries = read_names(cell.content, lexicon, cell.span) or ()
        return [entry.name for entry in entries if entry.name.link is not None]
    return [PrintedName(name, None, cell.span) for name in _printed(cell) if name in recurring]


def memberships_in(
    bodies: Iterable[PrintedName], name: PrintedName, kind: Kind, span: Span
) -> list[Statement]:
    """Return that a row's bearer is a member of each body that the row names: Primary Conference.

    Args:
        bodies: as they are printed.
        name: the bearer's.
        kind: what the bearer is.
        span: the row's.
    """
    return [
        Statement(
            name=name,
            kind=kind,
            place=None,
            region=None,
            statuses=(),
            span=span,
            body=body,
            standing=Standing.MEMBER,
            headings=outside(span, body.span),
        )
        for body in bodies
    ]


def _printed(cell: Cell) -> list[str]:
    """The names that commas or lines part."""
    parts = clean_text(cell.content.text).replace("\n", ",").split(",")
    return [name for part in parts if any(map(str.isalpha, name := part.strip()))]
