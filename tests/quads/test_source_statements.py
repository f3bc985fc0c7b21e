"""What is said of a source file: which edition it holds, where Wikipedia keeps that, under which licence."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.convert import convert
from icmlpo_rdf.facts import WikiThing
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions, SourceOptions
from icmlpo_rdf.quads.iris import permanent_address
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Prov, Schema, Xsd
from icmlpo_rdf.source import RawPage, Revision

SOURCE = NamedNode("https://w3id.org/icmlpo-rdf/source/zh/甲会议")
BY_SA = "https://creativecommons.org/licenses/by-sa"
TEXT = "'''甲会议'''是会议。\n\n== 参加者 ==\n* [[乙党]]\n"
EDITION = Revision(101, 4711, "2024-02-29T12:00:00Z")
SAVED = """<html><head><title>甲会议</title>{canonical}<script>RLCONF={{"wgPageName":"甲会议","wgCurRevisionId":4711,
"wgArticleId":101,"wgDBname":"zhwiki"}};</script></head><body><p><b>甲会议</b>是会议。</p></body></html>"""


def said(raw: RawPage, options: ConvertOptions | None = None) -> dict[NamedNode, object]:
    """What is said of the page's source file."""
    quads = convert(raw, options or ConvertOptions(PageOptions("zh", "甲会议"))).quads
    return {quad.predicate: quad.object for quad in quads if quad.subject == SOURCE}


def wikitext(revision: Revision, licence: str = "") -> RawPage:
    """A page whose holder tells its revision and licence."""
    return RawPage("a.wikitext", TEXT.encode(), "a", form=Form.WIKITEXT, revision=revision, license=licence)


def test_the_edition_and_its_permanent_address() -> None:
    """As the form tells it."""
    found = said(wikitext(EDITION))
    assert found[Icm.page_id] == Literal(101)
    assert found[Icm.revision_id] == Literal(4711)
    assert found[Schema.date_modified] == Literal("2024-02-29T12:00:00Z", datatype=Xsd.date_time)
    assert found[Prov.specialization_of] == NamedNode(
        "https://zh.wikipedia.org/w/index.php?title=%E7%94%B2%E4%BC%9A%E8%AE%AE&oldid=4711"
    )


def test_what_is_not_told_is_not_said() -> None:
    """Nor what cannot be a time."""
    terms = {Icm.page_id, Icm.revision_id, Schema.date_modified, Prov.specialization_of}
    assert not terms & said(wikitext(Revision())).keys()
    assert not terms & said(wikitext(Revision(timestamp="yesterday"))).keys()


def test_another_sites_numbers_are_not_wikipedias() -> None:
    """A mirror has pages and revisions of its own; only the time is the text's."""
    mirrored = Revision(101, 4711, "2024-02-29T12:00:00Z", is_wikipedias=False)
    found = said(wikitext(mirrored))
    assert not {Icm.page_id, Icm.revision_id, Prov.specialization_of} & found.keys()
    assert Schema.date_modified in found


@pytest.mark.parametrize(
    ("canonical", "revision"),
    [
        ('<link rel="canonical" href="https://zh.wikipedia.org/wiki/%E7%94%B2%E4%BC%9A%E8%AE%AE">', 4711),
        ('<link rel="canonical" href="https://wiki.example/wiki/%E7%94%B2%E4%BC%9A%E8%AE%AE">', None),
        ('<link rel="canonical" href="https://ja.wikipedia.org/wiki/%E7%94%B2%E4%BC%9A%E8%AE%AE">', None),
    ],
)
def test_a_saved_page_tells_its_revision(canonical: str, revision: int | None) -> None:
    """Where it is saved from the Wikipedia that it is said to be of."""
    page = SAVED.format(canonical=canonical)
    found = said(RawPage("a.html", page.encode(), "a", form=Form.HTML))
    assert found.get(Icm.revision_id) == (Literal(revision) if revision else None)
    assert (Prov.specialization_of in found) is (revision is not None)


@pytest.mark.parametrize(
    ("when", "licence"),
    [
        ("2023-06-06T23:59:59Z", "3.0"),
        ("2023-06-07T00:00:00Z", "4.0"),
        ("2026-01-01T00:00:00Z", "4.0"),
        ("2009-06-15T00:00:00Z", "3.0"),
        ("", "3.0"),
    ],
)
def test_the_licence_is_by_the_date(when: str, licence: str) -> None:
    """Wikipedia's text moved to CC BY-SA 4.0 on 7 June 2023; the attribution names the same licence."""
    found = said(wikitext(Revision(1, 2, when)))
    assert found[Dcterms.license] == NamedNode(f"{BY_SA}/{licence}/")
    assert f"under {BY_SA}/{licence}/;" in str(found[Dcterms.rights])


@pytest.mark.parametrize(
    ("told", "licence"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", f"{BY_SA}/4.0/"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.zh", f"{BY_SA}/4.0/"),
        ("//creativecommons.org/licenses/by-sa/4.0/", f"{BY_SA}/4.0/"),
        ("https://l.example/x", "https://l.example/x"),
        ("no address", f"{BY_SA}/3.0/"),
    ],
)
def test_the_licence_that_the_form_tells(told: str, licence: str) -> None:
    """It counts before the date; a licence's page in a language is the licence."""
    assert said(wikitext(Revision(), told))[Dcterms.license] == NamedNode(licence)


def test_the_users_licence_counts_before_all() -> None:
    """Whatever the form and the date say."""
    options = ConvertOptions(PageOptions("zh", "甲会议"), source=SourceOptions(license="https://l.example/1"))
    found = said(wikitext(EDITION, f"{BY_SA}/4.0/"), options)
    assert found[Dcterms.license] == NamedNode("https://l.example/1")


def test_titles_in_permanent_addresses() -> None:
    """What would part the address's parameters is encoded."""
    assert permanent_address(WikiThing("zh", "甲&乙;丙=丁"), 7).value.endswith(
        "?title=%E7%94%B2%26%E4%B9%99%3B%E4%B8%99%3D%E4%B8%81&oldid=7"
    )
