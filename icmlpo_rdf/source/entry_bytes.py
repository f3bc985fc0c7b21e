"""A page that was listed, read: its bytes, its form, and what its dump tells of it."""

from __future__ import annotations

import os
import re
from io import BytesIO

from msgspec.structs import replace

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.compressed import is_compressed, unpacked
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry, Problem, is_zip
from icmlpo_rdf.source.forms import form_of, sure_form
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, RawPage, Told
from icmlpo_rdf.source.remote import is_remote, read_remote

__all__ = [
    "contradiction",
    "folder_of",
    "in_its_form",
    "place_of_entry",
    "plain_bytes",
    "read_entry",
    "reason_of",
]

_PACKED = lazy_pattern(r"\.(?:gz|bz2)\Z", re.IGNORECASE)


def read_entry(entry: Entry, form: Form | None = None) -> RawPage:
    """Read a page that was listed.

    Args:
        entry: where it is.
        form: the form that it is in, where the user tells it.

    Raises:
        SourceError: it is gone, cannot be read, is no page, or holds more than any page does.
    """
    if problem := entry.error:
        raise problem
    try:
        data = b"" if entry.size > MAX_PAGE_BYTES else _bytes_of(entry)
    except (OSError, ValueError) as error:
        raise SourceError(reason_of(error), mend="give a readable file", origin=entry.origin) from error
    if max(len(data), entry.size) > MAX_PAGE_BYTES:
        raise _too_large(entry.origin)
    place = (entry.in_page_folder, folder_of(entry))
    if told := entry.told:
        known = {name: getattr(told, name) for name in Told.__struct_fields__}
        return RawPage(entry.file_name, _text_in(data, told, entry.origin), entry.origin, *place, **known)
    return in_its_form(RawPage(entry.file_name, data, entry.origin, *place), form)


def _text_in(data: bytes, told: Told, origin: str) -> bytes:
    if told.held_in is not Form.ENTERPRISE:
        return data
    from icmlpo_rdf.source.enterprise import article_text  # noqa: PLC0415 - a page alone needs no dumps

    try:
        return article_text(data, told.form)
    except ValueError as error:
        raise SourceError("it has changed while it was read", mend="run it again", origin=origin) from error


def in_its_form(page: RawPage, form: Form | None) -> RawPage:
    """A page that is a file of its own, unpacked where it is compressed: browsers keep pages so."""
    if is_compressed(page.data):
        name = _PACKED.sub("", page.name)
        page = replace(page, data=plain_bytes(page.data, page.origin), name=name)
    found = form or form_of(page.data, page.name, page.origin)
    if (
        form
        and (surely := sure_form(page.data))
        and surely.holds_pages
        and (said := contradiction(surely, form))
    ):
        raise SourceError(said.what, mend=said.mend, origin=page.origin)
    if found.holds_pages:
        what = f"it holds pages ({found.value}) and is none itself"
        mend = "give the file by its own name, not with the folder or archive that holds it"
        if form:
            what = f"it is a page, and --input-format says {form.value}, which holds pages"
            mend = "leave --input-format out, or give what is of that form"
        raise SourceError(what, mend=mend, origin=page.origin)
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


def contradiction(found: Form, told: Form | None) -> Problem | None:
    """Return what is wrong with a file of a form, where the user has told another one of all that is given."""
    if told in {None, found}:
        return None
    what = f"it is {found.value}, and --input-format says {told.value if told else ''}"
    return Problem(what, "leave --input-format out, or give what is of that form")


def _too_large(origin: str) -> SourceError:
    return SourceError(
        f"it holds more than {MAX_PAGE_BYTES // 2**20} MiB, which no page of a wiki does",
        mend="give one page a file",
        origin=origin,
    )


def folder_of(entry: Entry) -> str:
    """Return the whole path of the folder, in an archive or a remote place too, that a page lies in."""
    return "" if entry.location == STANDARD_INPUT else place_of_entry(entry).rpartition("/")[0]


def place_of_entry(entry: Entry) -> str:
    """Return the whole path of a page, by which a file that was named twice is known."""
    if is_remote(entry.location) or entry.location == STANDARD_INPUT:
        return f"{entry.location.rstrip('/')}/{entry.name}"
    return os.path.abspath(os.path.join(entry.location, entry.name))  # noqa: PTH100, PTH118 - text


def _bytes_of(entry: Entry) -> bytes:
    if is_remote(entry.location) and not entry.read_from:
        return read_remote(entry)
    if is_zip(entry.read_from):
        from icmlpo_rdf.source.zips import read_zip  # noqa: PLC0415 - as above

        return read_zip(entry.read_from, entry.name)
    path = entry.read_from or os.path.join(entry.location, entry.name)  # noqa: PTH118 - a Path costs more than the page
    with open(path, "rb") as stream:  # noqa: PTH123 - as above
        if entry.offset >= 0:
            stream.seek(entry.offset)
            return stream.read(entry.size)
        return stream.read(MAX_PAGE_BYTES + 1)


def reason_of(error: OSError | ValueError) -> str:
    """Return why a file cannot be read, in a few words."""
    return f"cannot be read ({(error.strerror if isinstance(error, OSError) else None) or error})"
