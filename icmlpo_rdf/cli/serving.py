"""`icmlpo-rdf serve`."""

from __future__ import annotations

import logging
import re
import signal
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option, tell_decisions
from icmlpo_rdf.cli.site_options import base_option, has_web_host, source_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from icmlpo_rdf.serve.site import Options

__all__ = ["serve_command"]


@click.command(
    "serve",
    epilog=example(
        "icmlpo-rdf serve output/ --source seeds/",
        "icmlpo-rdf serve dataset/data/ --store db/ --port 8080",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=7878,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--address",
    metavar="URL",
    help="Where others find the site, for what names it whole.  [default: where it listens]",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="IP",
    help="A proxy before the site, or a network of them: its X-Forwarded-For tells clients apart. May be repeated.",
)
@click.option(
    "--cors", is_flag=True, help="Let scripts of other sites' pages read data and answers, not the pages."
)
@click.option(
    "--reconcile",
    is_flag=True,
    help="Reconcile names for OpenRefine and its like at /reconcile, from any site's pages.",
)
@source_option
@base_option
@click.option(
    "--store", metavar="DIR", help="Keep the store there and use it again.  [default: a temporary folder]"
)
@click.option(
    "--query-seconds",
    type=click.FloatRange(0.1, 3_600),
    default=10,
    show_default=True,
    help="Stop a query after that.",
)
@click.option(
    "--query-megabytes",
    type=click.IntRange(64),
    default=512,
    show_default=True,
    help="Memory that a query may have.",
)
@click.option(
    "--answer-megabytes",
    type=click.IntRange(1, 1_024),
    default=16,
    show_default=True,
    help="How long an answer may be.",
)
@click.option(
    "--request-kilobytes",
    type=click.IntRange(1, 65_536),
    default=1_024,
    show_default=True,
    help="How long a request may be.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=3,
    show_default=True,
    help="Queries that run at one time; one client has all but one at most.",
)
@decisions_option
@base_iri_option
@verbosity_options
def serve_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    host: str,
    port: int,
    address: str | None,
    proxies: tuple[str, ...],
    cors: bool,
    reconcile: bool,
    source: str | None,
    base: str | None,
    store: str | None,
    query_seconds: float,
    query_megabytes: int,
    answer_megabytes: int,
    request_kilobytes: int,
    processes: int,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Show data in a browser, and answer SPARQL and linked-data clients: a read-only site.

    DATA is RDF files, folders of them, or - for standard input. Ctrl-C ends the site.
    """
    from icmlpo_rdf.serve.request_limits import Limits  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.serve.site import Options  # noqa: PLC0415

    limits = Limits(
        query_seconds=query_seconds,
        query_megabytes=query_megabytes,
        answer_megabytes=answer_megabytes,
        request_kilobytes=request_kilobytes,
        processes=processes,
    )
    public = None if address is None else _address(address)
    from icmlpo_rdf.serve.site_store import store_folder  # noqa: PLC0415

    _end_well()
    with tempfile.TemporaryDirectory(prefix="icmlpo-rdf-") as scratch:
        folder = store_folder(data_with(data, decisions), store, scratch, base_iri=base_iri)
        options = Options(
            store=folder,
            source=source,
            base=base,
            limits=limits,
            cors=cors,
            reconcile=reconcile,
            proxies=_networks(proxies),
        )
        _serve(options, host, port, verbosity, public)
    return Exit.DONE


def _end_well() -> None:
    """Have a plain kill and a terminal that closes do as Ctrl-C: no process and no temporary folder stays behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # else `nohup`
        # By way of SIGTERM, which the server takes for itself while it runs.
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))


def _address(text: str) -> str:
    """An address of a site, with a slash at its end: a scheme and a host; the pages' links begin with `/`."""
    if not has_web_host(text) or not re.fullmatch(r"https?://[\w.\[\]:-]+/?", text, re.ASCII | re.IGNORECASE):
        raise UsageError(
            f"{text!r} is no address of a whole site",
            mend="give https://HOST/, without a path",
            origin="--address",
        )
    return text.rstrip("/") + "/"


def _networks(proxies: tuple[str, ...]) -> tuple[str, ...]:
    import ipaddress  # noqa: PLC0415

    try:
        return tuple(str(ipaddress.ip_network(one)) for one in proxies)
    except ValueError as error:
        raise UsageError(
            f"no address and no network ({error})", mend="give 127.0.0.1 or 10.0.0.0/8", origin="--proxy"
        ) from error


def _serve(options: Options, host: str, port: int, verbosity: Verbosity, public: str | None = None) -> None:
    import socket  # noqa: PLC0415
    from dataclasses import replace  # noqa: PLC0415

    from icmlpo_rdf.serve.app import server_of  # noqa: PLC0415
    from icmlpo_rdf.serve.security_headers import is_loopback  # noqa: PLC0415
    from icmlpo_rdf.serve.site import open_site  # noqa: PLC0415

    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while ")[
            0
        ]  # Python's words name the address again
        raise UsageError(
            f"cannot listen there ({reason})", mend="choose another --host or --port", origin=f"{host}:{port}"
        ) from error
    with listening:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        options = replace(
            options,
            address=public or address,
            has_public_address=public is not None,
            is_local=is_loopback(host),
            tell=say,
            log=verbosity is Verbosity.VERBOSE,
        )
        site = open_site(options)
        if verbosity is not Verbosity.VERBOSE:
            logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # it tells of each client that went away
        server = server_of(site, host, port, log=verbosity is Verbosity.VERBOSE)
        tell_decisions(site.store, verbosity)
        if verbosity >= Verbosity.NORMAL:
            say(f"serving {site.figures.statements:,} statements at {address} (Ctrl-C stops)")
        with suppress(KeyboardInterrupt):  # the way to end it; while loading, it is an interruption
            server.run(sockets=[listening])
