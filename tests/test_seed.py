"""The seed page, to the last fact: what the program says against what a reader of the page wrote down.

`tests/golden/seed/` was written by reading the page, not by running the program.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.notes import Code, Lines
from icmlpo_rdf.quads.vocab import Foaf, Icm, Owl, Prov, Rdf, Rdfs, Skos, Skosxl
from tests.conftest import ROOT, SEED

GOLD = ROOT / "tests" / "golden" / "seed"
THING = "https://w3id.org/icmlpo-rdf/zh/"
PAGE = f"{THING}马列主义政党和组织国际会议"
SOURCE = "https://w3id.org/icmlpo-rdf/source/zh/马列主义政党和组织国际会议"


def gold(name: str) -> list[dict[str, str]]:
    """The rows of a gold file."""
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def said(seed_conversion: Conversion) -> Said:
    """What the program says, by subject and predicate."""
    return Said(seed_conversion.quads)


class Said:
    """A small index of quads."""

    def __init__(self, quads: tuple[Quad, ...]) -> None:
        self.index: dict[tuple[str, NamedNode], list[str]] = {}
        for quad in quads:
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            self.index.setdefault((quad.subject.value, quad.predicate), []).append(quad.object.value)

    def of(self, subject: str, predicate: NamedNode) -> list[str]:
        """All values, in order."""
        return self.index.get((subject, predicate), [])

    def one(self, subject: str, predicate: NamedNode) -> str:
        """The only value."""
        (value,) = self.of(subject, predicate)
        return value

    def all_of(self, kind: NamedNode) -> list[str]:
        """Every subject of a class, in order."""
        return [
            subject
            for (subject, predicate), values in self.index.items()
            if predicate == Rdf.type and kind.value in values
        ]

    def lines(self, subject: str) -> list[Lines]:
        """The lines that state a thing."""
        found = []
        for iri in self.of(subject, Prov.was_derived_from):
            match = re.fullmatch(re.escape(SOURCE) + r"#line=(\d+),(\d+)", iri)
            assert match, iri
            found.append(Lines(int(match[1]) + 1, int(match[2])))
        return found


def organization_iri(key: str, *, linked: bool) -> str:
    """The IRI of an organization of the gold list."""
    return f"{THING}{key}" if linked else f"{PAGE}#{key}"


def test_participations(said: Said) -> None:
    """126 participations: each on its four lines, under its heading and printed name, of its organization, at its place."""
    headings = {row["ordinal"]: int(row["heading_line"]) for row in gold("meetings.tsv")}
    expected = {
        (
            row["ordinal"],
            Lines(headings[row["ordinal"]], headings[row["ordinal"]]),
            Lines(int(row["first_line"]), int(row["last_line"])),
            row["name"],
            organization_iri(row["title"] or row["name"], linked=bool(row["title"])),
            row["place"],
        )
        for row in gold("participations.tsv")
    }
    found = {
        (
            said.one(said.one(iri, Icm.meeting), Icm.ordinal),
            *said.lines(iri),
            said.one(iri, Icm.name_as_printed),
            said.one(iri, Icm.organization),
            "".join(said.of(iri, Icm.place_as_printed)),
        )
        for iri in said.all_of(Icm.PARTICIPATION)
    }
    assert found == expected
    assert len(found) == 126
    assert Counter(row[0] for row in found) == {"10": 24, "9": 25, "8": 29, "7": 27, "6": 21}
    assert all(
        said.of(iri, Icm.stated_at) == said.of(iri, Prov.was_derived_from)[1:]
        for iri in said.all_of(Icm.PARTICIPATION)
    )
    assert all(
        lines.last - lines.first == 3
        for iri in said.all_of(Icm.PARTICIPATION)
        for lines in said.lines(iri)[1:]
    )


def test_attended_by_is_what_the_participations_say(said: Said) -> None:
    """`icm:attendedBy` and its inverse, exactly where there is a participation."""
    stated = {
        (said.one(iri, Icm.meeting), said.one(iri, Icm.organization))
        for iri in said.all_of(Icm.PARTICIPATION)
    }
    assert {(m, o) for m in said.all_of(Icm.MEETING) for o in said.of(m, Icm.attended_by)} == stated
    assert {(m, o) for o in said.all_of(Icm.ORGANIZATION) for m in said.of(o, Icm.attended)} == stated
    assert {p for m in said.all_of(Icm.MEETING) for p in said.of(m, Icm.has_participation)} == set(
        said.all_of(Icm.PARTICIPATION)
    )


def test_meetings(said: Said) -> None:
    """Five meetings, newest first as printed, labelled in Chinese and English."""
    meetings = said.all_of(Icm.MEETING)
    expected = gold("meetings.tsv")
    assert [said.one(iri, Icm.ordinal) for iri in meetings] == [row["ordinal"] for row in expected]
    assert [said.one(iri, Icm.year) for iri in meetings] == [row["year"] for row in expected]
    assert [iri.removeprefix(PAGE) for iri in meetings] == [f"#meeting-{row['ordinal']}" for row in expected]
    for iri, row in zip(meetings, expected, strict=True):
        line = int(row["heading_line"])
        assert said.lines(iri) == [Lines(line, line)]
        assert said.of(iri, Rdfs.label) == [
            row["heading"].removesuffix("参加者"),
            f"{row['ordinal']}th ICMLPO meeting ({row['year']})",
        ]
        assert said.one(iri, Icm.series) == PAGE
        assert len(said.of(iri, Icm.attended_by)) == int(row["participations"])


def test_organizations(said: Said) -> None:
    """37 organizations, 26 linked and 11 known by name only, with every name printed for them."""
    expected = gold("organizations.tsv")
    iris = {organization_iri(row["key"], linked=row["linked"] == "yes"): row for row in expected}
    assert set(said.all_of(Icm.ORGANIZATION)) == set(iris)
    assert Counter(row["linked"] for row in expected) == {"yes": 26, "no": 11}
    for iri, row in iris.items():
        assert said.one(iri, Rdfs.label) == row["label"]
        assert set(said.of(iri, Skos.alt_label)) == set(filter(None, row["other_names"].split("|")))
        assert said.of(iri, Icm.in_dump) == ([row["in_dump"]] if row["in_dump"] else [])
        assert bool(said.of(iri, Foaf.is_primary_topic_of)) == (row["linked"] == "yes")
        attended = {said.one(meeting, Icm.ordinal) for meeting in said.of(iri, Icm.attended)}
        assert attended == set(row["attended"].split(","))


def test_the_organizations_that_are_easily_mistaken(said: Said) -> None:
    """The cases that the first user named."""
    assert said.of(f"{THING}希腊共产主义组织", Skos.alt_label) == ["A/辛涅奇亚"]
    assert said.of(f"{THING}玻利维亚共产党－马列毛", Skos.alt_label) == ["玻利维亚共产党（马列）"]
    torches = [
        iri for iri in said.all_of(Icm.ORGANIZATION) if said.one(iri, Rdfs.label) == "尼泊尔共产党（火炬）"
    ]
    assert torches == [f"{THING}尼泊尔共产党（火炬）_(2006年)", f"{THING}尼泊尔共产党（火炬）_(1983年)"]
    assert f"{PAGE}#共产党（马列）" in said.all_of(Icm.ORGANIZATION)
    assert len(said.of(f"{PAGE}#共产党（马列）", Icm.attended)) == 4


def test_places(said: Said) -> None:
    """南欧 and 南亚 are places, printed in the country column of the ninth meeting."""
    assert said.all_of(Icm.PLACE) == [f"{THING}南欧", f"{THING}南亚"]
    assert said.one(f"{PAGE}#南欧共产主义组织", Icm.region) == f"{THING}南欧"
    assert not said.of(f"{PAGE}#南欧共产主义组织", Icm.country)
    assert said.one(f"{PAGE}#meeting-9:来自南亚的组织", Icm.place_as_printed) == "南亚"


def test_links(said: Said) -> None:
    """All 35 distinct targets, 32 pages and 3 categories, each page with `icm:inDump`."""
    expected = gold("links.tsv")
    iris = {
        f"{THING}{'Category:' if row['kind'] == 'category' else ''}{row['title']}": row for row in expected
    }
    assert set(said.of(PAGE, Icm.wikilink)) == set(iris) == set(said.all_of(Icm.WIKILINK_TARGET))
    assert Counter(row["kind"] for row in expected) == {"page": 32, "category": 3}
    for iri, row in iris.items():
        assert said.of(iri, Icm.in_dump) == ([row["in_dump"]] if row["kind"] == "page" else [])
        first = int(row["first_line"])
        assert any(lines.first <= first <= lines.last for lines in said.lines(iri))


def test_series(said: Said) -> None:
    """One series, with its names, what it is not, what to see also, and its categories."""
    assert said.all_of(Icm.MEETING_SERIES) == [PAGE]
    assert said.of(PAGE, Rdfs.label) == ["马列主义政党和组织国际会议"]
    assert said.of(PAGE, Skos.alt_label) == [
        "ICMLPO",
        "马列主义政党和组织国际会议 (毛主义)",
        "马列主义政党和组织国际会议 (国际通讯)",
    ]
    assert said.of(PAGE, Owl.different_from) == [f"{PAGE}_(团结和斗争)"]
    assert said.of(PAGE, Rdfs.see_also) == [f"{THING}左翼国际政党组织列表"]


def test_every_printed_name_stands_on_its_lines(said: Said) -> None:
    """A name's evidence holds the name, at most four lines each; a wrapped name's newline stands for a space."""
    source = SEED.read_text(encoding="utf-8").split("\n")
    labels = said.all_of(Skosxl.LABEL)
    assert len(labels) == 4 + 39 + 2  # of the series, the organizations, the places
    for iri in labels:
        assert said.lines(iri)
        for lines in said.lines(iri):
            assert lines.last - lines.first < 4
            assert said.one(iri, Skosxl.literal_form) in " ".join(source[lines.first - 1 : lines.last])


def test_names_are_found_wherever_the_page_prints_them(said: Said) -> None:
    """The places of the names of organizations are the rows of the gold list."""
    expected: dict[tuple[str, str], list[int]] = {}
    for row in gold("participations.tsv"):
        expected.setdefault((row["title"] or row["name"], row["name"]), []).append(int(row["first_line"]) + 2)
    for (key, name), lines in expected.items():
        linked = f"{PAGE}#name-{key}={name}"
        iri = linked if said.of(linked, Rdf.type) else f"{PAGE}#name:{key}={name}"
        assert [one.first for one in said.lines(iri)] == lines


def test_what_gave_no_fact_is_in_the_report(seed_conversion: Conversion) -> None:
    """The empty last row of the sixth meeting, the empty bullet, the empty reference: nothing else."""
    notes = [(note.code, note.lines) for note in seed_conversion.notes]
    assert notes == [
        (Code.ROW_EMPTY, Lines(574, 577)),
        (Code.ITEM_EMPTY, Lines(589, 589)),
        (Code.ITEM_EMPTY, Lines(594, 594)),
    ]


def test_the_gold_list_is_of_this_page() -> None:
    """No gold value that a reader could not have found on the page."""
    text = " ".join(SEED.read_text(encoding="utf-8").split())
    for row in gold("participations.tsv"):
        assert row["name"] in text
        assert not row["place"] or row["place"] in text
