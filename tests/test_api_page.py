"""`docs/api.md` says what the docstrings say."""

from __future__ import annotations

import icmlpo_rdf
from tests.api_page import api_page
from tests.conftest import ROOT


def test_the_page_is_current() -> None:
    """Each public name has its part; made anew, the page is as it stands."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in icmlpo_rdf.__all__ if f"\n### {name}\n" not in page] == []
    assert page == api_page(), "make it anew: python -m tests.api_page > docs/api.md"
