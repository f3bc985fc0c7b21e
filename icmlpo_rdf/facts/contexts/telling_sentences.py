"""Sentences that list who took part or who the members are, below a heading that says that these follow.

出席会议的有甲、乙和丙; 现有三个成员国，包括甲、乙和丙; 甲、乙、丙等十人出席了会议; 甲、乙和丙三个国家. They hold where no table or list of the page says
it. Other prose is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, pairwise

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.closing_verbs import listed_before_verb
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.sentences_in_words import told_in_words
from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import is_of_organ, numbered
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.name_runs import NameRun, NameRuns
from icmlpo_rdf.facts.names.unnamed import behind_others
from icmlpo_rdf.facts.words.counts import in_digits
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.folding import fold_characters
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Paragraph, Text, beginning_in

__all__ = ["told_names"]

_LEAST_SCORE, _BESIDE = 2.0, 1.0
_IN_SENTENCE = 2.0
"""How surely those are members of whom a sentence says so."""
_MAX_CLAUSE, _MAX_COUNT, _MAX_KIND, _MAX_REST = 60, 10, 16, 200
_LOOKED_THROUGH = 1_000
_SENTENCE_END = lazy_pattern(r"[。！？]|(?<=[\uac00-\ud7a3])\.(?=[\s\[]|$)")
_CLAUSE_END = lazy_pattern(r"[，,；;。！？]|$")
_MARKS = "，,；;：:"
_CLAUSES = lazy_pattern(rf"[{_MARKS}]")
_ASIDE = lazy_pattern(r"[（(][^（()）]{0,200}[）)]", needs="（(")
_FOOTNOTES = lazy_pattern(r"\[\d{1,3}\]", needs="[")
_ANYBODY = frozenset({"country", "organization", "person", "anybody", "party", "participant"})
_THERE = SILENT | {"meeting", "hold"}


class _Sentence(Struct, frozen=True):
    """A sentence of a paragraph, with what the paragraph stands under."""

    content: Text
    context: Context
    lexicon: Lexicon
    meetings: PageMeetings
    rows: NameRuns
    _behind: dict[tuple[int, str], list[Token]] = {}
    """The words behind the names that end at a place, so that they are read once for all rows that end there."""

    def told(self) -> Iterator[tuple[Text, Context]]:
        """Who is listed, in the sentence's order, by the words behind the names, or by those before them."""
        verbs = {match.end(): match.start() for match in self.lexicon.listing.finditer(self.content.text)}
        elected = self._behind_election()
        end, members = 0, False
        for begin in sorted({*self._begins(), *verbs, *elected}):
            if begin < end or (run := self._run_behind(begin)) is None:
                continue
            said = self.context if begin in elected else self._said_behind(run)
            if said is None and begin in verbs and self._ends_there(run):
                said = self._said_before(verbs[begin], beside=members)
            if said is not None:
                end, members = run.end, members or said.members
                yield self.rows.names(run), said

    def _behind_election(self) -> frozenset[int]:
        """Where those may begin whom a meeting elected, below a heading of members that says to what: 大会推选甲、乙."""
        matches = self.lexicon.electing.finditer(self.content.text) if self.context.members else ()
        return frozenset(match.end() for match in matches if self._names_meeting(match.start()))

    def _names_meeting(self, end: int) -> bool:
        """True where nothing but a meeting stands before a place, or nothing at all."""
        return all(one.classes & _THERE for one in self._tokens(self.content.text[:end]))

    def _run_behind(self, place: int) -> NameRun | None:
        text = self.content.text
        while place < len(text) and text[place] in ":： \n":
            place += 1
        return self.rows.at(place)

    def _begins(self) -> list[int]:
        """Where names may begin that something is said of: a clause, and a clause's first link, behind an office."""
        text = self.content.text
        begins = [0, *(at + 1 for at, letter in enumerate(text) if letter in _MARKS)]
        firsts: list[int] = []
        for begin, after in pairwise([*begins, len(text) + 1]):
            link = next(iter(beginning_in(self.content.links, begin, after - 1)), None)
            if link is not None and _is_office(text[begin : link.start], self.lexicon):
                firsts.append(link.start)
        return begins + firsts

    def _rest(self, run: NameRun) -> str:
        """What stands behind the names, up to the next comma; of what goes on without one, no more than the beginning."""
        text = self.content.text
        end = _CLAUSE_END.search(text, run.end, run.end + _LOOKED_THROUGH)
        return _FOOTNOTES.sub("", run.behind + text[run.end : end.start() if end else len(text)]).strip()

    def _ends_there(self, run: NameRun) -> bool:
        """True where nothing is said of the names behind them: the end, 等十国, 以及24家联营成员."""
        rest = self._rest(run).lstrip("、")
        if not rest:
            return True
        joined = self.lexicon.joiners.match(rest)
        plain = rest[joined.end() :] if joined else behind_others(rest, self.lexicon)
        if plain == rest:
            return False
        tokens = self._tokens(plain)
        if joined:
            return _is_number(tokens)
        return not tokens or (len(plain) <= _MAX_COUNT and _tells_kind(tokens[-1]))

    def _tokens(self, text: str) -> list[Token]:
        return [
            numbered(one, self.lexicon) for one in self.lexicon.matcher.tokens(in_digits(text, self.lexicon))
        ]

    def _said_before(self, end: int, *, beside: bool) -> Context | None:
        """What the clause before the names says of them; `beside` members, partners are told of too."""
        clause = self._clause_before(end)
        if not clause:
            return None
        if self._tells_coming(clause):
            return self._came(None, clause)
        phrase = read_phrase(clause, self.lexicon)
        if phrase is None or phrase.absent:
            return None
        if phrase.score < (_BESIDE if beside or self.context.members else _LEAST_SCORE):
            return None
        if phrase.attended and not phrase.members:
            return self._came(phrase, clause)
        return self._are_members(phrase, clause) if phrase.members or (beside and phrase.standing) else None

    def _clause_before(self, end: int) -> str:
        """The clause that ends there, or the one before it where this only counts; empty where it is too long to be read."""
        clause = _FOOTNOTES.sub("", self.content.text[:end])
        *before, clause = _CLAUSES.split(_ASIDE.sub("", clause).rstrip(f"{_MARKS} \n"))
        if before and self._counts_only(clause.strip()):
            clause = before[-1]
        clause = in_digits(self._without_adverbs(clause.strip()), self.lexicon)
        return self._without_own(clause) if len(clause) <= _MAX_CLAUSE else ""

    def _without_own(self, clause: str) -> str:
        """The clause without the names of the page's subject, in whichever script."""
        for name in filter(None, self.meetings.names):
            at = fold_characters(clause).find(fold_characters(name))
            if at >= 0 and len(name) < len(clause):
                clause = f"{clause[:at]} {clause[at + len(name) :]}".strip()
        return clause

    def _counts_only(self, clause: str) -> bool:
        """True for 包括60个中央银行, behind the clause that says who these are."""
        match = self.lexicon.listing.match(clause)
        return match is not None and _is_number(self._tokens(clause[match.end() :]))

    def _without_adverbs(self, text: str) -> str:
        words = self.lexicon.words["adverbs"]
        while word := next((one for one in words if text.startswith(one)), ""):
            text = text.removeprefix(word).strip()
        while word := next((one for one in words if text.endswith(one)), ""):
            text = text.removesuffix(word).strip()
        return text

    def _tells_coming(self, clause: str) -> bool:
        """True for 出席会议的: a verb for coming, and nothing but the meeting."""
        tokens = self._tokens(clause)
        told = [one for one in tokens if not one.classes & SILENT]
        comes = bool(told) and "attend" in told[0].classes and "absent" not in told[0].classes
        return comes and all(one.classes & ({"attend"} | _THERE) for one in told)

    def _came(self, phrase: Phrase | None, because: str) -> Context | None:
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

    def _are_members(self, phrase: Phrase, because: str) -> Context | None:
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

    def _said_behind(self, run: NameRun) -> Context | None:
        """What the clause says of the names that it begins with: that they came, or how many there are of them."""
        tokens = self._tokens_behind(run)
        if self.context.members and self._are_counted(run):
            return self._are_members(
                Phrase(_IN_SENTENCE, members=True, standing=self.context.standing), self._rest(run)
            )
        if not tokens:
            return None
        first = tokens[0]
        if "attend" in first.classes and "absent" not in first.classes:
            small = self.lexicon.words["adverbs"]
            there = all(one.classes & _THERE or one.text in small for one in tokens[1:])
            return self._came(None, self._rest(run)) if there and self._begins_clause(run) else None
        return None

    def _tokens_behind(self, run: NameRun) -> list[Token]:
        """The words behind names, without those that only tell what these are; of so many that they say more than that, none."""
        place = (run.end, run.behind)
        if place not in self._behind:
            rest = self._rest(run)
            plain = self._without_adverbs(behind_others(rest, self.lexicon)) if len(rest) <= _MAX_REST else ""
            tokens = self._tokens(plain)
            self._behind[place] = list(
                dropwhile(lambda one: _tells_kind(one) and "attend" not in one.classes, tokens)
            )
        return self._behind[place]

    def _are_counted(self, run: NameRun) -> bool:
        """True for a sentence of names and how many what they are, below a heading of members: 甲、乙和丙三个沿岸国家."""
        if self.content.text[: run.begin].strip():
            return False
        rest = self._rest(run)
        tokens = self._tokens(rest) if len(rest) <= _MAX_KIND else []
        return _is_number(tokens) and _tells_kind(tokens[-1])

    def _begins_clause(self, run: NameRun) -> bool:
        """True where nothing but a day or an office stands before the names in their clause."""
        before = _CLAUSES.split(self.content.text[: run.begin])[-1].strip()
        before = self._without_adverbs(before)
        return not before or parse_date(before) is not None or _is_office(before, self.lexicon)


def told_names(
    block: Paragraph, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[ItemList, Context]]:
    """Each list of names that a sentence of a paragraph gives, as a list of one item, where the words around it say what they are."""
    if lexicon.is_head_first:
        yield from told_in_words(block, context, lexicon, meetings)
        return
    if not context.says_who or not _may_list(block.content):
        return
    span, text = block.content.span, block.content.text
    ends = [match.span() for match in _SENTENCE_END.finditer(text)]
    for (_, begin), (end, _) in pairwise(((0, 0), *ends, (len(text), len(text)))):
        sentence = part_of(block.content, begin, end)
        told = _told_in(sentence, context, lexicon, meetings) if _may_list(sentence) else ()
        for names, said in told:
            listed = ItemList((Item(names, 1, span),), ordered=False, span=span)
            yield listed, replace(said, in_sentence=True, within=span)


def _told_in(
    sentence: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[Text, Context]]:
    """Who is listed in a sentence, behind its verb or before it."""
    if lexicon.is_verb_last:
        yield from listed_before_verb(sentence, context, lexicon, meetings)
    else:
        yield from _Sentence(sentence, context, lexicon, meetings, NameRuns(sentence, lexicon)).told()


def _may_list(content: Text) -> bool:
    commas = content.text.count("，") + content.text.count(",")
    return "、" in content.text or len(content.links) > 1 or commas > 1


def _is_office(text: str, lexicon: Lexicon) -> bool:
    """True for what ends in a word for whom somebody is: 中共中央政治局成员."""
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and bool(tokens[-1].classes & (_ANYBODY | {"office", "member", "seat"}))


def _is_number(tokens: list[Token]) -> bool:
    return bool(tokens) and ("number" in tokens[0].classes or tokens[0].text[0].isdigit())


def _tells_kind(token: Token) -> bool:
    """True for a number, and for what those are of whom there are so many."""
    return bool(token.classes & (SILENT | _ANYBODY | {"several"})) or token.text.isdigit()
