"""What Parsoid writes in its own way says what the wikitext says."""

from __future__ import annotations

import json
from html import escape

import pytest

from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import ItemList, PageDocument, Text, read_page
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.verify.excerpt import read_excerpt
from icmlpo_rdf.verify.page_form import Site, Written


def _page(text: str, form: Form) -> PageDocument:
    return read_page(RawPage("甲", text.encode(), "甲", form=form, wiki="zh"), PageOptions(title="甲"))[0]


def _items(document: PageDocument) -> list[Text]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [item.content for block in blocks if isinstance(block, ItemList) for item in block.items]


def _said(text: Text) -> tuple[str, list[tuple[str, str]]]:
    return text.text, [(link.text, link.target.title if link.target else "") for link in text.links]


def _variant(tag: str = "span", /, **said: object) -> str:
    return f"<{tag} typeof='mw:LanguageVariant' data-mw-variant='{escape(json.dumps(said))}'></{tag}>"


def _two(simplified: str, traditional: str, tag: str = "span", **flags: bool) -> str:
    forms = [{"l": "zh-hans", "t": simplified}, {"l": "zh-hant", "t": traditional}]
    return _variant(tag, **flags, twoway=forms)


_LINKS = [
    f'<a rel="mw:WikiLink" href="./{one}" title="{one}">{one}</a>' for one in ("瑞典左翼党", "瑞典左翼黨")
]


@pytest.mark.parametrize(
    ("wikitext", "html"),
    [
        ("-{zh-hans:台湾;zh-hant:臺灣}-共产党", _two("台湾", "臺灣") + "共产党"),
        ("中国-{}-共产党", "中国" + _variant(disabled={"t": ""}) + "共产党"),
        ("-{新加坡}-工人党", _variant(disabled={"t": "新加坡"}) + "工人党"),
        (
            "[[日本共产党|-{zh-hans:日本共产党;zh-hant:日本共產黨}-]]",
            f'<a rel="mw:WikiLink" href="./日本共产党">{_two("日本共产党", "日本共產黨")}</a>',
        ),
        ("-{zh-hans:[[瑞典左翼党]];zh-hant:[[瑞典左翼黨]]}-", _two(*_LINKS)),
        ("-{A|zh-hans:甲;zh-hant:乙}-党", _two("甲", "乙", add=True) + "党"),
        ("-{T|zh-hans:甲;zh-hant:乙}-党", _two("甲", "乙", "meta", title=True) + "党"),
        ("-{H|zh-hans:甲;zh-hant:乙}-党", _two("甲", "乙", "meta", add=True) + "党"),
        ("-{甲=>zh-cn:乙;}-党", _variant(oneway=[{"f": "甲", "l": "zh-cn", "t": "乙"}]) + "党"),
        ("-{zh-hans;zh-hant|甲}-党", _variant(filter={"l": ["zh-hans", "zh-hant"], "t": "甲"}) + "党"),
        ("-{N|zh-cn}-党", _variant(name={"t": "zh-cn"}) + "党"),
        ("-{D|zh-hans:甲;zh-hant:乙}-党", _two("甲", "乙", describe=True) + "党"),
        ("党", "<span typeof='mw:LanguageVariant' data-mw-variant='{'></span>党"),
    ],
)
def test_variants_say_what_wikitext_says(wikitext: str, html: str) -> None:
    """The first form is text of the page, with its links; flags that show nothing show nothing."""
    (written,) = _items(_page(f"* {wikitext}", Form.WIKITEXT))
    (parsed,) = _items(_page(f"<ul><li>{html}</li></ul>", Form.HTML))
    assert _said(parsed) == _said(written)
    assert parsed.text


def test_the_form_of_a_variant_stands_where_its_element_does() -> None:
    """So that evidence quotes the element."""
    html = _two(*_LINKS)
    text = f"<ul><li>{html}</li></ul>"
    (parsed,) = _items(_page(text, Form.HTML))
    assert parsed.span.cut(text) == html.removesuffix("</span>")


_MARK = '<sup typeof="mw:Extension/ref" class="mw-ref reference"><a href="./甲#cite_note-a-1">[1]</a></sup>'
_BACK = '<a href="./甲#cite_ref-a_1-{0}"><span class="mw-linkback-text">{1} </span></a>'


@pytest.mark.parametrize(
    "back",
    [
        f'<span rel="mw:referencedBy">{_BACK.format(0, 1)}{_BACK.format(1, 2)}</span>',
        _BACK.format(0, "↑").replace("<a ", '<a rel="mw:referencedBy" '),
    ],
)
def test_the_links_back_are_no_text_of_a_footnote(back: str) -> None:
    """Where a footnote has several marks, Parsoid numbers the links back to them."""
    note = f'<li id="cite_note-a-1">{back} <span class="mw-reference-text">文献甲，第1页</span></li>'
    html = f'<p>甲{_MARK}乙{_MARK}</p><div class="mw-references-wrap"><ol class="mw-references references">{note}</ol></div>'
    (parsed,) = _page(html, Form.HTML).references
    (written,) = _page('甲<ref name="a">文献甲，第1页</ref>乙<ref name="a"/>', Form.WIKITEXT).references
    assert parsed.text == written.text == "文献甲，第1页"


_BROKEN = '<a href="./Special:FilePath/X.png"><span class="mw-broken-media" resource="./File:X.png">File:X.png</span></a>'
_FOUND = (
    '<a href="./File:X.png" class="mw-file-description"><img src="//upload.wikimedia.org/1/12/X.png"/></a>'
)


@pytest.mark.parametrize(("kind", "picture"), [("mw:Error mw:File", _BROKEN), ("mw:File", _FOUND)])
@pytest.mark.parametrize("option", ["thumb", "frame", "left", "frameless"])
def test_the_caption_of_a_picture_stands_beside_the_text(kind: str, picture: str, option: str) -> None:
    """Whether the wiki has the picture or not, and whether its caption is shown or not."""
    kind += {"left": ""}.get(option, f"/{option.capitalize()}")
    figure = f'<figure typeof="{kind}">{picture}<figcaption><a rel="mw:WikiLink" href="./某人">某人</a>在大会</figcaption></figure>'
    (parsed,) = _items(_page(f'<ul><li>{figure} <a href="./乙党">乙党</a></li></ul>', Form.HTML))
    (written,) = _items(_page(f"* [[File:X.png|{option}|[[某人]]在大会]] [[乙党]]", Form.WIKITEXT))
    assert _said(parsed) == _said(written) == ("乙党", [("乙党", "乙党")])


_FLAG = '<img alt="法国" src="//upload.wikimedia.org/wikipedia/commons/thumb/c/c3/Flag_of_France.svg/20px-Flag_of_France.svg.png"/>'


@pytest.mark.parametrize(
    "around",
    [
        '<a href="/wiki/File:Flag_of_France.svg" class="image">{}</a>',
        '<span typeof="mw:File"><a href="/wiki/File:Flag_of_France.svg" class="mw-file-description">{}</a></span>',
        '<span typeof="mw:File"><a href="./Soubor:Flag_of_France.svg" class="mw-file-description">{}</a></span>',
        '<span typeof="mw:File/Frameless"><span>{}</span></span>',
    ],
)
def test_the_alternative_text_of_a_flag(around: str) -> None:
    """It tells the country, as in wikitext, whatever the picture links to."""
    (written,) = _items(_page("* [[File:Flag of France.svg|20px|alt=法国]] [[乙党]]", Form.WIKITEXT))
    (parsed,) = _items(
        _page(f'<ul><li>{around.format(_FLAG)} <a href="./乙党">乙党</a></li></ul>', Form.HTML)
    )
    (one,), (other,) = parsed.pictures, written.pictures
    assert (one.file, one.alt, one.target) == (other.file, other.alt, other.target)
    assert _said(parsed) == _said(written)


def test_the_second_reader_sees_variants() -> None:
    """`verify` finds the printed name in the row."""
    site = Site("zh", Written.HTML, {})
    read = read_excerpt(f"<li>{_two('台湾', '臺灣')}共产党</li><li>{_two(*_LINKS)}</li>", site)
    assert read.prints("台湾共产党")
    assert "瑞典左翼党" in read.titles
