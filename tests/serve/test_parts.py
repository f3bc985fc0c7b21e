"""The site's parts, each by itself: keywords, negotiation, folding, search, addresses, the query processes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.language import fold
from icmlpo_rdf.quads.iris import encode_title
from icmlpo_rdf.quads.vocab import Rdfs
from icmlpo_rdf.serve.addresses import Addresses
from icmlpo_rdf.serve.documents import ONTOLOGY
from icmlpo_rdf.serve.negotiation import preferred
from icmlpo_rdf.serve.query_pool import QueryPool, Reply
from icmlpo_rdf.serve.request_limits import Limits
from icmlpo_rdf.serve.search import Names
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.store.rdf_files import store_of
from tests.serve.served import BASE


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "a/x"),
        ("", "a/x"),
        ("*/*", "a/x"),
        ("b/z", "b/z"),
        ("A/Y ; Q=0.9, a/x;q=0.8", "a/y"),
        ("a/*;q=0.5, b/z;q=0.6", "b/z"),
        ("a/*, a/x;q=0", "a/y"),
        ("*/*;q=0.1, a/y;level=1", "a/y"),
        ("c/c", None),
        ("a/x;q=0, a/y;q=0.0, b/*;q=0.000", None),
        ("not an accept field at all", "a/x"),
        ("a/x;q=7", "a/x"),
        ("a/x;q=0.0001, b/z;q=0.5", "b/z"),
        ("a/y;q=1.5, a/x", "a/x"),
        ("a/x;q=high, b/z;q=0.1", "b/z"),
        ("a/x;q=-1, b/z;q=.5", "b/z"),
        ("a/x;q=, a/y;q=0.2", "a/y"),
        ('a/x;p="b, c/d;q=1";q=0.1, a/y;q=0.2', "a/y"),
        ("*; q=.2, b/z; q=.3", "b/z"),
        ("b/*, a/x;q=0.5, a/x;q=0.2", "b/z"),
    ],
)
def test_negotiation(accept: str | None, chosen: str | None) -> None:
    """RFC 9110, section 12.5.1: the most specific range counts; between equals, our order."""
    assert preferred(accept, ("a/x", "a/y", "b/z")) == chosen


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("o/x", "a/x"),
        ("p/x;q=0.2, a/y;q=0.1", "a/x"),
        ("a/x;q=0, */*", "a/y"),
        ("o/x;q=0, */*", "a/y"),
        ("o/x;q=0, p/x", None),
        ("a/x;q=0, o/x", None),
        ("o/x;q=0, a/x", "a/x"),
        ("o/*", None),
    ],
)
def test_a_type_that_is_refused_by_one_name_is_not_sent_for_another(accept: str, chosen: str | None) -> None:
    """`q=0` on one name of a type is about the type; its own name, given besides, is the last word."""
    assert preferred(accept, ("a/x", "a/y"), {"a/x": ("o/x", "p/x")}) == chosen


@given(st.text(), st.lists(st.sampled_from(["a/x", "a/y"]), min_size=1, unique=True))
def test_negotiation_of_anything(accept: str, offers: list[str]) -> None:
    """Any field leads to an offer or to none."""
    assert preferred(accept, offers) in {*offers, None}


@pytest.mark.parametrize(
    ("one", "other"),
    [("希臘", "希腊"), ("國際會議", "国际会议"), ("共產黨", "共产党"), ("ＩＣＭＬＰＯ", "icmlpo"), ("劳动党_(塞尔维亚)", "劳动党 (塞尔维亚)"), ("黨－毛", "党-毛"), ("経済", "经济"), ("広島", "廣島")],
)  # fmt: skip
def test_folding(one: str, other: str) -> None:
    """What a reader takes for one name is one."""
    assert fold(one) == fold(other)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    """So that what was folded can be compared with what is."""
    assert fold(fold(text)) == fold(text)


def test_the_search_ranks_and_bounds() -> None:
    """A whole name before a beginning, a beginning before a part, short before long; each thing once."""
    names = ["新党", "党", "党派", "一个很长的党派名称", "党"]
    things = [NamedNode(f"urn:x:{number}") for number in range(len(names))]
    store = store_of(
        Quad(thing, Rdfs.label, Literal(name)) for thing, name in zip(things, names, strict=True)
    )
    store.add(Quad(things[2], Rdfs.label, Literal("黨", language="ja")))
    found = Names(store)
    assert [hit.iri for hit in found.find("黨")] == ["urn:x:1", "urn:x:4", "urn:x:2", "urn:x:0", "urn:x:3"]
    assert found.find("黨")[2].name == Text("黨", "ja")
    assert [hit.iri for hit in found.find("长 党派")] == ["urn:x:3"]
    assert len(found.find("党", limit=2)) == 2
    assert found.find("  ") == found.find("\n") == found.find("没有") == []
    assert Names(Store()).find("x") == []


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_every_title_s_address_leads_back_to_its_iri(title: str) -> None:
    """Whatever the title: the address of its IRI is ASCII, and stands for that IRI first of all."""
    addresses = Addresses(BASE, ONTOLOGY)
    iri = f"{BASE}zh/{encode_title(title)}"
    path = addresses.page(iri)
    assert path is not None
    assert path.isascii()
    assert iri in list(addresses.iris(path.removeprefix("/page/")))
    assert addresses.uri(iri).isascii()


def test_links_lead_to_the_web_only() -> None:
    """No link of another kind is made of an IRI in the data."""
    addresses = Addresses(BASE, ONTOLOGY)
    assert addresses.link("javascript:alert(1)") == (None, True)
    assert addresses.link("https://example.org/x") == ("https://example.org/x", True)
    assert addresses.link(f"{BASE}zh/甲#乙 丙") == ("/page/zh/%E7%94%B2?part=%E4%B9%99%20%E4%B8%99", False)
    assert addresses.link(f"{ONTOLOGY}#year") == ("/page/ontology#year", False)
    assert addresses.link(BASE) == (BASE, True)


def test_a_query_process_that_is_killed_is_replaced(tmp_path: Path) -> None:
    """Killed from outside while idle, the next question finds another one; none is left when the pool is closed."""
    Store(str(tmp_path / "store")).flush()

    async def life() -> list[Reply]:
        pool = QueryPool(str(tmp_path / "store"), Limits(processes=1))
        question = {
            "query": "ASK {}",
            "base": "http://127.0.0.1/sparql",
            "default": None,
            "named": None,
            "results": "text/csv",
            "graph": None,
        }
        await pool.start()
        replies = [await pool.ask(question, "one")]
        (process,) = pool._alive  # noqa: SLF001 - to do it harm
        process.kill()
        await process.wait()
        replies.append(await pool.ask(question, "one"))
        replies.append(await pool.ask({**question, "query": "ASK { BIND(1 AS ?x) }"}, "one"))
        alive = list(pool._alive)  # noqa: SLF001
        await pool.close()
        assert all(one.returncode is not None for one in alive)
        return replies

    assert [(one.status, one.body) for one in asyncio.run(life())] == [(200, b"true\n")] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_query_process_can_open_no_socket() -> None:
    """The second lock behind the refusal of SERVICE."""
    code = (
        "import socket\n"
        "from icmlpo_rdf.query.sandbox import deny_network\n"
        "socket.socket().close()\n"
        "assert deny_network()\n"
        "try: socket.socket()\n"
        "except PermissionError: print('denied')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("denied\n", "")
