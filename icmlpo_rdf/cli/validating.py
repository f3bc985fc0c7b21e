"""`icmlpo-rdf validate`."""

from __future__ import annotations

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, read_text, verbosity_options, write_result
from icmlpo_rdf.errors import UsageError

__all__ = ["validate_command"]

_FORMATS = ("human", "turtle", "json")


@click.command(
    "validate",
    epilog=example("icmlpo-rdf validate output/", "icmlpo-rdf validate data.ttl --shapes mine.ttl -f turtle"),
)
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option("--shapes", metavar="FILE", help="Other shapes, in Turtle.  [default: ours]")
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
    shapes: str | None,
    engine_name: str,
    format_name: str,
    base_iri: str | None,
    verbosity: Verbosity,
) -> int:
    """Check data against the shapes.

    DATA is RDF files, folders of them, or - for standard input. Exit code 1 when anything is a violation;
    warnings and infos are for a curator's eye.
    """
    from icmlpo_rdf.store.parsing import file_iri  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.store.rdf_files import read_quads  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.validation.shacl_report import Engine, validate  # noqa: PLC0415

    if format_name not in _FORMATS:
        raise UsageError(
            f"{format_name!r} is no format", mend=f"use one of {', '.join(_FORMATS)}", origin="--format"
        )
    text = read_text(shapes) if shapes else None
    report = validate(
        read_quads(data, base_iri),
        text,
        shapes_origin=shapes or "shapes",
        shapes_base=base_iri or (file_iri(shapes) if shapes and shapes != "-" else None),
        engine=Engine(engine_name),
    )
    if format_name == "turtle":
        shown = report.turtle
    elif format_name == "json":
        shown = report.to_json() + "\n"
    else:
        shown = report.to_text() if verbosity > Verbosity.QUIET or not report.conforms else ""
    write_result(shown.encode(), "-")
    return Exit.DONE if report.conforms else Exit.FINDINGS
