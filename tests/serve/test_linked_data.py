"""Every IRI of the data answers, in every form, under every spelling of its address."""

from __future__ import annotations

import socket
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from icmlpo_rdf.resources import ontology_text
from tests.conftest import ROOT
from tests.serve.odd_data import TITLES, iri_of
from tests.serve.served import BASE, PAGE, Served

FORMS = {
    ".ttl": ("text/turtle", RdfFormat.TURTLE),
    ".nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    ".jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    ".rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def seed_store() -> Store:
    """The data of the seed."""
    store = Store()
    (turtle,) = (ROOT / "output").glob("*.ttl")
    store.bulk_load(path=str(turtle), format=RdfFormat.TURTLE)
    return store


def triples(body: bytes, form: RdfFormat) -> set[Triple]:
    """What a document says."""
    return {quad.triple for quad in parse(body, format=form)}


def test_every_iri_of_the_data_answers(site: Served) -> None:
    """Things, pages, categories, and the vocabulary's terms: each leads to a page and to Turtle that speaks of it."""
    store = seed_store()
    named = {
        term.value
        for quad in store
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }
    documents = {iri.partition("#")[0] for iri in named}
    assert len(documents) == 38
    said: set[Triple] = set()
    for document in sorted(documents):
        path = "/" + document.removeprefix(BASE)
        page = site.follow(path, "text/html")
        assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), document
        turtle = site.follow(path, "text/turtle")
        assert (turtle.status, turtle.headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
        found = triples(turtle.data, RdfFormat.TURTLE)
        names = {
            one.value
            for triple in found
            for one in (triple.subject, triple.object)
            if isinstance(one, NamedNode)
        }
        assert document in names
        said |= found
    assert {quad.triple for quad in store} <= said, "together the documents say all that the data says"
    for iri in named - documents:
        if "#line=" not in iri and not iri.startswith(f"{BASE}ontology"):
            part = quote(iri.partition("#")[2], safe="")
            answer = site.get(f"/page/{iri.removeprefix(BASE).partition('#')[0]}?part={part}")
            assert answer.status == 200, iri


@pytest.mark.parametrize("title", TITLES)
def test_odd_titles_answer_in_all_forms(odd: Served, title: str) -> None:
    """By Accept and by ending, with the same statements whatever the syntax."""
    iri = iri_of(title)
    path = f"/zh/{quote(iri.removeprefix(f'{BASE}zh/'), safe='%/')}"
    if title in {".", "../../etc/passwd"}:  # a client may fold the dots away: ours sends them as they are
        assert odd.get(path, "text/turtle").headers["Location"] == f"/data{path}.ttl"
    forms = []
    for ending, (media, form) in FORMS.items():
        thing = odd.get(path, media)
        assert thing.status == 303
        assert thing.headers["Vary"] == "Accept"
        assert thing.headers["Location"].isascii()
        document = odd.get(thing.headers["Location"])
        assert document.status == 200
        assert document.headers["Content-Type"].partition(";")[0] == media
        direct = odd.get(f"/data{path}{ending}")
        assert direct.data == document.data
        forms.append({one for one in triples(document.data, form) if one.subject == NamedNode(iri)})
    assert forms[0]
    assert forms[0] == forms[1] == forms[2] == forms[3]
    page = odd.follow(path, "text/html")
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"


def test_an_ending_in_a_title_is_part_of_the_title(odd: Served) -> None:
    """`Notes.ttl` is a thing; the Turtle about `Notes` is at /data, and where the 303 of `Notes` leads."""
    assert odd.get("/zh/Notes.ttl", "text/turtle").headers["Location"] == "/data/zh/Notes.ttl.ttl"
    assert odd.get("/zh/Notes", "text/turtle").headers["Location"] == "/data/zh/Notes.ttl"
    notes = triples(odd.get("/data/zh/Notes.ttl").data, RdfFormat.TURTLE)
    assert NamedNode(iri_of("Notes")) in {one.subject for one in notes}
    assert NamedNode(iri_of("Notes.ttl")) not in {one.subject for one in notes}
    straight = odd.get("/zh/Notes.nt")
    assert (straight.status, straight.headers["Content-Type"]) == (200, "application/n-triples")
    assert odd.get("/zh/A:B.html").headers["Location"] == "/page/zh/A:B"


@pytest.mark.parametrize(
    "title", ["谁？是/什么?", "党（火炬）_(2006年)", "草莓100%", "𠮷野家", "é", "\"引号\"与'撇号'"]
)
def test_each_spelling_of_an_address_answers_alike(odd: Served, title: str) -> None:
    """Hanzi raw or percent-encoded, in either case of the digits, marks encoded that need not be."""
    iri = iri_of(title)
    rest = iri.removeprefix(f"{BASE}zh/")
    usual = quote(rest, safe="%/()'")
    spellings = {
        usual,
        usual.lower() if title != "草莓100%" else usual,
        quote(title, safe=""),
        quote(title, safe="/"),
    }
    answers = {odd.get(f"/data/zh/{one}.nt").data for one in spellings}
    assert len(answers) == 1
    assert iri.encode() in answers.pop()


def test_hanzi_may_be_sent_raw(site: Served) -> None:
    """As `curl` sends them: bytes that no request line may hold, and that every address bar shows."""
    request = "GET /zh/德国马列主义党 HTTP/1.1\r\nHost: localhost\r\nAccept: text/turtle\r\nX-Name: 德\r\n\r\n".encode()
    for pieces in ([request], [request[:12], request[12:14], request[14:]]):
        with socket.create_connection(("127.0.0.1", site.port), timeout=30) as client:
            for piece in pieces:
                client.sendall(piece)
            answer = client.recv(65_536).decode()
        assert answer.startswith("HTTP/1.1 303 ")
        assert f"location: /data/zh/{quote('德国马列主义党')}.ttl\r\n" in answer.replace(
            "Location", "location"
        )


def test_fields_of_things_and_documents(site: Served) -> None:
    """303 with Vary and Link; ETag with 304; a canonical address whatever the spelling."""
    thing = site.get("/zh/德国马列主义党", "application/ld+json")
    name = quote("德国马列主义党")
    assert (thing.status, thing.headers["Location"]) == (303, f"/data/zh/{name}.jsonld")
    assert f'</page/zh/{name}>; rel="describedby"; type="text/html"' in thing.headers["Link"]
    document = site.get(thing.headers["Location"])
    links = document.headers["Link"]
    assert f'</data/zh/{name}.jsonld>; rel="canonical"' in links
    assert f'<{BASE}zh/{name}>; rel="describes"' in links
    assert f'</data/zh/{name}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert site.get("/zh/德国马列主义党.jsonld").headers["Link"] == links
    tag = document.headers["ETag"]
    for field in (tag, f'"other", W/{tag}', "*"):
        again = site.get(thing.headers["Location"], If_None_Match=field)
        assert (again.status, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert site.get(thing.headers["Location"], If_None_Match='"other"').status == 200
    head = site.get(thing.headers["Location"], method="HEAD")
    assert (head.status, head.data, head.headers["ETag"]) == (200, b"", tag)
    page = site.get(f"/page/zh/{name}")
    assert f'</page/zh/{name}>; rel="canonical"' in page.headers["Link"]
    assert site.get(f"/page/zh/{name}", If_None_Match=page.headers["ETag"]).status == 304


@pytest.mark.parametrize(
    ("accept", "where"),
    [
        (None, "/data/{}.ttl"),
        ("*/*", "/data/{}.ttl"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/page/{}"),
        ("application/rdf+xml, text/turtle;q=0.9", "/data/{}.rdf"),
        ("text/turtle;q=0.1, application/n-triples;q=0.2", "/data/{}.nt"),
        ("text/*;q=0.5, text/turtle;q=0", "/page/{}"),
        ("application/*", "/data/{}.nt"),
        ("nonsense", "/data/{}.ttl"),
    ],
)
def test_the_form_is_the_one_preferred(site: Served, accept: str | None, where: str) -> None:
    """RFC 9110, section 12.5.1; HTML is for those who ask for it."""
    name = f"zh/{quote('德国马列主义党')}"
    assert site.get(f"/{name}", accept).headers["Location"] == where.format(name)


def test_what_is_not_there_is_said(site: Served) -> None:
    """404 for what the data does not know, 406 for forms that there are not."""
    for path in ("/zh/没有", "/zh/没有.ttl", "/page/zh/没有", "/data/zh/没有.ttl", "/data/zh/德国马列主义党", "/matrix/zh/德国马列主义党",
                 f"/page/{PAGE}?part=no", "/zh/%FF", "/zh/%00", "/source/", "/zh", "/x%0Ay"):  # fmt: skip
        answer = site.get(path)
        assert answer.status == 404, path
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    answer = site.get("/zh/德国马列主义党", "image/png")
    assert (answer.status, ".jsonld" in answer.data.decode()) == (406, True)


def test_the_vocabulary_answers(site: Served) -> None:
    """The ontology is the one that ships; its page has a place for each term."""
    found = triples(site.follow("/ontology", "text/turtle").data, RdfFormat.TURTLE)
    assert found == triples(ontology_text().encode(), RdfFormat.TURTLE)
    page = site.follow("/ontology", "text/html").data.decode()
    for term in ("attendedBy", "Meeting", "ObserverRole"):
        assert f'id="{term}"' in page


def test_the_dataset_is_described(site: Served) -> None:
    """/.well-known/void names the endpoint and the beginning of the IRIs; robots are told what not to crawl."""
    found = triples(site.get("/.well-known/void").data, RdfFormat.TURTLE)
    values = {
        one.predicate.value.rpartition("#")[2]: one.object for one in found if "void#" in one.predicate.value
    }
    assert values["sparqlEndpoint"] == NamedNode(f"{site.address}/sparql")
    assert "Disallow: /sparql" in site.get("/robots.txt").data.decode()
    assert site.get("/openapi.json").json()["openapi"] == "3.1.0"
