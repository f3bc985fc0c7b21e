"""Which column of a table of participants or members says who."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns, cells_under, filled_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import standing_of
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.tables.headed_delegates import with_delegates, with_officers
from icmlpo_rdf.facts.tables.joined_bodies import recurring_bodies, with_joined_bodies
from icmlpo_rdf.facts.tables.layouts import Layout
from icmlpo_rdf.facts.tables.parties_of_persons import with_parties_of_persons
from icmlpo_rdf.facts.tables.persons_without_header import with_persons
from icmlpo_rdf.facts.tables.read_headers import (
    are_persons,
    are_towns,
    counts_seats,
    heads_seats,
    own_names,
    town_column,
    with_named_bodies,
    with_own_status,
)
from icmlpo_rdf.facts.tables.unknown_headers import first_of_each, with_unknown_bodies
from icmlpo_rdf.facts.tables.yes_or_no import without_marks
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["find_who"]

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


def find_who(columns: Columns, context: Context, lexicon: Lexicon) -> Layout | None:
    """Return which column says who; None when none or several may."""
    roles = with_own_status(columns, without_marks(columns, columns.resolve(_PREFERRED)), lexicon)
    roles = with_named_bodies(columns, roles, lexicon)
    roles = with_persons(columns, roles, context, lexicon)
    roles = with_unknown_bodies(columns, roles, context, lexicon)
    roles = with_officers(columns, with_delegates(columns, roles, context), context, lexicon)
    told = with_parties_of_persons(columns, roles, context, lexicon)
    roles = with_joined_bodies(columns, told, lexicon)
    table = _Columns(columns, roles, context, lexicon)
    layout = next((found for rule in _RULES if (found := rule(table)) is not None), _NONE).layout
    if layout is None or roles == told:
        return layout
    return replace(layout, joined=recurring_bodies(columns, roles, lexicon))


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
        """Party | Leader, a party a row: who leads them is told, and not who sits there; of a body of persons no member is."""
        if not self._are_members or not {ColumnRole.PARTY, ColumnRole.PERSON} <= set(self.roles):
            return None
        party = self.roles.index(ColumnRole.PARTY)
        if party > self.roles.index(ColumnRole.PERSON) or not names_each_row(self.columns, party, least=1):
            return None
        of_persons = self.context.kind is Kind.PERSON
        if (of_persons or self.context.seats) and counts_seats(self.columns, self.lexicon):
            return _NONE
        are_led = not of_persons and not heads_seats(self.columns, self.roles, self.lexicon)
        return self._said_by(party) if are_led else None

    def called_as_above(self) -> _Found | None:
        """省份 | 城市, below 成员城市: the members are called so by the words above."""
        noun = self.context.noun if self._are_members else ""
        called = {f"{noun}{end}" for end in ("", *self.lexicon.words["header_suffixes"])}  # 球队, 球队名
        named = [at for at, header in enumerate(self.columns.headers) if noun and header.strip() in called]
        if len(named) != 1 or self.roles[named[0]] in _NAMED_BY | _NOT_CALLED_SO:
            return None
        layout = Layout(with_role(self.roles, named[0], ColumnRole.NAME), named[0], None)
        return _Found(layout) if names_each_row(self.columns, named[0]) else None

    def delegates_of_towns(self) -> _Found | None:
        """地区 | 代表, with 上海 and 长沙: those who came are the persons."""
        told = self.context.attended and ColumnRole.PERSON in self.roles
        if not told or not are_towns(self.columns, self.roles, self.lexicon):
            return None
        return _Found(_persons_without(ColumnRole.COUNTRY, self.roles))

    def guests_of_countries(self) -> _Found | None:
        """嘉賓 | 職務 | 國家: the guests came, and where they are from is told of them."""
        if not self.context.attended or self.context.members or self.roles.count(ColumnRole.PERSON) != 1:
            return None
        who = self.roles.index(ColumnRole.PERSON)
        header = self.columns.headers[who] if who < len(self.columns.headers) else ""
        is_before = ColumnRole.COUNTRY in self.roles[who:] and _CALLED.isdisjoint(self.roles)
        called = any("guest" in token.classes for token in self.lexicon.matcher.tokens(header))
        return self._said_by(who) if is_before and called else None

    def named_persons(self) -> _Found | None:
        """名称 | 职衔 | 组织: those named are persons, for or from the organization."""
        of_parties = self._are_members and ColumnRole.PARTY in self.roles and self.lexicon.is_head_first
        are_persons = ColumnRole.OFFICE in self.roles or of_parties or self.context.kind is Kind.PERSON
        if not are_persons or self.roles.count(ColumnRole.NAME) != 1 or ColumnRole.PERSON in self.roles:
            return None
        roles = tuple(ColumnRole.PERSON if role is ColumnRole.NAME else role for role in self.roles)
        person = roles.index(ColumnRole.PERSON)
        if self.context.attended and not self.context.members and ColumnRole.COUNTRY in roles[:person]:
            return _Found(Layout(roles, roles.index(ColumnRole.COUNTRY), person))  # Nation | Name | Position
        return _Found(Layout(roles, person, None))

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
            if role in _CALLED and self._calls_members(header) and self._names_others(index)
        ]
        if len(called) != 1:
            return None
        plain = tuple(
            ColumnRole.UNKNOWN if role is ColumnRole.ORGANIZATION and index != called[0] else role
            for index, role in enumerate(self.roles)
        )
        return _Found(Layout(plain, called[0], None))

    def _names_others(self, index: int) -> bool:
        """True for a column that names another in most rows, as one of Yes and No under IOC member does not."""
        told = [cell.content.text for cell in filled_under(self.columns.rows, index)]
        return len(set(told)) >= _ALIKE * len(told)

    def _calls_members(self, header: str) -> bool:
        """True for a header with a word for members itself, whatever they are: Former member airline, not Affiliates."""
        is_called = any("member" in token.classes for token in self.lexicon.matcher.tokens(header))
        return is_called and standing_of(header, self.lexicon) is not None

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
        town = town_column(self.columns, self.context, self.roles)
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
        if not self.context.members:
            return None
        found = _by_content(self.columns, self.roles, self.lexicon)
        if (
            found is not None
            or not self.lexicon.is_head_first
            or min(self.context.profile, self.context.words) < _BODY
        ):
            return _Found(found)
        first = first_of_each(self.columns, self.roles, self.lexicon)
        return _NONE if first is None else self._said_by(first)


# The first that decides holds.
_RULES = (
    _Columns.leaders_of_parties,
    _Columns.called_as_above,
    _Columns.delegates_of_towns,
    _Columns.guests_of_countries,
    _Columns.named_persons,
    _Columns.countries_with_leaders,
    _Columns.called_members,
    _Columns.persons_in_seats,
    _Columns.towns,
    _Columns.parties,
    _Columns.surest_role,
    _Columns.alike,
)
_CALLED = frozenset({ColumnRole.NAME, ColumnRole.ORGANIZATION})
_NAMED_BY = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.COUNTRY})
_NOT_CALLED_SO = frozenset({ColumnRole.PERSON, ColumnRole.PARTY, ColumnRole.OTHER})
"""Columns that are told from those called as the words above call them; under Members may stand how many seats each has."""
_OTHERS = frozenset({ColumnRole.ORGANIZATION, ColumnRole.NAME, ColumnRole.PERSON})
_BY_SURENESS = (
    ColumnRole.ORGANIZATION,
    ColumnRole.NAME,
    ColumnRole.COUNTRY,
    ColumnRole.PERSON,
    ColumnRole.PARTY,
)


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
_BODY = 2.0
"""How surely a page is about a body, and words call those under them its members."""


def _persons_without(left_out: ColumnRole, roles: tuple[ColumnRole, ...]) -> Layout:
    """The layout that says who by the column of persons, and does not read another."""
    plain = tuple(ColumnRole.UNKNOWN if role is left_out else role for role in roles)
    return Layout(plain, plain.index(ColumnRole.PERSON), None)
