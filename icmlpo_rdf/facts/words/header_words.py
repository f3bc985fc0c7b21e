"""What stands in a column, by the classes of its header's words: the head noun says what, the words before it whose or when.

加入时间 is when somebody joined, 举行时间 when a meeting was held, 参加国数 a number. A header with a word that no class
knows says nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, takewhile

from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.language.matcher import Token

__all__ = ["roles_of_tokens"]

_WHO = frozenset({"participant", "attend", "guest"})
_CAME = frozenset({"participant", "guest"})
_SILENT = frozenset({"free", "list"})
_NOT_OWN = frozenset({"measure", "foreign", "subsidiary"})
"""What tells of the row's own nothing that we state: how many, in which language, what belongs to it."""
_BELONG = frozenset({"member", "joining", "join", "leave", "participant", "attend", "anybody", "section"})
_DATED = frozenset({"join", "leave"})
_ARE_WHO = frozenset({ColumnRole.ORGANIZATION, ColumnRole.COUNTRY, ColumnRole.PERSON, ColumnRole.NAME})


def roles_of_tokens(tokens: Sequence[Token]) -> tuple[ColumnRole, ...]:
    """Return what may stand under a header; nothing where its words do not tell."""
    parts = _parts(tokens)
    if parts[-1] and parts[-1][-1].classes and _CAME.issuperset(parts[-1][-1].classes):
        # Opening session guests: whoever came, to whatever.
        return (ColumnRole.PARTICIPANTS,)
    if len(parts) == 1 and parts[0] and "member" in parts[0][-1].classes:
        # 聯合國會員國: members, of whatever.
        parts[0] = [token for token in parts[0] if token.classes]
    if not all(token.classes for token in chain.from_iterable(parts)):
        return ()
    told = [_roles_of(part) for part in parts if part]
    return _together(told) if told and all(told) else ()


def _together(told: Sequence[tuple[ColumnRole, ...]]) -> tuple[ColumnRole, ...]:
    """What all parts say; 国または機関: who takes part, of either kind."""
    if agreed := tuple(role for role in told[0] if all(role in roles for roles in told)):
        return agreed
    return () if any(map(_ARE_WHO.isdisjoint, told)) else (ColumnRole.NAME,)


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The coordinated parts, without words that say nothing."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if "joint" in token.classes:
            parts.append([])
        elif not (token.classes and token.classes <= _SILENT):
            parts[-1].append(token)
    return parts


def _roles_of(said: Sequence[Token]) -> tuple[ColumnRole, ...]:
    has = frozenset[str]().union(*(token.classes for token in said))
    # Start of membership
    before = list(takewhile(lambda token: "before_tail" not in token.classes, said))
    # Associate since: nothing stands behind it.
    begins = len(said) == len(before) + 1 and said[-1].classes & _DATED
    head = said[-1].classes if begins else (before or said)[-1].classes
    if any("join" in token.classes and "free" not in token.classes for token in said):
        has |= {"joined"}
    if has & _NOT_OWN or ("former" in has and not has & _BELONG):
        return (ColumnRole.OTHER,)  # 旧社名: what the row's own was once called
    for told, roles in _HEADS:
        if told in head:
            return roles(has) if callable(roles) else roles
    return ()


def _when(has: frozenset[str]) -> tuple[ColumnRole, ...]:
    if "join" in has and "leave" in has:
        return (ColumnRole.TERM,)
    if "join" in has:
        return (ColumnRole.START,)
    if "leave" in has:
        return (ColumnRole.END,)
    return (ColumnRole.DATE,) if has & {"hold", "meeting"} else ()


def _where(has: frozenset[str]) -> tuple[ColumnRole, ...]:
    """Where a meeting was held; 参加都市: the cities that came."""
    return (ColumnRole.NAME, ColumnRole.PARTICIPANTS) if has >= {"attend", "anybody"} else (ColumnRole.CITY,)


def _named(has: frozenset[str]) -> tuple[ColumnRole, ...]:
    for told, role in (
        ("meeting", ColumnRole.MEETING),
        ("organization", ColumnRole.ORGANIZATION),
        ("section", ColumnRole.ORGANIZATION),
        ("country", ColumnRole.COUNTRY),
        ("person", ColumnRole.PERSON),
        ("member", ColumnRole.NAME),
        ("participant", ColumnRole.NAME),
    ):
        if told in has:
            return (role,)
    return ()


def _country(has: frozenset[str]) -> tuple[ColumnRole, ...]:
    if "host" in has or "hold" in has:
        return (ColumnRole.HOST,)
    if "affiliated" in has:
        return (ColumnRole.REGION,)
    return (ColumnRole.COUNTRY, ColumnRole.PARTICIPANTS) if has & _WHO else (ColumnRole.COUNTRY,)


def _organization(has: frozenset[str]) -> tuple[ColumnRole, ...]:
    if "host" in has or "hold" in has:
        return (ColumnRole.OTHER,)
    if "joined" in has and "member" not in has:
        # 加入的欧洲政党: what the row's own has joined, or 加盟航空会社: those that have joined the page's subject.
        return (ColumnRole.ORGANIZATION, ColumnRole.AFFILIATION)
    if "party" in has and has & {"affiliated", "join"}:
        # 所属政党, elected party: that of the row's person or faction.
        return (ColumnRole.PARTY,)
    return (ColumnRole.ORGANIZATION, ColumnRole.PARTICIPANTS) if has & _WHO else (ColumnRole.ORGANIZATION,)


def _person(has: frozenset[str]) -> tuple[ColumnRole, ...]:
    if "host" in has or "hold" in has:
        return (ColumnRole.OTHER,)
    return (ColumnRole.PERSON, ColumnRole.PARTICIPANTS) if "attend" in has else (ColumnRole.PERSON,)


_HEADS = (
    ("time", _when),
    ("join", (ColumnRole.START,)),
    ("leave", (ColumnRole.END,)),
    ("where", _where),
    ("name", _named),
    ("anybody", (ColumnRole.NAME,)),
    ("organization", _organization),
    ("section", (ColumnRole.ORGANIZATION,)),
    ("person", _person),
    ("country", _country),
    ("participant", (ColumnRole.NAME, ColumnRole.PARTICIPANTS)),
    ("host", (ColumnRole.HOST,)),
    ("member", (ColumnRole.NAME,)),
    ("seat", (ColumnRole.PERSON,)),
    ("meeting", (ColumnRole.MEETING,)),
)
