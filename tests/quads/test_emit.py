"""Facts as quads: English labels, licence and source, the order of the page."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.facts import Meeting, Name, Subject, WikiThing
from icmlpo_rdf.options import ConvertOptions, IriOptions, SourceOptions
from icmlpo_rdf.quads.meeting_labels import english_label, meeting_label
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Rdf, Schema
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.spans import Span
from tests.conftest import SEED

HERE = Span(0, 0)


@pytest.mark.parametrize(
    ("ordinal", "year", "names", "label"),
    [
        (10, 2011, ["甲", "ICMLPO"], "10th ICMLPO meeting (2011)"),
        (1, None, ["甲"], "1st meeting"),
        (2, None, [], "2nd meeting"),
        (3, None, [], "3rd meeting"),
        (11, None, [], "11th meeting"),
        (112, None, [], "112th meeting"),
        (121, None, [], "121st meeting"),
        (None, 1980, [], "meeting (1980)"),
    ],
)
def test_english_label(ordinal: int | None, year: int | None, names: list[str], label: str) -> None:
    """A meeting's English label is made of its number, the series' abbreviation and its year."""
    subject = Subject(
        thing=WikiThing("zh", "甲"),
        label="甲",
        names=tuple(Name(name, (HERE,)) for name in names),
        span=HERE,
        is_series=True,
        is_body=False,
        different_from=(),
        see_also=(),
        categories=(),
    )
    assert english_label(Meeting("甲", ordinal, year, HERE), subject) == label


@pytest.mark.parametrize(
    ("language", "label", "printed", "year", "said"),
    [
        ("zh", "12月9–11日", "12月9–11日", 1994, "甲（1994，12月9–11日）"),
        ("ja", "1942年12月4日", "1942年12月4日", 1942, "甲（1942年12月4日）"),
        ("ko", "1996년 3월", "1996년 3월", 1996, "甲 (1996년 3월)"),
        ("en", "9–11 December", "9–11 December", 1994, "甲 (1994, 9–11 December)"),
        ("en", "May 3", "May 3", None, "甲 (May 3)"),
        ("zh", "第十次会议（2011年）", "2011年5月3日", 2011, "第十次会议（2011年）"),
    ],
)
def test_a_meeting_known_by_its_date_is_called_by_its_series_too(
    language: str, label: str, printed: str, year: int | None, said: str
) -> None:
    """A bare date in a table of many series says nothing; a name that the page prints stays."""
    subject = Subject(WikiThing("zh", "甲"), "甲", (), HERE, True, False, (), (), ())
    meeting = Meeting(label, 1, year, HERE, date_as_printed=printed)
    assert meeting_label(meeting, subject, language) == said


def test_every_quad_stands_in_the_graph_of_its_source(seed_conversion: Conversion) -> None:
    """Replacing a page is replacing its graph; no quad comes twice."""
    graphs = {quad.graph_name for quad in seed_conversion.quads}
    assert graphs == {NamedNode("https://w3id.org/icmlpo-rdf/source/zh/马列主义政党和组织国际会议")}
    assert len(set(seed_conversion.quads)) == len(seed_conversion.quads)


def test_the_order_is_the_readers(seed_conversion: Conversion) -> None:
    """Series, meetings as the page has them, organizations, participations, then the rest."""
    types = [quad for quad in seed_conversion.quads if quad.predicate == Rdf.type]
    first = {
        one: next(i for i, quad in enumerate(types) if quad.object == one)
        for one in (Icm.MEETING_SERIES, Icm.MEETING, Icm.ORGANIZATION, Icm.PARTICIPATION, Icm.PLACE, Icm.PAGE)
    }
    assert list(first.values()) == sorted(first.values())
    meetings = [
        quad.subject.value
        for quad in types
        if quad.object == Icm.MEETING and isinstance(quad.subject, NamedNode)
    ]
    assert [iri.rpartition("-")[2] for iri in meetings] == ["10", "9", "8", "7", "6"]


def test_dump_revision_licence_and_base() -> None:
    """What the user knows of the source is said of the source."""
    options = ConvertOptions(
        iris=IriOptions("http://e.example/"),
        source=SourceOptions("https://d.example/dump", "abc123", "https://l.example/4.0"),
    )
    conversion = convert(read_page_file(str(SEED)), options)
    source = NamedNode("http://e.example/source/zh/马列主义政党和组织国际会议")
    said = {quad.predicate: quad.object for quad in conversion.quads if quad.subject == source}
    assert said[Dcterms.is_part_of] == NamedNode("https://d.example/dump")
    assert said[Schema.version] == Literal("abc123")
    assert said[Dcterms.license] == NamedNode("https://l.example/4.0")
    assert said[Schema.name] == Literal(SEED.name)
    assert "https://w3id.org/icmlpo-rdf/" not in conversion.to_turtle().replace(
        "https://w3id.org/icmlpo-rdf/ontology#", ""
    )
