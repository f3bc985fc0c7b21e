"""Facts as quads, in the order in which people read them: series, meetings, organizations, participations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.facts import Facts, Meeting, Name, Participation, Subject, Thing, WikiThing
from icmlpo_rdf.options import IriOptions, SourceOptions
from icmlpo_rdf.quads.iris import Iris, wikipedia_page
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Owl, Prov, Rdf, Rdfs, Schema, Skos, Skosxl, Xsd
from icmlpo_rdf.report import Lines
from icmlpo_rdf.source import RawPage

__all__ = ["emit_quads"]

Term = NamedNode | Literal


def emit_quads(facts: Facts, raw: RawPage, iri_options: IriOptions, source: SourceOptions) -> Iterator[Quad]:
    """Yield the page's facts as quads of one named graph, the source file's IRI. No quad comes twice.

    Args:
        facts: what the page says.
        raw: the file it was read from, for its name and SHA-256.
        iri_options: the base of data IRIs.
        source: dump, revision and licence, as the user knows them.
    """
    emitter = _Emitter(facts, Iris(iri_options.base, facts.subject.thing, facts.meetings))
    graph = emitter.iris.source
    seen: set[tuple[NamedNode, NamedNode, Term]] = set()
    for statement in emitter.statements(raw, source):
        if statement not in seen:
            seen.add(statement)
            yield Quad(*statement, graph)


Statement = tuple[NamedNode, NamedNode, Term]


class _Emitter:
    """Turns one page's facts into statements."""

    def __init__(self, facts: Facts, iris: Iris) -> None:
        self.facts = facts
        self.iris = iris
        self._by_meeting: defaultdict[Meeting, list[Participation]] = defaultdict(list)
        self._by_organization: defaultdict[Thing, list[Participation]] = defaultdict(list)
        for participation in facts.participations:
            self._by_meeting[participation.meeting].append(participation)
            self._by_organization[participation.organization].append(participation)

    def statements(self, raw: RawPage, source: SourceOptions) -> Iterator[Statement]:
        yield from self._subject()
        yield from self._meetings()
        yield from self._organizations()
        yield from self._participations()
        yield from self._places()
        yield from self._links()
        yield from self._printed_names()
        yield from self._wikipedia_pages()
        yield from self._source(raw, source)

    def _text(self, text: str, language: str | None = None) -> Literal:
        return Literal(text, language=language or self.facts.language)

    def _lines(self, subject: NamedNode, *lines: Lines) -> Iterator[Statement]:
        for one in lines:
            yield subject, Prov.was_derived_from, self.iris.lines(one)

    def _subject(self) -> Iterator[Statement]:
        subject = self.facts.subject
        thing = self.iris.thing(subject.thing)
        if subject.is_series:
            yield thing, Rdf.type, Icm.MEETING_SERIES
        yield from self._names(subject.thing, subject.label, subject.names)
        for other in subject.different_from:
            yield thing, Owl.different_from, self.iris.thing(other)
        for other in subject.see_also:
            yield thing, Rdfs.see_also, self.iris.thing(other)
        for category in subject.categories:
            yield thing, Dcterms.subject, self.iris.thing(category)
        yield thing, Foaf.is_primary_topic_of, wikipedia_page(subject.thing)
        for link in self.facts.links:
            yield thing, Icm.wikilink, self.iris.thing(link.thing)
        yield from self._lines(thing, subject.lines)

    def _names(self, thing: Thing, label: str, names: tuple[Name, ...]) -> Iterator[Statement]:
        """The label, the other printed names, and each printed name as a thing with its evidence."""
        iri = self.iris.thing(thing)
        yield iri, Rdfs.label, self._text(label)
        for name in names:
            if name.text != label:
                yield iri, Skos.alt_label, self._text(name.text)
        for name in names:
            kind = Skosxl.pref_label if name.text == label else Skosxl.alt_label
            yield iri, kind, self.iris.name(thing, name.text)

    def _meetings(self) -> Iterator[Statement]:
        for meeting in self.facts.meetings:
            iri = self.iris.meeting(meeting)
            yield iri, Rdf.type, Icm.MEETING
            yield iri, Rdfs.label, self._text(meeting.label)
            if self.facts.language != "en":
                yield iri, Rdfs.label, self._text(english_label(meeting, self.facts.subject), "en")
            if self.facts.subject.is_series:
                yield iri, Icm.series, self.iris.thing(self.facts.subject.thing)
            if meeting.ordinal is not None:
                yield iri, Icm.ordinal, Literal(meeting.ordinal)
            if meeting.year is not None:
                yield iri, Icm.year, Literal(f"{meeting.year:04}", datatype=Xsd.g_year)
            for participation in self._by_meeting[meeting]:
                yield iri, Icm.attended_by, self.iris.thing(participation.organization)
            for participation in self._by_meeting[meeting]:
                yield iri, Icm.has_participation, self.iris.participation(participation)
            yield from self._lines(iri, meeting.lines)

    def _organizations(self) -> Iterator[Statement]:
        for organization in self.facts.organizations:
            iri = self.iris.thing(organization.thing)
            yield iri, Rdf.type, Icm.ORGANIZATION
            if isinstance(organization.thing, WikiThing):
                yield iri, Rdf.type, Icm.WIKILINK_TARGET
            yield from self._names(organization.thing, organization.label, organization.names)
            for participation in self._by_organization[organization.thing]:
                yield iri, Icm.attended, self.iris.meeting(participation.meeting)
            for country in organization.countries:
                yield iri, Icm.country, self.iris.thing(country)
            yield from self._lines(iri, *organization.lines)

    def _participations(self) -> Iterator[Statement]:
        for participation in self.facts.participations:
            iri = self.iris.participation(participation)
            yield iri, Rdf.type, Icm.PARTICIPATION
            yield iri, Icm.meeting, self.iris.meeting(participation.meeting)
            yield iri, Icm.organization, self.iris.thing(participation.organization)
            yield iri, Icm.name_as_printed, self._text(participation.name_as_printed)
            if participation.place_as_printed is not None:
                yield iri, Icm.place_as_printed, self._text(participation.place_as_printed)
            yield from self._lines(iri, *participation.lines)

    def _places(self) -> Iterator[Statement]:
        for place in self.facts.places:
            iri = self.iris.thing(place.thing)
            yield iri, Rdf.type, Icm.PLACE
            yield from self._names(place.thing, place.label, place.names)
            yield from self._lines(iri, place.lines)

    def _links(self) -> Iterator[Statement]:
        # Organizations and places have the rows that name them as evidence already.
        evidenced: set[Thing] = {one.thing for one in self.facts.organizations}
        evidenced |= {one.thing for one in self.facts.places}
        for link in self.facts.links:
            iri = self.iris.thing(link.thing)
            yield iri, Rdf.type, Icm.WIKILINK_TARGET
            if link.thing.is_category:
                yield iri, Rdf.type, Skos.CONCEPT
            yield iri, Rdfs.label, self._text(link.label)
            if link.in_dump is not None:
                yield iri, Icm.in_dump, Literal(link.in_dump)
            yield iri, Foaf.is_primary_topic_of, wikipedia_page(link.thing)
            if link.thing not in evidenced:
                yield from self._lines(iri, link.lines)

    def _printed_names(self) -> Iterator[Statement]:
        facts = self.facts
        named: list[tuple[Thing, tuple[Name, ...]]] = [(facts.subject.thing, facts.subject.names)]
        named += [(one.thing, one.names) for one in facts.organizations]
        named += [(one.thing, one.names) for one in facts.places]
        for thing, names in named:
            for name in names:
                iri = self.iris.name(thing, name.text)
                yield iri, Rdf.type, Skosxl.LABEL
                yield iri, Skosxl.literal_form, self._text(name.text)
                yield from self._lines(iri, *name.lines)

    def _wikipedia_pages(self) -> Iterator[Statement]:
        for thing in (self.facts.subject.thing, *(link.thing for link in self.facts.links)):
            yield wikipedia_page(thing), Schema.about, self.iris.thing(thing)

    def _source(self, raw: RawPage, source: SourceOptions) -> Iterator[Statement]:
        iri = self.iris.source
        page = wikipedia_page(self.facts.subject.thing)
        yield iri, Rdf.type, Icm.PAGE
        yield iri, Schema.name, Literal(raw.name)
        yield iri, Schema.sha256, Literal(raw.sha256)
        yield iri, Schema.in_language, Literal(self.facts.language)
        if source.dump is not None:
            yield iri, Dcterms.is_part_of, NamedNode(source.dump)
        if source.revision is not None:
            yield iri, Schema.version, Literal(source.revision)
        yield iri, Dcterms.license, NamedNode(source.license)
        yield iri, Dcterms.rights, self._text(_rights(page, source.license), "en")
        yield iri, Dcterms.source, page
        yield iri, Foaf.primary_topic, self.iris.thing(self.facts.subject.thing)


def _rights(page: NamedNode, license_iri: str) -> str:
    """Attribution as CC BY-SA asks for it: who, where, under what, and that it was changed."""
    return (
        f"Text by the contributors of Wikipedia, {page.value}, under {license_iri}; "
        "turned into linked data by icmlpo-rdf, under the same licence."
    )


def english_label(meeting: Meeting, subject: Subject) -> str:
    """Return an English label: `10th ICMLPO meeting (2011)`.

    The abbreviation is the series' only name in Latin letters, if the page prints one.
    """
    latin = [name.text for name in subject.names if name.text.isascii()] if subject.is_series else []
    words = [
        *([_english_ordinal(meeting.ordinal)] if meeting.ordinal is not None else []),
        *latin[:1],
        "meeting",
        *([f"({meeting.year})"] if meeting.year is not None else []),
    ]
    return " ".join(words)


def _english_ordinal(number: int) -> str:
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
