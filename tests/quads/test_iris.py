"""IRIs are of one form, strict, bounded, and different for different things."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from icmlpo_rdf.facts import LocalThing, Meeting, Participation, WikiThing
from icmlpo_rdf.page import normalise
from icmlpo_rdf.quads.iris import MAX_IRI_BYTES, Iris, encode_title, wikipedia_page
from icmlpo_rdf.spans import LineIndex, Lines, Span

BASE = "https://w3id.org/icmlpo-rdf/"
PAGE = WikiThing("zh", "页")
LINES = LineIndex.of("行\n" * 50)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def meeting(label: str = "第十次会议", ordinal: int | None = 10, year: int | None = 2011) -> Meeting:
    """A meeting with what its IRI is made of."""
    return Meeting(label, ordinal, year, Span(0, 0))


def participation(of: WikiThing | LocalThing, at: Meeting) -> Participation:
    """A participation with what its IRI is made of."""
    return Participation(at, of, "名", None, (Span(0, 0),), ())


def test_forms_of_the_design() -> None:
    """Each form of ontology/README.md."""
    iris = Iris(BASE, WikiThing("zh", "马列主义政党和组织国际会议"), LINES)
    page = f"{BASE}zh/马列主义政党和组织国际会议"
    assert iris.thing(WikiThing("zh", "德国马列主义党")).value == f"{BASE}zh/德国马列主义党"
    assert iris.thing(WikiThing("zh", "土耳其共产党/马列")).value == f"{BASE}zh/土耳其共产党/马列"
    assert iris.thing(WikiThing("zh", "毛派组织", is_category=True)).value == f"{BASE}zh/Category:毛派组织"
    assert iris.thing(LocalThing("雷文多")).value == f"{page}#雷文多"
    assert iris.meeting(meeting()).value == f"{page}#meeting-10"
    assert iris.meeting(meeting(ordinal=None)).value == f"{page}#meeting-2011"
    assert iris.meeting(meeting("成立会议", None, None)).value == f"{page}#meeting-成立会议"
    assert (
        iris.participation(participation(WikiThing("zh", "甲"), meeting())).value == f"{page}#meeting-10/甲"
    )
    assert iris.source.value == f"{BASE}source/zh/马列主义政党和组织国际会议"
    # RFC 5147: positions between lines, so lines 41-43 are 40,43.
    assert iris.place(LINES.span(Lines(41, 43))).value == f"{iris.source.value}#line=40,43"


def test_meetings_of_one_year_are_told_apart() -> None:
    """Two meetings of a page with the same number or year get their headings into their IRIs."""
    spring, autumn = meeting("2009年春季会议", None, 2009), meeting("2009年秋季会议", None, 2009)
    iris = Iris(BASE, PAGE, LINES, (spring, autumn))
    assert iris.meeting(spring).value.endswith("#meeting-2009-2009年春季会议")
    assert iris.meeting(autumn).value.endswith("#meeting-2009-2009年秋季会议")


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("德国", "https://zh.wikipedia.org/wiki/%E5%BE%B7%E5%9B%BD"),
        ("AT&T", "https://zh.wikipedia.org/wiki/AT%26T"),
        ("C++", "https://zh.wikipedia.org/wiki/C%2B%2B"),
        ("Don't_(a)", "https://zh.wikipedia.org/wiki/Don%27t_(a)"),
        ("A/B:C,D;E@F$G!H*I~J", "https://zh.wikipedia.org/wiki/A/B:C,D;E@F$G!H*I~J"),
        ('1%_"x"?=', "https://zh.wikipedia.org/wiki/1%25_%22x%22%3F%3D"),
    ],
)
def test_wikipedia_pages_are_spelt_as_wikidata_spells_them(title: str, page: str) -> None:
    """Else a federated join over `schema:about` finds nothing."""
    assert wikipedia_page(WikiThing("zh", title)).value == page


@given(names)
def test_encoding_is_reversible_and_strict(text: str) -> None:
    """Any text fits into an IRI that a strict parser takes, and can be read back from it."""
    encoded = encode_title(text)
    assert unquote(encoded) == text
    NamedNode(f"{BASE}zh/{encoded}")
    assert not set(encoded) & set(' <>"{}|\\^`?#[]')


@given(names, names)
def test_different_things_have_different_iris(one: str, other: str) -> None:
    """Linked or not, spelt alike or not: no two things share an IRI, nor do their names and participations."""
    iris = Iris(BASE, PAGE, LINES)
    things: set[WikiThing | LocalThing] = {LocalThing(one), LocalThing(other)}
    titles = {title for text in (one, other) if (title := normalise(text))}
    things |= {WikiThing("zh", title) for title in titles}
    found = [iris.thing(thing).value for thing in things]
    found += [iris.participation(participation(thing, meeting())).value for thing in things]
    found += [iris.name(thing, text).value for thing in things for text in {one, other}]
    found += [iris.meeting(meeting()).value, iris.place(Span(0, 1)).value]
    assert len(found) == len(set(found))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=300, max_size=2000), names)
def test_iris_are_bounded(long: str, other: str) -> None:
    """Virtuoso cuts IRIs at 1,880 bytes; ours stay below and still differ."""
    assume(long != other)
    iris = Iris(BASE, PAGE, LINES)
    one, two = iris.thing(LocalThing(long)), iris.thing(LocalThing(long + other))
    assert one != two
    for iri in (one, two):
        assert len(iri.value.encode()) <= MAX_IRI_BYTES


@given(names)
def test_names_of_reserved_form_do_not_collide(text: str) -> None:
    """An organization called `meeting-10` is not the tenth meeting."""
    iris = Iris(BASE, PAGE, LINES)
    assert iris.thing(LocalThing("meeting-10")) != iris.meeting(meeting())
    assert iris.thing(LocalThing(f"name-{text}=x")) != iris.name(WikiThing("zh", text), "x")
    assert iris.thing(LocalThing(f"meeting-10/{text}")) != iris.participation(
        participation(WikiThing("zh", text), meeting())
    )
