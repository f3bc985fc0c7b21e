"""What a user may choose, checked when it is chosen."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.short_repr import ShortRepr

__all__ = [
    "DEFAULT_BASE",
    "NO_WORDS",
    "ConvertOptions",
    "Form",
    "IriOptions",
    "OwnLanguage",
    "OwnWords",
    "PageOptions",
    "SourceOptions",
    "WordOptions",
]

DEFAULT_BASE = "https://w3id.org/icmlpo-rdf/"
"""The base of all data IRIs, unless `--base` changes it."""

_ABSOLUTE_IRI = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


class Form(Enum):
    """The form that a page, or a file of pages, is in."""

    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"
    HTML = "html"
    XML = "xml"
    """MediaWiki's XML export: many pages."""
    ENTERPRISE = "enterprise"
    """Wikimedia Enterprise's JSON, one article a line: many pages."""

    @property
    def holds_pages(self) -> bool:
        """True for the forms of files that hold pages, each of which is in another form."""
        return self in {Form.XML, Form.ENTERPRISE}


class PageOptions(ShortRepr, Struct, frozen=True):
    """How to read a page."""

    language: str | None = None
    """The code of the Wikipedia that the page is from, as in its address; None: as the page says."""
    title: str | None = None
    """The page's title; None: as the page or its file name says."""
    form: Form | None = None
    """The form that the input is in; None: as its first bytes say."""

    def __post_init__(self) -> None:
        if self.language is not None and not is_wiki(self.language):
            raise UsageError(
                f"{self.language!r} is no language code of a wiki",
                mend="use the first part of its address, such as en, zh or ja",
                origin="--lang",
            )

    def over(self, others: PageOptions) -> PageOptions:
        """Return these options, with the others where these leave something open."""
        title = others.title if self.title is None else self.title
        return PageOptions(self.language or others.language, title, self.form or others.form)


class OwnWords(ShortRepr, Struct, frozen=True):
    """Words that a user adds to one list of the lexicon."""

    language: str
    """The wiki's language code without a variant: `zh`."""
    kind: str
    """The list's name in the files of `language/`: `participants`; of a header, the column's role: `country`."""
    is_column: bool
    """True for the words of header cells, the lists under `[zh.columns]`."""
    words: tuple[str, ...] = ()


class OwnLanguage(ShortRepr, Struct, frozen=True):
    """How a language is written that no words ship for, as its user tells."""

    language: str
    """The wiki's language code without a variant: `nl`."""
    head_noun: str
    """Where the noun stands that a phrase is about: `last`, `first` or `before prepositions`."""
    inflected: bool = False
    """True where nouns have cases."""
    ordinal_marks: tuple[str, ...] = ()
    """What stands behind an ordinal's number."""
    ordinal_words: tuple[tuple[str, ...], ...] = ()
    """Ordinals from the first on, each in all its forms."""


class WordOptions(ShortRepr, Struct, frozen=True):
    """The words by which one's own pages say what they mean, beside those that ship."""

    words: tuple[OwnWords, ...] = ()
    languages: tuple[OwnLanguage, ...] = ()


NO_WORDS = WordOptions()
"""The lexicon as it ships."""


class IriOptions(ShortRepr, Struct, frozen=True):
    """How to make IRIs."""

    base: str = DEFAULT_BASE
    """What every data IRI begins with; ends in `/` or `#`."""

    def __post_init__(self) -> None:
        if not _ABSOLUTE_IRI.fullmatch(self.base) or not self.base.endswith("/") or "#" in self.base:
            raise UsageError(
                f"{self.base!r} is no base for IRIs",
                mend=f"use an absolute IRI that ends in a slash, such as {DEFAULT_BASE}",
                origin="--base",
            )


class SourceOptions(ShortRepr, Struct, frozen=True):
    """What is known of where the pages come from."""

    dump: str | None = None
    """The IRI of the dump that the pages belong to."""
    revision: str | None = None
    """The dump's revision, as its makers name it: a commit, a date."""
    license: str | None = None
    """The IRI of the licence under which the text was received; None: as the form tells it, else by the revision's date."""

    def __post_init__(self) -> None:
        for option, value in (("--dump", self.dump), ("--license", self.license)):
            if value is not None and not _ABSOLUTE_IRI.fullmatch(value):
                raise UsageError(
                    f"{value!r} is no absolute IRI", mend="give one such as https://…", origin=option
                )
        if self.revision is not None and (not self.revision.strip() or not self.revision.isprintable()):
            raise UsageError("the revision is empty", mend="give a commit or a date", origin="--revision")


class ConvertOptions(ShortRepr, Struct, frozen=True):
    """All that a conversion may be told; every field has the default of the command line."""

    page: PageOptions = PageOptions()
    iris: IriOptions = IriOptions()
    source: SourceOptions = SourceOptions()
    words: WordOptions = NO_WORDS
