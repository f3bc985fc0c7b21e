"""What may stand in a table's column."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ColumnRole", "with_role"]


class ColumnRole(StrEnum):
    """What stands in a table's column."""

    ORGANIZATION = "organization"
    NAME = "name"
    """Who takes part, of whatever kind."""
    COUNTRY = "country"
    REGION = "region"
    PERSON = "person"
    OFFICE = "office"
    STATUS = "status"
    START = "start"
    """Since when somebody is a member."""
    END = "end"
    DATE = "date"
    """When a meeting was held."""
    YEAR = "year"
    ORDINAL = "ordinal"
    MEETING = "meeting"
    CITY = "city"
    HOST = "host"
    """The country that a meeting was held in."""
    PARTICIPANTS = "participants"
    """In a table of meetings: who took part, any number of names."""
    PARTY = "party"
    """The party of the row's person; a member itself where no other column says who."""
    DISTRICT = "district"
    """Where the row's person is elected, or the row's organization is."""
    TERM = "term"
    """From when until when, in one cell."""
    AFFILIATION = "affiliation"
    """The body that the row's organization belongs to."""
    NOTE = "note"
    OTHER = "other"
    """Known, and of no interest: logo, web site, seats."""
    UNKNOWN = "unknown"


def with_role(roles: tuple[ColumnRole, ...], index: int, role: ColumnRole) -> tuple[ColumnRole, ...]:
    """Return the roles of a table's columns, of which one has another."""
    return (*roles[:index], role, *roles[index + 1 :])
