"""What a heading, a caption, a label or a header cell says of those under it, by the classes of its words.

A phrase is decided by its head noun: the last one of a noun phrase, and in languages whose phrases go on behind it
(Members of …) the one before the preposition. 成员国领导人 are leaders, 领导人夫人 are not; what the words leave over lowers
the score by its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from msgspec.structs import replace

from icmlpo_rdf.facts.headings.called_members import (
    CALLED_SO,
    MAX_NOUN,
    is_no_topic,
    with_called,
    with_noun_behind,
)
from icmlpo_rdf.facts.headings.head_nouns import SILENT, WHO, head_phrase
from icmlpo_rdf.facts.headings.noun_phrases import ATTENDING, STRONG, Phrase, read_part
from icmlpo_rdf.facts.headings.own_names import without_names
from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.headings.relative_clauses import clause_begin, told_by_clause
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.non_members import without_non_members
from icmlpo_rdf.language.matcher import Token

__all__ = [
    "STRONG",
    "Phrase",
    "read_phrase",
    "standing_of",
]

_T = TypeVar("_T")

_PER_CHARACTER, _OF_OTHERS, _PER_WORD, _IN_TAIL, _CALLED = 0.4, 0.6, 0.6, 0.1, 1.05
_MAX_KEPT = 10_000
_TOLD = frozenset({"time", "where", "measure", "join", "leave"})


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


def standing_of(text: str, lexicon: Lexicon) -> Standing | None:
    """Return as what a text says that those under it are members: Member, 创始成员; None where it does not."""
    phrase = read_phrase(text, lexicon)
    return phrase.standing if phrase and phrase.members and not phrase.absent else None


def _read(text: str, lexicon: Lexicon, names: Sequence[str], *, below_members: bool) -> Phrase | None:
    plain = without_names(text, names, lexicon)
    words = without_non_members(lexicon.matcher.tokens(plain), lexicon)
    tokens = with_called([numbered(token, lexicon) for token in words], lexicon)
    if not tokens or (not below_members and plain.strip().lower() in lexicon.words["joining"]):
        return None
    at = clause_begin(tokens)
    if at is not None:
        noun = _read_tokens(tokens[:at], plain, lexicon, below_members=below_members)
        return told_by_clause(noun, tokens[at:]) if noun else None
    return _read_tokens(tokens, plain, lexicon, below_members=below_members)


def _read_tokens(
    tokens: Sequence[Token], plain: str, lexicon: Lexicon, *, below_members: bool
) -> Phrase | None:
    tokens = with_noun_behind(tokens, lexicon)
    head, tail, begin = head_phrase(tokens, lexicon, plain)
    head = _candidates_for(head, tail)
    parts = (
        [_attended_last(part) for part in _parts(head)]
        if lexicon.is_head_first
        else _shared(_parts(head), plain, lexicon)
    )
    # 成员国及加入时间: who they are, and what is told of them.
    parts = parts[:1] + [part for part in parts[1:] if not (_tells_of_them(part) or _tells_when(part))]
    # 成员公司及枢纽港: what that is no class knows, so that it costs more.
    named = [part for part in parts if not _may_tell_of_them(part, parts[0], plain, lexicon)]
    cost = _CALLED * (len(parts) - len(named))
    parts = named
    if not parts or not _say_who(parts, lexicon, below_members=below_members):
        return None
    cost += sum(_cost(token, lexicon) for token in chain.from_iterable(parts))
    cost += _IN_TAIL * sum(not token.classes for token in tail)
    said = [read_part(part, lexicon) for part in parts]
    joined = _joined(said, cost, plain[begin:] if tail else "", head)
    noun = parts[-1][-1]
    return replace(joined, noun=noun.text, called=noun.classes == CALLED_SO) if joined else None


def _candidates_for(head: list[Token], tail: Sequence[Token]) -> list[Token]:
    """The phrase, where candidates are those for membership and no topic: Candidates for accession."""
    told = [token.classes for token in tail if not token.classes & SILENT]
    is_told = bool(told) and all(classes & _TO_BELONG for classes in told)
    if not is_told or not head or not {"candidate", "topic"} <= head[-1].classes:
        return head
    last = head[-1]
    return [*head[:-1], Token(last.text, last.start, last.end, last.classes - {"topic"})]


_TO_BELONG = frozenset({"joining", "member"})


def _say_who(parts: Sequence[Sequence[Token]], lexicon: Lexicon, *, below_members: bool) -> bool:
    """True where each part is about persons, countries or bodies by its head noun."""
    who = WHO if lexicon.has_sections else WHO - {"section"}
    if below_members:
        who |= {"joining", "former"}
    return all(who & part[-1].classes or _lists_attendance(part) for part in parts)


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
        while part and _says_nothing(part[-1]) and not _lists_attendance(part):
            part.pop()
        if part:
            found.append(part)
    return found


def _says_nothing(token: Token) -> bool:
    """True for a word that says nothing behind a noun: Members elected."""
    return bool(token.classes) and (token.classes <= SILENT or token.classes == _CHOSEN)


_CHOSEN = frozenset({"free", "join"})


def _shared(parts: list[list[Token]], text: str, lexicon: Lexicon) -> list[list[Token]]:
    """The parts as one where a word for members before the first is said of all, though no class knows its noun: 加盟教派・団体."""
    if len(parts) <= 1 or not parts[0][0].classes & _OF_MEMBERS or parts[0][-1].classes:
        return parts
    *before, last = parts
    told = last[-1].classes & _COLLECTIVE and not any(token.classes & _OF_MEMBERS for token in last)
    if not told or not all(_may_share(part, lexicon) for part in before):
        return parts
    # Things of two kinds are joined by a word, not by a mark: 会員規則と団体.
    between = (text[one[-1].end : other[0].start] for one, other in pairwise(parts))
    if any(map(str.isalnum, "".join(between))):
        return parts
    nouns = (token for part in before for token in part)
    return [[*(token if token.classes else _as_noun(token) for token in nouns), *last]]


def _may_share(part: Sequence[Token], lexicon: Lexicon) -> bool:
    """True for a part whose noun is a short word that no class knows, or a collective."""
    noun = part[-1]
    if noun.classes:
        return bool(noun.classes & _COLLECTIVE)
    return len(noun.text) <= MAX_NOUN and is_no_topic(noun, lexicon)


def _as_noun(token: Token) -> Token:
    """What stands beside a noun of organizations is one too, and costs nothing."""
    return Token(token.text, token.start, token.end, frozenset({"free"}))


_COLLECTIVE = frozenset({"country", "organization"})
_OF_MEMBERS = frozenset({"member", "joining"})


def _attended_last(part: list[Token]) -> list[Token]:
    """Countries represented: the noun last, as in Participating countries."""
    after = part[-1].classes
    if len(part) > 1 and "attend" in after and not after & WHO and part[-2].classes & WHO:
        return [*part[:-2], part[-1], part[-2]]
    return part


def _tells_of_them(part: Sequence[Token]) -> bool:
    return bool(part[-1].classes & _TOLD) and not part[-1].classes & WHO


def _may_tell_of_them(part: Sequence[Token], first: Sequence[Token], text: str, lexicon: Lexicon) -> bool:
    """True for a short noun that no class knows, joined by a word to those for members or for those who came."""
    if lexicon.is_head_first or part is first or len(part) != 1 or part[0].classes:
        return False
    told = any(token.classes & _TOLD_OF for token in first) and text[part[0].start - 1].isalpha()
    return told and len(part[0].text) <= MAX_NOUN and is_no_topic(part[0], lexicon)


_TOLD_OF = frozenset({"member", "attend", "participant"})


def _tells_when(part: Sequence[Token]) -> bool:
    """True for 112th Congress, behind Members and a comma: in which term."""
    return "meeting" in part[-1].classes and any("number" in token.classes for token in part)


def _lists_attendance(part: Sequence[Token]) -> bool:
    """出席情况, 参加名单: what happened, as a list of who it was."""
    if len(part) == 1:  # 出席, and nothing else
        return part[0].classes & (ATTENDING | {"joining", "guest"}) == {"attend"}
    return "list" in part[-1].classes and part[-2].classes & ATTENDING == {"attend"}


def _cost(token: Token, lexicon: Lexicon) -> float:
    """What a word takes off the score: one that no class knows, and more where it may be a body whose members others are, 学会会员.

    The page's own name costs nothing (see `read_phrase`).
    """
    if token.classes == CALLED_SO:
        return _CALLED
    is_organ = bool(token.classes) and token.classes <= {"office", "council"}
    if token.classes and not is_organ:
        return 0.0
    if token.text[0] < "\u1100":
        return _PER_WORD
    of_others = is_organ or lexicon.organization_ending(token.text)
    return (_OF_OTHERS if of_others else _PER_CHARACTER) * len(token.text)


def _joined(parts: Sequence[Phrase], cost: float, tail: str, head: Sequence[Token]) -> Phrase | None:
    """What coordinated parts say together; None where the words that no class knows leave nothing of their score."""
    score = max(one.score for one in parts) - cost
    if score <= 0:
        return None
    told = _who_belong(parts)
    return Phrase(
        score,
        attended=any(one.attended for one in parts),
        members=any(one.members for one in parts),
        absent=any(one.absent for one in parts),
        seats=_are_seats(parts) and head[0].text[0] >= "\u1100",
        collective=any(one.collective for one in parts),
        standing=_agreed(one.standing for one in told),
        kind=_agreed(one.kind for one in parts),
        left=all(one.left for one in told),
        tail=tail,
        clues=tuple(map(_clue, head)),
    )


def _who_belong(parts: Sequence[Phrase]) -> Sequence[Phrase]:
    """The parts that call somebody a member or say that they came, which tell as what all did; all where none does."""
    return [one for one in parts if one.members or one.attended] or parts


def _are_seats(parts: Sequence[Phrase]) -> bool:
    """True where all who are called members are so by their title: 委员, not 会员及委员."""
    return any(one.seats for one in parts) and all(one.seats for one in parts if one.members)


def _clue(token: Token) -> str:
    return f"{token.text}: {', '.join(sorted(token.classes)) or 'not known'}"


def _agreed(told: Iterable[_T]) -> _T | None:
    """What all say."""
    different = set(told)
    return different.pop() if len(different) == 1 else None
