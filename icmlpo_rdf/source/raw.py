"""A page's bytes and where they came from."""

from __future__ import annotations

import hashlib
from datetime import datetime

from msgspec import Struct
from msgspec.structs import force_setattr

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.short_repr import ShortRepr

__all__ = ["MAX_PAGE_BYTES", "RawPage", "Revision", "Told", "as_text"]

MAX_PAGE_BYTES = 32 * 1024 * 1024
"""No page of a wiki is as large: MediaWiki's own limit is 2 MiB of wikitext (`$wgMaxArticleSize`)."""

_TIME = lazy_pattern(r"[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}Z")


class Revision(Struct, frozen=True):
    """Which edition of a wiki's page it is, as far as the form tells."""

    page_id: int | None = None
    revision_id: int | None = None
    timestamp: str = ""
    """ISO 8601, UTC: `2023-06-07T12:00:00Z`; empty where it is not told."""
    is_wikipedias: bool = True
    """False for a page that another site has of that Wikipedia, whose numbers are the other site's."""

    @property
    def has_time(self) -> bool:
        """False where no time is told, or one that there is not: the month 13."""
        if not _TIME.fullmatch(self.timestamp):
            return False
        try:
            return datetime.fromisoformat(self.timestamp.removesuffix("Z")) is not None
        except ValueError:
            return False

    def __bool__(self) -> bool:
        """False where nothing is told."""
        return self.page_id is not None or self.revision_id is not None or bool(self.timestamp)


class Told(ShortRepr, Struct, frozen=True, kw_only=True):
    """What is known of a page beside its text: as its own form tells it, or the file of many pages that holds it."""

    form: Form = Form.MARKDOWN
    """How it is written: Markdown, wikitext or HTML."""
    title: str = ""
    """As the form itself tells it, with the namespace; empty where it does not."""
    wiki: str = ""
    """The code of its Wikipedia, as the form itself tells it; empty where it does not."""
    item: str = ""
    """Its Wikidata item, `Q…`, as the form itself tells it; empty where it does not."""
    revision: Revision = Revision()
    license: str = ""
    """The IRI of its licence, as the form itself tells it; empty where it does not."""
    held_in: Form | None = None
    """The form of the file that holds it among others; None for a file of its own."""
    named_after: str = ""
    """The code of the wiki that its dump's file is named after, where that is another one than the dump tells."""
    own_wiki: str = ""
    """The code of the Wikipedia that its dump tells, where the user tells another one."""


class RawPage(Told, frozen=True):
    """A page as received."""

    name: str
    """Its file name, without folders: what `schema:name` of the source says. Bytes that are no UTF-8 are U+FFFD, which no
    title may hold."""
    data: bytes
    """Its bytes, untouched."""
    origin: str
    r"""Where it was found, as the user wrote it: what messages name. Bytes that are no UTF-8 are shown as `\xff`."""
    in_page_folder: bool = False
    """True when it lay in a dump's `Page/` folder, where the file name is the title."""
    folder: str = ""
    """The whole path of the folder that it lay in: names of folders may tell the wiki, and what lies beside a `Page/` what
    links lead to."""
    asked: PageOptions | None = None
    """What its reader was told of it, which holds where `convert` is told nothing else."""

    def __post_init__(self) -> None:
        # Python keeps such bytes of a file's name as lone surrogates, which nothing can write.
        force_setattr(self, "name", self.name.encode("utf-8", "surrogateescape").decode(errors="replace"))
        force_setattr(self, "origin", as_text(self.origin))

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in lower-case hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def as_text(path: str) -> str:
    r"""Return a path as it can be written: what of it is no UTF-8 as `\xff`."""
    return path.encode("utf-8", "surrogateescape").decode(errors="backslashreplace")
