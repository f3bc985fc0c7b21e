"""Lists of participants and of members: items to statements, or to notes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content import LEAST_SCORE, Rating, looks_of_items
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.dates import PartialDate, parse_date
from icmlpo_rdf.facts.headings import LEAST, TitleKind, parse_members_heading, standing_in
from icmlpo_rdf.facts.ledger import QUOTE
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.lined import years_before
from icmlpo_rdf.facts.meeting_lists import ListedMeeting, find_listed_meetings
from icmlpo_rdf.facts.meeting_points import Points, find_points
from icmlpo_rdf.facts.model import Kind, Purpose, Reading, Standing, Tally
from icmlpo_rdf.facts.names import read_names
from icmlpo_rdf.facts.phrases import read_phrase
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.facts.printed_names import Entry, PrintedName, parted
from icmlpo_rdf.facts.regions import region_of
from icmlpo_rdf.facts.seats import tells_seats
from icmlpo_rdf.facts.statements import Around, Found, Statement, state
from icmlpo_rdf.facts.statuses import is_status
from icmlpo_rdf.facts.things import kind_of_name, thing_of
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemList, Text
from icmlpo_rdf.spans import Span

__all__ = ["read_list"]

_MAX_GROUP = 20
_SEATS = 2.0


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
            Tally(used, unused),
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
    for index, item in enumerate(items):
        if item.content.is_empty:
            continue
        while groups and groups[-1][0] >= item.depth:
            groups.pop()
        here = groups[-1][1] if groups else context
        has_inner = index + 1 < len(items) and items[index + 1].depth > item.depth
        if has_inner:
            group = _group(item, here, lexicon)
            groups.append((item.depth, group or Context(under=context.under)))
            if group:
                used += 1
                continue
        if not here.says_who:
            notes.append(Note(Code.ITEM_NOT_UNDERSTOOD, item.span, item.content.text[:QUOTE]))
            continue
        stated = _read_item(item, here, lexicon, notes)
        if isinstance(stated, Code):
            notes.append(Note(stated, item.span, item.content.text[:QUOTE]))
        else:
            used += 1
            statements.extend(stated)
            if has_inner:
                # What stands under a name tells of it: its wings, its delegates; not who else took part.
                groups[-1] = (item.depth, Context(under=context.under))
    return used


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


def _read_item(item: Item, context: Context, lexicon: Lexicon, notes: list[Note]) -> list[Statement] | Code:
    head = _headed(item, context, lexicon)
    if context.members and head.context.standing is None:
        return Code.ROLE_NOT_TOLD
    context, item = head.context, head.item
    if item.content.text.rstrip().endswith((":", "：")):
        return Code.ITEM_NOT_UNDERSTOOD  # 奥地利：, whose name is lost
    if (
        item.content.text.lstrip().startswith((":", "："))
        and context.attended
        and context.kind is Kind.COUNTRY
    ):
        context = replace(context, kind=Kind.PERSON)  # ：总理[甲](…), whose flag is lost
    entries = read_names(item.content, lexicon, item.span)
    if not entries:
        return Code.ITEM_NOT_UNDERSTOOD
    only = entries[0].name if len(entries) == 1 else None
    if only and only.link is None and context.members and lexicon.kind_of_members.fullmatch(only.text):
        return Code.ITEM_NOT_UNDERSTOOD
    statements: list[Statement] = []
    absent = False
    if len(entries) == 1 and _is_label(entries[0], context, lexicon):
        # 团员：王正廷、颜惠庆: what stands before the names is nobody.
        entries = entries[0].behind
    for entry in entries:
        stated, said = _state(entry, context, lexicon, item)
        if head.since:
            stated = [
                one if one.start or one.meeting else replace(one, start=head.since, end=one.end or head.until)
                for one in stated
            ]
        absent = absent or said
        statements += stated
        told = any(one.on_behalf_of is entry.name for one in stated)
        if entry.rest and not told and not is_status(entry.rest, lexicon):
            notes.append(Note(Code.REST_NOT_READ, item.span, entry.rest[:QUOTE]))
    if not statements:
        return Code.ABSENT if absent else Code.ITEM_NOT_UNDERSTOOD
    return statements


def _is_label(entry: Entry, context: Context, lexicon: Lexicon) -> bool:
    name = entry.name
    return (
        bool(entry.behind)
        and name.link is None
        and not entry.is_body
        and context.kind is not Kind.COUNTRY
        and kind_of_name(name.text, None, lexicon) is None
        and all(one.name.link for one in entry.behind)
    )


def _in_brackets(entry: Entry, lexicon: Lexicon, item: Item) -> tuple[Entry, ...]:
    """Who came, in brackets behind a country or organization: 싱가포르 (리모 총리). An office must stand with the link."""
    content = item.content
    if len(entry.statuses) != 1 or (begin := content.text.find(entry.statuses[0])) < 0:
        return ()
    end = begin + len(entry.statuses[0])
    links = tuple(
        replace(link, start=link.start - begin, end=link.end - begin)
        for link in content.links
        if begin <= link.start and link.end <= end
    )
    office = any("office" in token.classes for token in lexicon.matcher.tokens(entry.statuses[0]))
    if not links or not office:
        return ()
    named = read_names(Text(content.text[begin:end], links, (), content.span), lexicon, item.span) or ()
    return named if all(one.name.link and not one.place for one in named) else ()


class _Headed(Struct, frozen=True):
    """An item without the words before its colon that are no name."""

    item: Item
    context: Context
    since: PartialDate | None = None
    until: PartialDate | None = None


def _headed(item: Item, context: Context, lexicon: Lexicon) -> _Headed:
    """What an item of members says before its colon of all the names behind it: 创始成员国：…, 1995年加入：…."""
    if (parts := parted(item.content)) is None:
        return _Headed(item, context)
    head, tail = parts
    behind = replace(item, content=tail)
    if not context.members:
        # オブザーバー：ブラジル、ボリビア, among those who took part.
        members = parse_members_heading(head, lexicon)
        if members and members.standing is Standing.OBSERVER:
            return _Headed(behind, replace(context, standing=members.standing))
        return _Headed(item, context)
    if members := parse_members_heading(head, lexicon):
        return _Headed(behind, replace(context, standing=members.standing, kind=members.kind or context.kind))
    if years := years_before(item.content):
        content, start, end = years
        return _Headed(replace(item, content=content), context, start, end)
    date = parse_date(lexicon.joined.sub("", head).strip())
    if date is not None and date.end is None:
        return _Headed(behind, context, date.start)
    return _Headed(item, context)


def _state(entry: Entry, context: Context, lexicon: Lexicon, item: Item) -> tuple[list[Statement], bool]:
    """What one name of an item states. A country before a person took part too, through the person."""
    if entry.rest and is_status(entry.rest, lexicon):
        entry = replace(entry, statuses=(*entry.statuses, entry.rest))
    in_bold = any(mark.text.strip() == entry.name.text for mark in item.content.bold)
    own = thing_of(entry.name.link, lexicon) if entry.name.link else None
    named = Kind.ORGANIZATION if entry.is_body else kind_of_name(entry.name.text, own, lexicon)
    kind = context.kind
    if kind is Kind.COUNTRY and named is Kind.ORGANIZATION:
        # 欧洲联盟 among 成员国 is an organization.
        kind = Kind.ORGANIZATION
    if kind is Kind.PERSON and entry.has_sent and context.attended:
        kind = Kind.COUNTRY if entry.name.text.endswith(lexicon.words["country_words"]) else None
    if kind is Kind.PERSON and (named is Kind.COUNTRY or (named is Kind.ORGANIZATION and entry.behind)):
        kind = named
    place = entry.place
    region = context.region
    if place is not None and place_kind(place.text, lexicon) is PlaceKind.REGION and region is None:
        # 亚洲：中国、日本
        context, entry, region, place = (
            replace(context, region=place),
            replace(entry, place=None),
            place,
            None,
        )
    if place is None and region and place_kind(region.text, lexicon) is PlaceKind.COUNTRY:
        # A country that heads the names under it is their country.
        place, context = region, replace(context, region=None)
        entry = replace(entry, place=place)
    if delegates := _delegates(entry, kind or named, context, lexicon, item):
        entry = replace(entry, rest="", behind=(), statuses=entry.statuses if entry.behind else ())
    through_person = (
        context.attended
        and not context.members
        and (kind in {Kind.PERSON, Kind.COUNTRY} or (kind is None and named is None))
    )
    if through_person and place is not None and place_kind(place.text, lexicon) is PlaceKind.COUNTRY:
        person = replace(entry, place=None)
        around = Around(kind=Kind.PERSON, on_behalf_of=place)
        more, said = state(person, context, lexicon, item.span, around)
        country, _ = state(Entry(place), context, lexicon, place.span, Around(kind=Kind.COUNTRY))
        return ([] if said.absent else [*country, *more]), said.absent
    stated, said = state(entry, context, lexicon, item.span, Around(kind=kind, in_bold=in_bold))
    return ([*stated, *delegates] if stated else []), said.absent


def _delegates(
    entry: Entry, kind: Kind | None, context: Context, lexicon: Lexicon, item: Item
) -> list[Statement]:
    """Who came for an organization, named behind its colon: 国际货币基金组织：[拉加德](…)总裁."""
    if not context.attended or context.members:
        return []
    if kind not in {Kind.ORGANIZATION, Kind.COUNTRY} and not entry.has_sent:
        return []
    around = Around(kind=Kind.PERSON, on_behalf_of=entry.name)
    stated: list[Statement] = []
    for person in entry.behind or _in_brackets(entry, lexicon, item):
        thing = thing_of(person.name.link, lexicon) if person.name.link else None
        if kind_of_name(person.name.text, thing, lexicon) is not None:
            return []
        stated += state(person, context, lexicon, item.span, around)[0]
    return stated
