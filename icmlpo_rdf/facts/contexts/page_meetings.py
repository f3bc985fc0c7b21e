"""The meetings that a page's headings name, and the one that a whole page is about."""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from icmlpo_rdf.facts.contexts.definitions import is_called_meeting, is_no_meeting
from icmlpo_rdf.facts.contexts.own_dates import SENTENCE_END, own_dates
from icmlpo_rdf.facts.contexts.profile import Profile
from icmlpo_rdf.facts.contexts.subject import (
    FOUNDED_THERE,
    announced_names,
    is_held_again,
    opening,
)
from icmlpo_rdf.facts.contexts.title_nouns import ends_in_body, is_body, is_of_seats, names_assembly, own_noun
from icmlpo_rdf.facts.headings.meeting_headings import (
    MeetingHeading,
    TitleKind,
    parse_meeting_heading,
)
from icmlpo_rdf.facts.model import Meeting, WikiThing
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import has_date, has_day, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.language import fold
from icmlpo_rdf.language.small_words import either, letters, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Infobox, Mark, Namespace, PageDocument, Paragraph, Target, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["PageMeetings", "meeting_of_page"]

_FEW = 2
_FORMED = lazy_pattern(either("formed"), needs=small_words("formed"))


class PageMeetings:
    """The page's meetings by number and year: two headings of one number and year are one meeting."""

    def __init__(self, lexicon: Lexicon, names: tuple[str, ...], profile: Profile) -> None:
        """`names`: how the page calls its subject, its title first; `profile`: what the page is about."""
        about = profile.about
        self.title = title = names[0]
        self.names = names
        self.is_series = about is TitleKind.MEETINGS
        self.are_games = about is TitleKind.CONTESTS
        is_other = about is TitleKind.OTHER or (self.are_games and ends_in_body(title, lexicon))
        called = profile.is_alliance or lexicon.alliance.search(title) is not None
        self.is_alliance = is_other and called
        """Who takes part in it is its member: 参加者 of an alliance."""
        self.is_body = is_other and profile.is_body
        """The organizations that take part in it are: 参加政党."""
        self.is_known_body = self.is_body and profile.is_known
        """The noun by which it is called is one of bodies: so are the countries that take part."""
        self.may_have_members = is_other and profile.body >= 0
        """Neither title nor lead tell that it has none."""
        self.of_persons = self.is_body and profile.of_persons
        """Its members are persons: the delegates of a congress."""
        self.is_league = profile.is_league
        """The clubs that play in it are its members."""
        self.definition = profile.sentence
        """The first sentence of the lead."""
        self.is_forum = self.is_body and profile.series
        """It is a body and its meetings are one thing: who takes part in it is its member."""
        self.noun = own_noun(title, lexicon)
        """What the subject calls itself for short: 联盟 of a page named after one."""
        # 甲理事会理事列表, whose lead is about 甲理事会, is about who sits in that.
        self.has_seats = any(names_assembly(one, lexicon) for one in names if title.startswith(one))
        self.found: dict[Meeting, None] = {}
        self._known: dict[tuple[int | str, int | None], Meeting] = {}
        self._lexicon = lexicon

    @cached_property
    def is_formed(self) -> bool:
        """True for a body of which the lead says that some formed it: who took part is its member."""
        return self.is_known_body and _FORMED.search(self.definition) is not None

    @cached_property
    def is_of_seats(self) -> bool:
        """True for a body of those who sit in another: 議員連盟."""
        return self.is_body and is_of_seats(self.definition, self._lexicon)

    def of(self, parsed: MeetingHeading, content: Text) -> Meeting:
        """Return the meeting that a heading names, the one found before where it names that again."""
        # Without a number the wording must agree too.
        key = (parsed.label if parsed.ordinal is None else parsed.ordinal, parsed.year)
        meeting = self._known.setdefault(
            key,
            Meeting(
                parsed.label,
                parsed.ordinal,
                parsed.year,
                content.span,
                thing=self._own_page(parsed, content),
                dates=parsed.dates,
                places_as_printed=parsed.places,
                date_as_printed=parsed.date_as_printed,
            ),
        )
        self.found[meeting] = None
        return meeting

    def _own_page(self, parsed: MeetingHeading, content: Text) -> WikiThing | None:
        """The meeting's page, where the heading's one link names the meeting: [第十一次大会](…)参加者."""
        if len(content.links) != 1:
            return None
        named = parse_meeting_heading(content.links[0].text, self._lexicon)
        thing = thing_of(content.links[0], self._lexicon)
        if named is None or thing is None or (named.ordinal, named.year) != (parsed.ordinal, parsed.year):
            return None
        return thing if self._lexicon.meeting_noun.search(thing.title) else None


def meeting_of_page(document: PageDocument, definition: str, lexicon: Lexicon) -> Meeting | None:
    """Return the meeting that a whole page is about, by its title and its lead's first sentence; None where it is about another thing: 2009年金砖国家峰会."""
    label = label_of(document.title)
    if is_no_meeting(document, definition, lexicon):
        return None
    thing = WikiThing(document.language, document.title)
    lead = [
        block.content
        for block in document.sections[0].blocks
        if isinstance(block, Paragraph) and not block.quoted
    ]
    # Pictures may stand before the paragraph that names it.
    named_in = (one.span for one in lead if any(mark.text == label for mark in one.bold))
    span = next(named_in, lead[0].span if lead else Span(0, 0))
    parsed = parse_meeting_heading(label, lexicon)
    if parsed and not parsed.lists_participants and not is_body(label, lexicon):
        return _dated(Meeting(label, parsed.ordinal, parsed.year, span, thing=thing), document, lexicon)
    if not is_called_meeting(label, definition, lexicon) or lexicon.not_meeting.search(label):
        return None
    if not _is_held_once(document, lead, lexicon):
        return None
    return _dated(Meeting(label, None, None, span, thing=thing), document, lexicon)


def _dated(meeting: Meeting, document: PageDocument, lexicon: Lexicon) -> Meeting:
    """The meeting, with when it was held as the lead says."""
    dates, printed = own_dates(document, meeting.year, lexicon)
    if dates is None:
        return meeting
    return replace(meeting, year=dates.start.year, dates=dates, date_as_printed=printed)


def _is_held_once(document: PageDocument, lead: list[Text], lexicon: Lexicon) -> bool:
    """True for 万隆会议, as the lead's first sentences tell by a date and the word for holding, or one that begins with its name."""
    told = opening(document)
    sentence = SENTENCE_END.split(told, maxsplit=1)[0]
    # 人民政协 … 召开第一届全体会议: a body, whose first meeting this was.
    told_besides = sentence if lexicon.is_head_first else sentence.replace(label_of(document.title), " ")
    if not lead or lexicon.opens_series.search(sentence) or is_held_again(told_besides, lexicon):
        return False
    if _is_dated_beside(document, lexicon) or _is_dated_behind(lead, label_of(document.title), lexicon):
        return True
    if _tells_day(" ".join(SENTENCE_END.split(told, maxsplit=_FEW)[:_FEW]), lexicon):
        return True
    name = fold(label_of(document.title))
    sentences = (one for content in lead[:_MAX_LEAD] for one in SENTENCE_END.split(content.text))
    named = (one for one in sentences if 0 <= fold(one).find(name) <= _NEAR)
    return _is_told_as_one(sentence, lexicon) or any(_tells_day(one, lexicon) for one in named)


def _is_told_as_one(sentence: str, lexicon: Lexicon) -> bool:
    """True for one that tells when it was held, or calls it a meeting: 是政治局的一次会议."""
    if has_date(sentence) and lexicon.held.search(sentence):
        return True
    if any(tells(sentence, lexicon) for tells in (_tells_years, _calls_one, _calls_by_year, _is_over)):
        return True
    return has_day(sentence) and not lexicon.founding.search(sentence)


def _is_over(sentence: str, lexicon: Lexicon) -> bool:
    """True for 分担を討議した会議である, a meeting at which something was done; not for 代表で構成された会議, which is made up so."""
    if not lexicon.is_verb_last:
        return False
    before = (sentence[: noun.start()] for noun in lexicon.meeting_noun.finditer(sentence))
    done = [match for text in before if (match := _DONE.search(text))]
    made = (any(token.classes & _MADE for token in lexicon.matcher.tokens(match["verb"])) for match in done)
    return bool(done) and (not all(made) or FOUNDED_THERE.search(sentence) is not None)


_DONE = lazy_pattern(
    rf"(?P<verb>[\u4e00-\u9fff]{{2}}|[\uac00-\ud7a3]{{2,4}})(?:{either('did')}|{either('was_done')})\s?$"
)
_MADE = frozenset({"joining", "founding", "composition", "organization"})


def _calls_one(sentence: str, lexicon: Lexicon) -> bool:
    """True for 是政治局的一次扩大会议, which ends in the noun; not for 一年一次的会议."""
    clause = _CLAUSE_END.split(sentence, maxsplit=1)[0].rstrip()
    is_meeting = lexicon.matcher.ends_in(clause, "meeting") > 0
    counted = (clause.find(word) for word in lexicon.words["counters"]) if is_meeting else ()
    before = (clause[max(at - 2, 0) : at] for at in counted)
    return any(
        len(two) == _FEW
        and parse_numeral(two[1]) == 1
        and (two[0] in letters("possessives") or lexicon.copula.search(two[0]) is not None)
        for two in before
    )


def _calls_by_year(sentence: str, lexicon: Lexicon) -> bool:
    """True for was a 1956 summer workshop: the year stands before the noun."""
    copula = lexicon.copula.search(sentence) if lexicon.is_head_first else None
    noun = lexicon.meeting_noun.search(sentence, copula.end()) if copula else None
    before = sentence[copula.end() : noun.start()] if copula and noun else ""
    return _YEARS.search(before) is not None and _CLAUSE_END.search(before) is None


_CLAUSE_END = lazy_pattern(r"[，,；;]")


def _tells_years(sentence: str, lexicon: Lexicon) -> bool:
    """True for one that tells a year, or two that follow each other, and the word for holding: 1814年から1815年にかけて開催された."""
    years = {int(year) for year in _YEARS.findall(sentence)}
    return bool(years) and max(years) - min(years) < _FEW and lexicon.held.search(sentence) is not None


_YEARS = lazy_pattern(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


_MAX_LEAD, _NEAR = 6, 10


def _is_dated_behind(lead: list[Text], label: str, lexicon: Lexicon) -> bool:
    """True for **X** (13 June – 13 July 1878): a bracket behind the page's name that holds days and nothing else tells when a meeting was."""
    naming = next((content for content in lead if content.bold), None)
    own = ((content, mark) for content in lead for mark in content.bold if mark.text == label)
    announced = ((naming, mark) for mark in announced_names(naming, lexicon, label)) if naming else ()
    return any(_has_day_behind(name, content.text) for content, name in (*own, *announced))


def _has_day_behind(name: Mark, text: str) -> bool:
    bracket = _BRACKET.match(text, name.end)
    days = parse_date(bracket[1]) if bracket else None
    return days is not None and days.start.day is not None


_BRACKET = lazy_pattern(r"\s?[(（]([^()（）]{1,60})[)）]")


def _is_dated_beside(document: PageDocument, lexicon: Lexicon) -> bool:
    """True where a category is a month, 1955년 4월, as those of events are, or a box has a field for the day: Date, 日期."""
    categories = (one.target.title for one in document.links if one.target and _is_category(one.target))
    months = (parse_date(title.replace("_", " ")) for title in categories)
    if any(one is not None and one.end is None and one.start.month is not None for one in months):
        return True
    boxes = (block for block in document.sections[0].blocks if isinstance(block, Infobox))
    return any(
        ColumnRole.DATE in lexicon.roles_of((field.label or field.name).replace("_", " "))
        and has_day(field.content.text)
        for box in boxes
        for field in box.fields
    )


def _is_category(target: Target) -> bool:
    return target.namespace is Namespace.CATEGORY


def _tells_day(text: str, lexicon: Lexicon) -> bool:
    """True for a text that says on which day something was held, and not that it is held again and again."""
    again = is_held_again(text, lexicon) or lexicon.opens_series.search(text)
    return not again and has_day(text) and lexicon.held.search(text) is not None
