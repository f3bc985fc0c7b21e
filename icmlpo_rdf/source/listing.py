"""Every input, listed in one way: files, folders, globs, archives, lists, remote places, standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source.compressed import CHUNK, is_compressed, unpacked, unpacked_head
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry, Kind, is_archive, is_zip, kind_of
from icmlpo_rdf.source.entry_bytes import place_of_entry, reason_of
from icmlpo_rdf.source.folders import list_folder, named_file
from icmlpo_rdf.source.forms import HEAD_OF_FORM, form_of
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES
from icmlpo_rdf.source.remote import is_remote, list_remote, named_address

if TYPE_CHECKING:
    from icmlpo_rdf.source.wiki_addresses import WikiPage

__all__ = ["NO_PAGE", "expand_globs", "holds_many", "in_order", "is_dump", "is_wiki_page", "list_inputs"]


def expand_globs(inputs: Iterable[str]) -> list[str]:
    """Return the inputs with each glob replaced by what it matches, sorted.

    Raises:
        SourceError: a glob matches nothing.
    """
    expanded: list[str] = []
    for given in inputs:
        if is_remote(given) or not glob.has_magic(given) or Path(given).exists():
            expanded.append(given)
            continue
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - pathlib cannot glob absolute patterns
        if not matches:
            raise SourceError("no file matches", mend="check the pattern, and quote it", origin=given)
        expanded.extend(matches)
    return expanded


def holds_many(given: str, form: Form | None = None) -> bool:
    """Return whether an input is a place that holds pages: a folder, an archive, a dump or a remote place.

    Args:
        given: the input.
        form: the form that it is in, where the user tells it.
    """
    if is_remote(given):
        return kind_of(given) is not Kind.PAGE and _wiki_page(given) is None
    return Path(given).is_dir() or _is_packed(given) or _form_of_many(given, form) is not None


def _wiki_page(given: str) -> WikiPage | None:
    if not given.startswith(("http://", "https://")):
        return None
    from icmlpo_rdf.source.wiki_addresses import wiki_page_of  # noqa: PLC0415 - a file needs no web

    return wiki_page_of(given)


def is_wiki_page(given: str) -> bool:
    """Return whether an input is the address of a wiki's page."""
    return _wiki_page(given) is not None


def is_dump(given: str, form: Form | None = None) -> bool:
    """Return whether an input is a file that holds pages: an archive, an export, a snapshot."""
    return not is_remote(given) and (_is_packed(given) or _form_of_many(given, form) is not None)


def _is_packed(given: str) -> bool:
    return is_archive(given) and Path(given).is_file()


def _form_of_many(given: str, form: Form | None) -> Form | None:
    """The form of a file of many pages; None for a page, and for what is no file."""
    if form is not None:
        return form if form.holds_pages else None
    head = _head(given)
    # A page of plain text is told by its first letter: most are.
    if not (is_compressed(head) or head.lstrip(_BLANK)[:1] in _MARKS):
        return None
    try:
        if is_compressed(head) and given != STANDARD_INPUT:
            with Path(given).open("rb") as stream:
                head = unpacked_head(stream, HEAD_OF_FORM)
        elif is_compressed(head):  # too little of it can be seen to say more
            return Form.XML
        found = form_of(head, given)
    except (SourceError, OSError):  # told when it is read
        return None
    return found if found.holds_pages else None


_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_MARKS = {b"<", b"{"}


def _head(given: str) -> bytes:
    """The first bytes of a file, or of what waits on standard input, where they stay."""
    try:
        if given == STANDARD_INPUT:
            return (
                sys.stdin.buffer.peek(HEAD_OF_FORM) if isinstance(sys.stdin.buffer, BufferedReader) else b""
            )
        with Path(given).open("rb") as stream:
            return stream.read(HEAD_OF_FORM)
    except (OSError, ValueError):  # a name too long, a null byte, no permission: told when it is read
        return b""


def list_inputs(
    inputs: Iterable[str], work: Callable[[], Path], options: PageOptions | None = None
) -> Iterator[Entry]:
    """Yield the pages and redirects of all inputs, as they are found and never all at once.

    Args:
        inputs: files, folders, archives, dumps, remote folders and globs, or `-`; may be an iterator over millions.
        work: gives a folder for what must be unpacked; it is asked only then.
        options: the form of the inputs and the wiki that they are from, where the user tells them.

    Raises:
        SourceError: an input is missing, cannot be read, or holds no page.
    """
    for given in inputs:
        is_empty = True
        for entry in _entries(given, work, options or PageOptions()):
            is_empty = False
            yield entry
        if is_empty:
            raise SourceError("there is no page", mend=NO_PAGE, origin=given)


NO_PAGE = "pages end in .md, .txt, .wikitext or .html; a dump is given by its own name"
"""What to do where there is none."""


def _entries(given: str, work: Callable[[], Path], options: PageOptions) -> Iterable[Entry]:
    try:
        if page := _wiki_page(given):
            from icmlpo_rdf.source.wiki_pages import list_wiki_page  # noqa: PLC0415 - as above

            return list_wiki_page(given, page, work(), options.language)
        if form := None if is_remote(given) or _is_packed(given) else _form_of_many(given, options.form):
            return _in_dump(given, form, work, options)
        if given == STANDARD_INPUT:
            return (_spooled(work() / "stdin"),)
        if holds_many(given, options.form):
            return _held(given, work, options)
        if is_remote(given):
            return (named_address(given),)
        if not Path(given).exists():
            raise SourceError("no such file or folder", mend="check the path", origin=given)
    except (OSError, ValueError) as error:  # a name too long, a null byte, no permission
        raise SourceError(reason_of(error), mend="give a readable file or folder", origin=given) from error
    return (named_file(given),)


def _held(given: str, work: Callable[[], Path], options: PageOptions) -> Iterator[Entry]:
    if is_remote(given):
        if is_archive(given) or given.lower().endswith(_DUMPS):
            what = "an archive" if is_archive(given) else "a dump"
            raise SourceError(f"{what} is not read from far", mend="download it first", origin=given)
        return list_remote(given)
    if not is_archive(given) or Path(given).is_dir():
        return list_folder(given)
    if is_zip(given):
        from icmlpo_rdf.source.zips import list_zip  # noqa: PLC0415 - a page alone needs no archives

        return list_zip(given)
    from icmlpo_rdf.source.tars import list_tar, unpacked_tar  # noqa: PLC0415

    return list_tar(given, unpacked_tar(given, work()), options.language)


_DUMPS = (".xml", ".bz2", ".gz", ".ndjson")


def _in_dump(given: str, form: Form, work: Callable[[], Path], options: PageOptions) -> Iterator[Entry]:
    """The pages of a file that holds many."""
    folder = work()
    path = Path(given)
    if given == STANDARD_INPUT:
        path = folder / "stdin"
        with path.open("wb") as kept:
            copyfileobj(sys.stdin.buffer, kept, CHUNK)
    elif not path.exists():
        raise SourceError("no such file or folder", mend="check the path", origin=given)
    if form is Form.XML:
        from icmlpo_rdf.source.dump_pages import list_export  # noqa: PLC0415 - a page alone needs no dumps

        with path.open("rb") as stream:
            yield from list_export(given, stream, folder, options.language)
        return
    from icmlpo_rdf.source.enterprise import Stretch, list_articles  # noqa: PLC0415

    with path.open("rb") as stream:
        is_packed = is_compressed(stream.peek(4))
    if is_packed:
        path = _plain_copy(path, given, folder)
    with path.open("rb") as stream:
        size = path.stat().st_size
        yield from list_articles(given, stream, Stretch(str(path), 0, size), options.language)


def _plain_copy(path: Path, given: str, folder: Path) -> Path:
    """A compressed file unpacked, for articles to be read from their places."""
    from icmlpo_rdf.source.dump_pages import spool_name  # noqa: PLC0415 - as above

    target = folder / spool_name(given)
    with path.open("rb") as packed, target.open("wb") as plain:
        for chunk in unpacked(packed, given):
            plain.write(chunk)
    return target


def _spooled(path: Path) -> Entry:
    """Standard input, kept in a file: another process cannot read it."""
    path.write_bytes(sys.stdin.buffer.read(MAX_PAGE_BYTES + 1))
    return Entry(STANDARD_INPUT, "stdin", read_from=str(path), given="stdin")


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return pages in the order of their titles, whatever the order in which they were found.

    A file that was named twice is one page. So are the members of one name in an archive: the later one, as for
    whoever unpacks it.
    """
    ordered = sorted(entries, key=lambda entry: (entry.stem, entry.name, entry.location))
    found: list[Entry] = []
    for _, same in groupby(ordered, key=lambda entry: entry.stem):
        group = list(same)
        found.extend(group if len(group) == 1 else {place_of_entry(entry): entry for entry in group}.values())
    return found
