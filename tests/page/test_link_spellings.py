"""Every way in which tools write a link to a page of a wiki; one that nobody knows is an error of the page."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import ItemList, PageDocument, Target, read_page
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.source import Form, RawPage

_T = "%E8%B5%A4%E6%B0%B4"


def read(text: str, form: Form) -> tuple[PageDocument, tuple[Note, ...]]:
    """Read a page of the Chinese Wikipedia."""
    return read_page(RawPage("p", text.encode(), "p", form=form), PageOptions(language="zh", title="页"))


@pytest.mark.parametrize(
    "link",
    [
        '[赤水](../Page/赤水.md "wikilink")',
        '[赤水](赤水 "wikilink")',
        '<a href="赤水" class="wikilink">赤水</a>',
        '<a href="赤水" title="wikilink">赤水</a>',
        "[赤水](https://zh.wikipedia.org/wiki/赤水)",
        f"[赤水](https://zh.m.wikipedia.org/wiki/{_T})",
        "[赤水](//zh.wikipedia.org/zh-hans/赤水)",
        "[赤水](./赤水)",
        "[赤水](/wiki/赤水)",
        "[赤水](/w/index.php?title=赤水&action=edit&redlink=1)",
    ],
)
def test_links_of_a_markdown_page(link: str) -> None:
    """The dumps', pandoc's of today and yesterday, and addresses as a wiki writes them."""
    document, _ = read(f"**页**\n\n{link}\n", Form.MARKDOWN)
    (found,) = document.links
    assert found.target is not None
    assert found.target[:3] == ("zh", Namespace.PAGE, "赤水")
    assert found.text == "赤水"


@pytest.mark.parametrize(
    ("link", "in_dump"),
    [
        ('<a href="/wiki/赤水">赤水</a>', None),
        (f'<a href="/wiki/{_T}#x" title="赤水">赤水</a>', None),
        ('<a href="./赤水" rel="mw:WikiLink">赤水</a>', None),
        ('<a href="//zh.wikipedia.org/wiki/赤水">赤水</a>', None),
        ('<a href="https://zh.m.wikipedia.org/zh-hant/赤水">赤水</a>', None),
        ('<a href="/w/index.php?title=赤水&amp;action=edit&amp;redlink=1" class="new">赤水</a>', False),
        ('<a href="/index.php?title=赤水&amp;action=edit&amp;redlink=1" class="new">赤水</a>', False),
        ('<a href="./赤水?action=edit&amp;redlink=1" class="new">赤水</a>', False),
        ('<a href="http://wiki.example/index.php/赤水">赤水</a>', None),
        ('<a href="赤水" title="赤水">赤水</a>', None),
        ('<a href="../A/赤水.html" title="赤水">赤水</a>', None),
    ],
)
def test_links_of_an_html_page(link: str, in_dump: bool | None) -> None:
    """A wiki's own, of any host; Parsoid's; red ones; those that a saver of pages has changed."""
    document, _ = read(f"<p><b>页</b> {link}</p>", Form.HTML)
    (found,) = document.links
    assert found.target == Target("zh", Namespace.PAGE, "赤水", in_dump)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#cite_note-1">1</a>',
        '<a class="external text" href="https://zh.wikipedia.org/wiki/X">X</a>',
        '<a rel="mw:ExtLink nofollow" href="https://example.org/wiki/X">X</a>',
        '<a href="/w/index.php?title=X&amp;action=edit&amp;section=2">编辑</a>',
        '<a href="mailto:a@example.org">a</a>',
        '<a href="javascript:void(0)">a</a>',
        '<a href="/about">a</a>',
        "<a>a</a>",
    ],
)
def test_what_leads_to_no_page_of_a_wiki(link: str) -> None:
    """Its text is text."""
    document, _ = read(f"<p><b>页</b> {link}</p>", Form.HTML)
    assert document.links == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("**页**\n\n" + "".join(f"- [{name}](pages/{name}.aspx)\n" for name in "甲乙丙"), Form.MARKDOWN),
        ("<p>页</p>" + "".join(f'<a href="/pages/{name}.aspx">{name}</a>' for name in "甲乙丙"), Form.HTML),
    ],
)
def test_links_that_nobody_can_read_are_an_error(text: str, form: Form) -> None:
    """Else parties of one name would become one; a page with some links of its own has others as it likes."""
    assert Code.LINKS_NOT_READ in [note.code for note in read(text, form)[1]]
    known = '[丁](../Page/丁.md "wikilink")' if form is Form.MARKDOWN else '<a href="/wiki/丁">丁</a>'
    assert Code.LINKS_NOT_READ not in [note.code for note in read(f"{text}\n\n{known}\n", form)[1]]


@pytest.mark.parametrize(
    ("written", "shown", "title"),
    [
        ("癸&nbsp;党", "癸 党", "癸_党"),
        ("X&#39;s党", "X's党", "X's党"),
        ("Y&ndash;党", "Y–党", "Y–党"),
        ("癸&amp;党", "癸&党", "癸&党"),
        (":癸&amp;党", "癸&党", "癸&党"),
        ("癸&amp;党 (子)|", "癸&党", "癸&党_(子)"),
        ("%E5%A3%AC%E5%85%9A", "壬党", "壬党"),
        ("AT&T党", "AT&T党", "AT&T党"),
        ("100%党", "100%党", "100%党"),
    ],
)
def test_a_link_without_a_label_shows_its_title_decoded(written: str, shown: str, title: str) -> None:
    """As MediaWiki prints it."""
    document, _ = read(f"'''页'''\n\n[[{written}]]\n", Form.WIKITEXT)
    (found,) = document.links
    assert found.target is not None
    assert (found.text.replace("\u00a0", " "), found.target.title) == (shown, title)


def test_the_number_of_a_bare_address_is_no_text() -> None:
    """MediaWiki prints `[1]` for `[https://example.org]`; the wikitext has no such number."""
    html = '<ul><li>甲 <a rel="nofollow" class="external autonumber" href="https://example.org">[1]</a></li></ul>'
    texts = []
    for text, form in ((html, Form.HTML), ("* 甲 [https://example.org]\n", Form.WIKITEXT)):
        (block,) = read(text, form)[0].sections[0].blocks
        assert isinstance(block, ItemList)
        texts.append(block.items[0].content.text)
    assert texts == ["甲", "甲"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('<ul><li><a href="/wiki/德国" title="德国"><img alt="" src="/F.svg"></a>&nbsp;<a href="/wiki/乙">乙</a></li></ul>', Form.HTML),
        ("* [[File:F.svg|20px|link=德国]]&nbsp;[[乙]]\n", Form.WIKITEXT),
    ],
)  # fmt: skip
def test_a_link_around_a_picture_is_the_pictures(text: str, form: Form) -> None:
    """As a flag's is: no text is linked there."""
    (block,) = read(text, form)[0].sections[0].blocks
    assert isinstance(block, ItemList)
    content = block.items[0].content
    assert [link.text for link in content.links] == ["乙"]
    assert [one.target and one.target.title for one in content.pictures] == ["德国"]


def test_wikitext_that_is_read_as_html_is_told() -> None:
    """Where the user says that it is HTML, its links would be text."""
    notes = read("<div>甲联盟</div>\n* [[乙党]]\n* [[丙党]]", Form.HTML)[1]
    (note,) = [note for note in notes if note.code is Code.LINKS_NOT_READ]
    assert (note.text, note.mend) == ("[[乙党]]", "it is wikitext: --input-format wikitext")
    marks = '<p>甲<a href="#a">[[1]]</a></p><script>x = [[a, b]]</script>'
    known = '<a href="/wiki/乙党">乙党</a>'
    assert Code.LINKS_NOT_READ not in [note.code for note in read(f"{marks}{known}", Form.HTML)[1]]
