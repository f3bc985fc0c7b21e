"""Which column of a table of participants or members says who."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns, cells_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import standing_of
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.tables.joined_bodies import recurring_bodies, with_joined_bodies
from icmlpo_rdf.facts.tables.parties_of_persons import with_parties_of_persons
from icmlpo_rdf.facts.tables.persons_without_header import with_persons
from icmlpo_rdf.facts.tables.read_headers import (
    are_persons,
    are_towns,
    counts_seats,
    heads_seats,
    own_names,
    with_named_bodies,
)
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["Layout", "find_who"]

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
    joined: frozenset[str] = frozenset()
    """The names without a link of the bodies that the rows' own have joined too."""

    def of(self, role: ColumnRole) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None


def find_who(columns: Columns, context: Context, lexicon: Lexicon) -> Layout | None:
    """Return which column says who; None when none or several may."""
    roles = with_named_bodies(columns, columns.resolve(_PREFERRED), lexicon)
    roles = with_persons(columns, roles, context, lexicon)
    roles = _with_officers(columns, _with_delegates(roles, context), context, lexicon)
    told = with_parties_of_persons(columns, roles, context, lexicon)
    roles = with_joined_bodies(columns, told, lexicon)
    table = _Columns(columns, roles, context, lexicon)
    layout = next((found for rule in _RULES if (found := rule(table)) is not None), _NONE).layout
    if layout is None or roles == told:
        return layout
    return replace(layout, joined=recurring_bodies(columns, roles, lexicon))


def _with_delegates(roles: tuple[ColumnRole, ...], context: Context) -> tuple[ColumnRole, ...]:
    """The roles, where the one column that may say who is headed by a word for participants: Colony | Delegates."""
    are_there = context.attended and not context.members and roles.count(ColumnRole.PARTICIPANTS) == 1
    if not are_there or _WHOSE.intersection(roles):
        return roles
    return tuple(ColumnRole.PERSON if role is ColumnRole.PARTICIPANTS else role for role in roles)


def _with_officers(
    columns: Columns, roles: tuple[ColumnRole, ...], context: Context, lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """The roles, where beside persons who came stand others under their office: 국가 | 정상 | 외무장관."""
    are_there = context.attended and not context.members
    if not are_there or not {ColumnRole.COUNTRY, ColumnRole.PERSON} <= set(roles):
        return roles
    headed = zip(roles, columns.headers, strict=False)
    officers = (role in _UNTOLD and _heads_persons(header, lexicon) for role, header in headed)
    return tuple(
        ColumnRole.PERSON if officer and _links_all(columns, at) else role
        for at, (role, officer) in enumerate(zip(roles, officers, strict=False))
    )


_UNTOLD = frozenset({ColumnRole.UNKNOWN, ColumnRole.PARTICIPANTS})


def _heads_persons(header: str, lexicon: Lexicon) -> bool:
    """True for 外相 and 随員."""
    tokens = lexicon.matcher.tokens(header)
    return is_office(header, lexicon) or (bool(tokens) and "participant" in tokens[-1].classes)


def _links_all(columns: Columns, index: int) -> bool:
    cells = [cell for cell in cells_under(columns.rows, index) if not cell.content.is_empty]
    return bool(cells) and all(cell.content.links for cell in cells)


class _Found(Struct, frozen=True):
    """What a rule decides: the layout, or that nothing tells who."""

    layout: Layout | None


_NONE = _Found(None)


class _Columns(Struct, frozen=True):
    """The columns of a table of participants or members; each rule knows one way in which they say who."""

    columns: Columns
    roles: tuple[ColumnRole, ...]
    context: Context
    lexicon: Lexicon

    def _said_by(self, who: int) -> _Found:
        return _Found(Layout(self.roles, who, None))

    @property
    def _are_members(self) -> bool:
        return self.context.members and not self.context.attended

    def leaders_of_parties(self) -> _Found | None:
        """Party | Leader | Seats, a party a row: who leads them is told, and not who sits there."""
        if not self._are_members or not {ColumnRole.PARTY, ColumnRole.PERSON} <= set(self.roles):
            return None
        party = self.roles.index(ColumnRole.PARTY)
        lead = party < self.roles.index(ColumnRole.PERSON) and names_each_row(self.columns, party)
        return _NONE if lead and counts_seats(self.columns, self.lexicon) else None

    def delegates_of_towns(self) -> _Found | None:
        """地区 | 代表, with 上海 and 长沙: those who came are the persons."""
        told = self.context.attended and ColumnRole.PERSON in self.roles
        if not told or not are_towns(self.columns, self.roles, self.lexicon):
            return None
        return _Found(_persons_without(ColumnRole.COUNTRY, self.roles))

    def named_persons(self) -> _Found | None:
        """名称 | 职衔 | 组织: those named are persons, for or from the organization."""
        of_parties = self._are_members and ColumnRole.PARTY in self.roles and self.lexicon.is_head_first
        are_persons = ColumnRole.OFFICE in self.roles or of_parties or self.context.kind is Kind.PERSON
        if not are_persons or self.roles.count(ColumnRole.NAME) != 1 or ColumnRole.PERSON in self.roles:
            return None
        roles = tuple(ColumnRole.PERSON if role is ColumnRole.NAME else role for role in self.roles)
        return _Found(Layout(roles, roles.index(ColumnRole.PERSON), None))

    def countries_with_leaders(self) -> _Found | None:
        """APEC名稱 | 元首稱謂 | 姓名: countries under a header that is not known, each with the name of its leader."""
        if not self._are_members or self.context.kind is Kind.PERSON or ColumnRole.PERSON not in self.roles:
            return None
        if _NAMED_BY.intersection(self.roles):
            return None
        found = _by_content(self.columns, self.roles, self.lexicon)
        return _Found(found) if found and found.who < self.roles.index(ColumnRole.PERSON) else None

    def called_members(self) -> _Found | None:
        """Member | Joined | Affiliates: the organizations beside those who are called members are theirs."""
        if not self._are_members or ColumnRole.ORGANIZATION not in self.roles:
            return None
        called = [
            index
            for index, (role, header) in enumerate(zip(self.roles, self.columns.headers, strict=False))
            if role is ColumnRole.NAME and standing_of(header, self.lexicon) is not None
        ]
        if len(called) != 1:
            return None
        plain = tuple(ColumnRole.UNKNOWN if role is ColumnRole.ORGANIZATION else role for role in self.roles)
        return _Found(Layout(plain, called[0], None))

    def persons_in_seats(self) -> _Found | None:
        """Country | Judge: the judges are the members. 职务 | 姓名 | 党派: the party is the member's. Offices are those of persons."""
        if not self._are_members:
            return None
        offices = ColumnRole.OFFICE in self.roles and ColumnRole.ORGANIZATION in self.roles
        seats = self.roles.count(ColumnRole.PERSON) == 1 and heads_seats(
            self.columns, self.roles, self.lexicon
        )
        if seats and (self.lexicon.is_head_first or not offices):
            return self._said_by(self.roles.index(ColumnRole.PERSON))
        if are_persons(self.columns, self.roles, self.lexicon):
            return _Found(_persons_without(ColumnRole.ORGANIZATION, self.roles))
        return _NONE if offices else None  # 职务 | 委员 | 政党

    def towns(self) -> _Found | None:
        """City | Country, of a body of cities."""
        town = _towns(self.columns, self.context, self.roles)
        return None if town is None else self._said_by(town)

    def parties(self) -> _Found | None:
        """Country | Party: of an international of parties, and at a meeting that parties attended."""
        kind = self.context.kind
        if self.roles.count(ColumnRole.PARTY) != 1 or _OTHERS.intersection(self.roles):
            return None
        of_countries = self.context.members and kind is None and ColumnRole.COUNTRY in self.roles
        is_party = kind is Kind.ORGANIZATION or of_countries
        return self._said_by(self.roles.index(ColumnRole.PARTY)) if is_party else None

    def surest_role(self) -> _Found | None:
        """The one column of organizations, else of names, of countries, of persons."""
        for role in _BY_SURENESS:
            if (
                role is ColumnRole.NAME
                and (own := own_names(self.columns, self.roles, self.lexicon)) is not None
            ):
                return self._said_by(own)
            if role in self.roles and (role is not ColumnRole.PARTY or self.context.attended):
                return self._said_by_role(role)
        return None

    def _said_by_role(self, role: ColumnRole) -> _Found:
        who = self.roles.index(role)
        several = self.roles.count(role) > 1 and not names_each_row(self.columns, who)
        if several or (role is ColumnRole.COUNTRY and self.context.kind is Kind.ORGANIZATION):
            return _NONE
        person = self.roles.index(ColumnRole.PERSON) if ColumnRole.PERSON in self.roles else None
        attending = self.context.attended and not self.context.members and person != who
        return _Found(Layout(self.roles, who, person if attending else None))

    def alike(self) -> _Found | None:
        """The one column of members under an unknown header that is full of countries, or of organizations."""
        return _Found(_by_content(self.columns, self.roles, self.lexicon)) if self.context.members else None


# The first that decides holds.
_RULES = (
    _Columns.leaders_of_parties,
    _Columns.delegates_of_towns,
    _Columns.named_persons,
    _Columns.countries_with_leaders,
    _Columns.called_members,
    _Columns.persons_in_seats,
    _Columns.towns,
    _Columns.parties,
    _Columns.surest_role,
    _Columns.alike,
)
_NAMED_BY = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.COUNTRY})
_OTHERS = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.PERSON})
_BY_SURENESS = (
    ColumnRole.ORGANIZATION,
    ColumnRole.NAME,
    ColumnRole.COUNTRY,
    ColumnRole.PERSON,
    ColumnRole.PARTY,
)
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


_LEAST, _ALIKE = 3, 0.8


def _persons_without(left_out: ColumnRole, roles: tuple[ColumnRole, ...]) -> Layout:
    """The layout that says who by the column of persons, and does not read another."""
    plain = tuple(ColumnRole.UNKNOWN if role is left_out else role for role in roles)
    return Layout(plain, plain.index(ColumnRole.PERSON), None)
