"""What stands in brackets behind a name, or in a status cell, says of the name"s bearer: a role, a beginning, an end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.headings.meeting_headings import parse_members_heading
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

__all__ = ["Bare", "Said", "read_statuses", "tells_standing"]

_PARTS = lazy_pattern(r"[，,；;]")
_GLOSS = lazy_pattern(r"[A-Z][A-Za-z'’\s-]*+")


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


_NOTHING, _ABSENT = Said(), Said(absent=True)
_Term = tuple[PartialDate | None, PartialDate | None]
"""Since when, and until when."""


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
    reader = _RemarkReader(lexicon, bare, open_is_term, of_members)
    said = reduce(_together, map(reader.said, _said_apart(statuses, lexicon)), _NOTHING)
    if said.end is not None and said.start is not None and str(said.end) < str(said.start):
        said = replace(said, start=None, end=None)
    if said.standing is None and any(only_applied(status, lexicon) for status in statuses):
        # not of applied in 1999, admitted in 2001: the whole remark tells
        said = replace(said, standing=Standing.CANDIDATE)
    return said


def _together(one: Said, further: Said) -> Said:
    """What two remarks say together: of each kind what the first one says."""
    return Said(
        one.standing or further.standing,
        one.start or further.start,
        one.end or further.end,
        one.absent or further.absent,
    )


class _RemarkReader(Struct, frozen=True):
    """Reads one remark at a time; its fields are what `read_statuses` is told."""

    lexicon: Lexicon
    bare: Bare
    open_is_term: bool
    of_members: bool

    def said(self, remark: str) -> Said:
        """What the remark says."""
        text = self.lexicon.without_places(unicodedata.normalize("NFKC", remark))
        if self._is_gloss(text) or self.lexicon.of_others.search(text):
            return _NOTHING
        denies = denies_membership if self.of_members else denies_attendance
        has_left = not self.of_members and self.lexicon.left.fullmatch(text.strip()) is not None
        if has_left or denies(text, self.lexicon):
            return _ABSENT
        if told := self.lexicon.absent.search(text):  # 不参加 holds a word for joining
            return _NOTHING if self.of_members and not _denies(text, told, self.lexicon) else _ABSENT
        return Said(_standing(text, self.lexicon), *self._term(text))

    def _is_gloss(self, text: str) -> bool:
        """True for （Left Unity） and （Republican Left of Catalonia）: the name in another script."""
        return not self.lexicon.is_head_first and _GLOSS.fullmatch(text) is not None

    def _term(self, text: str) -> _Term:
        since, until = _open_range(text.strip(), self.lexicon)
        if since is None and until is None:
            return _closed_term(text, self.lexicon, self.bare)
        return (since if self.open_is_term else None), until


def _denies(text: str, told: re.Match[str], lexicon: Lexicon) -> bool:
    """True beside members for 非加盟, and for a word of absence alone; not for 2013年秋季は出場辞退."""
    came = lexicon.attended.search(told[0])
    own = lexicon.member.search(told[0]) or (came is None and lexicon.joined.search(told[0]))
    return bool(own) or not unknown_letters(text, [told.span()], lexicon)


def _exact_dates(text: str) -> list[PartialDate]:
    return [span.start for date in dates_in(text) if (span := parse_date(date.strip()))]


def _open_range(text: str, lexicon: Lexicon) -> _Term:
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


def _closed_term(text: str, lexicon: Lexicon, bare: Bare) -> _Term:
    """Since when and until when, as far as a remark says so of exact dates."""
    dates = _exact_dates(text)
    if not dates or lexicon.approximate.search(text) or _dates_a_status(text, lexicon):
        return None, None
    match dates:
        case [date]:
            says = _meaning(text, lexicon, bare)
            return (date if says is Bare.START else None), (date if says is Bare.END else None)
        case [first, last] if _is_in_order(text, lexicon):
            return first, last
    return None, None


def _dates_a_status(text: str, lexicon: Lexicon) -> bool:
    """True for suspended since 2009: the date is that of the status, not that of joining."""
    joined = lexicon.joined.search(text)
    return not lexicon.candidate.search(text) and _is_before(lexicon.plain_status.search(text), joined)


def _meaning(text: str, lexicon: Lexicon, bare: Bare) -> Bare:
    """What a remark says of its only date: by a word for leaving or joining, else what a date alone says."""
    if _leaving(text, lexicon):
        return Bare.END
    if lexicon.joined.search(text):
        return Bare.START
    is_alone = not lexicon.candidate.search(text) and date_pattern().match(text.strip()) is not None
    return bare if is_alone else Bare.NOTHING


def _is_in_order(text: str, lexicon: Lexicon) -> bool:
    """True for two dates of which the first is that of joining: joined 1990, left 2001; 1990–2001."""
    return _is_before(lexicon.joined.search(text), _leaving(text, lexicon)) or is_range(text.strip())


def _leaving(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    return lexicon.left.search(text) or lexicon.until.search(text)


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
            is_other = _is_denied(text[: match.start()], lexicon) or _is_seat_elsewhere(text, match, lexicon)
            return None if is_other else standing
    if lexicon.left.search(text):
        return Standing.FORMER
    if lexicon.associate.search(text) and lexicon.member.search(text):
        return Standing.ASSOCIATE
    if lexicon.host.match(text):
        return Standing.HOST
    return None


def _is_denied(before: str, lexicon: Lexicon) -> bool:
    """True for not an observer: a word that denies stands before that for the standing."""
    return any("non" in token.classes for token in lexicon.matcher.tokens(before))


def _is_seat_elsewhere(text: str, word: re.Match[str], lexicon: Lexicon) -> bool:
    """True for 당 중앙위 정치국 후보위원: the seat that one has in another body, which is named before it."""
    tokens = () if lexicon.is_head_first else lexicon.matcher.tokens(text)
    if not any("seat" in one.classes and word.start() <= one.start <= word.end() + 1 for one in tokens):
        return False
    before = (one for one in tokens if one.end <= word.start())
    return any(one.classes & _BODIES or not (one.classes or one.text.isdigit()) for one in before)


_BODIES = frozenset({"organization", "council", "party", "body", "organ"})


def tells_standing(text: str, lexicon: Lexicon) -> bool:
    """Return whether a cell calls somebody a member of some standing: 创始成员国, where others have the date."""
    said = parse_members_heading(text, lexicon)
    return said is not None and said.standing is not None
