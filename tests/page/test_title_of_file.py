"""Where the lead names no subject, a lone file's name is the title, if the page knows a word of it."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import PageDocument, TitleSource, read_page
from icmlpo_rdf.source import RawPage

_LINKS = '<ul><li><a href="/wiki/Houston">Houston</a></li></ul>'
_FILE, _LEAD, _NONE = TitleSource.FILE_NAME, TitleSource.LEAD, TitleSource.NONE


def _read(text: str, name: str, form: Form = Form.HTML) -> tuple[PageDocument, list[Code]]:
    document, notes = read_page(RawPage(name, text.encode(), name, form=form), PageOptions("en"))
    return document, [note.code for note in notes]


@pytest.mark.parametrize(
    ("lead", "name", "title", "source"),
    [
        ("", "1981_Houston_Oilers_season.html", "1981_Houston_Oilers_season", _FILE),
        ("No bold.", "Houston Oilers.htm", "Houston_Oilers", _FILE),
        ("", "page.html", "", _NONE),
        ("", "000.html", "", _NONE),
        ("", "Houston.dat", "", _NONE),
        (
            "This is a list of the members in the <b>20th Parliament</b>, of X.",
            "Members.html",
            "Members",
            _FILE,
        ),
        ("These are the results of <b>men's races</b>.", "Houston_Marathon.html", "Houston_Marathon", _FILE),
        ("These are the results of <b>men's races</b>.", "Men's races.html", "Men's_races", _FILE),
        ("These are the results of <b>men's races</b>.", "page.html", "", _NONE),
        ("The <b>Alliance</b> has members in Houston.", "Houston_list.html", "Alliance", _LEAD),
        ("The first <b>Alliance</b> has members.", "x.html", "Alliance", _LEAD),
        ("In the year of 1990, the <b>Alliance</b> had members.", "x.html", "Alliance", _LEAD),
        ("这是参加了第二次的<b>甲联盟</b>的党。", "x.html", "甲联盟", _LEAD),
    ],
)
def test_titles_of_lone_files(lead: str, name: str, title: str, source: TitleSource) -> None:
    """Bold words in the midst of a sentence are no title; a name of which the page knows no word says nothing."""
    document, codes = _read(f"<p>{lead}</p>{_LINKS}", name)
    assert (document.title, document.title_source) == (title, source)
    assert (Code.NO_TITLE in codes) is (source is _NONE)


def test_bold_words_that_are_no_subject_contradict_no_name() -> None:
    """So that nobody is asked which of the two is right."""
    text = f"<p>This is a list of the members in the <b>20th Parliament</b>.</p>{_LINKS}"
    assert Code.TITLE_CONTRADICTED not in _read(text, "Members_of_X.html")[1]


def test_markdown_alike() -> None:
    """A dump's page that lies alone."""
    text = 'This is a list of the members in the **20th Parliament**.\n\n- [A](../Page/A.md "wikilink")\n'
    document, _ = _read(text, "Members_of_X.md", Form.MARKDOWN)
    assert (document.title, document.title_source) == ("Members_of_X", _FILE)
