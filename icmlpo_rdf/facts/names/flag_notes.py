"""What is told of flags beside names: that they are no known country's, several countries', or another's than the page prints."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from icmlpo_rdf.facts.names.flags import country_of_target, is_flag, names_country, part_flags
from icmlpo_rdf.language.countries import Country, country_of
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Infobox, ItemList, Link, PageDocument, Table, Text
from icmlpo_rdf.spans import Span

__all__ = ["flag_notes"]

_SEVERAL = 2


def flag_notes(
    document: PageDocument, placed: Iterable[tuple[Span, str]], unplaced: Iterable[tuple[Span, str]]
) -> Iterator[Note]:
    """Yield what is told of the flags in a page's tables, lists and boxes.

    Args:
        document: the page.
        placed: the row or item, and the printed country, of each who is stated with one.
        unplaced: the row or item, and the name, of each who is stated without a country.
    """
    texts = [text for text in _texts(document) if text.pictures]
    if texts:
        yield from _of_no_country(texts, document.language)
        yield from _of_others(texts, document.language, placed)
        yield from _of_several(texts, document.language, unplaced)


def _of_no_country(texts: Sequence[Text], language: str) -> tuple[Note, ...]:
    """A note for each flag that is no known country's, or whose file's name alone tells it."""
    found: dict[str, Note] = {}
    for text in texts:
        for picture in text.pictures:
            shown = picture.alt or picture.file.replace("_", " ")
            if not is_flag(picture) or not shown or shown in found:
                continue
            if not names_country(picture, text, language):
                is_bare = picture.target is None and not picture.alt
                code = Code.FLAG_BY_FILE_NAME if is_bare else Code.FLAG_OF_NO_COUNTRY
                found[shown] = Note(code, picture.span, shown[:200])
    return tuple(found.values())


def _of_several(texts: Sequence[Text], language: str, stated: Iterable[tuple[Span, str]]) -> tuple[Note, ...]:
    """A note for each text with names of whom no country is stated, since it has the flags of several."""
    several = [text for text in texts if len(text.pictures) > 1]
    if not several:
        return ()
    names: defaultdict[Span, set[str]] = defaultdict(set)
    for span, name in stated:
        names[span].add(name)
    spans = sorted(names)
    notes: list[Note] = []
    for text in several:
        _, flags = part_flags(text, language)
        at = bisect_right(spans, text.span.begin, key=lambda one: one.begin) - 1
        if len({flag.target for flag in flags}) < _SEVERAL or at < 0 or text.span.end > spans[at].end:
            continue
        shown = dict.fromkeys(flag.target.title if flag.target else flag.text for flag in flags)
        # Where the countries themselves are meant, the names are theirs.
        if any(name in text.text for name in names[spans[at]] - {flag.text for flag in flags}):
            notes.append(Note(Code.SEVERAL_FLAGS, text.span, ", ".join(shown).replace("_", " ")))
    return tuple(notes)


def _of_others(texts: Sequence[Text], language: str, stated: Iterable[tuple[Span, str]]) -> tuple[Note, ...]:
    """A note for each text with one country's flag beside a name of which another country is stated."""
    flagged = list(_with_one_flag(texts, language))
    begins = [text.span.begin for text, _, _ in flagged]
    notes: dict[tuple[Span, str], Note] = {}
    for span, place in stated if flagged else ():
        said = country_of(place, language)
        for text, flag, shown in flagged[bisect_left(begins, span.begin) : bisect_right(begins, span.end)]:
            if said and shown != said and place in text.text:
                told = f"{flag.text}, {place}"
                notes[text.span, told] = Note(Code.FLAG_OF_ANOTHER, text.span, told)
    return tuple(notes.values())


def _with_one_flag(texts: Iterable[Text], language: str) -> Iterator[tuple[Text, Link, Country]]:
    """The texts beside names in which the flags are one country's, each with that flag and its country."""
    for text in texts:
        flags = part_flags(text, language)[1]
        shown = {country_of_target(flag.target, language) for flag in flags}
        country = shown.pop() if len(shown) == 1 else None
        if country is not None:
            yield text, flags[0], country


def _texts(document: PageDocument) -> Iterator[Text]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell.content for row in block.rows for cell in row.cells)
            elif isinstance(block, ItemList):
                yield from (item.content for item in block.items)
            elif isinstance(block, Infobox):
                yield from (field.content for field in block.fields)
