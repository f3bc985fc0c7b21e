"""One page converted, checked and judged: the one way for every run. Whatever goes wrong with a page costs this page only."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from hashlib import blake2b

from msgspec import Struct

from icmlpo_rdf.batch.page_limits import time_limit
from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import IcmlpoError, LimitError
from icmlpo_rdf.options import ConvertOptions
from icmlpo_rdf.page import Titles
from icmlpo_rdf.source import Entry, RawPage, read_entry
from icmlpo_rdf.validation.compiled import check
from icmlpo_rdf.validation.shacl_report import ValidationReport

__all__ = ["Check", "ConvertedPage", "PageRules", "Status", "convert_page"]

SAMPLED = 100
"""With `--validate sample` one page of so many is checked, chosen by its title."""


class Check(Enum):
    """Which pages are checked against the shapes."""

    ALL = "all"
    SAMPLE = "sample"
    NONE = "none"


class Status(Enum):
    """What became of a page."""

    DONE = "done"
    DAMAGED = "damaged"
    """It was not read whole, so that it replaces nothing, unless `--partial`."""
    BROKEN = "does-not-conform"
    FAILED = "failed"
    TWICE = "same-page"
    """Another file is the same page."""
    UNCHANGED = "unchanged"
    """Its bytes are those of an earlier run, which knows what became of them."""


class PageRules(Struct, frozen=True):
    """How every page is converted, whoever does it and wherever it goes."""

    convert: ConvertOptions
    check: Check = Check.ALL
    partial: bool = False
    """Write what is sure even when a page is damaged."""
    page_seconds: float = 60
    """How long a page may take; 0: as long as it wants."""
    memory_megabytes: int = 0
    """How much memory a process may have; 0: as much as there is."""


class ConvertedPage(Struct, frozen=True):
    """A page, and what became of it."""

    status: Status
    is_sound: bool = False
    """True when its data may be written: a damaged page or a broken graph replaces nothing."""
    raw: RawPage | None = None
    """None when it could not be read."""
    conversion: Conversion | None = None
    validation: ValidationReport | None = None
    """None when it was not checked."""
    error: IcmlpoError | None = None
    """What stopped it."""

    @property
    def reason(self) -> str:
        """Why it is not done, in a few words; empty when the status says it all."""
        if self.error:
            return self.error.what
        errors = self.conversion.notes.errors if self.conversion else ()
        return errors[0].code.slug if errors else ""

    @property
    def sentence(self) -> str:
        """What stands behind the page's name in a line for people, with what to do; empty when the status says it all."""
        if self.error:
            line = f":{self.error.line}" if self.error.line else ""
            return f"{line}: {self.error.what}; {self.error.mend}"
        errors = self.conversion.notes.errors if self.conversion else ()
        return errors[0].sentence if errors else ""

    @property
    def graph(self) -> str:
        """The IRI of the graph of its facts; empty without any."""
        quads = self.conversion.quads if self.conversion else ()
        return str(quads[0].graph_name.value) if quads else ""  # type: ignore[union-attr]


def convert_page(
    entry: Entry,
    rules: PageRules,
    titles: Titles | None,
    is_known: Callable[[RawPage], bool] = lambda _: False,
) -> ConvertedPage:
    """Read a page, convert it and check it. Never raises.

    Args:
        entry: where the page is.
        rules: how.
        titles: the titles and redirects of its dump.
        is_known: tells that the page's bytes need not be converted again.
    """
    raw = None
    try:
        with time_limit(rules.page_seconds):
            raw = read_entry(entry, rules.convert.page.form)
            if is_known(raw):
                return ConvertedPage(Status.UNCHANGED, raw=raw)
            return _converted(raw, rules, titles)
    except LimitError as told:
        error: IcmlpoError = LimitError(told.what, mend=told.mend, origin=entry.origin)
    except IcmlpoError as told:
        error = told
    except MemoryError:
        error = LimitError(
            "needs more memory than it may have",
            mend="give it more with --page-megabytes",
            origin=entry.origin,
        )
    except Exception as defect:  # noqa: BLE001 - a defect of ours must not stop a run of a million pages
        error = IcmlpoError(
            f"internal error: {type(defect).__name__}: {defect}",
            mend="tell its makers, with the page",
            origin=entry.origin,
        )
    return ConvertedPage(Status.FAILED, raw=raw, error=error)


def _converted(raw: RawPage, rules: PageRules, titles: Titles | None) -> ConvertedPage:
    conversion = convert(raw, rules.convert, titles)
    validation = None
    if conversion.quads and _is_checked(rules.check, conversion.title):
        validation = check(conversion.quads)
    if validation and not validation.conforms:
        status = Status.BROKEN
    else:
        status = Status.DAMAGED if conversion.notes.errors else Status.DONE
    is_whole = status is Status.DONE or (status is Status.DAMAGED and rules.partial)
    return ConvertedPage(status, is_whole and bool(conversion.quads), raw, conversion, validation)


def _is_checked(which: Check, title: str) -> bool:
    if which is Check.SAMPLE:
        return int.from_bytes(blake2b(title.encode(), digest_size=4).digest(), "big") % SAMPLED == 0
    return which is Check.ALL
