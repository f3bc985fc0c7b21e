"""Makes a dump of distinct pages in the form of the real ones: the same pages for the same seed.

    python benchmarks/pages.py FOLDER [--pages N] [--seed N]
    python benchmarks/pages.py FILE.xml --pages N        # the Chinese ones as wikitext, in a MediaWiki XML dump

About 6 KB a page on the average, a third with tables of participants or members, one in a hundred as large as the
seed page; Chinese, Japanese and Korean, in `zh/Page/`, `ja/Page/`, `ko/Page/`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

CHARACTERS = {
    "zh": "国际会议组织政党人民共和工农联盟世界大会代表主席革命运动中央委员历史经济社会发展文化学生青年妇女和平民主自由团结斗争",
    "ja": "国際会議組織政党人民共和労働農民連盟世界大会代表議長革命運動中央委員歴史経済社会発展のはがにをで文化学生青年平和民主",
    "ko": "국제회의조직정당인민공화노동농민연맹세계대회대표의장혁명운동중앙위원역사경제사회발전문화학생청년여성평화민주자유단결",
}
WORDS = {
    "zh": ("第{}次会议（{}年）参加者", "成员", "国家", "政党或组织", "参见", "党", "Category", "外部链接", "历届会议", "日期", "地点"),
    "ja": ("第{}回会議（{}年）参加団体", "加盟団体", "国", "団体", "関連項目", "党", "Category", "外部リンク", "歴代の会議", "日程", "開催地"),
    "ko": ("제{}차 회의({}년) 참가 단체", "회원 단체", "국가", "단체", "같이 보기", "당", "분류", "외부 링크", "역대 회의", "날짜", "장소"),
}  # fmt: skip
COUNTRIES = {
    "zh": ["法国", "德国", "日本", "印度", "巴西", "尼泊尔", "土耳其", "希腊", "秘鲁", "菲律宾"],
    "ja": [
        "フランス",
        "ドイツ",
        "日本",
        "インド",
        "ブラジル",
        "ネパール",
        "トルコ",
        "ギリシャ",
        "ペルー",
        "フィリピン",
    ],
    "ko": ["프랑스", "독일", "일본", "인도", "브라질", "네팔", "터키", "그리스", "페루", "필리핀"],
}


class PageMaker:
    """Makes pages of one language, one after another."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self._random = random.Random(f"{language}-{seed}")  # noqa: S311 - no secret
        self._characters = CHARACTERS[language]
        self._words = WORDS[language]

    def _name(self, least: int = 3, most: int = 8) -> str:
        return "".join(self._random.choices(self._characters, k=self._random.randint(least, most)))

    def _link(self, html: bool = False) -> str:
        title, in_dump = self._name(), self._random.random() < 0.5
        if self._random.random() < 0.15:
            title += f"_({self._name(2, 3)})"
        label = title.partition("_")[0]
        if html:
            place = (
                f"../Page/{title}.md" if in_dump else f"https://{self.language}.wikipedia.org/wiki/{title}"
            )
            return f'<a href="{place}" title="wikilink">{label}</a>'
        title = title.replace("(", "\\(").replace(")", "\\)")
        place = f"../Page/{title}.md" if in_dump else f"https://{self.language}.wikipedia.org/wiki/{title}"
        return f'[{label}]({place} "wikilink")'

    def _prose(self, size: int) -> str:
        parts: list[str] = []
        left = size
        while left > 0:
            part = self._name(10, 40) + (self._link() if self._random.random() < 0.5 else "") + "，"
            parts.append(part)
            left -= len(part.encode())
        return "".join(parts) + "。"

    def _table(self, rows: int) -> str:
        lines = ["<table>", "<thead>", '<tr class="header">', f"<th><p>{self._words[2]}</p></th>", f"<th><p>{self._words[3]}</p></th>", "</tr>", "</thead>", "<tbody>"]  # fmt: skip
        for row in range(rows):
            country = self._random.choice(COUNTRIES[self.language]) if self._random.random() < 0.7 else ""
            name = self._link(html=True) if self._random.random() < 0.8 else self._name() + self._words[5]
            cell = f"<td><p>{country}</p></td>" if country else "<td></td>"
            lines += [
                f'<tr class="{"even" if row % 2 else "odd"}">',
                cell,
                f"<td><p>{name}</p></td>",
                "</tr>",
            ]
        return "\n".join([*lines, "</tbody>", "</table>"])

    def _meetings(self, rows: int) -> str:
        lines = [
            "<table>",
            '<tr class="header">',
            f"<th>{self._words[9]}</th>",
            f"<th>{self._words[10]}</th>",
            "</tr>",
        ]
        for row in range(rows):
            lines += ["<tr>", f"<td><p>{1980 + row}年{row % 12 + 1}月{row % 28 + 1}日</p></td>", f"<td><p>{self._link(html=True)}</p></td>", "</tr>"]  # fmt: skip
        return "\n".join([*lines, "</table>"])

    def page(self, number: int) -> tuple[str, str]:
        """Return a page's title and text."""
        title = f"{self._name(4, 8)}{number}"
        size = min(int(self._random.lognormvariate(8.1, 0.75)), 40_000)
        parts = [f"**{title}**（{self._name()}）{self._prose(size // 2)}", ""]
        kind = self._random.random()
        large = self._random.random() < 0.01
        if kind < 0.2 or large:
            for meeting in range(5 if large else self._random.randint(1, 2)):
                heading = self._words[0].format(meeting + 5, 1999 + 2 * meeting)
                parts += [f"## {heading}", "", self._table(28 if large else self._random.randint(4, 14)), ""]
        elif kind < 0.28:
            parts += [f"## {self._words[1]}", "", self._table(self._random.randint(4, 20)), ""]
        elif kind < 0.33:
            parts += [f"## {self._words[8]}", "", self._meetings(self._random.randint(3, 12)), ""]
        parts += [f"## {self._name(2, 4)}", "", self._prose(size // 2), "", f"## {self._words[4]}", ""]
        parts += [f"  - {self._link()}" for _ in range(self._random.randint(1, 5))]
        category = self._name()
        parts += ["", f'[{self._words[6]}:{category}](https://{self.language}.wikipedia.org/wiki/{self._words[6]}:{category} "wikilink")', ""]  # fmt: skip
        return title, "\n".join(parts)


class WikitextMaker(PageMaker):
    """Makes the same kinds of pages in wikitext."""

    def _link(self, html: bool = False) -> str:  # noqa: ARG002 - as where there are two spellings
        title = self._name()
        if self._random.random() < 0.15:
            return f"[[{title}_({self._name(2, 3)})|{title}]]"
        return f"[[{title}]]"

    def _table(self, rows: int) -> str:
        lines = ['{| class="wikitable"', f"! {self._words[2]} !! {self._words[3]}"]
        for _ in range(rows):
            country = f"{{{{flag|{self._random.choice(COUNTRIES[self.language])}}}}}"
            name = self._link() if self._random.random() < 0.8 else self._name() + self._words[5]
            lines += ["|-", f"| {country if self._random.random() < 0.7 else ''} || {name}"]
        return "\n".join([*lines, "|}"])

    def _meetings(self, rows: int) -> str:
        lines = ["{|", f"! {self._words[9]} !! {self._words[10]}"]
        for row in range(rows):
            lines += ["|-", f"| {1980 + row}年{row % 12 + 1}月{row % 28 + 1}日 || {self._link()}"]
        return "\n".join([*lines, "|}"])

    def page(self, number: int) -> tuple[str, str]:
        """Return a page's title and wikitext."""
        title, text = super().page(number)
        lines = text.split("\n")
        lines[0] = lines[0].replace("**", "'''")
        lines[-2] = f"[[{self._words[6]}:{self._name()}]]"
        plain = (f"== {line[3:]} ==" if line.startswith("## ") else line for line in lines)
        return title, "\n".join(f"* {line[4:]}" if line.startswith("  - ") else line for line in plain)


def make_export(count: int, seed: int = 1) -> Iterator[str]:
    """Yield the parts of a dump of `count` Chinese pages, one in ten of which is a redirect."""
    maker = WikitextMaker("zh", seed)
    yield '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="zh">\n  <siteinfo>\n'
    yield "    <dbname>zhwiki</dbname>\n    <base>https://zh.wikipedia.org/wiki/Main_Page</base>\n  </siteinfo>\n"
    for number in range(count):
        title, text = maker.page(number)
        redirect = f'<redirect title="{title}" />' if number % 10 == 9 else ""
        text = f"#REDIRECT [[{title}]]" if redirect else text
        yield (
            f"  <page>\n    <title>{title}{'别名' if redirect else ''}</title>\n    <ns>0</ns>\n    <id>{number + 1}</id>{redirect}\n"
            f"    <revision>\n      <id>{number + 7}</id>\n      <timestamp>2023-08-01T00:00:00Z</timestamp>\n"
            f"      <contributor><username>甲</username><id>1</id></contributor>\n      <model>wikitext</model>\n"
            f'      <text bytes="{len(text.encode())}" xml:space="preserve">{escape(text)}</text>\n    </revision>\n  </page>\n'
        )
    yield "</mediawiki>\n"


def make_pages(count: int, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Yield language, title and text of `count` pages; half Chinese, a quarter Japanese, a quarter Korean."""
    makers = [PageMaker(language, seed) for language in ("zh", "zh", "ja", "ko")]
    makers[1] = makers[0]
    for number in range(count):
        maker = makers[number % 4]
        yield maker.language, *maker.page(number)


def main() -> None:
    """Write the pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.folder.suffix == ".xml":
        with chosen.folder.open("w", encoding="utf-8") as stream:
            stream.writelines(make_export(chosen.pages, chosen.seed))
        return
    for language in WORDS:
        (chosen.folder / language / "Page").mkdir(parents=True, exist_ok=True)
    size = 0
    for language, title, text in make_pages(chosen.pages, chosen.seed):
        (chosen.folder / language / "Page" / f"{title}.md").write_text(text, encoding="utf-8")
        size += len(text.encode())
    print(f"{chosen.pages:,} pages, {size:,} bytes, {size / chosen.pages:,.0f} a page")


if __name__ == "__main__":
    main()
