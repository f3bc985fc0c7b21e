"""The facts of one page, each looked for in the lines that it names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from icmlpo_rdf.verify.excerpt import (
    Excerpt,
    destinations,
    gives_number,
    gives_year,
    is_whole_row,
    read_excerpt,
    title_of_destination,
)
from icmlpo_rdf.verify.triples import Told

__all__ = ["Failure", "PageChecker"]

_ICM = "https://w3id.org/icmlpo-rdf/ontology#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TOPIC_OF = "http://xmlns.com/foaf/0.1/isPrimaryTopicOf"
_LITERAL_FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"
_SCHEMA = "http://schema.org/"
_ORG = "http://www.w3.org/ns/org#"

_HEADING = re.compile(r"(#{1,6})\s+(.*)")


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact whose evidence was not found."""

    subject: str
    """The node that carries the fact."""
    lines: str
    """The lines that should state it, `46-49`; empty when it names none."""
    reason: str


class PageChecker:
    """Checks the facts of one page."""

    def __init__(
        self, graph: Told, page: str, text: str, checked: Counter[str], failures: list[tuple[int, Failure]]
    ) -> None:
        self._graph = graph
        self._page = page
        self._own = page.replace("/source/", "/", 1)
        self._lines = re.split(r"\r\n|\r|\n", text)
        self._checked = checked
        self._failures = failures
        # The wiki's code is a part of the address of its page; the language tag is another one at times.
        address = graph.value(page, "http://purl.org/dc/terms/source")
        self._wiki = address.removeprefix("https://").partition(".")[0]
        self._all = read_excerpt(self._lines, self._wiki)
        self._in_dump = {
            title_of_destination(destination, self._wiki)
            for destination in destinations("\n".join(self._lines))
            if "../Page/" in destination
        }
        pages: defaultdict[str, set[str]] = defaultdict(set)
        for subject, iri in graph.derived:
            pages[subject].add(iri.partition("#")[0])
        self._ranges: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        """For each thing the lines that state it."""
        self._elsewhere_too = {subject for subject, sources in pages.items() if len(sources) > 1}

    def run(self) -> None:
        """Look for all facts of the page; what is not found becomes a failure."""
        checks: dict[str, Callable[[str, int, int], str]] = {
            f"{_ICM}Participation": self._participation,
            f"{_ICM}Membership": self._membership,
            f"{_ICM}Meeting": self._meeting,
            "http://www.w3.org/2008/05/skos-xl#Label": self._name,
            f"{_ICM}MeetingSeries": self._named_thing,
            f"{_ICM}Organization": self._named_thing,
            f"{_ICM}Country": self._named_thing,
            f"{_ICM}Person": self._named_thing,
            f"{_ICM}Participant": self._named_thing,
            f"{_ICM}Place": self._named_thing,
            f"{_ICM}WikilinkTarget": self._target,
        }
        ranges = self._ranges
        for subject, iri in self._graph.derived:
            source, _, fragment = iri.partition("#line=")
            if source != self._page:
                continue
            begin, _, end = fragment.partition(",")
            if begin.isdigit() and end.isdigit() and int(begin) < int(end) <= len(self._lines):
                ranges[subject].append((int(begin) + 1, int(end)))
            else:
                self._fail(subject, 0, 0, f"{iri} names no lines of the source")
                ranges[subject] = ranges[subject]
        for subject, found in ranges.items():
            self._check(
                subject,
                found,
                {kind: check for kind, check in checks.items() if self._graph.is_a(subject, kind)},
            )
        self._unevidenced(checks, set(ranges))

    def _check(
        self, subject: str, ranges: list[tuple[int, int]], checks: dict[str, Callable[[str, int, int], str]]
    ) -> None:
        """Each kind of fact must be borne out by some of the lines, and each of the lines bear out some kind."""
        reasons = {
            (kind, lines): check(subject, *lines) for kind, check in checks.items() for lines in ranges
        }
        self._checked.update(kind.rpartition("#")[2] for kind, _ in reasons)
        for lines in ranges:
            told = [reasons[kind, lines] for kind in checks]
            if told and all(told):
                self._fail(subject, *lines, told[0])
        for kind in checks:
            told = [reasons[kind, lines] for lines in ranges]
            # A thing of several pages may be of this kind because of another one.
            if told and all(told) and len(checks) > 1 and subject not in self._elsewhere_too:
                self._fail(subject, *ranges[0], told[0])

    def _unevidenced(self, kinds: Iterable[str], evidenced: set[str]) -> None:
        """Facts that name no lines at all. A thing may have its lines on another page of the data."""
        elsewhere = {subject for subject, _ in self._graph.derived}
        for kind in kinds:
            for subject in self._graph.subjects_of(kind):
                if subject not in evidenced and subject not in elsewhere:
                    self._fail(subject, 0, 0, "no lines are named for it")

    def _fail(self, subject: str, first: int, last: int, reason: str) -> None:
        lines = f"{first}-{last}" if first else ""
        failure = (first, Failure(subject, lines, reason))
        if failure not in self._failures:
            self._failures.append(failure)

    def _read(self, first: int, last: int) -> Excerpt:
        return read_excerpt(self._lines[first - 1 : last], self._wiki)

    def _participation(self, subject: str, first: int, last: int) -> str:
        graph = self._graph
        who = graph.value(subject, f"{_ICM}organization") or graph.value(subject, f"{_ICM}participant")
        return (
            self._printed(subject, first, last)
            or self._linked(subject, who, first, last)
            or self._under_its_meeting(graph.value(subject, f"{_ICM}meeting"), first, last)
        )

    def _membership(self, subject: str, first: int, last: int) -> str:
        graph, excerpt = self._graph, self._read(first, last)
        for name in ("startDate", "endDate"):
            date = graph.value(subject, f"{_SCHEMA}{name}")
            if date and not gives_year(int(date[:4]), excerpt.text):
                return f"the lines do not give the year of {date}"
        body = graph.value(subject, f"{_ORG}organization")
        if not body.startswith(self._own.partition("#")[0]) and body != self._own:
            titles = {title for _, title in excerpt.links}
            if self._title_of(body) not in titles | {title for _, title in self._all.links}:
                return "the lines do not name the body"
        return self._printed(subject, first, last) or self._linked(
            subject, graph.value(subject, f"{_ORG}member"), first, last
        )

    def _printed(self, subject: str, first: int, last: int) -> str:
        """The row is whole and prints the name; what goes with it stands there or in the row's group."""
        graph, excerpt = self._graph, self._read(first, last)
        if not is_whole_row(self._lines[first - 1 : last]):
            return "the lines are not one whole row"
        name = graph.value(subject, f"{_ICM}nameAsPrinted")
        if not excerpt.prints(name):
            return f"the lines do not print {name}"
        # Two rows may tell of one who took part, and only one of them the office.
        rows = " ".join(self._read(*lines).text for lines in self._ranges.get(subject) or [(first, last)])
        for status in graph.values(subject, f"{_ICM}statusAsPrinted"):
            if _squeezed(status) not in _squeezed(rows):
                return f"the lines do not print {status}"
        for what in ("placeAsPrinted", "regionAsPrinted"):
            place = graph.value(subject, f"{_ICM}{what}")
            if place and not excerpt.prints(place) and not self._above(first).prints(place):
                return f"the lines do not print the place {place}"
        return ""

    def _above(self, line: int) -> Excerpt:
        """From the heading of the highest section around a line to the line: where its group stands."""
        starts = [number for number, _ in self._headings_over(line)]
        return self._read(min(starts, default=1), line)

    def _linked(self, subject: str, who: str, first: int, last: int) -> str:
        """The name leads to whom the fact is about."""
        name, title = self._graph.value(subject, f"{_ICM}nameAsPrinted"), self._title_of(who)
        excerpt = self._read(first, last)
        titles = {target for label, target in excerpt.links if label == name}
        swallowed = {target for label, target in excerpt.links if label.startswith(name)}
        elsewhere = {target for label, target in self._all.links if label == name}
        if titles and title not in titles:
            return f"the lines link {name} to {', '.join(sorted(titles))}"
        if titles or (title and title in swallowed):
            return ""
        if title and title not in elsewhere:
            return f"{name} is not linked to {title}"
        if not title and len(elsewhere) == 1 and not self._is_another(subject, elsewhere):
            return f"{name} is linked elsewhere to {', '.join(sorted(elsewhere))}"
        return ""

    def _is_another(self, subject: str, titles: set[str]) -> bool:
        """True when the page lists the linked one of that name too: it cannot be this one, but in another role or list."""
        role = self._graph.value(subject, f"{_ORG}role")
        others = {
            self._graph.value(membership, f"{_ORG}role")
            for membership in self._graph.subjects_of(f"{_ICM}Membership")
            if self._title_of(self._graph.value(membership, f"{_ORG}member")) in titles
        }
        return bool(role) and bool(others)

    def _headings_over(self, line: int) -> list[tuple[int, str]]:
        """The headings that hold a line: the nearest above it, then each nearest of a higher level."""
        found: list[tuple[int, str]] = []
        level = 7
        for number in range(line - 1, 0, -1):
            heading = _HEADING.match(self._lines[number - 1])
            if heading and len(heading[1]) < level:
                level = len(heading[1])
                found.append((number, heading[2]))
        return found

    def _under_its_meeting(self, meeting: str, first: int, last: int) -> str:
        """The row's own page, heading, table or introducing line must be the meeting's."""
        if meeting == self._own:
            return ""
        evidence = {
            int(iri.partition("#line=")[2].partition(",")[0]) + 1
            for subject, iri in self._graph.derived
            if subject == meeting and iri.startswith(f"{self._page}#line=")
        }
        headings = self._headings_over(first)
        if evidence & {number for number, _ in headings} or any(first <= line <= last for line in evidence):
            return ""
        if any(self._names_meeting(meeting, heading) for _, heading in headings):
            return ""
        # A caption, a table's header, or the line that introduces a list, between the nearest heading and the row.
        start = headings[0][0] if headings else 1
        between = self._read(start, last).text
        if any(start <= line < first for line in evidence) or self._names_meeting(meeting, between):
            return ""
        return "the row does not stand under its meeting's heading"

    def _names_meeting(self, meeting: str, text: str) -> bool:
        ordinal, year = (
            self._graph.value(meeting, f"{_ICM}ordinal"),
            self._graph.value(meeting, f"{_ICM}year"),
        )
        if ordinal and not gives_number(int(ordinal), text):
            return False
        return bool(ordinal) or (bool(year) and gives_year(int(year), text))

    def _meeting(self, subject: str, first: int, last: int) -> str:
        if subject == self._own:
            return self._named_thing(subject, first, last)
        excerpt = self._read(first, last)
        # A year may stand in a cell above, and everything may stand in the title of the meeting's own page.
        text = f"{excerpt.text} {' '.join(title for _, title in excerpt.links)}"
        above = self._above(first).text
        # A page may tell of it in several places: in a heading its number, in a table its date.
        elsewhere = " | ".join(self._read(*lines).text for lines in self._ranges[subject])
        ordinal, year = (
            self._graph.value(subject, f"{_ICM}ordinal"),
            self._graph.value(subject, f"{_ICM}year"),
        )
        numbered = bool(ordinal) and gives_number(int(ordinal), text)
        if ordinal and not numbered and not gives_number(int(ordinal), elsewhere):
            return f"the lines do not give the number {ordinal}"
        if year and not any(gives_year(int(year), place) for place in (text, above, elsewhere)):
            return f"the lines do not give the year {year}"
        if self._title_of(subject) in {title for _, title in excerpt.links}:
            return ""
        labels = self._graph.values(subject, _LABEL)
        here, anywhere = _squeezed(excerpt.text), _squeezed(elsewhere)
        if any(_squeezed(label) in here for label in labels):
            return ""
        # A year alone stands for the one meeting of that year.
        dated = bool(year) and gives_year(int(year), text)
        own = self._title_of(subject)
        if dated and own and any(own == title for title in self._titles(subject)):
            return ""
        stands = (numbered or dated or not ordinal) and any(_squeezed(label) in anywhere for label in labels)
        return "" if stands else "the lines do not hold the meeting's label"

    def _titles(self, subject: str) -> set[str]:
        """The titles that any of a thing's lines link to."""
        return {title for lines in self._ranges[subject] for _, title in self._read(*lines).links}

    def _name(self, subject: str, first: int, last: int) -> str:
        name = self._graph.value(subject, _LITERAL_FORM)
        return "" if name in self._read(first, last).text else f"the lines do not print {name}"

    def _named_thing(self, subject: str, first: int, last: int) -> str:
        """The lines print one of its names, or that of its country or region."""
        graph, excerpt = self._graph, self._read(first, last)
        things = [subject]
        for kind in ("country", "region"):
            things += graph.values(subject, f"{_ICM}{kind}")
        names = [name for thing in things for name in self._names_of(thing)]
        return "" if any(name in excerpt.text for name in names) else "the lines print none of its names"

    def _names_of(self, thing: str) -> list[str]:
        """The names that this page prints for a thing, else its labels."""
        graph = self._graph
        printed = [
            graph.value(name, _LITERAL_FORM)
            for kind in ("prefLabel", "altLabel")
            for name in graph.values(thing, f"http://www.w3.org/2008/05/skos-xl#{kind}")
            if name.startswith(f"{self._own}#")
        ]
        return printed or graph.values(thing, _LABEL)

    def _target(self, subject: str, first: int, last: int) -> str:
        title, excerpt = self._title_of(subject), self._read(first, last)
        if not title:
            return "it has no Wikipedia page"
        if subject == self._own:
            return self._named_thing(subject, first, last)
        if title not in {target for _, target in excerpt.links}:
            # A row may name a thing that is linked elsewhere only.
            if title not in {target for _, target in self._all.links}:
                return f"nothing links to {title}"
            if self._named_thing(subject, first, last):
                return f"the lines do not link to {title}"
        in_dump = self._graph.value(subject, f"{_ICM}inDump")
        if in_dump and subject not in self._elsewhere_too and (in_dump == "true") != (title in self._in_dump):
            return f"inDump is {in_dump}, but the page's links say otherwise"
        return ""

    def _title_of(self, thing: str) -> str:
        page = self._graph.value(thing, _TOPIC_OF)
        return title_of_destination(page, self._wiki) if page else ""


def _squeezed(text: str) -> str:
    """Text without white space: a line break in a cell is a space here and none there."""
    return "".join(text.split())
