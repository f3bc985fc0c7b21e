"""`icmlpo-rdf convert`."""

from __future__ import annotations

import os

import click

from icmlpo_rdf.cli.convert_job import ConvertJob, Layout, addresses_of, layout_of, refuse_overwriting
from icmlpo_rdf.cli.input_options import form_option, language_option
from icmlpo_rdf.cli.lexicon_option import lexicon_file, lexicon_option
from icmlpo_rdf.cli.offered import offering
from icmlpo_rdf.cli.pages import convert_pages
from icmlpo_rdf.cli.terminal import Verbosity, example, verbosity_options
from icmlpo_rdf.errors import UsageError, install
from icmlpo_rdf.options import (
    DEFAULT_BASE,
    ConvertOptions,
    Form,
    IriOptions,
    PageOptions,
    SourceOptions,
    WordOptions,
)

__all__ = ["convert_command"]


def _formats() -> list[str]:
    from icmlpo_rdf.sinks import OutputFormat  # noqa: PLC0415 - keeps --help quick

    return [one.label for one in OutputFormat]


@click.command(
    "convert",
    epilog=example(
        "icmlpo-rdf convert page.md -o page.ttl",
        "icmlpo-rdf convert dump/ -o dataset/ --jobs 4",
        "icmlpo-rdf convert zhwiki-20260101-pages-articles.xml.bz2 -o dataset/",
        "icmlpo-rdf convert 'pages/*.md' -o all.nq.gz",
        "icmlpo-rdf convert - -o - < page.md",
        "icmlpo-rdf convert https://zh.wikipedia.org/wiki/... -o page.ttl",
        "icmlpo-rdf convert --wiki zhwiki TITLE... -o pages/",
    ),
)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    default="output/",
    show_default=True,
    metavar="OUT",
    help="A file: one merged graph, format by its ending (also .gz). A folder (ends in /): a dataset, or one file per page. -: standard output.",
)
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    shell_complete=offering(_formats),
    help="turtle, ntriples, nquads, trig, jsonld, jsonld-graphs or rdfxml, or their endings (ttl, nt, nq …).  [default: by the ending, else turtle]",
)
@click.option(
    "--layout",
    type=click.Choice(["dataset", "pages"]),
    help="What the folder OUT becomes: a dataset, or one file per page.  [default: a dataset of a folder, an archive, a dump, a list or a remote place; else pages]",
)
@language_option
@click.option("--title", help="The page's title, for one page.  [default: as the page or its file name says]")
@click.option(
    "--base", default=DEFAULT_BASE, show_default=True, metavar="IRI", help="What data IRIs begin with."
)
@click.option("--dump", metavar="IRI", help="The dump that the pages belong to.")
@click.option("--revision", metavar="TEXT", help="The dump's revision: a commit, a date.")
@click.option(
    "--license",
    "license_iri",
    metavar="IRI",
    help="The licence of the pages' text.  [default: as the input says, else CC BY-SA 4.0 for revisions from 7 June 2023 and 3.0 for others]",
)
@form_option
@lexicon_option
@click.option("--no-validate", is_flag=True, help="Do not check the data against the shapes.")
@click.option(
    "--validate",
    "check_name",
    type=click.Choice(["all", "sample", "none"]),
    default="all",
    show_default=True,
    help="Which pages are checked; sample: one in a hundred.",
)
@click.option("--partial", is_flag=True, help="Write what is sure even when a page is damaged.")
@click.option(
    "--report",
    "report_path",
    metavar="FILE",
    help="Write what each table and list was taken for, and every note, as JSON lines (-: standard output).",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: one a core]")
@click.option("--files-from", metavar="FILE", help="A list of pages, one path per line (-: standard input).")
@click.option(
    "--wiki",
    metavar="WIKI",
    help="INPUT are titles of this wiki's pages, which are fetched: zhwiki, zh.wikipedia.org.",
)
@click.option(
    "--titles", metavar="FILE", help="With --wiki: a list of titles, one a line (-: standard input)."
)
@click.option(
    "--page-seconds",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="S",
    help="Give up a page that takes longer; 0: never.",
)
@click.option(
    "--page-megabytes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Memory that a process may have.  [default: no limit]",
)
@click.option(
    "--check-content",
    is_flag=True,
    help="Compare the bytes of every page with those of the dataset, not only size and times.",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Let the dataset take the place of one of other pages, whose data it removes.",
)
@click.option(
    "--shard",
    "part",
    metavar="I/N",
    help="Do this part of a dataset's shards only, for jobs on many machines.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=f"Let the workers of this Dask scheduler do the shards of a dataset. Needs: {install('cluster')}.",
)
@click.option(
    "--work",
    metavar="FOLDER",
    help="Where the plan of the run is kept; all workers must see it.  [default: in OUT]",
)
@verbosity_options
def convert_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    inputs: tuple[str, ...],
    output: str,
    format_name: str | None,
    layout: str | None,
    lang: str | None,
    title: str | None,
    base: str,
    dump: str | None,
    revision: str | None,
    license_iri: str | None,
    form: Form | None,
    words: WordOptions,
    no_validate: bool,
    partial: bool,
    report_path: str | None,
    jobs: int | None,
    check_name: str,
    files_from: str | None,
    wiki: str | None,
    titles: str | None,
    page_seconds: float,
    page_megabytes: int,
    check_content: bool,
    replace: bool,
    part: str | None,
    scheduler: str | None,
    work: str | None,
    verbosity: Verbosity,
) -> int:
    """Turn pages into linked data.

    INPUT is a page (Markdown, wikitext or HTML), a folder or archive of pages (.zip, .tar.gz), an XML dump (also .bz2 or
    .gz), a snapshot of Wikimedia Enterprise (.ndjson, .tar.gz), a glob, the address of a Wikipedia's
    page, or - for standard input. The data is checked against the shapes before it is written; files are written whole or not at
    all.

    A folder, an archive, a dump, a remote place (s3://…) or a list of files becomes a dataset, when OUT is a folder: shards of
    N-Quads with a named graph for each page, a manifest, a report. A run that was stopped goes on where it was when it
    is started again; of a changed dump only what changed is converted. With --layout pages it becomes one file per page.
    """
    if titles is not None and wiki is None:
        raise UsageError("titles of which wiki?", mend="add --wiki zhwiki", origin="--titles")
    if not inputs and files_from is None and titles is None:
        raise UsageError("Missing argument 'INPUT...'", mend="see icmlpo-rdf convert --help")
    from icmlpo_rdf.source import expand_globs  # noqa: PLC0415 - keeps --help quick

    if "-" in inputs and files_from == "-":
        raise UsageError(
            "a page and the list of files both come from standard input",
            mend="put one into a file",
            origin="--files-from",
        )
    job = ConvertJob(
        inputs=expand_globs(inputs) if wiki is None else list(addresses_of(wiki, inputs)),
        files_from=files_from,
        wiki=wiki,
        titles=titles,
        output=output,
        format_name=format_name,
        report=report_path,
        options=ConvertOptions(
            PageOptions(lang, title, form),
            IriOptions(base),
            SourceOptions(dump, revision, license_iri),
            words,
        ),
        check="none" if no_validate else check_name,
        partial=partial,
        page_seconds=page_seconds,
        page_megabytes=page_megabytes,
        jobs=jobs or os.cpu_count() or 1,
    )
    becomes = layout_of(job, layout)
    refuse_overwriting(job, becomes, lexicon_file())
    if becomes is Layout.DATASET:
        from icmlpo_rdf.cli.datasets import DatasetRun, make_dataset, parse_part  # noqa: PLC0415 - a page needs none

        run = DatasetRun(parse_part(part), scheduler, work, check_content=check_content, replace=replace)
        return make_dataset(job, run, verbosity)
    for option, is_given in (
        ("--shard", part is not None),
        ("--scheduler", scheduler is not None),
        ("--work", work is not None),
        ("--check-content", check_content),
        ("--replace", replace),
    ):
        if is_given:
            raise UsageError("only datasets have it", mend="add --layout dataset", origin=option)
    return convert_pages(job, becomes, verbosity)
