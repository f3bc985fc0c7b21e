"""Sentences of an alphabet below a heading that says who follows: names, a verb, and what these are or that they came.

The member states are Chad and Niger; Chad, Niger and Togo are members, while Mali is an observer; The congress was attended by
Ann Lee and Bob Hale; It has three member states: Chad, Niger and Togo. A clause may say nothing else; other prose is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TypeAlias

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.introductions import introduced
from icmlpo_rdf.facts.contexts.nothing_but_names import names_in_words
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.listing_sentences import is_of_body
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.headings.plain_words import numbered, tells_absence
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.cut_texts import without_stretches
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Paragraph, Text

__all__ = ["told_in_words"]

_END = lazy_pattern(r"[.!?](?:\[\d{1,3}\]){0,4}(?=\s+[A-Z\u00c0-\u00de\u0410-\u042f\[]|\s*$)")
_SEMICOLON = lazy_pattern(r";\s", needs=";")
_COLON = lazy_pattern(r":\s", needs=":")
_LEAST_SCORE = 1.9
_MAX_LABEL, _MAX_SENTENCE = 80, 3_000
_BESIDE = frozenset({Standing.OBSERVER, Standing.CANDIDATE, Standing.ASSOCIATE, Standing.FORMER})
_COMING = SILENT | {"attend", "auxiliary", "meeting", "participant", "seat", "country", "organization"}
_COMING |= {"person", "anybody", "time", "pronoun"}
"""What a clause may hold that says no more than that somebody came, or stood for somebody who did."""
_Told: TypeAlias = tuple[tuple[Text, ...], Context]


def told_in_words(
    block: Paragraph, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[ItemList, Context]]:
    """Yield each list of names that a clause of a paragraph gives, as a list of an item each.

    Args:
        block: the paragraph.
        context: what stands over it.
        lexicon: the words of the page's language.
        meetings: what the page is about.
    """
    if not lexicon.is_head_first or not context.says_who:
        return
    span = block.content.span
    for sentence in _parts(block.content, _END):
        if len(sentence.text) > _MAX_SENTENCE:
            continue
        told = _behind_colon(sentence, context, lexicon, meetings)
        for names, said in [told] if told else _clauses(sentence, context, lexicon, meetings):
            items = tuple(Item(name, 1, span) for name in names)
            listed = ItemList(items, ordered=False, span=span)
            yield listed, replace(said, under=context.under, in_sentence=True, within=span)


def _parts(content: Text, ends: re.Pattern[str]) -> Iterator[Text]:
    begin = 0
    for match in ends.finditer(content.text):
        yield part_of(content, begin, match.start())
        begin = match.end()
    if content.text[begin:].strip():
        yield part_of(content, begin, len(content.text))


def _behind_colon(sentence: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> _Told | None:
    """The names behind a sentence's colon, or its word for one, and what it says of them: It has two members, namely Chad and Niger."""
    match = _COLON.search(sentence.text) or lexicon.namely.search(sentence.text)
    names = names_in_words(part_of(sentence, match.end(), len(sentence.text)), lexicon) if match else ()
    if match is None or not names:
        return None
    label = part_of(sentence, 0, match.start())
    said = introduced(replace(label, text=f"{label.text.rstrip(' ,')}:"), context, lexicon, meetings)
    return (names, said) if said is not None and said.says_who else None


def _clauses(sentence: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Iterator[_Told]:
    """What each clause tells; those that are set against each other say it of their own names."""
    for clause in _parts(sentence, lexicon.contrast):
        told = _told(clause, context, lexicon, meetings)
        if told is None and ";" in clause.text:
            parts = (_told(part, context, lexicon, meetings) for part in _parts(clause, _SEMICOLON))
            yield from filter(None, parts)
        elif told:
            yield told


def _told(clause: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> _Told | None:
    clause = _without_verb_end(_without_adverbs(clause, lexicon), lexicon)
    return (
        _told_by_verb(clause, context, lexicon)
        or _told_to_belong(clause, context, lexicon, meetings)
        or _told_to_come(clause, context, lexicon, meetings)
    )


def _without_adverbs(clause: Text, lexicon: Lexicon) -> Text:
    """A clause without words such as also, which are no part of a link."""
    found = [match.span() for match in lexicon.adverbs.finditer(clause.text)]
    cuts = [(begin, end) for begin, end in found if not _is_linked(clause, begin)]
    return without_stretches(clause, cuts) if cuts else clause


def _is_linked(content: Text, place: int) -> bool:
    return any(link.start <= place < link.end for link in content.links)


def _without_verb_end(clause: Text, lexicon: Lexicon) -> Text:
    """A clause without what its verb leaves at its end: nahmen Chile und Peru teil."""
    before, _, last = clause.text.rstrip().rpartition(" ")
    return part_of(clause, 0, len(before)) if last in lexicon.words["verb_ends"] else clause


def _told_to_belong(clause: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> _Told | None:
    """The names behind a verb that tells of what the page's subject is made up: The union comprises | Chad and Niger."""
    verb = lexicon.comprising.search(clause.text) if context.members and not context.attended else None
    if verb is None or not is_of_body(clause.text[: verb.start()], meetings.names, lexicon):
        return None
    names = names_in_words(part_of(clause, verb.end(), len(clause.text)), lexicon)
    if not names or any(_is_plain(link.text, lexicon) for name in names for link in name.links):
        return None
    return names, replace(context, because=clause.text[: verb.end()].strip())


def _is_plain(text: str, lexicon: Lexicon) -> bool:
    """True for what is no name of anybody: the General Assembly, the Council."""
    return all(token.classes and "place" not in token.classes for token in lexicon.matcher.tokens(text))


def _told_by_verb(clause: Text, context: Context, lexicon: Lexicon) -> _Told | None:
    """The names on one side of a verb of which the other side says as what: The member states are | Chad and Niger."""
    for match in lexicon.listing.finditer(clause.text):
        before = part_of(clause, 0, match.start())
        behind = part_of(clause, match.end(), len(clause.text))
        sides = [(before, behind)]
        if not lexicon.active.fullmatch(match[0]):  # not: participants signed the treaty
            sides.insert(0, (behind, before))
        if clause.links and not behind.text.strip():
            last = clause.links[-1].end  # während Chile und Peru | Beobachter | sind
            sides.append((part_of(clause, 0, last), part_of(clause, last, match.start())))
        for side, label in sides:
            said = _said(label, context, lexicon)
            if said is not None and (names := names_in_words(side, lexicon)):
                return names, said
    return None


def _said(label: Text, context: Context, lexicon: Lexicon) -> Context | None:
    """As what those are members, or came, whom the other side of the verb calls so."""
    text = clean_text(label.text).replace("\n", " ").strip()
    phrase = read_phrase(text, lexicon) if len(text) <= _MAX_LABEL else None
    if phrase is None or phrase.absent:
        return None
    are_meant = phrase.members if context.members else phrase.attended
    if not (are_meant and phrase.score >= _LEAST_SCORE) and phrase.standing not in _BESIDE:
        return None
    return replace(
        context,
        standing=Standing.FORMER if _tells_end(text, lexicon) else phrase.standing or context.standing,
        kind=phrase.kind or context.kind,
        because=text,
    )


def _tells_end(text: str, lexicon: Lexicon) -> bool:
    """True for members until 1960."""
    until = lexicon.until.search(text)
    return until is not None and text[until.end() :].strip()[:1].isdigit()


def _told_to_come(clause: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> _Told | None:
    """The names before or behind a verb for coming: Chad and Niger | attended the congress, which was attended by | Togo and Mali."""
    if context.meeting is None or not context.attended or context.members:
        return None
    text = clause.text
    for begin, end in _verbs(text, lexicon):
        sides = ((end, len(text)), (0, begin))
        for side, label in zip(sides, (text[:end], text[begin:]), strict=True):
            if _says_no_more(label, lexicon, meetings):
                names = names_in_words(part_of(clause, *side), lexicon)
                if names:
                    return names, replace(context, because=label.strip())
    return None


def _verbs(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where verbs for coming begin with their auxiliaries, and where what tells who stood for those behind them ends: by delegates of."""
    tokens = lexicon.matcher.tokens(text)
    told = [match.span() for match in lexicon.attended.finditer(text)]
    told += [(token.start, token.end) for token in tokens if "attend" in token.classes]
    for begin, end in sorted(set(told)):
        before = [token for token in tokens if token.end <= begin]
        while before and before[-1].classes & {"auxiliary", "each"}:
            begin = before.pop().start  # noqa: PLW2901 - the verb begins there
        behind = [*takewhile(_is_small, (token for token in tokens if token.start >= end))]
        yield begin, behind[-1].end if behind else end


def _is_small(token: Token) -> bool:
    return bool(token.classes & _COMING) and token.text[:1].islower()


def _says_no_more(text: str, lexicon: Lexicon, meetings: PageMeetings) -> bool:
    """True for a clause that says no more than that somebody came to the page's meeting."""
    if len(text) > _MAX_LABEL or tells_absence(text, lexicon):
        return False
    for name in meetings.names:
        text = text.replace(name, " ")
    text = lexicon.attended.sub(" ", text)
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(text)]
    return all(token.classes & _COMING for token in tokens)
