"""The source read again, by means of its own: lines to text, cells and links; numbers written out.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import BeautifulSoup

__all__ = [
    "Excerpt",
    "destinations",
    "gives_number",
    "gives_year",
    "is_whole_row",
    "read_excerpt",
    "title_of_destination",
]

_MARKDOWN_LINK = re.compile(r'(?<!\\)\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^\s\\])+) "wikilink"\)', re.DOTALL)
# -{zh-cn:甲党;zh-tw:甲黨}-
_VARIANTS = re.compile(r"-\{(?:[\w-]+:)?([^;{}]*)[^{}]*\}-")
_FOOTNOTE = re.compile(r"\\?\[\w{1,5}\\?\]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of the source."""

    text: str
    """Without markup; a newline is a space."""
    units: frozenset[str]
    """The texts of its cells, items or lines, footnote marks dropped."""
    links: frozenset[tuple[str, str]]
    """Label and title of its wiki links."""

    def prints(self, name: str) -> bool:
        """True when a name stands here on its own: as a unit, as a link's text, or between marks that are no letters."""
        if name in self.units or any(label.startswith(name) for label, _ in self.links):
            return True
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.text) is not None


def is_whole_row(lines: list[str]) -> bool:
    """Return whether the lines are a table row from its start to its end, or no part of an HTML table.

    A row that shares a cell reaches from the row that has the cell, down to its own end; one whose name stands in the
    table's header, from there.
    """
    joined = "\n".join(lines)
    rows = joined.count("<tr")
    if not rows and "<td" not in joined and "</t" not in joined:
        return True
    return (
        (rows == 1 or "rowspan" in joined or "<th" in joined) and "<tr" in lines[0] and "</tr>" in lines[-1]
    )


def read_excerpt(lines: list[str], language: str) -> Excerpt:
    """Read lines of a page: HTML by Beautiful Soup, Markdown by its links, bullets and escapes."""
    joined = "\n".join(lines)
    links = set()

    def markdown_link(match: re.Match[str]) -> str:
        label = _plain(match[1])
        links.add((label, title_of_destination(match[2], language)))
        return label

    soup = BeautifulSoup(_MARKDOWN_LINK.sub(markdown_link, joined), "html.parser")
    for anchor in soup.find_all("a", title="wikilink"):
        links.add(
            (" ".join(anchor.get_text().split()), title_of_destination(str(anchor.get("href", "")), language))
        )
    units = {_unit(cell.get_text()) for cell in soup.find_all(["td", "th", "li"])}
    text = _plain(soup.get_text())
    for line in soup.get_text().split("\n"):
        units.add(_unit(line))
        if "|" in line:  # a Markdown table's cells
            units |= {_unit(cell) for cell in re.split(r"(?<!\\)\|", line)}
    # A link to another wiki identifies nothing here.
    return Excerpt(text, frozenset(units), frozenset((label, title) for label, title in links if title))


def _plain(text: str) -> str:
    """Text without Markdown's escapes and emphasis, of language variants the first, white space folded."""
    text = _VARIANTS.sub(lambda match: match[1], text.replace("**", "").replace("`", ""))
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).split())


def _unit(text: str) -> str:
    return _plain(_FOOTNOTE.sub("", re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", text)))


def destinations(text: str) -> list[str]:
    """Return the destinations of all wiki links of a text, as written."""
    soup = BeautifulSoup(text, "html.parser")
    return [match[2] for match in _MARKDOWN_LINK.finditer(text)] + [
        str(anchor.get("href", "")) for anchor in soup.find_all("a", title="wikilink")
    ]


def title_of_destination(destination: str, language: str) -> str:
    """The title that a link or a Wikipedia address leads to, as MediaWiki spells it; none on another wiki."""
    host = re.match(r"https?://([a-z-]+)\.wikipedia\.org/", destination)
    if host and host[1] != language:
        return ""
    written = re.sub(r"\\(.)", r"\1", destination)
    for marker in ("/Page/", "/Redirect/", "/wiki/"):
        if marker in written:
            written = written.split(marker, 1)[1]
            break
    written = unquote(written.removesuffix(".md").partition("#")[0])
    written = re.sub(r"[ _]+", "_", unicodedata.normalize("NFC", written)).strip("_")
    if re.match(r":?(?!category:)[a-z]{1,3}(-[a-z]+)*:", written):
        return ""
    head, colon, rest = written.removeprefix(":").partition(":")
    if colon and head in {"分类", "分類", "カテゴリ", "분류"}:
        written = f"Category:{rest}"
    written = written.removeprefix(":")
    return written[:1].upper() + written[1:]


def _stands_alone(number: str, text: str) -> bool:
    """True when a number stands in a text and is not part of a longer one."""
    numerals = "0-9０-９零〇一二三四五六七八九十百千廿卅"
    return re.search(rf"(?<![{numerals}]){re.escape(number)}(?![{numerals}])", text) is not None


def gives_number(number: int, text: str) -> bool:
    """Return whether a text gives a number, in any of the ways in which headings and cells write it."""
    if any(_stands_alone(form, text) for form in _forms(number)):
        return True
    native = _KOREAN.split()
    return number <= len(native) and re.search(rf"{native[number - 1]}\s*번째", text) is not None


def gives_year(year: int, text: str) -> bool:
    """Return whether a text gives a year: 2011, 二〇一一, 平成23年."""
    if any(_stands_alone(form, text) for form in _forms(year)):
        return True
    eras = [(name, year - before) for name, before in _ERAS.items() if year > before]
    return any(
        re.search(rf"{name}\s*(?:{count}|{'元' if count == 1 else count})\s*年", text) for name, count in eras
    )


_KOREAN = "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두"
# The year before each era's first.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}


def _forms(number: int) -> list[str]:
    """A number as headings may write it."""
    western = str(number)
    wide = western.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    by_digit = western.translate(dict(zip(map(ord, "0123456789"), "〇一二三四五六七八九", strict=True)))
    written = _in_chinese(number)
    short = re.sub("^二十", "廿", re.sub("^三十", "卅", written))
    return [western, wide, by_digit, written, short]


def _in_chinese(number: int) -> str:
    digits, written = "零一二三四五六七八九", ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += digits[digit] + name
        elif written and number and not written.endswith("零"):
            written += "零"
    return re.sub("^一十", "十", written)
