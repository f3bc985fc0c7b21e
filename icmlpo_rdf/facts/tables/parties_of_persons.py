"""Columns of parties beside those of persons: they are these persons' parties."""

from __future__ import annotations

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["with_parties_of_persons"]


def with_parties_of_persons(
    columns: Columns, roles: tuple[ColumnRole, ...], context: Context, lexicon: Lexicon
) -> tuple[ColumnRole, ...]:
    """Return the roles, where the party beside a name is that of a person: Name | National party; or 党派, where persons are listed."""
    are_persons = context.kind is Kind.PERSON
    if not (lexicon.is_head_first or are_persons) or roles.count(ColumnRole.ORGANIZATION) != 1:
        return roles
    headers = [header.strip().lower() for header in columns.headers]
    index = roles.index(ColumnRole.ORGANIZATION)
    are_named = (
        are_persons
        or ColumnRole.PERSON in roles
        or any(
            role is ColumnRole.NAME and headers[at] in lexicon.words["names"]
            for at, role in enumerate(roles[: len(headers)])
        )
    )
    is_party = index < len(headers) and any(
        "party" in token.classes for token in lexicon.matcher.tokens(headers[index])
    )
    return with_role(roles, index, ColumnRole.PARTY) if are_named and is_party else roles
