"""A comment that never ends hides the rest of the page, which is told in every form that has comments."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.source import RawPage


@pytest.mark.parametrize(
    ("form", "text", "left_open"),
    [
        (Form.HTML, "<p><b>甲</b></p><!-- 乙 <p>丙", True),
        (Form.HTML, "<p><b>甲</b></p><!-- 乙 --><p>丙", False),
        (Form.HTML, "<p><b>甲</b></p><script>a = '<!--'</script><p>丙", False),
        (Form.WIKITEXT, "'''甲'''\n\n<!-- 乙\n\n丙", True),
        (Form.WIKITEXT, "'''甲'''\n\n<!-- 乙 -->\n\n丙", False),
    ],
)
def test_an_open_comment_is_told(form: Form, text: str, left_open: bool) -> None:
    """One error with its place; the page before it is read."""
    document, notes = read_page(RawPage("甲", text.encode(), "甲", form=form, wiki="zh"), PageOptions())
    places = [note.span.begin for note in notes if note.code is Code.COMMENT_NOT_CLOSED and note.span]
    assert places == ([text.index("<!--")] if left_open else [])
    texts = str([block.content.text for block in document.sections[0].blocks if hasattr(block, "content")])
    assert "甲" in texts
    assert ("丙" in texts) is not left_open
