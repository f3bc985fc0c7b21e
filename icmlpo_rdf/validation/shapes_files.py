"""Shapes graphs read from files, in any syntax, with the line of each statement."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from typing import BinaryIO, cast

from pyoxigraph import RdfFormat, Triple, parse

from icmlpo_rdf.store.nesting import watch_for
from icmlpo_rdf.store.parsing import Origin, errors_told, file_iri
from icmlpo_rdf.store.rdf_files import STANDARD_INPUT, expand
from icmlpo_rdf.store.streams import SYNTAXES, open_data, suffix_of
from icmlpo_rdf.validation.shapes_graph import SH, ShapesGraph
from icmlpo_rdf.validation.triple_index import Term

__all__ = ["read_shapes", "shapes_of"]


def shapes_of(text: str, origin: str) -> ShapesGraph:
    """Return shapes that are written in Turtle.

    Raises:
        DataError: they are no Turtle; names origin, line and column.
    """
    return _graph([(Origin(origin, RdfFormat.TURTLE, None), text.encode())])


def read_shapes(paths: Iterable[str], base_iri: str | None = None) -> ShapesGraph:
    """Return the shapes of some files.

    Args:
        paths: RDF files, folders of them, or `-` for Turtle on standard input. What a file's ending does not tell is
            taken for Turtle.
        base_iri: what relative IRIs are resolved against; None: each file's own address.

    Raises:
        DataError: a file cannot be read or is not in its syntax; names file, line and column.
        LimitError: a file is nested too deep for the engine.
    """
    return _graph(_read(path, base_iri) for given in paths for path in expand(given))


def _read(path: str, base_iri: str | None) -> tuple[Origin, bytes]:
    if path == STANDARD_INPUT:
        return Origin("<stdin>", RdfFormat.TURTLE, base_iri), sys.stdin.buffer.read()
    syntax = SYNTAXES.get(suffix_of(path), RdfFormat.TURTLE)
    with open_data(path) as (stream, _):
        return Origin(path, syntax, base_iri or file_iri(path)), stream.read()


def _graph(files: Iterable[tuple[Origin, bytes]]) -> ShapesGraph:
    triples: dict[Triple, None] = {}
    prefixes: dict[str, str] = {}
    places: dict[Term, tuple[str, int]] = {}
    names: list[str] = []
    for origin, data in files:
        names.append(origin.name)
        lines = _Lines(data.removeprefix(codecs.BOM_UTF8))
        stream = watch_for(cast("BinaryIO", lines), origin.syntax)
        with errors_told(origin):
            # Blank nodes of two files are not the same, whatever their labels.
            parser = parse(
                cast("BinaryIO", stream),
                format=origin.syntax,
                base_iri=origin.base_iri,
                rename_blank_nodes=True,
            )
            for quad in parser:
                triples[quad.triple] = None
                places.setdefault(quad.subject, (origin.name, lines.number))
            prefixes |= parser.prefixes
    graph = ShapesGraph(tuple(triples), prefixes, names[0], places)
    if graph.has_shapes and (mistaken := graph.mistaken_namespace()):
        node, namespace = mistaken
        raise graph.error(f"SHACL's terms begin with {SH}, and not with {namespace}", node)
    return graph


class _Lines:
    """A file that is read a line at a time, so that the parser has read no further than what it says."""

    def __init__(self, data: bytes) -> None:
        self._lines = iter(data.splitlines(keepends=True))
        self.number = 0

    def read(self, _size: int = -1) -> bytes:
        """Read the next line."""
        line = next(self._lines, b"")
        self.number += bool(line)
        return line
