"""What the data say of one page, beside the page itself.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from icmlpo_rdf.verify.excerpt import Excerpt
from icmlpo_rdf.verify.link_targets import link_target
from icmlpo_rdf.verify.page_form import Site, written_in
from icmlpo_rdf.verify.page_text import PageText, Range
from icmlpo_rdf.verify.triples import Told
from icmlpo_rdf.verify.written_numbers import gives_number, gives_year

__all__ = ["ICM", "ORG", "SCHEMA", "SKOSXL", "PageData"]

ICM = "https://w3id.org/icmlpo-rdf/ontology#"
ORG = "http://www.w3.org/ns/org#"
SCHEMA = "http://schema.org/"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TOPIC_OF = "http://xmlns.com/foaf/0.1/isPrimaryTopicOf"


class PageData:
    """The data about one page."""

    def __init__(self, graph: Told, page: str, text: str, redirects: Mapping[str, str]) -> None:
        """`page` is the IRI of the source file, `text` what it holds, `redirects` those of its dump."""
        form = written_in(text, graph.value(page, f"{SCHEMA}name"))
        self.graph = graph
        self.page = page
        self.own = page.replace("/source/", "/", 1)
        """What the page is about."""
        # The wiki's code is a part of the address of its page; the language tag is another one at times.
        address = graph.value(page, "http://purl.org/dc/terms/source")
        self.wiki = address.removeprefix("https://").partition(".")[0]
        self.source = PageText(text, Site(self.wiki, form, redirects))
        self.ranges: defaultdict[str, list[Range]] = defaultdict(list)
        """For each thing the lines of the page that state it."""
        self.nowhere: list[tuple[str, str]] = []
        """Things with an IRI that should name lines of the page, and names none."""
        for subject, iri in graph.derived_from(page):
            if lines := self.lines_of(iri):
                self.ranges[subject].append(lines)
            else:
                self.nowhere.append((subject, iri))

    def lines_of(self, iri: str) -> Range | None:
        """Return the stretch of the page that an IRI names (RFC 5147), or None when the page has no such place."""
        source, _, fragment = iri.partition("#")
        scheme, _, place = fragment.partition("=")
        begin, _, end = place.partition(",")
        if source != self.page or not (begin.isdecimal() and end.isdecimal()):
            return None
        if scheme == "char":
            return self.source.characters(int(begin), int(end))
        return self.source.lines(int(begin) + 1, int(end)) if scheme == "line" else None

    def read(self, ranges: Iterable[Range]) -> list[Excerpt]:
        """Return lines read."""
        return [self.source.read(lines) for lines in ranges]

    def title_of(self, thing: str) -> str:
        """Return the title of a thing's Wikipedia page, or nothing."""
        page = self.graph.value(thing, _TOPIC_OF)
        return link_target(page, self.wiki).title if page else ""

    def labels_of(self, thing: str) -> list[str]:
        """Return a thing's labels."""
        return self.graph.values(thing, _LABEL)

    def labels_of_meeting(self, meeting: str) -> list[str]:
        """Return a meeting's labels; for the page's own name with the meeting's date behind it the date, which is what is printed."""
        own = tuple(self.labels_of(self.own))
        dates = self.graph.values(meeting, f"{ICM}dateAsPrinted")
        return [
            next((one for one in dates if one in label and label.startswith(own)), label)
            for label in self.labels_of(meeting)
        ]

    def printed_for(self, thing: str) -> list[tuple[str, list[Range]]]:
        """Return the names that this page prints for a thing, each with its lines."""
        return [
            (self.graph.value(name, f"{SKOSXL}literalForm"), self.ranges.get(name, []))
            for kind in ("prefLabel", "altLabel")
            for name in self.graph.values(thing, f"{SKOSXL}{kind}")
            if name.startswith(f"{self.own}#")
        ]

    def names_of(self, thing: str) -> list[str]:
        """Return the names that this page prints for a thing, else its labels."""
        return [name for name, _ in self.printed_for(thing)] or self.labels_of(thing)

    def ordinal_of(self, meeting: str) -> int | None:
        """Return a meeting's number, if the data give one."""
        ordinal = self.graph.value(meeting, f"{ICM}ordinal")
        return int(ordinal) if ordinal else None

    def year_of(self, meeting: str) -> int | None:
        """Return a meeting's year, if the data give one."""
        year = self.graph.value(meeting, f"{ICM}year")
        return int(year) if year else None

    def gives_number(self, meeting: str, text: str) -> bool:
        """Return whether a text gives the number of a meeting that has one."""
        ordinal = self.ordinal_of(meeting)
        return ordinal is not None and gives_number(ordinal, text)

    def gives_year(self, meeting: str, text: str) -> bool:
        """Return whether a text gives the year of a meeting that has one."""
        year = self.year_of(meeting)
        return year is not None and gives_year(year, text)
