"""HTML that was cut off on its way is damaged, and told so; a fragment is none."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code, Severity
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.source import RawPage

_WHOLE = "<!DOCTYPE html><html><head><title>甲</title></head><body><p><b>甲</b></p><ul><li><a href='/wiki/乙'>乙</a></li></ul>"


@pytest.mark.parametrize(
    ("text", "cut_at"),
    [
        (f"{_WHOLE}</body></html>", None),
        (f"{_WHOLE}</body>", None),
        (f"{_WHOLE}</HTML >", None),
        (f"{_WHOLE}<script>'<p'</script></body></html>\n", None),
        (_WHOLE, len(_WHOLE)),
        (f"{_WHOLE}<!-- </body></html> -->", len(_WHOLE) + 23),
        (f"{_WHOLE}<script>'</body></html>'", len(_WHOLE) + 24),
        ("<p><b>甲</b></p><ul><li>乙", None),
        ("<p><b>甲</b> 1 < 2</p><p>3 <", None),
        ("<p><b>甲</b></p><a", 15),
        ("<p><b>甲</b></p></ul", 15),
        ("<p><b>甲</b></p><a href='/wiki/乙' title=\"丙 <b", 42),
        ("<p><b>甲</b></p><a href='/wiki/乙' title=\"丙 ", 15),
        (f"{_WHOLE}<a href='/wi", len(_WHOLE)),
    ],
)
def test_html_that_is_cut_off_is_told(text: str, cut_at: int | None) -> None:
    """One error, with the place where what was begun is not ended; the page before it is read."""
    document, notes = read_page(RawPage("甲", text.encode(), "甲", form=Form.HTML, wiki="zh"), PageOptions())
    cut = [note for note in notes if note.code is Code.HTML_CUT_OFF]
    assert [note.span and note.span.begin for note in cut] == ([] if cut_at is None else [cut_at])
    assert all(note.code.severity is Severity.ERROR for note in cut)
    assert document.title == "甲"
