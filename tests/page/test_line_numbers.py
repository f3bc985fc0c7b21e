"""Each part of a page knows the lines of the source that hold it."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Lines
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import ItemList, PageDocument, Table, read_page
from icmlpo_rdf.source import RawPage


def _read(text: str) -> PageDocument:
    return read_page(RawPage("p.md", text.encode(), "p.md"), PageOptions())[0]


def test_a_tag_that_reaches_over_lines() -> None:
    """Pandoc breaks long tags where a line is full: what stands behind them is further down."""
    table = (
        '<table>\n<tr\nclass="odd">\n<td><p><a\nhref="../Page/甲.md"\ntitle="wikilink">甲</a></p></td>\n</tr>\n'
        "<tr>\n<td>乙</td>\n</tr>\n</table>\n"
    )
    document = _read(f"**会议**\n\n{table}")
    (block,) = [one for one in document.sections[0].blocks if isinstance(one, Table)]
    assert [document.lines.lines(row.span) for row in block.rows] == [Lines(4, 9), Lines(10, 12)]
    (link,) = document.links
    assert document.lines.lines(link.span) == Lines(6, 8)


def test_a_link_in_a_paragraph_whose_tag_reaches_over_lines() -> None:
    """The lines below it in the same paragraph are counted on."""
    document = _read(
        '**会议**\n\n  - <a href="../Page/甲.md"\n    title="wikilink">甲</a>\n    [乙](../Page/乙.md "wikilink")\n'
    )
    assert [(link.text, document.lines.lines(link.span)) for link in document.links] == [
        ("甲", Lines(3, 4)),
        ("乙", Lines(5, 5)),
    ]


def test_an_item_whose_text_begins_below_its_mark() -> None:
    """Its text stands on the next line, and so do its links (page 波茨坦会议)."""
    document = _read('**会议**\n\n  -\n    [甲](../Page/甲.md "wikilink")\n    乙\n  - 丙\n')
    (items,) = [one for one in document.sections[0].blocks if isinstance(one, ItemList)]
    assert [(item.content.text, document.lines.lines(item.span)) for item in items.items] == [
        ("甲 乙", Lines(3, 5)),
        ("丙", Lines(6, 6)),
    ]
    assert [document.lines.lines(link.span) for link in document.links] == [Lines(4, 4)]


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0"])
@pytest.mark.parametrize("name", ['[{}](../Page/{}.md "wikilink")', "**{}{}**", "![{}]({}.png)"])
def test_an_item_whose_names_only_a_wide_blank_parts(blank: str, name: str) -> None:
    """A blank that is a character of the text stands where it stands, not on the page's first line."""
    both = name.format("甲", "甲") + blank + name.format("乙", "乙")
    document = _read(f"**会议**\n\n## 与会国\n\n  - 丙\n  - {both}\n")
    (items,) = [one for one in document.sections[1].blocks if isinstance(one, ItemList)]
    assert [document.lines.lines(item.span) for item in items.items] == [Lines(5, 5), Lines(6, 6)]
