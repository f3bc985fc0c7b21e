"""How `make docs` makes one site of the README, of `docs/` and of the texts beside the ontology, the shapes and the seed.

Sphinx reads the checkout itself, so that a link which works on a forge works here too, and one that leads nowhere ends the build.
"""

from __future__ import annotations

from pathlib import Path

from pylode import OntPub
from rdflib import Graph, Literal
from sphinx.application import Sphinx

ROOT = Path(__file__).parent.parent

project = "icmlpo-rdf"
copyright = "the icmlpo-rdf maintainers; what is quoted of Wikipedia is CC BY-SA"  # noqa: A001 (Sphinx's name for it)
extensions = ["myst_nb"]
include_patterns = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/**",
    "ontology/README.md",
    "shapes/README.md",
    "seeds/ATTRIBUTION.md",
]
exclude_patterns = ["docs/seed-as-wikitext/*.wikitext", "docs/_build"]
root_doc = "docs/index"
myst_heading_anchors = 3
nb_execution_mode = "off"  # its outputs are in it; tests/test_notebook.py runs it again
html_theme = "furo"
html_title = "icmlpo-rdf"


def setup(app: Sphinx) -> None:
    """Have the pages of the ontology made after the others."""
    app.connect("build-finished", _pages_of_the_ontology)


def _pages_of_the_ontology(app: Sphinx, failure: Exception | None) -> None:
    """`ontology.en.html` and `ontology.zh.html`: pyLODE would print the labels of both languages one behind the other."""
    if failure:
        return
    for language in ("en", "zh"):
        graph = Graph().parse(ROOT / "ontology" / "icmlpo.ttl")
        for triple in graph:
            if isinstance(triple[2], Literal) and triple[2].language not in {None, language}:
                graph.remove(triple)
        OntPub(ontology=graph, sort_subjects=True).make_html(
            destination=Path(app.outdir) / f"ontology.{language}.html"
        )
