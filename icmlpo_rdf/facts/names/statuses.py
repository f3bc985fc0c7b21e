"""What stands in brackets behind a name, or in a status cell: a role, a beginning, an end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache

from msgspec import Struct

from icmlpo_rdf.facts.headings.phrases import STRONG, read_phrase
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.words.dates import PartialDate, begins_with_month, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.named_months import named_date
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "Bare",
    "Said",
    "counts_members",
    "holds_sentence",
    "is_mere_observer",
    "is_range",
    "is_remark",
    "is_status",
    "read_statuses",
    "tells_of_bearer",
]

_Y, _M, _D = (rf"\s*+[{letters(kind)}]" for kind in ("year", "month", "day"))
_FULL_YEARS = lazy_pattern(rf"(\d{{4}}){_Y}?\s*+[-–—−~～{letters('date_to')}]\s*+(\d{{4}}){_Y}?")
_YEAR = lazy_pattern(r"\d{4}")
_PARTS = lazy_pattern(r"[，,；;]")
_MAX_LENGTH = 200
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
    statuses: Iterable[str],
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
    return Said(standing, start, end, absent)


def _denies(text: str, told: re.Match[str], lexicon: Lexicon) -> bool:
    """True beside members for 非加盟, and for a word of absence alone; not for 2013年秋季は出場辞退."""
    came = lexicon.attended.search(told[0])
    own = lexicon.member.search(told[0]) or (came is None and lexicon.joined.search(told[0]))
    return bool(own) or not _unknown_letters(text, [told.span()], lexicon)


def _exact_dates(text: str) -> list[PartialDate]:
    return [span.start for date in _dates_in(text) if (span := parse_date(date.strip()))]


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
    is_bare = not may_join and not joined and _date().match(text.strip()) is not None
    if is_bare and bare is Bare.END:
        return None, dates[0]
    return dates[0] if joined or (is_bare and bare is Bare.START) else None, None


def is_range(text: str) -> bool:
    """Return whether a text is two dates with nothing but a dash between them: September 18, 1922 – April 14, 1939."""
    if _FULL_YEARS.fullmatch(text):
        return True
    found = list(_date().finditer(text)) if len(text) <= _MAX_LENGTH else []
    between = text[found[0].end() : found[1].start()] if len(found) == 2 else ""
    whole = len(found) == 2 and found[0].start() == 0 and found[1].end() == len(text)
    return whole and _DASH.fullmatch(between) is not None


_DASH = lazy_pattern(r"\s?[-–—]\s?")


def _is_before(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and other is not None and one.start() < other.start()


@cache
def _date() -> re.Pattern[str]:
    return re.compile(
        rf"{named_date()}|(?<!\d)\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}(?!\d)|"
        rf"\d{{4}}{_Y}?(?:\s*+\d{{1,2}}{_M}(?:\s*+\d{{1,2}}{_D})?)?|\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?",
        re.IGNORECASE,
    )


def _dates_in(text: str) -> list[str]:
    return _date().findall(text) if _YEAR.search(text) else []


def _said_apart(statuses: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """The remarks; one that tells several dates in parts, each of them: 1963年5月25日，2012年中止会籍."""
    for status in statuses:
        if len(status) > _MAX_LENGTH:
            continue
        if lexicon.restored.search(status) and lexicon.left.search(status):
            # 1990年退出，2003年重新加入: a member, whose dates are more than one beginning and one end.
            continue
        parts = [part.strip() for part in _PARTS.split(status)]
        if len(parts) > 1 and all(len(_dates_in(part)) == 1 for part in parts):
            yield from parts
        else:
            yield status


_SHORT = 40


def is_status(note: str, lexicon: Lexicon) -> bool:
    """Return whether a note behind a row says what a status says: 2004年退出, 1998年－2007年, 观察员."""
    if not note or len(note) > _SHORT or "。" in note:
        return False
    text = unicodedata.normalize("NFKC", note).strip()
    if _FULL_YEARS.fullmatch(text):
        return True
    told = lexicon.status.search(text)
    # 건설노동자 및 예비 건설노동자들의 노동조합: what an organization is, not how it belongs.
    describes = told and lexicon.candidate.fullmatch(told[0]) and lexicon.organization_ending.search(text)
    return told is not None and not describes


def tells_of_bearer(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text behind a name says how its bearer belongs to the subject."""
    return is_status(text, lexicon) or is_remark(text, lexicon)


_AROUND = " -–—,，;；:：()（）"
_IN_REMARKS = frozenset(
    {
        "member",
        "founding",
        "associate",
        "candidate",
        "observer",
        "former",
        "guest",
        "free",
        "before_tail",
        "article",
    }
)
_IN_MEMBERS = _IN_REMARKS | {"country"}
_MOST_UNKNOWN = 1
"""Letters of a dated remark that no word explains, where words are not parted: 自1990年起."""


_COUNT = lazy_pattern(r"(?<=\D)\d{1,9}\s?\w{1,2}$")


def counts_members(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text tells how many members a body has: 登記會員735人."""
    counted = _COUNT.search(text)
    if counted is None or not lexicon.counted.fullmatch(counted[0]):
        return False
    return lexicon.member.search(text[: counted.start()]) is not None


def is_remark(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text tells of a name's bearer and is no name: since 2001, Gründungsmitglied, 2001年加入.

    Left Party and 候補同盟 are names, though a word of theirs tells of bearers elsewhere: nothing else may stand there.
    """
    text = unicodedata.normalize("NFKC", text).rstrip("。").strip(_AROUND)
    if not 0 < len(text) <= _SHORT or "。" in text:
        return False
    first, _, behind = text.partition(" ")
    if first.lower() in lexicon.not_names and parse_date(behind) is not None:
        return True  # Abolished 14 December 2011
    parts = (lexicon.status, lexicon.until, lexicon.joined)
    said = [match.span() for one in parts for match in one.finditer(text)]
    begins_small = lexicon.is_head_first and text[0].islower()
    if begins_small and lexicon.member.search(text):
        return True  # associate member of the UASB
    if (said and begins_small) or _tells_members(text, lexicon):
        return True
    dated = _YEAR.search(text) is not None
    if not said or (lexicon.is_head_first and not dated):
        return (0, len(text)) in said
    if not dated:
        return not _unknown_letters(text, said, lexicon)
    said += (match.span() for match in _date().finditer(text))
    return _unknown_letters(text, said, lexicon) <= (0 if lexicon.is_head_first else _MOST_UNKNOWN)


def _tells_members(text: str, lexicon: Lexicon) -> bool:
    """True for a text of words for members and nothing else, but for a mark that it explains: F Founding member."""
    text = text[2:] if text[1:2] == " " and text[0].isascii() else text
    if not all(token.classes & _IN_MEMBERS for token in lexicon.matcher.tokens(text)):
        return False
    phrase = read_phrase(text, lexicon)
    return phrase is not None and phrase.members and phrase.score >= STRONG


def _unknown_letters(text: str, said: Sequence[tuple[int, int]], lexicon: Lexicon) -> int:
    """How many letters and digits no word explains, besides what is `said`."""
    known = ((one.start, one.end) for one in lexicon.matcher.tokens(text) if one.classes & _IN_REMARKS)
    explained = {at for begin, end in (*said, *known) for at in range(begin, end)}
    return sum(letter.isalnum() for at, letter in enumerate(text) if at not in explained)


def is_mere_observer(status: str, lexicon: Lexicon) -> bool:
    """Return whether a status says no more than the role: 观察员, オブザーバー国."""
    phrase = read_phrase(status, lexicon)
    return (
        phrase is not None
        and phrase.standing is Standing.OBSERVER
        and phrase.score >= STRONG
        and lexicon.observer.match(status) is not None
    )


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


def holds_sentence(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text ends as a sentence does, goes on behind one, or begins with a month: 가입돼 있다. 산하 기구로는; 1931年4月排名."""
    return begins_with_month(text) or any(
        lexicon.sentence_end.search(one) for one in text.removesuffix(".").split(". ")
    )
