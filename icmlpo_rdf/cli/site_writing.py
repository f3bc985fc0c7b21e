"""`icmlpo-rdf site`."""

from __future__ import annotations

import os
import re
import signal
import tempfile
from pathlib import Path

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option
from icmlpo_rdf.cli.site_options import base_option, has_web_host, source_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options
from icmlpo_rdf.errors import UsageError, counted

__all__ = ["site_command"]

_FAILED_SHOWN = 5


@click.command(
    "site",
    epilog=example(
        "icmlpo-rdf site output/ -o public/ --source seeds/",
        "icmlpo-rdf site dataset/ -o public/ --base-url https://somebody.github.io/meetings/",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FOLDER",
    help="The folder to write; an earlier site is replaced.",
)
@click.option(
    "--base-url",
    metavar="URL",
    help="Where the files will be found: for a sitemap, a page for what is not there, and redirects of the IRIs.",
)
@source_option
@base_option
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="A language of the pages, en or zh; the first stands at the root. May be repeated.  [default: en, then zh]",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: one a core]")
@decisions_option
@base_iri_option
@verbosity_options
def site_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    output: str,
    base_url: str | None,
    source: str | None,
    base: str | None,
    languages: tuple[str, ...],
    jobs: int | None,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Write the pages of serve as files, for GitHub Pages or any other server of files, or to be opened from a disk.

    DATA is RDF files, folders of them, or - for standard input. Beside each page lies what it says as Turtle and JSON-LD.
    """
    from icmlpo_rdf.serve.languages import LANGUAGES  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.serve.site_store import store_folder  # noqa: PLC0415
    from icmlpo_rdf.static_site.page_chunks import SiteChoice  # noqa: PLC0415
    from icmlpo_rdf.static_site.site_files import refuse_foreign, write_site  # noqa: PLC0415

    for language in languages:
        if language not in LANGUAGES:
            raise UsageError(
                f"{language!r} is no language of the pages", mend="give en or zh", origin="--language"
            )
    address = None if base_url is None else _address(base_url)
    folder = _folder(output)
    refuse_foreign(folder)
    # A plain kill does as Ctrl-C: nothing half-written stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="icmlpo-rdf-") as scratch:
        store = store_folder(data_with(data, decisions), None, scratch, base_iri=base_iri)
        made = write_site(
            SiteChoice(store, source, base, address),
            folder,
            jobs or os.cpu_count() or 1,
            tuple(dict.fromkeys(languages or LANGUAGES)),
        )
    if verbosity > Verbosity.QUIET:
        say(
            f"{output}: {counted(made.pages, 'page')}, {counted(made.files, 'file')}, {made.size / 1e6:,.1f} MB"
        )
    for one in made.failed[:_FAILED_SHOWN]:
        say(f"no page for {one}")
    return Exit.FINDINGS if made.failed else Exit.DONE


def _folder(output: str) -> Path:
    if not output or output == "-" or "://" in output:
        raise UsageError("a site is a folder of this machine", mend="name one", origin=f"-o {output}")
    return Path(output)


def _address(text: str) -> str:
    """An address with a slash at its end."""
    if not has_web_host(text) or not re.fullmatch(r"https?://[^\s?#\"<>\\]+", text):
        raise UsageError(
            f"{text!r} is no address of a site",
            mend="give https://HOST/ or https://HOST/PATH/",
            origin="--base-url",
        )
    return text.rstrip("/") + "/"
