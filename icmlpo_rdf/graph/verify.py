"""A second, independent reader: does the source really say what the data says it says?

It shares no code with the converter (a lint contract sees to it): its own reading of lines, by Beautiful
Soup and a few patterns, its own decoding of links, its own numerals, written out instead of read.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.errors import SourceError

__all__ = ["Failure", "Verification", "verify"]

_ICM = "https://w3id.org/icmlpo-rdf/ontology#"
_PROV = "http://www.w3.org/ns/prov#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TOPIC_OF = "http://xmlns.com/foaf/0.1/isPrimaryTopicOf"
_LITERAL_FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"
_SCHEMA = "http://schema.org/"

_MARKDOWN_LINK = re.compile(r'\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^\s\\])+) "wikilink"\)', re.DOTALL)
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_FOOTNOTE = re.compile(r"\\?\[\d+\\?\]")


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact whose evidence was not found."""

    subject: str
    """The node that carries the fact."""
    lines: str
    """The lines that should state it, `46-49`; empty when it names none."""
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found."""

    checked: dict[str, int]
    """How many pieces of evidence were looked for, by kind of fact."""
    failures: tuple[Failure, ...]
    """Those that were not found, in the order of their lines."""

    @property
    def ok(self) -> bool:
        """True when everything was found."""
        return not self.failures


def verify(data: Iterable[Quad], place: str) -> Verification:
    """Find the evidence of every fact again.

    Args:
        data: the quads.
        place: the source file, or a folder that holds the sources at any depth.

    Raises:
        SourceError: the place does not exist, or holds no source of the data.
    """
    graph = _Graph(data)
    pages = graph.subjects_of(f"{_ICM}Page")
    if not pages:
        raise SourceError("the data names no source file", mend="give data that icmlpo-rdf made", place=place)
    checked: Counter[str] = Counter()
    failures: list[tuple[int, Failure]] = []
    for page in pages:
        text, problem = _source_text(graph, page, place)
        checked["source file"] += 1
        if problem:
            failures.append((0, Failure(page, "", problem)))
        if text is not None:
            _Checker(graph, page, text, checked, failures).run()
    failures.sort(key=lambda one: (one[0], one[1].subject, one[1].reason))
    return Verification(dict(sorted(checked.items())), tuple(failure for _, failure in failures))


class _Graph:
    """The data by subject and predicate, as plain text."""

    def __init__(self, data: Iterable[Quad]) -> None:
        self._values: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._kinds: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.derived: dict[tuple[str, str], None] = {}
        for quad in data:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            self._values[subject, predicate][value] = None
            if predicate == _RDF_TYPE:
                self._kinds[value][subject] = None
            elif predicate == f"{_PROV}wasDerivedFrom":
                self.derived[subject, value] = None

    def values(self, subject: str, predicate: str) -> list[str]:
        return list(self._values.get((subject, predicate), ()))

    def value(self, subject: str, predicate: str) -> str:
        return next(iter(self.values(subject, predicate)), "")

    def subjects_of(self, kind: str) -> list[str]:
        return list(self._kinds.get(kind, ()))

    def is_a(self, subject: str, kind: str) -> bool:
        return subject in self._kinds.get(kind, ())


def _source_text(graph: _Graph, page: str, place: str) -> tuple[str | None, str]:
    """The page's text, and what is wrong with the file."""
    name, expected = graph.value(page, f"{_SCHEMA}name"), graph.value(page, f"{_SCHEMA}sha256")
    root = Path(place)
    if not root.exists():
        raise SourceError("no such file or folder", mend="check the path", place=place)
    path = (
        root if root.is_file() else next((one for one in sorted(root.rglob("*")) if one.name == name), None)
    )
    if path is None:
        return None, f"{place} does not hold {name}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", mend="give a readable file", place=str(path)
        ) from error
    found = hashlib.sha256(data).hexdigest()
    problem = (
        "" if found == expected else f"{path} was edited: its SHA-256 is {found[:12]}…, not {expected[:12]}…"
    )
    return data.decode("utf-8", "replace").removeprefix("\ufeff"), problem


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """Some lines of the source, read again."""

    text: str
    """Without markup; a newline is a space."""
    units: frozenset[str]
    """The texts of its cells, items or lines, footnote marks dropped."""
    links: frozenset[tuple[str, str]]
    """Label and title of its wiki links."""


class _Checker:
    """Checks the facts of one page."""

    def __init__(
        self, graph: _Graph, page: str, text: str, checked: Counter[str], failures: list[tuple[int, Failure]]
    ) -> None:
        self._graph = graph
        self._page = page
        self._lines = re.split(r"\r\n|\r|\n", text)
        self._checked = checked
        self._failures = failures
        self._language = graph.value(page, f"{_SCHEMA}inLanguage")
        self._all = _excerpt(self._lines, self._language)
        self._in_dump = {
            _title(destination, self._language)
            for destination in _destinations("\n".join(self._lines))
            if "../Page/" in destination
        }

    def run(self) -> None:
        checks: dict[str, Callable[[str, int, int], str]] = {
            f"{_ICM}Participation": self._participation,
            f"{_ICM}Meeting": self._meeting,
            "http://www.w3.org/2008/05/skos-xl#Label": self._name,
            f"{_ICM}MeetingSeries": self._named_thing,
            f"{_ICM}Organization": self._named_thing,
            f"{_ICM}Place": self._named_thing,
            f"{_ICM}WikilinkTarget": self._target,
        }
        evidenced: set[str] = set()
        for subject, iri in self._graph.derived:
            source, _, fragment = iri.partition("#line=")
            if source != self._page:
                continue
            begin, _, end = fragment.partition(",")
            if not (begin.isdigit() and end.isdigit() and int(begin) < int(end) <= len(self._lines)):
                self._fail(subject, 0, 0, f"{iri} names no lines of the source")
                continue
            evidenced.add(subject)
            for kind, check in checks.items():
                if self._graph.is_a(subject, kind):
                    self._checked[kind.rpartition("#")[2]] += 1
                    if reason := check(subject, int(begin) + 1, int(end)):
                        self._fail(subject, int(begin) + 1, int(end), reason)
        self._unevidenced(checks, evidenced)

    def _unevidenced(self, kinds: Iterable[str], evidenced: set[str]) -> None:
        """Facts that name no lines at all. A thing may have its lines on another page of the data."""
        elsewhere = {subject for subject, _ in self._graph.derived}
        for kind in kinds:
            for subject in self._graph.subjects_of(kind):
                if subject not in evidenced and subject not in elsewhere:
                    self._fail(subject, 0, 0, "no lines are named for it")

    def _fail(self, subject: str, first: int, last: int, reason: str) -> None:
        lines = f"{first}-{last}" if first else ""
        self._failures.append((first, Failure(subject, lines, reason)))

    def _read(self, first: int, last: int) -> _Excerpt:
        return _excerpt(self._lines[first - 1 : last], self._language)

    def _participation(self, subject: str, first: int, last: int) -> str:
        graph, excerpt = self._graph, self._read(first, last)
        if not _is_whole_row(self._lines[first - 1 : last]):
            return "the lines are not one whole row"
        name = graph.value(subject, f"{_ICM}nameAsPrinted")
        if name not in excerpt.units:
            return f"the lines do not print {name}"
        place = graph.value(subject, f"{_ICM}placeAsPrinted")
        if place and place not in excerpt.units:
            return f"the lines do not print the place {place}"
        title = self._title_of(graph.value(subject, f"{_ICM}organization"))
        titles = {target for label, target in excerpt.links if label == name}
        elsewhere = {target for label, target in self._all.links if label == name}
        if titles and titles != {title}:
            return f"the lines link {name} to {', '.join(sorted(titles))}"
        if not titles and elsewhere and (title or len(elsewhere) == 1) and elsewhere != {title}:
            return f"{name} is linked elsewhere to {', '.join(sorted(elsewhere))}"
        if not titles and not elsewhere and title:
            return f"{name} is not linked to {title}"
        return self._under_its_meeting(graph.value(subject, f"{_ICM}meeting"), first)

    def _under_its_meeting(self, meeting: str, line: int) -> str:
        """The nearest headings above the row must be the meeting's."""
        headings = {
            int(iri.partition("#line=")[2].partition(",")[0]) + 1
            for subject, iri in self._graph.derived
            if subject == meeting and iri.startswith(f"{self._page}#line=")
        }
        # The headings that hold a line: the nearest above it, then each nearest of a higher level.
        level = 7
        for number in range(line - 1, 0, -1):
            found = _HEADING.match(self._lines[number - 1])
            if found and len(found[1]) < level:
                level = len(found[1])
                if number in headings or self._names_meeting(meeting, found[2]):
                    return ""
        return "the row does not stand under its meeting's heading"

    def _names_meeting(self, meeting: str, heading: str) -> bool:
        ordinal, year = (
            self._graph.value(meeting, f"{_ICM}ordinal"),
            self._graph.value(meeting, f"{_ICM}year"),
        )
        if ordinal and not any(_stands_alone(form, heading) for form in _forms(int(ordinal))):
            return False
        return bool(ordinal or year) and (not year or _stands_alone(year, heading))

    def _meeting(self, subject: str, first: int, last: int) -> str:
        text = self._read(first, last).text
        ordinal, year = (
            self._graph.value(subject, f"{_ICM}ordinal"),
            self._graph.value(subject, f"{_ICM}year"),
        )
        if ordinal and not any(_stands_alone(form, text) for form in _forms(int(ordinal))):
            return f"the lines do not give the number {ordinal}"
        if year and not _stands_alone(year, text):
            return f"the lines do not give the year {year}"
        labels = self._graph.values(subject, _LABEL)
        return "" if any(label in text for label in labels) else "the lines do not hold the meeting's label"

    def _name(self, subject: str, first: int, last: int) -> str:
        name = self._graph.value(subject, _LITERAL_FORM)
        return "" if name in self._read(first, last).text else f"the lines do not print {name}"

    def _named_thing(self, subject: str, first: int, last: int) -> str:
        graph, excerpt = self._graph, self._read(first, last)
        names = [
            graph.value(name, _LITERAL_FORM)
            for kind in ("prefLabel", "altLabel")
            for name in graph.values(subject, f"http://www.w3.org/2008/05/skos-xl#{kind}")
        ] or graph.values(subject, _LABEL)
        return "" if any(name in excerpt.text for name in names) else "the lines print none of its names"

    def _target(self, subject: str, first: int, last: int) -> str:
        title, excerpt = self._title_of(subject), self._read(first, last)
        if not title:
            return "it has no Wikipedia page"
        if title not in {target for _, target in excerpt.links}:
            # A row may name a thing that is linked elsewhere only.
            if title not in {target for _, target in self._all.links}:
                return f"nothing links to {title}"
            if not self._graph.is_a(subject, f"{_ICM}Organization"):
                return f"the lines do not link to {title}"
        in_dump = self._graph.value(subject, f"{_ICM}inDump")
        if in_dump and (in_dump == "true") != (title in self._in_dump):
            return f"inDump is {in_dump}, but the page's links say otherwise"
        return ""

    def _title_of(self, thing: str) -> str:
        page = self._graph.value(thing, _TOPIC_OF)
        return _title(page, self._language) if page else ""


def _is_whole_row(lines: list[str]) -> bool:
    """True when the lines are a table row from its start to its end, or no part of an HTML table."""
    joined = "\n".join(lines)
    rows = joined.count("<tr")
    if not rows and "<td" not in joined and "</t" not in joined:
        return True
    return rows == 1 and "<tr" in lines[0] and "</tr>" in lines[-1]


def _excerpt(lines: list[str], language: str) -> _Excerpt:
    """Read lines of a page: HTML by Beautiful Soup, Markdown by its links, bullets and escapes."""
    joined = "\n".join(lines)
    links = set()

    def markdown_link(match: re.Match[str]) -> str:
        label = _plain(match[1])
        links.add((label, _title(match[2], language)))
        return label

    soup = BeautifulSoup(_MARKDOWN_LINK.sub(markdown_link, joined), "html.parser")
    for anchor in soup.find_all("a", title="wikilink"):
        links.add((" ".join(anchor.get_text().split()), _title(str(anchor.get("href", "")), language)))
    units = {_unit(cell.get_text()) for cell in soup.find_all(["td", "th", "li"])}
    text = _plain(soup.get_text())
    for line in soup.get_text().split("\n"):
        units.add(_unit(line))
        if "|" in line:  # a Markdown table's cells
            units |= {_unit(cell) for cell in re.split(r"(?<!\\)\|", line)}
    # A link to another wiki identifies nothing here.
    return _Excerpt(text, frozenset(units), frozenset((label, title) for label, title in links if title))


def _plain(text: str) -> str:
    """Text without Markdown's escapes and emphasis, white space folded."""
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text.replace("**", "")).split())


def _unit(text: str) -> str:
    return _plain(_FOOTNOTE.sub("", re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", text)))


def _destinations(text: str) -> list[str]:
    soup = BeautifulSoup(text, "html.parser")
    return [match[2] for match in _MARKDOWN_LINK.finditer(text)] + [
        str(anchor.get("href", "")) for anchor in soup.find_all("a", title="wikilink")
    ]


def _title(destination: str, language: str) -> str:
    """The title that a link or a Wikipedia address leads to, as MediaWiki spells it; none on another wiki."""
    host = re.match(r"https?://([a-z-]+)\.wikipedia\.org/", destination)
    if host and host[1] != language:
        return ""
    written = re.sub(r"\\(.)", r"\1", destination)
    for marker in ("/Page/", "/wiki/"):
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
    return written[:1].upper() + written[1:]


def _stands_alone(number: str, text: str) -> bool:
    """True when a number stands in a text and is not part of a longer one."""
    numerals = "0-9０-９零〇一二三四五六七八九十百千廿卅"
    return re.search(rf"(?<![{numerals}]){re.escape(number)}(?![{numerals}])", text) is not None


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
