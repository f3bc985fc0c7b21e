"""`icmlpo-rdf inspect`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import click

from icmlpo_rdf.cli.convert_job import addresses_of, tell_listing_notes
from icmlpo_rdf.cli.found_pages import find_pages, temporary_folder
from icmlpo_rdf.cli.input_options import form_option, language_option
from icmlpo_rdf.cli.lexicon_option import lexicon_option
from icmlpo_rdf.cli.terminal import Exit, Verbosity, example, say, verbosity_options, write_result
from icmlpo_rdf.cli.text_tables import READABLE, table, width_of_output
from icmlpo_rdf.errors import counted, one_line
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions, WordOptions

if TYPE_CHECKING:
    from icmlpo_rdf.convert import Understanding
    from icmlpo_rdf.facts import Facts
    from icmlpo_rdf.notes import Code, Note
    from icmlpo_rdf.page import PageDocument, Titles
    from icmlpo_rdf.source import RawPage

__all__ = ["inspect_command"]

_PLACES = 5
"""Of notes that say the same, so many are told by their lines."""


@click.command(
    "inspect",
    epilog=example(
        "icmlpo-rdf inspect page.md",
        "icmlpo-rdf inspect - < page.md",
        "icmlpo-rdf inspect --wiki zhwiki TITLE",
    ),
)
@click.argument("page", metavar="INPUT")
@language_option
@click.option(
    "--wiki",
    metavar="WIKI",
    help="INPUT is the title of this wiki's page, which is fetched: zhwiki, zh.wikipedia.org.",
)
@click.option(
    "--title", help="The page's title, or which page of many.  [default: as the page or its file name says]"
)
@form_option
@lexicon_option
@click.option(
    "--propose",
    is_flag=True,
    help="Write the words that nothing knows as a draft for --lexicon (TOML), and nothing else.",
)
@verbosity_options
def inspect_command(  # noqa: PLR0913 - one parameter per option is click's way
    *,
    page: str,
    lang: str | None,
    wiki: str | None,
    title: str | None,
    form: Form | None,
    words: WordOptions,
    propose: bool,
    verbosity: Verbosity,
) -> int:
    """Show what was understood on a page, and what was not.

    One table of what the page's tables and lists were taken for, one of what gave no fact and why.
    INPUT is what convert takes; of a dump, an archive or a folder the page that --title names.
    --propose writes instead which words nothing knows, those first that would unlock the most.
    Exit code 1 when the page is damaged.
    """
    from icmlpo_rdf.convert import understand  # noqa: PLC0415 - keeps --help quick

    options = ConvertOptions(PageOptions(lang, title, form), words=words)
    if wiki is not None:
        (page,) = addresses_of(wiki, [page])
    with ExitStack() as until_done:
        raw, titles, is_all = _found(page, options.page, verbosity, until_done)
        understood = understand(raw, options, titles, compare=True)
    if propose and understood.facts is not None:
        write_result(_draft(understood.document, understood.facts, words).encode(), "-")
    else:
        write_result(_shown(raw, understood, words, verbosity).encode(), "-")
    if understood.facts is None:
        for note in understood.notes.errors:
            say(f"{raw.origin}{note.sentence}")
        return Exit.USAGE
    return Exit.DONE if is_all and not understood.notes.errors else Exit.FINDINGS


def _found(
    page: str, options: PageOptions, verbosity: Verbosity, until_done: ExitStack
) -> tuple[RawPage, Titles | None, bool]:
    """The page, the titles of the dump that holds it, and whether nothing else is called so or could not be read."""
    from icmlpo_rdf.page import TitleIndex  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.source import (  # noqa: PLC0415
        AskedTitle,
        ListingNotes,
        holds_many,
        read_entry,
        read_page_file,
    )

    if not holds_many(page, options.form):
        return read_page_file(page, options), None, True
    noted = ListingNotes()
    try:
        pages, index = find_pages([page], (), options, temporary_folder(until_done), noted)
    finally:  # also where there is no such page
        tell_listing_notes(noted, verbosity)
    one = AskedTitle(options).the_one(pages, page)
    for other in pages:
        if other is not one:
            say(str(other.error or f"{other.origin}: it is the same page as {one.origin}, which is taken"))
    titles = until_done.enter_context(closing(TitleIndex(index))) if index else None
    return read_entry(one, options.form), titles, len(pages) == 1


def _draft(document: PageDocument, facts: Facts, words: WordOptions) -> str:
    from icmlpo_rdf.cli.lexicon_draft import lexicon_draft  # noqa: PLC0415 - keeps --help quick
    from icmlpo_rdf.facts.proposals import find_proposals  # noqa: PLC0415
    from icmlpo_rdf.facts.words.lexicon import has_words, own_language  # noqa: PLC0415
    from icmlpo_rdf.page import label_of  # noqa: PLC0415

    language = own_language(document.language)
    is_new = not has_words(document.language, words)
    return lexicon_draft(
        find_proposals(document, facts, words), language, label_of(document.title), is_new=is_new
    )


def _shown(raw: RawPage, understood: Understanding, words: WordOptions, verbosity: Verbosity) -> str:
    parts = [
        _page(raw, understood) if verbosity > Verbosity.QUIET else "",
        _readings(understood),
        _reasons(understood, words),
        _notes(understood),
    ]
    return "\n".join(filter(None, parts))


def _page(raw: RawPage, understood: Understanding) -> str:
    document, facts = understood.document, understood.facts
    lines = [
        f"{one_line(document.title) or '(no title)'}  [{document.told_by}]",
        _edition(raw, document),
        _counts((document.lines, "line"), (document.sections, "section"), (document.links, "wiki link")),
    ]
    if facts:
        counts = _counts(
            (facts.meetings, "meeting"),
            (facts.participations, "participation"),
            (facts.memberships, "membership"),
            (facts.participants, "participant"),
            (facts.links, "link target"),
        )
        lines += [counts, *map(one_line, f"about {facts.about}".split("\n"))]
    return "".join(f"{line}\n" for line in lines)


def _counts(*groups: tuple[Sized, str]) -> str:
    return ", ".join(counted(len(group), noun) for group, noun in groups)


def _edition(raw: RawPage, document: PageDocument) -> str:
    """The page's form and its reader, and which revision of the wiki's page it is, as far as it tells."""
    held = f" in {_FORMS[raw.held_in]}" if raw.held_in else ""
    revision, told = document.revision, []
    if revision.revision_id is not None:
        told.append(f"revision {revision.revision_id}")
    if revision.timestamp:
        told.append(f"of {revision.timestamp}" if told else f"revision of {revision.timestamp}")
    if revision.page_id is not None:
        told.append(f"page {revision.page_id}")
    if document.item:
        told.append(document.item)
    reader = f"read by page.{raw.form.value}"
    return f"{_FORMS[raw.form]}{held} ({reader}), {', '.join(told) or 'no revision told'}"


_FORMS = {
    Form.MARKDOWN: "Markdown",
    Form.WIKITEXT: "wikitext",
    Form.HTML: "HTML",
    Form.XML: "a MediaWiki XML export",
    Form.ENTERPRISE: "a snapshot of Wikimedia Enterprise",
}


def _readings(understood: Understanding) -> str:
    if not understood.facts or not understood.facts.readings:
        return ""
    have_slid = any(reading.shifted for reading in understood.facts.readings)
    slid = ("mended",) if have_slid else ()
    return _table(
        ("lines", "what", "under", "taken for", "columns", "used", *slid, "not used"),
        (
            (
                str(reading.lines),
                reading.kind,
                reading.under,
                reading.purpose.value,
                " | ".join(reading.columns),
                str(reading.used),
                *[str(reading.shifted or "")] * have_slid,
                str(reading.unused),
            )
            for reading in understood.facts.readings
        ),
    )


def _reasons(understood: Understanding, words: WordOptions) -> str:
    """Which reader took each table and list, and why; of those that none took, what was missing."""
    facts = understood.facts
    if not facts or not facts.readings:
        return ""
    from icmlpo_rdf.facts.why import reasons_of  # noqa: PLC0415
    from icmlpo_rdf.facts.words.lexicon import lexicon_of  # noqa: PLC0415 - keeps --help quick

    lexicon = lexicon_of(facts.language, words)
    compared = any(reading.runner_up for reading in facts.readings)
    rows = []
    for reading in facts.readings:
        why = "; ".join(reasons_of(reading, understood.document, lexicon))
        rows.append(
            (str(reading.lines), reading.recogniser or "none", why, *([reading.runner_up] * compared))
        )
    return _table(("lines", "read by", "why", *(["else by"] * compared)), rows)


def _notes(understood: Understanding) -> str:
    if not understood.notes:
        return ""
    alike: dict[tuple[Code, str], list[Note]] = {}
    for note in understood.notes:
        alike.setdefault((note.code, note.text), []).append(note)
    rows = ((_places(notes), code.slug, code.meaning, text) for (code, text), notes in alike.items())
    shown = _table(("lines", "code", "why it gave no fact", "text"), rows)
    mends = ((note.code.slug, mend) for note in understood.notes if (mend := note.advice))
    told = "".join(one_line(f"{slug}: {mend}") + "\n" for slug, mend in dict.fromkeys(mends))
    return f"{shown}\n{told}" if told else shown


def _places(notes: Sequence[Note]) -> str:
    """The lines of notes that say the same."""
    places = [str(note.lines) for note in notes if note.lines]
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return ", ".join(places[:_PLACES]) + more


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    # What a program wants to read is in the report of `convert`; this is for people, through a pipe too.
    return table(columns, rows, width=width_of_output() or READABLE)
