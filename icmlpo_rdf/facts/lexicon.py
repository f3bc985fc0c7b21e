"""The words by which pages say what they mean: data from `lexicon.toml`, compiled once per language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from icmlpo_rdf.facts.numerals import KOREAN_ORDINALS
from icmlpo_rdf.facts.places import PlaceKind, known_places
from icmlpo_rdf.language import language_tag
from icmlpo_rdf.options import NO_WORDS, WordOptions

__all__ = ["ColumnRole", "Lexicon", "has_words", "lexicon_of", "own_language"]


class ColumnRole(Enum):
    """What stands in a table's column."""

    ORGANIZATION = "organization"
    NAME = "name"
    """Who takes part, of whatever kind."""
    COUNTRY = "country"
    REGION = "region"
    PERSON = "person"
    OFFICE = "office"
    STATUS = "status"
    START = "start"
    """Since when somebody is a member."""
    END = "end"
    DATE = "date"
    """When a meeting was held."""
    YEAR = "year"
    ORDINAL = "ordinal"
    MEETING = "meeting"
    CITY = "city"
    HOST = "host"
    """The country that a meeting was held in."""
    PARTICIPANTS = "participants"
    """In a table of meetings: who took part, any number of names."""
    AFFILIATION = "affiliation"
    """The body that the row's organization belongs to."""
    NOTE = "note"
    OTHER = "other"
    """Known, and of no interest: logo, web site, seats."""
    UNKNOWN = "unknown"


_SAID_TO_BE = r"(?:である|であり|であった|だった|でした|の[一1]つ|이다|이며|이고|이었|였|[，。；]|$)"
"""What ends the words that say what a subject is."""
_WHERE = frozenset({ColumnRole.CITY, ColumnRole.HOST, ColumnRole.COUNTRY})
_COMMAS = re.compile(r"[，,]")
_WHO = frozenset({ColumnRole.ORGANIZATION, ColumnRole.COUNTRY, ColumnRole.PERSON, ColumnRole.NAME})
_Words = Mapping[str, tuple[str, ...]]
_MAX_KEPT = 10_000
_SPACES = re.compile(r"[\s\u3000]+")
_BRACKETS = re.compile(r"[（(\[［][^（()）\[\]［］]{0,40}[）)\]］]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one wiki language, with English beside them, which every wiki uses now and then."""

    language: str
    words: _Words
    """Every list by its name, lower case."""
    columns: Mapping[str, tuple[ColumnRole, ...]]
    """Header words to what may stand under them."""
    blocking: frozenset[str]
    """Header words of tables that tell of contests, casts and records."""
    ordinal_meeting: re.Pattern[str]
    """A numbered meeting, 第十次会议: the numeral is in one of the groups `counted`, `plain`, `latin`."""
    ordinal: re.Pattern[str]
    """A number with its counter alone: 第十次, 제10차, 10th."""
    meeting_noun: re.Pattern[str]
    not_meeting: re.Pattern[str]
    participants: re.Pattern[str]
    """The word for participants at the end of a heading, with the joints before it."""
    membership: re.Pattern[str]
    """A heading of members: groups `role` (what kind of members) and `kind` (what they are)."""
    joiners: re.Pattern[str]
    """What joins two words in a header cell."""
    not_names: frozenset[str]
    """What stands in a name's place and is none."""
    absent: re.Pattern[str]
    observer: re.Pattern[str]
    candidate: re.Pattern[str]
    founding: re.Pattern[str]
    associate: re.Pattern[str]
    countries_ending: re.Pattern[str]
    """A word for countries or regions at the end: アフリカ諸国."""
    member_countries: re.Pattern[str]
    """A word for countries that are members, at the end: 欧盟成员国."""
    other_topics: re.Pattern[str]
    """A word of headings below one of participants that are about something else."""
    restored: re.Pattern[str]
    """A word by which one who had left is a member again."""
    contests: re.Pattern[str]
    """A word of the lead by which the subject is a contest, a prize, a show."""
    performing: re.Pattern[str]
    """A word of the lead by which the subject is a band, a team, a show: nobody on its page is a member or participant."""
    no_bodies: re.Pattern[str]
    """What the lead says of a subject that has no members: …は、日本の企業である, 是江苏省的地级市."""
    contest_heading: re.Pattern[str]
    """A word of the headings of a contest's page."""
    fiction: re.Pattern[str]
    """A word of headings of what novels and films tell of the subject."""
    kind_of_members: re.Pattern[str]
    """What is said instead of names: 基本会员, 正会員."""
    list_ending: re.Pattern[str]
    """The end of a title that is a list's: 委员列表, 議員一覧."""
    calling: re.Pattern[str]
    """A life's dates in brackets, and behind them what the lead calls somebody: 演员."""
    performers: re.Pattern[str]
    """A word in brackets behind a name by which its bearer plays or sings."""
    linked_to: re.Pattern[str]
    """Of the words for associates those that say it without the word for members: 同情组织."""
    former: re.Pattern[str]
    guest: re.Pattern[str]
    host: re.Pattern[str]
    joined: re.Pattern[str]
    left: re.Pattern[str]
    approximate: re.Pattern[str]
    status: re.Pattern[str]
    """Any word in brackets behind a name that says something of the bearer."""
    attended: re.Pattern[str]
    not_introduced: re.Pattern[str]
    introduces: re.Pattern[str]
    """A word of a line that introduces a list without a colon: 如下."""
    legend_bold: re.Pattern[str]
    """A legend's word for names in bold."""
    legend_brackets: re.Pattern[str]
    """A legend's word for what stands in brackets."""
    held: re.Pattern[str]
    opens_series: re.Pattern[str]
    """The word for holding before a numbered meeting: 召开第一届."""
    recurring: re.Pattern[str]
    meetings_list: re.Pattern[str]
    meetings_heading: re.Pattern[str]
    """A whole heading over a list of meetings: 历届会议, 首脑会议列表, 大会開催地."""
    held_heading: re.Pattern[str]
    """The same without the word for meetings, as a series' own page has it: 历届, 举办地."""
    held_at: re.Pattern[str]
    """A word by which a heading says that it is about places."""
    other_event: re.Pattern[str]
    """The end of a name of what is numbered as meetings are: 艺术节."""
    contest_or_meeting: re.Pattern[str]
    """A word that names contests as well as meetings: 大会 in Japanese."""
    terms_of_office: frozenset[str]
    """Header words of tables of office holders: 任期."""
    around_place: re.Pattern[str]
    """What stands before and behind the place in a line on a meeting: 在…举行."""
    told_of_meeting: re.Pattern[str]
    """A word of a text that tells of a meeting more than its place: its theme, who presided."""
    contest: re.Pattern[str]
    """A word of lists and tables that tell of contests, casts and records."""
    member: re.Pattern[str]
    international: re.Pattern[str]
    """A word of the lead by which the page's subject is an international organization."""
    organization_ending: re.Pattern[str]
    office_ending: re.Pattern[str]
    particles: frozenset[str]
    """What a label swallows behind the name that it links (format list, 1)."""
    counted: re.Pattern[str]
    """A number of members or participants in a name's place: 12党, 4か国."""
    see_also: frozenset[str]
    confusion: re.Pattern[str]
    """The word by which the lead warns of a thing of the same name."""
    announcement: re.Pattern[str]
    """The word right before a further name, with the quotation mark that opens it."""
    abbreviation: re.Pattern[str]
    """An abbreviation in Latin letters behind its announcement: group `name`."""
    disambiguation: frozenset[str]
    """Qualifiers of titles that only tell things of one name apart."""
    places: Mapping[str, PlaceKind]
    """Countries and regions, for `place_kind`."""
    _headers: dict[str, tuple[ColumnRole, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Header cells looked up before: those of a dump are mostly the same few."""
    kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What cells looked like by these words, kept by `cells`."""

    def roles_of(self, header: str) -> tuple[ColumnRole, ...]:
        """Return what may stand under a header cell; nothing when the word is not known.

        A compound (国家或地区) is known when all of its words agree. Bracketed explanations, and endings
        such as 名称, are left out when the whole is not known.
        """
        known = self._headers.get(header)
        if known is None:
            known = self._look_up(header)
            if len(self._headers) < _MAX_KEPT:
                self._headers[header] = known
        return known

    def _look_up(self, header: str) -> tuple[ColumnRole, ...]:
        text = _SPACES.sub(" ", header).strip().lower()
        for spelling in (text, text.replace(" ", ""), _BRACKETS.sub("", text).strip()):
            if (known := self._compound(spelling)) or (known := self._stripped(spelling)):
                return known
        return ()

    def _compound(self, text: str) -> tuple[ColumnRole, ...]:
        if known := self.columns.get(text):
            return known
        found = (part.strip() for piece in self.joiners.split(text) for part in _COMMAS.split(piece))
        parts = [part for part in found if part]
        if len(parts) < 2:
            return ()
        common = [self.columns.get(part, ()) for part in parts]
        if agreed := tuple(role for role in common[0] if all(role in roles for roles in common)):
            return agreed
        if all(_WHERE.intersection(roles) for roles in common):
            return (ColumnRole.CITY,)
        # 국가 또는 기구: who takes part, of either kind.
        return (ColumnRole.NAME,) if all(_WHO.intersection(roles) for roles in common) else ()

    def _stripped(self, text: str) -> tuple[ColumnRole, ...]:
        for prefix in self.words["header_prefixes"]:
            if text.startswith(prefix) and (known := self.columns.get(text.removeprefix(prefix).strip())):
                return known
        for suffix in self.words["header_suffixes"]:
            if text.endswith(suffix) and (known := self.columns.get(text.removesuffix(suffix).strip())):
                return known
        return ()


@cache
def _shipped() -> dict[str, dict[str, object]]:
    return tomllib.loads((files("icmlpo_rdf.facts") / "lexicon.toml").read_text(encoding="utf-8"))


def own_language(wiki: str) -> str:
    """Return the language whose words a wiki's pages have, without its variant: `yue` for `zh-yue`."""
    return language_tag(wiki).partition("-")[0]


def has_words(wiki: str) -> bool:
    """Return whether the lexicon that ships has words of the language that a wiki is written in."""
    return own_language(wiki) in _shipped()


def _merged(language: str, extra: WordOptions) -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    """The lists, and the column lists, of a language and of English, with the user's own words."""
    lists: dict[str, dict[str, None]] = {}
    columns: dict[str, dict[str, None]] = {}
    own = own_language(language)
    for code in (own, "en"):
        for name, value in _shipped().get(code, {}).items():
            if isinstance(value, list):
                lists.setdefault(name, {}).update(dict.fromkeys(value))
            elif isinstance(value, dict):
                for role, words in value.items():
                    key = "blocking" if name == "blocking" else role
                    columns.setdefault(key, {}).update(dict.fromkeys(words))
    for mine in extra.words:
        if mine.language in {own, "en"}:
            target = columns if mine.is_column else lists
            target.setdefault(mine.kind, {}).update(dict.fromkeys(mine.words))
    return (
        {name: tuple(word.lower() for word in words) for name, words in lists.items()},
        {name: [word.lower() for word in words] for name, words in columns.items()},
    )


@cache
def lexicon_of(language: str, extra: WordOptions = NO_WORDS) -> Lexicon:
    """Return the lexicon of a wiki language; a language without words of its own gets English.

    Args:
        language: the wiki's language code.
        extra: the user's own words (`--lexicon`), added to those that ship.
    """
    words, columns = _merged(language, extra)

    def some(*kinds: str) -> str:
        return _any([word for kind in kinds for word in words[kind]])

    # Words hold each other (时间, 地点, 时间地点), so that a text of forty of them can be parted in 2⁴⁰ ways. A repetition
    # of words is therefore possessive, or its words and what joins them are: once read they are never given back.
    def find(*kinds: str) -> re.Pattern[str]:
        return re.compile(some(*kinds) or r"(?!)", re.IGNORECASE)

    def leading(kind: str) -> re.Pattern[str]:
        # 前成员 and 成员中的前国家: such a word counts at the beginning, or right before the word for members;
        # elsewhere it is a part of another word (目前, 회원).
        own = some(kind)
        return re.compile(
            rf"^(?:已|的|の|曾)*(?:{own})|(?<![目当當])(?:{own})[\s的の]*+(?=(?:{some('member')}))",
            re.IGNORECASE,
        )

    blocking = frozenset(columns.pop("blocking", ()))
    roles: dict[str, list[ColumnRole]] = {}
    for name, headers in columns.items():
        for header in headers:
            known = roles.setdefault(header, [])
            if ColumnRole(name) not in known:
                known.append(ColumnRole(name))
    counters = some("counters")
    ordinal = "|".join(
        [r"\b(?P<latin>\d{1,4})(?:st|nd|rd|th)\b"]
        + [
            rf"第\s*+(?P<counted>[^\s第]{{1,9}}?)\s*+(?:{counters})",
            rf"(?P<native>(?:{_any(list(KOREAN_ORDINALS))})\s*+번째)",
            rf"(?:제\s*+|(?<!\s)\s++)?(?P<plain>\d{{1,4}})\s*+(?:{counters})",
        ]
        * bool(counters)
    )
    noun = some("meeting")
    joints = r"\s的の에に:：\-－—–"
    joint = f"[{joints}]*"
    listing = f"(?:{some('meetings_list', 'held_at')})"
    prefix = rf"(?>{some('member_prefixes')}){joint}+"
    special = some("founding", "associate", "candidate", "observer", "former", "guest")
    attenders = f"(?:{some('country_words', 'organization_words', 'person_words', 'attenders')})"
    attending = rf"(?:{some('attending') or '(?!)'})(?:{some('attending_joint')})?"
    joiner = rf"\s?(?:{some('joiners')})\s?"
    # 与会国家及组织, 参加した国と地域
    compound = rf"{attending}{attenders}(?:{joiner}(?:{attending})?{attenders})*+"
    nobody = f"(?:{some('no_bodies') or '(?!)'})"
    kinds = f"(?:{some('member_kinds', 'country_words', 'organization_words')})"
    return Lexicon(
        language=language,
        words=words,
        columns={header: tuple(found) for header, found in roles.items()},
        blocking=blocking,
        ordinal_meeting=re.compile(
            rf"(?:{ordinal})\s*+[^\s\d()（）第]{{0,12}}?\s*+(?:{noun})", re.IGNORECASE
        ),
        ordinal=re.compile(ordinal, re.IGNORECASE),
        meeting_noun=re.compile(noun, re.IGNORECASE),
        not_meeting=find("not_meetings"),
        participants=re.compile(
            # 非参加者 and 불참가자 are those who did not take part.
            rf"(?<![非未不無无불미비{joints}]){joint}(?:{some('participants')}|{compound})(?:名单|名單|列表|一览|覽|一覧|のリスト|목록| 목록|명단| 명단)?$",
            re.IGNORECASE,
        ),
        membership=re.compile(
            rf"(?:(?:{some('body_words') or '(?!)'}){joint}+(?={some('member')}))?"
            rf"(?:{prefix})*"
            rf"(?:(?P<role>(?:已|的|の|{special}){{1,3}}){joint}+)?"
            rf"(?:{prefix})?"
            rf"(?P<noun>{some('member')})?(?P<late>{joint}+(?:{some('candidate', 'observer')}))?"
            rf"(?P<kind>(?:{joint}{kinds}(?:{joiner}{kinds})*+)*+)",
            re.IGNORECASE,
        ),
        joiners=re.compile(some("joiners")),
        not_names=frozenset(words["not_names"]),
        absent=find("absent"),
        observer=find("observer"),
        candidate=find("candidate"),
        founding=leading("founding"),
        associate=leading("associate"),
        linked_to=find("linked_to"),
        other_topics=find("other_topics"),
        restored=find("restored"),
        contests=find("contests"),
        performing=find("performing"),
        # 由甲公司，乙公司 names who founded it. Japanese and Korean say it at the end: 企業である, 기업이다.
        no_bodies=re.compile(
            # 中部に位置する市で、 says what it is, パリ市で、 where it was founded.
            rf"(?:是|为|為|は|은|는)(?!由)[^，。；]{{0,120}}?(?:{nobody}{_SAID_TO_BE}|[るた]{nobody}で、)"
        ),
        contest_heading=find("contest_headings"),
        fiction=find("fiction"),
        kind_of_members=re.compile(rf".{{0,8}}(?:{some('kinds_of_members') or '(?!)'})", re.IGNORECASE),
        list_ending=re.compile(rf"(?:{some('lists')})$", re.IGNORECASE),
        calling=re.compile(
            rf"^[^（(]{{1,60}}[（(][^）)]{{0,120}}[年년](?:〈[^〉]{{0,20}}〉)?\s?\d+\s?[月월]\s?\d+\s?[日일]\s?(?:[-－–—~～〜]|出?生)[^）)]{{0,120}}[）)]"
            rf".*?(?<![国國])(?:{some('callings') or '(?!)'})(?:、|で、|{_SAID_TO_BE})"
        ),
        countries_ending=re.compile(rf"(?:{some('country_words', 'attenders')})$", re.IGNORECASE),
        member_countries=re.compile(
            rf"(?:{some('member')}){joint}(?:{some('country_words')})$", re.IGNORECASE
        ),
        performers=re.compile(rf"[（(][^（）()]{{0,20}}(?:{some('performers')})", re.IGNORECASE),
        former=leading("former"),
        guest=find("guest"),
        host=find("host"),
        joined=find("joined"),
        left=find("left"),
        approximate=find("approximate"),
        status=find("observer", "candidate", "guest", "absent", "joined", "left", "status", "host"),
        attended=find("attended"),
        not_introduced=find("not_introduced"),
        introduces=find("introduces"),
        legend_bold=find("bold"),
        legend_brackets=find("in_brackets"),
        held=find("held"),
        opens_series=re.compile(
            rf"(?:{some('held')})了?\s*+第[^\s第]{{1,4}}?(?:{counters})" if counters else r"(?!)"
        ),
        recurring=find("recurring"),
        meetings_list=find("meetings_list"),
        meetings_heading=re.compile(rf".{{0,20}}?(?:{noun})(?:{joint}{listing})*+", re.IGNORECASE),
        held_heading=re.compile(rf"{listing}(?:{joint}{listing})*+{joint}", re.IGNORECASE),
        held_at=find("held_at"),
        other_event=re.compile(rf"(?:{some('other_events')})$", re.IGNORECASE),
        contest_or_meeting=find("contest_or_meeting"),
        terms_of_office=frozenset(words["terms_of_office"]),
        around_place=re.compile(
            rf"^\s*+(?:{some('before_place')})\s*+|(?:(?<!\s)\s++)?(?:{some('behind_place')})\s*+$",
            re.IGNORECASE,
        ),
        told_of_meeting=find("not_introduced", "told_of_meeting"),
        contest=re.compile(_any([word for word in blocking if len(word) > 1]) or r"(?!)", re.IGNORECASE),
        member=find("member"),
        international=find("international"),
        # 土耳其共产党/马列, 尼泊尔共产党（火炬）: what follows a name's ending may tell two of one name apart.
        organization_ending=re.compile(
            rf"(?:{some('organization_endings')})(?=$|[/／（－]|\s\()", re.IGNORECASE
        ),
        office_ending=re.compile(rf"(?:{some('office_endings')})$", re.IGNORECASE),
        particles=frozenset(words["particles"]),
        counted=re.compile(
            rf"(?:共|计|計|约|約|계|총|全)?\s*+\d++\s*+[个個か国カヶ箇개여名]*\s*+(?:{some('member_kinds', 'country_words')})?",
            re.IGNORECASE,
        ),
        see_also=frozenset(words["see_also"]),
        confusion=find("confusion"),
        announcement=re.compile(
            rf"(?:{some('announcement')})\s*+[是为為：:]?\s*+[“「『\"'（(《]*+$", re.IGNORECASE
        ),
        abbreviation=re.compile(
            # Bounded: two runs of any length side by side would be tried in every split.
            rf"(?:{some('abbreviation')})\s{{0,3}}(?:[为為是作：:]\s{{0,3}})?[“\"「]?(?P<name>[A-Z][A-Za-z0-9&.\-]{{1,19}})"
        ),
        disambiguation=frozenset(words["disambiguation"]),
        places=known_places(own_language(language), words["countries"], words["regions"]),
    )


def _any(words: list[str]) -> str:
    # Longest first: 代表大会 before 大会.
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
