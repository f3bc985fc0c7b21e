"""`verify` reads the links that people write by hand, and addresses without their scheme."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.verify import verify

TEXT = """# 世界工会大会

**世界工会大会**是1980年在巴黎举行的国际会议。

## 参加者

- [法国工人党]({})
- [德国](../Page/德国.md)
- [新闻](https://news.example/a)社
"""


@pytest.mark.parametrize(
    "address",
    [
        "https://zh.wikipedia.org/wiki/法国工人党",
        "/wiki/法国工人党",
        "./法国工人党.md",
        "../Page/法国工人党.md",
        '法国工人党 "wikilink"',
    ],
)
def test_links_that_no_tool_marks(address: str, tmp_path: Path) -> None:
    """Each leads to the one page, and what is written stands."""
    data = TEXT.format(address).encode()
    page = convert(RawPage("甲.md", data, "甲.md"), ConvertOptions(PageOptions("zh")))
    assert any(quad.subject.value.endswith("/zh/法国工人党") for quad in page.quads)  # type: ignore[union-attr]
    (tmp_path / "甲.md").write_bytes(data)
    assert verify(list(page.quads), str(tmp_path)).failures == ()


ENGLISH = """<html><body class="mediawiki"><p><b>X Alliance</b> is an alliance of states.</p><h2>Members</h2>
<ul><li><a href="/wiki/France" title="France">France</a>, until April 10, 1986<sup class="reference"><a
href="#cite_note-1">[1]</a></sup></li></ul>
<ol class="references"><li id="cite_note-1"><span class="reference-text">See <a class="external"
href="//en.wikipedia.org/wiki/Ben_Chifley">Ben Chifley</a></span></li></ol></body></html>
"""


def test_a_date_keeps_its_comma_and_a_footnote_its_address(tmp_path: Path) -> None:
    """What is called printed is printed; an address of the page's own scheme names none."""
    raw = RawPage("X.html", ENGLISH.encode(), "X.html", form=Form.HTML, title="X Alliance", wiki="en")
    quads = list(convert(raw, ConvertOptions()).quads)
    objects = {quad.object.value for quad in quads}  # type: ignore[union-attr]
    assert {"until April 10, 1986", "1986-04-10", "https://en.wikipedia.org/wiki/Ben_Chifley"} <= objects
    (tmp_path / "X.html").write_text(ENGLISH, encoding="utf-8")
    assert verify(quads, str(tmp_path)).failures == ()


def test_a_page_on_one_line(tmp_path: Path) -> None:
    """The end of its title is no part of a table: each item can be cited by the line alone."""
    text = (
        '<html><head><title>X</title></head><body class="mediawiki"><p><b>X Alliance</b> is an alliance of states.</p>'
        '<h2>Members</h2><ul><li><a href="/wiki/France" title="France">France</a></li>'
        '<li><a href="/wiki/Germany" title="Germany">Germany</a></li></ul></body></html>'
    )
    raw = RawPage("X.html", text.encode(), "X.html", form=Form.HTML, title="X Alliance", wiki="en")
    quads = list(convert(raw, ConvertOptions()).quads)
    assert sum("#member/" in str(quad.subject) for quad in quads) > 0
    (tmp_path / "X.html").write_text(text, encoding="utf-8")
    assert verify(quads, str(tmp_path)).failures == ()
