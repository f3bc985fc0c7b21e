"""What a heading, a caption, a label or a header cell says of those under it, by the classes of its words.

A phrase is decided by its head noun: the last one of a noun phrase, and in languages whose phrases go on behind it
(Members of …) the one before the preposition. 成员国领导人 are leaders, 领导人夫人 are not; what the words leave over lowers
the score by its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from icmlpo_rdf.facts.head_nouns import HEADS, SILENT, WHO, head_phrase
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.language.matcher import Token

__all__ = [
    "STRONG",
    "Phrase",
    "has_topic",
    "is_chamber",
    "is_silent",
    "is_silent_token",
    "read_phrase",
    "title_head",
    "trailing_participants",
]

STRONG = 2.5
"""Words that say by themselves that those under them took part or are members."""
_SURE, _LIKELY, _KIND_ONLY = 3.0, 2.0, 1.0
_PER_CHARACTER, _PER_WORD, _IN_TAIL = 0.6, 0.6, 0.1
_MAX_TEXT = 200
_MAX_KEPT = 10_000
_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[）)]|[:：]\s*+$")
_ATTENDING = frozenset({"attend", "participant"})
_OF_MEMBERS = frozenset({"member", "section", "seat"})
_MEMBER = frozenset({"member", "joining"})
_PARTING = SILENT | {"place", "body", "country"}
_STANDINGS = (
    ("former", Standing.FORMER),
    ("candidate", Standing.CANDIDATE),
    ("observer", Standing.OBSERVER),
    ("founding", Standing.FOUNDING),
    ("associate", Standing.ASSOCIATE),
    ("linked", Standing.ASSOCIATE),
    ("guest", Standing.GUEST),
)
_KINDS = (
    ("organization", Kind.ORGANIZATION),
    ("section", Kind.ORGANIZATION),
    ("country", Kind.COUNTRY),
    ("person", Kind.PERSON),
    ("seat", Kind.PERSON),
)


class Phrase(Struct, frozen=True):
    """What the words say of who stands under them."""

    score: float
    """From 0 to 3: how surely."""
    attended: bool = False
    members: bool = False
    absent: bool = False
    seats: bool = False
    """True for members of an assembly by their title: 委员, 議員; who they are members of stands in the page's title."""
    standing: Standing | None = None
    kind: Kind | None = None
    tail: str = ""
    """What stands behind the head noun: of which body, at which meeting."""
    clues: tuple[str, ...] = ()
    """The words that it rests on, each with its class."""


def read_phrase(
    text: str, lexicon: Lexicon, names: Sequence[str] = (), *, below_members: bool = False
) -> Phrase | None:
    """Return what a text says of those under it, or None when its head noun speaks of something else.

    Args:
        text: a heading, a caption, a label, a header cell.
        lexicon: the words of the page's language.
        names: how the page calls its subject; these cost nothing.
        below_members: the text parts those of a heading of members, so that 正規加盟 speaks of them too.
    """
    if names or below_members:
        return _read(text, lexicon, names, below_members=below_members)
    kept: dict[str, Phrase | None] = lexicon.phrases
    if text not in kept:
        if len(kept) >= _MAX_KEPT:
            kept.clear()
        kept[text] = _read(text, lexicon, (), below_members=False)
    return kept[text]


def _read(text: str, lexicon: Lexicon, names: Sequence[str], *, below_members: bool) -> Phrase | None:
    plain = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", text)[:_MAX_TEXT]).strip()
    for name in names:
        if name and name in plain and name != plain:
            plain = plain.replace(name, " ")
    tokens = [_numbered(token, lexicon) for token in lexicon.matcher.tokens(plain)]
    if not tokens or plain.strip().lower() in lexicon.words["joining"]:
        return None
    head, tail, begin = head_phrase(tokens, lexicon, plain)
    parts = _parts(head)
    if not parts:
        return None
    cost = sum(map(_cost, (token for part in parts for token in part)))
    who = WHO if lexicon.has_sections else WHO - {"section"}
    if below_members:
        who |= {"joining", "former"}
    if not all(who & part[-1].classes or _lists_attendance(part) for part in parts):
        return None
    said = [_part(part, lexicon) for part in parts]
    cost += _IN_TAIL * sum(1 for token in tail if not token.classes)
    return _joined(said, cost, plain[begin:] if tail else "", head)


def _numbered(token: Token, lexicon: Lexicon) -> Token:
    digits = not token.classes and (
        any(map(str.isdigit, token.text))
        or (lexicon.numbers.own and lexicon.ordinal.fullmatch(token.text) is not None)
    )
    return Token(token.text, token.start, token.end, frozenset({"number"})) if digits else token


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The coordinated parts, each up to its head noun."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if "joint" in token.classes:
            parts.append([])
        else:
            parts[-1].append(token)
    found = []
    for part in parts:
        while part and part[-1].classes and part[-1].classes <= SILENT and not _lists_attendance(part):
            part.pop()
        if part:
            found.append(part)
    return found


def _lists_attendance(part: Sequence[Token]) -> bool:
    """出席情况, 参加名单: what happened, as a list of who it was."""
    if len(part) == 1:  # 出席, and nothing else
        return part[0].classes & (_ATTENDING | {"joining", "guest"}) == {"attend"}
    return "list" in part[-1].classes and part[-2].classes & _ATTENDING == {"attend"}


def _cost(token: Token) -> float:
    # 委员会成员 are members of that committee; the page's own name costs nothing (see `read_phrase`).
    if token.classes and not token.classes <= {"office", "council"}:
        return 0.0
    return _PER_WORD if token.text[0] < "\u1100" else _PER_CHARACTER * len(token.text)


def _part(part: Sequence[Token], lexicon: Lexicon) -> Phrase:
    classes = [token.classes for token in part]
    has = frozenset().union(*classes)
    head = part[-1].classes
    telling = head
    if lexicon.is_noun_first:
        telling = next((one for one in classes if one & HEADS), head)
    kind = next((kind for name, kind in _KINDS if name in telling), None)
    standing = next((standing for name, standing in _STANDINGS if name in has), None)
    if "successive" in has and "attend" not in has:
        # 历任代表 hold an office one after another.
        return Phrase(_KIND_ONLY / 2, kind=kind)
    if "absent" in has:
        return Phrase(_SURE, absent=True, kind=kind)
    if "topic" in has and not has & _OF_MEMBERS and "attend" not in has:
        return Phrase(0.0)
    if _ATTENDING & has and not ("member" in head and not head & _ATTENDING and "attend" not in has):
        return _came(part, has, standing, kind)
    if "person" in head and has & _MEMBER and not head & _OF_MEMBERS:
        # 成员国领导人: persons, not the members themselves.
        return Phrase(_KIND_ONLY, kind=Kind.PERSON)
    if has & {"member", "joining", "section"}:
        score = _SURE if has & _MEMBER else _LIKELY
        return Phrase(score, members=True, standing=standing or Standing.MEMBER, kind=kind)
    if "composition" in head:
        return Phrase(_LIKELY, members=True, standing=standing or Standing.MEMBER)
    if "seat" in has:
        standing = standing or Standing.MEMBER
        return Phrase(_LIKELY, members=True, seats=True, standing=standing, kind=Kind.PERSON)
    return _related(part, has, standing, kind, lexicon)


def _came(part: Sequence[Token], has: frozenset[str], standing: Standing | None, kind: Kind | None) -> Phrase:
    """Those who took part; 代表 alone may be those of anything, 历任代表 are its leaders."""
    classes, head = [token.classes for token in part], part[-1].classes
    alone = "office" in head and not any(_ATTENDING & one for one in classes[:-1])
    if alone and "former" in has:
        return Phrase(_KIND_ONLY, kind=Kind.PERSON)
    alone = alone and all(one & SILENT for one in classes[:-1])
    one_word = len(part) == 1 and "person" in head and "attend" not in head
    score = _LIKELY if alone or one_word or "list" in head or len(part) == 1 == len(head) else _SURE
    members = "member" in has and "attend" not in has
    return Phrase(score, attended=True, members=members, standing=standing, kind=kind)


def _related(
    part: Sequence[Token],
    has: frozenset[str],
    standing: Standing | None,
    kind: Kind | None,
    lexicon: Lexicon,
) -> Phrase:
    """Those whose relation to the subject is told without a word for members: 受邀国, 观察员, 附属工会."""
    head = part[-1].classes
    if standing is Standing.GUEST:
        return Phrase(_LIKELY, attended=True, standing=standing, kind=kind)
    # 附属组织 of an international, as its sections are; those of another body are its organs.
    if "affiliated" in has and ("party" in head or (lexicon.has_sections and "organization" in head)):
        standing = Standing.FORMER if "former" in has else Standing.MEMBER
        return Phrase(_LIKELY, members=True, standing=standing, kind=Kind.ORGANIZATION)
    if standing in {Standing.OBSERVER, Standing.CANDIDATE}:
        return Phrase(STRONG, members=True, standing=standing, kind=kind)
    if standing is Standing.ASSOCIATE and "linked" not in has:
        return Phrase(_KIND_ONLY, standing=standing, kind=kind)
    if "signing" in has:
        return Phrase(_LIKELY, attended=True, kind=kind)
    if "each" in has and "person" in head:
        # 各国首脑, on the page of a meeting.
        return Phrase(_LIKELY, attended=True, kind=Kind.PERSON)
    parted = len(part) > 1 or "former" in head
    if standing is not None and kind is not None and kind is not Kind.PERSON and parted:
        return Phrase(_LIKELY, members=True, standing=standing, kind=kind)
    return Phrase(_KIND_ONLY, kind=kind)


def _joined(parts: Sequence[Phrase], cost: float, tail: str, head: Sequence[Token]) -> Phrase | None:
    best = max(parts, key=lambda one: one.score)
    score = best.score - cost
    if score <= 0:
        return None
    told = [one for one in parts if one.members or one.attended] or parts
    standings = {one.standing for one in told}
    kinds = {one.kind for one in parts}
    return Phrase(
        score,
        attended=any(one.attended for one in parts),
        members=any(one.members for one in parts),
        absent=any(one.absent for one in parts),
        seats=any(one.seats for one in parts) and head[0].text[0] >= "\u1100",
        standing=standings.pop() if len(standings) == 1 else None,
        kind=kinds.pop() if len(kinds) == 1 else None,
        tail=tail,
        clues=tuple(f"{token.text}: {', '.join(sorted(token.classes)) or 'not known'}" for token in head),
    )


def is_silent_token(token: Token) -> bool:
    """Return whether a word says nothing by itself: 的, 名单, and."""
    return bool(token.classes) and token.classes <= SILENT


def is_silent(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading only parts those of the heading above it: a place, a letter, a year, a chamber."""
    tokens = [_numbered(token, lexicon) for token in lexicon.matcher.tokens(text[:_MAX_TEXT])]
    return bool(tokens) and all(
        (token.classes and token.classes & _PARTING) or (not token.classes and len(token.text) == 1)
        for token in tokens
    )


def is_chamber(name: str, lexicon: Lexicon) -> bool:
    """Return whether a body's name says that its members are persons."""
    return any("chamber" in token.classes for token in lexicon.matcher.tokens(name[:_MAX_TEXT]))


def has_topic(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading has a word for what is told of a subject besides who belongs to it: History."""
    return any("topic" in token.classes for token in lexicon.matcher.tokens(text[:_MAX_TEXT]))


def title_head(label: str, lexicon: Lexicon) -> Token | None:
    """Return the head noun of a title: 会议 of 波茨坦会议, Congress of "Congress of Vienna"."""
    plain = _BRACKETS.sub(" ", label)[:_MAX_TEXT]
    if lexicon.numbers.own:
        plain = lexicon.ordinal.sub(" ", plain)
    head, _, _ = head_phrase(lexicon.matcher.tokens(plain), lexicon, plain)
    if lexicon.is_noun_first:
        nouns = [token for token in head if token.classes & HEADS]
        # Conferencia Internacional: the adjective may be a noun by itself.
        return next((token for token in nouns if "free" not in token.classes), nouns[0] if nouns else None)
    while head and not head[-1].classes and head[-1].text.isdigit():
        # Blueland general election, 1905
        head.pop()
    return head[-1] if head else None


def trailing_participants(text: str, lexicon: Lexicon) -> int | None:
    """Return where the words for those who took part begin at a heading's end: 第十次会议 | 与会政党; None without such."""
    tokens = lexicon.matcher.tokens(_BRACKETS_AT_END.sub("", text))
    begin: int | None = None
    while tokens and "list" in tokens[-1].classes:
        tokens = tokens[:-1]
    if not tokens or not tokens[-1].classes & WHO:
        return None
    for token in reversed(tokens):
        if "absent" in token.classes:
            return None
        if not token.classes or "meeting" in token.classes:
            return begin
        if token.classes & (_ATTENDING | {"guest"}):
            begin = token.start
    return begin


_BRACKETS_AT_END = re.compile(r"[:：]\s*+$")
