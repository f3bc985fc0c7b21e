"""SHACL: is the graph as the shapes say? By pySHACL, on rdflib; no other module imports either."""

from __future__ import annotations

import json
import logging
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from icmlpo_rdf.errors import DataError, one_line
from icmlpo_rdf.graph.data import parse_data
from icmlpo_rdf.resources import shapes_text

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
    data: Iterable[Quad], shapes: str | None = None, *, shapes_place: str = "shapes"
) -> ValidationReport:
    """Check data against shapes.

    Args:
        data: the quads; named graphs are checked together, as one graph.
        shapes: the shapes as Turtle; None for ours.
        shapes_place: what to call the shapes in an error message.

    Raises:
        DataError: the shapes are no Turtle, or no shapes that can be used.
    """
    import pyshacl  # noqa: PLC0415 - half a second, wanted only here
    import rdflib  # noqa: PLC0415

    shapes_graph = _our_shapes() if shapes is None else _shapes_graph(shapes, shapes_place)
    triples = dict.fromkeys(quad.triple if isinstance(quad, Quad) else quad for quad in data)
    graph = _graph_of(triples)
    # pySHACL changes this flag, adds a handler to its logger and warns on standard error; none of it is
    # the user's business.
    normalize = rdflib.NORMALIZE_LITERALS
    logger = logging.getLogger("icmlpo_rdf.pyshacl")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, report, _ = pyshacl.validate(
                graph,
                shacl_graph=shapes_graph,
                ont_graph=None,
                inference="none",
                inplace=True,
                allow_infos=True,
                allow_warnings=True,
                do_owl_imports=False,
            )
    except Exception as error:
        raise DataError(
            f"the shapes cannot be used ({_first_line(error)})", mend="mend the shapes", place=shapes_place
        ) from error
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
    if not isinstance(report, rdflib.Graph):
        raise DataError(
            f"the shapes cannot be used ({_first_line(report)})", mend="mend the shapes", place=shapes_place
        )
    return ValidationReport(_findings(report), report.serialize(format="turtle"))


def _graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph(bind_namespaces="none")
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return graph.parse(data=data, format="nt")


@cache
def _our_shapes() -> rdflib.Graph:
    """Parsed once a process: that takes as long as checking a page."""
    return _shapes_graph(shapes_text(), "shapes")


def _shapes_graph(text: str, place: str) -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    # pyoxigraph reads strictly and names line and column; rdflib then gets what is known to be Turtle.
    for _ in parse_data(text.encode(), RdfFormat.TURTLE, place):
        pass
    return rdflib.Graph().parse(data=text, format="turtle")


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _findings(report: rdflib.Graph) -> tuple[Finding, ...]:
    import rdflib  # noqa: PLC0415

    sh = rdflib.Namespace(_SH)
    findings = []
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        severity = str(report.value(result, sh.resultSeverity)).removeprefix(_SH).lower()
        shape = report.value(result, sh.sourceShape)
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
