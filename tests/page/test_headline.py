"""What a saved page calls itself where its head does not say it as MediaWiki does: its headline, its `<title>`, its `lang`."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.page import ItemList, LanguageSource, PageDocument, Table, TitleSource, read_page
from icmlpo_rdf.source import Form, RawPage

_WIKI = '<a href="/wiki/China">China</a>'


def read(
    head: str, body: str, lang: str = "", options: PageOptions | None = None
) -> tuple[PageDocument, tuple[Note, ...]]:
    """Read a saved page that a file of no telling name holds."""
    language = f' lang="{lang}"' if lang else ""
    text = f"<!DOCTYPE html>\n<html{language}><head>{head}</head><body>{body}</body></html>"
    return read_page(
        RawPage("saved.html", text.encode(), "saved.html", form=Form.HTML), options or PageOptions()
    )


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # A headline, alone and with a title that says the same and the site's name.
        ("", "<h1>Green  <i>Conference</i></h1><p>It met.</p>", "Green_Conference"),
        ("<title>Green Conference - Wikipedia</title>", "<h1>Green Conference</h1><p>It met.</p>", "Green_Conference"),
        ("<title>Green — Wikipédia</title>", '<h1 class="firstHeading" lang="fr">Green</h1><p>It met.</p>', "Green"),
        # Skins put menus before it, which is marked then.
        ("", '<ul><li>Menu</li></ul><h1 id="firstHeading">Green</h1><p>It met.</p>', "Green"),
        # A headline that is the site's: the title says otherwise.
        ("<title>Green - My wiki</title>", "<h1>My wiki</h1><p>It met.</p>", "Green"),
        # A title alone, and one that is all the page's own.
        ("<title>Green - Red pact &amp; co - Wikipedia</title>", "<p>It met.</p>", "Green_-_Red_pact_&_co"),
        ("<title>Green conference</title>", "<p>It met.</p>", "Green_conference"),
        # The headline tells how much of the title is the page's.
        ("<title>Green - Red - Blue</title>", "<h1>Green - Red - Blue</h1><p>It met.</p>", "Green_-_Red_-_Blue"),
        # A heading among the text is none of the page.
        ("", "<p>The <b>Green pact</b>.</p><h1>Members</h1><p>They are.</p>", "Green_pact"),
        # What MediaWiki says counts before.
        (
            '<title>Green - Wikipedia</title><link rel="canonical" href="https://en.wikipedia.org/wiki/Green_(pact)">',
            "<h1>Green</h1><p>It met.</p>",
            "Green_(pact)",
        ),
    ],
)  # fmt: skip
def test_a_saved_page_is_called_by_its_headline(head: str, body: str, title: str) -> None:
    """Whoever cleans a saved page leaves it its headline and its title; the site's name behind it is none of it."""
    document, _ = read(head, f"{body}<p>{_WIKI}</p>", options=PageOptions(language="en"))
    assert document.title == title
    is_lead = title == "Green_pact"
    assert document.title_source is (TitleSource.LEAD if is_lead else TitleSource.FORM)


def test_what_stands_under_the_headline_is_the_lead() -> None:
    """The headline is no heading of a section: the first paragraph says what the page is about."""
    document, _ = read("", f"<h1>Green Conference</h1><p>The <b>Green Conference</b>.</p><h2>A</h2>{_WIKI}")
    assert [section.heading and section.heading.content.text for section in document.sections] == [None, "A"]
    assert len(document.sections[0].blocks) == 1


@pytest.mark.parametrize(
    ("lang", "body", "language", "source"),
    [
        ("en", f"<p>It met. {_WIKI}</p>", "en", LanguageSource.ATTRIBUTE),
        ("pt-BR", f"<p>It met. {_WIKI}</p>", "pt", LanguageSource.ATTRIBUTE),
        # The skin is in the reader's language, and the content in the wiki's.
        ("en", f'<div id="mw-content-text" lang="fr" class="mw-content-ltr"><p>{_WIKI}</p></div>', "fr", LanguageSource.FORM),
        ("en", f'<div class="mw-content-ltr mw-parser-output" lang="zh-Hans-CN"><p>{_WIKI}</p></div>', "zh", LanguageSource.FORM),
        ("en", f"<p>北方会议是一个国际会议，于一九五五年在上海举行，许多国家派代表出席了会议。{_WIKI}</p>", "zh", LanguageSource.SCRIPT),
        ("en", '<p><a href="https://de.wikipedia.org/wiki/A">A</a></p>', "de", LanguageSource.LINKS),
        ("x-default", f"<p>It met, and met again for a long time. {_WIKI}</p>", "", LanguageSource.NONE),
    ],
)  # fmt: skip
def test_the_language_attribute_tells_where_nothing_better_does(
    lang: str, body: str, language: str, source: LanguageSource
) -> None:
    """It may be the reader's: so it counts last, and a note says so."""
    document, notes = read("<title>Green</title>", body, lang)
    assert (document.language, document.language_source) == (language, source)
    assumed = [note for note in notes if note.code is Code.LANGUAGE_ASSUMED]
    assert len(assumed) == (source is LanguageSource.ATTRIBUTE)


def test_relative_links_are_those_of_the_pages_own_wiki() -> None:
    """A fragment of a Wikipedia's page with more pictures of Commons than links is not Commons' page."""
    pictures = '<a href="https://commons.wikimedia.org/wiki/File:A.jpg">A</a>' * 3
    fragment = f'<p><b>Green</b> is a pact of three states. {_WIKI}<a href="./France">F</a>{pictures}<a href="./Spain">S</a><a href="./Italy">I</a></p>'
    raw = RawPage("a.html", fragment.encode(), "a.html", form=Form.HTML)
    codes = {note.code for note in read_page(raw, PageOptions())[1]}
    assert codes == {Code.NO_LANGUAGE}
    told = understand(raw, ConvertOptions(PageOptions("en"))).document
    assert [link.target.wiki for link in told.links if link.target] == ["en"] * 4


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ('<div class="mw-collapsible mw-collapsed mw-made-collapsible"><div>List</div><ul class="mw-collapsible-content" style="display: none;"><li>A</li></ul></div>', ["A"]),
        ('<div class="NavFrame collapsed"><div class="NavHead">List</div><div class="NavContent" style="display:none"><ul><li>A</li></ul></div></div>', ["A"]),
        ('<table class="mw-collapsible mw-collapsed mw-made-collapsible"><tr><th>List</th></tr><tr style="display: none;"><td>A</td></tr></table>', ["List", "A"]),
        ('<table><tr><th>List</th></tr><tr style="display: none;"><td>A</td></tr></table>', ["List", ""]),
        ('<ul><li style="display:none">A</li></ul>', []),
        ('<section class="mf-section-1 collapsible-block" hidden="until-found"><ul><li>A</li></ul></section>', ["A"]),
        ('<section hidden="Until-Found"><ul><li>A</li></ul></section>', ["A"]),
        ('<section hidden=""><ul><li>A</li></ul></section>', []),
    ],
)  # fmt: skip
def test_a_list_that_its_reader_may_unfold_is_text(body: str, items: list[str]) -> None:
    """A browser saves it as the wiki's script has left it: not shown."""
    document, _ = read("<title>T</title>", f"<p>It met.</p>{body}", options=PageOptions("en"))
    found = [
        text.content.text
        for block in document.sections[0].blocks
        for text in (
            block.items
            if isinstance(block, ItemList)
            else [cell for row in block.rows for cell in row.cells]
            if isinstance(block, Table)
            else []
        )
    ]
    assert found == items


@pytest.mark.parametrize(
    ("charset", "mend"),
    [
        ('<meta charset="gb2312">', "convert it to UTF-8: iconv -f gb2312 -t UTF-8"),
        ('<meta content="text/html; charset=Big5">', "convert it to UTF-8: iconv -f Big5 -t UTF-8"),
        ('<meta charset="utf-8">', "convert it to UTF-8, for instance: iconv -f GB18030 -t UTF-8"),
    ],
)
def test_the_encoding_that_a_page_tells_is_that_of_the_mend(charset: str, mend: str) -> None:
    """Pages saved long ago say so in their head."""
    data = f"<html><head>{charset}</head><body><p>".encode() + b"\xbc\xd7\xbb\xe1</p></body></html>"
    (note,) = read_page(RawPage("a.html", data, "a.html", form=Form.HTML), PageOptions())[1]
    assert (note.code, note.mend.startswith(mend)) == (Code.NOT_UTF8, True)


_BELOW = {
    Form.MARKDOWN: ("# {}\n\n", '**它**是会议。见[甲](../Page/甲.md "wikilink")。\n\n## 与会者\n\n乙。\n'),
    Form.WIKITEXT: ("= {} =\n\n", "'''它'''是会议。见[[甲]]。\n\n== 与会者 ==\n\n乙。\n"),
}


@pytest.mark.parametrize("form", _BELOW, ids=lambda form: form.value)
def test_headline_above_all_text_is_title_and_no_section(form: Form) -> None:
    """`# T`, as converters write a page's name: what stands below it is the lead."""
    above, below = _BELOW[form]
    text = above.format("万隆会议") + below
    document, _ = read_page(RawPage("notes.txt", text.encode(), "notes.txt", form=form), PageOptions("zh"))
    assert (document.title, document.title_source) == ("万隆会议", TitleSource.FORM)
    assert [section.heading.content.text for section in document.sections if section.heading] == ["与会者"]
    assert document.sections[0].blocks


def test_first_of_several_headings_of_the_first_level_is_a_section() -> None:
    """A page whose sections are all of the first level has no headline."""
    text = "# 参加者\n\n甲。\n\n# 成员\n\n乙。\n"
    document, _ = read_page(
        RawPage("notes.md", text.encode(), "notes.md", form=Form.MARKDOWN), PageOptions("zh", "甲会")
    )
    assert [section.level for section in document.sections] == [0, 1, 1]
