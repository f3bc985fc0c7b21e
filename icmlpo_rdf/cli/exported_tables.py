"""Tables and networks, as `export` is asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.decisions_option import tell_decisions
from icmlpo_rdf.cli.terminal import Exit, Verbosity, say
from icmlpo_rdf.cli.written_files import WrittenFiles
from icmlpo_rdf.errors import UsageError

if TYPE_CHECKING:
    from icmlpo_rdf.export.export_formats import ExportFormat

__all__ = ["AskedTables"]

_SHOWN = 8
"""Names of sources that are told."""


@dataclass(frozen=True, slots=True)
class AskedTables:
    """What is to be written, in which form, and where."""

    data: tuple[str, ...]
    format: ExportFormat
    output: str
    source: str | None
    """What lines are quoted from."""
    has_bom: bool
    base_iri: str | None

    def write(self, verbosity: Verbosity) -> int:
        """Write it, whole or not at all, and say how many rows there are.

        Raises:
            UsageError: the form is no stream, or has no byte order mark.
        """
        from icmlpo_rdf.evidence.source_files import SourceFiles  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.export.export_formats import ExportFormat  # noqa: PLC0415
        from icmlpo_rdf.export.table_files import write_tables  # noqa: PLC0415
        from icmlpo_rdf.store.on_disk import open_store  # noqa: PLC0415

        if self.output == "-":
            raise UsageError(
                f"{self.format.slug} is no stream", mend="name a folder or a file with -o", origin="-o -"
            )
        if self.has_bom and self.format is not ExportFormat.CSV:
            raise UsageError("only CSV has a byte order mark", mend="leave it out", origin="--bom")
        WrittenFiles(("--output", self.output)).refuse_data(
            (*self.data, *([self.source] if self.source else []))
        )
        store = open_store(self.data, base_iri=self.base_iri)
        tell_decisions(store, verbosity)
        sources = SourceFiles(store, self.source) if self.source is not None else None
        written = write_tables(store, self.format, Path(self.output), sources, has_bom=self.has_bom)
        for note in written.notes:
            say(f"{self.output}: {note}")
        if verbosity > Verbosity.QUIET:
            say(f"{self.output}: {', '.join(f'{name} {count:,}' for name, count in written.rows.items())}")
            if self.format.is_network:
                return Exit.DONE
            if sources is None:
                say("give --source PATH to have the lines quoted")
            elif sources.absent:
                say(f"{self.source}: not quoted, for it does not hold {', '.join(sources.absent[:_SHOWN])}")
        return Exit.DONE
