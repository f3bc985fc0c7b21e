"""What a heading says that parts those of the heading above it: a region, a kind, those of a short name."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import kind_in, parts_members, whole_kind
from icmlpo_rdf.facts.headings.noun_phrases import STRONG
from icmlpo_rdf.facts.headings.parting import (
    calls_bodies,
    parts_by_kind,
    parts_by_number,
    parts_persons,
    parts_seats,
    parts_those_called_so,
)
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.denials import denies_attendance
from icmlpo_rdf.facts.names.regions import region_heading
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Text

__all__ = ["PARTING", "parted", "some_of"]

PARTING = 2.0
"""How surely those are members whom a heading parts from others of them."""
_MAX_LABEL = 30


def parted(
    text: str, content: Text, above: Context, lexicon: Lexicon, *, of_persons: bool = False
) -> Context | None:
    """Return what a heading below another says of those of that one; None where it is about something else.

    Args:
        text: the heading without brackets.
        content: as it is printed.
        above: what the headings above it say.
        lexicon: the words of the page's language.
        of_persons: the members of the page's subject are persons: a council's.
    """
    if region := region_heading(content, lexicon):
        return replace(above, region=region)
    if above.members and (some := _some_members(text, content, above, lexicon, of_persons=of_persons)):
        return some
    if kind := whole_kind(text, lexicon):
        return replace(above, kind=kind)
    return _parted_at_meeting(text, above, lexicon) if above.attended and len(text) <= _MAX_LABEL else None


def some_of(above: Context) -> Context:
    """Return the context of some of those members whom a heading above speaks of."""
    return replace(above, words=min(above.words, PARTING))


def _some_members(
    text: str, content: Text, above: Context, lexicon: Lexicon, *, of_persons: bool
) -> Context | None:
    """Those of the members above whom a heading speaks of: by their kind, their number, a short name or an office."""
    if above.kind is Kind.PERSON and calls_bodies(text, lexicon):
        return None
    if parts_members(text, lexicon):
        return above
    if parts_by_kind(clean_text(content.text), lexicon) or parts_by_number(text, lexicon):
        return some_of(above)
    if parts_those_called_so(text, above.because, lexicon) or parts_seats(text, above.because, lexicon):
        return some_of(above)
    # 構成員, over 閣僚 and 有識者; below 加盟国 these would be persons of those.
    may_be_persons = of_persons or (above.kind in {None, Kind.PERSON} and above.words >= STRONG)
    if may_be_persons and parts_persons(text, lexicon, with_offices=of_persons):
        return replace(some_of(above), kind=Kind.PERSON)
    return None


def _parted_at_meeting(text: str, above: Context, lexicon: Lexicon) -> Context | None:
    """What a short heading says that parts those who took part; only what is about something else is not about them."""
    if lexicon.absent.search(text) or denies_attendance(text, lexicon):
        return None
    if kind := kind_in(text, lexicon):  # アウトリーチ国, 国際機関
        return replace(above, kind=kind)
    # G20, 其他. 湖区领导人 ends in persons, 领导机构 does not.
    tokens = lexicon.matcher.tokens(text)
    are_persons = bool(tokens) and "person" in tokens[-1].classes
    parts_them = bool(tokens) and (are_persons or lexicon.not_introduced.search(text) is None)
    return above if parts_them and lexicon.other_topics.search(text) is None else None
