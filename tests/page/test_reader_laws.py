"""Laws of the readers of wikitext and HTML: nothing raises, places lie in the text, names can be cut out of it, time is linear."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator
from html import unescape

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.language.countries import printed_name
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import Infobox, ItemList, Link, PageDocument, Table, Text, read_page
from icmlpo_rdf.source import Form, RawPage
from icmlpo_rdf.spans import Span
from tests.page.pages_in_forms import FORMS, TITLES

WIKITEXT = [
    "[[", "]]", "{{", "}}", "{{{", "}}}", "|", "||", "!!", "=", "\n", "\n\n", "\n* ", "\n# ", "\n: ", "\n; ", "\n{|\n", "\n|}\n", "\n|-\n",
    "\n|", "\n!", "\n|+", "\n== ", " ==\n", "'''", "''", "<ref>", "</ref>", "<ref name=a/>", "<nowiki>", "</nowiki>", "<!--", "-->", "-{", "}-",
    "<br>", "<div>", "</div>", "<td>", "<tr>", "</table>", "<table>", "<s>", "</s>", "<sup>1</sup>", "<gallery>\n", "\n</gallery>", "File:A.jpg|",
    "[[File:A.jpg|thumb|", "[[Category:", "[http://a.b ", "]", "{{flag|法国}}", "{{nowrap|", "{{ubl|", "{{Infobox x|a=", "#REDIRECT [[", "&amp;",
    "甲", "乙党", " ", "rowspan=2|", "-{zh-hans:甲;zh-hant:乙}-", "<references>", "</references>", "http://a.b", "\ue000", "\ue001", "__TOC__",
]  # fmt: skip
HTML = [
    "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th rowspan=2>", "<td colspan='2;'>", "<ul>", "<li>", "</ul>",
    "<ol class=references>", '<li id="cite_note-1">', '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>', "<b>", "</b>", "<s>", "</s>",
    '<a href="/wiki/甲">', '<a href="./乙" title="乙">', "</a>", "<a ", ">", "<", "&amp;", "&", "<!--", "-->", "<script>", "</script>", "<style>a",
    '<span style="display:none">', "</span>", '<div class="navbox">', '<div id="mw-content-text">', "<h2>", "</h2>", "<caption>", "<br>", "<img src=x alt=y>",
    '<div class="thumb">', "<li class=gallerybox>", "甲", "乙党", " ", "\n", '"', "'", "=", "<html><head><title>x</title></head><body>", "</html>",
    "<template>", "<select>", "<svg>", "<blockquote>", "<dl><dt>", "<dd>", "<tbody>", "<thead>", "\x0c", "<sup>1</sup>", "<link rel='canonical' href='//zh.wikipedia.org/wiki/X'>",
]  # fmt: skip


def read(text: str, form: Form) -> PageDocument:
    """Read a page."""
    raw = RawPage("页", text.encode(), "页", form=form)
    return read_page(raw, PageOptions(language="zh", title="页"))[0]


def texts(document: PageDocument) -> Iterator[Text]:
    """All texts of a page."""
    for section in document.sections:
        if section.heading:
            yield section.heading.content
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell.content for row in block.rows for cell in row.cells)
            elif isinstance(block, ItemList):
                yield from (item.content for item in block.items)
            elif isinstance(block, Infobox):
                yield from (field.content for field in block.fields)
            else:
                yield block.content


def spans(document: PageDocument) -> Iterator[Span]:
    """The places of all parts of a page."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block.span
                yield from (row.span for row in block.rows)
                yield from (cell.span for row in block.rows for cell in row.cells)
            elif isinstance(block, ItemList):
                yield from (block.span, *(item.span for item in block.items))
    for text in texts(document):
        yield text.span
        yield from (link.span for link in text.links)
        yield from (mark.span for mark in text.bold)
        yield from (picture.span for picture in text.pictures)
        yield from (call.span for call in text.calls)
    yield from (one.span for one in document.references)
    yield from (link.span for link in document.links)


_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")


def stands_in(name: str, place: str) -> bool:
    """Whether the letters of a name stand at a place of the source, in their order; for a country's code its name does."""
    letters = iter(
        _CODE.sub(lambda code: code[0] + printed_name(code[0], "zh", is_argument=False), unescape(place))
    )
    return all(any(letter == other for other in letters) for letter in re.findall(r"\w", name))


def check(text: str, form: Form) -> None:
    """What holds of every page."""
    document = read(text, form)
    source = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    for span in spans(document):
        assert 0 <= span.begin <= span.end <= len(source)
    for one in texts(document):
        assert stands_in(one.text, one.span.cut(source))
        for link in one.links:
            assert 0 <= link.start <= link.end <= len(one.text)
            assert one.text[link.start : link.end].strip() == link.text.strip()
            assert stands_in(link.text, link.span.cut(source))
        for mark in one.bold:
            assert stands_in(mark.text, mark.span.cut(source))
        starts = [*(begun.start for begun in one.pictures), *(begun.start for begun in one.footnotes)]
        assert all(0 <= start <= len(one.text) for start in starts)
        assert all(0 <= call.start <= call.end <= len(one.text) for call in one.calls)


@given(st.lists(st.one_of(st.sampled_from(WIKITEXT), st.text(max_size=3)), max_size=25))
def test_any_wikitext(pieces: list[str]) -> None:
    """Whatever stands beside what."""
    check("".join(pieces), Form.WIKITEXT)


@given(st.lists(st.one_of(st.sampled_from(HTML), st.text(max_size=3)), max_size=25))
def test_any_html(pieces: list[str]) -> None:
    """As above."""
    check("".join(pieces), Form.HTML)


@pytest.mark.parametrize(
    "path", sorted(FORMS.glob("*/*.*")), ids=lambda path: unicodedata.normalize("NFC", path.name)
)
def test_real_pages(path: object) -> None:
    """As above; each page has links."""
    name = str(path)
    if not name.endswith((".html", ".wikitext")):
        return
    with open(name, encoding="utf-8") as stream:  # noqa: PTH123 - a parameter that pytest shows
        text = stream.read()
    form = Form.HTML if name.endswith(".html") else Form.WIKITEXT
    check(text, form)
    document = read(text, form)
    assert document.links
    if form is Form.HTML:
        for one in texts(document):
            for link in one.links:
                assert _shown(link.span.cut(text)) == _bare(link.text)


_NO_TEXT = re.compile(r"<sup\b.*?</sup>|<[^<>]*>", re.DOTALL)


def _shown(html: str) -> str:
    """The text of a piece of HTML, raised marks aside: each name is cut out of the source again, no more and no less."""
    return _bare(unescape(_NO_TEXT.sub("", html)))


def _bare(text: str) -> str:
    return "".join(text.split())


def _told(link: Link) -> str:
    return f"{link.destination.strip()}|{''.join(link.text.split())}"


@pytest.mark.parametrize("title", TITLES)
def test_links_are_those_that_another_parser_finds(title: str) -> None:
    """That parser knows no wiki: what is a category or picture is told by its prefix, templates are left out."""
    text = (FORMS / "wikitext" / f"{title}.wikitext").read_text(encoding="utf-8")
    code = mwparserfromhell.parse(
        re.sub(r"<gallery.*?</gallery>|<ref.*?(?:</ref>|/>)", "", text, flags=re.DOTALL)
    )
    for template in code.filter_templates(recursive=False):
        if template in code:
            code.remove(template)
    others = {
        f"{str(link.title).strip()}|{''.join(str((link.text or link.title).strip_code()).split())}"
        for link in code.filter_wikilinks()
        if not re.match(
            r":?(?:File|Image|文件|檔案|Category|分类|[a-z]{2,3}):", str(link.title).strip(), re.IGNORECASE
        )
    }
    ours = {_told(link) for link in read(text, Form.WIKITEXT).links}
    assert {other for other in others if "'" not in other and "<" not in other} <= ours
    assert len(others) > 5


HOSTILE = {
    Form.WIKITEXT: [
        "[[", "[[a\n", "{{", "{{a|", "{{{a|", "{|\n", "|-\n", "|a\n", "||", "!!a", "'''a", "'''a\n", "<div>", "<div>\n", "<ref>", "<ref name=a>", "<ref ",
        "<!--", "<", "<a ", "-{", "=", "==a==\n", "*", "**a\n*a\n", ":", ";a:b\n", "[http://a ", "[[File:a|", "[[File:a.jpg|thumb|[[b]]]]", "&lt;",
        "<gallery>\n", "<li>", "<td>", "<table>", "<sup>", "<s>", "<b>\n", "<includeonly>", "[[a|''b]]''", "{{flag|法国}}", "{{Infobox|a=",
        "{{ubl|", "}}", "}-", "]]", "|}\n", ":{|\n", "[[a\n]", "\ue000", "</div>", "-{a}-", "{{a}}", "<nowiki>", "{|\n|\n", "rowspan=999999999|",
    ],
    Form.HTML: [
        "<div>", "<a href='/wiki/a'>", "<", "<a ", '<a href="', "<!--", "<td>", "<table>", "<tr><td>", "<li>", "<ul>", "<b>", "&", "<script>",
        "<sup class=reference>", "<ol class=references><li id=x>", "<s>", "</div>", "<td rowspan=99999 colspan=9999>a", ' a="b"', "<meta name=a content=b>",
        "<link rel=a href=b>", '<html about="', '"wgA":[', "<svg>", "<h2>", "<blockquote>", "<caption>", "<div class='thumb'>", "<span style='display:none'>",
        "<a b='", '<x" b="',
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "piece"), [(form, piece) for form, pieces in HOSTILE.items() for piece in pieces]
)
def test_time_is_linear(form: Form, piece: str) -> None:
    """Eight times as much takes about eight times as long; of what is quadratic it would be 64 times."""

    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        read(text, form)
        return time.process_time() - begun

    read(piece * 10, form)
    small = min(cost(4_000) for _ in range(3))
    # What takes a few milliseconds cannot be timed beside other tests.
    assert min(cost(32_000) for _ in range(2)) < 40 * max(small, 0.01)
