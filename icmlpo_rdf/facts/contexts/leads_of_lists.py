"""Leads that say what their page lists: a title that no class knows, List of Bluecons, is understood by "This is a list of book conventions"."""

from __future__ import annotations

from itertools import takewhile

from icmlpo_rdf.facts.headings.head_nouns import HEADS, SILENT, head_phrase
from icmlpo_rdf.facts.headings.meeting_headings import TitleKind, heads_meeting, kind_of_title
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["lists_meetings"]

_REACH, _VERB = 160, 5
_STOP = lazy_pattern(r"[,.;:()（），。；：]")
_ENDS_NOUN = frozenset({"hold", "relative"})


def lists_meetings(label: str, sentence: str, lexicon: Lexicon) -> bool:
    """Return whether a page lists meetings as its lead says, where its title does not tell what it is about.

    Args:
        label: the title.
        sentence: the first sentence of the lead.
        lexicon: the words of the page's language.
    """
    head = title_head(label, lexicon)
    if head is not None and head.classes & HEADS:
        return False
    listed = (_listed_behind if lexicon.is_head_first else _listed_before)(sentence[:_REACH], lexicon)
    is_meeting = heads_meeting(listed, lexicon)
    return is_meeting and kind_of_title(listed, lexicon) is TitleKind.MEETINGS


def _listed_behind(sentence: str, lexicon: Lexicon) -> str:
    """What the lead's list is of, up to its first preposition: This is a list of | book conventions | held in Blueland."""
    copula = lexicon.copula.search(sentence)
    rest = _STOP.split(sentence[copula.end() :].lstrip(), maxsplit=1)[0] if copula else ""
    tokens = lexicon.matcher.tokens(rest)
    frame = [*takewhile(lambda token: token.classes & SILENT, tokens)]
    if not any("list" in token.classes for token in frame):
        return ""
    head, _, _ = head_phrase(tokens, lexicon, rest)
    noun = [*takewhile(lambda token: not token.classes & _ENDS_NOUN, head)]
    return rest[noun[0].start : noun[-1].end] if noun else ""


def _listed_before(sentence: str, lexicon: Lexicon) -> str:
    """The same where the list ends the clause that says so: 本項は | 図書大会 | の一覧である."""
    for part in _STOP.split(sentence):
        tokens = lexicon.matcher.tokens(part)
        lists = [at for at, token in enumerate(tokens) if "list" in token.classes]
        if not lists or len(part) - tokens[lists[-1]].end > _VERB:
            continue
        before = list(tokens[: lists[-1]])
        while before and before[-1].classes and before[-1].classes <= SILENT:
            before.pop()
        return part[: before[-1].end] if before else ""
    return ""
