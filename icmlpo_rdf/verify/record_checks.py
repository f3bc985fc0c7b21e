"""Participations and memberships: the printed name looked for in the row, the meeting or body in the heading over it.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from icmlpo_rdf.verify.country_names import code_named
from icmlpo_rdf.verify.excerpt import Excerpt, folded, is_whole_row, spaced
from icmlpo_rdf.verify.page_data import ICM, ORG, SCHEMA, PageData
from icmlpo_rdf.verify.page_text import NOWHERE, Range
from icmlpo_rdf.verify.written_numbers import gives_year

__all__ = ["RecordChecker"]

Finding = tuple[Range, str]
"""Lines, and what is wrong with them; nothing where they bear the record out."""


class RecordChecker:
    """Checks the participations and memberships that one page states."""

    def __init__(self, data: PageData) -> None:
        self._data = data
        self._all = data.source.whole

    def participation(self, subject: str) -> Iterator[Finding]:
        """Look for who took part in the rows, and for the meeting in the headings, or else in the rows."""
        graph = self._data.graph
        who = graph.value(subject, f"{ICM}organization") or graph.value(subject, f"{ICM}participant")
        meeting = graph.value(subject, f"{ICM}meeting")
        rows, headings = self._rows(subject), self._headings(subject)
        for row in rows:
            yield row, self._row(subject, who, row) or self._beside(subject, rows, headings)
        reason = "" if self._says_of_meeting(meeting, rows, headings) else "nothing cited names the meeting"
        yield from self._over(rows, headings, meeting, reason)

    def membership(self, subject: str) -> Iterator[Finding]:
        """Look for the member in the rows, and for the body in the headings, or else in the rows."""
        graph = self._data.graph
        member, body = graph.value(subject, f"{ORG}member"), graph.value(subject, f"{ORG}organization")
        rows, headings = self._rows(subject), self._headings(subject)
        cited = " ".join(one.text for one in self._data.read([*rows, *headings]))
        dates = [graph.value(subject, f"{SCHEMA}{name}") for name in ("startDate", "endDate")]
        undated = next((one for one in dates if one and not gives_year(int(one[:4]), cited)), "")
        unsaid = f"the lines do not give the year of {undated}" if undated else ""
        for row in rows:
            reason = unsaid or self._row(subject, member, row)
            yield row, reason or self._beside(subject, rows, headings)
        reason = "" if self._says_of_body(body, rows, headings) else "nothing cited names the body"
        yield from self._over(rows, headings, body, reason)

    def _rows(self, subject: str) -> list[Range]:
        iris = self._data.graph.values(subject, f"{ICM}statedAt")
        return [lines for iri in iris if (lines := self._data.lines_of(iri))]

    def _headings(self, subject: str) -> list[Range]:
        rows = set(self._rows(subject))
        return [lines for lines in self._data.ranges[subject] if lines not in rows]

    # ---- the row

    def _row(self, subject: str, who: str, row: Range) -> str:
        """The row is whole, and prints a name that leads to whom the record is about."""
        data, excerpt = self._data, self._data.source.read(row)
        if row not in data.ranges[subject]:
            return "the row is not among its evidence"
        if not is_whole_row(data.source.cut(row).split("\n"), data.source.behind(row)):
            return "the lines are not one whole row"
        name = self._printed_name(subject, who, row)
        # 宣传部部长顾某某, アノテ・トン大統領: the office that the record states stands right before or behind the name.
        offices = data.graph.values(subject, f"{ICM}statusAsPrinted")
        if not (
            excerpt.prints(name)
            or any(excerpt.prints(office + name) or excerpt.prints(name + office) for office in offices)
        ):
            return f"the lines do not print {name}"
        return self._linked(subject, who, name, row)

    def _beside(self, subject: str, rows: Sequence[Range], headings: Sequence[Range]) -> str:
        """What goes with the name stands in one of the rows, which may be several, or in the group of one."""
        data = self._data
        for status in data.graph.values(subject, f"{ICM}statusAsPrinted"):
            if not any(one.holds(status) for one in data.read([*rows, *headings])):
                return f"the lines do not print {status}"
        for what in ("placeAsPrinted", "regionAsPrinted"):
            place = data.graph.value(subject, f"{ICM}{what}")
            around = [*data.read(rows), *(data.source.above(first) for first, _ in rows)]
            if place and not any(one.prints(place) or one.prints_before_link(place) for one in around):
                return f"the lines do not print the place {place}"
        return ""

    def _printed_name(self, subject: str, who: str, row: Range) -> str:
        """The name that this row should print: a further row may print another name of the same participant."""
        name = self._data.graph.value(subject, f"{ICM}nameAsPrinted")
        excerpt = self._data.source.read(row)
        if excerpt.prints(name):
            return name
        others = [
            other
            for other, places in self._data.printed_for(who)
            if any(row[0] <= first and last <= row[1] for first, last in places)
        ]
        return next((other for other in others if excerpt.prints(other)), name)

    def _linked(self, subject: str, who: str, name: str, row: Range) -> str:
        """The name leads to whom the fact is about."""
        excerpt = self._data.source.read(row)
        own = self._data.source.read(self._data.source.last_row(row))
        title, label, exact = self._data.title_of(who), folded(name), spaced(name)
        # The label may hold more than the name: an office behind it, the dot of a list before it.
        if self._links(excerpt, label, title):
            return ""
        if label in excerpt.called:  # a template links it, by what is not in the source
            return ""
        if here := _sure_titles(own, exact):
            return f"the lines link {name} to {', '.join(sorted(here))}"
        if title and not self._links(self._all, label, title):
            return f"{name} is not linked to {title}"
        others = [link.target for link in self._all.links if link.exact == exact and link.target.title]
        elsewhere = {target.title for target in others}
        is_sure = any(target.is_sure for target in others)
        if not title and len(elsewhere) == 1 and is_sure and not self._is_another(subject, elsewhere):
            return f"{name} is linked elsewhere to {', '.join(sorted(elsewhere))}"
        return ""

    def _links(self, excerpt: Excerpt, label: str, title: str) -> bool:
        """Whether a link whose label holds this text, or ends it (Sir [[William Webb]]), leads to the page of this title.

        A country that its flag tells is one thing, whichever of its names is linked beside it.
        """
        country = code_named(title, self._data.wiki)
        return any(
            (target.title == title or (country and code_named(target.title, self._data.wiki) == country))
            and (label in shown or label.endswith(f" {shown}"))
            for shown, _, target in excerpt.links
        )

    def _is_another(self, subject: str, titles: set[str]) -> bool:
        """True when the page lists the linked one of that name too: it cannot be this one, but in another role or list."""
        role = self._data.graph.value(subject, f"{ORG}role")
        return bool(role) and any(self._roles_of[title] for title in titles)

    @cached_property
    def _roles_of(self) -> defaultdict[str, set[str]]:
        """As what each member with a page is listed."""
        graph = self._data.graph
        found: defaultdict[str, set[str]] = defaultdict(set)
        for membership in self._data.ranges:
            if role := graph.value(membership, f"{ORG}role"):
                found[self._data.title_of(graph.value(membership, f"{ORG}member"))].add(role)
        return found

    # ---- the heading

    def _over(
        self, rows: Sequence[Range], headings: Sequence[Range], about: str, reason: str
    ) -> Iterator[Finding]:
        """Each heading, and what is wrong with all of them; that with the first row where there is none."""
        for heading in headings:
            yield heading, self._stands_over(heading, rows, about) or reason
        if reason and not headings:
            yield rows[0] if rows else NOWHERE, reason

    def _stands_over(self, heading: Range, rows: Sequence[Range], about: str) -> str:
        """A heading holds a row; a caption, a header cell or an introducing line stands in a row's section.

        Of what the page itself is about the lead may say it, and of another page's body any line that links to it.
        """
        source = self._data.source
        for first, _ in rows:
            begin, end = source.section_of(first)
            holds = any(heading[0] <= one < heading[1] for one in source.headings_over(first))
            if holds or (begin <= heading[0] and heading[1] <= end):
                return ""
        if about == self._data.own and heading in self._data.ranges[about]:
            return ""
        title = self._data.title_of(about)
        if about != self._data.own and title and title in source.read(heading).titles:
            return ""
        return "the row does not stand under these lines"

    def _says_of_meeting(self, meeting: str, rows: Sequence[Range], headings: Sequence[Range]) -> bool:
        """Whether the lines that are cited name the meeting.

        The meeting that the page is about need not be named by the heading over its participants, but that heading must
        not be another meeting's.
        """
        data = self._data
        cited = [*headings, *rows]
        own_lines = data.ranges.get(meeting, [])
        if meeting == data.own:
            return all(one in own_lines or one not in self._meetings_at for one in headings)
        title, labels = data.title_of(meeting), data.labels_of_meeting(meeting)
        for excerpt, lines in zip(data.read(cited), cited, strict=True):
            text = f"{excerpt.text} {' '.join(excerpt.titles)}"
            is_own = any(lines[0] <= first and last <= lines[1] for first, last in own_lines)
            by_year = data.gives_year(meeting, text) and (data.ordinal_of(meeting) is None or is_own)
            if by_year or data.gives_number(meeting, text):
                return True
            if (title and title in excerpt.titles) or any(excerpt.holds(label) for label in labels):
                return True
        return False

    @cached_property
    def _meetings_at(self) -> set[Range]:
        """The lines that state meetings."""
        meetings = [one for one in self._data.ranges if self._data.graph.is_a(one, f"{ICM}Meeting")]
        return {lines for one in meetings for lines in self._data.ranges[one]}

    def _says_of_body(self, body: str, rows: Sequence[Range], headings: Sequence[Range]) -> bool:
        """Whether the lines that are cited name the body, where it is not what the page is about."""
        if body == self._data.own:
            return True
        title, names = self._data.title_of(body), self._data.names_of(body)
        return any(
            (title and title in one.titles)
            or any(one.prints(name) or one.begins_with(name) for name in names)
            for one in self._data.read([*headings, *rows])
        )


def _sure_titles(excerpt: Excerpt, exact: str) -> set[str]:
    """The pages that links of exactly this label lead to for sure."""
    return {link.target.title for link in excerpt.links if link.exact == exact and link.target.is_sure}
