"""The words by which pages say what they mean: data from `lexicon.toml`, looked up by recognisers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

__all__ = ["Lexicon", "Role", "lexicon_of"]


class Role(Enum):
    """What stands in a table's column."""

    ORGANIZATION = "organization"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one wiki language, with English beside them, which every wiki uses now and then."""

    ordinal_meeting: re.Pattern[str]
    """A numbered meeting, 第十次会议: the numeral is in one of the groups `counted`, `plain`, `latin`."""
    meeting_noun: re.Pattern[str]
    participants: re.Pattern[str]
    """The word for participants at the end of a heading, with the joints before it."""
    joiners: re.Pattern[str]
    """What joins two words in a header cell."""
    roles: dict[str, Role]
    """Header words to what stands under them."""
    not_names: frozenset[str]
    """What stands in a name's place and is none."""
    status: re.Pattern[str]
    """A word in brackets behind a name that says something of the bearer."""
    see_also: frozenset[str]
    confusion: re.Pattern[str]
    """The word by which the lead warns of a thing of the same name."""
    announcement: re.Pattern[str]
    """The word right before a further name, with the quotation mark that opens it."""
    abbreviation: re.Pattern[str]
    """An abbreviation in Latin letters behind its announcement: group `name`."""

    def role_of(self, header: str) -> Role | None:
        """Return what stands under a header cell, when all of its words agree."""
        parts = [part.strip() for part in self.joiners.split(header.strip().lower()) if part.strip()]
        roles = {self.roles.get(part) for part in parts}
        return roles.pop() if len(roles) == 1 else None


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("icmlpo_rdf.facts") / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return the lexicon of a wiki language; a language without words of its own gets English."""
    own, english = _words().get(language.partition("-")[0], {}), _words()["en"]

    def words(kind: str) -> list[str]:
        return [*own.get(kind, []), *(word for word in english[kind] if word not in own.get(kind, []))]

    counters = _any(words("counters"))
    ordinal = "|".join(
        [r"\b(?P<latin>\d{1,4})(?:st|nd|rd|th)\b"]
        + [
            rf"第\s*(?P<counted>[^\s第]{{1,9}}?)\s*(?:{counters})",
            rf"제?\s*(?P<plain>\d{{1,4}})\s*(?:{counters})",
        ]
        * bool(counters)
    )
    noun = _any(words("meeting"))
    return Lexicon(
        ordinal_meeting=re.compile(rf"(?:{ordinal})\s*[^\s\d()（）第]{{0,12}}?\s*(?:{noun})", re.IGNORECASE),
        meeting_noun=re.compile(noun, re.IGNORECASE),
        participants=re.compile(
            # 非参加者 and 불참가자 are those who did not take part.
            rf"(?<![非未不無无불미비])[\s的の:：\-－—–]*(?:{_any(words('participants'))})(?:名单|名單|列表|一览|一覽|一覧|목록)?$",
            re.IGNORECASE,
        ),
        joiners=re.compile(_any(words("joiners"))),
        roles={
            **dict.fromkeys(map(str.lower, words("country")), Role.COUNTRY),
            **dict.fromkeys(map(str.lower, words("organization")), Role.ORGANIZATION),
        },
        not_names=frozenset(map(str.lower, words("not_names"))),
        status=re.compile(_any(words("status")), re.IGNORECASE),
        see_also=frozenset(map(str.lower, words("see_also"))),
        confusion=re.compile(_any(words("confusion")), re.IGNORECASE),
        announcement=re.compile(
            rf"(?:{_any(words('announcement'))})\s*[是为為：:]?\s*[“「『\"'（(《]*$", re.IGNORECASE
        ),
        abbreviation=re.compile(
            rf"(?:{_any(words('abbreviation'))})\s*(?:[为為是作：:])?\s*[“\"「]?(?P<name>[A-Z][A-Za-z0-9&.\-]{{1,19}})"
        ),
    )


def _any(words: list[str]) -> str:
    # Longest first: 代表大会 before 大会.
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
