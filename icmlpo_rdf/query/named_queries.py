"""The named queries that ship: files of SPARQL with a title, a description and parameters.

A file as it stands is a query for any engine that knows our prefixes. Its comments say more:

    # title: …                        the question
    # description: …                  what the answer's columns are
    # parameter: organization: …      must be given;  # optional: series: …  may be
    # evidence: participation thing   the variables whose values tell where a row comes from
    # bounds: missing-meetings        what the data may lack so that the answer is less than the truth: queries in `bounds/`
    # says: meetings {numbers} …      of such a query: what a row of its answer means, its variables in braces
    #: series ?meeting icm:series $series .
                                      a line of the query where `series` is given; `$series` is its value
    #: explain ?participation         a line of the query where the evidence is asked for
    #: apart { SELECT * WHERE {       a line of the query where all is asked for, and of an engine that joins by hashing

The lines of the last kind put parts of a query in braces: such an engine reads each part once, from end to end, and
joins what it found; without them it looks each part up for each row. Of a million quads on disk the former takes a
third of the time; but for a few rows out of many it reads all for nothing, and rdflib compares all with all.

Values are terms, written as SPARQL writes them: an IRI that was checked to be one, or a number. No text of a
user ever becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.query.suggestions import near_words
from icmlpo_rdf.short_repr import ShortRepr

__all__ = ["NamedQuery", "Parameter", "Takes", "bound_queries", "find_named_query", "named_queries"]

_HEADER = lazy_pattern(r"#\s*(title|description|parameter|optional|evidence|bounds|says):(.+)")
_CONDITIONAL = lazy_pattern(r"^([^\S\n]*+)#:[^\S\n]*+(\w++)[^\S\n]++(.*)$", re.MULTILINE)
_VALUE = lazy_pattern(r"\$(\w+)")
_EXPLAIN, _APART = "explain", "apart"
_FOLDER = "queries"


class Takes(Enum):
    """What a parameter's value is."""

    ATTENDER = "attender"
    """Somebody who attended a meeting or is a member of a body, by IRI or name."""
    SERIES = "series"
    MEETING = "meeting"
    BODY = "body"
    NUMBER = "number"
    YEAR = "year"

    @property
    def form(self) -> str:
        """How a user may write it."""
        return {Takes.NUMBER: "a number", Takes.YEAR: "a year"}.get(self, "an IRI or a name")


_TAKES = {
    "organization": Takes.ATTENDER,
    "series": Takes.SERIES,
    "meeting": Takes.MEETING,
    "body": Takes.BODY,
    "ordinal": Takes.NUMBER,
    "year": Takes.YEAR,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a named query can be told."""

    name: str
    description: str
    is_required: bool
    takes: Takes


@dataclass(frozen=True, slots=True, repr=False)
class NamedQuery(ShortRepr):
    """A query that ships with the program."""

    name: str
    title: str
    """The question, in a few words."""
    description: str
    """What the answer's columns are."""
    text: str
    """The file: the query without any parameter."""
    parameters: tuple[Parameter, ...] = ()
    evidence: tuple[str, ...] = ()
    """The variables whose values tell where a row comes from, without the question mark."""
    bounds: tuple[str, ...] = ()
    """The queries that tell what the data lack of what this one counts on, see `bounds_of`."""
    says: str = ""
    """Of such a query, what a row means: a sentence with the variables' names in braces."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """Those of them that are asked for only when the evidence is."""
        asked = [match[3] for match in _CONDITIONAL.finditer(self.text) if match[2] == _EXPLAIN]
        return tuple(name.removeprefix("?") for line in asked for name in line.split())

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by its name.

        Raises:
            UsageError: there is none of that name.
        """
        for one in self.parameters:
            if one.name == name:
                return one
        names = [one.name for one in self.parameters]
        near = near_words(name, names)
        raise UsageError(
            f"{self.name} has no parameter {name!r}",
            mend=f"use {', '.join(near or names)}" if names else "it takes none",
            origin="--param",
        )

    def check(self, names: Iterable[str]) -> None:
        """Check that these parameters, and no others, may be given together.

        Raises:
            UsageError: one is unknown, or one that must be given is missing.
        """
        given = set(names)
        for name in given:
            self.parameter(name)
        for one in self.parameters:
            if one.is_required and one.name not in given:
                raise UsageError(
                    f"{self.name} needs {one.name}",
                    mend=f"give --param {one.name}=… ({one.takes.form})",
                    origin="--param",
                )

    def bound(
        self, values: Mapping[str, NamedNode | Literal], *, explain: bool = False, apart: bool = False
    ) -> str:
        """Return the query's text for these values, for any engine.

        Args:
            values: by the parameter's name; those left out are not asked about.
            explain: also ask for the variables of `evidence`.
            apart: the engine joins by hashing, as Oxigraph does: where no value narrows the question, have it read
                the parts of the query apart. The answer is the same.

        Raises:
            UsageError: a parameter is unknown or missing.
        """
        self.check(values)
        live = set(values)
        if explain:
            live.add(_EXPLAIN)
        if apart and not values:
            live.add(_APART)

        def line(match: re.Match[str]) -> str:
            if match[2] not in live:
                return match[0]
            return match[1] + _VALUE.sub(lambda value: str(values[value[1]]), match[3])

        return _CONDITIONAL.sub(line, self.text)


def named_queries() -> tuple[NamedQuery, ...]:
    """Return the queries that ship, in the order of their names."""
    return _queries_in(_FOLDER)


@cache
def bound_queries() -> Mapping[str, NamedQuery]:
    """Return the queries that tell what the data lack, by name."""
    return {one.name: one for one in _queries_in(f"{_FOLDER}/bounds")}


def _queries_in(place: str) -> tuple[NamedQuery, ...]:
    folder = files("icmlpo_rdf.query") / place
    found = [
        _named_query(entry.name.removesuffix(".rq"), entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".rq")
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _named_query(name: str, text: str) -> NamedQuery:
    said = [(match[1], match[2].strip()) for match in map(_HEADER.match, text.splitlines()) if match]
    header = dict(said)
    parameters = []
    for kind, value in said:
        if kind in {"parameter", "optional"}:
            called, _, description = value.partition(":")
            parameters.append(Parameter(called, description.strip(), kind == "parameter", _TAKES[called]))
    return NamedQuery(
        name,
        header.get("title", name),
        header.get("description", ""),
        text,
        tuple(parameters),
        tuple(header.get("evidence", "").split()),
        tuple(header.get("bounds", "").split()),
        header.get("says", ""),
    )


def find_named_query(name: str) -> NamedQuery:
    """Return a query that ships, by its name.

    Raises:
        UsageError: there is none of that name.
    """
    known = {one.name: one for one in named_queries()}
    if name not in known:
        near = " or ".join(near_words(name, known))
        raise UsageError(
            f"no query is called {name!r}",
            mend=f"use {near}; all are in query --list" if near else f"use one of {', '.join(known)}",
            origin="--named",
        )
    return known[name]
