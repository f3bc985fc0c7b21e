"""The noun that a phrase is about, and what stands behind it: members | of the league, États membres | de l'Union.

Where it stands is the language's: the last noun of its phrase, or the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token

__all__ = ["HEADS", "SILENT", "WHO", "head_phrase"]

WHO = frozenset(
    {
        "participant",
        "member",
        "section",
        "seat",
        "country",
        "organization",
        "person",
        "anybody",
        "observer",
        "guest",
        "candidate",
        "associate",
        "founding",
        "composition",
    }
)
SILENT = frozenset({"free", "joint", "list", "roster", "number", "before_tail", "article"})
_NOUNS = WHO | {"meeting", "body", "thing", "contest", "topic"}
HEADS = _NOUNS - {"founding", "associate", "candidate", "observer", "guest"}
"""Of these, those that are no adjectives as well."""
_BEHIND_NOUN = frozenset({"free", "number", "former", "absent", "attend", "participant"})
_BEHIND_NOUN |= {"member", "founding", "associate", "linked", "candidate", "observer", "guest", "joining"}


def head_phrase(tokens: Sequence[Token], lexicon: Lexicon, text: str) -> tuple[list[Token], list[Token], int]:
    """Return the noun phrase that a text is about, what stands behind it, and where that begins: members | of the league.

    Args:
        tokens: the text's.
        lexicon: the words of its language.
        text: the text itself, which tells a hyphen from a blank.
    """
    rest = list(dropwhile(lambda token: "article" in token.classes, tokens))
    while True:
        head = list(takewhile(lambda token: "before_tail" not in token.classes, rest))
        tail = rest[len(head) + 1 :]
        # "List of members": the list is the frame, not the subject.
        if head and tail and all(token.classes & SILENT for token in head):
            rest = tail
            continue
        if lexicon.is_noun_first:
            groups, behind = _noun_groups(head, text)
            head, tail = groups, [*behind, *tail]
        return head, tail, tail[0].start if tail else 0


def _noun_groups(tokens: Sequence[Token], text: str) -> tuple[list[Token], list[Token]]:
    """The first noun, those coordinated with it, and what tells them nearer; and what is left: États membres fondateurs."""
    end = 0
    while True:
        part = list(takewhile(lambda token: "joint" not in token.classes, tokens[end:]))
        nouns = [place for place, token in enumerate(part) if token.classes & _NOUNS]
        heads = [
            place for place in nouns if part[place].classes & HEADS and not _in_compound(part, place, text)
        ]
        if not nouns:
            end += len(part)
            return list(tokens[:end]), list(tokens[end:])
        last = heads[0] if heads else nouns[-1]
        nearer = _BEHIND_NOUN if part[last].classes & WHO else frozenset({"free"})
        while last + 1 < len(part) and part[last + 1].classes & nearer:
            last += 1
        end += last + 1
        if last + 1 < len(part) or end >= len(tokens):
            return list(tokens[:end]), list(tokens[end:])
        end += 1


def _in_compound(part: Sequence[Token], place: int, text: str) -> bool:
    """True for what begins a word whose head is another: Konferenz-Zentrum; not for страны-члены."""
    if place + 1 >= len(part) or part[place + 1].classes & _BEHIND_NOUN:
        return False
    return text[part[place].end : part[place + 1].start] == "-"
