"""Marks of footnotes behind a name are no part of it, in whatever form the page is."""

from __future__ import annotations

import pytest

from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.source import Form, RawPage

CASES = [
    ("甲党<sup>1</sup>", "甲党"),
    ("甲党<sup>[2]</sup>", "甲党"),
    ("甲党<sup>†</sup>", "甲党"),
    ("97 km<sup>2</sup>", "97 km2"),
    ("10<sup>6</sup>", "106"),
    ("第1<sup>届</sup>", "第1届"),
]


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.WIKITEXT, Form.HTML])
@pytest.mark.parametrize(("written", "read"), CASES)
def test_a_raised_mark_is_no_text(written: str, read: str, form: Form) -> None:
    """A number raised behind a unit or a number is its power."""
    raw = RawPage("p", f"<p>{written}</p>\n".encode(), "p", form=form)
    document, _ = read_page(raw, PageOptions(language="zh"))
    (block,) = document.sections[0].blocks
    assert block.content.text == read  # type: ignore[union-attr]
