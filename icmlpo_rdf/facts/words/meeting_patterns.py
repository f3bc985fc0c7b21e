"""The patterns of words that tell of meetings, each compiled when it is first asked for."""

from __future__ import annotations

import re
from functools import cached_property

from icmlpo_rdf.facts.words.numerals import BEHIND_KOREAN, KOREAN_ORDINALS, parse_numeral
from icmlpo_rdf.facts.words.ordinals import NUMBER_GROUPS
from icmlpo_rdf.facts.words.word_lists import NOTHING, WordLists, any_of, compiled, ending, find, holding
from icmlpo_rdf.language.small_words import letters

__all__ = ["JOINT", "MeetingPatterns"]

_NTH = letters("ordinal_before")
JOINT = rf"[\s{letters('particles')}{letters('places')}:：\-－—–]*"
"""What joins words: particles, colons, dashes."""


class MeetingPatterns(WordLists):
    """The patterns of one wiki language's words for meetings."""

    meeting_noun = find("meeting")
    not_meeting = find("not_meetings")
    meetings_list = find("meetings_list")
    recurring = find("recurring")
    held = find("held")
    held_at = find("held_at")
    """A word by which a heading says that it is about places."""
    other_event = ending("other_events")
    """The end of a name of what is numbered as meetings are: 艺术节."""
    contest_or_meeting = find("contest_or_meeting")
    """A word that names contests as well as meetings: 大会 in Japanese."""
    told_of_meeting = find("not_introduced", "told_of_meeting")
    """A word of a text that tells of a meeting more than its place: its theme, who presided."""

    @cached_property
    def ordinal_meeting(self) -> re.Pattern[str]:
        """A numbered meeting, 第十次会议: the numeral is in one of the groups `counted`, `plain`, `latin`."""
        between = rf"[^\s\d()（）{_NTH}]{{0,12}}?\s*+"
        if self.numbers.has_marks:
            # III Международный конгресс: adjectives stand between.
            between = r"(?:[^\s\d()（）]{1,24}\s++){0,2}?(?:[^\s\d()（）]{1,12}-)?"
        words = self.words["meeting"]
        # Second World War conferences: several are no one meeting.
        one = any_of(
            word for word in words if not any(word in {f"{other}s", f"{other}es"} for other in words)
        )
        # Words and Roman figures count English meetings only where nothing else stands: III, Third.
        is_plain = self.numbers.own and not self.numbers.has_marks
        numeral = self.numbers.patterns()[0] if is_plain else self._ordinal
        return holding(words, lambda: rf"(?:{numeral})\s*+{between}(?:{one})")

    def number_of(self, match: re.Match[str]) -> int | None:
        """Return the number that a match of `ordinal` or `ordinal_meeting` writes."""
        kind = match.lastgroup or ""
        return self.numbers.value(match[kind]) if kind in NUMBER_GROUPS else parse_numeral(match[kind])

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """A number with its counter alone: 第十次, 제10차, 10th."""
        if self.numbers.own:
            return compiled(self._ordinal)
        return holding([*self.of("counters"), *self.numbers.endings, BEHIND_KOREAN], lambda: self._ordinal)

    @property
    def _ordinal(self) -> str:
        counters = self.some("counters")
        return "|".join(
            self.numbers.patterns()
            + [
                rf"{_NTH}\s*+(?P<counted>[^\s{_NTH}]{{1,9}}?)\s*+(?:{counters})",
                rf"(?P<native>(?:{any_of(KOREAN_ORDINALS)})\s*+{BEHIND_KOREAN})",
                rf"(?:{letters('ordinal_before_korean')}\s*+|(?<!\s)\s++)?(?P<plain>\d{{1,4}})\s*+(?:{counters})",
            ]
            * bool(counters)
        )

    @cached_property
    def opens_series(self) -> re.Pattern[str]:
        """The word for holding before a numbered meeting: 召开第一届."""

        def source() -> str:
            counters, held = self.some("counters"), self.some("held")
            series = rf"(?:{held}){letters('completed')}?\s*+{_NTH}[^\s{_NTH}]{{1,4}}?(?:{counters})"
            return series if counters else NOTHING

        return holding(_NTH, source, 0)

    @cached_property
    def meetings_heading(self) -> re.Pattern[str]:
        """A whole heading over a list of meetings: 历届会议, 首脑会议列表, 大会開催地."""
        return holding(
            self.of("meeting"),
            lambda: rf".{{0,20}}?(?:{self.some('meeting')})(?:{JOINT}{self._listing})*+",
        )

    @cached_property
    def held_heading(self) -> re.Pattern[str]:
        """The same without the word for meetings, as a series' own page has it: 历届, 举办地."""
        return holding(
            self.of("meetings_list", "held_at"),
            lambda: rf"{self._listing}(?:{JOINT}{self._listing})*+{JOINT}",
        )

    @property
    def _listing(self) -> str:
        return f"(?:{self.some('meetings_list', 'held_at')})"

    @cached_property
    def around_place(self) -> re.Pattern[str]:
        """What stands before and behind the place in a line on a meeting: 在…举行."""
        return compiled(
            rf"^\s*+(?:{self.some('before_place')})\s*+|(?:(?<!\s)\s++)?(?:{self.some('behind_place')})\s*+$"
        )
