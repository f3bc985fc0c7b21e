"""Lines of the source read again: to text, cells and links, by Beautiful Soup and a few patterns.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import NamedTuple

from bs4 import BeautifulSoup

from icmlpo_rdf.verify.link_targets import LinkTarget, link_target, page_address, target_of_href
from icmlpo_rdf.verify.page_form import Site, Written
from icmlpo_rdf.verify.wikitext import scanned

__all__ = ["Excerpt", "Link", "folded", "is_whole_row", "read_excerpt", "spaced"]

# A blank in a destination, which Markdown allows in pointed brackets only: tools write it all the same.
_SPACE = r" (?=[^\x00-\x20\"])"
_BALANCED = (
    rf"(?:\\.(?:{_SPACE})?+|[^\x00-\x20\x7f\\()]|\((?:\\.|[^\x00-\x20\x7f\\()])*+\)"
    rf"|(?<![\x09-\x0d\x1c-\x20]){_SPACE})"
)
_BLANK = r"[\x09-\x0d\x1c-\x20]"  # the white space around a destination
_DESTINATION = rf'\({_BLANK}*+<?+({_BALANCED}+?)>?(?:{_BLANK}++("wikilink")\s*+|{_BLANK}*+)\)'
# What leads to a wiki's page though no tool says so: [甲](https://zh.wikipedia.org/wiki/甲), [甲](../Page/甲.md), [甲](./甲.md).
_UNMARKED = re.compile(
    r"(?:https?:)?//[a-z-]+\.(?:m\.)?wikipedia\.org/|/wiki/|(?:\.\.?/)*(?:Page|Redirect|Category)/|\./",
    re.IGNORECASE,
)
_MARKDOWN_LINKS = (
    # The innermost of links within links first; then labels that hold brackets of another kind: [甲[1]](…).
    re.compile(rf"(?<!\\)\[((?:\\.|[^\[\]\\])*+)\]{_DESTINATION}", re.DOTALL),
    re.compile(rf"(?<!\\)\[((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*+\])*+)\]{_DESTINATION}", re.DOTALL),
)
_DEEPEST_LINK = 20
"""So many links within each other are read: no page has more than a few, and each level takes one more reading."""
# -{zh-cn:甲党;zh-tw:甲黨}-
_VARIANTS = re.compile(
    r"-\{(?:[^:{}|;]{1,12}\|)?+(?:[^;:{}=]{1,40}=>)?+(?:[\w-]++:)?+([^;{}]*+)(?:;[^{}]*+)?+\}-"
)
_FOOTNOTE = re.compile(r"(?<!\s)\s*\[(?:[^\[\]\s]{1,12}|[註注釈각주] ?\d{1,3})\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARK = re.compile(r"(?<!\\)[*_`]")
_BULLET = re.compile(r"^\s*(?:[-*+]|#{1,6}|\d+[.)])\s+")
_PARTS = ("br", "p", "li", "dd", "dt", "div", "td", "th", "tr", "caption", "h1", "h2", "h3", "h4", "h5", "h6")
# Marks of code, emphasis and escapes, and characters without a width: they make no other name.
_NO_PART_OF_NAMES = re.compile("[`*_\\\\\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
# What the dumps leak of the wiki's markup.
_LEAKED = re.compile(r"\||'{2,}|[ⓦⓇ]|\{\{[^{}]*\}\}")
_JOINTS = "和与與及並及びと와과및"
_HIDDEN = re.compile(r"display\s*+:\s*+none", re.IGNORECASE)
_TABLE_OR_ROW = re.compile(r"</?(table|tr)\b", re.IGNORECASE)
_ROW_OVER = re.compile(r"\s*+(?:<t(?:r|body|head|foot)\b|</t(?:able|body|head|foot)\b|\Z)", re.IGNORECASE)
_PROSE = re.compile(r"[，。]|[\uac00-\ud7a3]\.")


def spaced(text: str) -> str:
    """Return a text in composed letters, its white space one space; an ideographic space is a letter here."""
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def folded(text: str) -> str:
    """Return a text as it is looked for: any white space one space, without what may be a mark of markup or has no width."""
    return " ".join(_LEAKED.sub(" ", spaced(_NO_PART_OF_NAMES.sub("", text))).split())


class Link(NamedTuple):
    """A link to a page of this wiki."""

    label: str
    """Folded, footnote marks dropped."""
    exact: str
    """The label with all of its signs: what one that says something else must match to speak against a fact."""
    target: LinkTarget


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of the source. All texts are folded."""

    text: str
    """Without markup."""
    bare: str
    """The text without footnote marks."""
    units: frozenset[str]
    """The texts of its cells, items and lines, footnote marks dropped."""
    links: frozenset[Link]

    called: frozenset[str] = frozenset()
    """What a template stands for in the source: its name and what it is called with; in HTML what it prints behind a flag."""

    @property
    def titles(self) -> frozenset[str]:
        """The titles that its links lead to."""
        return frozenset(link.target.title for link in self.links)

    def prints(self, name: str) -> bool:
        """True when a name stands here on its own: as a unit, as a link's text, or between marks that are no letters."""
        name = folded(name)
        if name in self.units or any(link.label.startswith(name) for link in self.links):
            return True
        bounds = rf"(?<![^\W{_JOINTS}]){re.escape(name)}(?![^\W{_JOINTS}])"
        if any(re.search(bounds, one) for one in (self.text, self.bare)):
            return True
        # The first and the last of names in a row touch the words of their sentence: 出席会议的有甲某、乙某。 甲국, 乙국이 참가했다.
        in_row = rf"{re.escape(name)}(?=[、,])|(?:(?<=、)|(?<=, )){re.escape(name)}"
        return any(_PROSE.search(one) and re.search(in_row, one) for one in (self.text, self.bare))

    def begins_with(self, name: str) -> bool:
        """True when a cell, an item or a line begins with a name, as one that says whose members follow does: 財務小組成員."""
        return any(unit.startswith(folded(name)) for unit in self.units)

    def prints_before_link(self, name: str) -> bool:
        """True when a name stands right before a link, with which it is no word: 英国[世界产业工人](…)."""
        name = folded(name)
        return any(
            re.search(rf"(?<![^\W{_JOINTS}]){re.escape(name + link.label)}", self.bare) for link in self.links
        )

    def holds(self, text: str) -> bool:
        """True when a text stands here, wherever its lines are broken."""
        wanted = "".join(folded(text).split())
        return any(wanted in "".join(one.split()) for one in (self.text, self.bare))


def is_whole_row(lines: Sequence[str], behind: str) -> bool:
    """Return whether the lines are a table row from its start to its end, or no part of an HTML table.

    A row that shares a cell reaches from the row that has the cell down to its own end; one whose name stands in the
    table's header, from there. Of rows that begin and end on one line nobody can cite less than the line.

    Args:
        lines: what is cited.
        behind: what follows: a row may go without its end tag.
    """
    joined = "\n".join(lines)
    if re.search(r"</?t(?:[rdh]|able|body|head|foot)\b", joined, re.IGNORECASE) is None:
        return True
    inner = "\n".join(lines[1:-1])
    begins = re.search(r"<tr\b", lines[0], re.IGNORECASE) is not None
    ends = re.search(r"</tr\b|</t(?:able|body|head)\b|^\s*$", f"{lines[-1]}", re.IGNORECASE) is not None
    shared = re.search(r"rowspan|<th\b", joined, re.IGNORECASE) is not None
    return begins and (ends or _ROW_OVER.match(behind) is not None) and (shared or not _holds_row(inner))


def _holds_row(text: str) -> bool:
    """Whether a row begins or ends in a text, but for those of whole tables within a cell of it."""
    tables = 0
    for match in _TABLE_OR_ROW.finditer(text):
        if match[1].lower() == "tr":
            if not tables:
                return True
        else:
            tables = max(tables + (-1 if match[0][1] == "/" else 1), 0)
    return False


def read_excerpt(text: str, site: Site) -> Excerpt:
    """Read a stretch of a page: HTML by Beautiful Soup, wikitext by a scan, Markdown by its links, bullets and escapes."""
    read = {Written.WIKITEXT: _of_wikitext, Written.HTML: _of_html, Written.MARKDOWN: _of_markdown}[site.form]
    excerpt = read(text, site.wiki)
    if not site.redirects:
        return excerpt
    links = (
        link._replace(target=link.target._replace(title=site.behind(link.target.title)))
        for link in excerpt.links
    )
    return replace(excerpt, links=frozenset(links))


def _of_wikitext(text: str, wiki: str) -> Excerpt:
    read = scanned(text, wiki)
    links = set()
    for label, written, is_sure in read.links:
        target = link_target(page_address(written, wiki), wiki)
        target = target._replace(is_sure=is_sure and target.is_sure)
        links.add(Link(_bare(label), spaced(label), target))
    units = {_unit(line) for line in read.text.split("\n")}
    there = frozenset(link for link in links if link.target.title)
    called = frozenset(map(folded, read.called))
    return Excerpt(folded(read.text), _bare(read.text), frozenset(units), there, called)


# Parsoid's `{"twoway":[{"l":"zh-hans","t":"甲"},…]}`.
_FIRST_FORM = re.compile(r'"t":\s*("(?:[^"\\]|\\.)*+")')


def _of_html(text: str, wiki: str) -> Excerpt:
    soup = BeautifulSoup(text, "html.parser")
    for part in soup.find_all(["script", "style"]):
        part.decompose()
    _drop_hidden(soup)
    _fill_variants(soup)
    links = set(_links_in(soup, wiki))
    called = {
        _bare(following.get_text())
        for flag in soup.find_all(class_="flagicon")
        if (following := flag.find_next_sibling("a"))
    }
    for picture in soup.find_all("img", alt=True):
        picture.append(f"\n{picture['alt']}\n")
    for part in soup.find_all(_PARTS):
        part.append("\n")
    whole = soup.get_text()
    units = {_bare(cell.get_text()) for cell in soup.find_all(["td", "th", "li"])}
    units |= {_bare(line) for line in whole.split("\n")}
    there = frozenset(link for link in links if link.target.title)
    return Excerpt(folded(whole), _bare(whole), frozenset(units), there, frozenset(called))


def _links_in(soup: BeautifulSoup, wiki: str) -> Iterator[Link]:
    for anchor in soup.find_all(["a", "link"], href=True):
        shown = [anchor.get_text(), *(str(one.get("alt", "")) for one in anchor.find_all("img"))]
        target = target_of_href(str(anchor["href"]), str(anchor.get("title", "")), wiki)
        yield from (Link(_bare(one), spaced(one), target) for one in shown if one or anchor.name == "link")
    for anchor in soup.select(".mw-normal-catlinks a[title]"):
        name, told = anchor.get_text(), link_target(page_address(str(anchor["title"]), wiki), wiki)
        yield Link(_bare(name), spaced(name), told)


def _drop_hidden(soup: BeautifulSoup) -> None:
    """Drop what a page does not show, as the numbers by which a column is sorted: 01北海道."""
    for part in soup.find_all(style=_HIDDEN):
        part.decompose()


def _fill_variants(soup: BeautifulSoup) -> None:
    """Put the first of its forms into each element that stands for -{zh-hans:a;zh-hant:b}- and is shown."""
    for part in soup.select("[data-mw-variant]:not(meta)"):
        if form := _FIRST_FORM.search(str(part["data-mw-variant"])):
            part.append(BeautifulSoup(str(json.loads(form[1])), "html.parser"))


def _of_markdown(text: str, wiki: str) -> Excerpt:
    links: set[Link] = set()

    def markdown_link(match: re.Match[str]) -> str:
        if not (match[3] or _UNMARKED.match(match[2])):
            return match[1]
        target = link_target(_references_read(_ESCAPED.sub(r"\1", match[2])), wiki)
        label = _references_read(match[1])
        links.add(Link(_bare(label), spaced(_unescaped(_MARK.sub("", label))), target))
        return match[1]

    for pattern in _MARKDOWN_LINKS:
        for _ in range(_DEEPEST_LINK):
            text, count = pattern.subn(markdown_link, text)
            if not count:
                break
    soup = BeautifulSoup(text, "html.parser")
    _drop_hidden(soup)
    for anchor in soup.select('a[title="wikilink"], a.wikilink'):
        label, destination = anchor.get_text(), str(anchor.get("href", ""))
        links.add(Link(_bare(label), spaced(label), link_target(destination, wiki)))
    for part in soup.find_all(_PARTS):
        part.append("\n")
    whole = soup.get_text()
    units = {_unit(cell.get_text()) for cell in soup.find_all(["td", "th", "li"])}
    for line in whole.split("\n"):
        units.add(_unit(line))
        if "|" in line:  # a Markdown table's cells
            units |= {_unit(cell) for cell in re.split(r"(?<!\\)\|", line)}
    # A link to another wiki identifies nothing here.
    there = frozenset(link for link in links if link.target.title)
    return Excerpt(_plain(whole), _bare(whole), frozenset(units), there)


def _references_read(text: str) -> str:
    """Text with its character references read: Markdown has those of HTML (CommonMark 0.31, section 2.5)."""
    return _REFERENCE.sub(lambda match: unescape(match[0]), text)


def _plain(text: str) -> str:
    """Text without Markdown's escapes, of language variants the first, folded."""
    return folded(_unescaped(text))


def _bare(text: str) -> str:
    """The same without footnote marks."""
    return folded(_FOOTNOTE.sub("", _unescaped(text)))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", _VARIANTS.sub(r"\1", text))


def _unit(text: str) -> str:
    return _bare(_BULLET.sub("", text))
