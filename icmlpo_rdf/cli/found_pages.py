"""The pages of inputs, as `convert` and `inspect` find them, with the titles of their dumps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icmlpo_rdf.options import PageOptions
    from icmlpo_rdf.source import Entry, ListingNotes

__all__ = ["find_pages", "temporary_folder"]


def find_pages(
    inputs: Sequence[str],
    listed: Iterable[str],
    options: PageOptions,
    work: Callable[[], Path],
    noted: ListingNotes,
) -> tuple[Sequence[Entry], Path | None]:
    """Return the pages, and the folder of the index of their titles, where the inputs hold a dump.

    Args:
        inputs: what the user has named.
        listed: what lists name besides.
        options: the form of the inputs, their wiki and the title of the one page that is asked for, where the user tells them.
        work: gives a folder for what must be unpacked; it is asked only then.
        noted: counts what is listed and not read.

    Raises:
        SourceError: an input is missing, or there is no page.
        UsageError: the page that is asked for is not there, or it is open which one is meant.
    """
    from icmlpo_rdf.batch.plan import list_pages  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.source import AskedTitle, holds_many, list_inputs  # noqa: PLC0415

    index = None
    if any(holds_many(given, options.form) for given in inputs):
        index = work() / "titles"
        index.mkdir()
    entries = list_inputs(inputs, work, options, noted, listed=listed)
    return list_pages(entries, index, AskedTitle(options)), index


def temporary_folder(until_done: ExitStack) -> Callable[[], Path]:
    """Return what gives a new folder when it is asked, which is removed when the stack is left."""

    @cache
    def folder() -> Path:
        from tempfile import TemporaryDirectory  # noqa: PLC0415 - a page alone needs no folder

        return Path(until_done.enter_context(TemporaryDirectory(prefix="icmlpo-rdf-")))

    return folder
