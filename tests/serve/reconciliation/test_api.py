"""The service as OpenRefine and others ask it; every answer is one of the schemas that the API's authors publish."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import urllib3
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.serve.served import BASE, Served, serving

SCHEMAS = {
    one.name: json.loads(one.read_text()) for one in Path(__file__).with_name("schemas").glob("*.json")
}
REGISTRY = Registry().with_resources(
    (one["$id"], Resource.from_contents(one, DRAFT7)) for one in SCHEMAS.values() if "$id" in one
)
PARTY = "zh/德国马列主义党"
SERIES = "zh/马列主义政党和组织国际会议"
ORIGIN = {"Origin": "http://127.0.0.1:3333"}


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    """The seed, reconciled."""
    with serving("output/", "--reconcile") as served:
        yield served


def checked(answer: urllib3.BaseHTTPResponse, schema: str) -> dict[str, Any]:
    """An answer that a schema holds of and that scripts of any site may read."""
    assert answer.status == 200, answer.data
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found: dict[str, Any] = json.loads(answer.data)
    Draft7Validator(SCHEMAS[f"{schema}.json"], registry=REGISTRY).validate(found)
    return found


def post(service: Served, **form: object) -> urllib3.BaseHTTPResponse:
    """Ask by a form, as OpenRefine does."""
    fields = {name: json.dumps(value, ensure_ascii=False) for name, value in form.items()}
    return service.pool.request_encode_body(
        "POST", "/reconcile", fields=fields, headers=ORIGIN, encode_multipart=False
    )


def results(service: Served, **queries: object) -> dict[str, list[dict[str, Any]]]:
    """The candidates of each query."""
    found = checked(post(service, queries=queries), "reconciliation-result-batch")
    return {key: one["result"] for key, one in found.items()}


def test_manifest(service: Served) -> None:
    """It says where everything is; an identifier behind the space is the IRI."""
    manifest = checked(service.get("/reconcile", **ORIGIN), "manifest")
    assert manifest["identifierSpace"] == BASE
    assert manifest["schemaSpace"] == f"{BASE}ontology#"


def test_names_of_a_column(service: Served) -> None:
    """Either script; a name that nobody has finds nothing certain; one of several namesakes is no match."""
    found = results(
        service,
        a={"query": "德国马列主义党", "limit": 3},
        b={"query": "德國馬列主義黨"},
        c={"query": "无此组织"},
        d={"query": "尼泊尔共产党(火炬)"},
    )
    assert [(one["id"], one["match"]) for one in found["a"][:1]] == [(PARTY, True)]
    assert len(found["a"]) <= 3
    assert [(one["id"], one["match"]) for one in found["b"][:1]] == [(PARTY, True)]
    assert not any(one["match"] for one in found["c"])
    namesakes = [one for one in found["d"] if one["score"] == 100]
    assert len(namesakes) == 2
    assert not any(one["match"] for one in namesakes)


def test_further_columns_tell_namesakes_apart(service: Served) -> None:
    """A year that only one of them was there in; a value that contradicts leaves no match."""
    names = "尼泊尔共产党（火炬）"
    years = {one["id"]: one for one in results(service, q={"query": names})["q"] if one["score"] == 100}
    rows = json.loads(post(service, extend={"ids": list(years), "properties": [{"id": "years"}]}).data)[
        "rows"
    ]
    first, second = ({cell["int"] for cell in rows[one]["years"]} for one in years)
    only = next(iter(first - second))
    found = results(
        service,
        q={"query": names, "properties": [{"pid": "years", "v": float(only)}]},
        r={"query": "德国马列主义党", "properties": [{"pid": "years", "v": [1848, "1849"]}]},
        s={
            "query": "德国马列主义党",
            "properties": [{"pid": "meetings", "v": {"id": f"{SERIES}#meeting-7"}}],
        },
        t={
            "query": "德国马列主义党",
            "properties": [{"pid": "meetings", "v": [{"id": f"{SERIES}#meeting-7"}]}],
        },
    )
    assert [one["id"] for one in found["q"] if one["match"]] == [next(iter(years))]
    assert not any(one["match"] for one in found["r"])
    for key in ("s", "t"):
        assert [one["id"] for one in found[key] if one["match"]] == [PARTY]
        assert {"id": "has_meetings", "value": 100.0} in found[key][0]["features"]


@pytest.mark.parametrize(
    ("kind", "strictness", "is_found"),
    [
        ("Organization", "any", True),
        ("Participant", "any", True),
        (["Meeting", "Organization"], "any", True),
        (["Meeting", "Organization"], "all", False),
        ("Meeting", "any", False),
        ("Meeting", "should", True),
        ("Nonsense", "any", False),
    ],
)
def test_kinds(service: Served, kind: object, strictness: str, is_found: bool) -> None:
    """A kind that is asked for leaves others out, unless it only should be one."""
    query = {"query": "德国马列主义党", "type": kind, "type_strict": strictness}
    assert (PARTY in [one["id"] for one in results(service, q=query)["q"]]) is is_found


def test_values_of_properties(service: Served) -> None:
    """A row an identifier, an unknown one too; what things are, with names."""
    properties = [{"id": one} for one in ("meetings", "memberships", "years", "wikidata")]
    asked = {"ids": [PARTY, "zh/no such thing", "zh/<"], "properties": properties}
    found = checked(post(service, extend=asked), "data-extension-response")
    rows = found["rows"]
    assert list(rows) == asked["ids"]
    assert [one["id"] for one in rows[PARTY]["meetings"]] == [
        f"{SERIES}#meeting-{number}" for number in (6, 7, 8, 9, 10)
    ]
    assert rows[PARTY]["years"] == [{"int": one} for one in (1999, 2001, 2004, 2007, 2011)]
    for unknown in asked["ids"][1:]:
        assert rows[unknown] == {one["id"]: [] for one in properties}


def test_suggestions(service: Served) -> None:
    """While somebody types."""
    entities = checked(service.get("/reconcile/suggest/entity?prefix=德國"), "suggest-entities-response")
    assert PARTY in [one["id"] for one in entities["result"]]
    properties = checked(
        service.get("/reconcile/suggest/property?prefix=Wiki"), "suggest-properties-response"
    )
    assert [one["id"] for one in properties["result"]] == ["wikidata"]
    types = checked(service.get("/reconcile/suggest/type?prefix=meet"), "suggest-types-response")
    assert [one["id"] for one in types["result"]] == ["MeetingSeries", "Meeting"]
    checked(service.get("/reconcile/properties?type=Meeting&limit=3"), "data-extension-property-proposal")


def test_only_the_preview_may_be_framed(service: Served) -> None:
    """And it alone; its link leads to the thing's page."""
    preview = service.get(f"/reconcile/preview?id={quote(PARTY, safe='')}")
    assert preview.status == 200
    assert "第十次会议" in preview.data.decode()
    assert "x-frame-options" not in preview.headers
    assert "frame-ancestors *" in preview.headers["Content-Security-Policy"]
    for path in ("/", "/reconcile", "/reconcile/view?id=zh/x", "/sparql", "/reconcile/previews"):
        other = service.get(path)
        assert other.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    view = service.get(f"/reconcile/view?id={quote(f'{SERIES}#meeting-7', safe='')}")
    assert view.status == 303
    assert service.get(view.headers["Location"]).status == 200
    assert service.get("/reconcile/preview?id=zh/nobody").status == 404
    assert service.get("/reconcile/view?id=http://elsewhere.example/").status == 404


def test_scripts_of_others_read_nothing_else(service: Served, site: Served) -> None:
    """`--reconcile` opens its own addresses only; without it they are not there; another host's name is refused."""
    for path in ("/sparql?query=ASK{}", "/data/zh/德国马列主义党.ttl", "/"):
        assert "Access-Control-Allow-Origin" not in service.get(path, **ORIGIN).headers
    preflight = {"Access-Control-Request-Method": "POST", **ORIGIN}
    assert service.get("/reconcile", method="OPTIONS", **preflight).status == 204
    assert service.get("/sparql", method="OPTIONS", **preflight).status == 405
    assert service.get("/reconcile", Host="evil.example").status == 421
    without = site.get("/reconcile", **ORIGIN)
    assert without.status == 404
    assert "Access-Control-Allow-Origin" not in without.headers


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"queries": "{"}, "not the API's JSON"),
        ({"queries": "[]"}, "not the API's JSON"),
        ({"queries": '{"a":{"query":1}}'}, "not the API's JSON"),
        ({"queries": "[" * 100_000}, "not the API's JSON"),
        ({"queries": '{"a":{"query":"x","type_strict":"never"}}'}, "not the API's JSON"),
        ({"queries": json.dumps({str(one): {"query": "x"} for one in range(201)})}, "200 queries"),
        ({"extend": '{"ids":["zh/x"]}'}, "not the API's JSON"),
        ({"extend": '{"ids":["zh/x"],"properties":[{"id":"shoes"}]}'}, "no property 'shoes'"),
        ({"extend": json.dumps({"ids": ["x"] * 20_001, "properties": [{"id": "years"}]})}, "20,000 values"),
        ({"query": "x"}, "queries"),
    ],
)
def test_what_is_not_the_api(service: Served, form: dict[str, str], said: str) -> None:
    """400 with the reason in a line."""
    answer = service.pool.request_encode_body(
        "POST", "/reconcile", fields=form, headers=ORIGIN, encode_multipart=False
    )
    assert answer.status == 400
    assert said in answer.data.decode()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_odd_queries_find_nothing_and_break_nothing(service: Served) -> None:
    """Empty and endless names, limits that are none, properties of other services."""
    found = results(
        service,
        empty={"query": ""},
        blank={"query": " _ "},
        long={"query": "党" * 50_000, "limit": 1e300},
        less={"query": "德国马列主义党", "limit": -5},
        none={"query": "德国马列主义党", "limit": 0},
        other={"query": "德国马列主义党", "properties": [{"pid": "P17", "v": "x"}]},
        item={"properties": [{"pid": "wikidata", "v": "Q<>"}]},
    )
    assert found["empty"] == found["blank"] == found["item"] == []
    assert found["less"] == found["none"] == []
    assert found["other"][0]["match"]
    too_long = post(service, queries={"a": {"query": "x" * 2_000_000}})
    assert too_long.status == 413


def test_a_thing_that_is_the_same_as_another(tmp_path: Path) -> None:
    """What was reconciled before people decided is still answered: by the thing that stands for both."""
    other = f"{BASE}zh/阿富汗马列主义组织"
    (tmp_path / "same.sssom.tsv").write_text(
        "#curie_map:\n#  skos: http://www.w3.org/2004/02/skos/core#\n"
        "#  semapv: https://w3id.org/semapv/vocab/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        f"{BASE}{PARTY}\tskos:exactMatch\t{other}\tsemapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    decided = ("--decisions", str(tmp_path / "same.sssom.tsv"))
    with serving(
        "output/", "--reconcile", *decided, said="icmlpo-rdf: obeying .*\n" if decided else ""
    ) as served:
        asked = {"ids": ["zh/阿富汗马列主义组织", PARTY], "properties": [{"id": "years"}]}
        rows = json.loads(post(served, extend=asked).data)["rows"]
        assert rows["zh/阿富汗马列主义组织"] == rows[PARTY] != {"years": []}
        view = served.get(f"/reconcile/view?id={quote('zh/阿富汗马列主义组织', safe='')}")
        assert view.headers["Location"] == f"/page/{quote(PARTY)}"
