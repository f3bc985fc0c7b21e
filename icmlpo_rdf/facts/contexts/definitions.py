"""What the first sentence of a page calls its subject: the head noun behind its copula."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from icmlpo_rdf.facts.contexts.own_dates import SENTENCE_END
from icmlpo_rdf.facts.contexts.subject import opening
from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.meeting_headings import heads_meeting
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import PageDocument, label_of

__all__ = ["NOUNS", "definition_of", "is_called_meeting", "is_no_meeting", "is_term_of_chamber"]

NOUNS = frozenset({"body", "meeting", "thing", "contest"})
"""Classes of nouns by which a subject is told."""
_REACH = 160
_BRACKETS = lazy_pattern(r"\([^()]{0,200}\)")
_STOP = lazy_pattern(r"[,.;:()（），。；：]")


def definition_of(sentence: str, lexicon: Lexicon) -> Token | None:
    """The head noun of what the first sentence says that the subject is."""
    sentence = _BRACKETS.sub(lambda match: " " * len(match[0]), sentence)
    copula = lexicon.copula.search(sentence)
    if copula is None:
        return None
    rest = _STOP.split(sentence[copula.end() : copula.end() + _REACH], maxsplit=1)[0]
    tokens = list(dropwhile(lambda token: "article" in token.classes, lexicon.matcher.tokens(rest)))
    phrase = list(takewhile(lambda token: not token.classes & {"before_tail", "relative"}, tokens))
    behind = tokens[len(phrase) + 1 :]
    if phrase and lexicon.recurring.match(rest, phrase[-1].start) and behind:
        # A series of congresses is told of by what it is of.
        phrase = list(takewhile(lambda token: not token.classes & {"before_tail", "relative"}, behind))
    known = [token for token in phrase if token.classes & NOUNS]
    if known and "meeting" in known[-1].classes and (chamber := _of_chamber(behind)):
        return chamber
    if not known:
        return None
    return known[0] if lexicon.is_noun_first else known[-1]


def _of_chamber(behind: Sequence[Token]) -> Token | None:
    """The legislature whose meeting or session a term of it is: the meeting of the national legislature of Norland."""
    phrase = takewhile(lambda token: not token.classes & {"before_tail", "relative"}, behind)
    said = [token for token in phrase if "free" not in token.classes]
    return said[-1] if said and "chamber" in said[-1].classes else None


def is_term_of_chamber(sentence: str, lexicon: Lexicon) -> bool:
    """Return whether the first sentence calls the subject a meeting of a legislature, as it does a numbered Congress."""
    defined = definition_of(sentence, lexicon) if lexicon.is_head_first else None
    return defined is not None and "chamber" in defined.classes


def is_no_meeting(document: PageDocument, definition: str, lexicon: Lexicon) -> bool:
    """Return whether the lead calls the subject a term of a legislature, or a meeting that is still to come: nobody took part in it yet."""
    if is_term_of_chamber(definition, lexicon):
        return True
    if lexicon.planned.search(definition):
        return True
    if not lexicon.meeting_noun.search(label_of(document.title)):
        return False
    behind = SENTENCE_END.split(opening(document), maxsplit=_FEW)[1:_FEW]
    return any(lexicon.planned.search(one) for one in behind)


_FEW = 2


def is_called_meeting(label: str, definition: str, lexicon: Lexicon) -> bool:
    """True for a title whose noun is one of meetings, or is known as nothing, where the lead calls it so: the Synod of X was a conference."""
    if heads_meeting(label, lexicon):
        return True
    head = title_head(label, lexicon)
    is_unknown = lexicon.is_head_first and (head is None or not head.classes - SILENT)
    return is_unknown and _calls_meeting(definition, lexicon)


def _calls_meeting(sentence: str, lexicon: Lexicon) -> bool:
    """Return whether the first sentence calls the subject a meeting, and nothing else by that noun: was an international conference."""
    defined = definition_of(sentence, lexicon)
    return defined is not None and "meeting" in defined.classes and "body" not in defined.classes
