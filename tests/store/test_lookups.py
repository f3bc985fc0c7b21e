"""What is shown of a thing that the data names by nothing one can see."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.quads.vocab import Icm, Rdf, Rdfs
from icmlpo_rdf.reports.drawings import Drawing, drawing_of
from icmlpo_rdf.reports.html_report import html_report
from icmlpo_rdf.reports.series_choice import Choice
from icmlpo_rdf.store.lookups import Lookups, Text, readable

BLANKS = [" ", "\u3000\n\t", "\u200b\u2060", "\u3164", "\u2800 ", "\x07", ""]
BASE = "https://w3id.org/icmlpo-rdf/zh/"


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_label_of_blanks_is_none(blank: str) -> None:
    """The end of the IRI stands for it; where that is blank too, the whole IRI; a label that shows something wins."""
    store = Store()
    named, nameless = NamedNode(f"{BASE}%E5%85%9A_%28x%29"), NamedNode(f"{BASE}%20")
    for one in (named, nameless):
        store.add(Quad(one, Rdfs.label, Literal(blank, language="zh")))
    look = Lookups(store)
    assert look.label(named) == Text("党 (x)")
    assert look.label(nameless) == Text(nameless.value)
    assert look.texts(named, Rdfs.label) == []
    store.add(Quad(named, Rdfs.label, Literal("Party", language="en")))
    assert Lookups(store).label(named) == Text("Party", "en")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://zh.wikipedia.org/wiki/%E5%85%9A_(x)", "https://zh.wikipedia.org/wiki/党_(x)"),
        ("http://e.example/a%2Fb%20c%3Fd?e=%E5%85%9A", "http://e.example/a%2Fb%20c%3Fd?e=党"),
        ("http://e.example/%E2%80%AEgpj", "http://e.example/%E2%80%AEgpj"),
        ("http://e.example/%E3%80%80x", "http://e.example/%E3%80%80x"),
        ("http://e.example/%FF%E5%85%9A", "http://e.example/%FF%E5%85%9A"),
        ("http://e.example/党", "http://e.example/党"),
    ],
)
def test_an_address_is_decoded_where_that_hides_nothing(address: str, shown: str) -> None:
    """Hanzi are; what is no UTF-8, what separates, turns the direction or cannot be seen is not."""
    assert readable(address) == shown


def nameless_store() -> Store:
    """A series, two meetings and two participants whose labels and printed names are blanks."""
    store = Store()
    series = NamedNode(f"{BASE}系列")
    store.add(Quad(series, Rdf.type, Icm.MEETING_SERIES))
    store.add(Quad(series, Rdfs.label, Literal(" ")))
    for number in (1, 2):
        meeting = NamedNode(f"{BASE}系列#meeting-{number}")
        store.add(Quad(meeting, Rdf.type, Icm.MEETING))
        store.add(Quad(meeting, Icm.series, series))
        store.add(Quad(meeting, Rdfs.label, Literal("\u3000", language="zh")))
        for name in ("甲党", "乙党"):
            who, record = NamedNode(BASE + name), NamedNode(f"{meeting.value}/{name}")
            store.add(Quad(who, Rdfs.label, Literal("\u200b", language="zh")))
            store.add(Quad(who, Icm.attended, meeting))
            store.add(Quad(meeting, Icm.attended_by, who))
            store.add(Quad(record, Icm.meeting, meeting))
            store.add(Quad(record, Icm.organization, who))
            store.add(Quad(record, Icm.name_as_printed, Literal(" ", language="zh")))
    return store


def test_a_report_has_no_nameless_row() -> None:
    """Every row's and column's heading and every link shows something; so does the drawing."""
    store = nameless_store()
    tree = BeautifulSoup(html_report(store, Choice()), "html.parser")
    assert tree.select("a")
    assert not [
        one
        for one in tree.select("a:not([aria-label]), h1, h2, h3, tbody th")
        if not one.get_text().strip(" \n\u3000\u200b")
    ]
    assert {"甲党", "乙党"} <= {" ".join(one.get_text().split()) for one in tree.select("tbody th")}
    assert "甲党".encode() in drawing_of(store, Drawing.MATRIX, Choice(), "m.svg")
