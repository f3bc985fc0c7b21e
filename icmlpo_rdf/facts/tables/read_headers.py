"""What a column of names holds, by its header and its cells together: persons, towns, bodies, seats, names of this wiki."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns, cells_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = [
    "are_persons",
    "are_towns",
    "counts_seats",
    "heads_seats",
    "own_names",
    "town_column",
    "with_named_bodies",
    "with_own_status",
]

_MOSTLY, _FIGURES = 0.6, 0.2
_NAMES = frozenset({ColumnRole.NAME, ColumnRole.ORGANIZATION, ColumnRole.OTHER, ColumnRole.UNKNOWN})


def with_named_bodies(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where 이름 heads the names of organizations and not of persons."""
    if ColumnRole.ORGANIZATION in roles or ColumnRole.NAME in roles or roles.count(ColumnRole.PERSON) != 1:
        return roles
    index = roles.index(ColumnRole.PERSON)
    header = columns.headers[index].strip().lower() if index < len(columns.headers) else ""
    all_features = [
        features
        for cell in cells_under(columns.rows, index)
        if not (features := features_of(cell, lexicon)).empty
    ]
    bodies = sum(1 for features in all_features if features.organization)
    if header not in lexicon.words["names"] or bodies < _MOSTLY * len(all_features) or not all_features:
        return roles
    return with_role(roles, index, ColumnRole.NAME)


def with_own_status(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where of several columns of statuses one is that of the membership: Status | Membership."""
    several = [at for at, role in enumerate(roles) if role is ColumnRole.STATUS]
    own = [
        at
        for at in several
        if any("member" in token.classes for token in lexicon.matcher.tokens(columns.headers[at]))
    ]
    if len(several) < _SEVERAL or len(own) != 1:
        return roles
    return tuple(
        ColumnRole.OTHER if role is ColumnRole.STATUS and at != own[0] else role
        for at, role in enumerate(roles)
    )


_SEVERAL = 2


def own_names(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> int | None:
    """Return the column whose names lead to pages of this wiki, beside one whose names lead to others: 現地名称 | 日本語表記."""
    own: list[int] = []
    foreign: list[int] = []
    for index, role in enumerate(roles):
        if role not in _NAMES:
            continue
        links = [link for cell in cells_under(columns.rows, index) for link in cell.content.links[:1]]
        here = sum(1 for link in links if link.target and link.target.wiki == lexicon.language)
        if len(links) * 2 < len(columns.rows):
            continue
        (own if here * 2 > len(links) else foreign).append(index)
    return own[0] if len(own) == 1 and foreign else None


def heads_seats(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    """Return whether the column of persons is headed by a seat: Judge, 議員; figures below it count seats."""
    index = roles.index(ColumnRole.PERSON)
    header = columns.headers[index] if index < len(columns.headers) else ""
    texts = [text for cell in cells_under(columns.rows, index) if (text := cell.content.text.strip())]
    # 党 | 議員, with figures under the latter: how many they have. Country | Representatives, with offices: who it sends.
    others = sum(text.isdigit() or is_office(text, lexicon) for text in texts)
    return others < _FIGURES * len(texts) and any(
        "seat" in token.classes for token in lexicon.matcher.tokens(header)
    )


def are_persons(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    """Return whether a column has the names of the persons who are members: 姓名, or 이름 beside an office, a party or 국적."""
    headers = [header.strip().lower() for header in columns.headers]
    if roles.count(ColumnRole.PERSON) != 1 or not headers:
        return False
    header = headers[roles.index(ColumnRole.PERSON)]
    if header in lexicon.words["person_names"]:
        return True
    beside = {ColumnRole.OFFICE, ColumnRole.ORGANIZATION}.intersection(roles)
    of_persons = any(word in lexicon.words["nationality"] for word in headers)
    return header in lexicon.words["names"] and (bool(beside) or of_persons)


def are_towns(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    """Return whether the header of the column that says who is no word for countries, and most cells are none."""
    others = (ColumnRole.ORGANIZATION, ColumnRole.NAME)
    if roles.count(ColumnRole.COUNTRY) != 1 or any(role in roles for role in others):
        return False
    index = roles.index(ColumnRole.COUNTRY)
    header = columns.headers[index].lower() if columns.headers else ""
    if any(word in header for word in lexicon.words["country_words"]):
        return False
    all_features = [features_of(cell, lexicon) for cell in cells_under(columns.rows, index)]
    filled = [features for features in all_features if not features.empty]
    return bool(filled) and 2 * sum(1 for features in filled if features.country or features.region) < len(
        filled
    )


def counts_seats(columns: Columns, lexicon: Lexicon) -> bool:
    """Return whether a column is headed by a measure and holds a figure in each row: the seats of each party."""
    return any(
        any("measure" in token.classes for token in lexicon.matcher.tokens(header))
        and all(map(str.isdigit, (cell.content.text.strip()[:1] for cell in cells_under(columns.rows, at))))
        for at, header in enumerate(columns.headers)
    )


def town_column(columns: Columns, context: Context, roles: tuple[ColumnRole, ...]) -> int | None:
    """Return the column of the cities that are the members of a body of cities, beside that of their countries: City | Country.

    Where no word says that the members are countries, the column before the other one names them.
    """
    if context.attended or context.kind is not None or _WHOSE.intersection(roles):
        return None
    towns = [index for index, role in enumerate(roles) if role in {ColumnRole.CITY, ColumnRole.DISTRICT}]
    if roles.count(ColumnRole.COUNTRY) != 1 or len(towns) != 1:
        return None
    country, town = roles.index(ColumnRole.COUNTRY), towns[0]
    leads = town < country or not names_each_row(columns, country)
    return town if leads and names_each_row(columns, town) else None


_WHOSE = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.PERSON, ColumnRole.PARTY})
