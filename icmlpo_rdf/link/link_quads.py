"""Who things are elsewhere → quads: a graph of its own for each wiki, and never a statement in the pages' graphs.

A thing is the same as an item because its page, or the page that its page's title leads to, is about that item. So the graph
says all three, in the words of others where there are any: where a redirect leads (DBpedia's `dbo:wikiPageRedirects`), what a
page is about (`schema:about`, as Wikidata writes it), and who says so, with the day (`icm:Identification`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.language import language_tag
from icmlpo_rdf.language.country_codes import country_names, is_of_the_past
from icmlpo_rdf.link.data_things import DataThing, DataThings
from icmlpo_rdf.link.dated_countries import CodedCountry
from icmlpo_rdf.link.identification import Identified, Step, WikiTitle, Witness
from icmlpo_rdf.link.joining import Linked
from icmlpo_rdf.page.titles import label_of
from icmlpo_rdf.quads.iris import encode_title, percent_encode
from icmlpo_rdf.quads.vocab import Dbo, Dcterms, Icm, Owl, Prov, Rdf, Rdfs, Schema, Skos, Xsd
from icmlpo_rdf.quads.wikidata_items import ENTITY
from icmlpo_rdf.store.decided import LINK_FOLDER, decided_quads
from icmlpo_rdf.store.decisions import Decisions, Verdict

__all__ = ["country_quads", "decision_quads", "link_quads"]

_CLDR = Witness("Unicode CLDR")
_PAST_STATES = Witness("ISO 3166-3")

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def link_quads(linked: Iterable[Linked]) -> Iterator[Quad]:
    """Yield what is known of things elsewhere, thing by thing; the same things give the same quads."""
    for one in linked:
        graph = NamedNode(f"{one.thing.base}{LINK_FOLDER}{one.thing.title.wiki}")
        for statement in dict.fromkeys(_statements(one)):
            yield Quad(*statement, graph)


def country_quads(coded: Iterable[CodedCountry]) -> Iterator[Quad]:
    """Yield the codes of countries, each with what it was looked up by and in; names of today's in other languages."""
    for one in coded:
        if isinstance(one.code, str) and not one.stated:
            graph = NamedNode(f"{one.base}{LINK_FOLDER}{one.wiki}")
            for statement in _code(one, one.code):
                yield Quad(*statement, graph)


def _code(one: CodedCountry, code: str) -> Iterator[Statement]:
    country = NamedNode(one.iri)
    record = NamedNode(f"{one.base}{LINK_FOLDER}{one.wiki}/{encode_title(one.key)}#code")
    witness = _PAST_STATES if is_of_the_past(code) else _CLDR
    yield country, Icm.iso_code, Literal(code)
    known = one.thing.names if one.thing else frozenset()
    for language, text in country_names(code).items():
        if (text, language) not in known:
            yield country, Skos.alt_label, Literal(text, language=language)
    yield record, Rdf.type, Icm.IDENTIFICATION
    yield record, Icm.identified, country
    yield record, Icm.identified_code, Literal(code)
    if one.thing is not None:
        yield record, Dcterms.source, _page(one.thing.title)
    yield record, Prov.was_derived_from, _source_iri(one.base, witness)
    yield from _source(one.base, witness)


def decision_quads(data: DataThings, decisions: Decisions) -> Iterator[Quad]:
    """Yield what people decided of things of the data: that they are the same, each with who decided it, when and why."""
    for one in decisions.every:
        if one.verdict is Verdict.SAME and (one.thing in data.every or one.other in data.every):
            base = data.base_of(one.thing if one.thing in data.every else one.other)
            yield from decided_quads(one, base)


def _statements(one: Linked) -> Iterator[Statement]:
    thing, answer = NamedNode(one.thing.iri), one.answer
    if not answer.item and one.same is None:
        return
    if answer.item:
        yield thing, Owl.same_as, NamedNode(ENTITY + answer.item)
    if one.same is not None:
        yield thing, Owl.same_as, NamedNode(one.same.iri)
    for text, language in _names(one):
        yield thing, Skos.alt_label, Literal(text, language=language)
    if answer.item:
        yield from _identification(one.thing, answer, "item", NamedNode(ENTITY + answer.item))
    if one.same is not None:
        yield from _identification(one.thing, answer, "page", NamedNode(one.same.iri))
    yield from _way(answer)
    for witness in answer.witnesses:
        yield from _source(one.thing.base, witness)


def _names(one: Linked) -> list[tuple[str, str]]:
    """Further names: those of the item's articles, and of the pages that the title led to; none that the data have already."""
    answer = one.answer
    titles = list(answer.names.items()) if answer.item else []
    titles += [(answer.asked.wiki, name) for name in answer.trail.names[1 : _last(answer)]]
    names = {(label_of(title), language_tag(wiki)) for wiki, title in titles}
    return sorted(names - one.thing.names, key=lambda name: (name[1], name[0]))


def _last(answer: Identified) -> int:
    """How many of the names on the way lead to what was found."""
    return answer.trail.names.index(answer.holder) + 1 if answer.holder else len(answer.trail.names)


def _identification(thing: DataThing, answer: Identified, what: str, other: NamedNode) -> Iterator[Statement]:
    record = NamedNode(
        f"{thing.base}{LINK_FOLDER}{thing.title.wiki}/{encode_title(thing.title.title)}#{what}"
    )
    yield record, Rdf.type, Icm.IDENTIFICATION
    yield record, Icm.identified, NamedNode(thing.iri)
    yield record, Icm.identified_as, other
    yield record, Dcterms.source, _page(answer.asked)
    for witness in answer.witnesses:
        yield record, Prov.was_derived_from, _source_iri(thing.base, witness)


def _way(answer: Identified) -> Iterator[Statement]:
    """Where the title's page leads, on to the page that was found, and what that is about."""
    names = answer.trail.names[: _last(answer)]
    pages = [_page(WikiTitle(answer.asked.wiki, name)) for name in names]
    for (page, further), step in zip(pairwise(pages), answer.trail.steps, strict=False):
        yield page, Dbo.wiki_page_redirects if step is Step.REDIRECT else Dcterms.is_version_of, further
    if answer.item:
        yield pages[-1], Schema.about, NamedNode(ENTITY + answer.item)


def _source(base: str, witness: Witness) -> Iterator[Statement]:
    iri = _source_iri(base, witness)
    yield iri, Rdf.type, Prov.ENTITY
    yield iri, Schema.name, Literal(witness.name)
    if witness.date:
        yield iri, Dcterms.issued, Literal(witness.date, datatype=Xsd.date)
    if witness.caution:
        yield iri, Rdfs.comment, Literal(witness.caution, language="en")


def _source_iri(base: str, witness: Witness) -> NamedNode:
    """A service by its address, a file by its name."""
    if witness.name.startswith(("http://", "https://")):
        return NamedNode(quote(witness.name, safe=":/?#[]@!$&'()*+,;=%"))
    return NamedNode(f"{base}{LINK_FOLDER}source/{encode_title(witness.name)}")


def _page(title: WikiTitle) -> NamedNode:
    return NamedNode(f"https://{title.wiki}.wikipedia.org/wiki/{percent_encode(title.title)}")
