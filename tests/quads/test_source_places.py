"""How a place of a source is cited: RFC 5147, a range whose end lies behind its beginning."""

from __future__ import annotations

import pytest

from icmlpo_rdf.quads.source_places import place_of
from icmlpo_rdf.spans import LineIndex, Span
from tests.conftest import Cli


@pytest.mark.parametrize(
    ("span", "fragment"),
    [
        (Span(0, 0), "char=0,1"),
        (Span(5, 5), "char=5,6"),
        (Span(3_000, 3_000), "char=2999,3000"),
        (Span(5, 9), "char=5,9"),
    ],
)
def test_an_empty_place_is_cited_by_a_character(span: Span, fragment: str) -> None:
    """On a line that is too long to be quoted; on a short one the line is cited."""
    assert place_of(span, LineIndex.of("x" * 3_000)).fragment == fragment
    assert place_of(Span(0, 0), LineIndex.of("")).fragment == "line=0,1"


def test_a_page_on_one_line_without_a_lead_conforms(cli: Cli) -> None:
    """Also one that is nothing but elements, which is damaged, but no fault of the result."""
    begin = '<html lang=zh><body class="mediawiki"><h1 id="firstHeading">甲联盟</h1><div class="mw-parser-output">'
    page = f"{begin}<!--{'x' * 3_000}--></div></body></html>"
    done = cli("convert", "-", "--lang", "zh", stdin=page.encode())
    assert (done.returncode, "conforms" in done.stderr) == (0, True), done.stderr
    page = f"{begin}{'<div>' * 100_001}x</body></html>"
    deep = cli("convert", "-", "--lang", "zh", stdin=page.encode())
    assert (deep.returncode, "violation:" in deep.stderr) == (1, False), deep.stderr
    assert "so that the rest of the page is not read" in deep.stderr
