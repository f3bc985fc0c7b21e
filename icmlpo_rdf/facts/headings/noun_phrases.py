"""What one noun phrase says of those whom it calls so: that they came, are members, or how else they belong to the subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.headings.head_nouns import HEADS, SILENT
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language.matcher import Token

__all__ = ["ATTENDING", "LIKELY", "STRONG", "Phrase", "read_part", "standing_alone"]

_T = TypeVar("_T")

STRONG = 2.5
"""Words that say by themselves that those under them took part or are members."""
_SURE, LIKELY, _KIND_ONLY = 3.0, 2.0, 1.0
ATTENDING = frozenset({"attend", "participant"})
_OF_MEMBERS = frozenset({"member", "section", "seat"})
_MEMBER = frozenset({"member", "joining"})
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
    collective: bool = False
    """True for those of no kind that we tell who are no persons: towns, economies, sides."""
    standing: Standing | None = None
    kind: Kind | None = None
    left: bool = False
    """True where the words say that they left, so that a date alone tells when."""
    noun: str = ""
    """The head noun."""
    called: bool = False
    """True where no class knows the noun by which members are called: 会员堂会; what stands there must tell that it is one of members."""
    tail: str = ""
    """What stands behind the head noun: of which body, at which meeting."""
    clues: tuple[str, ...] = ()
    """The words that it rests on, each with its class."""


def read_part(part: Sequence[Token], lexicon: Lexicon) -> Phrase:
    """Return what one coordinated part of a phrase says by itself, its head noun last."""
    classes = [token.classes for token in part]
    has = frozenset().union(*classes)
    head = part[-1].classes
    telling = head
    if lexicon.is_noun_first:
        telling = next((one for one in classes if one & HEADS), head)
    noun = _NounPhrase(part, has, head, _first_of(_KINDS, telling), _first_of(_STANDINGS, has))
    found = noun.of_others() or noun.came() or noun.members(lexicon) or noun.related(lexicon)
    if found is not None and found.standing is Standing.FORMER and "leave" in has:
        return replace(found, left=True)
    return found or Phrase(_KIND_ONLY, kind=noun.kind)


def _first_of(table: Iterable[tuple[str, _T]], classes: frozenset[str]) -> _T | None:
    """What the first class of a table says that is among those of a word or phrase."""
    return next((said for name, said in table if name in classes), None)


def standing_alone(text: str, lexicon: Lexicon) -> Standing | None:
    """Return as what a cell says that one belongs, without a word for members: Full (founder), Associate; None where it says more."""
    tokens = lexicon.matcher.tokens(text)
    if not tokens or not all(token.classes for token in tokens):
        return None
    return _first_of(_STANDINGS, frozenset[str]().union(*(token.classes for token in tokens)))


def _has_others(token: Token) -> bool:
    """True for a noun of what has members of its own, and is no body's member: crew, cast; not for city, school."""
    return "thing" in token.classes and not token.classes & _MAY_BELONG


_MAY_BELONG = frozenset({"organization", "club", "body", "anybody", "country", "member"})


class _NounPhrase(Struct, frozen=True):
    """A coordinated part, up to its head noun."""

    part: Sequence[Token]
    has: frozenset[str]
    """The classes of all its words."""
    head: frozenset[str]
    kind: Kind | None
    standing: Standing | None

    def of_others(self) -> Phrase | None:
        """Those who hold an office one after another, who did not come, and what a topic is about."""
        has = self.has
        # 历任代表 held an office; 历届组成人员 and 歴代委員 belonged to it, whenever that was.
        if "successive" in has and "attend" not in has and not self.head & {"member", "seat"}:
            return Phrase(_KIND_ONLY / 2, kind=self.kind)
        classes = [token.classes for token in self.part]
        denied = any(
            "non" in one and other & (ATTENDING | _MEMBER | {"guest"}) for one, other in pairwise(classes)
        )
        if "absent" in has or denied:
            return Phrase(_SURE, absent=True, kind=self.kind)
        topic = any("topic" in one and "free" not in one for one in classes)
        return Phrase(0.0) if topic and not has & (_OF_MEMBERS | {"attend"}) else None

    def came(self) -> Phrase | None:
        """Those who took part."""
        has, head = self.has, self.head
        # A word for members at the head outweighs one for participants before it; that somebody came outweighs both.
        if "attend" not in has and "participant" not in (head if "member" in head else has):
            return None
        if self._is_office() and "former" in has:
            return Phrase(_KIND_ONLY, kind=Kind.PERSON)
        members = "member" in has and "attend" not in has
        by_noun = Standing.MEMBER if members and "member" in head else None  # 단원, of a delegation or a body
        return Phrase(
            _SURE if self._is_sure() else LIKELY,
            attended=True,
            members=members,
            seats="seat" in head,
            collective=self.kind is None and self._is_anybody(),
            standing=self.standing or by_noun,
            kind=self.kind,
        )

    def _is_office(self) -> bool:
        """True for 代表 without a word that says that they came: they may be those of anything, 历任代表 are its leaders."""
        before = (token.classes for token in self.part[:-1])
        return "office" in self.head and ATTENDING.isdisjoint(chain.from_iterable(before))

    def _is_sure(self) -> bool:
        """True but for 各代表 and 参加者: a word that may be another's, one that is of one class only; and but for lists."""
        head, before = self.head, self.part[:-1]
        if "list" in head or (self._is_office() and all(token.classes & SILENT for token in before)):
            return False
        is_person = "person" in head and "attend" not in head
        return bool(before) or not (is_person or len(head) == 1)

    def _is_anybody(self) -> bool:
        """True for participating towns and economies, not for participants."""
        return len(self.part) > 1 and "anybody" in self.head and not self.head & (ATTENDING | {"member"})

    def members(self, lexicon: Lexicon) -> Phrase | None:
        """Those whom a word calls members, sections, or by their seats."""
        has, head = self.has, self.head
        standing = self.standing or Standing.MEMBER
        if standing is Standing.ASSOCIATE and self._is_affiliates():
            standing = Standing.MEMBER
        if "person" in head and has & _MEMBER and not head & _OF_MEMBERS:
            # 成员国领导人: persons, not the members themselves.
            return Phrase(_KIND_ONLY, kind=Kind.PERSON)
        if "member" in head and lexicon.is_head_first and any(map(_has_others, self.part)):
            return Phrase(0.0)  # Crew members
        if "section" in head and any(place_kind(one.text, lexicon) is PlaceKind.COUNTRY for one in self.part):
            # 葡萄牙支部 is one of them by its name.
            return Phrase(0.0)
        return self._belonging(standing)

    def _belonging(self, standing: Standing) -> Phrase | None:
        """Those of a word for members or sections, for what a body is composed of, or for seats."""
        if self.has & (_MEMBER | {"section"}):
            score = _SURE if self.has & _MEMBER else LIKELY
            return Phrase(score, members=True, standing=standing, kind=self.kind)
        if "composition" in self.head:
            return Phrase(LIKELY, members=True, standing=standing)
        if "seat" in self.has:
            return Phrase(LIKELY, members=True, seats=True, standing=standing, kind=self.kind)
        return None

    def _is_affiliates(self) -> bool:
        """True for Affiliates: of a union centre or an international these are its sections, unless they are called associate besides."""
        *before, last = self.part
        return "section" in last.classes and not any("associate" in token.classes for token in before)

    def related(self, lexicon: Lexicon) -> Phrase | None:
        """Those whose relation to the subject is told without a word for members: 受邀国, 观察员, 附属工会."""
        has, head, standing, kind = self.has, self.head, self.standing, self.kind
        if standing is Standing.GUEST:
            return Phrase(LIKELY, attended=True, standing=standing, kind=kind)
        # 附属组织 of an international, as its sections are; those of another body are its organs. 소속 구단 play in a league.
        belong = {"party", "anybody"} | ({"organization"} if lexicon.has_sections else set())
        if "affiliated" in has and head & belong:
            standing = Standing.FORMER if "former" in has else Standing.MEMBER
            return Phrase(LIKELY, members=True, standing=standing, kind=Kind.ORGANIZATION)
        if standing in {Standing.OBSERVER, Standing.CANDIDATE}:
            return Phrase(STRONG, members=True, standing=standing, kind=kind)
        # 准 begins a word, and ends none that says so: 批准.
        is_word = "associate" not in head or len(self.part[-1].text) > 1
        if standing is Standing.ASSOCIATE and "linked" not in has and is_word:
            return Phrase(_KIND_ONLY, standing=standing, kind=kind)
        return self._by_their_act() or self._as_such()

    def _by_their_act(self) -> Phrase | None:
        """签署国, 各国首脑 and 峰会领袖 on the page of a meeting: those who took part in it by what they did there, or lead."""
        if "signing" in self.has:
            return Phrase(LIKELY, attended=True, kind=self.kind)
        if "person" in self.head and ("each" in self.has or self._are_of_meeting()):
            return Phrase(LIKELY, attended=True, kind=Kind.PERSON)
        return None

    def _are_of_meeting(self) -> bool:
        before = [token.classes - SILENT for token in self.part[:-1] if token.classes - SILENT]
        return bool(before) and all("meeting" in one and one <= {"meeting", "hold"} for one in before)

    def _as_such(self) -> Phrase | None:
        """已退出, below members; 前成员国家: as what, and bodies."""
        is_left = len(self.part) == 1 and "former" in self.head
        are_bodies = len(self.part) > 1 and self.kind in {Kind.COUNTRY, Kind.ORGANIZATION}
        are_bodies |= "leave" in self.has and "anybody" in self.head  # 脱退した自治体
        if not is_left and (self.standing is None or not are_bodies):
            return None
        return Phrase(LIKELY, members=True, standing=self.standing, kind=self.kind)
