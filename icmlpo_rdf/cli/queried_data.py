"""The data that `query` asks, opened with a progress bar where that takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from icmlpo_rdf.cli.decisions_option import tell_decisions
from icmlpo_rdf.cli.terminal import Verbosity

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["QueriedData"]


@dataclass(frozen=True, slots=True)
class QueriedData:
    """What is asked, and where it is kept."""

    paths: tuple[str, ...]
    folder: str | None
    base_iri: str | None
    verbosity: Verbosity

    def opened(self, *, is_anew: bool = False) -> Store:
        """The store, with a progress bar on a terminal while files are loaded into one on disk."""
        from icmlpo_rdf.store.damage import damage_told  # noqa: PLC0415 - keeps --help quick
        from icmlpo_rdf.store.on_disk import open_store  # noqa: PLC0415

        with _progress(is_shown=self.folder is not None and self.verbosity > Verbosity.QUIET) as advance:
            store = open_store(
                self.paths, self.folder, is_anew=is_anew, progress=advance, base_iri=self.base_iri
            )
        with damage_told("--store"):
            tell_decisions(store, self.verbosity)
        return store


@contextmanager
def _progress(*, is_shown: bool) -> Iterator[Callable[[int], None]]:
    if not is_shown:
        yield lambda _: None
        return
    from tqdm import tqdm  # noqa: PLC0415 - keeps --help quick

    with tqdm(unit="B", unit_scale=True, desc="loading", delay=2, leave=False, disable=None) as bar:

        def advance(size: int) -> None:
            bar.update(size)

        yield advance
