"""Web addresses of footnotes and licences as pages print them: an IRI, or nothing; never an exception."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.options import Form
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Schema
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.validation.triple_index import text_of


def page(address: str, license_: str = "") -> RawPage:
    """A page whose one member has a footnote with this address."""
    text = f"'''甲联盟'''是组织。\n\n== 成员 ==\n* [[乙党]]<ref>[{address} 报]</ref>\n* [[丙党]]\n"
    return RawPage(
        "甲联盟.wikitext", text.encode(), "甲联盟.wikitext", form=Form.WIKITEXT, wiki="zh", license=license_
    )


@pytest.mark.parametrize(
    ("printed", "iri"),
    [
        ("http://a.example/b", "http://a.example/b"),
        ("//a.example/b", "https://a.example/b"),
        ("http://a.example/年", "http://a.example/年"),
        ("http://a.example/%zz", "http://a.example/%25zz"),
        ("http://a.example/#a#b", "http://a.example/#a%23b"),
        ("http://a.example/\ufffd\ue0ff\ufdd0", "http://a.example/%EF%BF%BD%EE%83%BF%EF%B7%90"),
        ("http://a.example/\x7f\U000e0001", "http://a.example/%EF%BF%BD%F3%A0%80%81"),
        ("http://a.example:b/", ""),
        ("ftp://a.example/", ""),
    ],
)
def test_addresses_of_footnotes(printed: str, iri: str) -> None:
    """What no IRI may hold is percent-encoded; what is none all the same is not stated, and the footnote is."""
    quads = convert(page(printed)).quads
    assert [text_of(quad.object) for quad in quads if quad.predicate == Schema.url] == ([iri] if iri else [])
    assert any(quad.object == Icm.REFERENCE for quad in quads)


@pytest.mark.parametrize("told", ["http://a.example:b/", "http://a.example/#a#b", "http://a.example/\ue000"])
def test_a_licence_that_is_no_iri(told: str) -> None:
    """A snapshot may tell anything."""
    quads = convert(page("", told)).quads
    (license_,) = (text_of(quad.object) for quad in quads if quad.predicate == Dcterms.license)
    assert license_ in {
        "http://a.example/#a%23b",
        "http://a.example/%EE%80%80",
        "https://creativecommons.org/licenses/by-sa/3.0/",
    }
