"""What the footnotes of HTML pages cite, where the page marks it: COinS of saved pages, the template's call in Parsoid's."""

from __future__ import annotations

import json
import time
from html import escape

import pytest

from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import Reference, read_page
from icmlpo_rdf.source import RawPage

_MARK = '<p><b>甲</b><sup class="reference"><a href="#cite_note-1">[1]</a></sup></p>'
_PRINTED = '<cite class="citation web">某人. <a class="external text" href="https://a.example/x?b=1&amp;c=2">乙的报告</a>. 丙社. 2011-05-03.</cite>'


def _html(inner: str) -> tuple[Reference, ...]:
    text = f'{_MARK}<ol class="references"><li id="cite_note-1"><span class="reference-text">{inner}</span></li></ol>'
    raw = RawPage("甲.html", text.encode(), "甲.html", form=Form.HTML, wiki="zh")
    return read_page(raw, PageOptions())[0].references


def _wikitext(inner: str) -> tuple[Reference, ...]:
    raw = RawPage(
        "甲.wikitext",
        f"'''甲'''<ref>{inner}</ref>".encode(),
        "甲.wikitext",
        form=Form.WIKITEXT,
        wiki="zh",
    )
    return read_page(raw, PageOptions())[0].references


def _said(references: tuple[Reference, ...]) -> tuple[str, ...]:
    (one,) = references
    return (one.text, one.url, one.title, one.publisher, one.date, one.accessed)


def _coins(context: str) -> str:
    return f'{_PRINTED}<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;{context}"></span>'


def test_coins_says_what_the_template_said() -> None:
    """A saved page states the same footnote as its wikitext."""
    html = _html(
        _coins(
            "rfr_id=info%3Asid%2Fzh.wikipedia.org%3A%E7%94%B2&amp;rft.btitle=%E4%B9%99%E7%9A%84%E6%8A%A5%E5%91%8A&amp;rft.date=2011-05-03"
            "&amp;rft.genre=book&amp;rft_id=https%3A%2F%2Fa.example%2Fx%3Fb%3D1%26c%3D2&amp;rft.pub=%E4%B8%99%E7%A4%BE"
        )
    )
    wikitext = _wikitext(
        "{{cite web|url=https://a.example/x?b=1&c=2|title=乙的报告|publisher=丙社|date=2011-05-03|author=某人}}"
    )
    assert _said(html) == _said(wikitext)
    assert html[0].publisher == "丙社"


@pytest.mark.parametrize(
    ("context", "title", "publisher", "url"),
    [
        # An article's title, and the journal that it is from.
        (
            "rft.atitle=A+b&amp;rft.jtitle=J&amp;rft_id=info%3Adoi%2F1",
            "A b",
            "J",
            "https://a.example/x?b=1&c=2",
        ),
        (
            "rft.atitle=A&amp;rft.jtitle=J&amp;rft.pub=P&amp;rft_id=http%3A%2F%2Fb.example",
            "A",
            "P",
            "http://b.example",
        ),
        # A chapter of a book: the book's title, as of the template's.
        ("rft.atitle=A&amp;rft.btitle=B&amp;rft.genre=bookitem", "B", "", "https://a.example/x?b=1&c=2"),
        ("rft.jtitle=J", "J", "", "https://a.example/x?b=1&c=2"),
    ],
)
def test_which_part_is_what(context: str, title: str, publisher: str, url: str) -> None:
    """COinS names titles of articles, books and journals apart."""
    (one,) = _html(_coins(context))
    assert (one.title, one.publisher, one.url) == (title, publisher, url)


def test_parsoid_keeps_the_call() -> None:
    """What it says is what the wikitext says, to the letter; COinS besides does not count."""
    call = (
        '{"parts":[{"template":{"target":{"wt":"cite news","href":"./Template:Cite_news"},"params":{'
        '"url":{"wt":"https://a.example/x"},"title":{"wt":"乙的[[报告|报告]]"},"work":{"wt":"丙报"},"date":{"wt":"2011年5月3日"},'
        '"accessdate":{"wt":"8 July 2022"}},"i":0}}]}'
    )
    # Parsoid puts it on the first element that the template makes, here one that is no text.
    inner = (
        f"<style typeof='mw:Extension/templatestyles mw:Transclusion' about='#mwt1' data-mw='{call}'>.a{{}}</style>"
        + _coins("rft.btitle=Z&amp;rft.date=2011-05-03")
    )
    wikitext = _wikitext(
        "{{cite news|url=https://a.example/x|title=乙的[[报告|报告]]|work=丙报|date=2011年5月3日|accessdate=8 July 2022}}"
    )
    assert _said(_html(inner)) == _said(wikitext)
    assert _html(inner)[0].date == "2011年5月3日"


@pytest.mark.parametrize(
    "inner",
    [
        _PRINTED,
        # Another template, broken data, a COinS that says nothing.
        f'<i typeof=\'mw:Transclusion\' data-mw=\'{{"parts":[{{"template":{{"target":{{"wt":"a"}},"params":{{}}}}}}]}}\'></i>{_PRINTED}',
        f"<i typeof='mw:Transclusion' data-mw='{'[' * 5_000}'></i>{_PRINTED}",
        f"<i typeof='mw:Transclusion' data-mw='{{\"parts\":[1]}}'></i>{_PRINTED}",
        f'{_PRINTED}<span class="Z3988" title="ctx_ver=Z39.88-2004"></span>',
        f'{_PRINTED}<span class="Z3988" title="{"&amp;a=b" * 5_000}"></span>',
    ],
)
def test_a_footnote_without_marks_has_its_text(inner: str) -> None:
    """What printed text only suggests, such as who published a work, is left out."""
    (one,) = _html(inner)
    assert (one.text, one.title) == ("某人. 乙的报告. 丙社. 2011-05-03.", "乙的报告")
    assert (one.publisher, one.date, one.accessed) == ("", "", "")


def test_a_second_work_says_nothing_of_the_first() -> None:
    """The first that is marked counts, as of a wikitext's templates."""
    inner = _coins("rft.btitle=A&amp;rft.pub=P") + _coins("rft.btitle=B&amp;rft.pub=Q&amp;rft.date=1999")
    (one,) = _html(inner)
    assert (one.title, one.publisher, one.date) == ("A", "P", "")


def test_a_mark_outside_of_footnotes_is_none() -> None:
    """A list of literature beside the text is no footnote."""
    text = f"{_MARK}<ul><li>{_coins('rft.btitle=A')}</li></ul><ol class='references'><li id='cite_note-1'>b</li></ol>"
    raw = RawPage("甲.html", text.encode(), "甲.html", form=Form.HTML, wiki="zh")
    (one,) = read_page(raw, PageOptions())[0].references
    assert (one.text, one.title) == ("b", "")


def test_a_missing_template_in_a_footnote_is_no_source() -> None:
    """What the wiki prints for a template that it lacks: its name, as a link to write it."""
    red = (
        '<a href="/w/index.php?title=Template:{0}&amp;action=edit&amp;redlink=1" class="new">Template:{0}</a>'
    )
    assert _said(_html(red.format("Cite_web")))[0] == ""
    assert _said(_html(f"{red.format('Cite_web')} 乙报"))[0] == "乙报"
    page = '<a href="/w/index.php?title=乙报&amp;action=edit&amp;redlink=1" class="new">乙报</a>'
    assert _said(_html(page))[0] == "乙报"


def test_marks_that_are_left_open_take_linear_time() -> None:
    """No mark is looked for to the end of the page."""

    def seconds(tag: str) -> float:
        begin = time.process_time()
        read_page(
            RawPage("甲.html", tag.encode() * 20_000, "甲.html", form=Form.HTML), PageOptions("zh", "甲")
        )
        return time.process_time() - begin

    assert seconds("<sup class='reference'>") < 6 * seconds("<sup class='something'>")


_ARTICLES = [
    '<a class="new" href="//zh.wikipedia.org/w/index.php?title=%E4%B8%99&amp;action=edit&amp;redlink=1">丙</a>',
    '<a class="extiw" href="https://en.wikipedia.org/wiki/C">丙</a>',
    '<a rel="mw:WikiLink" href="https://zh.wikipedia.org/wiki/%E4%B8%99">丙</a>',
]


@pytest.mark.parametrize("article", _ARTICLES)
def test_an_article_is_no_source(article: str) -> None:
    """A rendered page gives its links whole addresses; wikitext has none of them."""
    (one,) = _html(f'{article}, <a class="external text" href="https://a.example/x">乙</a>')
    assert (one.url, one.title) == ("https://a.example/x", "乙")


def test_an_article_that_is_cited_by_its_address() -> None:
    """It is what the footnote's author gave as the source."""
    (one,) = _html('<a class="external text" href="https://en.wikipedia.org/wiki/C">丙</a>')
    assert (one.url, one.title) == ("https://en.wikipedia.org/wiki/C", "丙")


@pytest.mark.parametrize(
    "archive", ["{{webarchive|url=https://b.example/x |date=2009-05-27}}", "{{Wayback|url=x|date=20090527}}"]
)
def test_where_a_source_is_archived_is_not_what_it_says(archive: str) -> None:
    """Neither its date nor its address; a citation names its work."""
    (one,) = _wikitext(f"[https://a.example/x 乙] {archive}")
    assert (one.url, one.title, one.date) == ("https://a.example/x", "乙", "")
    call = archive.strip("{}").split("|")
    params = {name: {"wt": value.strip()} for name, _, value in (one.partition("=") for one in call[1:])}
    data = escape(json.dumps({"parts": [{"template": {"target": {"wt": call[0]}, "params": params}}]}))
    shown = '<a rel="mw:ExtLink" href="https://a.example/x">乙</a>'
    (other,) = _html(f'{shown} <span typeof="mw:Transclusion" data-mw="{data}"></span>')
    assert (other.url, other.title, other.date) == ("https://a.example/x", "乙", "")


@pytest.mark.parametrize("written", ["后_x-1", "%E5%90%8E_x-1", "后&#95;x-1", "&#x540E;_x-1"])
def test_a_mark_leads_to_its_footnote_however_the_address_is_written(written: str) -> None:
    """`action=render` writes names of footnotes in percents, the skin some signs as references."""
    text = (
        f'<p><b>甲</b><sup class="reference"><a href="#cite_note-{written}">[1]</a></sup></p>'
        '<ol class="references"><li id="cite_note-后_x-1">丙报</li></ol>'
    )
    raw = RawPage("甲.html", text.encode(), "甲.html", form=Form.HTML, wiki="zh")
    assert [one.text for one in read_page(raw, PageOptions())[0].references] == ["丙报"]


def test_what_mediawiki_says_in_a_footnotes_place_is_no_source() -> None:
    """Of a mark whose name nothing tells."""
    error = '<span class="error mw-ext-cite-error" lang="zh">引用错误：没有为名为无的参考文献提供内容</span>'
    assert [one.text for one in _html(error)] == [""]
