"""Fields of an infobox as lists under a heading: the field's label, or its parameter, says who stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.lined import lines_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Field, Infobox, Item, ItemList, Text
from icmlpo_rdf.spans import Span

__all__ = ["is_of_body", "labelled_lists"]

_LEAST = 2
"""One name may be that of a group, or of a list elsewhere."""
_MAX_LABEL = 40
_DIGIT = lazy_pattern(r"\d")


def is_of_body(box: Infobox) -> bool:
    """Return whether a box is one of organizations by its template, such as Infobox organization."""
    return box.name.replace("_", " ").lower().endswith(small_words("boxes_of_bodies"))


def labelled_lists(box: Infobox, lexicon: Lexicon) -> Iterator[tuple[tuple[Text, ...], ItemList]]:
    """Yield each field that is a list of names, with its label as a heading has it: `members`, 成员国, Mitglieder.

    Each name is a link or a flag, on lines of their own or behind commas. A line without either heads those behind it, up to
    the next one (3个前成员国), and its words come with the field's label. A field that tells how many, or since when (27, 100 Senators), or what a
    membership costs, is no list.
    """
    for field in box.fields:
        label = (field.label or field.name).replace("_", " ").strip().rstrip(":：")
        if not 0 < len(label) <= _MAX_LABEL:
            continue
        heading = _heading(label, field)
        for head, behind in _lists_in(field.content, lexicon):
            items = tuple(Item(line, 1, line.span) for line in behind)
            span = Span(items[0].span.begin, items[-1].span.end) if head else field.span
            yield (heading, head) if head else (heading,), ItemList(items, ordered=False, span=span)


def _lists_in(content: Text, lexicon: Lexicon) -> Iterator[tuple[Text | None, list[Text]]]:
    """The lists of names that a field holds, each with the line that heads it; none where it holds anything else."""
    if len(content.links) + len(content.pictures) < _LEAST:
        return
    lines = [line for line in lines_of(content) if not line.is_empty]
    counts = [_names_in(line, lexicon) for line in lines]
    are_lists = all(count or _may_head(line) for line, count in zip(lines, counts, strict=True))
    if are_lists and sum(counts) >= _LEAST:
        yield from _groups(lines, counts)


def _may_head(line: Text) -> bool:
    return not line.links and not line.pictures and len(line.text) <= _MAX_LABEL


def _groups(lines: Sequence[Text], counts: Sequence[int]) -> Iterator[tuple[Text | None, list[Text]]]:
    """The lines with names, each time with the line that heads them."""
    head: Text | None = None
    behind: list[Text] = []
    for line, count in zip(lines, counts, strict=True):
        if count:
            behind.append(line)
            continue
        if behind:
            yield head, behind
        head, behind = line, []
    if behind:
        yield head, behind


def _heading(label: str, field: Field) -> Text:
    begin = field.span.begin
    return Text(label, (), (), Span(begin, max(begin + 1, field.content.span.begin)))


def _names_in(line: Text, lexicon: Lexicon) -> int:
    """How many names a line holds; none where any of them is no link, or tells of a number."""
    entries = read_names(line, lexicon, line.span) or ()
    return len(entries) if all(one.name.link and not _DIGIT.search(one.name.text) for one in entries) else 0
