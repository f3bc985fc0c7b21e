"""What the noun of a page's title tells of the subject: a body that is numbered, a council, a body of those with a seat elsewhere."""

from __future__ import annotations

from icmlpo_rdf.facts.headings.meeting_headings import heads_meeting
from icmlpo_rdf.facts.headings.plain_words import title_head
from icmlpo_rdf.facts.words.lexicon import Lexicon

__all__ = ["ends_in_body", "is_body", "is_of_seats", "names_assembly", "own_noun"]


def is_body(label: str, lexicon: Lexicon) -> bool:
    """Return whether a title's head noun names a body that is numbered as meetings are: 99th United States Congress."""
    head = title_head(label, lexicon)
    return head is not None and "body" in head.classes


def names_assembly(label: str, lexicon: Lexicon) -> bool:
    """Return whether a title names a council, a committee or a court, whose members are persons by their title."""
    tokens = lexicon.matcher.tokens(label)
    if lexicon.is_head_first:
        return bool(tokens) and "council" in tokens[-1].classes
    return bool(tokens) and lexicon.matcher.ends_in(label, "council") > 0


def ends_in_body(title: str, lexicon: Lexicon) -> bool:
    """True for 大学野球連盟, a body of those who play; not for 競技会, whose 会 may be anything."""
    return len(lexicon.organization_ending(title)) > 1 and not heads_meeting(title, lexicon)


def is_of_seats(sentence: str, lexicon: Lexicon) -> bool:
    """Return whether a definition calls its subject a body of those who have a seat elsewhere: 超党派の議員連盟である, 국회의원 모임이다."""
    if lexicon.is_head_first or (defined := lexicon.defined_as.search(sentence)) is None:
        return False
    seated = [
        token for token in lexicon.matcher.tokens(sentence[: defined.start()]) if "seat" in token.classes
    ]
    return bool(seated) and defined.start() - seated[-1].end <= _BESIDE


_BESIDE = 4
"""Letters between the word for those who sit somewhere and that for their body: 議員団体, 의원 연구단체."""


def own_noun(title: str, lexicon: Lexicon) -> str:
    """The noun of organizations or chambers that a title ends in; empty where it ends in none, and in languages that begin with it."""
    if lexicon.is_head_first:
        return ""
    ending = lexicon.organization_ending(title)
    if len(ending) > 1:
        return ending
    return title[len(title) - lexicon.matcher.ends_in(title, "chamber") :]
