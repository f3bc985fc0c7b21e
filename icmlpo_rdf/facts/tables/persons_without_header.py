"""Tables of persons whose column no header calls so: without a header, each with a party, or under the office that they hold."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns, cells_under, filled_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Cell

__all__ = ["with_persons"]


def with_persons(
    columns: Columns, roles: tuple[ColumnRole, ...], context: Context, lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where a table lists persons whom no header calls so, as the words above it say.

    An organization is none of them, but a person's party. Where several columns may name the persons, none does.
    """
    if context.members and columns.headers and _NAMING.isdisjoint(roles):
        return _under_office(columns, roles, lexicon)
    if columns.headers and context.attended and not context.members:
        return _beside_office(columns, roles, lexicon)
    if columns.headers or context.kind is not Kind.PERSON or ColumnRole.ORGANIZATION not in roles:
        return roles
    return _linked(columns, roles, lexicon)


def _linked(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> tuple[ColumnRole, ...]:
    """The roles of a table without a header, whose persons are each the one link of their cells."""
    persons = [
        index
        for index, role in enumerate(roles)
        if role is ColumnRole.UNKNOWN and _links_each(columns, index, lexicon)
    ]
    found = [ColumnRole.OTHER if role is ColumnRole.ORGANIZATION else role for role in roles]
    if len(persons) == 1:
        found[persons[0]] = ColumnRole.PERSON
        for index, role in enumerate(roles):
            if role is ColumnRole.ORGANIZATION and _are_parties(columns, index, lexicon):
                found[index] = ColumnRole.PARTY
    return tuple(found)


def _beside_office(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """The roles, where one column under a header that is not known links another in each row beside countries and offices: Country | Title | Dignitary."""
    told = ColumnRole.OFFICE in roles and _NAMING.intersection(roles) == {ColumnRole.COUNTRY}
    unknown = [at for at, role in enumerate(roles) if told and role is ColumnRole.UNKNOWN]
    persons = [at for at in unknown if _links_each(columns, at, lexicon)]
    return with_role(roles, persons[0], ColumnRole.PERSON) if len(persons) == 1 else roles


_NAMING = frozenset({ColumnRole.PERSON, ColumnRole.NAME, ColumnRole.ORGANIZATION, ColumnRole.COUNTRY})


def _under_office(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """The roles, where the one column that may say who is headed by the office of those in it: 縣市 | 議長 | 黨籍."""
    found = [
        index
        for index, role in enumerate(roles)
        if role is ColumnRole.UNKNOWN and is_office(columns.headers[index], lexicon)
    ]
    if lexicon.is_head_first or len(found) != 1 or not _may_be_persons(columns, found[0], lexicon):
        return roles
    if any(_names_bodies(columns, index, roles, lexicon) for index in range(found[0])):
        return roles  # 회의소 | 회장: whose officers these are, the members may be
    return with_role(roles, found[0], ColumnRole.PERSON)


def _names_bodies(columns: Columns, index: int, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    """True for a column under a header that no list has, most of whose cells link another, and no town."""
    if roles[index] is not ColumnRole.UNKNOWN or not names_each_row(columns, index):
        return False
    linked = [cell for cell in filled_under(columns.rows, index) if cell.content.links]
    told = [features_of(cell, lexicon) for cell in linked]
    is_place = any(one.country or one.region or one.date for one in told) or any(
        cell.content.text.strip().endswith(lexicon.words["area_endings"]) for cell in linked
    )
    return 2 * len(linked) > len(columns.rows) and not is_place


def _may_be_persons(columns: Columns, index: int, lexicon: Lexicon) -> bool:
    """True for a column at least half of whose cells link somebody, and none of which is a country, body or date."""
    cells = filled_under(columns.rows, index)
    told = [features_of(cell, lexicon) for cell in cells]
    are_others = any(one.country or one.region or one.organization or one.long or one.digits for one in told)
    return (
        bool(cells) and not are_others and 2 * sum(bool(cell.content.links) for cell in cells) >= len(cells)
    )


def _links_each(columns: Columns, index: int, lexicon: Lexicon) -> bool:
    """True for a column whose cells are each the link of another, none of them a country, body or date."""
    cells = cells_under(columns.rows, index)
    return names_each_row(columns, index) and all(_may_be_person(cell, lexicon) for cell in cells)


def _may_be_person(cell: Cell, lexicon: Lexicon) -> bool:
    features = features_of(cell, lexicon)
    is_other = features.country or features.region or features.organization or features.named or features.long
    links = cell.content.links
    whole = len(links) == 1 and links[0].text == cell.content.text.strip()
    return whole and not is_other and not features.digits


def _are_parties(columns: Columns, index: int, lexicon: Lexicon) -> bool:
    """True where most of the organizations are parties by their names."""
    texts = [cell.content.text for cell in cells_under(columns.rows, index)]
    parties = sum(any("party" in token.classes for token in lexicon.matcher.tokens(text)) for text in texts)
    return 2 * parties > len(texts)
