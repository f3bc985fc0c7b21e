"""Pages in files, folders, archives, globs and on standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source.archives import is_archive, member_names, read_member
from icmlpo_rdf.source.dumps import PAGE_SUFFIXES
from icmlpo_rdf.source.raw import RawPage

__all__ = ["FoundPage", "find_pages", "read_page_file"]

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page's file."""

    path: str
    """What to read; `-` for standard input."""
    relative: PurePath
    """Where it lay below the input that named it: the place of its own output below a folder."""
    member: str | None = None
    """Its name inside the archive that `path` is."""


def find_pages(inputs: Iterable[str]) -> Iterator[FoundPage]:
    """Yield every page that the inputs name, each once, folders and globs in sorted order.

    Args:
        inputs: files, folders and archives (searched to the bottom for `.md` and `.txt`), globs, or `-`.

    Raises:
        SourceError: an input does not exist, or a folder or glob holds no page.
    """
    seen: set[tuple[str, str | None]] = set()
    for given in inputs:
        for page in _expand(given):
            if (page.path, page.member) not in seen:
                seen.add((page.path, page.member))
                yield page


def _expand(given: str) -> Iterable[FoundPage]:
    if given == STANDARD_INPUT:
        return (FoundPage(given, PurePath("stdin")),)
    path = Path(given)
    try:
        if path.is_dir():
            return _pages_in(path)
        if path.exists():
            return _pages_in_archive(given) if is_archive(given) else (FoundPage(given, PurePath(path.name)),)
    except (OSError, ValueError) as error:  # a name too long, a null byte, no permission
        raise SourceError(_reason(error), mend="give a readable file or folder", origin=given) from error
    if glob.has_magic(given):
        matches = sorted(match for match in glob.glob(given, recursive=True) if Path(match).is_file())  # noqa: PTH207 - pathlib cannot glob absolute patterns
        if not matches:
            raise SourceError("no file matches", mend="check the pattern, and quote it", origin=given)
        return [page for match in matches for page in _expand(match)]
    raise SourceError("no such file or folder", mend="check the path", origin=given)


def _pages_in(folder: Path) -> list[FoundPage]:
    pages = [
        path
        for path in folder.rglob("*")
        if path.suffix in PAGE_SUFFIXES and path.is_file() and not path.is_symlink()
    ]
    if not pages:
        raise SourceError("the folder holds no page", mend="pages end in .md or .txt", origin=str(folder))
    return [FoundPage(str(page), page.relative_to(folder)) for page in sorted(pages)]


def _pages_in_archive(archive: str) -> list[FoundPage]:
    pages = [
        FoundPage(archive, PurePath(member), member)
        for member in member_names(archive)
        if PurePath(member).suffix in PAGE_SUFFIXES
    ]
    if not pages:
        raise SourceError("the archive holds no page", mend="pages end in .md or .txt", origin=archive)
    return pages


def read_page_file(path: str, member: str | None = None) -> RawPage:
    """Read one page: a file, a member of an archive, or `-` for standard input.

    Raises:
        SourceError: it is missing or cannot be read.
    """
    if member is not None:
        inside = PurePath(member)
        return RawPage(
            name=inside.name,
            data=read_member(path, member),
            origin=f"{path}/{member}",
            in_page_folder=inside.parent.name == "Page",
        )
    if path == STANDARD_INPUT:
        return RawPage(name="stdin", data=sys.stdin.buffer.read(), origin="<stdin>")
    place = Path(path)
    try:
        data = place.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(_reason(error), mend="give a readable file", origin=path) from error
    return RawPage(
        name=place.name, data=data, origin=path, in_page_folder=place.absolute().parent.name == "Page"
    )


def _reason(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read ({reason})"
