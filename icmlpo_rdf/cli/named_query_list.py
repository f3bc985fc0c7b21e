"""The queries that ship, listed for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icmlpo_rdf.cli.terminal import write_result
from icmlpo_rdf.cli.text_tables import filled

if TYPE_CHECKING:
    from icmlpo_rdf.query.named_queries import NamedQuery

__all__ = ["list_named_queries"]


def list_named_queries(output: str) -> None:
    """Write the queries that ship, with their parameters, to a file; `-` is standard output."""
    from icmlpo_rdf.query.asking import named_queries  # noqa: PLC0415

    write_result("\n".join(map(_listed, named_queries())).encode(), output)


def _listed(query: NamedQuery) -> str:
    """A query's name, and below it what it asks and takes, in lines that fit a terminal."""
    paragraphs = [(query.title, 4), (query.description, 4)]
    for one in query.parameters:
        need = "required" if one.is_required else "optional"
        paragraphs.append((f"--param {one.name}=…  {one.description}; {one.takes.form}; {need}", 8))
    return f"{query.name}\n" + "".join(filled(text, hanging) for text, hanging in paragraphs)
