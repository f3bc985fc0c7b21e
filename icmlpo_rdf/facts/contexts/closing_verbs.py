"""Sentences of Japanese and Korean that list names before their verb, below a heading that says who follows.

감리교에서는 甲, 乙 등이, 장로교에서는 丙, 丁 등이 참여했다; 参加国は甲国、乙国の2か国である. The whole sentence must say no more than that these came or belong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.heading_rules import AS_THERE
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.head_nouns import SILENT, WHO
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.headings.plain_words import numbered
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.name_runs import NameRun, NameRuns
from icmlpo_rdf.facts.names.unnamed import behind_others
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.language.small_words import either, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["listed_before_verb"]

_TOPIC = lazy_pattern(
    rf"(?:{either('topics')})(?:\s|$|(?=[、,，:：]))|(?:{either('close_topics')})",
    needs=(*small_words("topics"), *small_words("close_topics")),
)
_AT_END = lazy_pattern(rf"(?:{either('topics')}|{either('close_topics')})$")
_FROM = lazy_pattern(rf"(?:{either('from_whom')})$")
_WHEN = lazy_pattern(rf"(?:{either('at_time')})$")
_ENDS = lazy_pattern(
    rf"(?:{'|'.join(map(re.escape, sorted(small_words('verb_forms'), key=len, reverse=True)))})++"
)
_NOT = lazy_pattern(either("negations"))
_FOOTNOTES = lazy_pattern(r"(?:\[\d{1,3}\])+", needs="[")
_MARKS = "、,，:："
_MAX_SOURCE, _MAX_TAIL = 24, 40
_TELLS = SILENT | WHO | {"attend", "joining", "join", "meeting", "name", "measure"}
_TELLS -= {"candidate", "associate", "founding", "section"}
_SUBJECT = SILENT | {"meeting", "body", "organization"}
_AGAINST = frozenset({"absent", "non", "former", "leave", "request", "signing", "topic"})


def listed_before_verb(
    content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[tuple[Text, ...], Context]]:
    """Yield the names of a sentence that says no more than that they came, or belong here; with what it says of them."""
    if called := _called_in_turn(content, context, lexicon):
        yield from called
        return
    rows = NameRuns(content, lexicon)
    runs = list(_runs(content, rows))
    if not runs or not _closes(runs[-1].behind + content.text[runs[-1].end :], lexicon):
        return
    opening, tail = content.text[: runs[0].begin], content.text[runs[-1].end :]
    if _is_about_subject(opening, lexicon) and not _tells_act(tail, lexicon):
        return  # 連盟には総会、理事会がある
    told = _opening(opening, context, lexicon, meetings)
    found: list[tuple[NameRun, Context]] = [(runs[0], told)] if told else []
    for before, run in pairwise(runs):
        told = _turn(before.behind + content.text[before.end : run.begin], context, lexicon, meetings)
        found += [(run, told)] if told else []
    if len(found) == len(runs):
        yield from ((rows.names(run), told) for run, told in found)


def _called_in_turn(
    content: Text, context: Context, lexicon: Lexicon
) -> list[tuple[tuple[Text, ...], Context]]:
    """The names of a sentence whose clauses each say what those are that they begin with: 甲と乙は加盟国で、丙と丁はオブザーバーである; none where one says anything else."""
    bounds = [0, *(match.end() for match in _AND_IS.finditer(content.text)), len(content.text)]
    told: list[tuple[tuple[Text, ...], Context]] = []
    for begin, end in pairwise(bounds) if context.members and len(bounds) > _ONE_CLAUSE else ():
        clause = part_of(content, begin, end)
        rows = NameRuns(clause, lexicon)
        run = rows.at(0)
        called = _called(run.behind + clause.text[run.end :], context, lexicon) if run else None
        if run is None or called is None:
            return []
        told.append((rows.names(run), called))
    return told


def _called(text: str, context: Context, lexicon: Lexicon) -> Context | None:
    """As what those are members of whom a clause says so behind them: は正式加盟国で."""
    plain = behind_others(text.strip(), lexicon).strip(f" \u3000.{_MARKS}")
    words = _ABOUT.sub("", _IS.sub("", plain)).strip()
    phrase = read_phrase(words, lexicon) if words != plain else None
    if phrase is None or phrase.absent or not (phrase.members or phrase.standing):
        return None
    return replace(context, standing=phrase.standing or context.standing, because=plain)


_ABOUT = lazy_pattern(rf"^(?:{either('about')})")
_IS = lazy_pattern(rf"(?:{either('is_so')})$")
_AND_IS = lazy_pattern(rf"(?:{either('is_so')})[、,]\s*", needs="、,")
_ONE_CLAUSE = 2


def _runs(content: Text, rows: NameRuns) -> Iterator[NameRun]:
    text, end = content.text, 0
    begins = {0, *(at + 1 for at, letter in enumerate(text) if letter in _MARKS)}
    begins |= {link.start for link in content.links} | {match.end() for match in _TOPIC.finditer(text)}
    for begin in sorted(begins):
        run = rows.at(begin) if begin >= end else None
        if run is not None:
            end = run.end
            yield run


def _turn(gap: str, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """What stands between two rows of names, 등이, 장로교에서는, says of the second; None where it says anything else."""
    before, mark, behind = gap.partition("、" if "、" in gap else ",")
    rest = behind_others(before.strip(), lexicon).strip()
    if not mark or not behind.strip() or (rest and not _ENDS.fullmatch(rest)):
        return None
    return _opening(behind, context, lexicon, meetings)


def _opening(text: str, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """What a text before names says, where that is no more than who they are, when it was, or from where they came; None where it says anything else."""
    plain = without_brackets(_FOOTNOTES.sub("", text)).strip(f" \u3000{_MARKS}")
    if not plain or parse_date(_WHEN.sub("", plain)) is not None:
        return context
    before, _, last = plain.rpartition("、" if "、" in plain else ",")
    if before:
        first = _opening(before, context, lexicon, meetings)
        return _opening(last, first, lexicon, meetings) if first else None
    if _FROM.search(plain) and len(plain) <= _MAX_SOURCE:
        return context
    topic = _AT_END.search(plain)
    return _of_topic(plain[: topic.start()].strip(), context, lexicon, meetings) if topic else None


def _of_topic(text: str, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """What a word for those who follow says of them: 参加国は, オブザーバーは; the subject's own name says nothing."""
    if text in meetings.names or _names_subject(text, lexicon):
        return context
    phrase = read_phrase(text, lexicon, meetings.names)
    if phrase is None or phrase.absent:
        return None
    is_told = phrase.members or (phrase.attended and not context.members)
    if not is_told and phrase.kind is not context.kind:
        return None  # 各国の代表は, below 加盟国
    if any(token.classes & _AGAINST for token in lexicon.matcher.tokens(text)):
        return None
    may_be = context.members or phrase.standing in AS_THERE
    standing = phrase.standing if may_be and phrase.standing else context.standing
    return replace(context, standing=standing, kind=phrase.kind or context.kind)


def _is_about_subject(opening: str, lexicon: Lexicon) -> bool:
    """True for 会議には, 連盟には: before the names stands the topic alone, and that is the meeting or body."""
    plain = opening.strip(f" \u3000{_MARKS}")
    topic = _AT_END.search(plain)
    return topic is not None and _names_subject(plain[: topic.start()].strip(), lexicon)


def _tells_act(tail: str, lexicon: Lexicon) -> bool:
    """True where a sentence's end tells of coming or joining."""
    return any(token.classes & _ACTS for token in lexicon.matcher.tokens(tail[:_MAX_TAIL]))


_ACTS = frozenset({"attend", "joining", "join"})


def _names_subject(text: str, lexicon: Lexicon) -> bool:
    """True for 会議 of 会議には甲、乙が参加した: a word for the meeting or body alone, with no name."""
    tokens = lexicon.matcher.tokens(text)
    return bool(tokens) and all(token.classes & _SUBJECT for token in tokens) and lexicon.is_verb_last


def _closes(tail: str, lexicon: Lexicon) -> bool:
    """True where a sentence's end says no more than that those before it came, or belong here: の5か国で構成される, 등이 참여했다."""
    plain = without_brackets(_FOOTNOTES.sub("", tail)).strip(" \u3000.")
    plain = behind_others(plain, lexicon).strip()
    if len(plain) > _MAX_TAIL or _NOT.search(plain) or lexicon.absent.search(plain):
        return False
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(plain)]
    return all(_says_no_more(token) for token in tokens)


def _says_no_more(token: Token) -> bool:
    if token.classes & _AGAINST or "candidate" in token.classes:
        return False  # 加盟申請中
    return bool(token.classes & _TELLS) or _ENDS.fullmatch(token.text) is not None
