"""Delegates under each other in one cell, each on a line with an office or more: Ann Ash, Envoy in France."""

from __future__ import annotations

from collections.abc import Iterator

from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.joined_persons import may_be_person
from icmlpo_rdf.facts.names.lined import lines_of, outside, parted_at
from icmlpo_rdf.facts.names.printed_names import Entry, parted
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text
from icmlpo_rdf.spans import Span

__all__ = ["read_delegates"]

_COMMA = lazy_pattern(r"[,;]")
_MAX_LABEL, _SEVERAL = 30, 2


def read_delegates(content: Text, lexicon: Lexicon, span: Span) -> tuple[Entry, ...] | None:
    """Return the persons of a cell; of one with several lines those of each line that can be read, None where none can.

    Args:
        content: the cell's text.
        lexicon: the words of the page's language.
        span: where the cell stands.
    """
    lines = [line for line in lines_of(content) if line.text.strip()] if lexicon.is_head_first else []
    whole = read_names(content, lexicon, span) if len(lines) < _SEVERAL else None
    if whole is not None or not lines:
        return whole
    return tuple(entry for line in lines for entry in _of_line(line, lexicon, span)) or None


def _of_line(line: Text, lexicon: Lexicon, span: Span) -> Iterator[Entry]:
    """The person before the first comma of a line, and those behind it who are links and no more than that."""
    label = parted(line)
    if label and len(label[0]) <= _MAX_LABEL:
        line = label[1]  # Expert: Dan Dell
    first, *behind = _between_commas(line)
    yield from read_names(first, lexicon, span) or ()
    for part in behind:
        is_link = len(part.links) == 1 and without_brackets(part.text).strip() == part.links[0].text
        if is_link and may_be_person(part.links[0].text, lexicon):
            yield from (one for one in read_names(part, lexicon, span) or () if not one.is_body)


def _between_commas(line: Text) -> list[Text]:
    """The parts between a line's commas outside links and brackets."""
    return parted_at(line, outside(line, (match.start() for match in _COMMA.finditer(line.text)), _ASIDE))


_ASIDE = lazy_pattern(r"[（(][^（）()]{0,200}[）)]")
