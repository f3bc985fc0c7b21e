"""All that a page states is the same in each form, its places aside. What differs is what templates print, and is listed here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import cache
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from icmlpo_rdf.convert import convert
from icmlpo_rdf.language.countries import country_of
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Prov, Rdfs, Schema
from icmlpo_rdf.source import RawPage
from tests.page.pages_in_forms import TITLES, html_of, red_templates, wikitext_of, without

_Statement = tuple[str, str, str]

LINKED_BY_TEMPLATES = {"<英语>"}
"""What `{{lang-en|…}}` links. It is left out: the wikitext of a page does not have what its wiki's templates add of their own."""
TEMPLATE_OF_LESS = {("共产党和工人党倡议", "skin"), ("共产党和工人党倡议", "render")}
"""Where `{{cite web}}` of the wiki that made the HTML left no mark of what it cites: sources are compared by their addresses."""
# Countries are compared by what they are. The flags of that wiki link and print names of its own: {{IDN}} is 印尼 there.
_IRI = re.compile(r"https://(?:w3id\.org/icmlpo-rdf/zh|zh\.wikipedia\.org/wiki)/([^#>]+)")
_LITERAL = re.compile(r'"(.+)"@zh')

_PLACED = {str(Prov.was_derived_from), str(Icm.stated_at)}
_PLACE = re.compile(r"#(?:line|char)=|/source/")
_NAME = re.compile(r"#name-|/skos/|skos-xl#")
_CITED = re.compile(r"#reference-[0-9a-f]{16}")


def _title(written: str) -> str:
    title = unicodedata.normalize("NFC", unquote(written))
    country = country_of(title.replace("_", " "), "zh")
    return country.title if country else title


def _shown(term: object) -> str:
    text = _LITERAL.sub(lambda match: f'"{_title(match[1])}"@zh', str(term))
    return _IRI.sub(lambda match: _title(match[1]), text)


@cache
def _stated(text: str, form: Form, title: str) -> frozenset[_Statement]:
    """What a page states, without places, and without the names of countries."""
    options = ConvertOptions(page=PageOptions(title=title, language="zh"))
    quads = convert(RawPage("page", text.encode(), "page", form=form), options).quads
    stated = {(_shown(one.subject), str(one.predicate), _shown(one.object)) for one in quads}
    return frozenset(one for one in stated if one[1] not in _PLACED and not _names_country(one))


def _names_country(statement: _Statement) -> bool:
    """True for what tells how a country is called, and for what is a place of the source."""
    if any(map(_PLACE.search, statement)):
        return True
    subject, predicate, _ = statement
    of = subject.partition("#name-")[2].partition("=")[0] or subject.strip("<>")
    is_name = predicate == str(Rdfs.label) or any(map(_NAME.search, statement))
    return is_name and country_of(of, "zh") is not None


def _objects(stated: AbstractSet[_Statement], predicate: object) -> set[str]:
    return {value for _, one, value in stated if one == str(predicate)}


def _by_address(stated: AbstractSet[_Statement]) -> set[_Statement]:
    """Sources as their addresses, and nothing else of them."""
    addresses = {subject: value for subject, predicate, value in stated if predicate == str(Schema.url)}
    return {
        (subject, predicate, addresses.get(value, value))
        for subject, predicate, value in stated
        if not _CITED.search(subject)
    }


def _linked_by_templates(title: str) -> set[str]:
    """What links in the output of templates lead to, as Parsoid marks it."""
    soup = BeautifulSoup(html_of(title, "parsoid"), "html.parser")
    marked = soup.select('[about^="#mwt"]:not([typeof^="mw:Extension"])')
    links = [link for one in marked for link in (one, *one.select("a"))]
    return {f"<{_title(str(link.get('href')).removeprefix('./'))}>" for link in links}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", ["parsoid", "skin", "render"])
def test_html_states_what_the_wikitext_states(title: str, form: str) -> None:
    """What templates hold that the wiki lacks is taken out of the wikitext first; `action=render` has no categories."""
    page = html_of(title, form)
    html: AbstractSet[_Statement] = _stated(page, Form.HTML, title)
    wikitext: AbstractSet[_Statement] = _stated(
        without(wikitext_of(title), red_templates(page)), Form.WIKITEXT, title
    )
    if form == "render":
        assert _objects(html, Dcterms.subject) == set()
        wikitext = {one for one in wikitext if "Category:" not in "".join(one)}
    more = _objects(html, Icm.wikilink) - _objects(wikitext, Icm.wikilink)
    assert more <= LINKED_BY_TEMPLATES & _linked_by_templates(title)
    html = {one for one in html if more.isdisjoint(one)}
    if (title, form) in TEMPLATE_OF_LESS:
        assert html != wikitext
        html, wikitext = _by_address(html), _by_address(wikitext)
    assert html == wikitext


@pytest.mark.parametrize("title", TITLES)
def test_what_is_compared(title: str) -> None:
    """Each page has links and categories in its wikitext, and something that it is compared by."""
    stated = _stated(wikitext_of(title), Form.WIKITEXT, title)
    assert _objects(stated, Dcterms.subject)
    assert len(_objects(stated, Icm.wikilink)) > len(_objects(stated, Dcterms.subject))
