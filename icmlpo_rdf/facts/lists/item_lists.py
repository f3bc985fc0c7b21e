"""Lists of participants and of members: items to statements, or to notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.content.rating import LEAST_SCORE, Rating, looks_called, looks_of_items, looks_of_names
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.headings.meeting_headings import LEAST, TitleKind
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.lists.described_items import without_descriptions, without_numbers
from icmlpo_rdf.facts.lists.meeting_lists import ListedMeeting, find_listed_meetings
from icmlpo_rdf.facts.lists.meeting_points import Points, find_points
from icmlpo_rdf.facts.lists.nested_items import MAX_GROUP, read_items
from icmlpo_rdf.facts.lists.seats import are_officers, tells_seats
from icmlpo_rdf.facts.model import Clue, Coverage, Kind, Purpose, Reading, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.counted_groups import with_groups_opened
from icmlpo_rdf.facts.names.delegations import is_office, without_brackets
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemList, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["read_list"]

_OFFICERS = "the paragraph before it names the members, and these are officers"
_SEATS = 2.0
_PARTS = 1.0
"""How surely those are members of a league who are called leagues."""
_LEAST_CALLED, _NEARLY_ALL = 3, 0.8
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
    if context.see_also:
        used = sum(bool(item.content.links) for item in _filled(block))
        if used:
            _reading(block, context, Purpose.SEE_ALSO, used, found)
        else:
            _unused(block, context, Code.LIST_UNUSED, found)
        return
    if context.says_who:
        block = with_groups_opened(without_numbers(block, lexicon), lexicon)
    context = _weighed(block, context, lexicon)
    if not context.says_who and context.meeting is not None:
        block = _read_groups(block, context, lexicon, found)
    if not context.says_who:
        if not _read_meetings(block, context, lexicon, found, about):
            _unused(block, context, Code.LIST_UNUSED, found)
    elif _plays(block, context, lexicon) or (block.ordered and _is_references(block)):
        _unused(block, context, Code.LIST_UNUSED, found)
    elif not _read_names(block, context, lexicon, found):
        _unused(block, context, Code.LIST_NOT_UNDERSTOOD, found)


def _filled(block: ItemList) -> list[Item]:
    return [item for item in block.items if not item.content.is_empty]


def _unused(block: ItemList, context: Context, code: Code, found: Found) -> None:
    """Account for a list of which nothing is stated."""
    if filled := _filled(block):
        mend = context.mend if code is Code.LIST_UNUSED else ""
        found.notes.append(Note(code, block.span, filled[0].content.text[:QUOTE], mend))
    _reading(block, context, Purpose.NONE, 0, found)


def _weighed(block: ItemList, context: Context, lexicon: Lexicon) -> Context:
    """The words above, where what the items look like confirms that members stand under them; seats show by themselves."""
    if context.seats and not context.says_who and tells_seats(block, context.under, lexicon):
        context = replace(
            context, members=True, standing=Standing.MEMBER, kind=Kind.PERSON, words=_SEATS, refused=""
        )
    if context.union_of and not context.says_who and _are_called_so(block, context, lexicon):
        context = replace(
            context, members=True, standing=Standing.MEMBER, kind=Kind.ORGANIZATION, words=_PARTS, refused=""
        )
    if not context.members or context.attended:
        return context
    if context.beside_names and are_officers(_filled(block), lexicon):
        return replace(context, members=False, refused=_OFFICERS)
    rating = Rating(context.words, context.profile, _looks(_filled(block), context, lexicon))
    if rating.is_enough:
        return replace(context, clues=rating.clues)
    return replace(context, clues=rating.clues, members=False, refused=str(rating))


def _looks(items: Sequence[Item], context: Context, lexicon: Lexicon) -> tuple[Clue, ...]:
    """What makes a list look like one of members: also that its items are names, or called so, where the words above tell less."""
    entries = looks_of_items(items, lexicon)
    if context.apart and not (
        entries or context.meetings
    ):  # 国家安全保障会議 may be whose officials they are
        entries = looks_of_names(items)
    return looks_called(items, context.noun) if context.called and not entries else entries


def _are_called_so(block: ItemList, context: Context, lexicon: Lexicon) -> bool:
    """True under 組織構成 on the page of a league for items that are leagues too: 東北大学ボート連盟, 関東大学ボート連盟."""
    if context.under.strip() not in lexicon.words["composed"]:
        return False
    names = [without_brackets(clean_text(item.content.text)).strip() for item in _filled(block)]
    named = sum(name.endswith(context.union_of) for name in names)
    return len(names) >= _LEAST_CALLED and named >= _NEARLY_ALL * len(names)


def _plays(block: ItemList, context: Context, lexicon: Lexicon) -> bool:
    """True for members who play or sing."""
    return context.members and any(lexicon.performers.search(item.content.text) for item in block.items)


def _read_meetings(
    block: ItemList, context: Context, lexicon: Lexicon, found: Found, about: TitleKind
) -> bool:
    """Read what a list tells of its heading's meeting, or a list of meetings; return whether it is one."""
    if points := find_points(block, context, lexicon):
        _add_points(block, context, points, found)
        return True
    if about is TitleKind.CONTESTS or not _filled(block):
        return False
    meetings = find_listed_meetings(block, context, lexicon, about)
    if meetings:
        _add_meetings(block, context, meetings, found)
    return bool(meetings)


def _read_names(block: ItemList, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a list of members or participants; return whether anybody is stated."""
    filled = _filled(block)
    if not context.attended and (_are_offices(filled, lexicon) or _are_tallies(filled)):
        return False
    told: list[Note] = []
    read = read_items(without_descriptions(block.items, lexicon, told), context, lexicon)
    if read.statements:
        found.notes.extend(told)
        found.statements.extend(read.statements)
        found.notes.extend(read.notes)
        purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
        _reading(block, context, purpose, read.used, found)
    return bool(read.statements)


def _are_offices(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """True where most items are offices and nobody's name: 外務大臣, 陸軍大臣. Whoever holds them is not told."""
    offices = sum(_is_mere_office(item.content, lexicon) for item in items)
    return 2 * offices > len(items) and offices >= _LEAST_OFFICES


def _are_tallies(items: Sequence[Item]) -> bool:
    """True where most items count something behind a colon or dash: Reed Party: 56. Those are parties with their seats."""
    tallies = sum(_TALLY.search(item.content.text) is not None for item in items)
    return 2 * tallies > len(items)


_TALLY = lazy_pattern(r"[^\d\s]\s*[:：–—-]\s*\d{1,3}\s*$")


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
    for item, inner in _with_inner(block.items):
        text = clean_text(item.content.text).rstrip("：:").strip()
        phrase = read_phrase(text, lexicon) if inner and len(text) <= MAX_GROUP else None
        if phrase is None or not phrase.attended or phrase.score < LEAST or item.content.links:
            rest += (item, *inner)
            continue
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
    return replace(block, items=tuple(rest))


def _with_inner(items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Each outer item with those inside it."""
    place = 0
    while place < len(items):
        end = place + 1
        while end < len(items) and items[end].depth > items[place].depth:
            end += 1
        yield items[place], tuple(items[place + 1 : end])
        place = end


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
