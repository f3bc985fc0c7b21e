"""The syntaxes that can be written, as values that know their facts."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath
from typing import Self

from pyoxigraph import RdfFormat

from icmlpo_rdf.errors import UsageError

__all__ = ["OutputFormat"]


class OutputFormat(Enum):
    """An RDF syntax: its name, further names, file suffix, media type and whether it keeps named graphs."""

    TURTLE = ("turtle", ("ttl",), ".ttl", RdfFormat.TURTLE, False)
    NTRIPLES = ("ntriples", ("nt", "n-triples"), ".nt", RdfFormat.N_TRIPLES, False)
    NQUADS = ("nquads", ("nq", "n-quads"), ".nq", RdfFormat.N_QUADS, True)
    TRIG = ("trig", (), ".trig", RdfFormat.TRIG, True)
    JSONLD = ("jsonld", ("json-ld",), ".jsonld", RdfFormat.JSON_LD, False)
    """One graph, the default one: a reader of one graph finds nothing in any other."""
    JSONLD_GRAPHS = ("jsonld-graphs", (), ".jsonld", RdfFormat.JSON_LD, True)
    RDFXML = ("rdfxml", ("rdf", "xml", "rdf-xml", "rdf/xml"), ".rdf", RdfFormat.RDF_XML, False)

    label: str
    aliases: tuple[str, ...]
    ending: str
    syntax: RdfFormat
    has_named_graphs: bool
    """True when each page's facts stay in the graph of their source."""

    def __new__(
        cls, label: str, aliases: tuple[str, ...], ending: str, syntax: RdfFormat, has_named_graphs: bool
    ) -> Self:
        """Keep the facts beside the name."""
        one = object.__new__(cls)
        # The value is what pickle sends to workers, and pyoxigraph's formats cannot travel.
        one._value_ = label
        one.label, one.aliases, one.ending, one.syntax = label, aliases, ending, syntax
        one.has_named_graphs = has_named_graphs
        return one

    @property
    def media_type(self) -> str:
        """Its media type, as registered."""
        return self.syntax.media_type

    @classmethod
    def named(cls, name: str) -> OutputFormat:
        """Return the format of a short name, long name or media type.

        Raises:
            UsageError: there is no such format.
        """
        wanted = name.strip().lower()
        for one in cls:
            if wanted in {one.label, one.media_type, *one.aliases}:
                return one
        names = ", ".join(one.label for one in cls)
        raise UsageError(f"{name!r} is no format", mend=f"use one of {names}", origin="--format")

    @classmethod
    def of_file(cls, path: str) -> OutputFormat:
        """Return the format that a file's ending tells; a `.gz` behind it does not count.

        Raises:
            UsageError: the ending tells none.
        """
        suffix = PurePath(path.removesuffix(".gz")).suffix.lower()
        for one in cls:
            if suffix == one.ending or (one is cls.RDFXML and suffix in {".owl", ".xml"}):
                return one
        endings = " ".join(dict.fromkeys(one.ending for one in cls))
        raise UsageError(
            f"its ending {suffix!r} tells no format" if suffix else "it has no ending that tells the format",
            mend=f"end it in one of {endings} (or name the format with --format; a folder ends in /)",
            origin=path,
        )
