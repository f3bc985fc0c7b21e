"""What `icmlpo-rdf convert` says of each page on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icmlpo_rdf.cli.terminal import Exit, Verbosity, say
from icmlpo_rdf.errors import counted
from icmlpo_rdf.notes import Code, Severity

if TYPE_CHECKING:
    from icmlpo_rdf.batch.page_run import PageResult
    from icmlpo_rdf.validation.shacl_report import ValidationReport

__all__ = ["Teller"]

# With one of these the page could not be read at all; with other errors it was read, but not whole.
_UNREADABLE = frozenset(
    {
        Code.NOT_UTF8,
        Code.EMPTY_PAGE,
        Code.NO_TITLE,
        Code.BAD_TITLE,
        Code.NO_LANGUAGE,
        Code.OTHER_WIKI,
        Code.NO_WIKI,
        Code.NO_ARTICLE,
    }
)
# What names the things of the page: of whoever takes it wrongly all links go wrong; and what may have hidden facts.
_SAID = frozenset(
    {
        Code.NO_MARKUP,
        Code.TITLE_CONTRADICTED,
        Code.LANGUAGE_ASSUMED,
        Code.LANGUAGE_CONTRADICTED,
        Code.REDIRECT,
        Code.TABLE_NOT_CLOSED,
        Code.MARKUP_NOT_CLOSED,
        Code.COMMENT_NOT_CLOSED,
        Code.SPAN_OUT_OF_RANGE,
    }
)


class Teller:
    """Says what became of pages, as far as the user wants to hear, and knows what all of it comes to."""

    def __init__(self, verbosity: Verbosity) -> None:
        self._verbosity = verbosity
        self._pages = self._done = self._unreadable = 0

    def tell(self, result: PageResult) -> None:
        """Say what is wrong with a page: each error a line."""
        self._pages += 1
        self._done += result.is_done
        self._unreadable += bool(result.error) or any(note.code in _UNREADABLE for note in result.notes)
        if result.error:
            say(str(result.error))
            return
        is_verbose = self._verbosity is Verbosity.VERBOSE
        for note in result.notes:
            is_said = note.code.severity is Severity.ERROR or (note.code in _SAID and result.title)
            if is_said or is_verbose:
                say(f"{result.source}{note.sentence}")
        told = result.validation
        if told and (is_verbose or not told.conforms):
            for finding in told.results:
                say(f"{result.source}: {finding}")

    def summarize(self, result: PageResult, where: object) -> None:
        """Say in one line what was made of a page."""
        if result.error or self._verbosity is Verbosity.QUIET:
            return
        target = f" → {where}" if where else ", not written"
        has_more = result.notes or (result.validation and result.validation.results)
        more = " (-v says each)" if has_more and self._verbosity is Verbosity.NORMAL else ""
        told_by = f" [{result.told_by}]" if result.told_by and self._verbosity is Verbosity.VERBOSE else ""
        title = result.title or "(no title)"
        say(f"{result.source}: {title}{told_by}: {_made(result)}{more}{_nobody(result)}{target}")

    def exit_code(self) -> Exit:
        """Return what all of it comes to."""
        if self._done == self._pages:
            return Exit.DONE
        return Exit.USAGE if self._unreadable == self._pages else Exit.FINDINGS


def _made(result: PageResult) -> str:
    """What a page gave, in numbers."""
    wordless = [note.text for note in result.notes if note.code is Code.NO_WORDS_FOR_LANGUAGE]
    words = f"no words for its language ({wordless[0]}), " if wordless else ""
    triples, notes = counted(result.quad_count, "triple"), counted(len(result.notes), "note")
    return f"{triples}, {_verdict(result.validation)}, {words}{notes}"


def _nobody(result: PageResult) -> str:
    """What is said of a page on which nobody was found."""
    if result.meetings is None or result.found_somebody:
        return ""
    what = "nobody was found who took part" if result.meetings else "nothing was found"
    return f"; {counted(result.meetings, 'meeting')}, 0 participations, 0 memberships: {what}, see inspect"


def _verdict(checked: ValidationReport | None) -> str:
    """What the shapes say of a page, in a few words."""
    if checked is None:
        return "not checked"
    verdict = "conforms" if checked.conforms else "DOES NOT CONFORM"
    return f"{verdict} ({checked.counts_as_text})" if checked.counts_as_text else verdict
