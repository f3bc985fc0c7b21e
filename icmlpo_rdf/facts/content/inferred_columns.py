"""What a column without a header word holds, by the look of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from icmlpo_rdf.facts.content.features import Features, features_of
from icmlpo_rdf.facts.content.table_headers import cells_under
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Row

__all__ = ["infer_roles", "inferred_column"]

_MAX_SAMPLE = 60
_MOST = 0.8


def infer_roles(rows: list[Row], width: int, lexicon: Lexicon) -> tuple[tuple[ColumnRole, ...], ...]:
    """Return for each column what may stand in it; nothing where no column tells."""
    found = tuple(inferred_column(rows, index, lexicon) for index in range(width))
    return found if any(found) else ()


def inferred_column(rows: Sequence[Row], index: int, lexicon: Lexicon) -> tuple[ColumnRole, ...]:
    """Return what a column without a header word holds: only where nearly all of its cells agree."""
    cells = cells_under(rows[:_MAX_SAMPLE], index)
    all_features = [features for cell in cells if not (features := features_of(cell, lexicon)).empty]
    if len(all_features) < 2:
        return ()
    kinds = Counter(role for features in all_features for role in _shown_by(features))
    role, count = next(iter(kinds.most_common(1)), (ColumnRole.UNKNOWN, 0))
    if count < max(_MOST * len(all_features), 1):
        return ()
    ordinals = [features.ordinal for features in all_features]
    if role is ColumnRole.ORDINAL and not (all(ordinals) or _counts(rows, index)):
        return ()
    if role is ColumnRole.MEETING and not any(
        features.numbered or features.ordinal for features in all_features
    ):
        return ()
    return (role,)


def _shown_by(features: Features) -> Iterator[ColumnRole]:
    """What a cell may say by itself."""
    told = (
        (ColumnRole.COUNTRY, features.country),
        (ColumnRole.REGION, features.region),
        (ColumnRole.YEAR, features.year),
        (ColumnRole.DATE, features.date and not features.year),
        (ColumnRole.ORDINAL, (features.number and not features.year) or features.ordinal),
        (ColumnRole.MEETING, features.numbered or features.ordinal or features.named),
        (ColumnRole.ORGANIZATION, features.organization and not features.country),
    )
    return (role for role, holds in told if holds)


def _counts(rows: Sequence[Row], index: int) -> bool:
    """True when the numbers of a column count its rows, up or down."""
    numbers = [
        int(text)
        for cell in cells_under(rows, index)
        if (text := clean_text(cell.content.text)).isdecimal() and len(text) < 5
    ]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return steps in ({1}, {-1})
