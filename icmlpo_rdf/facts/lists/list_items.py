"""One item of a list of members or participants: what it states."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.lists.described_items import with_country_behind
from icmlpo_rdf.facts.lists.labelled_items import HeadedItem, names_staff, without_label
from icmlpo_rdf.facts.lists.senders import state_sent
from icmlpo_rdf.facts.lists.supposed_persons import tells_person
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import TRIM, clean_text
from icmlpo_rdf.facts.names.delegations import is_office, without_brackets
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.flags import is_only_shown
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.remarks import tells_of_bearer
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.statements import Around, Statement, marked_as, state
from icmlpo_rdf.facts.words.counts import in_digits
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, Text, label_of

__all__ = ["has_parts", "read_item"]


def read_item(item: Item, context: Context, lexicon: Lexicon, notes: list[Note]) -> list[Statement] | Code:
    """Return what an item states; the code of the reason when it states nothing."""
    head = without_label(item, context, lexicon)
    if untold := _untold(head, item, context, lexicon):
        return untold
    entries = _entries(head, lexicon)
    if not entries:
        return Code.ITEM_NOT_UNDERSTOOD
    statements: list[Statement] = []
    absent = False
    for one in map(head.told_of, entries):
        entry = with_country_behind(one, item, lexicon)
        stated, said = _state(entry, head.context, lexicon, head.item)
        absent = absent or said
        statements += map(head.dated, stated)
        told = any(one.on_behalf_of is entry.name for one in stated)
        if entry.rest and not told and not tells_of_bearer(entry.rest, lexicon):
            notes.append(Note(Code.REST_NOT_READ, item.span, entry.rest[:QUOTE]))
    if not statements:
        return Code.ABSENT if absent else Code.ITEM_NOT_UNDERSTOOD
    return statements


def _untold(head: HeadedItem, item: Item, context: Context, lexicon: Lexicon) -> Code | None:
    """Why nobody of an item is stated, as the words before its colon or a legend say."""
    if head.denied:
        return Code.ABSENT
    if context.members and (head.context.standing is None or context.only_marked not in item.content.text):
        return Code.ROLE_NOT_TOLD
    is_staff = names_staff(item, context.beside_seats, lexicon)
    return Code.ITEM_NOT_UNDERSTOOD if is_staff else None


def _entries(head: HeadedItem, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The names of an item; none where it is a label, whose name is lost, or calls members by what they are."""
    if has_parts(head.item, lexicon):
        content = head.item.content
        return (
            read_names(replace(content, text=content.text[: content.links[0].end]), lexicon, head.item.span)
            or ()
        )
    if head.item.content.text.rstrip().endswith((":", "：")):
        return ()  # 奥地利：
    if head.context.members and _is_remark_of_lost_name(head.item.content):
        return ()
    entries = read_names(head.item.content, lexicon, head.item.span) or ()
    if len(entries) != 1:
        return _without_honours(entries) if head.context.kind is Kind.PERSON else entries
    only = entries[0]
    is_kind = head.context.members and only.name.link is None
    if is_kind and lexicon.kind_of_members.fullmatch(only.name.text):
        return ()  # 基本会员
    # 团员：王正廷、颜惠庆: what stands before the names is nobody.
    is_label = _is_label(only, head.context, lexicon) and not (lexicon.is_head_first and _dashed(head.item))
    return only.behind if is_label else entries


def _without_honours(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The persons of an item without the letters behind one for an order that he has: 吴祖南博士，BBS，JP."""
    return tuple(one for at, one in enumerate(entries) if not at or not _HONOUR.fullmatch(one.name.text))


_HONOUR = lazy_pattern(r"[A-Z]{2,5}")


def has_parts(item: Item, lexicon: Lexicon) -> bool:
    """Return whether an item names one over what is a part of it: [Church of England](…), including:."""
    links, text = item.content.links, item.content.text
    is_open = lexicon.is_head_first and text.rstrip().endswith(":")
    if not is_open or len(links) != 1 or text[: links[0].start].strip():
        return False
    tokens = lexicon.matcher.tokens(text[links[0].end :])
    told = next((token for token in tokens if "joint" not in token.classes), None)
    return told is not None and "relative" in told.classes


def _is_remark_of_lost_name(content: Text) -> bool:
    """True for ，1964年退出: a comma stands behind a name, and that was a flag that is lost."""
    return not content.pictures and content.text.lstrip().startswith(_COMMAS)


_COMMAS = (",", "，")


def _dashed(item: Item) -> bool:
    """True for X – [Hill Town](…): what is told of X."""
    text = item.content.text
    return _DASHED.search(text[: text.find(":")] if ":" in text else text) is not None


_DASHED = lazy_pattern(r"\s[-–—]\s")


def _is_label(entry: Entry, context: Context, lexicon: Lexicon) -> bool:
    """True for 团员：, and among persons for the ministry or party that each of them is of: [외무부](…): [甲](…)."""
    name = entry.name
    if not entry.behind or context.kind is Kind.COUNTRY:
        return False
    if context.members and context.among_bodies:
        return all(_named_kind(one, lexicon) is None for one in entry.behind)
    if entry.is_body or not (context.among_labels or all(one.name.link for one in entry.behind)):
        return False
    return name.link is None and kind_of_name(name.text, None, lexicon) is None


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


def _state(entry: Entry, context: Context, lexicon: Lexicon, item: Item) -> tuple[list[Statement], bool]:
    """What one name of an item states. A country before a person took part too, through the person."""
    if entry.rest and tells_of_bearer(entry.rest, lexicon):
        entry = replace(entry, statuses=(*entry.statuses, entry.rest))
    elif context.attended and (was_absent := _tells_nobody(entry, lexicon)) is not None:
        return [], was_absent
    if context.sender:
        return state_sent(entry, context.sender, context, lexicon, item)
    named = _named_kind(entry, lexicon)
    if _is_seat(entry, named, context, item, lexicon):
        return [], False
    entry = _as_sender(entry, named, context, item)
    kind = _kind(entry, named, context, lexicon)
    context, entry = _of_place(context, entry, lexicon)
    if delegates := _delegates(entry, kind or named, context, lexicon, item):
        entry = replace(entry, rest="", behind=(), statuses=entry.statuses if entry.behind else ())
    place = entry.place
    if place is not None and _is_country(place, lexicon) and _may_be_sent(kind, named, context):
        return _through_person(entry, place, context, lexicon, item)
    around = Around(kind=kind, marked=marked_as(entry, context, item.content))
    stated, said = state(entry, context, lexicon, item.span, around)
    return ([*stated, *delegates] if stated else []), said.absent


def _tells_nobody(entry: Entry, lexicon: Lexicon) -> bool | None:
    """Whether one is said to have been absent, 张三：湖军司令，未能到会; False where there was none, Chile: none; None for others."""
    if _tells_absence(entry, lexicon):
        return True
    return False if entry.rest.strip(TRIM).lower() in lexicon.not_names else None


def _is_seat(entry: Entry, named: Kind | None, context: Context, item: Item, lexicon: Lexicon) -> bool:
    """True for a body's office among members, with nobody behind it: [中央委员会](…)常务委员9人."""
    if named is None or not context.members or context.kind not in {None, Kind.PERSON} or entry.behind:
        return False
    before, found, behind = clean_text(item.content.text).partition(entry.name.text)
    return bool(found) and not before and is_office(in_digits(behind, lexicon), lexicon)


def _as_sender(entry: Entry, named: Kind | None, context: Context, item: Item) -> Entry:
    """The entry as one that sent those behind it, where among persons several stand there: [民革](…)：[甲](…)、[乙](…)."""
    is_sender = named is None and context.kind is Kind.PERSON and _names_several(entry, item)
    return replace(entry, has_sent=True) if is_sender else entry


def _names_several(entry: Entry, item: Item) -> bool:
    """True where nothing but linked names, more than one, stands behind the colon of a linked one."""
    text, links = item.content.text, item.content.links
    named = [one.name.link for one in entry.behind]
    if entry.name.link is None or len(named) <= 1 or None in named or len(links) != len(named) + 1:
        return False
    ends = [link.end for link in links[:-1]]
    between = [text[end : link.start] for end, link in zip(ends, links[1:], strict=True)]
    return not any(map(str.isalnum, "".join(between) + text[links[-1].end :]))


def _named_kind(entry: Entry, lexicon: Lexicon) -> Kind | None:
    """What the bearer of a name is by the name itself, or by the title of its page."""
    if entry.is_body:
        return Kind.ORGANIZATION
    thing = thing_of(entry.name.link, lexicon) if entry.name.link else None
    return kind_of_name(entry.name.text, thing, lexicon)


def _kind(entry: Entry, named: Kind | None, context: Context, lexicon: Lexicon) -> Kind | None:
    """What the bearer of a name is: as the heading says, where the name does not tell otherwise."""
    kind = context.kind
    if kind is Kind.COUNTRY and named is Kind.ORGANIZATION:
        return named  # 欧洲联盟 among 成员国
    if kind is Kind.PERSON and entry.has_sent and context.attended:
        return Kind.COUNTRY if entry.name.text.endswith(lexicon.words["country_words"]) else None
    if kind is Kind.PERSON and (named is Kind.COUNTRY or (named is Kind.ORGANIZATION and entry.behind)):
        return named
    return kind


def _of_place(context: Context, entry: Entry, lexicon: Lexicon) -> tuple[Context, Entry]:
    """The place before a name, or the one that heads the names, as the region or as the country that it is."""
    place, region = entry.place, context.region
    if place is not None:
        is_region = region is None and place_kind(place.text, lexicon) is PlaceKind.REGION
        # 亚洲：中国、日本
        return (replace(context, region=place), replace(entry, place=None)) if is_region else (context, entry)
    if region and place_kind(region.text, lexicon) is PlaceKind.COUNTRY:
        # A country that heads the names under it is their country.
        return replace(context, region=None), replace(entry, place=region)
    return context, entry


def _may_be_sent(kind: Kind | None, named: Kind | None, context: Context) -> bool:
    """True for who may have come to a meeting for a country: no organization."""
    may_be = kind in {Kind.PERSON, Kind.COUNTRY} or ((kind or named) is None and not context.among_bodies)
    return may_be and context.attended and not context.members


def _through_person(
    entry: Entry, place: PrintedName, context: Context, lexicon: Lexicon, item: Item
) -> tuple[list[Statement], bool]:
    """A country and the person who came for it: both took part, unless a flag alone tells of the country."""
    shown = is_only_shown(place)
    around = Around(kind=Kind.PERSON, place=place if shown else None, on_behalf_of=place)
    person, said = state(replace(entry, place=None), context, lexicon, item.span, around)
    if (
        context.kind is not Kind.PERSON
        and not entry.is_person
        and not tells_person(item, entry.name, lexicon)
    ):
        person = [replace(one, supposed=True) for one in person]
    if shown:
        return person, said.absent
    country, _ = state(Entry(place), context, lexicon, place.span, Around(kind=Kind.COUNTRY))
    if context.kind is None:
        country = [replace(one, supposed=person[0].supposed) for one in country] if person else []
    return ([] if said.absent else [*country, *person]), said.absent


def _is_country(place: PrintedName, lexicon: Lexicon) -> bool:
    """True for a country by its name, or by the page that its code leads to: CAN."""
    title = label_of(place.link.target.title) if place.link and place.link.target else ""
    return PlaceKind.COUNTRY in {place_kind(place.text, lexicon), place_kind(title, lexicon)}


def _tells_absence(entry: Entry, lexicon: Lexicon) -> bool:
    """True where a sentence behind a name, brackets left out, says that its bearer did not come; not one about another."""
    if not entry.rest or any(one.name.link for one in entry.behind):
        return False
    told = lexicon.absent.search(without_brackets(entry.rest))
    return told is not None and lexicon.of_others.search(entry.rest) is None


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
        if _named_kind(person, lexicon) is not None:
            return []
        stated += state(person, context, lexicon, item.span, around)[0]
    return stated
