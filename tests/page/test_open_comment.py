"""A comment that never ends hides the rest of the page, which is told in every form that has comments."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import ItemList, Paragraph, read_page
from icmlpo_rdf.source import RawPage


@pytest.mark.parametrize(
    ("form", "text", "left_open"),
    [
        (Form.HTML, "<p><b>甲</b></p><!-- 乙 <p>丙", True),
        (Form.HTML, "<p><b>甲</b></p><!-- 乙 --><p>丙", False),
        (Form.HTML, "<p><b>甲</b></p><script>a = '<!--'</script><p>丙", False),
        (Form.WIKITEXT, "'''甲'''\n\n<!-- 乙\n\n丙", True),
        (Form.WIKITEXT, "'''甲'''\n\n<!-- 乙 -->\n\n丙", False),
        (Form.WIKITEXT, "'''甲'''\n<noinclude>x</noinclude>\n* [[丙党]]", False),
        (Form.WIKITEXT, "'''甲'''\n<onlyinclude>\n* [[丙党]]\n</onlyinclude>\n", False),
        (Form.WIKITEXT, "'''甲'''\n<includeonly>x</includeonly><includeonly/>\n* [[丙党]]", False),
        (Form.WIKITEXT, "'''甲'''\n* 丙\n\n<includeonly>[[Category:X]]</includeonly>", False),
    ],
)
def test_an_open_comment_is_told(form: Form, text: str, left_open: bool) -> None:
    """One error with its place; the page before it is read."""
    document, notes = read_page(RawPage("甲", text.encode(), "甲", form=form, wiki="zh"), PageOptions())
    places = [note.span.begin for note in notes if note.code is Code.COMMENT_NOT_CLOSED and note.span]
    assert places == ([text.index("<!--")] if left_open else [])
    texts = [block.content.text for block in document.sections[0].blocks if isinstance(block, Paragraph)]
    texts += [
        item.content.text
        for block in document.sections[0].blocks
        if isinstance(block, ItemList)
        for item in block.items
    ]
    assert "甲" in "".join(texts)
    assert ("丙" in "".join(texts)) is not left_open
