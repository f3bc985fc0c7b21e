"""The list of who took part and has no page or no item, as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.linked_answers import AskedData, ToldAnswers
from icmlpo_rdf.cli.terminal import Exit, write_result
from icmlpo_rdf.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icmlpo_rdf.link.red_links import RedLink

__all__ = ["list_red_links"]

_COLUMNS = ("times", "who", "why", "candidates", "IRI")


def list_red_links(asked: AskedData, told: ToldAnswers, output: str) -> int:
    """Write the list, those who took part most often first."""
    from icmlpo_rdf.cli.text_tables import table  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.link.joining import link_things  # noqa: PLC0415
    from icmlpo_rdf.link.red_links import red_links  # noqa: PLC0415

    things, decisions, use = asked.read()
    sources = asked.opened() if asked.sources else None
    linked = link_things(things, sources, decisions) if sources else ()
    told.report_on([one.answer for one in linked])
    links = red_links(things, use, linked, decisions, sources)
    rows = list(_rows(links))
    separator = {".csv": ",", ".tsv": "\t"}.get(output[-4:].lower())
    if separator is not None:
        text = io.StringIO()
        csv.writer(text, delimiter=separator, lineterminator="\n").writerows((_COLUMNS, *rows))
        data = text.getvalue().encode()
    else:
        data = table(_COLUMNS, rows, right=[0]).encode() if rows else b""
    write_result(data, output)
    without_page = sum(one.reason == "no-page" for one in links)
    told.say(
        f"{counted(len(links), 'participant')} without an item, {without_page:,} of them names without a page; "
        f"{sum(bool(one.candidates) for one in links):,} with candidates"
    )
    return Exit.DONE


def _rows(links: Iterable[RedLink]) -> Iterable[tuple[str, ...]]:
    for one in links:
        candidates = " | ".join(
            f"{found.title.title} ({', '.join(filter(None, (found.item, found.likeness)))})"
            for found in one.candidates
        )
        yield str(one.times), one.name or one.iri, one.reason, candidates, one.iri
