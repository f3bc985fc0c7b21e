"""SHACL: is the graph as the shapes say?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import Quad

from icmlpo_rdf.errors import one_line
from icmlpo_rdf.resources import curation_text, shapes_text

if TYPE_CHECKING:
    import rdflib

__all__ = ["Finding", "Level", "ValidationReport", "validate"]

_SH = "http://www.w3.org/ns/shacl#"


class Level(Enum):
    """How much a finding matters; only violations make data not conform."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a shape on a node."""

    level: Level
    focus: str
    """The node that was looked at: an IRI, or a literal's text."""
    path: str | None
    """The property concerned."""
    value: str | None
    """The value concerned."""
    shape: str
    """The shape that says so."""
    message: str

    def __str__(self) -> str:
        """One line: level, node, message."""
        return one_line(f"{self.level.value}: {unquote(self.focus)}: {self.message}")


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What the shapes say of a graph."""

    results: tuple[Finding, ...]
    """Gravest first, then by node, shape, path and value: the same on every run."""
    turtle: str
    """The same as a SHACL validation report."""

    @property
    def conforms(self) -> bool:
        """True when there is no violation. Warnings and infos are for a curator's eye."""
        return not any(finding.level is Level.VIOLATION for finding in self.results)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each level, gravest first; levels without any are left out."""
        found = Counter(finding.level for finding in self.results)
        names = {Level.VIOLATION: "violations", Level.WARNING: "warnings", Level.INFO: "infos"}
        return {names[level]: found[level] for level in Level if found[level]}

    def to_json(self) -> str:
        """The findings as JSON, for other programs."""
        return json.dumps(
            {
                "conforms": self.conforms,
                "counts": self.counts,
                "results": [
                    {
                        "level": finding.level.value,
                        "focus": finding.focus,
                        "path": finding.path,
                        "value": finding.value,
                        "shape": finding.shape,
                        "message": finding.message,
                    }
                    for finding in self.results
                ],
            },
            ensure_ascii=False,
            indent=2,
        )

    def to_text(self) -> str:
        """The findings for people, one a line, and the verdict."""
        counts = ", ".join(f"{number} {name}" for name, number in self.counts.items()) or "nothing to say"
        verdict = "conforms" if self.conforms else "does not conform"
        return "".join(f"{finding}\n" for finding in self.results) + f"{verdict}: {counts}\n"


def validate(
    data: Iterable[Quad], shapes: str | None = None, *, shapes_origin: str = "shapes"
) -> ValidationReport:
    """Check data against shapes.

    Args:
        data: the quads; named graphs are checked together, as one graph.
        shapes: the shapes as Turtle; None for ours, those for curators too.
        shapes_origin: what to call the shapes in an error message.

    Raises:
        DataError: the shapes are no Turtle, or no shapes that can be used.
    """
    from icmlpo_rdf.validation import pyshacl_engine  # noqa: PLC0415 - the engine takes half a second to load

    graph = pyshacl_engine.graph_of(dict.fromkeys(quad.triple for quad in data))
    texts = (shapes_text(), curation_text()) if shapes is None else (shapes,)
    shapes_graph = pyshacl_engine.shapes_graph(texts, shapes_origin)
    report = pyshacl_engine.run(graph, shapes_graph, shapes_origin)
    return ValidationReport(_findings(report), report.serialize(format="turtle"))


def _findings(report: rdflib.Graph) -> tuple[Finding, ...]:
    import rdflib  # noqa: PLC0415

    sh = rdflib.Namespace(_SH)
    findings = []
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        severity = str(report.value(result, sh.resultSeverity)).removeprefix(_SH).lower()
        # A SPARQL constraint says more than the shape that it hangs on.
        shape = report.value(result, sh.sourceConstraint) or report.value(result, sh.sourceShape)
        path, value = report.value(result, sh.resultPath), report.value(result, sh.value)
        findings.append(
            Finding(
                level=Level(severity) if severity in {level.value for level in Level} else Level.VIOLATION,
                focus=str(report.value(result, sh.focusNode)),
                path=None if path is None else str(path),
                value=None if value is None else str(value),
                shape=str(shape),
                message=" ".join(sorted(map(str, report.objects(result, sh.resultMessage)))),
            )
        )
    # `value` may be None: the empty string sorts before all.
    findings.sort(
        key=lambda one: (one.level.rank, one.focus, one.shape, one.path or "", one.value or "", one.message)
    )
    return tuple(findings)
