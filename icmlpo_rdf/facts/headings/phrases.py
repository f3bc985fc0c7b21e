"""What a heading, a caption, a label or a header cell says of those under it, by the classes of its words.

A phrase is decided by its head noun: the last one of a noun phrase, and in languages whose phrases go on behind it
(Members of …) the one before the preposition. 成员国领导人 are leaders, 领导人夫人 are not; what the words leave over lowers
the score by its length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from icmlpo_rdf.facts.headings.head_nouns import HEADS, SILENT, WHO, head_phrase
from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "STRONG",
    "Phrase",
    "read_phrase",
]

STRONG = 2.5
"""Words that say by themselves that those under them took part or are members."""
_SURE, _LIKELY, _KIND_ONLY = 3.0, 2.0, 1.0
_PER_CHARACTER, _PER_WORD, _IN_TAIL = 0.6, 0.6, 0.1
_MAX_TEXT = 200
_MAX_KEPT = 10_000
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,40}[）)]|[:：]\s*+$")
_ATTENDING = frozenset({"attend", "participant"})
_OF_MEMBERS = frozenset({"member", "section", "seat"})
_MEMBER = frozenset({"member", "joining"})
_TOLD = frozenset({"time", "where", "measure", "join", "leave"})
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
    plain = unicodedata.normalize("NFKC", text)[:_MAX_TEXT].replace("(s)", "s")
    plain = _BRACKETS.sub(" ", plain).strip()
    for name in names:
        if name and name in plain and name != plain:
            plain = plain.replace(name, " ")
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(plain)]
    if not tokens or plain.strip().lower() in lexicon.words["joining"]:
        return None
    head, tail, begin = head_phrase(tokens, lexicon, plain)
    parts = [_attended_last(part) if lexicon.is_head_first else part for part in _parts(head)]
    # 成员国及加入时间: who they are, and what is told of them.
    parts = parts[:1] + [part for part in parts[1:] if not _tells_of_them(part)]
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


def _attended_last(part: list[Token]) -> list[Token]:
    """Countries represented: the noun last, as in Participating countries."""
    after = part[-1].classes
    if len(part) > 1 and "attend" in after and not after & WHO and part[-2].classes & WHO:
        return [*part[:-2], part[-1], part[-2]]
    return part


def _tells_of_them(part: Sequence[Token]) -> bool:
    return bool(part[-1].classes & _TOLD) and not part[-1].classes & WHO


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
    denied = any("non" in one and other & (_ATTENDING | _MEMBER) for one, other in pairwise(classes))
    if "absent" in has or denied:
        return Phrase(_SURE, absent=True, kind=kind)
    topic = any("topic" in one and "free" not in one for one in classes)
    if topic and not has & _OF_MEMBERS and "attend" not in has:
        return Phrase(0.0)
    if _ATTENDING & has and not ("member" in head and not head & _ATTENDING and "attend" not in has):
        return _came(part, has, standing, kind)
    if "person" in head and has & _MEMBER and not head & _OF_MEMBERS:
        # 成员国领导人: persons, not the members themselves.
        return Phrase(_KIND_ONLY, kind=Kind.PERSON)
    if "section" in head and any(place_kind(one.text, lexicon) is PlaceKind.COUNTRY for one in part):
        # 葡萄牙支部 is one of them by its name.
        return Phrase(0.0)
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
    if len(part) == 1 and "former" in head:
        # 已退出, below members.
        return Phrase(_LIKELY, members=True, standing=standing, kind=kind)
    if standing is not None and kind is not None and kind is not Kind.PERSON and len(part) > 1:
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
