"""`icmlpo-rdf cite`."""

from __future__ import annotations

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.explaining import is_there
from icmlpo_rdf.cli.offered import offering
from icmlpo_rdf.cli.output_option import output_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError

__all__ = ["cite_command"]

_FORMS = ("text", "bibtex", "csl")


@click.command(
    "cite",
    epilog=example(
        "icmlpo-rdf cite output/",
        "icmlpo-rdf cite output/ 德国马列主义党 -f bibtex",
        "icmlpo-rdf cite output/ https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#meeting-9/伊朗劳动者党 --source seeds/",
    ),
)
@click.argument("arguments", nargs=-1, required=True, metavar="DATA... [THING]")
@click.option(
    "-f",
    "--format",
    "form",
    metavar="FORMAT",
    shell_complete=offering(lambda: _FORMS),
    default=_FORMS[0],
    show_default=True,
    help="text, bibtex or csl.",
)
@output_option
@click.option(
    "--source", metavar="PATH", help="The source file, or a folder that holds it: its lines are quoted."
)
@base_iri_option
@verbosity_options
def cite_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    arguments: tuple[str, ...],
    form: str,
    output: str,
    source: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Say how to cite a fact, a page, or the whole dataset: address, revision, lines, digest of the graph, licence.

    DATA is RDF files, folders of them, or -. THING is the IRI of a fact's record (a participation, a membership), of a page's source,
    or of another thing; or a name that only one thing has. Without it the dataset is cited. CSL is what Zotero and pandoc read.
    """
    from icmlpo_rdf.evidence.citation import cite  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.reports.citation_forms import CitationForm, citations_as  # noqa: PLC0415
    from icmlpo_rdf.store.rdf_files import expand, load_as_is  # noqa: PLC0415
    from icmlpo_rdf.store.streams import is_decisions  # noqa: PLC0415

    if form.lower() not in _FORMS:
        raise UsageError(f"{form!r} is no format", mend=f"use one of {', '.join(_FORMS)}", origin="--format")
    has_thing = len(arguments) > 1 and not is_there(arguments[-1])
    data, thing = (arguments[:-1], arguments[-1]) if has_thing else (arguments, None)
    WrittenFiles(("--output", output)).refuse_data((*data, *([source] if source else [])))
    files = [file for one in data for file in expand(one) if not is_decisions(file)]
    found = cite(load_as_is(files, base_iri), thing, source)
    write_result(citations_as(found, CitationForm(form.lower())).encode(), output)
    if verbosity > Verbosity.QUIET and any(not one.digest for one in found):
        say(
            "no graph of the data is that page's alone: no digest is told; cite its own file, or data in named graphs"
        )
    if verbosity > Verbosity.QUIET and any(not one.revision for one in found if not one.is_dataset):
        say(
            "the data tells no revision: the address leads to the page as it is today, the digest holds of what was read"
        )
    return Exit.DONE
