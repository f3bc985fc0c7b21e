"""Citations of facts, pages and datasets: what they say, and that the programs they are for can read them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from icmlpo_rdf import UsageError
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.evidence.citation import Citation, cite
from icmlpo_rdf.quads.vocab import Rdfs
from icmlpo_rdf.reports.citation_forms import CitationForm, citations_as
from icmlpo_rdf.store.rdf_files import load
from tests.conftest import ROOT, Cli

SCHEMA = json.loads(Path(__file__).with_name("csl").joinpath("csl-data.json").read_text())
DATA = [str(ROOT / "output")]
LATER = [str(ROOT / "docs/seed-as-wikitext")]
PAGE = "https://w3id.org/icmlpo-rdf/source/zh/马列主义政党和组织国际会议"
FACT = "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#meeting-10/孟加拉国工人党"
REVISED = Citation(
    title="T_{x} & co. 50 %",
    is_dataset=False,
    language="zh",
    address="https://zh.wikipedia.org/w/index.php?title=T&oldid=123",
    revision="123",
    saved="2026-10-01T12:00:00Z",
    licence="https://creativecommons.org/licenses/by-sa/4.0/",
    lines=("line 3", "lines 7-9"),
    said="A took part in B",
    quotation="A | B",
    statements=12,
    digest="0" * 64,
)


def test_the_dataset() -> None:
    """Its digest is that of its triples as canonical N-Quads, which anybody can work out."""
    (found,) = cite(load(DATA))
    assert found.is_dataset
    assert found.pages == 1
    triples = {
        str(one.triple) for one in parse(path=str(next(Path(DATA[0]).glob("*.ttl"))), format=RdfFormat.TURTLE)
    }
    assert found.statements == len(triples)
    lines = "".join(
        sorted(f"{one} .\n" for one in triples)
    )  # it has no blank nodes, so that these are canonical
    assert found.digest == hashlib.sha256(lines.encode()).hexdigest()


def test_a_page_and_a_fact() -> None:
    """A fact brings its lines, quoted, and the page that they stand on."""
    store = load(DATA)
    (page,) = cite(store, PAGE)
    assert (page.title, page.language, page.lines) == ("马列主义政党和组织国际会议", "zh", ())
    (fact,) = cite(store, FACT, str(ROOT / "seeds"))
    assert fact.said == "孟加拉国工人党 took part in 第十次会议（2011年）"
    assert fact.lines == ("line 8", "lines 26-29")
    assert fact.quotation == "第十次会议（2011年）参加者 … 孟加拉国工人党"
    assert fact.address == page.address
    assert fact.digest == page.digest


def test_a_thing_of_two_pages_is_cited_from_both() -> None:
    """In the order of their IRIs."""
    found = cite(load([*DATA, *LATER]), "德国马列主义党")
    assert [one.title for one in found] == [
        "马列主义政党和组织国际会议",
        "马列主义政党和组织国际会议 (国际通讯)",
    ]


def test_a_thing_is_cited_by_the_facts_about_it() -> None:
    """By the headings and rows that say where somebody was, not by where a name stands; a series of many rows by its page."""
    store = load(DATA)
    (party,) = cite(store, "德国马列主义党", str(ROOT / "seeds"))
    assert party.said == "德国马列主义党 (5 facts)"
    assert len(party.lines) == 10
    assert party.lines[:2] == ("line 8", "lines 46-49")
    # That five rows print it alike need not be said five times.
    assert party.quotation.startswith(
        "第十次会议（2011年）参加者 … 德国马列主义党 … 第九次会议（2007年）参加者 … "
    )
    (series,) = cite(store, "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议")
    assert (series.said, series.lines) == ("马列主义政党和组织国际会议 (126 facts)", ())


def test_no_graph_of_several_is_one_pages() -> None:
    """Turtles of two pages given together: no digest; in named graphs each has its own, as alone."""
    together = load([*DATA, *LATER])
    assert [one.digest for one in cite(together, PAGE)] == [""]
    graphs = Store()
    for name, data in (
        ("https://w3id.org/icmlpo-rdf/source/zh/马列主义政党和组织国际会议", DATA),
        ("urn:other", LATER),
    ):
        graphs.extend(Quad(one.subject, one.predicate, one.object, NamedNode(name)) for one in load(data))
    assert cite(graphs, PAGE)[0].digest == cite(load(DATA), PAGE)[0].digest


def test_what_is_not_there() -> None:
    """A name that nobody has, a term that no page speaks of."""
    with pytest.raises(UsageError, match="nothing is called"):
        cite(load(DATA), "无此组织")
    store = Store()
    store.add(Quad(NamedNode("http://e/x"), Rdfs.label, Literal("x")))
    with pytest.raises(DataError, match="no page of the data states anything of it"):
        cite(store, "http://e/x")


@pytest.mark.parametrize("thing", [None, PAGE, FACT, "德国马列主义党"])
def test_csl_is_what_its_schema_says(thing: str | None) -> None:
    """For the dataset, a page, a fact and a thing."""
    found = json.loads(citations_as(cite(load([*DATA, *LATER]), thing), CitationForm.CSL))
    Draft7Validator(SCHEMA).validate(found)
    assert all(one["author"] == [{"literal": "Wikipedia contributors"}] for one in found)


def test_the_forms_say_all() -> None:
    """Revision, day, lines, licence, digest."""
    assert citations_as([REVISED], CitationForm.TEXT) == (
        "A took part in B. Wikipedia contributors, “T_{x} & co. 50 %”, Wikipedia (zh), revision 123, of 2026-10-01, line 3, lines 7-9. "
        "“A | B”. https://zh.wikipedia.org/w/index.php?title=T&oldid=123. Text under CC BY-SA 4.0. "
        f"Graph of 12 triples, RDFC-1.0 SHA-256 {'0' * 64}.\n"
    )
    (csl,) = json.loads(citations_as([REVISED], CitationForm.CSL))
    Draft7Validator(SCHEMA).validate([csl])
    assert csl["issued"] == {"date-parts": [[2026, 10, 1]]}
    assert csl["version"] == "123"
    assert csl["locator"] == "line 3, lines 7-9"
    bibtex = citations_as([REVISED], CitationForm.BIBTEX)
    assert r"title = {{T\_\{x\} \& co. 50 \%}}," in bibtex
    assert "url = {https://zh.wikipedia.org/w/index.php?title=T&oldid=123}," in bibtex
    assert "version = {123}," in bibtex
    assert "year = {2026}," in bibtex


def test_the_command(cli: Cli, tmp_path: Path) -> None:
    """It says when no revision is known, writes files, and refuses what is no format."""
    done = cli("cite", *DATA, "德国马列主义党", "-f", "csl", "-o", "c.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no revision" in done.stderr
    assert (
        json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))[0]["title"]
        == "马列主义政党和组织国际会议"
    )
    assert cli("cite", *DATA, "-f", "ris").returncode == 2
    assert cli("cite", *DATA, "无此组织").returncode == 2
    assert "Who took part in what" in cli("cite", *DATA).stdout
