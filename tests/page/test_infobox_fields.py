"""Fields of an infobox as labelled blocks: a name a line, with its links, flags and footnotes, in wikitext as in HTML."""

from __future__ import annotations

import pytest

from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import Infobox, read_page
from icmlpo_rdf.source import RawPage

WIKITEXT = """{{Infobox 组织
| 成员 = {{ubl|[[乙]]|[[丙]]}}
| 参加者 =
* [[丁]]
* {{flagicon|法国}} [[戊]]<ref>己</ref>
| 观察员 = [[庚]]<br>[[辛]]
}}
'''甲'''是组织。
"""
HTML = """<table class="infobox"><caption>甲</caption>
<tr><th>成员</th><td><div class="plainlist"><ul><li><a href="/wiki/乙">乙</a></li><li><a href="/wiki/丙">丙</a></li></ul></div></td></tr>
<tr><th>参加者</th><td><ul><li><a href="/wiki/丁">丁</a></li><li><span class="flagicon"><img alt="法国" src="a.svg"></span>
<a href="/wiki/戊">戊</a><sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></li></ul></td></tr>
<tr><th>观察员</th><td><a href="/wiki/庚">庚</a><br><a href="/wiki/辛">辛</a></td></tr></table>
<p><b>甲</b>是组织。</p><ol class="references"><li id="cite_note-1"><span class="reference-text">己</span></li></ol>
"""


@pytest.mark.parametrize(("form", "text"), [(Form.WIKITEXT, WIKITEXT), (Form.HTML, HTML)])
def test_each_field_is_a_labelled_list_of_names(form: Form, text: str) -> None:
    """Whatever list the page makes of them."""
    document, _ = read_page(RawPage("甲", text.encode(), "a", form=form), PageOptions("zh", "甲"))
    (box,) = [block for part in document.sections for block in part.blocks if isinstance(block, Infobox)]
    fields = {field.label or field.name: field for field in box.fields}
    assert {name: field.content.text.split("\n") for name, field in fields.items()} == {
        "成员": ["乙", "丙"],
        "参加者": ["丁", "戊"],
        "观察员": ["庚", "辛"],
    }
    assert [link.target.title for link in fields["参加者"].content.links if link.target] == ["丁", "戊"]
    assert [picture.alt for picture in fields["参加者"].content.pictures] == ["法国"]
    (mark,) = fields["参加者"].content.footnotes
    assert document.references[mark.reference].text == "己"
    assert all(link.text in field.span.cut(text) for field in fields.values() for link in field.content.links)


@pytest.mark.parametrize(
    "folded",
    [
        "{{collapsible list|title=名单|[[乙]]|[[丙]]}}",
        "{{collapsible list|title=名单|content=[[乙]]<br>[[丙]]}}",
        "{{Collapsible list\n|title=名单\n|content=\n* [[乙]]\n* [[丙]]\n}}",
        "{{可折叠列表|标题=名单|内容=[[乙]]<br/>[[丙]]}}",
        "{{hidden|名单|[[乙]]<br>[[丙]]}}",
        "{{hidden|header=名单|content=\n* [[乙]]\n* [[丙]]\n}}",
    ],
)
def test_a_folded_list_is_read(folded: str) -> None:
    """Its names stand in arguments of their own, or all of them in one."""
    text = f"{{{{Infobox 组织\n|成员={folded}\n}}}}\n'''甲'''是组织。\n"
    document, notes = read_page(
        RawPage("甲", text.encode(), "a", form=Form.WIKITEXT), PageOptions("zh", "甲")
    )
    (box,) = [block for part in document.sections for block in part.blocks if isinstance(block, Infobox)]
    links = [link.text for field in box.fields for link in field.content.links]
    assert links == ["乙", "丙"]
    assert not notes


def test_what_note_ta_says_is_no_text() -> None:
    """It tells the wiki how to turn words of one script into those of another, and prints nothing."""
    text = "{{noteTA|T=zh-hans:甲;zh-hant:甲|1=zh-cn:乙; zh-tw:丙;}}\n'''甲'''是组织。\n"
    document, notes = read_page(
        RawPage("甲", text.encode(), "a", form=Form.WIKITEXT), PageOptions("zh", "甲")
    )
    assert not notes
    assert not document.links
