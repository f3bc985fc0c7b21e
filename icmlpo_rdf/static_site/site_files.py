"""A site as files: all of them written into a folder beside, which takes the place of the one before when it is whole."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from icmlpo_rdf.batch.engines import local_processes
from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.serve.languages import LANGUAGES
from icmlpo_rdf.static_site.file_names import FileNames
from icmlpo_rdf.static_site.inventory import take_inventory
from icmlpo_rdf.static_site.other_files import FIRST, OtherFiles
from icmlpo_rdf.static_site.page_chunks import PageChunk, SiteChoice, opened
from icmlpo_rdf.static_site.site_addresses import Answering

__all__ = ["RECORD", "Summary", "refuse_foreign", "write_site"]

RECORD = "site.json"
"""By which a folder is known to be one that this module made: it names what stands in it."""
_MAKER = "icmlpo-rdf site"
_CHUNK = 200
_FEW = 1_000
"""Pages for which no further process is started."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written."""

    pages: int
    files: int
    size: int
    """In bytes."""
    failed: tuple[str, ...]
    """Addresses for which there is no page, each with the reason."""


def write_site(
    choice: SiteChoice,
    output: Path,
    jobs: int = 1,
    languages: tuple[str, ...] = tuple(LANGUAGES),
) -> Summary:
    """Write the site, whole or not at all; what else stands in the folder of an earlier one stays.

    Args:
        choice: what is shown.
        output: the folder, which is made, or made anew.
        jobs: processes.
        languages: those of the interface; pages of the first stand at the root.

    Raises:
        UsageError: the folder holds something else.
        OutputError: it cannot be written.
        SourceError: the source is not there.
    """
    before = refuse_foreign(output)
    try:
        parent = output.resolve().parent
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".icmlpo-rdf-", dir=parent) as scratch:
            made = Path(scratch, "site")
            made.mkdir()
            pages, failed = _write(choice, made, jobs, languages)
            holds = sorted((*(one.name for one in made.iterdir()), RECORD))
            record = json.dumps({"maker": _MAKER, "pages": pages, "holds": holds}, ensure_ascii=False)
            (made / RECORD).write_text(f"{record}\n", encoding="utf-8")
            sizes = [one.stat().st_size for one in made.rglob("*") if one.is_file()]
            _put_in_place(made, output.resolve(), before, Path(scratch, "before"))
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error})",
            mend="free some space or write elsewhere; nothing was changed",
            origin=str(output),
        ) from error
    return Summary(pages, len(sizes), sum(sizes), failed)


def refuse_foreign(output: Path) -> tuple[str, ...]:
    """Return what an earlier site has in its folder; nothing where there is none.

    Raises:
        UsageError: the folder is somebody else's.
    """
    try:
        if not output.exists() or (output.is_dir() and not any(output.iterdir())):
            return ()
        record = json.loads((output / RECORD).read_bytes())
        if record["maker"] == _MAKER:
            return tuple(record["holds"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise UsageError(
        "it is no site of icmlpo-rdf, and nothing is overwritten",
        mend="name a new or an empty folder",
        origin=str(output),
    )


def _put_in_place(made: Path, output: Path, before: tuple[str, ...], aside: Path) -> None:
    """Let a folder take the place of another, from which what the site did not write comes along."""
    if output.exists():
        output.rename(aside)
    made.rename(output)
    if aside.exists():
        for one in sorted(aside.iterdir()):
            if one.name not in before and not (output / one.name).exists():
                one.rename(output / one.name)


def _write(
    choice: SiteChoice, folder: Path, jobs: int, languages: tuple[str, ...]
) -> tuple[int, tuple[str, ...]]:
    """Write all files; how many pages, and which of them could not be made."""
    here = opened(choice)
    inventory = take_inventory(here.site)
    names = FileNames.of(inventory.pages)
    answering = Answering(names, inventory.absent, choice.address is not None, languages)
    pages = 0
    failed: list[str] = []
    done: dict[str, str] = {}
    left = _by_file(answering, (*FIRST, *inventory.addresses()))
    while left:
        done |= left
        found: set[str] = set()
        engine = local_processes(1 if len(left) < _FEW else jobs)
        for written in engine(_chunks(choice, answering, folder, left.values())):
            pages += written.count
            found |= written.found
            failed += written.failed
        left = {file: one for file, one in _by_file(answering, found).items() if file not in done}
    others = OtherFiles(here, answering, folder, choice.address)
    others.write()
    others.write_addressed([path for path, part in inventory.pages if not part], done.values())
    return pages, tuple(sorted(failed))


def _by_file(answering: Answering, addresses: Iterable[str]) -> dict[str, str]:
    """Addresses of pages by their files: a page may have several addresses."""
    targets = ((answering.target(one), one) for one in sorted(addresses, reverse=True))
    return {target.file: one for target, one in targets if target is not None}


def _chunks(
    choice: SiteChoice, answering: Answering, folder: Path, addresses: Iterable[str]
) -> Iterator[PageChunk]:
    left = iter(sorted(addresses))
    while some := tuple(islice(left, _CHUNK)):
        yield PageChunk(choice, answering, str(folder), some)
