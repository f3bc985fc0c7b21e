"""The results of a SHACL validation report: read from its graph, and brought into one order."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from urllib.parse import unquote

from msgspec import Struct
from pyoxigraph import BlankNode, NamedNode, Triple

from icmlpo_rdf.errors import one_line
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.validation.shapes_graph import SH, shacl
from icmlpo_rdf.validation.triple_index import Index, Term, text_of

__all__ = ["Finding", "Level", "in_order", "results_of"]


class Level(Enum):
    """How much a finding matters; only violations make data not conform."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


class Finding(ShortRepr, Struct, frozen=True):
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


def results_of(report: Index) -> list[tuple[Finding, Term]]:
    """Each result and its node in the report graph, in the order in which they are told."""
    # Not whatever is a sh:ValidationResult: those in sh:detail explain others (SHACL, section 3.6.2.5).
    reports = report.instances(shacl("ValidationReport"))
    nodes = [node for one in reports for node in report.values(one, shacl("result"))]
    results = [(_finding(report, node), node) for node in nodes]
    results.sort(
        key=lambda pair: (*_rank(pair[0]), _text(report.value(pair[1], shacl("sourceConstraintComponent"))))
    )
    return results


def _rank(one: Finding) -> tuple[int, str, str, str, str, str]:
    # `value` may be None: the empty string sorts before all.
    return one.level.rank, one.focus, one.shape, one.path or "", one.value or "", one.message


def _finding(report: Index, result: Term) -> Finding:
    severity = _text(report.value(result, shacl("resultSeverity"))).removeprefix(SH).lower()
    # A SPARQL constraint says more than the shape that it hangs on.
    shape = report.value(result, shacl("sourceConstraint")) or report.value(result, shacl("sourceShape"))
    path, value = report.value(result, shacl("resultPath")), report.value(result, shacl("value"))
    return Finding(
        level=Level(severity) if severity in {level.value for level in Level} else Level.VIOLATION,
        focus=_text(report.value(result, shacl("focusNode"))),
        path=None if path is None else _path(report, path),
        value=None if value is None else text_of(value),
        shape=_text(shape),
        message=" ".join(sorted(map(text_of, report.values(result, shacl("resultMessage"))))),
    )


def in_order(report: Index) -> Iterator[Triple]:
    """Yield a report graph in one order, whatever labels an engine gave its blank nodes."""
    rank: dict[Term, int] = {}
    waiting = [*report.instances(shacl("ValidationReport")), *(node for _, node in results_of(report))]
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
        for one in report.values(path, shacl(name)):
            return f"{before}{_grouped(report, one)}{behind}"
    ways = [one for head in report.values(path, shacl("alternativePath")) for one in report.members(head)]
    return "|".join(_grouped(report, one) for one in ways)


def _grouped(report: Index, path: Term) -> str:
    text = _expression(report, path)
    return text if isinstance(path, NamedNode) or text.startswith("^<") else f"({text})"


def _text(term: Term | None) -> str:
    return "" if term is None else text_of(term)
