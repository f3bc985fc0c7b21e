"""`icmlpo-rdf validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from icmlpo_rdf.validation.shacl_report import ValidationReport

__all__ = ["validate_command"]

_FORMATS = ("human", "turtle", "json")


@click.command(
    "validate",
    epilog=example("icmlpo-rdf validate output/", "icmlpo-rdf validate data.ttl --shapes mine.ttl -f turtle"),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option(
    "--shapes",
    multiple=True,
    metavar="FILE",
    help="Other shapes, in any RDF syntax; may be given more than once.  [default: ours]",
)
@click.option(
    "--level",
    "level_name",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The least grave findings that make data not conform.",
)
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(["pyshacl", "fast"]),
    default="pyshacl",
    show_default=True,
    help="pyshacl knows all of SHACL; fast, which convert uses, what our own shapes need of it.",
)
@click.option(
    "-f",
    "--format",
    "format_name",
    default="human",
    show_default=True,
    metavar="FORMAT",
    help="human, turtle or json.",
)
@base_iri_option
@verbosity_options
def validate_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    data: tuple[str, ...],
    shapes: tuple[str, ...],
    level_name: str,
    engine_name: str,
    format_name: str,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Check data against the shapes.

    DATA is RDF files, folders of them, or - for standard input. Exit code 1 when anything is a violation, or when
    there is nothing in the data that the shapes speak of. Warnings and infos are for a curator's eye, unless --level
    says that they count too.
    """
    from icmlpo_rdf.store.rdf_files import read_quads  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.validation.shacl_report import Engine, Level, validate  # noqa: PLC0415
    from icmlpo_rdf.validation.shapes_files import read_shapes  # noqa: PLC0415
    from icmlpo_rdf.validation.shapes_graph import our_shapes  # noqa: PLC0415

    if format_name not in _FORMATS:
        raise UsageError(
            f"{format_name!r} is no format", mend=f"use one of {', '.join(_FORMATS)}", origin="--format"
        )
    graph = read_shapes(shapes, base_iri) if shapes else our_shapes()
    for imported in graph.imports:
        say(f"{graph.origin}: what it imports is not fetched: <{imported}>; give its file as --shapes too")
    report = validate(read_quads(data, base_iri), graph, engine=Engine(engine_name), level=Level(level_name))
    _show(report, format_name, verbosity)
    return Exit.DONE if report.conforms else Exit.FINDINGS


def _show(report: ValidationReport, format_name: str, verbosity: Verbosity) -> None:
    shown = ""
    if format_name == "json":
        shown = report.to_json() + "\n"
    elif format_name == "human":
        shown = report.to_text() if verbosity > Verbosity.QUIET or not report.conforms else ""
    elif report.nothing_checked:
        # A SHACL report cannot say so: without results it says that the data conform.
        say(f"nothing was checked: {report.nothing_checked}")
    else:
        shown = report.turtle
        if report.conforms and report.results and verbosity > Verbosity.QUIET:
            say(
                f"not in this report, since the data conform: {report.counts_as_text}; --level info reports them"
            )
    write_result(shown.encode(), "-")
