"""Galleries of which the Markdown dumps made a paragraph: captions as items, each on its own lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.page import ItemList
from icmlpo_rdf.page.markdown.galleries import with_galleries
from tests.page.test_line_numbers import _read

# As in page 2017年金砖国家峰会: the first picture's name is lost, another's reaches over a line end.
PAGE = """**甲峰会**是一次会议。

## 与会领导人

|****
[张三](../Page/张三.md "wikilink")，
[总统](../Page/甲国总统.md "wikilink") <File:Li> Si
- Forum 2006.jpg|****
[李四](../Page/李四.md "wikilink") <File:Wang_Wu.jpeg>
|乙国[王五](../Page/王五.md "wikilink")
Zhao Liu.png|**[丙国](../Page/丙国.md "wikilink")**
[赵六](../Page/赵六.md "wikilink")
"""


def test_captions_are_items_on_their_lines() -> None:
    """The pictures' names are no text, and a flag that was lost leaves nothing."""
    document = _read(PAGE)
    (block,) = (one for section in document.sections for one in section.blocks if isinstance(one, ItemList))
    assert block.is_gallery
    lines = [document.lines.lines(item.content.span) for item in block.items]
    assert [
        (" ".join(item.content.text.split()), at.first, at.last)
        for item, at in zip(block.items, lines, strict=True)
    ] == [
        ("张三， 总统", 6, 7),
        ("李四", 9, 9),
        ("乙国王五", 10, 10),
        ("丙国 赵六", 11, 12),
    ]


@pytest.mark.parametrize(
    "text", ["见<File:a.jpg>。", "|a|b|\n|-|-|\n|<File:a.jpg>|b|", "<File:a.svg> 与\n[乙](乙)"]
)
def test_other_paragraphs_stay(text: str) -> None:
    """A picture's address in a sentence or a table, or one without a caption, makes no gallery."""
    assert "icm-" not in with_galleries(text)


_PIECES = st.sampled_from(
    ["<File:", "<File:a>", " b.jpg", ".png>", "|", "|****", "\n", "\n\n", "[甲](甲)", "乙 ", "<", ">", "  - "]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_line_ends_stay(text: str) -> None:
    """Places are whole lines, so none may come or go, and no paragraph may be parted."""
    marked = with_galleries(text)
    assert marked.count("\n") == text.count("\n")
    assert marked.count("\n\n") <= text.count("\n\n")


@pytest.mark.parametrize(
    "piece", ["<File:", "<File:a>", "a.jpg|", "\n|", "<File:a> b.jpg|****\n乙 ", "\na.jpg"]
)
def test_time_is_linear(piece: str) -> None:
    """Ten times as much takes about ten times as long."""

    def cost(size: int) -> float:
        begun = time.process_time()
        with_galleries("<File:a>" + piece * (size // len(piece)))
        return time.process_time() - begun

    assert min(cost(200_000) for _ in range(2)) < 40 * max(min(cost(20_000) for _ in range(3)), 0.005)
