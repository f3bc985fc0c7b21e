"""Laws that hold on any page whatever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode

from icmlpo_rdf.convert import convert, understand
from icmlpo_rdf.notes import Code, Lines
from icmlpo_rdf.page import ItemList, Table
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.source import RawPage

# Pieces of real pages, put together as no author would.
PIECES = (
        "**会议**", "第十次会议（2011年）参加者", "# ", "## ", "### ", "\n", "\n\n", "  - ", "- ", "1. ", "> ", "|", "---|---",
        '[甲](../Page/甲.md "wikilink")', '[乙](https://zh.wikipedia.org/wiki/乙 "wikilink")', '[Category:丙](https://zh.wikipedia.org/wiki/Category:丙 "wikilink")',
        "<table>", "</table>", "<thead>", "</thead>", "<tbody>", "<tr>", "</tr>", '<tr class="odd">', "<td>", "</td>", "<th>", "</th>",
        "<p>", "</p>", "<br />", "<ul>", "</ul>", "<li>", "</li>", "<dl>", "<dd>", "<div>", "</div>", "<caption>", "</caption>",
        '<a href="../Page/丁.md" title="wikilink">', "</a>", "<b>", "</b>", "<h2>", "</h2>", "<blockquote>", "<pre>", "```", "`",
        "<!--", "-->", "<?x", "<script>", "<textarea>", "<svg>", "<select>", "&amp;", "&#0;", "国家", "政党或组织", "国家或地区", "参见", "## 成员\n", "### 观察员\n", "## 历届会议\n", "日期", "届次", "地点", "大洲", "亚洲", "法国", "第一次", "x",
        "2011年5月3日", "加入时间", "2008年被开除", "（法国）", "：", "、", "创始成员包括：", "与会者：",
        "（观察员）", "[3]", "\\[3\\]", "''", "{{-}}", "-{zh-cn:a;zh-tw:b}-", "\x00", "\x0b", "\u2028", "\ufeff", "𠮷", " ", "\t", "　",
)  # fmt: skip
_pieces = st.sampled_from(PIECES)
_pages = st.lists(st.one_of(_pieces, _pieces, _pieces, st.text(max_size=6)), max_size=60).map("".join)


def page(data: bytes) -> RawPage:
    """A page from bytes."""
    return RawPage("p.md", data, "p.md")


@given(_pages)
def test_no_page_raises_and_what_comes_out_is_sound(text: str) -> None:
    """Any mixture of real pieces: no exception, no blank node, lines inside the page, the same twice."""
    raw = page(text.encode())
    conversion = convert(raw)
    assert convert(raw) == conversion
    assert len(set(conversion.quads)) == len(conversion.quads)
    assert not [quad for quad in conversion.quads if isinstance(quad.object, BlankNode)]
    for output_format in OutputFormat:
        conversion.to_bytes(output_format)
    last = len(understand(raw).document.lines)
    for note in conversion.notes:
        assert note.lines is None or note.lines.last <= max(last, 1)


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes give a conversion, if only an empty one with a note that says why."""
    conversion = convert(page(data))
    assert conversion.quads or conversion.notes.errors


@given(_pages)
def test_every_link_is_used_or_reported(text: str) -> None:
    """The ledger of links: used by a fact plus reported is all."""
    understood = understand(page(text.encode()))
    if understood.facts is None:
        return
    used = {(link.thing.title, link.thing.is_category) for link in understood.facts.links}
    reported = [
        note.lines or Lines(1, 1)
        for note in understood.notes
        if note.code in {Code.LINK_ELSEWHERE, Code.LINK_NOT_A_TITLE}
    ]
    unused = [
        link
        for link in understood.document.links
        if not link.target or (link.target.title, link.target.namespace.value == "category") not in used
    ]
    assert sorted(reported) == sorted(understood.document.lines.lines(link.span) for link in unused)


@given(_pages)
def test_every_cell_and_item_is_used_or_reported(text: str) -> None:
    """The ledger: used plus reported is all, and what is reported has a note on its lines."""
    understood = understand(page(text.encode()))
    if understood.facts is None:
        return
    blocks = [
        block
        for section in understood.document.sections
        for block in section.blocks
        if isinstance(block, (Table, ItemList))
    ]
    readings = understood.facts.readings
    assert [reading.lines for reading in readings] == [
        understood.document.lines.lines(block.span) for block in blocks
    ]
    notes = [note.lines for note in understood.notes if note.lines]
    for reading, block in zip(readings, blocks, strict=True):
        if isinstance(block, Table):
            assert reading.kind == "table"
            whole = sum(len(row.cells) for row in block.rows)
        else:
            whole = len(block.items)
        assert reading.coverage.used + reading.coverage.reported == whole
        assert reading.coverage.used >= 0
        assert reading.coverage.reported >= 0
        if reading.coverage.reported:
            here = understood.document.lines.lines(block.span)
            assert any(lines.first <= here.last and here.first <= lines.last for lines in notes)


@given(_pages)
def test_every_statement_stands_in_a_row_or_item_that_was_used(text: str) -> None:
    """No fact without its lines, and none from a block that was not read."""
    understood = understand(page(text.encode()))
    if understood.facts is None:
        return
    read = [reading.span for reading in understood.facts.readings if reading.used]
    for span in [
        span
        for group in (understood.facts.participations, understood.facts.memberships)
        for fact in group
        for span in fact.spans
    ]:
        assert any(one.begin <= span.begin and span.end <= one.end for one in read)


@given(_pages)
def test_rows_and_items_stand_below_each_other(text: str) -> None:
    """Each begins within its block, not before the one above it, and no block before the heading over it."""
    document = understand(page(text.encode())).document
    for section in document.sections:
        top = section.heading.content.span.begin if section.heading else 0
        for block in section.blocks:
            if not isinstance(block, (Table, ItemList)):
                continue
            parts = block.rows if isinstance(block, Table) else block.items
            begins = [top, block.span.begin, *(part.span.begin for part in parts)]
            assert begins == sorted(begins)
