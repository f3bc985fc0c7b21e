"""A query's tokens are those that the engine reads: keywords are told from names, strings and comments."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.errors import LimitError, UsageError
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.query.asking import ask
from icmlpo_rdf.query.query_traits import find_from, find_service
from icmlpo_rdf.query.tokens import tokens_of
from icmlpo_rdf.store.rdf_files import store_of


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <x> {} }",
        "SELECT * { ?s ?p ?o.SERVICE <x> {} }",
        "SELECT * { ?s ?p 1SERVICE <x> {} }",
        "SELECT * { ?s x:a\\#b ?o . service <x> {} }",
        "SELECT * { ?s x:a\\'b ?o . Service <x> {} } #'",
        "#\rSELECT * { SERVICE <x> {} }",
        "SELECT * { FILTER(?a<?b)SERVICE ?x{} }",
        'SELECT * { ?s ?p "a"@en-gb.SERVICE <x> {} }',
        "SELECT * { BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\n<urn:x:y>{} }",
        "SELECT * { BIND(1 AS ?a) FILTER(?a<2)#>'''\nSERVICE <urn:x:y>{} #'''\n }",
        "SELECT * { BIND('1' AS ?a) FILTER(?a<'>2')SERVICE <urn:x:y>{} BIND('a' AS ?z) }",
        "SELECT * { ?s <urn:x#y> ?o FILTER(?o<2)SERVICE#>\n<urn:x:y>{} }",
        "SELECT * { ?s ?p <urn:x:a\\u0023'>.SERVICE <urn:x:y>{} FILTER('a'='b') }",
        "SELECT * { SERVICESILENT <urn:x:y>{} }",
        "PREFIX x: <urn:x:> SELECT * { SERVICEx:y{} }",
        "PREFIX : <urn:x:> PREFIX SERVICE: <urn:y:> SELECT * { SERVICE:y # comment\n{} }",
        "PREFIX x: <urn:x:> SELECT * { ?s ?p trueSERVICEx:y{} }",
        "PREFIX x: <urn:x:> SELECT * { ?s ?p x:.SERVICE <urn:x:y>{} }",
        "SELECT * { ?s ?p 1e5SERVICE <urn:x:y>{} }",
    ],
)
def test_the_keyword_is_found_however_it_is_written(text: str) -> None:
    """Oxigraph 0.5.13 takes each of these for a call of another server; so do we."""
    assert find_service(tokens_of(text), PREFIXES | {"x": "urn:x:"})
    with suppress(OSError, RuntimeError, ValueError):  # what the engine takes for no query would be no test
        list(Store().query(text.replace("<x>", "<urn:x:y>"), prefixes=PREFIXES | {"x": "urn:x:"}))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="SERVICE"):
        ask(Store(), text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT * { ?s ?p """ SERVICE " """ } # SERVICE',
        "SELECT * { <http://SERVICE/> service:service x:service-x }",
        "SELECT * { ?s ?p 'it\\'s SERVICE' ; x:SERVICE ?o . _:service ?q ?r }",
        "SELECT $from { ?s from:x <urn:from> }",
        "SELECT * { ?s <http://example.org/service/a#from> ?o . GRAPH from:x { ?s service:y <urn:service#from> } }",
    ],
)
def test_what_only_looks_like_a_keyword_is_none(text: str) -> None:
    """Variables, strings, comments, IRIs, prefixed names, blank nodes."""
    assert find_service(tokens_of(text)) is None
    assert find_from(tokens_of(text)) is None


def test_a_query_asks_the_graphs_that_it_names() -> None:
    """FROM is no longer passed over; without it all graphs are asked together."""
    store = store_of([Quad(NamedNode("urn:x:a"), NamedNode("urn:x:b"), Literal("c"), NamedNode("urn:x:g"))])
    count = "SELECT (COUNT(*) AS ?n) FROM <urn:x:{}> {{ ?s ?p ?o }}"
    assert [str(ask(store, count.format(one)).rows[0][0])[1] for one in ("g", "other")] == ["1", "0"]
    assert len(ask(store, "SELECT * { ?s ?p ?o }").rows) == 1


def test_names_that_hold_a_keyword_are_names() -> None:
    """Relative IRIs too, which the engine resolves: `<from#1>` is no FROM and a comment."""
    node = NamedNode("http://e/from#1")
    store = store_of([Quad(node, NamedNode("http://e/my_service#1"), Literal("x"), NamedNode("http://g/1"))])
    for text in (
        "BASE <http://e/> SELECT * { <from#1> ?p ?o }",
        "BASE <http://e/> SELECT * { ?s <my_service#1> ?o FILTER(?s = <from#1>) }",
        "BASE <http://e/> SELECT * { VALUES (?s ?x) { (<from#1> <service'>) } ?s ?p ?o }",
        "BASE <http://e/> SELECT * { ?s (<from'>|<my_service#1>) ?o }",
        "PREFIX service: <http://g/> PREFIX from: <http://e/> SELECT * { GRAPH service:1 { from:from\\#1 ?p ?o } }",
    ):
        assert len(ask(store, text).rows) == 1, text


# What hides a keyword, and what a keyword stands behind: of these, queries are made.
_WORDS = (
    "from",
    "service",
    " SERVICE <x> {} ",
    "FROM <g>",
    "#",
    "a",
    "'",
    '"',
    "<",
    ">",
    "{",
    "}",
    "(",
    ")",
    " ",
    " . ",
)
_HIDDEN = st.lists(st.sampled_from([*_WORDS, "\\\\", "'''", '""']), max_size=4).map("".join)
_STRING = st.one_of(
    _HIDDEN.map(lambda text: "'{}'".format(text.replace("'", "\\'"))),
    _HIDDEN.map(lambda text: '"{}"'.format(text.replace('"', '\\"'))),
    _HIDDEN.map(lambda text: "'''{}'''".format(text.replace("'", "\\'"))),
    _HIDDEN.map(lambda text: '"""{}"""'.format(text.replace('"', '\\"'))),
    st.sampled_from(['"a"@en-from', '"x"^^service:from', "'a'@service", "'SERVICE'^^<from#service>"]),
)
_IRI_PARTS = (
    "from",
    "service",
    "#",
    "'",
    "(",
    ")",
    ".",
    ";",
    "1",
    "=",
    "//",
    "?x",
    "&&",
    "*",
    "-",
    "SERVICE",
    "SILENT",
)
_IRI = st.tuples(
    st.sampled_from(["", "http://e/"]), st.lists(st.sampled_from(_IRI_PARTS), max_size=4).map("".join)
).map(lambda parts: f"<{parts[0]}{parts[1]}>")
_NAME = st.sampled_from(
    "from:x service:x x:from x:service :service :from service: x:a\\#from x:a.service x:%23service from:from.from "
    "SERVICE:SERVICE x:\\'from".split()
)
_BLANK = st.sampled_from([" ", "\n", "\t", " #SERVICE <x> {}\n", "#from'\n", ' # "\r', "\r\n"])
_MAYBE_BLANK = st.one_of(st.just(""), _BLANK)
_VARIABLE = st.sampled_from(["?s", "?from", "$service", "?SERVICE"])
_NUMBER = st.sampled_from(["1", "1.5", "1e5", ".5", "1.0e-3", "-1", "+2"])
_SUBJECT = st.one_of(_VARIABLE, _IRI, _NAME, st.sampled_from(["_:service", "_:from", "_:a.service"]))
_VERB = st.one_of(
    _IRI, _NAME, st.sampled_from(["a", "<a>/<from#1>", "(<a>|<service#>)*", "^<from'>", "!(<a>|^<from#>)"])
)
_OBJECT = st.one_of(
    _SUBJECT,
    _STRING,
    _NUMBER,
    st.sampled_from(
        ["true", "(1 <from#1>)", "(?s <service'>)", "[]", "[ <from> 'x' ]", "()", "<<( ?s <from#2> 1 )>>"]
    ),
)
_TRIPLE = st.tuples(_SUBJECT, _BLANK, _VERB, _BLANK, _OBJECT, _BLANK).map("".join)
_OPERATOR = st.sampled_from("< > <= >= = != + - * / && ||".split())


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, _MAYBE_BLANK, _OPERATOR, _MAYBE_BLANK, inner).map("".join),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"STR({one})"),
        inner.map(lambda one: f"!{one}"),
        inner.map(lambda one: f"<fn#from>({one})"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} IN ({two[1]},<from#1>)"),
        st.just("EXISTS { ?s <from#1> ?o }"),
    )


_EXPRESSION = st.recursive(
    st.one_of(_VARIABLE, _STRING, _NUMBER, _NAME, _IRI, st.just("true")), _larger, max_leaves=5
)
_CLAUSE = st.one_of(
    _TRIPLE.map("{} . ".format),
    _TRIPLE.map("OPTIONAL{{{}}}".format),
    _TRIPLE.map("GRAPH service:g{{{}}}".format),
    _TRIPLE.map("GRAPH<from#g>{{{}}}".format),
    _TRIPLE.map("{{{}}}UNION{{}}".format),
    _TRIPLE.map("{{SELECT * {{{}}} ORDER BY STR(?s) DESC(?s<1) <f>(?s)}}".format),
    _EXPRESSION.map("FILTER({})".format),
    _EXPRESSION.map("FILTER <f#service>({})".format),
    st.tuples(_EXPRESSION, st.integers(0, 999)).map(lambda two: f"BIND({two[0]} AS ?v{two[1]})"),
    st.tuples(_IRI, _STRING).map(lambda two: f"VALUES (?a ?b) {{ ({two[0]} {two[1]}) (UNDEF <from#1>) }}"),
    _IRI.map("VALUES ?z {{ {0} {0} }}".format),
)
_PROLOGUE = "BASE <http://e/> PREFIX from: <from#> PREFIX service: <service#> PREFIX SERVICE: <S> PREFIX x: <x#> PREFIX : <#> "
_HEAD = st.sampled_from(
    [
        "ASK",
        "SELECT *",
        "SELECT ?from ",
        "SELECT (STR(<from#1>) AS ?x) (1<2 AS ?y)",
        "SELECT (1<?from AS ?zz)",
        "DESCRIBE from:x ",
        "DESCRIBE <from#1>",
        "CONSTRUCT { ?s <from#1> service:x }",
    ]
)
_FROM = st.sampled_from(
    [
        "FROM <http://e/g>",
        "from<from#1>",
        "FROM NAMED x:from",
        "FROM service:x from named from:x",
        "FROM#from\n<g>",
    ]
)
_TAIL = st.sampled_from(
    [
        "",
        " ORDER BY ?from",
        " GROUP BY STR(?s) <f#from>(?s)",
        " HAVING(?s<1) (2<?from)",
        " VALUES ?from { <from#1> }",
        " ORDER BY <from#>(?s) (?s<'from')",
    ]
)
_BODY = st.lists(_CLAUSE, max_size=3).map(lambda clauses: f"{{{''.join(clauses)}}}")


def is_query(text: str) -> bool:
    """Whether the engine takes a text for a query, whatever it says when it runs it."""
    try:
        Store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError):
        return True
    return True


@settings(suppress_health_check=list(HealthCheck))
@given(_HEAD, _MAYBE_BLANK, st.one_of(st.just(""), _FROM), _MAYBE_BLANK, _BODY, _TAIL)
def test_a_keyword_is_found_where_it_is_one(
    head: str, before: str, graphs: str, behind: str, body: str, tail: str
) -> None:
    """Of whatever the engine takes for a query."""
    text = f"{_PROLOGUE}{head}{before}{graphs}{behind}{body}{tail}"
    if is_query(text):
        tokens = tokens_of(text)
        assert bool(find_from(tokens)) == bool(graphs)
        assert find_service(tokens) is None


@settings(suppress_health_check=list(HealthCheck))
@given(
    _HEAD,
    _BODY,
    st.data(),
    st.sampled_from(["SERVICE <y> {}", "SERVICESILENT<y>{}", "SERVICEx:y{}", " service#'\n?s{}"]),
)
def test_no_call_is_missed(head: str, body: str, data: st.DataObject, call: str) -> None:
    """Put anywhere: where the engine takes it for a call, and not for a part of something else, it is found."""
    query = f"{_PROLOGUE}{head}{body}"
    places = [at + 1 for at, one in enumerate(query) if one in "{}.)" and at > len(_PROLOGUE)]
    place = data.draw(st.sampled_from(places))
    text = query[:place] + call + query[place:]
    other = query[:place] + call.replace("ERVICE", "ERVIXX").replace("ervice", "ervixx") + query[place:]
    if is_query(text) and not is_query(other):
        assert find_service(tokens_of(text)) is not None


@given(st.text(alphabet="aA:<>'\"\\#?$@_-.1e(){}[]|^&!=*+/\n\r \u00e9\u4eba", max_size=40))
def test_every_character_belongs_to_one_token(text: str) -> None:
    """Or to blanks and comments between them; whatever the text is."""
    end = 0
    for token in tokens_of(text):
        assert text.startswith(token.text, token.begin)
        assert not text[end : token.begin].strip() or "#" in text[end : token.begin]
        end = token.begin + len(token.text)
    assert not text[end:].strip() or "#" in text[end:]


DEPTH = 10_000


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(" + "(" * DEPTH + "1" + ")" * DEPTH + ") }",
        "ASK { FILTER(" + "STR(" * DEPTH + "1" + ")" * DEPTH + ") }",
        "ASK { FILTER(" + "!" * DEPTH + "1) }",
        "ASK { FILTER(1" + "+1" * DEPTH + ") }",
        "ASK { FILTER(?a=1" + " || ?a=1" * DEPTH + ") }",
        "ASK " + "{" * DEPTH + "}" * DEPTH,
        "ASK {" + "FILTER EXISTS {" * DEPTH + "}" * DEPTH + "}",
        "ASK {" + "OPTIONAL {" * DEPTH + "}" * DEPTH + "}",
        "ASK {" + "OPTIONAL {}" * DEPTH + "}",
        "ASK { {}" + "UNION {}" * DEPTH + "}",
        "ASK {" + "{}" * DEPTH + "}",
        "ASK {" + "".join(f"BIND(1 AS ?v{number})" for number in range(DEPTH)) + "}",
        "ASK {" + "FILTER(1)" * DEPTH + "}",
        "ASK " + "{ SELECT * " * DEPTH + "{}" + "}" * DEPTH,
        "ASK { ?a " + "(" * DEPTH + "<urn:p>" + ")*" * DEPTH + " ?b }",
        "ASK { ?a <urn:p>" + "/<urn:p>" * DEPTH + " ?b }",
        "ASK { ?a <urn:p> " + "<<( <urn:a> <urn:b> " * DEPTH + "1" + ")>>" * DEPTH + " }",
        "ASK { ?a <urn:p> " + "[ <urn:p> " * DEPTH + "1" + "]" * DEPTH + " }",
        "ASK { FILTER(" + "(" * DEPTH,
    ],
    ids=lambda text: text[:30],
)
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    """The engine puts a query's tree on its stack, and dies where it overflows."""
    with pytest.raises(LimitError, match="nested too deep, or chains too much, for the engine; ask for less"):
        ask(Store(), text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(" + "(" * 250 + "1" + ")" * 250 + ") }",
        "ASK { FILTER(?a=1" + " || ?a=1" * 2_500 + ") }",
        "ASK { VALUES ?a {" + " 1" * 100_000 + "} }",
        "ASK { FILTER(1 IN (1" + ", 1" * 2_500 + ")) }",
        "ASK {" + "".join(f"OPTIONAL {{ ?a <urn:p{number}> ?b{number} }}" for number in range(300)) + "}",
    ],
    ids=lambda text: text[:30],
)
def test_long_queries_are_answered(text: str) -> None:
    """Many values, options or comparisons are nothing out of the way."""
    assert ask(Store(), text).truth is not None
