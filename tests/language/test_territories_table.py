"""The table of territories says what CLDR says."""

from __future__ import annotations

import pytest

from icmlpo_rdf.language import territories
from tests.language.cldr_table import LOCALES, names


@pytest.mark.parametrize("locale", LOCALES)
def test_the_table_is_what_cldr_says(locale: str) -> None:
    """`python -m tests.language.cldr_table` writes it anew where a later version says otherwise."""
    assert territories(locale) == names(locale)
    assert len(names(locale)) > 90
