"""Every input, listed in one way: files, folders, globs, archives, lists, remote places, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO
from itertools import groupby
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import SourceError, UsageError, WrongTypeError, described
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source.compressed import CHUNK, is_compressed, unpacked, unpacked_head
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry, Kind, Told, is_archive, is_zip, kind_of
from icmlpo_rdf.source.folders import list_folder, named_file
from icmlpo_rdf.source.forms import HEAD_OF_FORM, form_of
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, RawPage
from icmlpo_rdf.source.remote import is_remote, list_remote, named_address, read_remote

if TYPE_CHECKING:
    from icmlpo_rdf.source.wiki_pages import WikiPage

__all__ = [
    "NO_PAGE",
    "expand_globs",
    "folder_of",
    "holds_many",
    "in_order",
    "list_inputs",
    "plain_bytes",
    "read_entry",
    "read_page_file",
]


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
    from icmlpo_rdf.source.wiki_pages import wiki_page_of  # noqa: PLC0415 - a file needs no web

    return wiki_page_of(given)


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
        raise SourceError(_reason(error), mend="give a readable file or folder", origin=given) from error
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
    from icmlpo_rdf.source.enterprise import list_articles  # noqa: PLC0415

    with path.open("rb") as stream:
        is_packed = is_compressed(stream.peek(4))
    if is_packed:
        path = _plain_copy(path, given, folder)
    with path.open("rb") as stream:
        size = path.stat().st_size
        yield from list_articles(given, stream, str(path), 0, size, options.language)


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
        found.extend(group if len(group) == 1 else {_place(entry): entry for entry in group}.values())
    return found


def _place(entry: Entry) -> str:
    if is_remote(entry.location) or entry.location == STANDARD_INPUT:
        return f"{entry.location.rstrip('/')}/{entry.name}"
    return os.path.abspath(os.path.join(entry.location, entry.name))  # noqa: PTH100, PTH118 - text


def read_entry(entry: Entry, form: Form | None = None) -> RawPage:
    """Read a page that was listed.

    Args:
        entry: where it is.
        form: the form that it is in, where the user tells it.

    Raises:
        SourceError: it is gone, cannot be read, is no page, or holds more than any page does.
    """
    if entry.told and entry.told.problem:
        raise SourceError(entry.told.problem[0], mend=entry.told.problem[1], origin=entry.origin)
    try:
        data = b"" if entry.size > MAX_PAGE_BYTES else _bytes_of(entry)
    except (OSError, ValueError) as error:
        raise SourceError(_reason(error), mend="give a readable file", origin=entry.origin) from error
    if max(len(data), entry.size) > MAX_PAGE_BYTES:
        raise _too_large(entry.origin)
    page = RawPage(entry.file_name, data, entry.origin, entry.in_page_folder, folder_of(entry))
    if told := entry.told:
        return replace(
            page,
            data=_text_in(data, told, entry.origin),
            form=told.form,
            held_in=told.held_in,
            title=told.title,
            wiki=told.wiki,
            item=told.item,
            revision=told.revision,
            license=told.license,
            named_after=told.named_after,
        )
    return _in_its_form(page, form)


def _text_in(data: bytes, told: Told, origin: str) -> bytes:
    if told.held_in is not Form.ENTERPRISE:
        return data
    from icmlpo_rdf.source.enterprise import article_text  # noqa: PLC0415 - a page alone needs no dumps

    try:
        return article_text(data, told.form)
    except ValueError as error:
        raise SourceError("it has changed while it was read", mend="run it again", origin=origin) from error


def _in_its_form(page: RawPage, form: Form | None) -> RawPage:
    """A page that is a file of its own, unpacked where it is compressed: browsers keep pages so."""
    page = replace(page, data=plain_bytes(page.data, page.origin))
    found = form or form_of(page.data, page.name)
    if found.holds_pages:
        raise SourceError(
            f"it holds pages ({found.value}) and is none itself",
            mend="give the file by its own name, not with the folder or archive that holds it",
            origin=page.origin,
        )
    return replace(page, form=found)


def plain_bytes(data: bytes, origin: str) -> bytes:
    """Return the bytes of a page that is a file of its own: unpacked where they are compressed.

    Raises:
        SourceError: they are damaged, or more than any page has.
    """
    if not is_compressed(data):
        return data
    plain = bytearray()
    for chunk in unpacked(BytesIO(data), origin):
        plain += chunk
        if len(plain) > MAX_PAGE_BYTES:
            raise _too_large(origin)
    return bytes(plain)


def _too_large(origin: str) -> SourceError:
    return SourceError(
        f"it holds more than {MAX_PAGE_BYTES // 2**20} MiB, which no page of a wiki does",
        mend="give one page a file",
        origin=origin,
    )


def folder_of(entry: Entry) -> str:
    """Return the whole path of the folder, in an archive or a remote place too, that a page lies in."""
    return "" if entry.location == STANDARD_INPUT else _place(entry).rpartition("/")[0]


def _bytes_of(entry: Entry) -> bytes:
    if is_remote(entry.location) and not entry.read_from:
        return read_remote(entry)
    if entry.read_from and is_zip(entry.location):
        from icmlpo_rdf.source.zips import read_zip  # noqa: PLC0415 - as above

        return read_zip(entry.read_from, entry.name)
    path = entry.read_from or os.path.join(entry.location, entry.name)  # noqa: PTH118 - a Path costs more than the page
    with open(path, "rb") as stream:  # noqa: PTH123 - as above
        if entry.offset >= 0:
            stream.seek(entry.offset)
            return stream.read(entry.size)
        return stream.read(MAX_PAGE_BYTES + 1)


def read_page_file(path: str | os.PathLike[str], options: PageOptions | None = None) -> RawPage:
    """Read one page: a file, `-` for standard input, or of a dump the page that the options give the title of.

    Args:
        path: the file.
        options: its form, title and wiki, where they are known.

    Raises:
        SourceError: it is missing, cannot be read, is no page, or holds more than any page does.
        UsageError: it holds many pages, and no title says which.
        WrongTypeError: it is no file's name, but the page's bytes, say.
    """
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(
            f"a file's name is asked for, not {described(path)}",
            mend='write RawPage("page.md", data, "page.md") for the bytes of a page',
            origin="read",
        )
    path, options = os.fspath(path), options or PageOptions()
    if _wiki_page(path):
        return _page_in_dump(path, replace(options, title=None))
    if not is_remote(path) and (_is_packed(path) or _form_of_many(path, options.form)):
        return _page_in_dump(path, options)
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
        return _in_its_form(RawPage(name="stdin", data=data, origin="<stdin>"), options.form)
    return replace(read_entry(named_file(path), options.form), origin=path)


def _page_in_dump(path: str, options: PageOptions) -> RawPage:
    """The one page that a dump holds, or the one of a title."""
    wanted = None if options.title is None else _spelt(options.title)
    with TemporaryDirectory(prefix="icmlpo-rdf-") as work:
        entries = iter(list_inputs([path], lambda: Path(work), options))
        found: Entry | None = None
        for entry in entries:
            if wanted is None and not entry.is_redirect:
                if found:
                    raise UsageError("it holds several pages", mend="say which with --title", origin=path)
                found = entry
            elif wanted is not None and _is_wanted(entry, wanted, options.language):
                found = entry
                break
        if isinstance(entries, Generator):
            entries.close()  # what was written for it is whole only then
        if found is None:
            what = f"no page {options.title!r}" if wanted else "no page"
            raise SourceError(f"it holds {what}", mend="check the title", origin=path)
        if found.leads_to is not None:
            raise SourceError(
                f"{options.title!r} is a redirect", mend=f"give --title {found.leads_to!r}", origin=path
            )
        return read_entry(found)


def _is_wanted(entry: Entry, title: str, language: str | None) -> bool:
    if not entry.told:
        return _spelt(entry.stem) == title
    return _spelt(entry.told.title) == title and language in {None, entry.told.wiki}


def _spelt(title: str) -> str:
    """A title as a person may write it: blanks for `_`, any first letter."""
    plain = title.replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def _reason(error: OSError | ValueError) -> str:
    return f"cannot be read ({(error.strerror if isinstance(error, OSError) else None) or error})"
