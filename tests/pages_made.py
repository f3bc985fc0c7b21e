"""Pages for tests of many: distinct, small, each with some members or a meeting."""

from __future__ import annotations

from pathlib import Path

__all__ = ["write_pages"]


def write_pages(folder: Path, count: int) -> None:
    """Write `count` pages into `folder/Page`, and two redirects into `folder/Redirect`."""
    pages = folder / "Page"
    pages.mkdir(parents=True)
    for number in range(count):
        (pages / f"第{number}国际组织.md").write_text(_page(number, count), encoding="utf-8")
    redirects = folder / "Redirect"
    redirects.mkdir()
    (redirects / "别名.md").symlink_to("../Page/第1国际组织.md")
    (redirects / "more.tsv").write_text("别名二\t第2国际组织.md\n", encoding="utf-8")


def _page(number: int, count: int) -> str:
    others = [f"第{(number * 7 + step) % count}国际组织" for step in range(1, 6)]
    members = "\n".join(
        f"<tr>\n<td><p>国{number % 5}</p></td>\n"
        f'<td><p><a href="../Page/{other}.md" title="wikilink">{other}</a></p></td>\n</tr>'
        for other in others
    )
    return f"""\
**第{number}国际组织**是[组织](https://zh.wikipedia.org/wiki/不在此处 "wikilink")，见[别名](https://zh.wikipedia.org/wiki/别名 "wikilink")、\
[一](https://zh.wikipedia.org/wiki/第1国际组织 "wikilink")。

## 成员

<table>
<tr>
<th>国家</th>
<th>组织</th>
</tr>
{members}
</table>

## 第{number + 1}次会议（2001年）参加者

  - [甲党](https://zh.wikipedia.org/wiki/甲党_\\({number}\\) "wikilink")
  - 乙{number}党
"""
