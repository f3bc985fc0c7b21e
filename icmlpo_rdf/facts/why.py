"""Why a table or list was taken for what it was, for people: what the words over it say, and what was weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from icmlpo_rdf.facts.headings.meeting_headings import names_series, parse_meeting_heading
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import is_silent
from icmlpo_rdf.facts.model import Purpose, Reading
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.page import PageDocument
from icmlpo_rdf.spans import Span

__all__ = ["reasons_of"]

_MAX_WORDS = 12
_MAX_TEXT = 120


def reasons_of(reading: Reading, document: PageDocument, lexicon: Lexicon) -> list[str]:
    """Return the reasons for a reading: what decided first, then what the headings or lines over it say."""
    is_read = reading.purpose is not Purpose.NONE
    told = reading.because if reading.because != reading.under else ""
    over = _headings_over(document, reading.span)
    if is_read and told:
        over.insert(0, told)  # a caption, or the line before it
    if reading.purpose is Purpose.SEE_ALSO:
        return [f"“{text}” leads elsewhere" for text in over[:1]]
    reasons = [_weighed(reading)] if reading.clues else []
    if told and not is_read:
        reasons = [told]
    reasons += _of_words(over, lexicon, is_read=is_read)
    return reasons or ["nothing stands over it"]


def _of_words(over: Sequence[str], lexicon: Lexicon, *, is_read: bool) -> Iterator[str]:
    """What the words over a block say, the nearest first, up to those that say something."""
    for text in dict.fromkeys(over):
        said = _said(text, lexicon, is_read=is_read)
        parts = not said and is_silent(text, lexicon)
        told = said or ("only parts them" if parts else "does not say who stands under it")
        words = "" if parts else f": {_words(text, lexicon)}"
        yield f"“{text[:_MAX_TEXT]}” {told}{words}"
        if said:
            return


def _weighed(reading: Reading) -> str:
    told = ", ".join(f"{clue.what} {clue.weight:g}" for clue in reading.clues)
    if reading.least is None:
        return told
    return f"{told}; together {sum(clue.weight for clue in reading.clues):g}, {reading.least:g} are needed"


def _headings_over(document: PageDocument, span: Span) -> list[str]:
    """The headings over a place, the nearest first."""
    path: list[tuple[int, str]] = []
    for section in document.sections:
        if section.heading is None:
            continue
        if section.heading.content.span.begin > span.begin:
            break
        path = [(level, text) for level, text in path if level < section.level]
        path.append((section.level, clean_text(section.heading.content.text)))
    return [text for _, text in reversed(path)]


def _said(text: str, lexicon: Lexicon, *, is_read: bool) -> str:
    """What a text says of those under it; nothing where it does not tell."""
    if meeting := parse_meeting_heading(text, lexicon):
        return "says who was at a meeting" if meeting.lists_participants else "names a meeting"
    if names_series(text, lexicon):
        return "speaks of meetings"
    phrase = read_phrase(text, lexicon)
    told = _of_phrase(phrase) if phrase else []
    if phrase is None or not told:
        return ""
    lost = "" if is_read or phrase.members or phrase.absent else ", and nothing says in which meeting"
    return f"says that they {' and '.join(told)} (weight {phrase.score:.1f} of at most 3){lost}"


def _of_phrase(phrase: Phrase) -> list[str]:
    told = (
        ("took part", phrase.attended),
        ("are members", phrase.members),
        ("were absent", phrase.absent),
    )
    return [name for name, is_so in told if is_so]


def _words(text: str, lexicon: Lexicon) -> str:
    """The words of a text with their classes; numbers are none."""
    numbers = [match.span() for match in lexicon.ordinal.finditer(text)]
    words = [
        f"{token.text} ({', '.join(sorted(token.classes)) or 'not known'})"
        for token in lexicon.matcher.tokens(text[:_MAX_TEXT])
        if token.classes or not _is_number(token, numbers)
    ]
    return ", ".join(words[:_MAX_WORDS]) + (" …" if len(words) > _MAX_WORDS else "")


def _is_number(token: Token, numbers: list[tuple[int, int]]) -> bool:
    return any(map(str.isdigit, token.text)) or any(
        begin <= token.start and token.end <= end for begin, end in numbers
    )
