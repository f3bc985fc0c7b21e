"""Fields of an infobox as lists under a heading: the field's label, or its parameter, says who stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.facts.lined import lines_of
from icmlpo_rdf.page import Field, Infobox, Item, ItemList, Text
from icmlpo_rdf.spans import Span

__all__ = ["labelled_lists"]

_LEAST = 2
"""One name may be that of a group, or of a list elsewhere."""
_MAX_LABEL = 40


def labelled_lists(box: Infobox) -> Iterator[tuple[Text, ItemList]]:
    """Yield each field that is a list of names, with its label as a heading has it: `members`, 成员国, Mitglieder.

    A name a line. A field of which any line holds a digit tells how many, or since when (27, 100 Senators), and is no list.
    """
    for field in box.fields:
        label = (field.label or field.name).replace("_", " ").strip().rstrip(":：")
        lines = [line for line in lines_of(field.content) if not line.is_empty]
        if not 0 < len(label) <= _MAX_LABEL or len(lines) < _LEAST or not all(map(_is_name, lines)):
            continue
        items = tuple(Item(line, 1, line.span) for line in lines)
        yield _heading(label, field), ItemList(items, ordered=False, span=field.span)


def _heading(label: str, field: Field) -> Text:
    begin = field.span.begin
    return Text(label, (), (), Span(begin, max(begin + 1, field.content.span.begin)))


def _is_name(line: Text) -> bool:
    return bool(line.text) and not any(map(str.isdigit, line.text))
