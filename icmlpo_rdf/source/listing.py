"""Every input, listed in one way: files, folders, globs, archives, lists, remote places, standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from icmlpo_rdf.errors import ServerError, SourceError, counted
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source.asked_title import AskedTitle
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry, Kind, Problem, is_index, kind_of
from icmlpo_rdf.source.entry_bytes import reason_of
from icmlpo_rdf.source.folders import list_folder, named_file
from icmlpo_rdf.source.listed_dumps import Dumps, form_of_many, is_packed
from icmlpo_rdf.source.listing_notes import ListingNotes
from icmlpo_rdf.source.own_datasets import is_of_dataset, is_readme
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES
from icmlpo_rdf.source.remote import is_remote, list_remote, named_address

if TYPE_CHECKING:
    from icmlpo_rdf.source.wiki_addresses import WikiPage

__all__ = [
    "NO_PAGE",
    "expand_globs",
    "holds_many",
    "is_dump",
    "is_wiki_page",
    "list_inputs",
]


_ADDRESS = lazy_pattern(r"(?:[\w-]+\.)+(?:org|com|net)(?::\d+)?/\S", re.IGNORECASE)
"""What looks like an address whose scheme was left out."""
_MAGIC = frozenset("*?[")
"""One of them makes a name a glob."""


def expand_globs(inputs: Iterable[str]) -> list[str]:
    """Return the inputs with each glob replaced by what it matches, sorted.

    Raises:
        SourceError: a glob matches nothing.
    """
    return [one for given in inputs for one in _expanded(given)]


def _expanded(given: str) -> list[str]:
    if is_remote(given) or _MAGIC.isdisjoint(given) or Path(given).exists():
        return [given]
    import glob  # noqa: PLC0415 - most runs have none

    matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - pathlib cannot glob absolute patterns
    if not matches:
        raise SourceError("no file matches", mend="check the pattern, and quote it", origin=given)
    return [match for match in matches if not (is_index(match) or is_of_dataset(match))]


def holds_many(given: str, form: Form | None = None) -> bool:
    """Return whether an input is a place that holds pages: a folder, an archive, a dump or a remote place.

    Args:
        given: the input.
        form: the form that it is in, where the user tells it.
    """
    if is_remote(given):
        return kind_of(given) is not Kind.PAGE and _wiki_page(given) is None
    is_folder = isdir(given)  # noqa: PTH112 - a Path raises for a name that no system has
    return is_folder or is_packed(given) or form_of_many(given, form) is not None


def _wiki_page(given: str) -> WikiPage | None:
    if not given.lower().startswith(("http://", "https://")):
        return None
    from icmlpo_rdf.source.wiki_addresses import wiki_page_of  # noqa: PLC0415 - a file needs no web

    return wiki_page_of(given)


def is_wiki_page(given: str) -> bool:
    """Return whether an input is the address of a wiki's page."""
    return _wiki_page(given) is not None


def is_dump(given: str, form: Form | None = None) -> bool:
    """Return whether an input is a file that holds pages: an archive, an export, a snapshot."""
    return not is_remote(given) and (is_packed(given) or form_of_many(given, form) is not None)


def list_inputs(
    inputs: Iterable[str],
    work: Callable[[], Path],
    options: PageOptions | None = None,
    noted: ListingNotes | None = None,
    *,
    listed: Iterable[str] = (),
) -> Iterator[Entry]:
    """Yield the pages and redirects of all inputs, as they are found and never all at once.

    Args:
        inputs: files, folders, archives, dumps, remote folders and globs, or `-`; may be an iterator over millions.
        work: gives a folder for what must be unpacked; it is asked only then.
        options: the form of the inputs and the wiki that they are from, where the user tells them.
        noted: counts what lies in folders and is no page.
        listed: inputs that a list names, where a file that is gone costs itself: who runs a list has not written it now.

    A dump or archive that is damaged, in a folder or beside other inputs, is listed with its problem; what was listed of it
    before counts for nothing. So is a page of several whose wiki does not answer, which is not asked for the others then.

    Raises:
        SourceError: an input is missing, cannot be read, or holds no page.
        ServerError: the wiki of the one page cannot be reached, or asks to wait for too long.
    """
    told = options or PageOptions()
    if noted and told.title is not None:
        noted.ask_for_one()
    named = chain(((given, False) for given in inputs), ((given, True) for given in listed))
    first = list(islice(named, 2))
    unanswered: dict[str, Problem] = {}
    for given, is_listed in chain(first, named):
        found = _listed(given, Dumps(work, told.language, told.form, noted, AskedTitle(told)), told)
        yield from (
            _with_pages(given, found)
            if len(first) == 1
            else _unless_damaged(
                given, found, unanswered, costs_itself=is_listed or is_dump(given, told.form)
            )
        )


def _listed(given: str, dumps: Dumps, options: PageOptions) -> Iterator[Entry]:
    is_empty = True
    for entry in _entries(given, dumps, options):
        if is_readme(entry.head):
            continue
        is_empty = False
        yield entry
    if is_empty:
        raise SourceError("there is no page", mend=NO_PAGE, origin=given)


def _with_pages(given: str, found: Iterator[Entry]) -> Iterator[Entry]:
    """What the one input holds; nothing but redirects is an error."""
    redirects = pages = 0
    for entry in found:
        redirects, pages = redirects + entry.is_redirect, pages + (not entry.is_redirect)
        yield entry
    if not pages:
        what = f"it holds {counted(redirects, 'redirect')} and no page"
        raise SourceError(what, mend="give what holds the pages that they lead to", origin=given)


def _unless_damaged(
    given: str, found: Iterator[Entry], unanswered: dict[str, Problem], *, costs_itself: bool
) -> Iterator[Entry]:
    """What one of several inputs holds. A dump or archive costs itself, and what a list names; but what the call itself names
    and is not there at all is a slip of the call.

    Args:
        given: the input.
        found: what it holds.
        unanswered: the hosts of wikis that gave no answer, each with why; may become one more.
        costs_itself: whether it does.
    """
    host = urlsplit(given).netloc if is_wiki_page(given) else ""
    if problem := unanswered.get(host):
        yield Entry("", given, given=given, problem=problem)
        return
    try:
        yield from found
    except ServerError as error:
        if not host:
            raise
        unanswered[host] = Problem.of(error)
        yield Entry("", given, given=given, problem=unanswered[host])
    except SourceError as error:
        if given == STANDARD_INPUT or not costs_itself:
            raise
        yield Entry("", given, given=given, problem=Problem.of(error))


NO_PAGE = "pages end in .md, .txt, .wikitext or .html; a dump is given by its own name"
"""What to do where there is none."""


def _entries(given: str, dumps: Dumps, options: PageOptions) -> Iterable[Entry]:
    try:
        if not given:
            raise SourceError("an input is empty", mend="check the variable that should hold its name")
        if is_index(given):
            raise SourceError(
                "it is the index of a multistream dump",
                mend="give the dump: it is found beside it",
                origin=given,
            )
        if page := _wiki_page(given):
            from icmlpo_rdf.source.wiki_pages import list_wiki_page  # noqa: PLC0415 - as above

            return list_wiki_page(given, page, dumps.work(), options.language)
        if form := None if is_remote(given) or is_packed(given) else form_of_many(given, options.form):
            return dumps.named(given, form)
        if given == STANDARD_INPUT and not is_packed(given):
            return (_spooled(dumps.work() / "stdin"),)
        if holds_many(given, options.form):
            return _held(given, dumps)
        if is_remote(given):
            return (named_address(given),)
        if not Path(given).exists():
            is_address = _ADDRESS.match(given) is not None
            mend = "if it is an address, put https:// before it" if is_address else "check the path"
            raise SourceError("no such file or folder", mend=mend, origin=given)
    except (OSError, ValueError) as error:  # a name too long, a null byte, no permission
        raise SourceError(reason_of(error), mend="give a readable file or folder", origin=given) from error
    return (named_file(given),)


def _held(given: str, dumps: Dumps) -> Iterator[Entry]:
    if is_remote(given):
        if (kind := kind_of(given)) in {Kind.ARCHIVE, Kind.DUMP} or given.lower().endswith(_PACKED):
            what = "an archive" if kind is Kind.ARCHIVE else "a dump"
            raise SourceError(f"{what} is not read from far", mend="download it first", origin=given)
        return list_remote(given)
    return dumps.archive(given) if is_packed(given) else list_folder(given, dumps)


_PACKED = (".bz2", ".gz")


def _spooled(path: Path) -> Entry:
    """Standard input, kept in a file: another process cannot read it."""
    path.write_bytes(sys.stdin.buffer.read(MAX_PAGE_BYTES + 1))
    return Entry(STANDARD_INPUT, "stdin", read_from=str(path), given="stdin")
