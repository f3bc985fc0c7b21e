"""Annotations as statements about IRIs, by rules written out here once more and not taken from the program."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup

from tests.conftest import ROOT

__all__ = ["GoldPage", "Key", "Link", "gold_pages"]

GOLD = ROOT / "tests" / "gold"
PAGES = ROOT / "tests" / "pages"
BASE = "https://w3id.org/icmlpo-rdf/"
_ROLES = {
    "member": "member",
    "founding": "founding-member",
    "associate": "associate-member",
    "candidate": "candidate",
    "observer": "observer",
    "former": "former-member",
}
# What RFC 3987 does not allow in an IRI, and what would change its meaning.
_ENCODED = re.compile(r'[\x00-\x20"<>\\^`{|}\[\]?#%]')
_MARKDOWN_LINK = re.compile(r'(?<!\\)\[(?:\\.|[^\[\]\\])*\]\(((?:\\.|[^\s\\()])+) "wikilink"\)')

Key = tuple[str, ...]
"""A statement: its kind of fact and what it is about, as IRIs."""
Link = tuple[str, str]
"""A target's IRI, and whether it is in the dump: true, false, or - for a category."""


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page and what it says."""

    language: str
    title: str
    page: Path
    table: Path
    statements: dict[Key, dict[str, str]]
    """Each statement with its row of the annotation, the other ends as IRIs."""
    links: frozenset[Link] | None
    """None where the page's links are not annotated."""
    neither: frozenset[Key] = frozenset()
    """Statements that are neither right nor wrong: that a person is in the party beside them."""
    covers: tuple[int, int] | None = None
    """The lines that the annotation covers; None for the whole page."""

    @property
    def name(self) -> str:
        """How messages and floors call it."""
        return f"{self.language}/{self.title}"


def gold_pages() -> list[GoldPage]:
    """Return every annotated page, given ones before made-up ones."""
    tables = sorted(path for path in GOLD.rglob("*.tsv") if not path.name.endswith(".links.tsv"))
    tables.sort(key=lambda path: "made" in path.parts)
    return [_gold_page(table) for table in tables]


def _gold_page(table: Path) -> GoldPage:
    folder = table.parent.relative_to(GOLD)
    language, title = folder.name, table.stem
    page = PAGES / folder / f"{title}.md"
    page = page if page.exists() else page.with_suffix(".html")
    iris = _Iris(language, title)
    statements: dict[Key, dict[str, str]] = {}
    terms: dict[Key, list[tuple[str, str]]] = {}
    for row in _rows(table):
        key = iris.key(row)
        statements[key] = {**row, "for": iris.thing(row["for"]) if row["for"] else ""}
        if row["fact"] == "membership":
            if row["start"] or row["end"]:
                terms.setdefault(key, []).append((row["start"], row["end"]))
            statements[key] |= _whole_term(terms.get(key, []))
    neither = frozenset(
        ("membership", iris.thing(row["party"]), iris.thing(row["who"]), role)
        for row in _rows(table)
        if row.get("party")
        for role in _ROLES.values()
    )
    if "given" in folder.parts:
        return GoldPage(language, title, page, table, statements, None, neither, _covered(table))
    listed = table.with_name(f"{title}.links.tsv")
    if listed.exists():
        links = frozenset((iris.thing(f"={row['title']}"), row["in_dump"]) for row in _rows(listed))
    else:
        links = frozenset(_read_links(page.read_text(encoding="utf-8"), language, iris))
    return GoldPage(language, title, page, table, statements, links)


def _whole_term(terms: list[tuple[str, str]]) -> dict[str, str]:
    """The term of a member whom several rows name, as docs/what-a-page-gives.md says."""
    starts, ends = ([one[at] for one in terms] for at in (0, 1))
    return {
        "start": min(starts) if starts and all(starts) else "",
        "end": max(ends) if ends and all(ends) else "",
    }


def _covered(table: Path) -> tuple[int, int] | None:
    match = re.search(r"^# covers lines (\d+)-(\d+)", table.read_text(encoding="utf-8"), re.MULTILINE)
    return (int(match[1]), int(match[2])) if match else None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#") and line.strip())
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{name: (value or "").strip() for name, value in row.items()} for row in reader]


def _encoded(title: str) -> str:
    return _ENCODED.sub(lambda match: quote(match[0], safe=""), title)


class _Iris:
    """The forms of IRIs, as ontology/README.md gives them."""

    def __init__(self, language: str, title: str) -> None:
        self._language = language
        self._page = f"{BASE}{language}/{_encoded(title)}"

    def thing(self, who: str) -> str:
        """`=Title` is a page's thing, `.` this page's, anything else a thing of this page only."""
        if who == ".":
            return self._page
        if who.startswith("="):
            return f"{BASE}{self._language}/{_encoded(who[1:])}"
        return f"{self._page}#{_encoded(who)}"

    def key(self, row: dict[str, str]) -> Key:
        """The statement that a row of the annotation makes."""
        of = row["of"]
        if row["fact"] == "membership":
            return ("membership", self.thing(of), self.thing(row["who"]), _ROLES[row["role"]])
        meeting = self.thing(of) if of.startswith("=") else f"{self._page}#meeting-{_encoded(of)}"
        return (
            ("meeting", meeting)
            if row["fact"] == "meeting"
            else ("attendance", meeting, self.thing(row["who"]))
        )


def _read_links(text: str, language: str, iris: _Iris) -> set[Link]:
    """The page's links by a reading of its own: patterns for Markdown, Beautiful Soup for HTML."""
    destinations = [re.sub(r"\\(.)", r"\1", match[1]) for match in _MARKDOWN_LINK.finditer(text)]
    soup = BeautifulSoup(_MARKDOWN_LINK.sub("", text), "html.parser")
    destinations += [str(anchor["href"]) for anchor in soup.find_all("a", title="wikilink")]
    in_dump: dict[str, str] = {}
    for destination in destinations:
        match = re.fullmatch(rf"\.\./Page/(.+)\.md|https://{language}\.wikipedia\.org/wiki/(.+)", destination)
        if match is None:
            continue
        title = unquote(match[1] or match[2]).partition("#")[0].removesuffix(".md").replace(" ", "_")
        head, colon, rest = title.lstrip(":").partition(":")
        if colon and head.lower() in {"category", "分类", "分類", "カテゴリ", "분류"}:
            in_dump[f"Category:{rest}"] = "-"
        elif not colon or not re.fullmatch(r"[a-z]{1,3}|file|image|文件|ファイル|파일", head.lower()):
            name = title[:1].upper() + title[1:]
            if match[1]:
                in_dump[name] = "true"
            else:
                in_dump.setdefault(name, "false")
    return {(iris.thing(f"={title}"), state) for title, state in in_dump.items()}
