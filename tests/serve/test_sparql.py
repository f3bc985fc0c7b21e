"""`/sparql` keeps the SPARQL 1.1 Protocol, and refuses in words what it does not do."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from tests.serve.served import BASE, Served

COUNT = "SELECT (COUNT(*) AS ?n) { ?p a icm:Participation }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def test_a_query_is_answered_in_each_way_of_asking(site: Served) -> None:
    """GET, POST of a form, POST of the query itself (SPARQL 1.1 Protocol, 2.1)."""
    got = site.pool.request("GET", "/sparql", fields={"query": COUNT})
    posted = site.ask(COUNT)
    direct = site.pool.request(
        "POST", "/sparql", body=COUNT.encode(), headers={"Content-Type": "application/sparql-query"}
    )
    for answer in (got, posted, direct):
        assert answer.status == 200
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "126"
        assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        (None, "application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/json", "application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV),
        (
            "text/html, text/tab-separated-values;q=0.3, */*;q=0.1",
            "text/tab-separated-values; charset=utf-8",
            QueryResultsFormat.TSV,
        ),
    ],
)
def test_rows_come_in_the_form_asked_for(
    site: Served, accept: str | None, media: str, form: QueryResultsFormat
) -> None:
    """And another reader reads them."""
    answer = site.get("/sparql?query=SELECT%20%3Fl%20%7B%3Fs%20rdfs:label%20%3Fl%7D", accept)
    assert (answer.status, answer.headers["Content-Type"]) == (200, media)
    rows = parse_query_results(answer.data, format=form)
    assert isinstance(rows, QuerySolutions)
    labels = {str(row["l"]) for row in rows}
    assert '"希腊共产主义组织"@zh' in labels


def test_csv(site: Served) -> None:
    """Values without their types, a header line."""
    answer = site.ask(COUNT, "text/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.data.split() == [b"n", b"126"]


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_in_the_form_asked_for(site: Served, media: str, form: RdfFormat) -> None:
    """Five meetings, whatever the syntax."""
    answer = site.ask("CONSTRUCT { ?m a ?c } WHERE { ?m a ?c FILTER(?c = icm:Meeting) }", media)
    assert answer.status == 200
    assert answer.headers["Content-Type"].partition(";")[0] == media
    assert len(set(parse(answer.data, format=form))) == 5


def test_an_ask_is_answered(site: Served) -> None:
    """True in JSON, and as a word in CSV."""
    assert site.ask("ASK { ?m a icm:Meeting }").json()["boolean"] is True
    assert site.ask("ASK { ?m a icm:Nothing }", "text/csv").data == b"false\n"


def test_a_relative_iri_is_resolved_against_the_address_that_was_asked(site: Served) -> None:
    """RFC 3986, section 5.1.3; a BASE in the query goes before it."""
    where = "SELECT ?x { VALUES ?x { %s } }"
    cases = {
        where % "<x> </y> <#z>": ["/x", "/y", "/sparql#z"],
        "BASE <there/> " + where % "<x>": ["/there/x"],
        "BASE <http://e/a/> " + where % "<x>": [],
    }
    for query, ends in cases.items():
        for answer in (site.ask(query), site.pool.request("GET", "/sparql", fields={"query": query})):
            values = [row["x"]["value"] for row in answer.json()["results"]["bindings"]]
            assert values == ([f"{site.address}{end}" for end in ends] or ["http://e/a/x"])
    named = site.get(f"/sparql?query={where % '<x>'}", Host="localhost:1")
    assert b'"http://localhost:1/x"' in named.data


def test_a_type_that_is_refused_is_not_sent_for_another_name(site: Served) -> None:
    """`q=0` on one name of SPARQL's JSON is about that type."""
    for refused in ("application/sparql-results+json", "application/json"):
        answer = site.ask(COUNT, f"{refused};q=0, */*")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/sparql-results+xml")


def test_the_dataset_of_the_request_and_of_the_query_are_honoured(odd: Served) -> None:
    """default-graph-uri goes before FROM, FROM before the union (2.1.4); a graph that is not there is empty."""
    graph = f"{BASE}source/zh/谁？是/什么%3F"
    count = "SELECT (COUNT(*) AS ?n) { ?m a icm:Meeting }"

    def number(query: str, **more: str) -> str:
        value: str = odd.ask(query, **more).json()["results"]["bindings"][0]["n"]["value"]
        return value

    assert number(count) == "1"
    assert number(count, default_graph_uri=graph) == "1"
    assert number(count, default_graph_uri="urn:not:there") == "0"
    assert number(count.replace("{ ?m", "FROM <urn:not:there> { ?m")) == "0"
    assert number(count.replace("{ ?m", f"FROM <{graph}> {{ ?m")) == "1"
    assert number(count.replace("{ ?m", "FROM <file:///etc/passwd> { ?m")) == "0"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?m a icm:Meeting } }"
    assert number(named, named_graph_uri=graph) == "1"
    assert number(named, named_graph_uri="urn:not:there") == "0"
    assert number(count.replace("{ ?m", f"FROM <{graph}> {{ ?m"), default_graph_uri="urn:not:there") == "0"


def test_the_service_describes_itself(site: Served) -> None:
    """Asked without a query: what it is, in RDF; browsers are led to the query page."""
    answer = site.get("/sparql", "text/turtle")
    triples = {str(one) for one in parse(answer.data, format=RdfFormat.TURTLE)}
    assert any("sparql-service-description#Service" in one for one in triples)
    assert any(f"{site.address}/sparql" in one and "#endpoint" in one for one in triples)
    browser = site.get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (browser.status, browser.headers["Location"]) == (303, "/query")
    again = site.get("/sparql", "text/turtle", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("method", "body", "headers", "status", "words"),
    [
        ("PUT", b"", {}, 405, "does not take such a request"),
        ("DELETE", b"", {}, 405, "does not take such a request"),
        ("POST", b"ASK {}", {"Content-Type": "text/plain"}, 415, "application/sparql-query"),
        ("POST", b"ASK {}", {}, 415, "application/sparql-query"),
        ("POST", b"INSERT DATA {}", {"Content-Type": "application/sparql-update"}, 403, "read-only"),
        (
            "POST",
            b"update=CLEAR+ALL",
            {"Content-Type": "application/x-www-form-urlencoded"},
            403,
            "read-only",
        ),
        ("POST", b"", {"Content-Type": "application/x-www-form-urlencoded"}, 400, "called query"),
        ("POST", b"query=%FF", {"Content-Type": "application/x-www-form-urlencoded"}, 400, "UTF-8"),
        (
            "POST",
            b"query=ASK{}&query=ASK{}",
            {"Content-Type": "application/x-www-form-urlencoded"},
            400,
            "one",
        ),
        ("POST", b"\xff", {"Content-Type": "application/sparql-query"}, 400, "UTF-8"),
        ("POST", b"ASK {", {"Content-Type": "application/sparql-query"}, 400, "no valid SPARQL"),
        (
            "POST",
            b"INSERT DATA { <urn:x:a> <urn:x:b> 1 }",
            {"Content-Type": "application/sparql-query"},
            400,
            "no valid",
        ),
        (
            "POST",
            b"ASK {}",
            {"Content-Type": "application/sparql-query", "Accept": "image/png"},
            406,
            "answers come as",
        ),
        (
            "POST",
            b"ASK {}",
            {"Content-Type": "application/sparql-query", "Accept": "text/turtle"},
            406,
            "rows",
        ),
        (
            "POST",
            b"query=ASK{}&default-graph-uri=a%20b",
            {"Content-Type": "application/x-www-form-urlencoded"},
            400,
            "no IRI",
        ),
    ],
)
def test_what_is_no_query_is_refused_in_words(
    odd: Served, method: str, body: bytes, headers: dict[str, str], status: int, words: str
) -> None:
    """The status tells programs, the sentence people."""
    answer = odd.pool.urlopen(method, "/sparql", body=body, headers=headers, retries=False)
    assert answer.status == status
    assert words in answer.data.decode()
    assert answer.data.decode().count("\n") == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "PREFIX x: <urn:x:> SELECT * { ?s x:a\\#b ?o . SERVICE SILENT <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "#\rSELECT * { service ?x { ?s ?p ?o } }",
        "SELECT * { BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\nSILENT <http://127.0.0.1:1/>{?s ?p ?o} }",
        "SELECT * { SERVICESILENT <http://127.0.0.1:1/>{?s ?p ?o} }",
    ],
)
def test_no_query_reaches_another_server(odd: Served, query: str) -> None:
    """However SERVICE is written."""
    answer = odd.ask(query)
    assert answer.status == 400
    assert "SERVICE" in answer.data.decode()


def test_limits_are_said_and_the_site_goes_on(odd: Served) -> None:
    """Time, memory, the answer's length, depth, the request's length: a clear status each, and then an answer."""
    deep = "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }"
    for query, status, words in (
        (ENDLESS, 504, "stopped after 3 second"),
        (HUNGRY, 422, "memory"),
        (LONG, 422, "longer than 1 MB"),
        (deep, 422, "nested too deep"),
        ("ASK {} #" + "x" * 300_000, 413, "256 kB"),
    ):
        answer = odd.ask(query)
        assert (answer.status, words in answer.data.decode()) == (status, True), answer.data
        assert odd.ask("ASK {}").json() == json.loads('{"head":{},"boolean":true}')
