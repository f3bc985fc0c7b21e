"""A span that no table has is taken for the most that HTML allows, as browsers do; it costs neither the page nor time."""

from __future__ import annotations

import time

import pytest

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.notes import Code, Severity
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage

_LEAD = "'''甲联盟'''是一个国际组织。\n\n== 成员党 ==\n"
_WIKITEXT = _LEAD + (
    "{{| class=wikitable\n! colspan={across} | 一览\n|-\n! 国家 !! 政党\n|-\n"
    "| rowspan={down} | [[法国]] || [[乙党]]\n|-\n| [[丙党]]\n|}}\n"
)
_HTML = (
    "<p><b>甲联盟</b>是一个国际组织。</p><h2>成员党</h2><table><tr><th colspan={across}>一览</th></tr>"
    "<tr><th>国家</th><th>政党</th></tr><tr><td rowspan={down}><a href='/wiki/法国'>法国</a></td>"
    "<td><a href='/wiki/乙党'>乙党</a></td></tr><tr><td><a href='/wiki/丙党'>丙党</a></td></tr></table>"
)


def _converted(text: str, form: Form) -> Conversion:
    options = ConvertOptions(PageOptions(language="zh", title="甲联盟"))
    return convert(RawPage("甲联盟", text.encode(), "甲联盟", form=form), options)


def _stated(conversion: Conversion) -> set[tuple[str, str]]:
    told = ("nameAsPrinted", "icm/ontology#country", "org#organization", "#country")
    return {
        (quad.predicate.value, str(quad.object))
        for quad in conversion.quads
        if quad.predicate.value.endswith(told)
    }


@pytest.mark.parametrize(("form", "page"), [(Form.WIKITEXT, _WIKITEXT), (Form.HTML, _HTML)])
def test_a_page_states_what_it_states_with_the_true_spans(form: Form, page: str) -> None:
    """Two warnings, of the first cell of each kind; the countries reach as far down as the table does."""
    right = _stated(_converted(page.format(across=2, down=2), form))
    assert {"乙党", "丙党"} <= {value.strip('"').partition('"')[0] for _, value in right}
    absurd = _converted(page.format(across=999_999_999, down=999_999_999), form)
    assert _stated(absurd) == right
    told = [note for note in absurd.notes if note.code is Code.SPAN_OUT_OF_RANGE]
    assert [note.text for note in told] == ['colspan="999999999"', 'rowspan="999999999"']
    assert {note.code.severity for note in told} == {Severity.WARNING}
    assert not absurd.notes.errors


_WIDE = "|-\n|rowspan=999999999 colspan=999999999|甲\n"


@pytest.mark.parametrize(
    "table",
    [
        "{|\n" + _WIDE * 4_000 + "|}\n",
        ("{|\n" + "|-\n|colspan=900|甲\n" * 100 + "|}\n") * 60,
        ("{|\n" + "|-\n|colspan=1000|甲\n" * 2 + "|}\n") * 3_000,
        ("{|\n|-\n" + "|colspan=9 rowspan=90|甲\n" * 9 + "|-\n|甲\n" * 90 + "|}\n") * 60,
        "{|\n" + "|-\n|甲\n|colspan=999 rowspan=999|乙\n" * 3_000 + "|}\n",
    ],
    ids=["all absurd", "wide tables", "small tables", "deep tables", "overlaps"],
)
def test_time_is_linear_in_the_cells(table: str) -> None:
    """A table of such cells takes about as long as one of as many cells of one slot: never a hundred times."""
    begin = time.process_time()
    _converted(_LEAD + table, Form.WIKITEXT)
    took = time.process_time() - begin
    cells = table.count("甲") + table.count("乙")
    begin = time.process_time()
    _converted(_LEAD + "{|\n" + "|-\n|甲\n" * cells + "|}\n", Form.WIKITEXT)
    assert took < 20 * (time.process_time() - begin)
