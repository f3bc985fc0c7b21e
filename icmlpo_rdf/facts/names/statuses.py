"""What stands in brackets behind a name, or in a status cell, says of the name"s bearer: a role, a beginning, an end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from msgspec import Struct

from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.names.denials import denies_attendance, denies_membership, only_applied
from icmlpo_rdf.facts.names.printed_dates import (
    MAX_REMARK,
    date_pattern,
    dates_in,
    is_range,
)
from icmlpo_rdf.facts.names.remarks import unknown_letters
from icmlpo_rdf.facts.words.dates import PartialDate, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["Bare", "Said", "read_statuses"]

_PARTS = lazy_pattern(r"[，,；;]")
_GLOSS = lazy_pattern(r"(?:[A-Z][a-z'’-]*\s*)+")


class Bare(Enum):
    """What a date says behind a name without a word."""

    NOTHING = "nothing"
    START = "start"
    END = "end"


class Said(Struct, frozen=True):
    """What is said of a name's bearer."""

    standing: Standing | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    absent: bool = False


def read_statuses(
    statuses: Sequence[str],
    lexicon: Lexicon,
    *,
    bare: Bare = Bare.NOTHING,
    open_is_term: bool = False,
    of_members: bool = False,
) -> Said:
    """Return what the remarks behind a name say, as far as they say it in the lexicon's words.

    （观察员） is a role; （2008年被开除） an end with its year; （2002年左右停止活动） gives no date, because about
    2002 is not 2002; a bare year says nothing of a party, since it may be when it was founded.

    Args:
        statuses: the remarks, as printed.
        lexicon: the words of the wiki's language.
        bare: what a date alone says: that of joining, for countries in a list of members.
        open_is_term: 1972– says since when: not of a person, who may have been born then, and not of those who left.
        of_members: they stand beside members, whom a meeting or a contest that they missed does not make others.
    """
    standing: Standing | None = None
    start = end = None
    absent = False
    for status in _said_apart(statuses, lexicon):
        text = lexicon.without_places(unicodedata.normalize("NFKC", status))
        # （Left Unity）: the name in another script.
        is_gloss = not lexicon.is_head_first and _GLOSS.fullmatch(text)
        if is_gloss or lexicon.of_others.search(text):
            continue
        if denies_membership(text, lexicon) if of_members else denies_attendance(text, lexicon):
            absent = True
            continue
        if told := lexicon.absent.search(text):  # 不参加 holds a word for joining
            absent = absent or not of_members or _denies(text, told, lexicon)
            continue
        standing = standing or _standing(text, lexicon)
        began, ended = _open_range(text.strip(), lexicon)
        if began is None and ended is None:
            began, ended = _term(text, lexicon, bare)
        elif not open_is_term:
            began = None
        start, end = start or began, end or ended
    if end is not None and start is not None and str(end) < str(start):
        start = end = None
    if standing is None and any(only_applied(status, lexicon) for status in statuses):
        standing = Standing.CANDIDATE  # not of applied in 1999, admitted in 2001: the whole remark tells
    return Said(standing, start, end, absent)


def _denies(text: str, told: re.Match[str], lexicon: Lexicon) -> bool:
    """True beside members for 非加盟, and for a word of absence alone; not for 2013年秋季は出場辞退."""
    came = lexicon.attended.search(told[0])
    own = lexicon.member.search(told[0]) or (came is None and lexicon.joined.search(told[0]))
    return bool(own) or not unknown_letters(text, [told.span()], lexicon)


def _exact_dates(text: str) -> list[PartialDate]:
    return [span.start for date in dates_in(text) if (span := parse_date(date.strip()))]


def _open_range(text: str, lexicon: Lexicon) -> tuple[PartialDate | None, PartialDate | None]:
    """Since when, of 1972– and 1972–present; until when, of –1982."""
    ends, opens = _UNTIL.fullmatch(text), _SINCE.fullmatch(text)
    if ends and (date := parse_date(ends[1])) and date.end is None:
        return None, date.start
    if opens and (not opens[2] or opens[2].lower() in lexicon.not_names):
        date = parse_date(opens[1])
        return (date.start if date and date.end is None else None), None
    return None, None


_TO = rf"\s?[-–—−~～－{letters('date_to')}]"
_SINCE = lazy_pattern(rf"([^-–—−~～－]{{4,30}}?){_TO}\s?([^\W\d]{{0,12}})")
_UNTIL = lazy_pattern(rf"{_TO}\s?(\d[^-–—−~～－]{{3,30}})")


def _term(text: str, lexicon: Lexicon, bare: Bare) -> tuple[PartialDate | None, PartialDate | None]:
    """Since when and until when, as far as a remark says so of exact dates."""
    if lexicon.approximate.search(text):
        return None, None
    dates = _exact_dates(text)
    left = lexicon.left.search(text) or lexicon.until.search(text)
    joined = lexicon.joined.search(text)
    may_join = lexicon.candidate.search(text) is not None
    if joined and not may_join and _is_before(lexicon.plain_status.search(text), joined):
        return None, None  # suspended since 2009
    if len(dates) == 2:
        in_order = _is_before(joined, left) or is_range(text.strip())
        return (dates[0], dates[1]) if in_order else (None, None)
    if len(dates) != 1:
        return None, None
    if left:
        return None, dates[0]
    is_bare = not may_join and not joined and date_pattern().match(text.strip()) is not None
    if is_bare and bare is Bare.END:
        return None, dates[0]
    return dates[0] if joined or (is_bare and bare is Bare.START) else None, None


def _is_before(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and other is not None and one.start() < other.start()


def _said_apart(statuses: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """The remarks; one that tells several dates in parts, each of them: 1963年5月25日，2012年中止会籍."""
    for status in statuses:
        if len(status) > MAX_REMARK:
            continue
        if lexicon.restored.search(status) and lexicon.left.search(status):
            # 1990年退出，2003年重新加入: a member, whose dates are more than one beginning and one end.
            continue
        parts = [part.strip() for part in _PARTS.split(status)]
        if len(parts) > 1 and all(len(dates_in(part)) == 1 for part in parts):
            yield from parts
        else:
            yield status


_HANGUL = lazy_pattern(r"[\uac00-\ud7a3]+")


def _ends_there(behind: str, lexicon: Lexicon) -> bool:
    """Return whether a word of Hangul ends before this text: the candidate's word is no part of that for a reservist."""
    rest = _HANGUL.match(behind)
    if rest is None or rest[0] in lexicon.particles:
        return True
    return bool(lexicon.matcher.tokens(rest[0])[0].classes)


def _standing(text: str, lexicon: Lexicon) -> Standing | None:
    for pattern, standing in (
        (lexicon.observer, Standing.OBSERVER),
        (lexicon.candidate, Standing.CANDIDATE),
        (lexicon.founding, Standing.FOUNDING),
        (lexicon.guest, Standing.GUEST),
    ):
        if (match := pattern.search(text)) and _ends_there(text[match.end() :], lexicon):
            return None if _is_seat_elsewhere(text, match, lexicon) else standing
    if lexicon.left.search(text):
        return Standing.FORMER
    if lexicon.associate.search(text) and lexicon.member.search(text):
        return Standing.ASSOCIATE
    if lexicon.host.match(text):
        return Standing.HOST
    return None


def _is_seat_elsewhere(text: str, word: re.Match[str], lexicon: Lexicon) -> bool:
    """True for 당 중앙위 정치국 후보위원: the seat that one has in another body, which is named before it."""
    tokens = () if lexicon.is_head_first else lexicon.matcher.tokens(text)
    if not any("seat" in one.classes and word.start() <= one.start <= word.end() + 1 for one in tokens):
        return False
    before = (one for one in tokens if one.end <= word.start())
    return any(one.classes & _BODIES or not (one.classes or one.text.isdigit()) for one in before)


_BODIES = frozenset({"organization", "council", "party", "body", "organ"})
