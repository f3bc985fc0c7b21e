"""Lists of participants and of members: items to statements, or to notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.content.rating import LEAST_SCORE, Rating, looks_of_items
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.headings.meeting_headings import LEAST, TitleKind, parse_members_heading, standing_in
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.lists.list_items import read_item
from icmlpo_rdf.facts.lists.meeting_lists import ListedMeeting, find_listed_meetings
from icmlpo_rdf.facts.lists.meeting_points import Points, find_points
from icmlpo_rdf.facts.lists.seats import tells_seats
from icmlpo_rdf.facts.lists.senders import sender_of
from icmlpo_rdf.facts.model import Coverage, Kind, Purpose, Reading, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import is_office
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.regions import region_of
from icmlpo_rdf.facts.statements import Found, Statement
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemList, ItemRole, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["read_list"]

_MAX_GROUP = 20
_SEATS = 2.0
_LEAST_OFFICES = 3


def read_list(
    block: ItemList, context: Context, lexicon: Lexicon, found: Found, about: TitleKind = TitleKind.OTHER
) -> None:
    """Read a list under words that say what its items are; account for every other one.

    Args:
        block: the list.
        context: the words above it.
        lexicon: the words of the wiki's language.
        found: where its facts and notes go.
        about: what the page's title speaks of.
    """
    found.notes.extend(Note(Code.ITEM_EMPTY, item.span, "") for item in block.items if item.content.is_empty)
    filled = [item for item in block.items if not item.content.is_empty]
    if context.see_also:
        used = [item for item in filled if item.content.links]
        if filled and not used:
            found.notes.append(Note(Code.LIST_UNUSED, block.span, filled[0].content.text[:QUOTE]))
        _reading(block, context, Purpose.SEE_ALSO if used else Purpose.NONE, len(used), found)
        return
    if context.seats and not context.says_who and tells_seats(block, context.under, lexicon):
        context = replace(
            context, members=True, standing=Standing.MEMBER, kind=Kind.PERSON, words=_SEATS, refused=""
        )
    if context.members and not context.attended:
        rating = Rating(context.words, context.profile, looks_of_items(filled, lexicon))
        context = replace(context, clues=rating.clues)
        if not rating.is_enough:
            context = replace(context, members=False, refused=str(rating))
    if not context.says_who and context.meeting is not None:
        block = _read_groups(block, context, lexicon, found)
        filled = [item for item in block.items if not item.content.is_empty]
    plays = context.members and any(lexicon.performers.search(item.content.text) for item in filled)
    if not context.says_who or plays or (block.ordered and _is_references(block)):
        if not context.says_who and (points := find_points(block, context, lexicon)):
            _add_points(block, context, points, found)
            return
        if (
            not context.says_who
            and filled
            and about is not TitleKind.CONTESTS
            and (meetings := find_listed_meetings(block, context.under, lexicon, about))
        ):
            _add_meetings(block, context, meetings, found)
            return
        if filled:
            found.notes.append(Note(Code.LIST_UNUSED, block.span, filled[0].content.text[:QUOTE]))
        _reading(block, context, Purpose.NONE, 0, found)
        return
    notes: list[Note] = []
    statements: list[Statement] = []
    used_items = 0
    if context.attended or not _are_offices(filled, lexicon):
        used_items = _read_items(block.items, context, lexicon, notes, statements)
    if statements:
        found.statements.extend(statements)
        found.notes.extend(notes)
        purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
        _reading(block, context, purpose, used_items, found)
        return
    if filled:
        found.notes.append(Note(Code.LIST_NOT_UNDERSTOOD, block.span, filled[0].content.text[:QUOTE]))
    _reading(block, context, Purpose.NONE, 0, found)


def _are_offices(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """True where most items are offices and nobody's name: 外務大臣, 陸軍大臣. Whoever holds them is not told."""
    offices = sum(_is_mere_office(item.content, lexicon) for item in items)
    return 2 * offices > len(items) and offices >= _LEAST_OFFICES


def _is_mere_office(content: Text, lexicon: Lexicon) -> bool:
    """True for 外務大臣 that leads to the office; not for [甲](…)：大将 or [甲大統領](甲), which end in one."""
    text = clean_text(content.text)
    if len(content.links) != 1 or clean_text(content.links[0].text) != text:
        return not content.links and text.isalnum() and is_office(text, lexicon)
    target = content.links[0].target
    return target is not None and is_office(label_of(target.title), lexicon)


def _read_groups(block: ItemList, context: Context, lexicon: Lexicon, found: Found) -> ItemList:
    """Read the items of a meeting's list that say of those inside them that they took part; return it without them.

    各国首席代表 over the delegates, beside the items of date and place.
    """
    rest: list[Item] = []
    place = 0
    while place < len(block.items):
        item, end = block.items[place], place + 1
        while end < len(block.items) and block.items[end].depth > item.depth:
            end += 1
        inner = block.items[place + 1 : end]
        text = clean_text(item.content.text).rstrip("：:").strip()
        phrase = read_phrase(text, lexicon) if inner and len(text) <= _MAX_GROUP else None
        if phrase is not None and phrase.attended and phrase.score >= LEAST and not item.content.links:
            span = Span(item.span.begin, inner[-1].span.end)
            here = Context(
                under=context.under,
                meeting=context.meeting,
                attended=True,
                kind=phrase.kind,
                standing=phrase.standing,
                because=text,
                named_at=context.named_at,
                said_at=(item.span,),
            )
            read_list(ItemList(inner, block.ordered, span), here, lexicon, found)
        else:
            rest += block.items[place:end]
        place = end
    return replace(block, items=tuple(rest))


def _add_points(block: ItemList, context: Context, points: Points, found: Found) -> None:
    """Hand over what a list tells of its heading's meeting; every other item is reported."""
    for item in block.items:
        if id(item) not in points.used and not item.content.is_empty:
            found.notes.append(Note(Code.ITEM_NOT_UNDERSTOOD, item.span, item.content.text[:QUOTE]))
    found.meetings[points.meeting] = None
    found.place_names.extend(points.places)
    found.statements.extend(points.statements)
    _reading(block, context, Purpose.MEETINGS, len(points.used), found)


def _add_meetings(block: ItemList, context: Context, meetings: list[ListedMeeting], found: Found) -> None:
    """Hand over a list's meetings; every other item, and what an item tells besides, is reported."""
    told = {id(one.item): one for one in meetings}
    for item in block.items:
        one = told.get(id(item))
        if one is None and not item.content.is_empty:
            found.notes.append(Note(Code.ITEM_NOT_UNDERSTOOD, item.span, item.content.text[:QUOTE]))
        elif one is not None:
            found.meetings[one.meeting] = None
            found.place_names.extend(one.places)
            if one.rest:
                found.notes.append(Note(Code.REST_NOT_READ, item.span, one.rest[:QUOTE]))
    _reading(block, context, Purpose.MEETINGS, len(meetings), found)


def _is_references(block: ItemList) -> bool:
    """Numbered lists after the categories are footnotes (docs/pages.md, 19)."""
    return any("http" in item.content.text for item in block.items[:10])


_RECOGNISERS = {
    Purpose.PARTICIPANTS: "participants-list",
    Purpose.MEMBERS: "members-list",
    Purpose.MEETINGS: "meetings-list",
    Purpose.SEE_ALSO: "see-also-list",
    Purpose.NONE: "",
}


def _reading(block: ItemList, context: Context, purpose: Purpose, used: int, found: Found) -> None:
    unused = len(block.items) - used
    found.readings.append(
        Reading(
            "list",
            block.span,
            context.under,
            purpose,
            (),
            used,
            unused,
            Coverage(used, unused),
            because=context.refused if purpose is Purpose.NONE else context.because,
            recogniser=_RECOGNISERS[purpose],
            clues=context.clues,
            least=LEAST_SCORE if context.clues else None,
        )
    )


def _read_items(
    items: Sequence[Item],
    context: Context,
    lexicon: Lexicon,
    notes: list[Note],
    statements: list[Statement],
) -> int:
    """Read the items in order; return how many were used. An item with items inside it is their group."""
    used = 0
    groups: list[tuple[int, Context]] = []
    depths = list(_depths(items))
    for index, item in enumerate(items):
        depth = depths[index]
        while groups and groups[-1][0] >= depth:
            groups.pop()
        if item.content.is_empty:
            continue
        here = groups[-1][1] if groups else context
        inner = items[index + 1] if index + 1 < len(items) else None
        has_inner = inner is not None and depths[index + 1] > depth
        if has_inner and here.says_who and (sender := sender_of(item, inner, here, lexicon)):
            stated = read_item(item, replace(here, kind=None), lexicon, notes)
            if not isinstance(stated, Code):
                used += 1
                statements.extend(stated)
                groups.append((depth, replace(here, sender=sender, kind=Kind.PERSON)))
                continue
        if has_inner:
            group = _group(item, here, lexicon)
            groups.append((depth, group or Context(under=context.under)))
            if group:
                used += 1
                continue
        if not here.says_who:
            notes.append(Note(Code.ITEM_NOT_UNDERSTOOD, item.span, item.content.text[:QUOTE]))
            continue
        stated = read_item(item, here, lexicon, notes)
        if isinstance(stated, Code):
            notes.append(Note(stated, item.span, item.content.text[:QUOTE]))
        else:
            used += 1
            statements.extend(stated)
            if has_inner:
                # What stands under a name tells of it: its wings, its delegates; not who else took part.
                groups[-1] = (depth, Context(under=context.under))
    return used


def _depths(items: Sequence[Item]) -> Iterator[int]:
    """How deep each item stands; what defines a term stands in it."""
    term = 0
    for item in items:
        if item.role is not ItemRole.DEFINITION:
            term = item.depth if item.role is ItemRole.TERM else 0
        yield item.depth + (term == item.depth and item.role is ItemRole.DEFINITION)


def _group(item: Item, context: Context, lexicon: Lexicon) -> Context | None:
    """What an item says of the items inside it: a continent, a country, a kind of members."""
    text = clean_text(item.content.text).rstrip("：:").strip()
    said_at = (*context.said_at, item.content.span)
    if context.members and (members := parse_members_heading(text, lexicon)):
        return replace(context, standing=members.standing, kind=members.kind or context.kind, said_at=said_at)
    if context.attended and standing_in(text, lexicon) and len(text) < QUOTE and not item.content.links:
        return replace(context, standing=standing_in(text, lexicon), said_at=said_at)
    region = region_of(item.content, lexicon)
    if region is None and text != item.content.text and not item.content.links and place_kind(text, lexicon):
        region = PrintedName(text, None, item.span)
    if not context.says_who:
        return None
    if region is not None:
        return replace(context, region=region)
    # 準州 and the like: a plain word over a list is its heading, where it is no organization's name.
    is_name = item.content.links or lexicon.organization_ending.search(text) or len(text) > _MAX_GROUP
    return None if is_name else context
