"""The shapes compiled: the same verdicts as pySHACL's, on every example and on real pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from icmlpo_rdf.convert import convert
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.graph.quick_check import QuickCheck, quick_check
from icmlpo_rdf.graph.validate import validate
from icmlpo_rdf.resources import shapes_text
from icmlpo_rdf.source import read_page_file
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
