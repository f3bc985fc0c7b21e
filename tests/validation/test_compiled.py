"""The shapes compiled: the same verdicts as pySHACL's, on every example and on real pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, parse

from icmlpo_rdf.convert import convert
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.resources import shapes_text
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.validation.compiled import QuickCheck, quick_check
from icmlpo_rdf.validation.compiled.compiling import compiled
from icmlpo_rdf.validation.compiled.triple_index import Index
from icmlpo_rdf.validation.compiled.twins import TWINS, twin_of
from icmlpo_rdf.validation.shacl_report import validate
from tests.conftest import PAGES, ROOT, SEED

EXAMPLES = sorted((ROOT / "shapes" / "examples").glob("*/*.ttl"))
# pyoxigraph reads every language tag in lower case, so that none of its quads has another.
UNSEEN = {"language-tag-in-capitals"}


def quads(path: Path) -> list[Quad]:
    """An example's triples; some examples have IRIs that strict readers refuse."""
    return list(parse(path.read_bytes(), RdfFormat.TURTLE, lenient=True))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_verdict_of_an_example(path: Path) -> None:
    """An example fails when what it expects is a violation; the tests of the shapes hold pySHACL to the same."""
    text = path.read_text(encoding="utf-8")
    violated = path.parent.name == "fail" and ' Violation "' in text and path.stem not in UNSEEN
    assert quick_check().conforms(quads(path)) is not violated


@pytest.mark.parametrize("path", [SEED, *PAGES], ids=lambda path: path.stem)
def test_verdict_of_a_page(path: Path) -> None:
    """Whole, and with each tenth triple taken away."""
    data = convert(read_page_file(str(path))).quads
    assert quick_check().conforms(data)
    without = [quad for number, quad in enumerate(data) if number % 10]
    assert quick_check().conforms(without) is validate(without).conforms


def test_what_cannot_be_expressed_is_refused() -> None:
    """A shape with another constraint is not skipped."""
    shapes = (
        shapes_text()
        + """
        <https://w3id.org/icmlpo-rdf/shapes#x> a sh:NodeShape ; sh:targetClass icm:Page ;
            sh:property [ sh:path schema:name ; sh:lessThan schema:version ] .
    """
    )
    with pytest.raises(DataError, match="sh:lessThan cannot be checked quickly"):
        QuickCheck(shapes)


# The functions that stand beside SPARQL constraints.

SHAPES = compiled(shapes_text(), "shapes")
SPARQL = [(shape, constraint) for shape in SHAPES.shapes for constraint in shape.constraints]
BOTH = [
    quad
    for page in (SEED, ROOT / "tests" / "pages" / "zh" / "革命国际主义运动.md")
    for quad in convert(read_page_file(str(page))).quads
]


def test_each_query_that_decides_has_a_twin_of_its_own_text() -> None:
    """A constraint that was changed in the shapes is asked as a query, until its twin was read again."""
    assert len(SPARQL) == len(TWINS)
    assert [constraint.query for _, constraint in SPARQL if constraint.twin is None] == []
    assert twin_of("end-before-start", "SELECT $this WHERE { }") is None


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_twin_never_clears_what_its_query_finds(data: st.DataObject) -> None:
    """On real pages some of whose statements are gone, turned, or exchanged: where a twin says right, the query is silent."""
    chosen = data.draw(st.lists(st.integers(0, len(BOTH) - 1), min_size=1, max_size=8, unique=True))
    quads = list(BOTH)
    for number, other in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
        quad = quads[number]
        match data.draw(st.sampled_from(["drop", "object", "subject", "predicate"])):
            case "object":
                quads[number] = Quad(quad.subject, quad.predicate, BOTH[other].object)
            case "subject":
                quads[number] = Quad(BOTH[other].subject, quad.predicate, quad.object)
            case "predicate":
                quads[number] = Quad(quad.subject, BOTH[other].predicate, quad.object)
            case _:
                quads[number] = BOTH[other]
    triples = {quad.triple for quad in quads}
    index = Index(triples, SHAPES.backwards)
    store = index.store()
    for shape, constraint in SPARQL:
        for focus in shape.targets(index):
            if constraint.twin and isinstance(focus, NamedNode) and constraint.twin(index, focus):
                query = constraint.query.replace("{values}", str(focus))
                found = store.query(f"{SHAPES.prologue}\n{query}")
                assert isinstance(found, QuerySolutions)
                assert next(found, None) is None, query


@pytest.mark.parametrize("name", sorted(set(TWINS) - {"language-tag-in-capitals"}))
def test_a_twin_suspects_the_failing_example(name: str) -> None:
    """It would not be worth having if it cleared everything."""
    index = Index(quads(ROOT / "shapes" / "examples" / "fail" / f"{name}.ttl"), SHAPES.backwards)
    twin, _ = TWINS[name]
    focuses = {focus for shape, one in SPARQL if one.twin is twin for focus in shape.targets(index)}
    assert not all(twin(index, focus) for focus in focuses)
