"""What the entries of a list or table look like: it confirms what the words above it say, or refuses it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from icmlpo_rdf.facts.cells import look_of
from icmlpo_rdf.facts.column_roles import ColumnRole
from icmlpo_rdf.facts.columns import Columns, cells_under
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.lined import years_before
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.page import Cell, Item, Namespace, Text, label_of

__all__ = ["LEAST_SCORE", "Rating", "score_of_items", "score_of_table"]

LEAST_SCORE = 4.0
"""What words, profile and content must reach together for members to be stated."""
_CONFIRMS, _HINTS, _REFUSES = 2.0, 1.5, -3.0
_MOST, _FEW = 0.5, 0.3
_WIDE, _NEARLY_ALL = 4, 0.8
_BEFORE = 3
_SAMPLE = 60
_PROSE = 160
_TELLING = frozenset({ColumnRole.DISTRICT, ColumnRole.PARTY})


class Rating(Struct, frozen=True):
    """How words, profile and content agree that those who stand somewhere are members."""

    words: float
    profile: float
    content: float

    @property
    def is_enough(self) -> bool:
        """True where they say so together."""
        return self.words + self.profile + self.content >= LEAST_SCORE

    def __str__(self) -> str:
        """What the report shows."""
        total = self.words + self.profile + self.content
        parts = f"words {self.words:g}, page {self.profile:g}, entries {self.content:g}"
        return f"members: {parts}: {total:g} of {LEAST_SCORE:g}"


def score_of_items(items: Sequence[Item], lexicon: Lexicon) -> float:
    """Return from -3 to 2 how much a list looks like one of members."""
    contents = [item.content for item in items if not item.content.is_empty][:_SAMPLE]
    if not contents:
        return 0.0
    share = 1 / len(contents)
    names = [_first_name(content) for content in contents]
    if sum(1 for name in names if any(map(str.isdigit, name))) * share > _MOST:
        return _REFUSES
    if sum(1 for content in contents if len(content.text) > _PROSE) * share > _MOST:
        return _REFUSES
    if any(lexicon.performers.search(content.text) for content in contents):
        return _REFUSES
    score = 0.0
    if sum(1 for name in names if _is_collective(name, lexicon)) * share > _MOST:
        score += _CONFIRMS
    if sum(1 for content in contents if _has_office(content, lexicon)) * share > _MOST:
        score += _HINTS
    return score


def _first_name(content: Text) -> str:
    if dated := years_before(content):
        content = dated[0]
    links = [
        link for link in content.links if link.target is None or link.target.namespace is not Namespace.FILE
    ]
    before = content.links[0].end if content.links and (not links or content.links[0] is not links[0]) else 0
    if links and links[0].start - before <= _BEFORE:
        return links[0].text
    return unicodedata.normalize("NFKC", clean_text(content.text)).split("(")[0].split(":")[0].split(",")[0]


def _is_collective(name: str, lexicon: Lexicon) -> bool:
    return (
        place_kind(name, lexicon) is PlaceKind.COUNTRY or lexicon.organization_ending.search(name) is not None
    )


def _has_office(content: Text, lexicon: Lexicon) -> bool:
    """A name, and an office behind it: Clement Attlee: Prime Minister and Minister of Defence."""
    text = unicodedata.normalize("NFKC", clean_text(content.text))
    _, _, behind = text.partition(":" if ":" in text else ",")
    tokens = lexicon.matcher.tokens(behind.split(",")[0][:_PROSE])
    first = takewhile(lambda token: "joint" not in token.classes, tokens)
    return any("office" in token.classes for token in first)


def score_of_table(
    columns: Columns, who: int, roles: Sequence[ColumnRole], lexicon: Lexicon, *, stand_right: bool
) -> float:
    """Return from -3 to 3.5 how much a table looks like one of members.

    Args:
        columns: the table's.
        who: the column that says who.
        roles: what stands in each column.
        lexicon: the words of the page's language.
        stand_right: no cell has slid, since the form kept the spans.
    """
    cells = [cell for cell in cells_under(columns.rows[:_SAMPLE], who) if not cell.content.is_empty]
    if not cells:
        return _REFUSES if stand_right else 0.0
    share = 1 / len(cells)
    looks = [look_of(cell, lexicon) for cell in cells]
    if not stand_right:
        # Rows have slid: what stands in the column may be another's.
        looks = [look for look in looks if not look.number and not look.date]
    elif sum(1 for look in looks if look.number or look.date or look.long) * share > _FEW:
        return _REFUSES
    if stand_right and _is_ticked(columns, who):
        return _REFUSES
    if stand_right and sum(1 for cell in cells if _is_designation(cell)) * share > _MOST:
        return _REFUSES
    score = 0.0
    if sum(1 for look in looks if look.country or look.organization) * share > _MOST:
        score += _CONFIRMS
    if _TELLING.intersection(roles):
        score += _HINTS
    return score


def _is_ticked(columns: Columns, who: int) -> bool:
    """True for a matrix of pictures: which of the schools plays what."""
    others = [cell for row in columns.rows[:_SAMPLE] for index, cell in enumerate(row.cells) if index != who]
    width = max((len(row.cells) for row in columns.rows[:_SAMPLE]), default=0)
    blank = sum(1 for cell in others if cell.content.is_empty)
    return width >= _WIDE and blank > _NEARLY_ALL * len(others)


def _is_designation(cell: Cell) -> bool:
    """NGC 4486 is the name of no member."""
    link = cell.content.links[0] if cell.content.links else None
    name = label_of(link.target.title) if link and link.target else clean_text(cell.content.text)
    return any(map(str.isdigit, name.split("(")[0]))
