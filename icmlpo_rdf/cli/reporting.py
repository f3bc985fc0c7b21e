"""`icmlpo-rdf report`."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.decisions_option import data_with, decisions_option, tell_decisions
from icmlpo_rdf.cli.offered import offering
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError, install

if TYPE_CHECKING:
    from pyoxigraph import Store

    from icmlpo_rdf.reports.series_choice import Choice

__all__ = ["report_command"]

_PAGES = (".html", ".htm")
_PICTURES = (".svg", ".pdf", ".png")
_OTHER_PICTURES = frozenset({".jpg", ".jpeg", ".gif", ".webp", ".eps", ".tif", ".tiff"})
_DRAWINGS = ("matrix", "timeline", "overlap", "countries")
_ORDERS = ("first-seen", "most-meetings", "name", "country")


@click.command(
    "report",
    epilog=example(
        "icmlpo-rdf report output/ -o report.html --source seeds/",
        "icmlpo-rdf report output/ -o matrix.svg --series ICMLPO",
        "icmlpo-rdf report output/ -o timeline.pdf --picture timeline",
    ),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help=f"The file to write (-: standard output). .pdf and .png need: {install('pictures')}.",
)
@click.option(
    "--picture",
    default=_DRAWINGS[0],
    show_default=True,
    metavar="PICTURE",
    shell_complete=offering(lambda: _DRAWINGS),
    help="What a .svg, .pdf or .png shows: matrix or timeline of one series, overlap of several, or countries.",
)
@click.option("--svg", is_flag=True, help="Write a picture as SVG, whatever FILE is called.")
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
    shell_complete=offering(lambda: _ORDERS),
    help="How the rows are sorted: first-seen, most-meetings, name or country.",
)
@click.option(
    "--country",
    multiple=True,
    metavar="COUNTRY",
    help="Show the participants of this country only, by IRI, name or ISO code; may be given several times.",
)
@click.option(
    "--names",
    metavar="CODES",
    default="",
    help="Languages of participants' names, where the data have them: en, or zh,en for English beside Chinese.  "
    "[default: as printed]",
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
    picture: str,
    svg: bool,
    series: tuple[str, ...],
    sort: str,
    country: tuple[str, ...],
    names: str,
    source: str | None,
    title: str | None,
    decisions: str | None,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Write who attended what as one HTML file, or a picture: .svg, .pdf or .png.

    DATA is RDF files, folders of them, or -. The file needs nothing but itself: it runs no script and asks
    no server for anything. Exit code 1 when the source was edited since the data was made.
    """
    from icmlpo_rdf.reports.html_report import html_report  # noqa: PLC0415
    from icmlpo_rdf.reports.series_choice import Choice  # noqa: PLC0415
    from icmlpo_rdf.store.rdf_files import load  # noqa: PLC0415
    from icmlpo_rdf.views.attendance import RowOrder  # noqa: PLC0415 - keeps --help quick

    _check_choice(sort, _ORDERS, "an order", "--sort")
    _check_choice(picture, _DRAWINGS, "a picture", "--picture")
    form = ".svg" if svg else PurePath(output).suffix.lower()
    is_picture = form in _PICTURES
    if is_picture and source is not None:
        raise UsageError("a picture quotes no lines", mend="leave --source out", origin=f"-o {output}")
    _check_ending(output, is_svg=svg)
    if not is_picture and picture != _DRAWINGS[0]:
        raise UsageError(
            f"a {picture} is a picture of its own",
            mend="name a file .svg, .pdf or .png",
            origin=f"-o {output}",
        )
    WrittenFiles(("--output", output)).refuse_data(
        (*data_with(data, decisions), *([source] if source else []))
    )
    choice = Choice(series, RowOrder(sort), country, _codes(names), title)
    store = load(data_with(data, decisions), base_iri)
    tell_decisions(store, verbosity)
    write_result(
        _drawn(store, picture, choice, form, output) if is_picture else html_report(store, choice, source),
        output,
    )
    if verbosity >= Verbosity.NORMAL:
        if output != "-":
            say(f"{output} is written")
        if source is None and not is_picture:
            say("give --source PATH to have the lines quoted")
    return Exit.DONE


def _drawn(store: Store, picture: str, choice: Choice, form: str, output: str) -> bytes:
    from icmlpo_rdf.reports.drawings import Drawing, drawing_of  # noqa: PLC0415
    from icmlpo_rdf.reports.pictures import PictureForm, picture_of  # noqa: PLC0415

    drawing = drawing_of(store, Drawing(picture), choice, f"-o {output}")
    return drawing if form == ".svg" else picture_of(drawing, PictureForm(form[1:]), output)


def _codes(names: str) -> tuple[str, ...]:
    codes = tuple(one.strip().lower() for one in names.split(",")) if names else ()
    if not all(one.isalpha() and one.isascii() for one in codes):
        raise UsageError(
            f"{names!r} is no list of languages", mend="give codes such as en or zh,en", origin="--names"
        )
    return codes


def _check_choice(value: str, choices: tuple[str, ...], what: str, option: str) -> None:
    if value not in choices:
        raise UsageError(f"{value!r} is not {what}", mend=f"use one of {', '.join(choices)}", origin=option)


def _check_ending(output: str, *, is_svg: bool) -> None:
    """A name without an ending promises nothing, so that it may stay: `-o /dev/stdout`."""
    ending = PurePath(output).suffix.lower()
    taken = (".svg",) if is_svg else (*_PAGES, *_PICTURES)
    if output == "-" or not ending or ending in taken:
        return
    if ending in _OTHER_PICTURES:
        mend = "name a file .svg, .png or .pdf"
    elif is_svg:
        mend = "leave --svg out, or name a file .svg"
    else:
        mend = "name a file .html or .htm; or for a picture .svg, .pdf or .png"
    raise UsageError(
        f"{'an SVG' if is_svg else 'a report'} is no {PurePath(output).suffix} file",
        mend=mend,
        origin=f"-o {output}",
    )
