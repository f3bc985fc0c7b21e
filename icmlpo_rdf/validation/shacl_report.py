"""SHACL: is the graph as the shapes say?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from icmlpo_rdf.errors import one_line
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.resources import curation_text, shapes_text
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.validation.triple_index import Index, Term, text_of

__all__ = ["Engine", "Finding", "Level", "ValidationReport", "validate"]

_SH = "http://www.w3.org/ns/shacl#"
_ICMSH = "https://w3id.org/icmlpo-rdf/shapes#"


class Engine(Enum):
    """What checks data against shapes."""

    PYSHACL = "pyshacl"
    """All of SHACL, and the reference."""
    FAST = "fast"
    """What our own shapes need of SHACL; it refuses shapes that need more."""


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
    """The property concerned: an IRI, or a property path as SPARQL writes it."""
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
    graph: tuple[Triple, ...]
    """The same as a SHACL validation report."""

    @classmethod
    def of(cls, graph: Iterable[Triple]) -> ValidationReport:
        """Read a SHACL validation report (SHACL, section 3.6)."""
        triples = tuple(dict.fromkeys(graph))
        return cls(tuple(finding for finding, _ in _results(Index(triples))), triples)

    @property
    def turtle(self) -> str:
        """The report as Turtle, the same on every run."""
        quads = (Quad(*triple) for triple in _ordered(Index(self.graph)))
        return to_bytes(quads, OutputFormat.TURTLE, {**PREFIXES, "icmsh": _ICMSH, "sh": _SH}).decode()

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
    data: Iterable[Quad],
    shapes: str | None = None,
    *,
    shapes_origin: str = "shapes",
    shapes_base: str | None = None,
    engine: Engine = Engine.PYSHACL,
) -> ValidationReport:
    """Check data against shapes.

    Args:
        data: the quads; named graphs are checked together, as one graph.
        shapes: the shapes as Turtle; None for ours, those for curators too.
        shapes_origin: what to call the shapes in an error message.
        shapes_base: what relative IRIs in the shapes are resolved against.
        engine: which SHACL engine checks.

    Raises:
        DataError: the shapes are no Turtle, or no shapes that can be used, or none that the engine knows how to use.
    """
    triples = dict.fromkeys(quad.triple for quad in data)
    texts = (shapes_text(), curation_text()) if shapes is None else (shapes,)
    if engine is Engine.FAST:
        from icmlpo_rdf.validation import compiled  # noqa: PLC0415 - it needs what is defined here

        return compiled.validate(triples, texts, shapes_origin, shapes_base)
    from icmlpo_rdf.validation import pyshacl_engine  # noqa: PLC0415 - the engine takes half a second to load

    graph = pyshacl_engine.graph_of(triples)
    shapes_graph = pyshacl_engine.shapes_graph(texts, shapes_origin, shapes_base)
    return ValidationReport.of(pyshacl_engine.run(graph, shapes_graph, shapes_origin))


def _results(report: Index) -> list[tuple[Finding, Term]]:
    """Each result and its node in the report graph, in the order in which they are told."""
    # Not whatever is a sh:ValidationResult: those in sh:detail explain others (SHACL, section 3.6.2.5).
    reports = report.instances(_sh("ValidationReport"))
    nodes = [node for one in reports for node in report.values(one, _sh("result"))]
    results = [(_finding(report, node), node) for node in nodes]
    results.sort(
        key=lambda pair: (*_rank(pair[0]), _text(report.value(pair[1], _sh("sourceConstraintComponent"))))
    )
    return results


def _rank(one: Finding) -> tuple[int, str, str, str, str, str]:
    # `value` may be None: the empty string sorts before all.
    return one.level.rank, one.focus, one.shape, one.path or "", one.value or "", one.message


def _finding(report: Index, result: Term) -> Finding:
    severity = _text(report.value(result, _sh("resultSeverity"))).removeprefix(_SH).lower()
    # A SPARQL constraint says more than the shape that it hangs on.
    shape = report.value(result, _sh("sourceConstraint")) or report.value(result, _sh("sourceShape"))
    path, value = report.value(result, _sh("resultPath")), report.value(result, _sh("value"))
    return Finding(
        level=Level(severity) if severity in {level.value for level in Level} else Level.VIOLATION,
        focus=_text(report.value(result, _sh("focusNode"))),
        path=None if path is None else _path(report, path),
        value=None if value is None else text_of(value),
        shape=_text(shape),
        message=" ".join(sorted(map(text_of, report.values(result, _sh("resultMessage"))))),
    )


def _ordered(report: Index) -> Iterator[Triple]:
    """Yield the report graph in one order, whatever labels an engine gave its blank nodes."""
    rank: dict[Term, int] = {}
    waiting = [*report.instances(_sh("ValidationReport")), *(node for _, node in _results(report))]
    for node in waiting:
        if node not in rank:
            rank[node] = len(rank)
            waiting += (value for _, value in _said(report, node) if isinstance(value, BlankNode))
    labels = {node: BlankNode(f"b{number}") for node, number in rank.items()}
    for node, label in labels.items():
        for predicate, value in sorted(_said(report, node), key=lambda said: (said[0], rank.get(said[1], 0))):
            yield Triple(label, NamedNode(predicate), labels.get(value, value))


def _said(report: Index, node: Term) -> list[tuple[str, Term]]:
    said = report.by_subject.get(node, {}).items()
    return sorted(
        ((text_of(predicate), value) for predicate, values in said for value in values),
        key=lambda pair: (pair[0], str(pair[1])),
    )


def _path(report: Index, path: Term) -> str:
    """An IRI as it is, another path as SPARQL 1.1, section 9.1, writes it."""
    return text_of(path) if isinstance(path, NamedNode) else _expression(report, path)


def _expression(report: Index, path: Term) -> str:
    if isinstance(path, NamedNode):
        return str(path)
    if steps := report.members(path):
        return "/".join(_grouped(report, one) for one in steps)
    for name, before, behind in (
        ("inversePath", "^", ""),
        ("zeroOrMorePath", "", "*"),
        ("oneOrMorePath", "", "+"),
        ("zeroOrOnePath", "", "?"),
    ):
        for one in report.values(path, _sh(name)):
            return f"{before}{_grouped(report, one)}{behind}"
    ways = [one for head in report.values(path, _sh("alternativePath")) for one in report.members(head)]
    return "|".join(_grouped(report, one) for one in ways)


def _grouped(report: Index, path: Term) -> str:
    text = _expression(report, path)
    return text if isinstance(path, NamedNode) or text.startswith("^<") else f"({text})"


def _text(term: Term | None) -> str:
    return "" if term is None else text_of(term)


def _sh(name: str) -> NamedNode:
    return NamedNode(f"{_SH}{name}")
