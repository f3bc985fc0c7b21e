"""`icmlpo-rdf report`."""

from __future__ import annotations

from pathlib import PurePath

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option, tell_decisions
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError

__all__ = ["report_command"]

_ENDINGS = {True: (".svg",), False: (".html", ".htm")}
"""What a file may be called, by whether it is an SVG."""
_PICTURES = (".pdf", ".png")
"""What the matrix is drawn as for paper."""
_OTHER_PICTURES = frozenset({".jpg", ".jpeg", ".gif", ".webp", ".eps", ".tif", ".tiff"})
_ORDERS = ("first-seen", "most-meetings", "name")


@click.command(
    "report",
    epilog=example(
        "icmlpo-rdf report output/ -o report.html --source seeds/",
        "icmlpo-rdf report output/ -o matrix.svg --svg --series ICMLPO",
        "icmlpo-rdf report output/ -o matrix.pdf",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option("-o", "--output", required=True, metavar="FILE", help="The file to write (-: standard output).")
@click.option("--svg", is_flag=True, help="Write the matrix of one series alone, as SVG.")
@click.option(
    "--series",
    multiple=True,
    metavar="SERIES",
    help="A series to show, by IRI or name; may be given several times.  [default: all]",
)
@click.option(
    "--sort",
    default=_ORDERS[0],
    show_default=True,
    metavar="ORDER",
    help="How the rows are sorted: first-seen, most-meetings or name.",
)
@click.option(
    "--source", metavar="PATH", help="The source file, or a folder that holds it: its lines are quoted."
)
@click.option("--title", metavar="TEXT", help="The report's title.  [default: the series' name]")
@decisions_option
@base_iri_option
@verbosity_options
def report_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    output: str,
    svg: bool,
    series: tuple[str, ...],
    sort: str,
    source: str | None,
    title: str | None,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Write who attended what as one HTML file, or the matrix of one series as a picture: .svg, .pdf or .png.

    DATA is RDF files, folders of them, or -. The file needs nothing but itself: it runs no script and asks
    no server for anything. Exit code 1 when the source was edited since the data was made.
    """
    from icmlpo_rdf.reports.html_report import Choice, html_report, svg_matrix  # noqa: PLC0415
    from icmlpo_rdf.store.rdf_files import load  # noqa: PLC0415
    from icmlpo_rdf.views.attendance import RowOrder  # noqa: PLC0415 - keeps --help quick

    if sort not in _ORDERS:
        raise UsageError(f"{sort!r} is no order", mend=f"use one of {', '.join(_ORDERS)}", origin="--sort")
    picture = PurePath(output).suffix.lower() if output.lower().endswith(_PICTURES) and not svg else ""
    if (svg or picture) and source is not None:
        raise UsageError(
            "a picture quotes no lines", mend="leave --source out", origin="--svg" if svg else output
        )
    if not picture:
        _check_ending(output, is_svg=svg)
    WrittenFiles(("--output", output)).refuse_data(
        (*data_with(data, decisions), *([source] if source else []))
    )
    choice = Choice(series, RowOrder(sort), title)
    store = load(data_with(data, decisions), base_iri)
    tell_decisions(store, verbosity)
    page = svg_matrix(store, choice) if svg or picture else html_report(store, choice, source)
    if picture:
        from icmlpo_rdf.reports.pictures import PictureForm, picture_of  # noqa: PLC0415

        page = picture_of(page, PictureForm(picture[1:]), output)
    write_result(page, output)
    if source is None and not (svg or picture) and verbosity >= Verbosity.NORMAL:
        say("give --source PATH to have the lines quoted")
    return Exit.DONE


def _check_ending(output: str, *, is_svg: bool) -> None:
    """A name without an ending promises nothing, so that it may stay: `-o /dev/stdout`."""
    ending = PurePath(output).suffix
    if output == "-" or not ending or ending.lower() in _ENDINGS[is_svg]:
        return
    if ending.lower() in _ENDINGS[not is_svg]:
        mend = (
            "leave --svg out, or name a file .svg" if is_svg else "give --svg for one, or name a file .html"
        )
    elif ending.lower() in _OTHER_PICTURES:
        mend = "name a file .png or .pdf; or with --svg, .svg"
    else:
        mend = "name a file .html or .htm; of a matrix .pdf or .png; or with --svg, .svg"
    raise UsageError(
        f"{'an SVG' if is_svg else 'HTML'} is no {ending} file", mend=mend, origin=f"-o {output}"
    )
