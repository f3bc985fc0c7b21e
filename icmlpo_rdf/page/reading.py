"""Bytes to a `PageDocument`, in whatever form they come: decoding, language, the form's reader, title, sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import (
    Heading,
    LanguageSource,
    PageDocument,
    Paragraph,
    Reference,
    Section,
    TitleSource,
)
from icmlpo_rdf.page.encodings import mend_of_encoding
from icmlpo_rdf.page.header_line import HeaderLine, header_line
from icmlpo_rdf.page.html.head import Head, head_of, is_of_wiki
from icmlpo_rdf.page.markup import has_markup
from icmlpo_rdf.page.page_language import page_language
from icmlpo_rdf.page.page_title import TitleClues, page_title
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.title_index import Titles, resolve
from icmlpo_rdf.page.titles import label_of, normalise
from icmlpo_rdf.page.wiki_notes import wiki_notes
from icmlpo_rdf.source import Form, RawPage, Revision
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["read_page"]

# C0 controls other than tab, newline, return; libxml2 would stop at some of them.
_CONTROL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# CommonMark takes the stars of `**《潜伏》**是` for text: behind a bracket, no bold ends right before a letter.
_STARRED = lazy_pattern(r"\*\*([^*\n]{1,200})\*\*")
_WIKITEXT_LINK = lazy_pattern(r"\[\[[^\W\d_][^\[\]\n<>\"]{0,200}\]\]")
_CLAUSE_ENDS = lazy_pattern(r"[.,;:!?()\n]")
_BEFORE_SUBJECT = 2
"""So many words may stand before a clause's subject: The first **…**; not This is a list of **…**."""
_FEW_LINKS = 3
"""With fewer unknown links, a page may well have no others."""


class _Read(Struct, frozen=True):
    """What a form's reader made of a page."""

    builder: DocumentBuilder
    references: tuple[Reference, ...] = ()
    redirect: Target | None = None


def read_page(
    raw: RawPage, options: PageOptions, titles: Titles | None = None
) -> tuple[PageDocument, tuple[Note, ...]]:
    """Read a page as it is written. Never raises: what is wrong with the page is in the notes.

    Args:
        raw: the page's bytes, and what is known of them.
        options: how to read it.
        titles: the titles and redirects of the dump that it is from, where they are known.
    """
    try:
        text = raw.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(options, _encoding_note(raw, options, error), _replaced(raw.data))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_blank = not text.strip()
    if is_blank and not raw.title:
        return _unreadable(options, Note(Code.EMPTY_PAGE, None, ""))

    notes = [Note(Code.BLANK_PAGE, None, "")] if is_blank else []
    text = _without_control(text, notes)
    if not (is_blank or has_markup(text)):
        notes.append(Note(Code.NO_MARKUP, None, ""))
    header = header_line(text) if raw.form is Form.MARKDOWN else None
    head = head_of(text) if raw.form is Form.HTML else Head()
    if refusal := _refusal(raw, options, head, text):
        return _unreadable(options, refusal, text)
    language, language_source = _language(raw, options, header, head, text)
    read = _read_form(raw.form, text, language, head, _resolver(titles, language))
    builder = read.builder
    notes += builder.notes
    notes.extend(_of_links(read))
    notes.extend(_links_not_read(builder, raw.form, text))
    title, title_source, title_notes = _title(raw, options, header, head, builder)
    notes.extend(title_notes)
    notes.extend(wiki_notes(raw, language, language_source, header, head))
    revision = _with_time(raw.revision or _revision(head, language), notes)
    return (
        PageDocument(
            title=title,
            title_source=title_source,
            language=language,
            language_source=language_source,
            sections=builder.sections(),
            links=tuple(builder.links),
            lines=builder.lines,
            references=read.references,
            revision=revision,
            license=raw.license or head.license,
            item=raw.item or head.item,
            redirect=read.redirect,
            beside=tuple(builder.beside),
        ),
        tuple(notes),
    )


def _without_control(text: str, notes: list[Note]) -> str:
    """The text with U+FFFD for control characters, which no page has; the first is noted."""
    control = _CONTROL.search(text)
    if control is None:
        return text
    span = Span(control.start(), control.end())
    notes.append(Note(Code.CONTROL_CHARACTER, span, f"U+{ord(control[0]):04X}", "remove it"))
    return _CONTROL.sub("\ufffd", text)


def _of_links(read: _Read) -> Iterator[Note]:
    """That the page is a redirect, and links that lead to no possible title."""
    if read.redirect:
        yield Note(Code.REDIRECT, None, label_of(read.redirect.title), "convert that page")
    for link in read.builder.links:
        if link.target is None:
            yield Note(
                Code.LINK_NOT_A_TITLE, link.span, link.destination[:200], "mend the link's destination"
            )


def _with_time(revision: Revision, notes: list[Note]) -> Revision:
    """The revision without a time that is none, which is noted."""
    if not revision.timestamp or revision.has_time:
        return revision
    notes.append(Note(Code.NO_TIME, None, revision.timestamp[:60], "get the page again if it is wanted"))
    return replace(revision, timestamp="")


_Resolver = Callable[[Target], Target] | None
"""Where a link leads by the redirects of its dump, where these are known."""


def _read_form(form: Form, text: str, language: str, head: Head, resolved: _Resolver) -> _Read:
    """Let the form's reader read the text; loading it, for its patterns, waits for the first page of the form."""
    match form:
        case Form.MARKDOWN:
            from icmlpo_rdf.page.markdown.reader import read_markdown  # noqa: PLC0415 - as the docstring says

            return _Read(read_markdown(text, language, resolved))
        case Form.WIKITEXT:
            from icmlpo_rdf.page.wikitext.reader import read_wikitext  # noqa: PLC0415

            wikitext = read_wikitext(text, language, resolved)
            return _Read(wikitext.builder, wikitext.references, wikitext.redirect)
        case Form.HTML:
            from icmlpo_rdf.page.html.reader import read_html  # noqa: PLC0415

            return _Read(*read_html(text, language, head, resolved))
    msg = f"no page is in the form {form.value}"
    raise ValueError(msg)


def _resolver(titles: Titles | None, language: str) -> _Resolver:
    """What follows the dump's redirects, where these are known."""
    return (lambda target: resolve(titles, target, language)) if titles else None


def _revision(head: Head, language: str) -> Revision:
    """What a page's head tells of its revision, and whether that Wikipedia counts so."""
    is_wikipedias = not head.host and head.language in {"", language}
    return replace(head.revision, is_wikipedias=is_wikipedias)


# What is wrong with the bytes.


def _refusal(raw: RawPage, options: PageOptions, head: Head, text: str) -> Note | None:
    """Why nothing of a page is read that is HTML: no wiki's, or no article, as far as the user does not say that it is one."""
    if _is_of_no_wiki(raw, options, text):
        mend = "if it is a Wikipedia's page, say which: --lang zh, and --title"
        return Note(Code.NO_WIKI, None, "", mend)
    if head.instead and options.title is None:
        return Note(Code.NO_ARTICLE, None, head.instead, "save the article itself")
    return None


def _is_of_no_wiki(raw: RawPage, options: PageOptions, text: str) -> bool:
    """True for HTML that neither shows that it is a wiki's page nor was said to be one: the web has most of it elsewhere."""
    is_told = options.language or options.title is not None or raw.wiki or raw.title
    return raw.form is Form.HTML and not is_told and not is_of_wiki(text)


def _unreadable(options: PageOptions, note: Note, text: str = "") -> tuple[PageDocument, tuple[Note, ...]]:
    language = options.language or ""
    source = LanguageSource.OPTION if language else LanguageSource.NONE
    lines = LineIndex.of(text)
    return PageDocument("", TitleSource.NONE, language, source, (Section(None, ()),), (), lines), (note,)


def _encoding_note(raw: RawPage, options: PageOptions, error: UnicodeDecodeError) -> Note:
    # The place counts the characters before the byte, which are sound.
    data, place = raw.data, len(_replaced(raw.data[: error.start]))
    found = f"byte 0x{data[error.start]:02X} at offset {error.start}"
    mend = mend_of_encoding(data, error.start, options.language or raw.wiki)
    return Note(Code.NOT_UTF8, Span(place, place), found, mend)


def _replaced(data: bytes) -> str:
    """The text of bytes, with U+FFFD for those that are no UTF-8."""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _links_not_read(builder: DocumentBuilder, form: Form, text: str) -> list[Note]:
    """An error for a page of which no link was read, though it has some: its parties would all be mere names."""
    if any(link.target for link in builder.links):
        return []
    if len(builder.unread_links) >= _FEW_LINKS:
        span, href = builder.unread_links[0]
        mend = "give the page as its wiki or pandoc writes it, or its wikitext"
        return [Note(Code.LINKS_NOT_READ, span, href[:200], mend)]
    if form is Form.HTML and (link := _WIKITEXT_LINK.search(text)):
        mend = "it is wikitext: --input-format wikitext"
        return [Note(Code.LINKS_NOT_READ, Span(*link.span()), link[0][:200], mend)]
    return []


# Language and title.


def _language(
    raw: RawPage, options: PageOptions, header: HeaderLine | None, head: Head, text: str
) -> tuple[str, LanguageSource]:
    told = raw.wiki or head.language
    if not options.language and not raw.wiki and head.host:
        return "", LanguageSource.NONE
    if told and not options.language:
        return told, LanguageSource.FORM
    language, source = page_language(options.language, header, raw, text)
    if source in {LanguageSource.DEFAULT, LanguageSource.NONE} and head.reader_language:
        return head.reader_language, LanguageSource.ATTRIBUTE
    return language, source


def _title(
    raw: RawPage, options: PageOptions, header: HeaderLine | None, head: Head, builder: DocumentBuilder
) -> tuple[str, TitleSource, tuple[Note, ...]]:
    told = normalise(raw.title or head.title)
    if told and options.title is None:
        return told, TitleSource.FORM, ()
    if (
        raw.held_in or raw.title
    ) and options.title is None:  # links lead to the title that it is told to have
        code = Code.BAD_TITLE if raw.title.strip() else Code.NO_TITLE
        return "", TitleSource.NONE, (Note(code, Span(0, 0), raw.title[:200], "get the page again whole"),)
    names, is_subject = _names_in_lead(builder)
    headline = builder.headline
    above = headline.content.text if headline else ""
    clues = TitleClues(header, above, names, is_subject, bool(builder.links), lambda: _words_of(builder))
    return page_title(raw, options.title, clues)


def _names_in_lead(builder: DocumentBuilder) -> tuple[tuple[str, ...], bool]:
    """The bold texts of the lead's first paragraph that has any, where Wikipedia names a page's subject, and whether it does so."""
    headline = builder.headline
    for part in builder.parts:
        if isinstance(part, Heading) and part is not headline:
            break
        if isinstance(part, Paragraph) and not part.quoted:
            if bold := part.content.bold:
                before = _CLAUSE_ENDS.split(part.content.text[: bold[0].start])[-1]
                return tuple(mark.text for mark in bold), _count_words(before) <= _BEFORE_SUBJECT
            if starred := _STARRED.findall(part.content.text):
                return tuple(starred), True
    return (), False


def _count_words(text: str) -> int:
    """How many words of scripts that part them by spaces; what others have before a name is not counted."""
    return len(
        "".join(one if one < "\u3040" and (one.isalnum() or one == "_") else " " for one in text).split()
    )


def _words_of(builder: DocumentBuilder) -> str:
    """The text of the page's headings and paragraphs, and what its links lead to."""
    texts = [part.content.text for part in builder.parts if isinstance(part, Heading | Paragraph)]
    texts += [link.target.title.replace("_", " ") for link in builder.links if link.target]
    return "\n".join(texts)
