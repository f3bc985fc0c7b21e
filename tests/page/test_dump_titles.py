"""What a dump's files are called is told by one rule: listed, looked up beside a page, or read with the page itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import (
    DumpFolder,
    IndexedTitle,
    Namespace,
    Target,
    TitleIndex,
    read_page,
    resolve,
    titles_of_page,
    write_title_index,
)
from icmlpo_rdf.source import RawPage

HEADER = "> 本文内容由[{}](https://zh.wikipedia.org/wiki/{})转换而来。\n\n"
PAGES = [
    ("甲.md", "**甲**\n"),
    ("R@B.md", "**R&B**是音乐\n"),
    ("R@B.md", HEADER.format("R&B", "R%26B") + "**节奏蓝调**\n"),
    ("IDOLM@STER.md", "**IDOLM@STER**\n"),
    ("甲 乙.md", "**甲/乙**\n"),
    ("甲_乙.md", "**甲/乙**\n"),
    ("甲_乙.md", "**甲 乙**\n"),
    ("甲_乙.md", HEADER.format("甲/乙", "甲/乙") + "\n"),
    ("1.md", HEADER.format("1", "1") + "**第1回首脳会議**\n"),
    ("第1回首脳会議.md", HEADER.format("1", "1") + "**第1回首脳会議**\n"),
    ("ABC会议.md", HEADER.format("ABC", "ABC") + "**ABC会议**\n"),
    ("会议.md", HEADER.format("ABC", "ABC") + "**ABC会议**\n"),
    ("会议.md", HEADER.format(" ", "_") + "**会议**\n"),
    ("甲會議.md", HEADER.format("甲会议", "甲会议") + "**甲会议**\n"),
    ("R@B_(专辑).md", "《**R&B**》是专辑\n"),
    ("A_B.md", "正文\n" * 2000 + "\n**A/B**\n"),
]


@pytest.mark.parametrize(("name", "text"), PAGES)
def test_the_index_has_the_title_that_the_page_is_given(name: str, text: str, tmp_path: Path) -> None:
    """From the first bytes, but for the few pages whose lead must be read."""
    data = text.encode()
    folder = tmp_path / "zh" / "Page"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    document, _ = read_page(RawPage(name, data, name, True, str(folder)), PageOptions())
    listed = list(titles_of_page(str(folder), name, data[:2048], lambda: data))
    assert listed[0] == IndexedTitle("zh", document.title)
    assert {one.leads_to for one in listed[1:]} <= {document.title}
    around = DumpFolder(folder.parent)
    for one in listed:
        if one.title.replace("/", "_").replace("&", "@") == name.removesuffix(".md").replace(" ", "_"):
            assert around.find("zh", one.title) == document.title
            assert around.find("ja", one.title) is None


def target(title: str, *, in_dump: bool = False) -> Target:
    """A link of the Chinese Wikipedia."""
    return Target("zh", Namespace.PAGE, title, in_dump)


def test_where_links_lead(tmp_path: Path) -> None:
    """Redirects of all forms, chains, rings, other names of pages; another wiki's pages stay as they are."""
    pages, redirects = tmp_path / "Page", tmp_path / "Redirect"
    pages.mkdir()
    redirects.mkdir()
    (pages / "R@B.md").write_text("**R&B**\n", encoding="utf-8")
    (pages / "目标.md").write_text(HEADER.format("目标", "目标"), encoding="utf-8")
    (redirects / "别名.md").symlink_to("../Page/目标.md")
    (redirects / "git.md").write_text("../Redirect/别名.md", encoding="utf-8")
    (redirects / "copy.md").write_text(HEADER.format("目标", "目标"), encoding="utf-8")
    (redirects / "节奏.md").symlink_to("../Page/R@B.md")
    (redirects / "more.tsv").write_text("\ufeff表\t别名.md\n环一\t环二\n环二\t环一\n", encoding="utf-8")
    around = DumpFolder(tmp_path)
    for name in ("别名", "Git", "Copy", "表"):
        assert resolve(around, target(name), "zh") == target("目标", in_dump=True)
    for name in ("R@B", "节奏", "R&B"):
        assert resolve(around, target(name), "zh") == target("R&B", in_dump=True)
        assert resolve(around, target(name, in_dump=True), "zh") == target("R&B", in_dump=True)
    for name in ("环一", "不在"):
        assert resolve(around, target(name), "zh") == target(name)
    assert resolve(around, target("别名"), "ja") == target("别名")


@given(st.permutations([("甲", "乙"), ("甲", "丙"), ("甲", None), ("丁", "丙"), ("丁", "乙"), ("", "乙")]))
def test_the_order_in_which_names_are_found_is_of_no_matter(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str | None]]
) -> None:
    """A page counts before other names, and of these the first by its letters."""
    folder = tmp_path_factory.mktemp("index")
    write_title_index((IndexedTitle("", title, leads_to) for title, leads_to in found), folder)
    index = TitleIndex(folder)
    assert (index.find("zh", "甲"), index.find("zh", "丁"), index.find("zh", "戊")) == ("甲", "丙", None)
    assert all(index.answer(asked) == answer for asked, answer in index.asked.items())
    index.close()
