"""`icmlpo-rdf load`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options
from icmlpo_rdf.errors import OutputError, UsageError, counted

if TYPE_CHECKING:
    from icmlpo_rdf.publish.triplestore import Client, LoadSummary, Server

__all__ = ["load_command"]


@click.command(
    "load",
    epilog=example(
        "icmlpo-rdf load dataset/ --to http://127.0.0.1:7878",
        "ICMLPO_RDF_USER=dba ICMLPO_RDF_PASSWORD=… icmlpo-rdf load seed.nq --to http://127.0.0.1:8890",
        "icmlpo-rdf load output/ --to http://127.0.0.1:3030/dataset --protocol update",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option("--to", "url", metavar="URL", help="The server, or the dataset on it.")
@click.option(
    "--protocol",
    "protocol_name",
    type=click.Choice(["auto", "gsp", "update"]),
    default="auto",
    show_default=True,
    help="SPARQL 1.1 Graph Store Protocol or Update; auto asks the server.",
)
@click.option("--query-url", metavar="URL", help="Where the server answers queries, if it is not found.")
@click.option("--update-url", metavar="URL", help="Where it takes updates.")
@click.option("--store-url", metavar="URL", help="Where its graph store is.")
@click.option(
    "--graph", metavar="IRI", help="The graph of triples that name none.  [default: the file's page]"
)
@click.option(
    "--request-bytes",
    type=click.IntRange(1_000, 1_000_000_000),
    default=1_000_000,
    show_default=True,
    metavar="N",
    help="No request is larger.",
)
@click.option(
    "--credentials",
    "credentials_file",
    metavar="FILE",
    help="A TOML file with user and password, or token.  [default: ICMLPO_RDF_USER, _PASSWORD, _TOKEN]",
)
@click.option(
    "--resume",
    metavar="FILE",
    help="Where it is kept what the server has taken; the folder must be there.  [default: a file for each server]",
)
@click.option("--again", is_flag=True, help="Send what the server has already, too.")
@click.option(
    "--retries",
    type=click.IntRange(0, 100),
    default=8,
    show_default=True,
    metavar="N",
    help="How often a busy or broken server is asked again.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(1),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="How long one answer may take.",
)
@base_iri_option
@verbosity_options
def load_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    url: str | None,
    protocol_name: str,
    query_url: str | None,
    update_url: str | None,
    store_url: str | None,
    graph: str | None,
    request_bytes: int,
    credentials_file: str | None,
    resume: str | None,
    again: bool,
    retries: int,
    timeout: float,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Send data to a running triplestore, graph by graph, and compare what it then holds.

    DATA is RDF files, folders or datasets, or - for N-Quads on standard input. A graph replaces the one that the
    server has under its name; other graphs are left alone. A load that was stopped goes on when it is started again.
    """
    from icmlpo_rdf.cli.authentication_options import read_credentials  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.publish.triplestore import (  # noqa: PLC0415
        Addresses,
        Client,
        LoadOptions,
        Protocol,
        RetryPolicy,
        checked_address,
        checked_journal,
        find_server,
        load_into,
    )

    base = url or query_url
    if base is None:
        raise UsageError("no server is named", mend="give its address with --to URL")
    base = checked_address(base, "--to" if url else "--query-url")
    given = Addresses(
        query=query_url and checked_address(query_url, "--query-url"),
        update=update_url and checked_address(update_url, "--update-url"),
        store=store_url and checked_address(store_url, "--store-url"),
    )
    _check_graph(graph)
    named = None if resume is None else checked_journal(Path(resume))
    client = Client(read_credentials(credentials_file), RetryPolicy(retries=retries, seconds=timeout))
    _warn_of_open_password(client, base)
    with _standard_input_as_file(data) as paths:
        server = find_server(client, base, given, Protocol(protocol_name))
        if verbosity is Verbosity.VERBOSE:
            say(_found(server))
        options = LoadOptions(
            named or _journal_of(server), graph, request_bytes, again=again, base_iri=base_iri
        )
        summary = _shown(load_into(paths, client, server, options), verbosity)
    return _told(summary, client, base, verbosity)


def _check_graph(graph: str | None) -> None:
    from pyoxigraph import NamedNode  # noqa: PLC0415

    try:
        _ = graph and NamedNode(graph)
    except ValueError:
        raise UsageError(f"{graph!r} is no IRI", mend="write https://…", origin="--graph") from None


def _warn_of_open_password(client: Client, base: str) -> None:
    parts = urlsplit(base)
    is_near = parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if client.credentials.are_given and not is_near:
        say("the password or token goes over the network as it is; https would hide it")


def _journal_of(server: Server) -> Path:
    """The journal of a server, among what programs keep for a user (XDG Base Directory Specification); its folder is made.

    It is found by where the server answers queries, the same for both protocols.
    """
    from icmlpo_rdf.publish.triplestore import journal_name  # noqa: PLC0415

    home = os.environ.get("XDG_STATE_HOME", "")
    state = Path(home) if home.startswith("/") else Path.home() / ".local" / "state"
    folder = state / "icmlpo-rdf" / "load"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError(
            f"cannot be made ({error.strerror})",
            mend="keep the journal elsewhere with --resume FILE",
            origin=str(folder),
        ) from error
    return folder / journal_name(server.addresses.query or "")


@contextmanager
def _standard_input_as_file(data: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The data's paths; standard input, which can be read once only, as a file."""
    if "-" not in data:
        yield data
        return
    with TemporaryDirectory(prefix="icmlpo-rdf-") as folder:
        copy = Path(folder, "stdin.nq")
        with copy.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield tuple(str(copy) if path == "-" else path for path in data)


def _shown(steps: Iterator[LoadSummary], verbosity: Verbosity) -> LoadSummary:
    """Go through a load with a bar on a terminal; differences are told as they are found."""
    if verbosity is Verbosity.QUIET or not sys.stderr.isatty():
        for summary in steps:
            _tell(summary)
        return summary
    from tqdm import tqdm  # noqa: PLC0415

    from icmlpo_rdf.publish.triplestore import Stage  # noqa: PLC0415

    stage: Stage | None = None
    with tqdm(unit=" graphs", delay=2, file=sys.stderr, leave=False, dynamic_ncols=True) as bar:
        for summary in steps:
            if summary.stage is not stage:
                stage = summary.stage
                bar.set_description(stage.value)
                bar.reset(total={Stage.SENDING: summary.to_send}.get(stage, summary.graphs) or None)
            done = {Stage.SENDING: summary.sent, Stage.COUNTING: summary.counted}
            bar.update(done.get(stage, 0) - bar.n)
            bar.set_postfix_str(
                f"{summary.triples_sent or summary.triples:,} triples, {summary.bytes_sent / 1e6:,.1f} MB"
            )
            if summary.messages:
                bar.clear()
                _tell(summary)
    return summary


def _tell(summary: LoadSummary) -> None:
    while summary.messages:
        say(summary.messages.pop(0))


def _found(server: Server) -> str:
    addresses = server.addresses
    name = f"{server.name.strip()}: " if server.name else ""
    return f"{name}{server.protocol.value} at {addresses.store or addresses.update}, queries at {addresses.query}"


def _told(summary: LoadSummary, client: Client, base: str, verbosity: Verbosity) -> Exit:
    """Say what was done; return the exit code."""
    if summary.error:
        say(summary.error)
        say(f"stopped: {summary.sent:,} of {counted(summary.to_send, 'graph')} sent; start again to go on")
    elif verbosity is not Verbosity.QUIET:
        unchanged = f", {summary.unchanged:,} unchanged" if summary.unchanged else ""
        repeated = f", {client.retried:,} repeated" if client.retried else ""
        say(
            f"{counted(summary.sent, 'graph')} sent{unchanged}, {counted(summary.triples_sent, 'triple')} in {counted(summary.requests, 'request')}{repeated}; "
            f"the server holds {summary.triples_held:,} of {counted(summary.triples, 'triple')} in {counted(summary.graphs, 'graph')} → {base}"
        )
    if summary.differences:
        say(
            f"{counted(summary.differences, 'graph')} {'is' if summary.differences == 1 else 'are'} not on the server as in the data; what was sent is sent again when you start again"
        )
    return Exit.DONE if summary.is_whole else Exit.FINDINGS
