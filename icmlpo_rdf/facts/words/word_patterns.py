"""The patterns that the words of a language make, each compiled when it is first asked for: a page asks for some of them.

Words hold each other (时间, 地点, 时间地点), so that a text of forty of them can be parted in 2⁴⁰ ways. A repetition of words is
therefore possessive, or its words and what joins them are: once read they are never given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby

from icmlpo_rdf.facts.words.numerals import BEHIND_KOREAN, KOREAN_ORDINALS, parse_numeral
from icmlpo_rdf.facts.words.ordinals import NO_ORDINALS, NUMBER_GROUPS, Ordinals
from icmlpo_rdf.language.small_words import either, letters

__all__ = ["Patterns"]

_SAID_TO_BE = rf"(?:{either('said_to_be')}|[，。；]|$)"
"""What ends the words that say what a subject is."""
_NOTHING = r"(?!)"
_PARTICLES, _NTH = letters("particles"), letters("ordinal_before")
_JOINTS = rf"\s{_PARTICLES}{letters('places')}:：\-－—–"
_Y, _M, _D = (rf"[{letters(kind)}]" for kind in ("year", "month", "day"))
_JOINT = f"[{_JOINTS}]*"

_Pattern = cached_property[re.Pattern[str]]


def _any(words: Iterable[str]) -> str:
    """Any of these words, the longest first: 代表大会 before 大会.

    Words of an alphabet and others never begin at the same place, so that each stand together; what bounds words is
    written once for those that share it, for it costs much to compile.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    by_script = sorted(longest_first, key=lambda word: _ALPHABETIC.match(_plain(word)) is None)
    return "|".join(
        f"{before}(?:{'|'.join(re.escape(_plain(word)) for word in alike)}){behind}"
        for (before, behind), alike in groupby(by_script, _bounds)
    )


def _with_gaps(words: Iterable[str]) -> str:
    """Words of two parts, 由…代表, with anything short between them."""
    return "|".join(".{1,30}?".join(map(re.escape, word.split("…"))) for word in words)


def _bounds(word: str) -> tuple[str, str]:
    """What must not stand before and behind a word: one of an alphabet is no part of another, left of "leftist"."""
    plain = _plain(word)
    before = f"(?<!{_LETTER})" if plain == word and _ALPHABETIC.match(word) else ""
    behind = f"(?!{_LETTER})" if _ALPHABETIC.match(plain[-1:]) else ""
    return before, behind


def _plain(word: str) -> str:
    return word.removeprefix(_ANY_BEGINNING)


_ANY_BEGINNING = "…"
"""Before what ends longer words: …partei."""
_LETTER = "(?-i:[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff])"
"""Of scripts that part words by blanks."""
_ALPHABETIC = re.compile(_LETTER)
_SYLLABLE = re.compile("[\uac00-\ud7a3]")


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _find(*kinds: str) -> _Pattern:
    """Any word of these lists."""
    return cached_property(lambda self: _compiled(self.some(*kinds) or _NOTHING))


def _ending(*kinds: str) -> _Pattern:
    """Any word of these lists, at the end."""
    return cached_property(lambda self: _compiled(rf"(?:{self.some(*kinds)})$"))


def _leading(kind: str) -> _Pattern:
    """A word of this list at the beginning, or right before the word for members.

    前成员 and 成员中的前国家 are so; elsewhere such a word is a part of another (目前, 회원). So is one Korean syllable at the
    beginning of a word: 구 of 구성.
    """

    def pattern(self: Patterns) -> re.Pattern[str]:
        own, member = self.some(kind), self.some("member")
        syllables = "".join(word for word in self.words[kind] if _SYLLABLE.fullmatch(word))
        part = rf"(?![{syllables}]{_SYLLABLE.pattern})" if syllables else ""
        return _compiled(
            rf"^[{letters('already')}{_PARTICLES}]*{part}(?:{own})|(?<![{letters('now')}])(?:{own})[\s{_PARTICLES}]*+(?=(?:{member}))"
        )

    return cached_property(pattern)


class Patterns:
    """The patterns of one wiki language's words."""

    def __init__(
        self, words: Mapping[str, tuple[str, ...]], blocking: frozenset[str], numbers: Ordinals = NO_ORDINALS
    ) -> None:
        """Keep the words.

        Args:
            words: every list by its name, lower case.
            blocking: header words of tables that tell of contests, casts and records.
            numbers: how ordinals are written.
        """
        self.words = words
        self.numbers = numbers
        self.blocking = blocking

    def some(self, *kinds: str) -> str:
        """Return what matches any word of these lists; nothing when they are empty."""
        return _any(word for kind in kinds for word in self.words[kind])

    # Meetings.

    meeting_noun = _find("meeting")
    not_meeting = _find("not_meetings")
    meetings_list = _find("meetings_list")
    recurring = _find("recurring")
    held = _find("held")
    held_at = _find("held_at")
    """A word by which a heading says that it is about places."""
    other_event = _ending("other_events")
    """The end of a name of what is numbered as meetings are: 艺术节."""
    contest_or_meeting = _find("contest_or_meeting")
    """A word that names contests as well as meetings: 大会 in Japanese."""
    told_of_meeting = _find("not_introduced", "told_of_meeting")
    """A word of a text that tells of a meeting more than its place: its theme, who presided."""

    @cached_property
    def ordinal_meeting(self) -> re.Pattern[str]:
        """A numbered meeting, 第十次会议: the numeral is in one of the groups `counted`, `plain`, `latin`."""
        between = rf"[^\s\d()（）{_NTH}]{{0,12}}?\s*+"
        if self.numbers.own:
            # III Международный конгресс: adjectives stand between.
            between = r"(?:[^\s\d()（）]{1,24}\s++){0,2}?(?:[^\s\d()（）]{1,12}-)?"
        return _compiled(rf"(?:{self._ordinal})\s*+{between}(?:{self.some('meeting')})")

    def number_of(self, match: re.Match[str]) -> int | None:
        """Return the number that a match of `ordinal` or `ordinal_meeting` writes."""
        kind = match.lastgroup or ""
        return self.numbers.value(match[kind]) if kind in NUMBER_GROUPS else parse_numeral(match[kind])

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """A number with its counter alone: 第十次, 제10차, 10th."""
        return _compiled(self._ordinal)

    @property
    def _ordinal(self) -> str:
        counters = self.some("counters")
        return "|".join(
            self.numbers.patterns()
            + [
                rf"{_NTH}\s*+(?P<counted>[^\s{_NTH}]{{1,9}}?)\s*+(?:{counters})",
                rf"(?P<native>(?:{_any(KOREAN_ORDINALS)})\s*+{BEHIND_KOREAN})",
                rf"(?:{letters('ordinal_before_korean')}\s*+|(?<!\s)\s++)?(?P<plain>\d{{1,4}})\s*+(?:{counters})",
            ]
            * bool(counters)
        )

    @cached_property
    def opens_series(self) -> re.Pattern[str]:
        """The word for holding before a numbered meeting: 召开第一届."""
        counters = self.some("counters")
        held = rf"(?:{self.some('held')}){letters('completed')}?\s*+{_NTH}[^\s{_NTH}]{{1,4}}?(?:{counters})"
        return re.compile(held if counters else _NOTHING)

    @cached_property
    def meetings_heading(self) -> re.Pattern[str]:
        """A whole heading over a list of meetings: 历届会议, 首脑会议列表, 大会開催地."""
        return _compiled(rf".{{0,20}}?(?:{self.some('meeting')})(?:{_JOINT}{self._listing})*+")

    @cached_property
    def held_heading(self) -> re.Pattern[str]:
        """The same without the word for meetings, as a series' own page has it: 历届, 举办地."""
        return _compiled(rf"{self._listing}(?:{_JOINT}{self._listing})*+{_JOINT}")

    @property
    def _listing(self) -> str:
        return f"(?:{self.some('meetings_list', 'held_at')})"

    @cached_property
    def around_place(self) -> re.Pattern[str]:
        """What stands before and behind the place in a line on a meeting: 在…举行."""
        return _compiled(
            rf"^\s*+(?:{self.some('before_place')})\s*+|(?:(?<!\s)\s++)?(?:{self.some('behind_place')})\s*+$"
        )

    # Who takes part.

    attended = _find("attended")
    guest = _find("guest")
    host = _find("host")
    absent = _find("absent")

    @cached_property
    def stood_in(self) -> re.Pattern[str]:
        """What is said of one for whom another came: 由外长代表."""
        return _compiled(_with_gaps(self.words["stood_in"]) or _NOTHING)

    @cached_property
    def of_others(self) -> re.Pattern[str]:
        """What is told of somebody else behind a name: who founded its bearer, whom it followed."""
        return _compiled(_with_gaps(self.words["of_others"]) or _NOTHING)

    international_name = _find("international_names")
    """A word of a title by which its bearer is an international organization: 第四国际."""
    until = _find("until")
    """A word before the end of somebody's term, which makes nobody a former member."""

    @cached_property
    def defined_as(self) -> re.Pattern[str]:
        """What the lead says at the end of its definition of a body: …的国际组织, …の連盟である, …의 연맹이다."""
        return _compiled(
            rf"(?:{self.some('organization_endings')})(?:{either('said_to_be')}|{letters('connective')}|$)"
        )

    alliance = _ending("alliances")
    internationals = _find("internationals")
    """A word of headings over the bodies that the subject itself has joined."""
    copula = _find("copula")
    """What joins the subject and what the lead says that it is."""
    listing = _find("listing")
    """A verb between those who are listed and what they are: The following states are | members."""
    introduces = _find("introduces")
    """A word of a line that introduces a list without a colon: 如下."""
    not_introduced = _find("not_introduced")
    other_topics = _find("other_topics")
    """A word of headings below one of participants that are about something else."""
    legend_bold = _find("bold")
    """A legend's word for names in bold."""
    legend_asterisk = _find("asterisk")
    """A legend's word for names with an asterisk behind them."""
    legend_brackets = _find("in_brackets")
    """A legend's word for what stands in brackets."""

    # Members.

    member = _find("member")
    candidate = _find("candidate")
    observer = _find("observer")
    founding = _leading("founding")
    associate = _leading("associate")
    former = _leading("former")
    joined = _find("joined")
    left = _find("left")
    restored = _find("restored")
    """A word by which one who had left is a member again."""
    approximate = _find("approximate")
    status = _find("observer", "candidate", "guest", "absent", "joined", "left", "status", "host")
    """Any word in brackets behind a name that says something of the bearer."""
    plain_status = _find("status")
    """Such a word of no other list: suspended, renamed."""
    countries_ending = _ending("country_words", "attenders")
    """A word for countries or regions at the end: アフリカ諸国."""

    @cached_property
    def member_countries(self) -> re.Pattern[str]:
        """A word for countries that are members, at the end: 欧盟成员国."""
        return _compiled(rf"(?:{self.some('member')}){_JOINT}(?:{self.some('country_words')})$")

    @cached_property
    def kind_of_members(self) -> re.Pattern[str]:
        """What is said instead of names: 基本会员, 正会員."""
        return _compiled(rf".{{0,8}}(?:{self.some('kinds_of_members') or _NOTHING})")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """A number of members or participants in a name's place: 12党, 4か国."""
        kinds = self.some("member_kinds", "country_words", "counts_of")
        return _compiled(
            rf"(?:{either('count_before')})?\s*+\d++\s*+[{letters('count_letters')}]*\s*+(?:{kinds})?"
        )

    # What the subject is, and what it is not.

    international = _find("international")
    """A word of the lead by which the page's subject is an international organization."""
    contests = _find("contests")
    """A word of the lead by which the subject is a contest, a prize, a show."""
    contest_heading = _find("contest_headings")
    """A word of the headings of a contest's page."""
    performing = _find("performing")
    """A word of the lead by which the subject is a band, a team, a show: nobody on its page is a member or participant."""
    fiction = _find("fiction")
    """A word of headings of what novels and films tell of the subject."""
    list_ending = _ending("lists")
    """The end of a title that is a list's: 委员列表, 議員一覧."""
    confusion = _find("confusion")
    """The word by which the lead warns of a thing of the same name."""

    @cached_property
    def contest(self) -> re.Pattern[str]:
        """A word of lists and tables that tell of contests, casts and records."""
        return _compiled(_any(word for word in self.blocking if len(word) > 1) or _NOTHING)

    @cached_property
    def no_bodies(self) -> re.Pattern[str]:
        """What the lead says of a subject that has no members: …は、日本の企業である, 是江苏省的地级市.

        由甲公司，乙公司 names who founded it. Japanese and Korean say it at the end: 企業である, 기업이다. 中部に位置する市で、
        says what it is, パリ市で、 where it was founded.
        """
        nobody = f"(?:{self.some('no_bodies') or _NOTHING})"
        return re.compile(
            rf"(?:{either('topic_marks')})(?!{letters('by')})[^，。；]{{0,120}}?"
            rf"(?:{nobody}{_SAID_TO_BE}|[{letters('verb_endings')}]{nobody}{letters('connective')}、)"
        )

    @cached_property
    def calling(self) -> re.Pattern[str]:
        """A life's dates in brackets, and behind them what the lead calls somebody: 演员."""
        return re.compile(
            rf"^[^（(]{{1,60}}[（(][^）)]{{0,120}}{_Y}(?:〈[^〉]{{0,20}}〉)?\s?\d+\s?{_M}\s?\d+\s?{_D}\s?"
            rf"(?:[-－–—~～〜]|{either('born')})[^）)]{{0,120}}[）)]"
            rf".*?(?<![{letters('of_country')}])(?:{self.some('callings') or _NOTHING})"
            rf"(?:、|{letters('connective')}、|{_SAID_TO_BE})"
        )

    @cached_property
    def performers(self) -> re.Pattern[str]:
        """A word in brackets behind a name by which its bearer plays or sings."""
        return _compiled(rf"[（(][^（）()]{{0,20}}(?:{self.some('performers')})")

    # Names.

    office_ending = _ending("office_endings")

    @cached_property
    def joiners(self) -> re.Pattern[str]:
        """What joins two words in a header cell."""
        return re.compile(self.some("joiners"))

    @cached_property
    def organization_ending(self) -> re.Pattern[str]:
        """A word at the end of organizations' names.

        土耳其共产党/马列, 尼泊尔共产党（火炬）: what follows a name's ending may tell two of one name apart.
        """
        ends = rf"(?:{self.some('organization_endings')})(?=$|[/／（－]|\s\()"
        if begins := self.some("organization_beginnings"):
            # Parti socialiste, Коммунистическая партия …: the noun stands first, behind adjectives.
            ends += rf"|^(?:[^\W\d_][\w-]{{0,30}}\s){{0,2}}(?:{begins})"
        return _compiled(ends)

    @cached_property
    def announcement(self) -> re.Pattern[str]:
        """The word right before a further name, with the quotation mark that opens it."""
        return _compiled(
            rf"(?:{self.some('announcement')})\s*+[{letters('called')}：:]?\s*+[“「『\"'（(《]*+$"
        )

    @cached_property
    def abbreviation(self) -> re.Pattern[str]:
        """An abbreviation in Latin letters behind its announcement: group `name`."""
        # Bounded: two runs of any length side by side would be tried in every split.
        return re.compile(
            rf"(?:{self.some('abbreviation')})\s{{0,3}}(?:[{letters('called')}：:]\s{{0,3}})?"
            r"[“\"「]?(?P<name>[A-Z][A-Za-z0-9&.\-]{1,19})"
        )
