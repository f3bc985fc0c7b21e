"""Sentences of an alphabet below a heading of members that are names, a verb and what these are: The member states are Chad and Niger.

Nothing else may stand in the sentence; other prose is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["told_by_verb"]

_END = lazy_pattern(r"[.!?](?:\[\d{1,3}\]){0,4}(?=\s+[A-Z]|\s*$)")
_LEAST_SCORE = 1.9
_MAX_LABEL = 80


def told_by_verb(
    content: Text, context: Context, lexicon: Lexicon, names_in: Callable[[Text], tuple[Text, ...]]
) -> tuple[tuple[Text, ...], Context] | None:
    """Return the names of the first sentence that lists members, and as what; None where no sentence does.

    Args:
        content: a paragraph.
        context: what stands over it.
        lexicon: the words of the page's language.
        names_in: returns the names of a text that holds nothing else, none of another.
    """
    if not context.members or context.attended or not lexicon.is_head_first:
        return None
    for sentence in _sentences(content):
        for match in lexicon.listing.finditer(sentence.text):
            before = part_of(sentence, 0, match.start())
            behind = part_of(sentence, match.end(), len(sentence.text))
            for side, label in ((behind, before), (before, behind)):
                said = _said(label, context, lexicon)
                if said is not None and (names := names_in(side)):
                    return names, said
    return None


def _sentences(content: Text) -> Iterator[Text]:
    begin = 0
    for match in _END.finditer(content.text):
        yield part_of(content, begin, match.start())
        begin = match.end()
    if content.text[begin:].strip():
        yield part_of(content, begin, len(content.text))


def _said(label: Text, context: Context, lexicon: Lexicon) -> Context | None:
    """As what those are members whom the other side of the verb calls so."""
    text = clean_text(label.text).replace("\n", " ").strip()
    phrase = read_phrase(text, lexicon) if len(text) <= _MAX_LABEL else None
    if phrase is None or not phrase.members or phrase.absent or phrase.score < _LEAST_SCORE:
        return None
    return replace(
        context,
        standing=phrase.standing or context.standing,
        kind=phrase.kind or context.kind,
        because=text,
        in_sentence=True,
    )
