"""Sentences that list who took part or who the members are, below a heading that says that these follow.

出席会议的有甲、乙和丙; 现有三个成员国，包括甲、乙和丙; 甲、乙、丙等十人出席了会议; 甲、乙和丙三个国家. They hold where no table or list of the page says
it. Other prose is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.clauses import (
    MARKS,
    MAX_KIND,
    MEMBERS,
    THERE,
    Clauses,
    is_number,
    is_office,
    tells_kind,
)
from icmlpo_rdf.facts.contexts.closing_verbs import listed_before_verb
from icmlpo_rdf.facts.contexts.nothing_but_names import is_kind
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.sentences_in_words import told_in_words
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.name_runs import NameRun, NameRuns
from icmlpo_rdf.facts.names.unnamed import behind_others
from icmlpo_rdf.facts.words.counts import in_digits
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import either, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Paragraph, Text, beginning_in

__all__ = ["told_names"]

_LEAST_SCORE = 2.0
_BESIDE = 1.0
_MAX_COUNT = 10
_SENTENCE_END = lazy_pattern(r"[。！？]|(?<=[\uac00-\ud7a3])\.(?=[\s\[]|$)")
_FROM_WHERE = lazy_pattern(either("from_where"), needs=small_words("from_where"))


class _Sentence(Clauses, frozen=True):
    """Who is listed in a sentence: each rule says what the words beside names tell of them."""

    def told(self) -> Iterator[tuple[tuple[Text, ...], Context]]:
        """Who is listed, in the sentence's order, by the words behind the names, or by those before them."""
        verbs = {match.end(): match.start() for match in self.lexicon.listing.finditer(self.content.text)}
        made_up = self._made_up()
        elected = self._behind_election()
        end, members = 0, False
        for begin in sorted({*self._begins(), *verbs, *elected, *made_up}):
            if begin < end:
                continue
            run = self._run_behind(begin, is_told=begin in verbs)
            if run is None:
                yield from self._holder(begin, verbs)
                continue
            said = self.context if begin in elected else self._said_behind(run)
            if said is None and begin in made_up:
                said = self._said_to_make_up(run)
            if said is None and begin in verbs and self._ends_there(run):
                said = self._said_before(verbs[begin], beside=members)
            names = self.rows.names(run) if said else ()
            if said and not all(is_kind(name.text, self.lexicon) for name in names):
                end, members = run.end, members or said.members
                yield names, said

    def _holder(self, begin: int, verbs: dict[int, int]) -> Iterator[tuple[tuple[Text, ...], Context]]:
        """The one behind an office, among those who sit in the page's subject: 主席为|甲，委员有乙、丙."""
        if begin not in verbs or not self.context.members or not self.meetings.has_seats:
            return
        link = next(iter(beginning_in(self.content.links, begin, begin)), None)
        clause = self.clause_before(verbs[begin])
        rest = self.content.text[link.end : link.end + 1] if link else ""
        if link and clause and is_office(clause, self.lexicon) and rest in {"", *MARKS, "。"}:
            yield (part_of(self.content, link.start, link.end),), replace(self.context, because=clause)

    def _behind_election(self) -> frozenset[int]:
        """Where those may begin whom a meeting elected, below a heading of members that says to what: 大会推选甲、乙."""
        matches = self.lexicon.electing.finditer(self.content.text) if self.context.members else ()
        return frozenset(match.end() for match in matches if self.names_meeting(match.start()))

    def _made_up(self) -> frozenset[int]:
        """Where those may begin of whom the page's subject is made up: 联盟由|甲、乙组成."""
        matches = self.lexicon.made_up_of.finditer(self.content.text) if self.context.members else ()
        return frozenset(match.end() for match in matches if self.names_subject(match.start()))

    def _said_to_make_up(self, run: NameRun) -> Context | None:
        """The members whom a clause says to make up the subject: 甲、乙|等三国组成."""
        return self.are_members(MEMBERS, self.rest(run)) if self.says_only(run, "joining") else None

    def _run_behind(self, place: int, *, is_told: bool) -> NameRun | None:
        """The names that begin behind a place; where the words before it tell who they are, persons by their form alone."""
        text = self.content.text
        while place < len(text) and text[place] in ":： \n":
            place += 1
        return self.rows.at(place, are_told=is_told)

    def _begins(self) -> list[int]:
        """Where names may begin that something is said of: a clause, and a clause's first link, behind an office."""
        text = self.content.text
        begins = [0, *(at + 1 for at, letter in enumerate(text) if letter in MARKS)]
        begins += [match.end() for match in _FROM_WHERE.finditer(text)]
        begins.sort()
        firsts: list[int] = []
        for begin, after in pairwise([*begins, len(text) + 1]):
            link = next(iter(beginning_in(self.content.links, begin, after - 1)), None)
            if link is not None and is_office(text[begin : link.start], self.lexicon):
                firsts.append(link.start)
        return begins + firsts

    def _ends_there(self, run: NameRun) -> bool:
        """True where nothing is said of the names behind them: the end, 等十国, 以及24家联营成员."""
        rest = self.rest(run).lstrip("、")
        if not rest or all(map(tells_kind, self.tokens(rest[:MAX_KIND]))):  # 的代表
            return True
        joined = self.lexicon.joiners.match(rest)
        plain = rest[joined.end() :] if joined else behind_others(rest, self.lexicon)
        if plain == rest:
            return False
        tokens = self.tokens(plain)
        if joined:
            return is_number(tokens)
        return not tokens or (len(plain) <= _MAX_COUNT and tells_kind(tokens[-1]))

    def _said_before(self, end: int, *, beside: bool) -> Context | None:
        """What the clause before the names says of them; `beside` members, partners are told of too."""
        clause = self.clause_before(end)
        if not clause:
            return None
        if self.tells_coming(clause):
            return self.came(None, clause)
        phrase = read_phrase(clause, self.lexicon)
        if phrase is None or phrase.absent:
            return None
        if phrase.score < (_BESIDE if beside or self.context.members else _LEAST_SCORE):
            return None
        if phrase.attended and not phrase.members:
            return self.came(phrase, clause)
        return self.are_members(phrase, clause) if phrase.members or (beside and phrase.standing) else None

    def _said_behind(self, run: NameRun) -> Context | None:
        """What the clause says of the names that it begins with: that they came or joined, what they are, or how many there are of them."""
        return (self._said_of_members(run) if self.context.members else None) or self._said_to_come(run)

    def _said_of_members(self, run: NameRun) -> Context | None:
        if self._are_counted(run):
            return self.are_members(replace(MEMBERS, standing=self.context.standing), self.rest(run))
        if called := self._called_behind(run):
            return called
        if not self.says_only(run, "joining") or not self.begins_clause(run):
            return None
        behind = self.content.text[run.end : run.end + MAX_KIND * 2]
        left = any("leave" in one.classes for one in self.tokens(behind))  # 于1960年加入，1970年退出
        return self.are_members(replace(MEMBERS, standing=Standing.FORMER if left else None), self.rest(run))

    def _said_to_come(self, run: NameRun) -> Context | None:
        tokens = self.tokens_behind(run)
        classes = [one.classes for one in tokens]
        if not tokens or "attend" not in classes[0] or any("absent" in one for one in classes):
            return None
        small = self.lexicon.words["adverbs"]
        there = all(one.classes & (THERE | {"attend"}) or one.text in small for one in tokens[1:])
        return self.came(None, self.rest(run)) if there and self.begins_clause(run) else None

    def _called_behind(self, run: NameRun) -> Context | None:
        """What the clause calls those whom it begins with: 甲、乙|是成员国, 丙、丁|成为观察员, 甲、乙|三个成员国."""
        rest = self.without_adverbs(self.rest(run)).lstrip("、")
        verb = self.lexicon.called_so.match(rest)
        plain = rest[verb.end() :] if verb else behind_others(rest, self.lexicon)
        tokens = self.tokens(plain) if len(plain) <= MAX_KIND else []
        if not tokens or not (verb or is_number(tokens)) or not self.begins_clause(run):
            return None
        phrase = read_phrase(in_digits(plain, self.lexicon), self.lexicon)
        if phrase is None or phrase.absent or not (phrase.members or phrase.standing):
            return None
        if "participant" in tokens[-1].classes and not self.meetings.has_seats:
            return None  # 是成员国代表
        were = any("former" in one.classes for one in self.tokens(self.rest(run)[:_MAX_COUNT]))
        return self.are_members(replace(phrase, standing=Standing.FORMER) if were else phrase, plain)

    def _are_counted(self, run: NameRun) -> bool:
        """True for a sentence of names and how many what they are, below a heading of members: 甲、乙和丙三个沿岸国家."""
        if self.content.text[: run.begin].strip():
            return False
        rest = self.rest(run)
        tokens = self.tokens(rest) if len(rest) <= MAX_KIND else []
        return is_number(tokens) and tells_kind(tokens[-1])


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
            items = tuple(Item(name, 1, span) for name in names)
            listed = ItemList(items, ordered=False, span=span)
            yield listed, replace(said, in_sentence=True, within=span)


def _told_in(
    sentence: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[tuple[Text, ...], Context]]:
    """Who is listed in a sentence, behind its verb or before it."""
    if lexicon.is_verb_last:
        yield from listed_before_verb(sentence, context, lexicon, meetings)
    else:
        yield from _Sentence(sentence, context, lexicon, meetings, NameRuns(sentence, lexicon)).told()


def _may_list(content: Text) -> bool:
    commas = content.text.count("，") + content.text.count(",")
    return "、" in content.text or len(content.links) > 1 or commas > 1
