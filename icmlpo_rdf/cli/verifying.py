"""`icmlpo-rdf verify`."""

from __future__ import annotations

import click

from icmlpo_rdf.cli.base_iri_option import base_iri_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.text_tables import table

__all__ = ["verify_command"]


@click.command("verify", epilog=example("icmlpo-rdf verify output/ --source seeds/"))
@click.argument("data", nargs=-1, required=True, metavar="DATA...")
@click.option("--source", required=True, metavar="PATH", help="The source file, or a folder that holds it.")
@base_iri_option
@verbosity_options
def verify_command(*, data: tuple[str, ...], source: str, base_iri: str | None, verbosity: Verbosity) -> int:
    """Find every fact's evidence again in the source.

    A second reader that shares no code with the converter reads just the lines that each fact names, and says what it does
    not look for, such as roles.
    Exit code 1 where a fact's evidence no longer stands, or a source was edited or is missing; 2 where all are missing.
    """
    from icmlpo_rdf.store.rdf_files import read_quads  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.verify import verify  # noqa: PLC0415

    found = verify(read_quads(data, base_iri), source)
    if verbosity > Verbosity.QUIET:
        rows = [(kind, str(number)) for kind, number in found.checked.items()]
        write_result(table(("evidence of", "looked for"), rows, right=[1]).encode(), "-")
    for failure in found.failures:
        where = f"lines {failure.lines}: " if failure.lines else ""
        say(f"{source}: {where}{failure.reason} <{failure.subject}>")
    if not found.ok:
        if broken := len(found.failures) - len(found.absent):
            do_not = "1 fact does" if broken == 1 else f"{broken} facts do"
            say(f"{source}: {do_not} not stand; convert the page again, or mend the data")
        if found.absent:
            are_not = "1 source is" if len(found.absent) == 1 else f"{len(found.absent)} sources are"
            say(
                f"{source}: {are_not} not there, so that nothing is known of the facts; name the folder of all sources"
            )
        return Exit.FINDINGS
    if verbosity > Verbosity.QUIET:
        untold = ", ".join(f"{number} {what}" for what, number in found.unchecked.items())
        behind = f"; not looked for: {untold}" if untold else ""
        say(f"the evidence was found ({sum(found.checked.values())} places){behind}")
    return Exit.DONE
