"""Which column of a table of participants or members says who."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.content.columns import Columns, cells_under
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["Layout", "find_who", "names_each_row"]

# Where a header may mean several things: in these tables it means these first.
_PREFERRED = (
    ColumnRole.ORGANIZATION,
    ColumnRole.PERSON,
    ColumnRole.COUNTRY,
    ColumnRole.NAME,
    ColumnRole.REGION,
    ColumnRole.START,
    ColumnRole.STATUS,
)


class Layout(Struct, frozen=True):
    """Which column of a table of participants or members says what."""

    roles: tuple[ColumnRole, ...]
    who: int
    person: int | None
    """The person who stood for the country or organization, in a table of participants."""

    def of(self, role: ColumnRole) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None


def find_who(columns: Columns, context: Context, lexicon: Lexicon) -> Layout | None:
    """Return which column says who; None when none or several may."""
    roles = _with_named_bodies(columns, columns.resolve(_PREFERRED), lexicon)
    if context.attended and ColumnRole.PERSON in roles and _are_towns(columns, roles, lexicon):
        # 地区 | 代表, with 上海 and 长沙: those who came are the persons.
        return _persons_without(ColumnRole.COUNTRY, roles)
    are_persons = ColumnRole.OFFICE in roles or context.kind is Kind.PERSON
    if are_persons and roles.count(ColumnRole.NAME) == 1 and ColumnRole.PERSON not in roles:
        # 名称 | 职衔 | 组织: those named are persons, for or from the organization.
        roles = tuple(ColumnRole.PERSON if role is ColumnRole.NAME else role for role in roles)
        return Layout(roles, roles.index(ColumnRole.PERSON), None)
    person = roles.index(ColumnRole.PERSON) if ColumnRole.PERSON in roles else None
    if context.members and not context.attended:
        offices = ColumnRole.OFFICE in roles and ColumnRole.ORGANIZATION in roles
        seats = roles.count(ColumnRole.PERSON) == 1 and _heads_seats(columns, roles, lexicon)
        if seats and (lexicon.is_head_first or not offices):
            # Country | Judge: the judges are the members.
            return Layout(roles, roles.index(ColumnRole.PERSON), None)
        if _are_persons(columns, roles, lexicon):
            # 职务 | 姓名 | 党派: the party is that of the member, not a member.
            return _persons_without(ColumnRole.ORGANIZATION, roles)
        if offices:
            return None  # 职务 | 委员 | 政党: offices are those of persons.
    if (town := _towns(columns, context, roles)) is not None:
        return Layout(roles, town, None)
    others = (ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.PERSON)
    is_party = context.members and (
        context.kind is Kind.ORGANIZATION or (context.kind is None and ColumnRole.COUNTRY in roles)
    )
    if is_party and roles.count(ColumnRole.PARTY) == 1 and not any(role in roles for role in others):
        # Country | Party: of an international of parties.
        return Layout(roles, roles.index(ColumnRole.PARTY), None)
    for role in (
        ColumnRole.ORGANIZATION,
        ColumnRole.NAME,
        ColumnRole.COUNTRY,
        ColumnRole.PERSON,
        *([ColumnRole.PARTY] if context.attended else []),
    ):
        count = roles.count(role)
        if role is ColumnRole.NAME and (own := _own_names(columns, roles, lexicon)) is not None:
            return Layout(roles, own, None)
        if count:
            who = roles.index(role)
            if count > 1 and not names_each_row(columns, who):
                return None
            if role is ColumnRole.COUNTRY and context.kind is Kind.ORGANIZATION:
                return None
            attending = context.attended and not context.members and person not in {None, who}
            return Layout(roles, who, person if attending else None)
    return _by_content(columns, roles, lexicon) if context.members else None


_WHOSE = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.PERSON, ColumnRole.PARTY})


def _towns(columns: Columns, context: Context, roles: tuple[ColumnRole, ...]) -> int | None:
    """The column of the cities that are the members of a body of cities, beside that of their countries: City | Country.

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


def names_each_row(columns: Columns, index: int) -> bool:
    """Return whether each cell of a column names another, as in the first of its kind, which says whose the row is."""
    cells = [cell.content for cell in cells_under(columns.rows, index) if not cell.content.is_empty]
    told = {(cell.text, tuple(link.target for link in cell.links)) for cell in cells}
    return len(cells) >= _LEAST and len(told) == len(cells) == sum(not row.is_empty for row in columns.rows)


def _with_named_bodies(
    columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """The roles, where 이름 heads the names of organizations and not of persons."""
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
    return (*roles[:index], ColumnRole.NAME, *roles[index + 1 :])


def _by_content(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> Layout | None:
    """The one column under an unknown header nearly all of whose cells are countries, or organizations."""
    found: list[int] = []
    for index, role in enumerate(roles):
        cells = cells_under(columns.rows, index)
        all_features = [features_of(cell, lexicon) for cell in cells if not cell.content.is_empty]
        alike = max(
            sum(1 for features in all_features if features.country),
            sum(1 for features in all_features if features.organization),
        )
        if role is ColumnRole.UNKNOWN and len(all_features) >= _LEAST and alike >= _ALIKE * len(columns.rows):
            found.append(index)
    return Layout(roles, found[0], None) if len(found) == 1 else None


_LEAST, _ALIKE, _MOSTLY, _FIGURES = 3, 0.8, 0.6, 0.2


def _own_names(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> int | None:
    """The column whose names lead to pages of this wiki, beside one whose names lead to others: 現地名称 | 日本語表記."""
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


_NAMES = frozenset({ColumnRole.NAME, ColumnRole.ORGANIZATION, ColumnRole.OTHER, ColumnRole.UNKNOWN})


def _heads_seats(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    index = roles.index(ColumnRole.PERSON)
    header = columns.headers[index] if index < len(columns.headers) else ""
    texts = [text for cell in cells_under(columns.rows, index) if (text := cell.content.text.strip())]
    # 党 | 議員, with figures under the latter: how many they have.
    figures = sum(map(str.isdigit, texts)) >= _FIGURES * len(texts)
    return not figures and any("seat" in token.classes for token in lexicon.matcher.tokens(header))


def _persons_without(left_out: ColumnRole, roles: tuple[ColumnRole, ...]) -> Layout:
    """The layout that says who by the column of persons, and does not read another."""
    plain = tuple(ColumnRole.UNKNOWN if role is left_out else role for role in roles)
    return Layout(plain, plain.index(ColumnRole.PERSON), None)


def _are_persons(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    """True when a column has the names of the persons who are members: 姓名, or 이름 beside an office, a party or 국적."""
    headers = [header.strip().lower() for header in columns.headers]
    if roles.count(ColumnRole.PERSON) != 1 or not headers:
        return False
    header = headers[roles.index(ColumnRole.PERSON)]
    if header in lexicon.words["person_names"]:
        return True
    beside = {ColumnRole.OFFICE, ColumnRole.ORGANIZATION}.intersection(roles)
    of_persons = any(word in lexicon.words["nationality"] for word in headers)
    return header in lexicon.words["names"] and (bool(beside) or of_persons)


def _are_towns(columns: Columns, roles: tuple[ColumnRole, ...], lexicon: Lexicon) -> bool:
    """True when the header of the column that says who is no word for countries, and most cells are none."""
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
