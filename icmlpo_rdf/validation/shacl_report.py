"""SHACL: is the graph as the shapes say?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace
from pyoxigraph import Literal, Quad, Triple

from icmlpo_rdf.errors import counted
from icmlpo_rdf.quads import PREFIXES, given_quads
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.validation.findings import Finding, Level, in_order, results_of
from icmlpo_rdf.validation.shapes_graph import SH, ShapesGraph, our_shapes, shacl
from icmlpo_rdf.validation.triple_index import Index

__all__ = ["Engine", "Finding", "Level", "ValidationReport", "validate"]

_ICMSH = "https://w3id.org/icmlpo-rdf/shapes#"


class Engine(Enum):
    """What checks data against shapes."""

    PYSHACL = "pyshacl"
    """All of SHACL, and the reference."""
    FAST = "fast"
    """What our own shapes need of SHACL; it refuses shapes that need more."""


class ValidationReport(ShortRepr, Struct, frozen=True):
    """What the shapes say of a graph."""

    results: tuple[Finding, ...]
    """Gravest first, then by node, shape, path and value: the same on every run."""
    graph: tuple[Triple, ...]
    """The same as a SHACL validation report, as the engine made it."""
    checked: int
    """How many nodes of the data the shapes looked at."""
    nothing_checked: str | None
    """Why they looked at none, where they did not; None where they did."""
    level: Level = Level.VIOLATION
    """The least grave level whose findings make data not conform."""

    @classmethod
    def of(cls, graph: Iterable[Triple], checked: int, shapes: ShapesGraph) -> ValidationReport:
        """Read a SHACL validation report (SHACL, section 3.6).

        Args:
            graph: the report.
            checked: how many nodes of the data the shapes looked at.
            shapes: the shapes.
        """
        triples = tuple(dict.fromkeys(graph))
        # A value that breaks a shape in two ways is one finding, said in the shape's one message.
        results = tuple(dict.fromkeys(finding for finding, _ in results_of(Index(triples))))
        # What a shape names itself may be found wrong without being in the data.
        nothing = None if checked or results else shapes.why_nothing_was_checked()
        return cls(results, triples, checked, nothing)

    @property
    def conforms(self) -> bool:
        """True when nodes were checked and no finding counts; by default, violations alone count."""
        return self.nothing_checked is None and not any(map(self._counts, self.results))

    def _counts(self, finding: Finding) -> bool:
        return finding.level.rank <= self.level.rank

    @property
    def turtle(self) -> str:
        """The report as Turtle, the same on every run.

        SHACL, section 3.6.1.2, lets data conform if, and only if, their report holds no result. So the report of data
        that conform leaves out what does not count; that of other data holds everything.
        """
        report = Index(self.graph)
        kept = {node for finding, node in results_of(report) if not self.conforms or self._counts(finding)}
        said: list[Triple] = []
        for one in self.graph:
            if one.predicate == shacl("conforms"):
                said.append(Triple(one.subject, one.predicate, Literal(not kept)))
            elif one.predicate != shacl("result") or one.object in kept:
                said.append(one)
        quads = (Quad(*triple) for triple in in_order(Index(said)))
        return to_bytes(quads, OutputFormat.TURTLE, {**PREFIXES, "icmsh": _ICMSH, "sh": SH}).decode()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each level, gravest first; levels without any are left out."""
        found = Counter(finding.level for finding in self.results)
        names = {Level.VIOLATION: "violations", Level.WARNING: "warnings", Level.INFO: "infos"}
        return {names[level]: found[level] for level in Level if found[level]}

    @property
    def counts_as_text(self) -> str:
        """The same in words: 1 violation, 2 warnings; empty without findings."""
        return ", ".join(counted(number, name.removesuffix("s")) for name, number in self.counts.items())

    def to_json(self) -> str:
        """The findings as JSON, for other programs."""
        import json  # noqa: PLC0415 - seldom asked for

        return json.dumps(
            {
                "conforms": self.conforms,
                "checked": self.checked,
                **({"nothingChecked": self.nothing_checked} if self.nothing_checked else {}),
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
        """The findings for people, one a line; how many nodes were checked; the verdict."""
        if self.nothing_checked:
            return f"nothing was checked: {self.nothing_checked}\n"
        counts = self.counts_as_text or "nothing to say"
        verdict = "conforms" if self.conforms else "does not conform"
        checked = f"checked: {counted(self.checked, 'node')}"
        return "".join(f"{finding}\n" for finding in self.results) + f"{checked}\n{verdict}: {counts}\n"


def validate(
    data: Iterable[Quad],
    shapes: ShapesGraph | str | None = None,
    *,
    shapes_origin: str = "shapes",
    engine: Engine = Engine.PYSHACL,
    level: Level = Level.VIOLATION,
) -> ValidationReport:
    """Check data against shapes.

    Args:
        data: the quads; named graphs are checked together, as one graph.
        shapes: the shapes, or their Turtle; None for ours, those for curators too.
        shapes_origin: what to call that Turtle in an error message.
        engine: which SHACL engine checks.
        level: the least grave level whose findings make data not conform.

    Raises:
        DataError: the shapes are no Turtle, or no shapes that can be used, or none that the engine knows how to use.
        WrongTypeError: the data are no quads but a file's name, say.
    """
    if shapes is None:
        shapes = our_shapes()
    elif isinstance(shapes, str):
        from icmlpo_rdf.validation.shapes_files import shapes_of  # noqa: PLC0415 - `convert` reads no shapes

        shapes = shapes_of(shapes, shapes_origin)
    triples = dict.fromkeys(quad.triple for quad in given_quads(data, "validate({})"))
    if engine is Engine.FAST:
        from icmlpo_rdf.validation import compiled  # noqa: PLC0415 - it needs what is defined here

        report = compiled.validate(triples, shapes)
    else:
        from icmlpo_rdf.validation import pyshacl_engine  # noqa: PLC0415 - it takes half a second to load

        report = ValidationReport.of(*pyshacl_engine.run(triples, shapes), shapes)
    return replace(report, level=level)
