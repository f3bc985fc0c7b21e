"""Columns that say with a mark whether each of those listed came, or belongs: Attended | Yes, ✗; 是否出席 | 否."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from icmlpo_rdf.facts.content.columns import Columns, cells_under
from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.tables.matrices import CROSS, NO, YES
from icmlpo_rdf.facts.words.column_roles import ColumnRole, with_role
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import small_words
from icmlpo_rdf.page import Cell

__all__ = ["asking_columns", "is_denied", "without_marks"]

_BELONG = frozenset({"attend", "participant", "member", "joining", "join", "guest"})
_NOT_THERE = frozenset({"absent", "non"})
_NEVER = frozenset({"no", "✗", "✘", *small_words("denied")})
"""What stands for the day on which somebody joined who did not."""


def asking_columns(
    columns: Columns, roles: Sequence[ColumnRole], lexicon: Lexicon
) -> Mapping[int, frozenset[str]]:
    """Return the columns that ask whether those of the row came or belong, each with the marks that say that they did not.

    Such a column holds marks for yes and no alone. Its header says nothing else than that they did, or that they did not: Attended,
    Boycotted; not EU member, which asks of another body. A blank says no beside marks that all say yes.
    """
    found: dict[int, frozenset[str]] = {}
    for at, header in enumerate(columns.headers):
        marks = [_mark(cell) for cell in cells_under(columns.rows, at)]
        if roles[at] is ColumnRole.START:
            found[at] = _NEVER
        if not any(marks) or not all(mark in YES | NO | CROSS for mark in marks):
            continue
        told = _told_by(header, lexicon) or (_BELONG if roles[at] is ColumnRole.STATUS else frozenset())
        if told & _NOT_THERE:
            found[at] = YES
        elif told:
            denying = NO | CROSS if YES & set(marks) else NO - {""}
            found[at] = denying if "" not in marks or set(marks) <= YES | {""} else denying - {""}
    return found


def without_marks(columns: Columns, roles: tuple[ColumnRole, ...]) -> tuple[ColumnRole, ...]:
    """Return the roles, where columns of nothing but marks for yes and no name nobody, whatever heads them: EU member."""
    for at, role in enumerate(roles):
        marks = {_mark(cell) for cell in cells_under(columns.rows, at)} if role in _NAMES else {""}
        if marks - {""} and marks <= YES | NO | CROSS:
            roles = with_role(roles, at, ColumnRole.OTHER)
    return roles


_NAMES = frozenset({ColumnRole.NAME, ColumnRole.ORGANIZATION, ColumnRole.PERSON, ColumnRole.PARTY})


def _told_by(header: str, lexicon: Lexicon) -> frozenset[str]:
    """The classes of a header that says that somebody came or belongs, or did not; none of one that says anything else."""
    tokens = lexicon.matcher.tokens(header)
    known = _BELONG | _NOT_THERE | SILENT
    if not all(one.classes & known or one.text in YES | NO for one in tokens):  # 是否出席
        return frozenset()
    return frozenset[str]().union(*(one.classes for one in tokens)) & (_BELONG | _NOT_THERE)


def _mark(cell: Cell) -> str:
    return clean_text(cell.content.text).strip("（）()").lower()


def is_denied(cells: Sequence[Cell | None], asking: Mapping[int, frozenset[str]], lexicon: Lexicon) -> bool:
    """Return whether a row says that those of it did not come, or do not belong: by a mark below such a header, or in words."""
    texts = [_mark(cell) if cell else "" for cell in cells]
    if any(texts[at] in marks and cells[at] is not None for at, marks in asking.items()):
        return True
    return any(lexicon.absent.fullmatch(text) is not None for text in texts)
