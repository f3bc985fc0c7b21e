"""The patterns that the words of a language make, each compiled when it is first asked for: a page asks for some of them.

Words hold each other (时间, 地点, 时间地点), so that a text of forty of them can be parted in 2⁴⁰ ways. A repetition of words is
therefore possessive, or its words and what joins them are: once read they are never given back.
"""

from __future__ import annotations

import re
from functools import cached_property

from icmlpo_rdf.facts.words.meeting_patterns import JOINT, MeetingPatterns
from icmlpo_rdf.facts.words.word_lists import (
    NOTHING,
    NameEndings,
    any_of,
    at_end,
    compiled,
    ending,
    find,
    find_apart,
    gapped,
    holding,
    leading,
)
from icmlpo_rdf.language.small_words import either, letters, small_words
from icmlpo_rdf.lazy_patterns import counting_pattern

__all__ = ["Patterns"]

_SAID_TO_BE = rf"(?:{either('said_to_be')}|[，。；]|$)"
"""What ends the words that say what a subject is."""
_Y, _M, _D = (rf"[{letters(kind)}]" for kind in ("year", "month", "day"))


class Patterns(MeetingPatterns):
    """The patterns of one wiki language's words."""

    # Who takes part.

    attended = find("attended")
    guest = find("guest")
    host = find("host")
    absent = find("absent")

    @cached_property
    def sentence_end(self) -> re.Pattern[str]:
        """The end of a sentence or a clause, where no mark tells it: which a name does not have."""
        words = self.words["sentence_ends"]
        short = any_of(word for word in words if len(word) == 1) or NOTHING
        long = any_of(word for word in words if len(word) > 1) or NOTHING
        return compiled(rf"(?:(?<![\u3041-\u3096])(?:{short})|{long})$")

    stood_in = gapped("stood_in")
    """What is said of one for whom another came: 由外长代表."""
    of_others = gapped("of_others")
    """What is told of somebody else behind a name: who founded its bearer, whom it followed."""
    international_name = find("international_names")
    """A word of a title by which its bearer is an international organization: 第四国际."""
    until = find("until")
    """A word before the end of somebody's term, which makes nobody a former member."""

    @cached_property
    def defined_as(self) -> re.Pattern[str]:
        """What the lead says at the end of its definition of a body: …的国际组织, …の連盟である, …의 연맹이다."""
        return at_end(
            self.of("organization_endings"),
            lambda: (
                rf"(?:{self.some('organization_endings')})"
                rf"(?:{either('said_to_be')}|{letters('connective')}|(?:{either('connectives_at_end')})?+$)"
            ),
            (*small_words("said_to_be"), letters("connective"), *small_words("connectives_at_end")),
        )

    alliance = ending("alliances")
    internationals = find("internationals")
    """A word of headings over the bodies that the subject itself has joined."""
    cardinal = find("cardinals")
    """A number of persons in words."""
    ruling = find("ruling")
    """What the lead says of a body that rules, decides or is elected."""
    copula = find("copula")
    """What joins the subject and what the lead says that it is."""
    planned = find("planned")
    """A word of the lead that a meeting is still to come, or never came."""
    listing = find("listing")
    electing = find("electing")
    """A verb between those who are listed and what they are: The following states are | members."""
    """Before those of whom a body is made up: 由甲、乙组成的."""
    introduces = find("introduces")
    """A word of a line that introduces a list without a colon: 如下."""
    namely = find("namely")
    """A word within a sentence behind which names follow, as behind a colon."""
    made_up_of = find("made_up_of")
    """Before those of whom a body is made up: 由|甲、乙组成."""
    called_so = find("called_so")
    """Between names and what these are: 甲、乙|成为|成员."""
    active = find("active")
    """A verb before which alone those may stand of whom it tells: they | signed."""
    adverbs = find("adverbs")
    comprising = find("comprising")
    """A verb by which a body's members are told without a word for them: The union comprises | Chad and Niger."""
    contrast = find("contrast")
    """A word that sets two clauses of a sentence against each other: members, | while | others are observers."""
    not_introduced = find("not_introduced")
    other_topics = find("other_topics")
    """A word of headings below one of participants or of members that are about something else."""
    legend_starred = find("starred")
    """A legend's word for names with an asterisk."""
    legend_mark = find("bold", "starred", "in_brackets")
    """A legend's word for any of its marks."""
    legend_bold = find("bold")
    """A legend's word for names in bold."""
    legend_brackets = find("in_brackets")
    """A legend's word for what stands in brackets."""

    # Members.

    member = find("member")
    candidate = find("candidate")
    observer = find("observer")
    founding = leading("founding")
    associate = leading("associate")
    former = leading("former")
    joined = find("joined")
    left = find("left")
    restored = find("restored")
    """A word by which one who had left is a member again."""
    approximate = find("approximate")
    status = find_apart("observer", "candidate", "guest", "absent", "joined", "left", "status", "host")
    """Any word in brackets behind a name that says something of the bearer."""
    plain_status = find_apart("status")
    """Such a word of no other list: suspended, renamed."""
    countries_ending = ending("country_words", "attenders")
    """A word for countries or regions at the end: アフリカ諸国."""

    @cached_property
    def member_countries(self) -> re.Pattern[str]:
        """A word for countries that are members, at the end: 欧盟成员国."""
        return holding(
            self.of("country_words"),
            lambda: rf"(?:{self.some('member')}){JOINT}(?:{self.some('country_words')})$",
        )

    @cached_property
    def kind_of_members(self) -> re.Pattern[str]:
        """What is said instead of names: 基本会员, 正会員."""
        return holding(
            self.of("kinds_of_members"),
            lambda: rf".{{0,8}}(?:{self.some('kinds_of_members') or NOTHING})",
        )

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """A number of members or participants in a name's place: 12党, 4か国."""

        def source() -> str:
            kinds = self.some("member_kinds", "country_words", "counts_of")
            return rf"(?:{either('count_before')})?\s*+\d++\s*+[{letters('count_letters')}]*\s*+(?:{kinds})?"

        return counting_pattern(source, re.IGNORECASE)

    # What the subject is, and what it is not.

    international = find("international")
    """A word of the lead by which the page's subject is an international organization."""
    contests = find("contests")
    """A word of the lead by which the subject is a contest, a prize, a show."""
    contest_heading = find("contest_headings")
    """A word of the headings of a contest's page."""
    performing = find("performing")
    """A word of the lead by which the subject is a band, a team, a show: nobody on its page is a member or participant."""
    fiction = find("fiction")
    """A word of headings of what novels and films tell of the subject."""
    list_ending = ending("lists")
    """The end of a title that is a list's: 委员列表, 議員一覧."""
    confusion = find("confusion")
    """The word by which the lead warns of a thing of the same name."""

    @cached_property
    def contest(self) -> re.Pattern[str]:
        """A word of lists and tables that tell of contests, casts and records."""
        words = [word for word in self.blocking if len(word) > 1]
        return holding(words, lambda: any_of(words))

    @cached_property
    def no_bodies(self) -> re.Pattern[str]:
        """What the lead says of a subject that has no members: …は、日本の企業である, 是江苏省的地级市.

        由甲公司，乙公司 names who founded it. Japanese and Korean say it at the end: 企業である, 기업이다. 中部に位置する市で、
        says what it is, パリ市で、 where it was founded.
        """

        def source() -> str:
            nobody = f"(?:{self.some('no_bodies') or NOTHING})"
            return (
                rf"(?:{either('topic_marks')})(?!{letters('by')})[^，。；]{{0,120}}?"
                rf"(?:{nobody}{_SAID_TO_BE}|[{letters('verb_endings')}]{nobody}{letters('connective')}、)"
            )

        return holding(self.of("no_bodies"), source, 0)

    @cached_property
    def calling(self) -> re.Pattern[str]:
        """A life's dates in brackets, and behind them what the lead calls somebody: 演员."""
        return holding(
            self.of("callings"),
            lambda: (
                rf"^[^（(]{{1,60}}[（(][^）)]{{0,120}}{_Y}(?:〈[^〉]{{0,20}}〉)?\s?\d+\s?{_M}\s?\d+\s?{_D}\s?"
                rf"(?:[-－–—~～〜]|{either('born')})[^）)]{{0,120}}[）)]"
                rf".*?(?<![{letters('of_country')}])(?:{self.some('callings') or NOTHING})"
                rf"(?:、|{letters('connective')}、|{_SAID_TO_BE})"
            ),
            0,
        )

    @cached_property
    def performers(self) -> re.Pattern[str]:
        """A word in brackets behind a name by which its bearer plays or sings."""
        return holding(self.of("performers"), lambda: rf"[（(][^（）()]{{0,20}}(?:{self.some('performers')})")

    # Names.

    office_ending = ending("office_endings")

    @cached_property
    def joiners(self) -> re.Pattern[str]:
        """What joins two words in a header cell."""
        return re.compile(self.some("joiners"))

    def organization_ending(self, text: str) -> str:
        """Return the word by which a name is an organization's, small letters: at its end, or where its noun stands first; empty where it is none.

        Parti socialiste, Коммунистическая партия …: the noun stands first, behind adjectives.
        """
        if word := self._organization_endings.of(text):
            return word
        begins = self._organization_beginnings.match(text)
        return begins[1].lower() if begins else ""

    @cached_property
    def _organization_endings(self) -> NameEndings:
        return NameEndings(self.of("organization_endings"))

    @cached_property
    def _organization_beginnings(self) -> re.Pattern[str]:
        return holding(
            self.of("organization_beginnings"),
            lambda: rf"(?:[^\W\d_][\w-]{{0,30}}\s){{0,2}}({self.some('organization_beginnings') or NOTHING})",
        )

    @cached_property
    def announcement(self) -> re.Pattern[str]:
        """The word right before a further name, with the quotation mark that opens it."""
        return holding(
            self.of("announcement"),
            lambda: rf"(?:{self.some('announcement')})\s*+[{letters('called')}：:]?\s*+[“「『\"'（(《]*+$",
        )

    @cached_property
    def abbreviation(self) -> re.Pattern[str]:
        """An abbreviation in Latin letters behind its announcement: group `name`."""
        # Bounded: two runs of any length side by side would be tried in every split.
        return holding(
            self.of("abbreviation"),
            lambda: (
                rf"(?:{self.some('abbreviation')})\s{{0,3}}(?:[{letters('called')}：:]\s{{0,3}})?"
                r"[“\"「]?(?P<name>[A-Z][A-Za-z0-9&.\-]{1,19})"
            ),
            0,
        )
