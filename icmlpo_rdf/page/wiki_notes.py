"""What is said of the Wikipedia that a page is taken for: that nothing tells it, or not for certain, or that two things tell two."""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.language import language_tag
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page.document import LanguageSource
from icmlpo_rdf.page.header_line import HeaderLine
from icmlpo_rdf.page.html.head import Head
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.spans import Span

__all__ = ["wiki_notes"]


def wiki_notes(
    raw: RawPage, language: str, source: LanguageSource, header: HeaderLine | None, head: Head
) -> Iterator[Note]:
    """Yield what is said of a page's wiki.

    Args:
        raw: the page as received.
        language: the code of the wiki that it is taken for; empty where nothing tells it.
        source: what told that.
        header: its first line, where it is a dump's.
        head: what its HTML tells of it.
    """
    if source in {LanguageSource.ATTRIBUTE, LanguageSource.DEFAULT}:
        by = ", by <html lang>" if source is LanguageSource.ATTRIBUTE else ""
        mend = "if it is from another one, say which: --lang fr"
        yield Note(Code.LANGUAGE_ASSUMED, None, f"{language}{by}", mend)
    if source is LanguageSource.NONE:
        yield _not_told(header, head)
    if source is LanguageSource.FORM and raw.named_after:
        mend = f"if its name is right: --lang {raw.named_after}"
        yield Note(Code.WIKI_CONTRADICTED, None, f"{language}, not {raw.named_after}", mend)
    # Of a file that holds many pages that is said once, where it is listed; and another site may mirror any wiki.
    if source is LanguageSource.OPTION and not (raw.held_in or head.host):
        told = raw.wiki or head.language or (header.wiki if header else "")
        if told and language_tag(told) != language_tag(language):
            mend = f"if the page is right: --lang {told}, or none"
            yield Note(Code.LANGUAGE_CONTRADICTED, None, f"{told}, not {language}", mend)


def _not_told(header: HeaderLine | None, head: Head) -> Note:
    elsewhere, teller = (header.elsewhere, "the header line") if header else (head.host, head.host_told_by)
    if not elsewhere:
        return Note(Code.NO_LANGUAGE, None, "")
    at = Span(head.host_at, head.host_at)
    mend = "if it mirrors a Wikipedia, say which one: --lang zh"
    return Note(Code.OTHER_WIKI, at, f"{elsewhere}, told by {teller}", mend)
