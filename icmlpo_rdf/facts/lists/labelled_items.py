"""What an item of members or participants says before its colon of all the names behind it: 创始成员国：…, Sent apologies: …."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import MembersHeading, parse_members_heading
from icmlpo_rdf.facts.headings.plain_words import ends_in_seat
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import TRIM
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.denials import denied_by
from icmlpo_rdf.facts.names.lined import part_of, years_before
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName, parted
from icmlpo_rdf.facts.names.regions import is_municipality
from icmlpo_rdf.facts.names.remarks import is_remark
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.dates import PartialDate, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, Text

__all__ = ["HeadedItem", "beside_seats", "have_areas_before", "names_kind", "names_staff", "without_label"]

_ELSEWHERE = frozenset({Standing.FORMER, Standing.CANDIDATE})
"""As what one is a member of something, and nobody at a meeting."""


class HeadedItem(Struct, frozen=True):
    """An item without the words before its colon that are no name."""

    item: Item
    context: Context
    since: PartialDate | None = None
    until: PartialDate | None = None
    status: str = ""
    """What these words say of each name, as a remark behind it would: Suspended:."""
    denied: bool = False
    """True where they say that those behind them did not come, or do not belong: Sent apologies:."""

    def dated(self, stated: Statement) -> Statement:
        """A statement of membership with the dates before the colon, where it has none of its own."""
        if self.since is None or stated.start or stated.meeting:
            return stated
        return replace(stated, start=self.since, end=stated.end or self.until)

    def told_of(self, entry: Entry) -> Entry:
        """A name with what the words before the colon say of it."""
        return replace(entry, statuses=(self.status, *entry.statuses)) if self.status else entry


def without_label(item: Item, context: Context, lexicon: Lexicon) -> HeadedItem:
    """Return an item without the words before its colon that are no name, under what they say."""
    if (
        item.content.text.lstrip().startswith((":", "："))
        and context.attended
        and context.kind is Kind.COUNTRY
    ):
        return HeadedItem(item, replace(context, kind=Kind.PERSON))  # ：总理[甲](…), whose flag is lost
    if context.among_areas and (told := _areas_before(item.content, lexicon)):
        return HeadedItem(replace(item, content=told[1]), replace(context, region=told[0] or context.region))
    if (parts := parted(item.content)) is None:
        return HeadedItem(item, context)
    head, tail = parts
    behind = replace(item, content=tail)
    if denied_by(head, lexicon):
        return HeadedItem(item, context, denied=True)
    if not context.members:
        return _at_meeting(head, item, behind, context, lexicon)
    return _of_members(head, item, behind, context, lexicon)


def beside_seats(items: Sequence[Item], lexicon: Lexicon) -> frozenset[str]:
    """Return what stands before the colons of a list of which an item names those who have a seat, 조사위원: 甲、乙; nothing for another."""
    heads = frozenset(parts[0].strip() for item in items if (parts := parted(item.content)))
    return heads if any(ends_in_seat(head, lexicon) for head in heads) else frozenset()


def names_staff(item: Item, beside: frozenset[str], lexicon: Lexicon) -> bool:
    """Return whether an item beside 조사위원 names who works for them: 조사관, 서기 over more than an officer and a deputy.

    The deputies of one beside it are none: 副主席, beside 主席; nor are 부위원장.
    """
    if not beside or (parts := parted(item.content)) is None:
        return False
    head, behind = parts
    if head.strip()[1:] in beside:
        return False
    if len(_BETWEEN.split(without_brackets(behind.text))) <= _MOST_OFFICERS:
        return False
    is_office = "office" in (tokens[-1].classes if (tokens := lexicon.matcher.tokens(head)) else ())
    return not ends_in_seat(head, lexicon) and not (is_office and ends_in_seat(head[:-1], lexicon))


_MOST_OFFICERS = 2


def have_areas_before(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """Return whether items of a list name, behind a colon and the areas where they are, several or bodies: 岡山県・広島県：甲大学、乙大学."""
    behind = [found[1] for item in items if (found := _areas_before(item.content, lexicon))]
    told = sum(_names_several(one, lexicon) for one in behind)
    return 2 * told > len(behind) and 2 * len(behind) > len(items)


def _names_several(content: Text, lexicon: Lexicon) -> bool:
    text = without_brackets(content.text).strip(TRIM)
    if is_remark(text, lexicon):
        return False
    names = [one.strip(TRIM) for one in _BETWEEN.split(text)]
    return len(names) > 1 or lexicon.organization_ending(names[0]) != ""


def _areas_before(content: Text, lexicon: Lexicon) -> tuple[PrintedName | None, Text] | None:
    """The areas before a text's colon, as one where it is one, and the text behind it; None where anything else stands there."""
    inside = [(link.start, link.end) for link in content.links]
    colons = (match for match in _COLON.finditer(content.text, 0, _MAX_AREAS))
    match = next((one for one in colons if not any(a <= one.start() < b for a, b in inside)), None)
    if match is None:
        return None
    head, behind = part_of(content, 0, match.start()), part_of(content, match.end(), len(content.text))
    text = without_brackets(head.text).strip(TRIM)
    areas = [one.strip(TRIM) for one in lexicon.joiners.split(text)]
    if not all(is_municipality(one, lexicon) or place_kind(one, lexicon) for one in areas):
        return None
    if len(areas) > 1:
        return None, behind
    link = head.links[0] if head.links and head.links[0].text == text else None
    is_known = place_kind(text, lexicon) is not None  # read with its names
    return None if is_known else (PrintedName(text, link, content.span), behind)


_COLON = lazy_pattern(r"\s?[:：]|\s[-–—]\s", needs=":：-–—")
_BETWEEN = lazy_pattern(r"[、，,·・]")
_MAX_AREAS = 40


def _at_meeting(head: str, item: Item, behind: Item, context: Context, lexicon: Lexicon) -> HeadedItem:
    """オブザーバー：ブラジル、ボリビア, among those who took part; nobody behind Ehemalige:."""
    members = parse_members_heading(head, lexicon, below_members=True)
    if members and members.standing in _ELSEWHERE:
        return HeadedItem(item, context, denied=True)
    if members and members.standing is Standing.OBSERVER:
        return HeadedItem(behind, replace(context, standing=members.standing))
    if not lexicon.is_head_first and _calls_person(head, item, lexicon):
        return HeadedItem(behind, context)
    return HeadedItem(item, context)


def _calls_person(head: str, item: Item, lexicon: Lexicon) -> bool:
    """True for 调停人, without a link: what those behind it are there as."""
    tokens = lexicon.matcher.tokens(head)
    is_called = len(tokens) > 1 and tokens[-1].classes == {"person"} and "place" not in tokens[0].classes
    return is_called and all(link.start >= len(head) for link in item.content.links)


def _of_members(head: str, item: Item, behind: Item, context: Context, lexicon: Lexicon) -> HeadedItem:
    """创始成员国：…, 理事会候补理事：… on the page of that council, 1995年加入：…, Former: …, Suspended: …."""
    if members := parse_members_heading(head, lexicon, context.names):
        return HeadedItem(behind, _as_called(members, context))
    if years := years_before(item.content):
        content, start, end = years
        return HeadedItem(replace(item, content=content), context, start, end)
    date = parse_date(lexicon.joined.sub("", head).strip())
    if date is not None and date.end is None:
        return HeadedItem(behind, context, date.start)
    if members := parse_members_heading(head, lexicon, below_members=True):
        return HeadedItem(behind, _as_called(members, context))
    if _calls_members(head, lexicon) or (behind.content.links and names_kind(head, lexicon)):
        return HeadedItem(behind, context)
    if lexicon.plain_status.fullmatch(head):
        return HeadedItem(behind, context, status=head)
    return HeadedItem(item, context)


def _calls_members(head: str, lexicon: Lexicon) -> bool:
    """True for 비정부기관회원: members, of a kind that no class knows."""
    tokens = lexicon.matcher.tokens(head) if not lexicon.is_head_first else ()
    return (
        bool(tokens)
        and "member" in tokens[-1].classes
        and all(token.classes <= _PLAIN for token in tokens[:-1])
    )


def names_kind(head: str, lexicon: Lexicon) -> bool:
    """Return whether a label only says of which kind those behind it are, and is no body's name: 大学, 短期大学."""
    tokens = lexicon.matcher.tokens(head) if not lexicon.is_head_first else ()
    is_kind = bool(tokens) and bool(tokens[-1].classes & {"organization", "anybody"})
    return is_kind and all(token.classes and token.classes <= _KINDS for token in tokens)


_PLAIN = frozenset({"free", "country", "organization"})
_KINDS = frozenset({"free", "joint", "organization", "anybody", "party"})


def _as_called(members: MembersHeading, context: Context) -> Context:
    return replace(context, standing=members.standing, kind=members.kind or context.kind)
