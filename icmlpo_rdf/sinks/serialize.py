"""Quads to bytes, in any format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Quad, RdfFormat, serialize

from icmlpo_rdf.sinks.formats import OutputFormat
from icmlpo_rdf.sinks.turtle import to_trig, to_turtle

__all__ = ["to_bytes", "to_nquads"]


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return quads of which none comes twice as N-Quads, in their order."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def to_bytes(quads: Iterable[Quad], output_format: OutputFormat, prefixes: Mapping[str, str]) -> bytes:
    """Return the quads in a format; formats without named graphs get each triple once.

    The same quads in the same order give the same bytes.
    """
    if output_format is OutputFormat.TURTLE:
        return to_turtle(quads, prefixes)
    if output_format is OutputFormat.TRIG:
        return to_trig(quads, prefixes)
    if output_format.syntax == RdfFormat.JSON_LD:
        from icmlpo_rdf.sinks.jsonld import to_jsonld  # noqa: PLC0415 - asked for less often than Turtle

        return to_jsonld(quads, prefixes, named_graphs=output_format.has_named_graphs)
    if output_format.has_named_graphs:
        return serialize(dict.fromkeys(quads), format=output_format.syntax, prefixes=dict(prefixes)) or b""
    triples = dict.fromkeys(quad.triple for quad in quads)
    return serialize(triples, format=output_format.syntax, prefixes=dict(prefixes)) or b""
