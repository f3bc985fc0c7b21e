"""The catalogues have each text of the site, translated; what is compiled is what is written; data have both languages too."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from icmlpo_rdf.quads.vocab import PREFIXES, Icm, Rdfs
from icmlpo_rdf.query.named_queries import named_queries
from icmlpo_rdf.query.question_words import question_groups, question_words, value_name
from icmlpo_rdf.resources import ontology_text
from icmlpo_rdf.serve.languages import LANGUAGES, words_in
from icmlpo_rdf.serve.role_names import PRESENCES, ROLE_NAMES
from icmlpo_rdf.views.attendance import Presence, Role
from tests.conftest import ROOT

PACKAGE = ROOT / "icmlpo_rdf"
OTHERS = [code for code in LANGUAGES if code != "en"]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "marked": None,
    "say": None,
}


def folder_of(code: str) -> Path:
    """Where the catalogue of a language is."""
    return PACKAGE / "serve" / "locales" / code / "LC_MESSAGES"


def written(code: str) -> Catalog:
    """The catalogue as people edit it."""
    return read_po(BytesIO((folder_of(code) / "site.po").read_bytes()), locale=code)


def texts_of_the_site() -> set[str | tuple[str, ...]]:
    """All texts in code and templates that are to be translated."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]  # Babel types the rest
    found = extract_from_dir(PACKAGE, methods, options, KEYWORDS)
    return {
        message if isinstance(message, str) else tuple(message)
        for name, _, message, _, _ in found
        if name.startswith("serve/") or name == "reports/legend.py"
    }


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(code: str) -> None:
    """None is missing, none is left over from earlier, none is empty or doubtful, and what is filled in is the same."""
    catalogue = written(code)
    entries = [one for one in catalogue if one.id]
    assert {tuple(one.id) if one.pluralizable else one.id for one in entries} == texts_of_the_site()
    assert not catalogue.fuzzy
    for one in entries:
        assert not one.fuzzy, one.id
        given = one.string if isinstance(one.string, tuple) else (one.string,)
        assert all(given), one.id
        assert len(given) == (catalogue.num_plurals if one.pluralizable else 1), one.id
        assert not one.check(catalogue), one.id


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_is_written(code: str) -> None:
    """Nobody edits one and forgets the other (`make messages`)."""
    compiled = BytesIO()
    write_mo(compiled, written(code))
    assert (folder_of(code) / "site.mo").read_bytes() == compiled.getvalue()
    assert isinstance(words_in(code).catalogue, gettext.GNUTranslations)


def test_what_is_translated_by_its_value_is_marked() -> None:
    """Roles and presences are looked up by what English calls them."""
    assert {role: name for role, name in ROLE_NAMES.items() if name != role.value} == {}
    assert set(ROLE_NAMES) == set(Role)
    assert {one: name for one, name in PRESENCES.items() if name != one.value} == {}
    assert set(PRESENCES) == set(Presence)


@pytest.mark.parametrize("code", OTHERS)
def test_roles_are_called_as_in_the_vocabulary(code: str) -> None:
    """One word for one thing, in pages, answers and terms."""
    store = Store()
    store.load(ontology_text().encode(), format=RdfFormat.TURTLE)
    for term in (getattr(Icm, name) for name in vars(Icm) if name.endswith("_ROLE")):
        labels = {
            quad.object.language: quad.object.value
            for quad in store.quads_for_pattern(term, Rdfs.label, None, None)
            if isinstance(quad.object, Literal)
        }
        assert words_in(code).gettext(labels["en"]) == labels[code]
        assert value_name(labels["en"], code) == labels[code]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_question_is_in_one_group_and_named(code: str) -> None:
    """With all its parameters; in another language than English by other words."""
    grouped = [one.name for group in question_groups(code) for one in group.queries]
    assert sorted(grouped) == [one.name for one in named_queries()]
    for named in named_queries():
        words = question_words(named, code)
        assert words.title
        assert words.description
        assert set(words.parameters) == {one.name for one in named.parameters}
        assert all(all(one) for one in words.parameters.values())
        if code != "en":
            assert words.title != named.title


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_term_has_a_label_and_a_meaning(code: str) -> None:
    """In each language that the site speaks."""
    store = Store()
    store.load(ontology_text().encode(), format=RdfFormat.TURTLE)
    terms = {
        quad.subject
        for quad in store.quads_for_pattern(None, Rdfs.label, None, None)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(PREFIXES["icm"])
    }
    assert len(terms) > 40
    comment = NamedNode(f"{PREFIXES['rdfs']}comment")
    for term in terms:
        for predicate in (Rdfs.label, comment):
            languages = {
                quad.object.language
                for quad in store.quads_for_pattern(term, predicate, None, None)
                if isinstance(quad.object, Literal)
            }
            assert code in languages, (term, predicate)
