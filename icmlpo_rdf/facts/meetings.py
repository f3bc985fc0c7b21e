"""Meetings of which a page tells in several places, as one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from icmlpo_rdf.facts.model import Meeting
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["one_of_each"]

_NO_NAME = lazy_pattern(rf"[\d{letters('year')}{letters('business_year')}{letters('particles')}·\s]+")
_SESSION = letters("session_counters")
_COUNTERS, _NTH = letters("congress_counters") + _SESSION, letters("ordinal_before")
_COUNTER = lazy_pattern(rf"{_NTH}[^\s{_NTH}{_COUNTERS}]{{1,4}}([{_COUNTERS}])")
_PAIR = 2
_MOST_OF_A_KEY = 100
"""No page tells of more meetings of one year; it keeps the search from all of them."""


def one_of_each(meetings: Iterable[Meeting], lexicon: Lexicon) -> dict[Meeting, Meeting]:
    """Return for each meeting the one that it is the same as, with all that is told of it.

    The same are those with one page of their own, with one number and no contradicting year, or, where
    neither has a number, with one year and one label, of which a bare date is none. One of which only the year is
    told is the one meeting of that year that has a number or a page, where there is just one.
    """
    groups: list[list[Meeting]] = []
    by_key: dict[object, list[list[Meeting]]] = {}
    for meeting in dict.fromkeys(meetings):
        group = next(
            (
                group
                for key in _looked_up(meeting)
                for group in by_key.get(key, ())
                if all(_agree(meeting, one) for one in group)
            ),
            None,
        )
        if group is None:
            group = []
            groups.append(group)
        group.append(meeting)
        for key in _kept_under(meeting):
            known = by_key.setdefault(key, [])
            if len(known) < _MOST_OF_A_KEY and not any(group is one for one in known):
                known.append(group)
    groups = _with_bare_years(groups, lexicon)
    return {meeting: merged for group in groups for merged in [_merged(group)] for meeting in group}


def _with_bare_years(groups: list[list[Meeting]], lexicon: Lexicon) -> list[list[Meeting]]:
    """The groups, those that only tell a year joined to the meeting of that year that tells more."""
    of_year: dict[int, list[list[Meeting]]] = {}
    for group in groups:
        for year in {one.year for one in group if one.year is not None}:
            of_year.setdefault(year, []).append(group)
    kept: list[list[Meeting]] = []
    for group in groups:
        same_year = of_year.get(group[0].year or 0, [])
        other = (
            next((one for one in same_year if one is not group), None) if len(same_year) == _PAIR else None
        )
        if other and all(_tells_year_only(one, lexicon) for one in group) and _tells_more(other, group):
            other.extend(group)
        else:
            kept.append(group)
    return kept


def _tells_more(other: list[Meeting], group: list[Meeting]) -> bool:
    """True where a meeting has a number or a page, and nothing of it contradicts what only tells its year."""
    if not any(one.ordinal is not None or one.thing for one in other):
        return False
    return all(_agree(one, mine) and _dates_agree(one, mine) for one in other for mine in group)


def _tells_year_only(meeting: Meeting, lexicon: Lexicon) -> bool:
    """True for 1971年, and for 1971年会议."""
    if meeting.ordinal is not None or meeting.thing is not None or meeting.year is None:
        return False
    return not _NO_NAME.sub("", lexicon.meeting_noun.sub("", meeting.label)).strip()


def _dates_agree(one: Meeting, other: Meeting) -> bool:
    dates = {meeting.dates.start for meeting in (one, other) if meeting.dates and meeting.dates.start.month}
    return len(dates) < 2


def _days_agree(one: Meeting, other: Meeting) -> bool:
    """False where both begin on a known day, or in a known month, and not on the same."""
    if one.dates is None or other.dates is None:
        return True
    mine, its = str(one.dates.start), str(other.dates.start)
    return mine.startswith(its) or its.startswith(mine)


def _kept_under(meeting: Meeting) -> list[object]:
    keys: list[object] = [meeting.thing] if meeting.thing else []
    if meeting.ordinal is not None:
        return [*keys, meeting.ordinal]
    if meeting.year is None:
        return [*keys, ("label", meeting.label)]
    keys += [("year", meeting.year), ("label", meeting.year, meeting.label)]
    return [*keys, ("open", meeting.year)] if _is_open(meeting) else keys


def _looked_up(meeting: Meeting) -> list[object]:
    """The keys under which a meeting that may be the same is kept."""
    keys = _kept_under(meeting)
    if meeting.ordinal is not None or meeting.year is None or _is_open(meeting):
        return keys
    return [("label", meeting.year, meeting.label), ("open", meeting.year)]


def _is_open(meeting: Meeting) -> bool:
    """True for one that may be the same as one of another label: it has its own page, or is known by its date alone."""
    return meeting.thing is not None or _is_bare(meeting)


def _is_bare(meeting: Meeting) -> bool:
    """True for one known by its date alone."""
    return meeting.label == meeting.date_as_printed


def _agree(one: Meeting, other: Meeting) -> bool:
    """True when nothing that both tell contradicts."""
    if _contradict(one, other) or _is_session(one, other):
        return False
    if any(told is not None for meeting in (one, other) for told in (meeting.ordinal, meeting.thing)):
        # Two meetings of one year, one of them without a name, are told apart by their days.
        named = (one.thing and one.thing == other.thing) or (one.ordinal and one.ordinal == other.ordinal)
        return bool(named) or _days_agree(one, other)
    # Known by their year: a bare date is any meeting of that year whose date does not contradict it.
    bare = _is_bare(one) or _is_bare(other)
    return one.label == other.label or (bare and _dates_agree(one, other))


def _contradict(one: Meeting, other: Meeting) -> bool:
    """True where they are of two series, or differ in their page, number or year."""
    if one.series and other.series and one.series != other.series and one.thing is None:
        return True
    pairs = ((one.thing, other.thing), (one.ordinal, other.ordinal), (one.year, other.year))
    return any(mine is not None and its is not None and mine != its for mine, its in pairs)


def _is_session(one: Meeting, other: Meeting) -> bool:
    """True for 第一次会议, or a date, and the 第一届国民大会 that has a page: one counts sessions, the other congresses."""
    if (one.thing is None) == (other.thing is None):
        return False
    paged, plain = (one, other) if one.thing else (other, one)
    congress, session = (_COUNTER.findall(meeting.label) for meeting in (paged, plain))
    if not congress or congress[-1] == _SESSION:
        return False
    return session[-1] == _SESSION if session else _is_bare(plain) and paged.year is None


def _merged(group: list[Meeting]) -> Meeting:
    """The first, with what the others tell besides, and where they tell it."""
    merged = group[0]
    for other in group[1:]:
        more = replace(
            merged,
            ordinal=merged.ordinal if merged.ordinal is not None else other.ordinal,
            year=merged.year if merged.year is not None else other.year,
            thing=merged.thing or other.thing,
            dates=merged.dates or other.dates,
            date_as_printed=merged.date_as_printed or other.date_as_printed,
            places=merged.places or other.places,
            places_as_printed=merged.places_as_printed or other.places_as_printed,
        )
        by_year = merged.ordinal is not None and other.ordinal is None
        if (more != merged or by_year) and other.span not in {merged.span, *merged.told_on}:
            more = replace(more, told_on=(*merged.told_on, other.span))
        merged = more
    return merged
