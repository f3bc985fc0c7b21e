"""What `query` is asked: the query that a call names, with its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.queried_data import QueriedData
from icmlpo_rdf.cli.terminal import read_text
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from icmlpo_rdf.query.asking import NamedQuery

__all__ = ["AskedQuestion", "question_of"]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What is asked of data."""

    text: str
    origin: str
    """What errors call the query."""
    base_iri: str | None = None
    """What its relative IRIs are resolved against."""
    named: NamedQuery | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    """The named query's parameters."""


def question_of(
    arguments: tuple[str, ...],
    query_file: str | None,
    named: str | None,
    parameters: Sequence[str],
    data: QueriedData,
) -> AskedQuestion:
    """Return what a call asks: a query that ships, one in a file, or one behind the data.

    Raises:
        UsageError: none or two are given, parameters are wrong, or no data are.
    """
    from icmlpo_rdf.query.asking import find_named_query  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.store.parsing import file_iri, folder_iri  # noqa: PLC0415

    if query_file is not None and named is not None:
        raise UsageError("two queries are given", mend="give --file or --named, not both")
    if parameters and named is None:
        raise UsageError("only named queries take parameters", mend="give --named", origin="--param")
    if named is not None:
        found = find_named_query(named)
        question = AskedQuestion(found.text, f"--named {named}", None, found, _given(parameters, found))
    elif query_file is not None:
        base = None if query_file == "-" else file_iri(query_file)
        question = AskedQuestion(read_text(query_file), query_file, data.base_iri or base)
    else:
        question = AskedQuestion(_query_of(arguments, data), "QUERY", data.base_iri or folder_iri("."))
    if not data.paths and data.folder is None:
        raise UsageError("no data are given", mend="name RDF files or a folder of them")
    return question


def _query_of(arguments: tuple[str, ...], data: QueriedData) -> str:
    """The query behind the data."""
    if len(arguments) < (1 if data.folder is not None else 2):
        if any("{" in one for one in arguments) and not Path(arguments[-1]).exists():
            raise UsageError(
                "no data are given", mend="name them before the query: icmlpo-rdf query DATA QUERY"
            )
        raise UsageError("no query is given", mend="give one behind the data, or --file, --named or --list")
    _check_is_text(arguments[-1])
    return arguments[-1]


def _check_is_text(query: str) -> None:
    """Check that a query is no file that holds one: no query is the name of a file."""
    try:
        is_file = "{" not in query and Path(query).is_file()
    except (OSError, ValueError):  # longer than any path
        return
    if is_file:
        raise UsageError("it is a file, not a query", mend=f"write --file {query}", origin=query)


def _given(parameters: Sequence[str], named: NamedQuery) -> dict[str, str]:
    """The parameters' values by name."""
    given: dict[str, str] = {}
    for one in parameters:
        name, separator, value = one.partition("=")
        if not separator:
            raise UsageError(f"{one!r} gives no value", mend="write NAME=VALUE", origin="--param")
        if name in given:
            raise UsageError(f"{name} is given twice", mend="give it once", origin="--param")
        given[name] = value
    named.check(given)
    return given
