"""Files that hold pages: MediaWiki's XML, articles of Wikimedia Enterprise, archives; named by the user, or found beside pages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source.asked_title import AskedTitle
from icmlpo_rdf.source.compressed import BZIP2, CHUNK, GZIP, is_compressed, unpacked, unpacked_head
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry, Kind, Problem, is_archive, is_zip, kind_of
from icmlpo_rdf.source.entry_bytes import contradiction
from icmlpo_rdf.source.forms import HEAD_OF_FORM, form_of, is_tar
from icmlpo_rdf.source.listing_notes import ListingNotes

if TYPE_CHECKING:
    from icmlpo_rdf.source.snapshot_json import Stretch

__all__ = ["Dumps", "form_of_many", "is_packed", "whole_or_problem"]

_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_MARKS = {b"<", b"{", b"["}
_ZIP, _PACKINGS = b"PK\x03\x04", {GZIP: ".gz", BZIP2: ".bz2"}
_TAR_HEADER = 512


def is_packed(given: str) -> bool:
    """Return whether an input is an archive: a file that is called so, or what waits on standard input."""
    if given == STANDARD_INPUT:
        return _archive_ending(BytesIO(_head(given))) is not None
    return is_archive(given) and Path(given).is_file()


def _archive_ending(stream: BinaryIO) -> str | None:
    """What an archive is called by its ending; None for what is none."""
    magic = stream.read(len(_ZIP))
    stream.seek(0)
    if magic == _ZIP:
        return ".zip"
    packing = next((ending for mark, ending in _PACKINGS.items() if magic.startswith(mark)), "")
    return f".tar{packing}" if is_tar(unpacked_head(stream, _TAR_HEADER)) else None


def form_of_many(given: str, form: Form | None) -> Form | None:
    """Return the form of a file of many pages; None for a page, and for what is no file.

    Args:
        given: the file, or `-`.
        form: the form that it is in, where the user tells it.
    """
    if form is not None:
        return form if form.holds_pages and not Path(given).is_dir() else None
    head = _head(given)
    # A page of plain text is told by its first letter: most are.
    if not (is_compressed(head) or head.lstrip(_BLANK)[:1] in _MARKS):
        return None
    if given == STANDARD_INPUT and is_compressed(head):
        head = unpacked_head(BytesIO(head), HEAD_OF_FORM)
        if not head:  # too little of it can be seen to say more
            return Form.XML
    try:
        found = form_of(head, given) if given == STANDARD_INPUT else _form_of_file(Path(given), given)
    except (SourceError, OSError):  # told when it is read
        return None
    return found if found.holds_pages else None


def _form_of_file(path: Path, name: str) -> Form:
    with path.open("rb") as stream:
        head = unpacked_head(stream, HEAD_OF_FORM)
    if not head:
        raise SourceError("it is empty or damaged", mend="get it again whole", origin=name)
    return form_of(head, name)


def _surely(path: Path, name: str) -> Form | None:
    """The form of a file as its first bytes say it; None where it is none, which is told when it is read."""
    try:
        return _form_of_file(path, name)
    except (SourceError, OSError):
        return None


def _is_packed_page(path: Path) -> bool:
    """True for a page that is compressed, as browsers keep them."""
    with path.open("rb") as stream:
        if not is_compressed(stream.peek(4)):
            return False
    try:
        return not _form_of_file(path, STANDARD_INPUT).holds_pages
    except SourceError:  # told when it is read
        return False


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


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def whole_or_problem(entry: Entry, found: Iterator[Entry]) -> Iterator[Entry]:
    """Yield what a dump or archive among other inputs holds; one that cannot be read to its end costs itself.

    Args:
        entry: the file.
        found: its pages, which lie in the place that the file is called by.
    """
    try:
        yield from found
    except SourceError as error:
        yield replace(entry, problem=Problem.of(error))


class Dumps(Struct, frozen=True):
    """Opens files that hold pages."""

    work: Callable[[], Path]
    """Gives a folder for what must be unpacked; it is asked only then."""
    language: str | None = None
    """The code of the Wikipedia that they are from, where the user tells it."""
    form: Form | None = None
    """The form of all that is given, where the user tells it."""
    noted: ListingNotes | None = None
    """Counts what is passed over, where somebody asks."""
    asked: AskedTitle = AskedTitle(PageOptions())
    """Which page is asked for, so that the texts of others need not be kept."""

    def named(self, given: str, form: Form) -> Iterator[Entry]:
        """Yield the pages of a file that the user has named, or of `-`."""
        path = Path(given)
        if given == STANDARD_INPUT:
            path = self._kept()
            with path.open("rb") as stream:
                ending = _archive_ending(stream)  # of bzip2 the first block has come only now
            if ending:
                yield from self._members(given, str(path.rename(f"{path}{ending}")))
                return
            if _is_packed_page(path):
                yield Entry(STANDARD_INPUT, "stdin", read_from=str(path), given="stdin")
                return
        elif not path.exists():
            raise SourceError("no such file or folder", mend="check the path", origin=given)
        if (found := _surely(path, given)) and (said := contradiction(found, self.form)):
            raise SourceError(said.what, mend=said.mend, origin=given)
        is_empty = True
        for entry in self._pages(given, path, form):
            is_empty = False
            yield entry
        if is_empty:
            raise SourceError(
                "it holds no article (namespace 0, wikitext)", mend="get pages-articles", origin=given
            )

    def archive(self, given: str) -> Iterator[Entry]:
        """Yield the pages of an archive, or of the one on standard input."""
        yield from self.named(given, Form.XML) if given == STANDARD_INPUT else self._members(given, given)

    def _members(self, location: str, path: str) -> Iterator[Entry]:
        if is_zip(path):
            from icmlpo_rdf.source.zips import list_zip  # noqa: PLC0415 - a page alone needs no archives

            yield from list_zip(location, path, self)
            return
        from icmlpo_rdf.source.tars import list_tar, unpacked_tar  # noqa: PLC0415

        yield from list_tar(location, unpacked_tar(path, self.work()), self)

    def _kept(self) -> Path:
        """Standard input in a file, whatever it is: it is read more than once."""
        from shutil import copyfileobj  # noqa: PLC0415 - a page alone needs none

        path = self.work() / "stdin"
        with path.open("wb") as kept:
            copyfileobj(sys.stdin.buffer, kept, CHUNK)
        return path

    def pass_over(self, location: str, name: str) -> None:
        """Count a file that is called as no page is, but none that is hidden."""
        if self.noted:
            self.noted.add(Entry(location, name).origin)

    def in_folder(self, location: str, name: str) -> Iterator[Entry]:
        """Yield the pages of a file that lies in a folder. What is unpacked there by a run is no input."""
        path = Path(location, name)
        if _is_hidden(name) or self.work().resolve() in path.resolve().parents:
            return
        entry = Entry(location, name)
        is_archive_too = kind_of(name) is Kind.ARCHIVE
        yield from whole_or_problem(
            entry, self.archive(entry.origin) if is_archive_too else self._found(entry, path)
        )

    def in_archive(
        self, archive: str, name: str, stream: IO[bytes], where: Stretch | None = None
    ) -> Iterator[Entry]:
        """Yield the pages of a file that lies in an archive.

        Args:
            archive: the archive, as the user wrote it.
            name: the path of the file in it.
            stream: the file, and nothing behind it.
            where: the place of its bytes, where they lie there as they are.
        """
        if kind_of(name) is Kind.ARCHIVE:
            problem = Problem("it is an archive in an archive", "unpack it and give the folder")
            yield Entry(archive, name, problem=problem)
            return
        if where and name.lower().endswith(".ndjson"):
            from icmlpo_rdf.source.enterprise import list_articles  # noqa: PLC0415 - as above

            if said := contradiction(Form.ENTERPRISE, self.form):
                yield Entry(archive, name, problem=said)
                return
            with Path(where.path).open("rb") as plain:
                plain.seek(where.begin)
                yield from list_articles(archive, plain, where, self.language, self.noted)
            return
        from shutil import copyfileobj  # noqa: PLC0415 - as above

        from icmlpo_rdf.source.dump_pages import spool_name  # noqa: PLC0415

        entry = Entry(archive, name)
        path = self.work() / f"{spool_name(entry.origin)}.member"
        with path.open("wb") as kept:
            copyfileobj(stream, kept, CHUNK)
        yield from whole_or_problem(entry, self._found(entry, path))

    def _found(self, entry: Entry, path: Path) -> Iterator[Entry]:
        """The pages of a file whose name says that it holds some. Other programs' XML is no more ours than their other files."""
        location = entry.origin
        is_anybodys = location.lower().endswith((".xml", ".json"))
        try:
            form = _form_of_file(path, location)
        except SourceError:
            if is_anybodys:
                if not _is_hidden(entry.name):
                    self.pass_over(entry.location, entry.name)
                return
            raise
        except OSError as error:
            raise SourceError(
                f"cannot be read ({error.strerror})", mend="give a readable file", origin=location
            ) from error
        if form.holds_pages:
            if said := contradiction(form, self.form):
                raise SourceError(said.what, mend=said.mend, origin=location)
            yield from self._pages(location, path, form)
        elif not is_anybodys:
            raise SourceError(
                f"it is called a dump and is none ({form.value})", mend="name it after what it is"
            )

    def _pages(self, location: str, path: Path, form: Form) -> Iterator[Entry]:
        if form is Form.XML:
            from icmlpo_rdf.source.dump_pages import list_export  # noqa: PLC0415 - as above

            with path.open("rb") as stream:
                yield from list_export(location, stream, self)
            return
        from icmlpo_rdf.source.enterprise import list_articles  # noqa: PLC0415 - as above
        from icmlpo_rdf.source.snapshot_json import Stretch  # noqa: PLC0415 - as above

        with path.open("rb") as stream:
            is_plain = not is_compressed(stream.peek(4))
        if not is_plain:
            path = self._plain_copy(path, location)
        with path.open("rb") as stream:
            yield from list_articles(
                location, stream, Stretch(str(path), 0, path.stat().st_size), self.language, self.noted
            )

    def _plain_copy(self, path: Path, location: str) -> Path:
        """A compressed file unpacked, for articles to be read from their places."""
        from icmlpo_rdf.source.dump_pages import spool_name  # noqa: PLC0415

        target = self.work() / spool_name(location)
        with path.open("rb") as packed, target.open("wb") as plain:
            for chunk in unpacked(packed, location):
                plain.write(chunk)
        return target
