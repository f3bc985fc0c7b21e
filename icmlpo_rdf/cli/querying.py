"""`icmlpo-rdf query`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.answers import BINARY, Shape, ShownAnswer, answer_as, form_names, proof_as, shape_of
from icmlpo_rdf.cli.asked_questions import AskedQuestion, question_of
from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option
from icmlpo_rdf.cli.named_query_list import list_named_queries
from icmlpo_rdf.cli.offered import offering
from icmlpo_rdf.cli.output_option import output_option
from icmlpo_rdf.cli.queried_data import QueriedData
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import DamagedStoreError, UsageError, counted, install

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

    from icmlpo_rdf.query.asking import NamedQuery, Query
    from icmlpo_rdf.sinks import OutputFormat

__all__ = ["query_command"]

_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Form:
    """How the answer is to be shown."""

    shape: Shape | OutputFormat | None
    source: str | None
    """What lines are quoted from."""
    named_by: str
    """The option that tells the shape."""
    is_explained: bool
    is_wide: bool


def _queries() -> tuple[NamedQuery, ...]:
    from icmlpo_rdf.query.asking import named_queries  # noqa: PLC0415 - keeps --help quick

    return named_queries()


@click.command(
    "query",
    epilog=example(
        "icmlpo-rdf query --list",
        "icmlpo-rdf query output/ --named attendance",
        "icmlpo-rdf query output/ --named companions --param organization=德国马列主义党 --explain --source seeds/",
        "icmlpo-rdf query dataset/ --store db/ --file mine.rq -o mine.xlsx",
        "icmlpo-rdf query output/ 'SELECT ?name { ?p icm:nameAsPrinted ?name } LIMIT 5'",
    ),
)
@click.argument("arguments", nargs=-1, metavar="DATA... [QUERY]")
@click.option("--file", "query_file", metavar="FILE", help="A file that holds the query (-: standard input).")
@click.option(
    "--named",
    metavar="NAME",
    shell_complete=offering(lambda: (one.name for one in _queries())),
    help="A query that ships.",
)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="What the named query asks about: an IRI, a name or a number. Repeat for each parameter.",
)
@click.option(
    "--list", "list_queries", is_flag=True, help="List the queries that ship, and their parameters."
)
@click.option(
    "--store",
    "store_folder",
    metavar="DIR",
    help="Keep the data in this folder, where later calls find it; files that have changed are read again. "
    "Without DATA it is asked as it is.",
)
@click.option("--explain", is_flag=True, help="Show for each row the lines of the page behind it.")
@click.option(
    "--source",
    metavar="PATH",
    help="With --explain: the source file, or the folder of the sources, to quote from.",
)
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    shell_complete=offering(form_names),
    help=f"table, csv, tsv, json, xml, xlsx or parquet for rows (the last two need: {install('tables')}); turtle, ntriples, jsonld and the like for a graph.  [default: by FILE's ending, else table or turtle]",
)
@output_option
@click.option(
    "--wide", is_flag=True, help="Show a table whole: all columns and whole IRIs, however long the lines."
)
@decisions_option
@base_iri_option
@verbosity_options
def query_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    arguments: tuple[str, ...],
    query_file: str | None,
    named: str | None,
    parameters: tuple[str, ...],
    list_queries: bool,
    store_folder: str | None,
    explain: bool,
    source: str | None,
    format_name: str | None,
    output: str,
    wide: bool,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Ask data a SPARQL query, your own or one that ships.

    DATA is RDF files, folders of them, a dataset that `convert` made, a store's folder, or - for standard
    input. Named graphs and the default graph are asked together; our prefixes need no declaration. No query
    may reach another server.
    """
    if list_queries:
        list_named_queries(output)
        return Exit.DONE
    if source is not None and not explain:
        raise UsageError("there is nothing to quote", mend="give --explain too", origin="--source")
    named_by = "--format" if format_name else f"-o {output}"
    form = _Form(_shape(format_name, output), source, named_by, is_explained=explain, is_wide=wide)
    paths = arguments if query_file is not None or named is not None else arguments[:-1]
    WrittenFiles(("--output", output)).refuse_data(
        (*data_with(paths, decisions), *([query_file] if query_file else []), *([source] if source else []))
    )
    data = QueriedData(data_with(paths, decisions), store_folder, base_iri, verbosity)
    question = question_of(arguments, query_file, named, parameters, data)
    _stay_offline()
    try:
        answer = _answered(question, form, data.opened(), verbosity)
    except DamagedStoreError as error:
        if store_folder is None or not paths:
            raise
        # What the store was made from is at hand.
        if verbosity >= Verbosity.NORMAL:
            say(f"{store_folder}: {error.what}, and is made again")
        answer = _answered(question, form, data.opened(is_anew=True), verbosity)
    write_result(answer.data, output)
    for note in answer.notes:
        say(note)
    return Exit.DONE


def _shape(name: str | None, output: str) -> Shape | OutputFormat | None:
    """The form that is asked for; what is no text goes to no terminal."""
    shape = shape_of(name, output)
    if shape in BINARY and output == "-" and sys.stdout.isatty():
        raise UsageError("a terminal cannot show it", mend="name a file with -o", origin=f"-f {shape.value}")
    return shape


def _answered(question: AskedQuestion, form: _Form, store: Store, verbosity: Verbosity) -> ShownAnswer:
    """The answer in its form, with all that is to be said of it."""
    from icmlpo_rdf.query.asking import Query, values_of  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.store.damage import damage_told  # noqa: PLC0415

    if verbosity is Verbosity.VERBOSE:
        with damage_told("--store"):
            say(counted(len(store), "quad"))
    text = question.text
    values: dict[str, NamedNode | Literal] = {}
    if question.named:
        values = values_of(store, question.named, question.given)
        text = question.named.bound(values, explain=form.is_explained, apart=True)
    query = Query(text, question.origin, question.base_iri)
    answer = _shown(store, query, question.named, form)
    if verbosity is Verbosity.QUIET:
        return replace(answer, notes=())
    return replace(answer, notes=(*_limits_of(answer, store, query, question.named, values), *answer.notes))


def _shown(store: Store, query: Query, named: NamedQuery | None, form: _Form) -> ShownAnswer:
    """The answer in its form, and what that leaves out."""
    if not form.is_explained:
        return answer_as(store, query, form.shape, form.named_by, is_wide=form.is_wide)
    from icmlpo_rdf.evidence.row_evidence import ask_with_proof  # noqa: PLC0415

    proven = ask_with_proof(store, query, named=named, source=form.source)
    answer = proof_as(proven, form.shape, form.named_by, is_wide=form.is_wide)
    if form.source is None:
        return replace(answer, notes=(*answer.notes, "give --source PATH to see the lines quoted"))
    return replace(
        answer, notes=(*answer.notes, *([_not_found(form.source, proven.absent)] if proven.absent else []))
    )


def _limits_of(
    answer: ShownAnswer,
    store: Store,
    query: Query,
    named: NamedQuery | None,
    values: Mapping[str, NamedNode | Literal],
) -> tuple[str, ...]:
    """What of the question the data have nothing for."""
    from icmlpo_rdf.query.absences import absences, counts_nothing  # noqa: PLC0415 - keeps --help quick

    limits: tuple[str, ...] = ()
    if answer.is_empty or (named is None and counts_nothing(store, query)):
        limits = absences(store, query, is_own=named is None)
        if not limits and (named is None or values):
            limits = (
                "each part of the question matches something in the data, but nothing matches all of them",
            )
    if named and named.bounds:
        from icmlpo_rdf.query.bounds import bounds_of  # noqa: PLC0415

        limits += bounds_of(store, named, values)
    return limits


def _stay_offline() -> None:
    """The second lock behind the refusal of SERVICE, which reads the query's text: from here on no socket opens."""
    if sys.platform == "linux":
        from icmlpo_rdf.query.sandbox import deny_network  # noqa: PLC0415 - keeps --help quick

        deny_network()


def _not_found(source: str, names: Sequence[str]) -> str:
    listed = ", ".join(names[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return (
        f"{source}: not quoted, for it does not hold {listed}{more}; give --source the folder of all sources"
    )
