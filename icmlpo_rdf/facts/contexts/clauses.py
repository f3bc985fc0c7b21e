"""The words beside the names of a sentence, clause by clause: what a clause before or behind them says, and nothing else."""

from __future__ import annotations

from itertools import dropwhile

from msgspec import Struct

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.phrases import Phrase
from icmlpo_rdf.facts.headings.plain_words import is_of_organ, numbered
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.name_runs import NameRun, NameRuns
from icmlpo_rdf.facts.names.unnamed import behind_others
from icmlpo_rdf.facts.words.counts import in_digits
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.folding import fold_characters
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.language.small_words import small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["MARKS", "MAX_KIND", "MEMBERS", "THERE", "Clauses", "is_number", "is_office", "tells_kind"]

_IN_SENTENCE = 2.0
"""How surely those are members of whom a sentence says so."""
_MAX_CLAUSE = 60
MAX_KIND = 16
_MAX_REST = 200
_LOOKED_THROUGH, _LOOKED_BACK = 1_000, 300
_CLAUSE_END = lazy_pattern(r"[，,；;。！？]|$")
MARKS = "，,；;：:"
_CLAUSES = lazy_pattern(rf"[{MARKS}]")
_ASIDE = lazy_pattern(r"[（(][^（()）]{0,200}[）)]", needs="（(")
_FOOTNOTES = lazy_pattern(r"\[\d{1,3}\]", needs="[")
_ANYBODY = frozenset({"country", "organization", "person", "anybody", "party", "participant"})
THERE = SILENT | {"meeting", "hold"}
_SUBJECT = SILENT | {"body", "organization", "time"}
MEMBERS = Phrase(2.0, members=True)


class Clauses(Struct, frozen=True):
    """A sentence of a paragraph, with what the paragraph stands under."""

    content: Text
    context: Context
    lexicon: Lexicon
    meetings: PageMeetings
    rows: NameRuns
    _behind: dict[tuple[int, str], list[Token]] = {}
    """The words behind the names that end at a place, so that they are read once for all rows that end there."""

    def names_meeting(self, end: int) -> bool:
        """True where nothing but a meeting stands before a place, or nothing at all."""
        return all(one.classes & THERE for one in self.tokens(self.content.text[:end]))

    def _near(self, end: int) -> str:
        """The text before a place, as far as is looked: asked at every place, all of it would take the square of its length."""
        return self.content.text[max(0, end - _LOOKED_BACK) : end]

    def names_subject(self, end: int) -> bool:
        """True where nothing but the page's subject stands before a place in its clause, or nothing at all."""
        clause = _CLAUSES.split(self._near(end))[-1].strip()
        if len(clause) > _MAX_CLAUSE:
            return False
        clause = self.without_own(clause)
        return clause in self.meetings.names or all(
            one.classes & _SUBJECT for one in self.tokens(self.without_adverbs(clause))
        )

    def says_only(self, run: NameRun, act: str) -> bool:
        """True where the words behind names hold a word of a class, and else only how many there are, of what kind, and when: 于1950年加入."""
        rest = behind_others(self.without_adverbs(self.rest(run)), self.lexicon)
        tokens = self.tokens(rest) if len(rest) <= _MAX_CLAUSE else []
        told = any(act in one.classes for one in tokens)
        return told and all(
            one.classes & {act, "time"} or tells_kind(one) or parse_date(one.text) for one in tokens
        )

    def rest(self, run: NameRun) -> str:
        """What stands behind the names, up to the next comma; of what goes on without one, no more than the beginning."""
        text = self.content.text
        end = _CLAUSE_END.search(text, run.end, run.end + _LOOKED_THROUGH)
        return _FOOTNOTES.sub("", run.behind + text[run.end : end.start() if end else len(text)]).strip()

    def tokens(self, text: str) -> list[Token]:
        """The words of a text, with its numbers told as such."""
        return [
            numbered(one, self.lexicon) for one in self.lexicon.matcher.tokens(in_digits(text, self.lexicon))
        ]

    def clause_before(self, end: int) -> str:
        """The clause that ends there, or the one before it where this only counts; empty where it is too long to be read."""
        clause = _FOOTNOTES.sub("", self._near(end))
        *before, clause = _CLAUSES.split(_ASIDE.sub("", clause).rstrip(f"{MARKS} \n"))
        if before and self.counts_only(clause.strip()):
            clause = before[-1]
        clause = in_digits(self.without_adverbs(clause.strip()), self.lexicon)
        return self.without_own(clause) if len(clause) <= _MAX_CLAUSE else ""

    def without_own(self, clause: str) -> str:
        """The clause without the names of the page's subject, in whichever script."""
        for name in filter(None, self.meetings.names):
            at = fold_characters(clause).find(fold_characters(name))
            if at >= 0 and len(name) < len(clause):
                clause = f"{clause[:at]} {clause[at + len(name) :]}".strip()
        return clause

    def counts_only(self, clause: str) -> bool:
        """True for 包括60个中央银行, behind the clause that says who these are."""
        match = self.lexicon.listing.match(clause)
        return match is not None and is_number(self.tokens(clause[match.end() :]))

    def without_adverbs(self, text: str) -> str:
        """A text without adverbs at its ends: 目前, 均."""
        words = self.lexicon.words["adverbs"]
        while word := next((one for one in words if text.startswith(one)), ""):
            text = text.removeprefix(word).strip()
        while word := next((one for one in words if text.endswith(one)), ""):
            text = text.removesuffix(word).strip()
        return text

    def tells_coming(self, clause: str) -> bool:
        """True for 出席会议的: a verb for coming, and nothing but the meeting."""
        tokens = self.tokens(clause)
        told = [one for one in tokens if not one.classes & SILENT]
        comes = bool(told) and "attend" in told[0].classes and "absent" not in told[0].classes
        return comes and all(one.classes & ({"attend"} | THERE) for one in told)

    def came(self, phrase: Phrase | None, because: str) -> Context | None:
        """The context of those who came to the meeting above, as what the phrase says; None where no meeting is known."""
        above = self.context
        if above.meeting is None:
            return None
        return Context(
            under=above.under,
            meeting=above.meeting,
            named_at=above.named_at,
            attended=True,
            standing=phrase.standing if phrase else None,
            kind=phrase.kind if phrase else None,
            because=because,
            said_at=above.said_at,
        )

    def are_members(self, phrase: Phrase, because: str) -> Context | None:
        """The context of members as the phrase calls them; None where the page's subject has none."""
        meetings, lexicon = self.meetings, self.lexicon
        if not (meetings.may_have_members or self.context.members) or (
            phrase.seats and not meetings.has_seats
        ):
            return None
        if is_of_organ(because, meetings.title, lexicon):
            return None
        return Context(
            under=self.context.under,
            members=True,
            standing=phrase.standing or Standing.MEMBER,
            kind=phrase.kind,
            because=because,
            words=_IN_SENTENCE,
            said_at=self.context.said_at,
        )

    def tokens_behind(self, run: NameRun) -> list[Token]:
        """The words behind names, without those that only tell what these are; of so many that they say more than that, none."""
        place = (run.end, run.behind)
        if place not in self._behind:
            rest = self.rest(run)
            plain = self.without_adverbs(behind_others(rest, self.lexicon)) if len(rest) <= _MAX_REST else ""
            tokens = self.tokens(plain)
            self._behind[place] = list(
                dropwhile(lambda one: tells_kind(one) and "attend" not in one.classes, tokens)
            )
        return self._behind[place]

    def begins_clause(self, run: NameRun) -> bool:
        """True where nothing but a day or an office stands before the names in their clause."""
        before = _CLAUSES.split(self._near(run.begin))[-1].strip()
        before = self.without_adverbs(before)
        begin = self.lexicon.listing.search(before)
        if begin is not None and begin.end() == len(before):  # 目前有
            before = self.without_own(self.without_adverbs(before[: begin.start()].strip()))
        return (
            not before
            or before in small_words("from_where")
            or parse_date(before) is not None
            or is_office(before, self.lexicon)
        )


def is_office(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text ends in a word for whom somebody is: 中共中央政治局成员."""
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and bool(tokens[-1].classes & (_ANYBODY | {"office", "member", "seat"}))


def is_number(tokens: list[Token]) -> bool:
    """Return whether words begin with a number."""
    return bool(tokens) and ("number" in tokens[0].classes or tokens[0].text[0].isdigit())


def tells_kind(token: Token) -> bool:
    """Return whether a word is a number, or for what those are of whom there are so many."""
    return bool(token.classes & (SILENT | _ANYBODY | {"several"})) or token.text.isdigit()
