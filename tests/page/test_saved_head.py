"""What a saved page tells of itself beside its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.page import PageDocument, read_page
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.quads.vocab import Dcterms
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.verify import verify

_TOLD = '<script type="application/ld+json">{{"@type":"Article","datePublished":"2004-01-01T00:00:00Z","dateModified":"{}"}}</script>'
_BODY = '<div class="mw-parser-output"><p><b>甲联盟</b>是组织。</p><p>{}</p></div>'


def _page(head: str, behind: str = "", text: str = "") -> RawPage:
    html = f"<html><head>{head}</head><body>{_BODY.format(text)}{behind}</body></html>"
    return RawPage("甲.html", html.encode(), "甲.html", form=Form.HTML, wiki="zh")


def _read(raw: RawPage) -> PageDocument:
    return read_page(raw, PageOptions())[0]


@pytest.mark.parametrize("is_behind", [False, True])
def test_the_time_that_search_engines_are_told(is_behind: bool) -> None:
    """It stands in the head, or behind a long page; the licence follows from it."""
    told = _TOLD.format("2024-06-01T10:00:00Z")
    page = _page("", told, "文" * 300_000) if is_behind else _page(told)
    assert _read(page).revision.timestamp == "2024-06-01T10:00:00Z"
    quads = " ".join(map(str, convert(page, ConvertOptions()).quads))
    assert "creativecommons.org/licenses/by-sa/4.0/" in quads


_CC = "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (f'<link href="{_CC}" rel="license">', ""),
        ("", f'<a rel="license" href="{_CC}deed.zh">知识共享</a>'),
        ("", f'<a rel="license" href="//l.example/">x</a><a rel="license" href="{_CC[6:]}">y</a>'),
    ],
)
def test_the_licence_that_a_page_links_as_its_own(head: str, foot: str) -> None:
    """In its head or its foot; without a date of the revision it would be that of old revisions."""
    quads = " ".join(map(str, convert(_page(head, foot), ConvertOptions()).quads))
    assert f"<{_CC}>" in quads
    assert "/by-sa/3.0/" not in quads


@pytest.mark.parametrize(
    ("head", "text"),
    [(_TOLD.format("yesterday"), ""), ("", '"dateModified":"2024-06-01T10:00:00Z"')],
)
def test_what_tells_no_time(head: str, text: str) -> None:
    """Words, and the text of the page."""
    assert _read(_page(head, text=text)).revision.timestamp == ""


_CATLINKS = """<div id="catlinks"><div id="mw-normal-catlinks" class="mw-normal-catlinks"><a href="/wiki/Special:Categories">分类</a>：<ul>
<li><a href="/wiki/Category:%E4%B9%99" title="Category:乙">乙</a></li>
<li><a href="/w/index.php?title=Category:%E4%B8%99&amp;action=edit&amp;redlink=1" class="new">丙</a></li></ul></div>
<div id="mw-hidden-catlinks" class="mw-hidden-catlinks"><ul><li><a href="/wiki/Category:X">X</a></li></ul></div></div>"""
_CONFIG = '<script>RLCONF={"wgCategories":["乙","丙 丁"],"wgPageName":"甲"};</script>'


@pytest.mark.parametrize(
    ("head", "behind", "titles"),
    [
        ("", _CATLINKS, ["乙", "丙"]),
        (_CONFIG, _CATLINKS, ["乙", "丙"]),
        (_CONFIG, "", []),
        ("", _CATLINKS.replace("/wiki/Category:%E4%B9%99", "Category3A乙.html"), ["乙", "丙"]),
        (
            "",
            _CATLINKS.replace("丙</a>", "丙</a></li><li><a href='/wiki/Category:有脚本错误的页面'>有</a>"),
            ["乙", "丙"],
        ),
        ("", "", []),
    ],
)
def test_the_categories_of_a_saved_page(
    head: str, behind: str, titles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that readers are shown, each a subject of the page; not what MediaWiki itself files a page under for its editors.

    The scripts name both kinds, and do not tell them apart.
    """
    monkeypatch.chdir(tmp_path)
    page = _page(head, behind)
    links = [
        link for link in _read(page).links if link.target and link.target.namespace is Namespace.CATEGORY
    ]
    assert [link.target.title for link in links if link.target] == titles
    text = page.data.decode()
    for link in links:
        assert link.span.cut(text).endswith("</a>")
    Path("甲.html").write_bytes(page.data)
    assert verify(convert(page, ConvertOptions()).quads, "甲.html").failures == ()
    subjects = [quad for quad in convert(page, ConvertOptions()).quads if quad.predicate == Dcterms.subject]
    assert len(subjects) == len(titles)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ('<link rel="mw:PageProp/Category" href="./Category:戊"/>', ["戊"]),
        ('<link rel="mw:PageProp/Category" href="./Category:己" about="#mwt1"/>', []),
        (
            """<p about="#mwt1" typeof="mw:Transclusion"><i><link rel="mw:PageProp/Category" href="./Category:己"/></i></p>
            <p><link rel="mw:PageProp/Category" href="./Category:戊"/></p>""",
            ["戊"],
        ),
        (
            '<div typeof="mw:Extension/poem" about="#mwt2"><link rel="mw:PageProp/Category" href="./Category:戊"/></div>',
            ["戊"],
        ),
    ],
)
def test_parsoids_categories(text: str, titles: list[str]) -> None:
    """Those that the page itself gives, as its wikitext has them; those that templates add are mostly for editors."""
    links = _read(_page(_CONFIG, text=text)).links
    assert [link.target.title for link in links if link.target] == titles


def test_parsoids_own_time_counts_first() -> None:
    """It is the revision's."""
    meta = '<meta property="dc:modified" content="2020-01-01T00:00:00.000Z"/>'
    told = _read(_page(meta + _TOLD.format("2024-06-01T10:00:00Z"))).revision.timestamp
    assert told == "2020-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ('<script>RLCONF={"wgNamespaceNumber":1,"wgAction":"view"};</script>', "namespace 1"),
        ('<script>RLCONF={"wgNamespaceNumber":-1,"wgAction":"view"};</script>', "namespace -1"),
        ('<script>RLCONF={"wgNamespaceNumber":0,"wgAction":"history"};</script>', "action=history"),
        ('<script>RLCONF={"wgNamespaceNumber":0,"wgDiffNewId":7};</script>', "a comparison of revisions"),
        ('<meta property="mw:pageNamespace" content="4"/>', "namespace 4"),
        (
            '<script>RLCONF={"wgNamespaceNumber":0,"wgArticleId":0,"wgAction":"view"};</script>',
            "a page that does not exist",
        ),
        ('</head><div class="noarticletext mw-content-ltr"></div>', "a page that does not exist"),
    ],
)
def test_what_is_no_article(head: str, what: str) -> None:
    """Nothing of it is read, as of other namespaces in a dump, unless the user names it by its title."""
    document, notes = read_page(_page(head), PageOptions())
    assert [(note.code, note.text) for note in notes] == [(Code.NO_ARTICLE, what)]
    assert document.title == ""
    assert read_page(_page(head), PageOptions(title="甲联盟"))[0].title == "甲联盟"


@pytest.mark.parametrize(
    "head",
    [
        '<script>RLCONF={"wgNamespaceNumber":0,"wgAction":"view"};</script>',
        '<script>RLCONF={"wgNamespaceNumber":0,"wgArticleId":7,"wgAction":"view"};</script>',
        '<meta property="mw:pageNamespace" content="0"/>',
        "",
    ],
)
def test_what_is_an_article(head: str) -> None:
    """Also one that tells nothing of it."""
    assert Code.NO_ARTICLE not in {note.code for note in read_page(_page(head), PageOptions())[1]}


def test_a_redirect_is_told() -> None:
    """With where it leads: its few triples state nothing of the other page."""
    raw = RawPage("甲.wikitext", "#重定向 [[乙 丙]]".encode(), "甲.wikitext", form=Form.WIKITEXT)
    notes = read_page(raw, PageOptions("zh", "甲"))[1]
    assert [note.text for note in notes if note.code is Code.REDIRECT] == ["乙 丙"]
