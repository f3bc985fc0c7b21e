"""Which words, if their class were known, would let more of a page be understood: for a draft that a person fills in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from icmlpo_rdf.facts.content.columns import find_columns
from icmlpo_rdf.facts.contexts.profile import profile_of
from icmlpo_rdf.facts.contexts.subject import first_sentence
from icmlpo_rdf.facts.headings.plain_words import has_topic
from icmlpo_rdf.facts.model import Facts, Purpose, Reading
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon, lexicon_of
from icmlpo_rdf.language import is_alphabetic
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import NO_WORDS, WordOptions
from icmlpo_rdf.page import (
    ItemList,
    Link,
    Namespace,
    PageDocument,
    Paragraph,
    Section,
    Table,
    Text,
    label_of,
)
from icmlpo_rdf.spans import Span

__all__ = ["Proposal", "find_proposals"]

_MAX_PHRASE = 120
_OF_LEAD = 12
"""Words of the lead's first sentence: what the page is about stands near its beginning."""
_PLACES = 3
_STOP = lazy_pattern(r"[,;:(，；：（、]")


class Proposal(NamedTuple):
    """A word that no class knows, or a header cell that tells no column."""

    word: str
    """As it is looked up; a header cell as it is printed."""
    is_header: bool
    unlocks: int
    """How many items and rows stand under it of which something was not understood."""
    found_in: tuple[str, ...]
    """The phrases that it stands in, with what they are."""


class _Phrase(NamedTuple):
    """A phrase over entries that were not understood."""

    text: str
    what: str
    block: Span | None
    """Which table or list holds the entries; None for all of the page's."""
    entries: int


def find_proposals(document: PageDocument, facts: Facts, words: WordOptions = NO_WORDS) -> list[Proposal]:
    """Return the unknown words over what was not understood, those first that stand over the most entries.

    Args:
        document: the page as written.
        facts: what was understood of it.
        words: the user's own words beside the lexicon's.
    """
    lexicon = lexicon_of(document.language, words)
    phrases: list[_Phrase] = []
    headers: list[_Phrase] = []
    all_entries = 0
    for over in _read_blocks(document, facts, lexicon):
        if isinstance(over.block, Table):
            headers += _unknown_headers(over.block, lexicon)
        if over.reading.purpose is Purpose.NONE:
            entries = _entries(over, lexicon)
            phrases += _over(over, entries)
            all_entries += entries
    if all_entries:
        phrases += _about(document, lexicon, all_entries)
    found = _counted((word, one) for one in phrases for word in _unknown(one.text, lexicon))
    columns = _counted((one.text, one) for one in headers)
    told = [Proposal(word, False, *rest) for word, rest in found.items()]
    told += [Proposal(word, True, *rest) for word, rest in columns.items()]
    return sorted(told, key=lambda one: -one.unlocks)


class _Over(NamedTuple):
    """A table or list, how it was read, and what stands over it."""

    block: Table | ItemList
    reading: Reading
    before: Paragraph | None
    headings: Sequence[Text]


def _read_blocks(document: PageDocument, facts: Facts, lexicon: Lexicon) -> Iterator[_Over]:
    """The tables and lists that may hold members or participants: not below History, and not what to see also."""
    readings = {one.span: one for one in facts.readings}
    open_headings: list[tuple[int, Text]] = []
    for section in document.sections:
        if section.heading is not None:
            open_headings = [one for one in open_headings if one[0] < section.level]
            open_headings.append((section.level, section.heading.content))
        headings = [content for _, content in open_headings]
        if headings and has_topic(clean_text(headings[-1].text), lexicon):
            continue
        for before, block in _blocks(section):
            reading = _reading_of(block, readings)
            if reading is not None and reading.purpose is not Purpose.SEE_ALSO:
                yield _Over(block, reading, before, headings)


def _blocks(section: Section) -> Iterator[tuple[Paragraph | None, Table | ItemList]]:
    """The section's tables and lists, each with the paragraph right before it."""
    before: Paragraph | None = None
    for block in section.blocks:
        if isinstance(block, Paragraph):
            before = None if _is_of_categories(block.content) else block
        elif isinstance(block, Table | ItemList):
            yield before, block
            before = None


def _is_of_categories(content: Text) -> bool:
    """True for a line that only puts the page into categories: it says nothing of the list behind it."""
    links = content.links
    if not links or any(not one.target or one.target.namespace is not Namespace.CATEGORY for one in links):
        return False
    return not any(map(str.isalnum, _without(content.text, links)))


def _without(text: str, links: Sequence[Link]) -> str:
    for link in reversed(links):
        text = text[: link.start] + text[link.end :]
    return text


def _reading_of(block: Table | ItemList, unread: dict[Span, Reading]) -> Reading | None:
    """How a block was read; lists that nothing parts were read as one, which begins where the first does."""
    whole = unread.get(block.span)
    return whole or next((one for at, one in unread.items() if at.begin == block.span.begin), None)


def _entries(of: _Over, lexicon: Lexicon) -> int:
    """How many rows or items were not understood; a table's header is none."""
    columns = find_columns(of.block, lexicon) if isinstance(of.block, Table) else None
    return max(0, of.reading.unused - (len(columns.header_rows) if columns else 0))


def _over(of: _Over, entries: int) -> Iterator[_Phrase]:
    """What stands over a block: the headings, its caption, the line before it."""
    over = [("heading", content) for content in of.headings]
    if isinstance(of.block, Table) and of.block.caption:
        over.append(("caption", of.block.caption))
    if of.before is not None and len(of.before.content.text) <= _MAX_PHRASE:
        over.append(("line before", of.before.content))
    for what, content in over:
        yield _Phrase(clean_text(content.text), what, of.block.span, entries)


def _unknown_headers(table: Table, lexicon: Lexicon) -> Iterator[_Phrase]:
    columns = find_columns(table, lexicon)
    if columns is None or columns.blocked:
        return
    rows = sum(any(cell.content.text for cell in row.cells) for row in columns.rows)
    for header, roles in zip(columns.headers, columns.candidates, strict=False):
        if not roles and header and any(map(str.isalpha, header)) and not lexicon.roles_of(header):
            yield _Phrase(header, "header", table.span, rows)


def _about(document: PageDocument, lexicon: Lexicon, entries: int) -> Iterator[_Phrase]:
    """What says what the page is about, where that is not known: then nobody on it is a member of it."""
    sentence = first_sentence(document)
    if profile_of(document, sentence, lexicon).clues:
        return
    title = label_of(document.title)
    yield _Phrase(title, "title", None, entries)
    copula = lexicon.copula.search(sentence)
    said = _STOP.split(sentence[copula.end() :], maxsplit=1)[0] if copula else sentence
    words = [token.text for token in lexicon.matcher.tokens(said)]
    yield _Phrase(" ".join(words[:_OF_LEAD]), "lead", None, entries)


def _unknown(text: str, lexicon: Lexicon) -> dict[str, None]:
    """The words of a phrase that no class knows, without numbers and single letters."""
    return {
        token.text.lower(): None
        for token in lexicon.matcher.tokens(text[:_MAX_PHRASE])
        if not token.classes
        and any(map(str.isalpha, token.text))
        and not any(map(str.isdigit, token.text))
        and (len(token.text) > 1 or token.text.islower() or not is_alphabetic(token.text))
        and token.text.lower() not in lexicon.see_also
    }


def _counted(told: Iterable[tuple[str, _Phrase]]) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Each word with the entries that it stands over, each counted once, and where it stands."""
    blocks: dict[str, dict[Span | None, int]] = {}
    places: dict[str, dict[str, None]] = {}
    for word, phrase in told:
        blocks.setdefault(word, {})[phrase.block] = phrase.entries
        places.setdefault(word, {})[f"{phrase.what}: {phrase.text}"] = None
    # All of the page's entries hold those of each block.
    return {
        word: (of.get(None) or sum(of.values()), tuple(places[word])[:_PLACES]) for word, of in blocks.items()
    }
