"""Lines of a source as a person reads them, whatever the page is written in."""

from __future__ import annotations

import pytest

from icmlpo_rdf.evidence.quotation import readable_text


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("## [第十次会议](a)（2011年）**参加者**", "第十次会议（2011年）参加者"),
        ("<tr><td>德国</td>\n<td><b>甲党</b><!-- 乙 --></td></tr>", "德国 | 甲党"),
        ("==与会领导人==", "与会领导人"),
        (
            "*{{flag|China}} [[习近平|习近平]]，[[主席]]{{cite web|title=A|url=http://x}}",
            "China 习近平，主席",
        ),
        ("#[[甲党]]<ref name=a /> 与 [[乙党]]<ref>[[丙党]]</ref>", "甲党 与 乙党"),
        ("|-\n| 7 || 2015年 || -{zh-cn:普京;zh-tw:普丁}-\n|}", "7 | 2015年 | 普京"),
        ("'''甲''' is {{nowrap|{{small|a ''series''}}}}", "甲 is a series"),
        ("A == B, 甲 [[乙 {{丙", "A == B, 甲 [[乙 {{丙"),
        ("File:Xi Jinping (1).jpg |'''{{flag|China}}''' [[习近平]]\nRole: A | B", "China 习近平 Role: A | B"),
        ("Hello!! It's '90s", "Hello!! It's '90s"),
    ],
)
def test_marks_are_left_out_and_text_is_kept(lines: str, read: str) -> None:
    """Markdown, HTML and wikitext; what is not closed is text."""
    assert readable_text(lines.split("\n")) == read
