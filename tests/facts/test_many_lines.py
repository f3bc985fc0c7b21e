"""A text of very many lines, or lists, is taken apart and put together in linear time."""

from __future__ import annotations

import time

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.facts.contexts.block_contexts import _joined
from icmlpo_rdf.facts.names.lined import lines_of
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.page import Item, ItemList, Link, Mark, Picture, Text
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.spans import Span

_SECONDS = 3.0
"""Some twenty times what a busy machine needs; what looks at all marks for each line needs far more."""
_PLACE = Span(0, 1)


def test_each_line_has_its_own_marks() -> None:
    """Links, bold letters and pictures go with the line that they lie on; what spans two lines with none."""
    links = (
        Link("甲", None, "甲", _PLACE, 0, 1),
        Link("乙\n丙", None, "乙", _PLACE, 2, 5),
        Link("丁", None, "丁", _PLACE, 6, 7),
    )
    pictures = (Picture("a", "", None, 2, _PLACE), Picture("b", "", None, 8, _PLACE))
    text = Text("甲\n乙\n丙\n丁\n", links, (Mark("丁", _PLACE, 6, 7),), _PLACE, pictures)
    lines = list(lines_of(text))
    assert [line.text for line in lines] == ["甲", "乙", "丙", "丁", ""]
    assert [[link.text for link in line.links] for line in lines] == [["甲"], [], [], ["丁"], []]
    assert [[mark.start for mark in line.bold] for line in lines] == [[], [], [], [0], []]
    assert [[(one.file, one.start) for one in line.pictures] for line in lines] == [
        [],
        [("a", 0)],
        [],
        [],
        [("b", 0)],
    ]


def test_lines_of_a_long_text_take_linear_time() -> None:
    """20,000 lines with a link each."""
    count = 20_000
    links = tuple(Link("甲", None, "甲", _PLACE, 2 * n, 2 * n + 1) for n in range(count))
    begin = time.process_time()
    lines = list(lines_of(Text("\n".join("甲" * count), links, (), _PLACE)))
    assert time.process_time() - begin < _SECONDS
    assert [len(line.links) for line in lines] == [1] * count


def test_lists_in_a_row_become_one_in_linear_time() -> None:
    """100,000 lists of one item, as HTML that closes a list after each item has them."""
    item = Item(Text("甲", (), (), _PLACE), 1, _PLACE)
    lists = [ItemList((item,), False, Span(n, n + 1)) for n in range(100_000)]
    begin = time.process_time()
    (one,) = _joined(lists)
    assert time.process_time() - begin < _SECONDS
    assert isinstance(one, ItemList)
    assert len(one.items) == len(lists)
    assert one.span == Span(0, len(lists))


@pytest.mark.parametrize(
    "name", ["[[甲党{}]]，", "[[甲党{}]]、", "法国：[[张三{}]]、", "[[甲党{}]]（[[乙国]]）、"]
)
def test_names_in_one_sentence_take_linear_time(name: str) -> None:
    """Eight thousand names in a paragraph below a heading of those who came, however they are parted."""
    text = "'''甲会议'''是1991年举行的会议。\n\n== 参加者 ==\n" + "".join(map(name.format, range(8_000)))
    raw = RawPage("甲会议", text.encode(), "a", form=Form.WIKITEXT)
    begin = time.process_time()
    found = convert(raw, ConvertOptions(PageOptions("zh", "甲会议"))).facts
    assert time.process_time() - begin < 5 * _SECONDS
    assert found is not None
