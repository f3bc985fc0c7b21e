"""Meetings, names, participants, places and links, each looked for in the lines that the data name for it.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, unquote_plus

from icmlpo_rdf.verify.excerpt import Excerpt, folded
from icmlpo_rdf.verify.page_data import ICM, SCHEMA, SKOSXL, PageData
from icmlpo_rdf.verify.page_text import Range

__all__ = ["ThingChecker"]

_DC = "http://purl.org/dc/elements/1.1/"
_TAG = re.compile(r"<[^<>]*>")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MARKS = re.compile(r"\b(?:title|data-mw)=(?:\"([^\"]*+)\"|'([^']*+)')")


def _letters(text: str) -> str:
    """A text without what markup and its spelling bring."""
    return "".join(filter(str.isalnum, unquote(text))).casefold()


class ThingChecker:
    """Checks what one page says of things. Each check returns what is wrong, or nothing."""

    def __init__(self, data: PageData) -> None:
        self._data = data
        self._all = data.source.whole
        self._in_dump = {link.target.title for link in self._all.links if link.target.in_dump}

    def meeting(self, subject: str, lines: Range) -> str:
        """The lines give the meeting's number and year, and its label or the link to its page."""
        data = self._data
        if subject == data.own:
            return self.named(subject, lines)
        excerpt = data.source.read(lines)
        # A year may stand in a cell above, and everything may stand in the title of the meeting's own page.
        text = f"{excerpt.text} {' '.join(excerpt.titles)}"
        # A page may tell of it in several places: in a heading its number, in a table its date.
        places = data.read(data.ranges[subject])
        elsewhere = " | ".join(one.text for one in places)
        ordinal, year = data.ordinal_of(subject), data.year_of(subject)
        numbered = data.gives_number(subject, text)
        if ordinal is not None and not numbered and not data.gives_number(subject, elsewhere):
            return f"the lines do not give the number {ordinal}"
        if wrong := self._year(subject, year, f"{text} | {elsewhere}", lines):
            return wrong
        stands = numbered or data.gives_year(subject, text) or ordinal is None
        return (
            ""
            if self._holds_label(subject, lines, stands=stands)
            else "the lines do not hold the meeting's label"
        )

    def _year(self, meeting: str, year: int | None, own: str, lines: Range) -> str:
        """The meeting's own lines give its year, or those above them where its own give none; its dates are of that year."""
        if year is None:
            return ""
        begin = self._data.graph.value(meeting, f"{SCHEMA}startDate")
        if begin and int(begin[:4]) != year:
            return f"the year is {year}, the date {begin}"
        above = "" if _YEAR.search(own) else self._data.source.above(lines[0]).text
        given = any(self._data.gives_year(meeting, one) for one in (own, above))
        return "" if given else f"the lines do not give the year {year}"

    def reference(self, subject: str, lines: Range) -> str:
        """The footnote gives address, title, publisher, date and when it was accessed; of one without these all words of its text."""
        data = self._data
        source = data.source.cut(lines)
        # What a page marks of a work for machines need not be printed: COinS (`title`), Parsoid's call (`data-mw`).
        marks = (unescape(one[1] or one[2]) for one in _MARKS.finditer(source))
        written = "\n".join((unescape(_TAG.sub("", source)), *map(unquote_plus, marks)))
        address = data.graph.value(subject, f"{SCHEMA}url") or ""
        # An address of HTML stands in a tag, and may lack its scheme there: //en.wikipedia.org/wiki/Ben_Chifley.
        if address and _letters(address.partition(":")[2]) not in _letters(f"{unescape(source)}\n{written}"):
            return f"the footnote does not give the address {address}"
        parts = [data.graph.value(subject, f"{_DC}{part}") or "" for part in ("title", "publisher", "date")]
        if not any(parts) and not address:
            parts = next(iter(data.labels_of(subject)), "").split()
        parts += data.graph.values(subject, f"{ICM}accessedAsPrinted")
        missing = next((part for part in parts if _letters(part) not in _letters(written)), "")
        return f"the footnote does not print {missing}" if missing else ""

    def _holds_label(self, subject: str, lines: Range, *, stands: bool) -> bool:
        """Whether the lines hold the meeting's label or a link to its page.

        Args:
            subject: the meeting.
            lines: the lines.
            stands: they tell which meeting it is, so that the label may stand in other lines about it.
        """
        data = self._data
        excerpt, places = data.source.read(lines), data.read(data.ranges[subject])
        own, labels = data.title_of(subject), data.labels_of_meeting(subject)
        if own in excerpt.titles or any(excerpt.holds(label) for label in labels):
            return True
        # A year alone stands for the one meeting of that year.
        dated = data.gives_year(subject, f"{excerpt.text} {' '.join(excerpt.titles)}")
        if dated and own and any(own in one.titles for one in places):
            return True
        return stands and any(one.holds(label) for one in places for label in labels)

    def name(self, subject: str, lines: Range) -> str:
        """The lines print the name."""
        name = self._data.graph.value(subject, f"{SKOSXL}literalForm")
        return "" if self._data.source.read(lines).holds(name) else f"the lines do not print {name}"

    def named(self, subject: str, lines: Range) -> str:
        """The lines print one of the thing's names, or that of its country or region."""
        graph, excerpt = self._data.graph, self._data.source.read(lines)
        things = [subject, *graph.values(subject, f"{ICM}country"), *graph.values(subject, f"{ICM}region")]
        names = [name for thing in things for name in self._data.names_of(thing)]
        return "" if any(excerpt.holds(name) for name in names) else "the lines print none of its names"

    def target(self, subject: str, lines: Range) -> str:
        """The lines link to the thing's page, and by a link as the data say: into the dump, or not."""
        data = self._data
        title = data.title_of(subject)
        if not title:
            return "it has no Wikipedia page"
        excerpt = data.source.read(lines)
        if subject == data.own:  # of a page that links to itself, or by a redirect
            # Its lines are those that say what it is, and those that link to it.
            is_linked = any(title in one.titles for one in data.read(data.ranges[subject]))
            return "" if is_linked else self.named(subject, lines)
        if title not in excerpt.titles and not self._is_called(subject, excerpt):
            # A row may name a thing that is linked elsewhere only.
            if title not in self._all.titles:
                return f"nothing links to {title}"
            if self.named(subject, lines):
                return f"the lines do not link to {title}"
        if title not in self._all.titles:  # what a template links is in no dump that the source tells of
            return ""
        in_dump = data.graph.value(subject, f"{ICM}inDump")
        of_other_pages = len(data.graph.sources_of(subject)) > 1
        if in_dump and not of_other_pages and (in_dump == "true") != (title in self._in_dump):
            return f"inDump is {in_dump}, but the page's links say otherwise"
        return ""

    def _is_called(self, subject: str, excerpt: Excerpt) -> bool:
        """True where a template is called with a name of the thing: {{ARG}}, {{flag|Monaco}}. What it prints is not in the source."""
        names = [name for name, _ in self._data.printed_for(subject)]
        return any(folded(name) in excerpt.called for name in names) if names else bool(excerpt.called)
