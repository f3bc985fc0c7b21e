"""The items of a list of members or participants in their order, each under the item that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.rating import are_ministries, are_organizations, is_department
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.headings.meeting_headings import parse_members_heading, standing_in
from icmlpo_rdf.facts.headings.plain_words import tells_of_others
from icmlpo_rdf.facts.lists.item_groups import are_groups
from icmlpo_rdf.facts.lists.labelled_items import beside_seats, have_areas_before, names_kind
from icmlpo_rdf.facts.lists.list_items import has_parts, read_item
from icmlpo_rdf.facts.lists.senders import are_senders, sender_of
from icmlpo_rdf.facts.lists.supposed_persons import as_list_tells
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.denials import denied_by
from icmlpo_rdf.facts.names.printed_names import PrintedName, parted
from icmlpo_rdf.facts.names.regions import region_of
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemRole

__all__ = ["MAX_GROUP", "ReadItems", "read_items"]

_BETWEEN = lazy_pattern(r"[、，,]")
MAX_GROUP = 20
"""Characters of an item that only says what those inside it are."""


class ReadItems(Struct):
    """What the items of a list state, and what of them was not understood."""

    lexicon: Lexicon
    statements: list[Statement] = []
    notes: list[Note] = []
    used: int = 0

    def read(self, item: Item, inner: Item | None, here: Context) -> Context:
        """Read an item under `here`; return what holds for those inside it."""
        if inner and here.says_who and (sender := sender_of(item, inner, here, self.lexicon)):
            alone = replace(here, kind=None, among_bodies=True)
            stated = read_item(item, alone, self.lexicon, self.notes)
            if not isinstance(stated, Code):
                self._use(stated)
                return replace(here, sender=sender, kind=Kind.PERSON)
        if inner and (group := _label(item, inner, self.lexicon).inside(here)):
            self._use([])
            return group
        told = read_item(item, here, self.lexicon, self.notes) if here.says_who else Code.ITEM_NOT_UNDERSTOOD
        if isinstance(told, Code):
            self.notes.append(Note(told, item.span, item.content.text[:QUOTE]))
        else:
            self._use(told)
        # What stands under a name tells of it: its wings, its delegates; not who else took part.
        return Context(under=here.under)

    def _use(self, stated: list[Statement]) -> None:
        self.used += 1
        self.statements.extend(stated)


def read_items(items: Sequence[Item], context: Context, lexicon: Lexicon) -> ReadItems:
    """Read the items in order. An item with items inside it is their group, or the one whom they tell of."""
    depths = list(_depths(items))
    holds = [inner > own for own, inner in pairwise([*depths, 0])]
    read, levels = ReadItems(lexicon), _Levels(_among(items, holds, context, lexicon))
    groups = are_groups(items, holds, context, lexicon)
    for index, item in enumerate(items):
        here = levels.context_at(depths[index])
        if item.content.is_empty:
            continue
        if index in groups:
            levels.begin(depths[index], here)
            continue
        within = read.read(item, items[index + 1] if holds[index] else None, here)
        if holds[index]:
            levels.begin(depths[index], within)
    read.statements = as_list_tells(read.statements, lexicon)
    return read


def _among(items: Sequence[Item], holds: Sequence[bool], context: Context, lexicon: Lexicon) -> Context:
    """The words above, with what most items show of all: that they are bodies, or senders of those whom they hold."""
    if context.attended and context.kind is Kind.PERSON:
        context = replace(context, among_senders=are_senders(items, holds, lexicon))
    if context.kind is Kind.PERSON or context.members:
        context = replace(context, among_labels=_are_labelled(items))
    if context.members and have_areas_before(items, lexicon):
        context = replace(context, among_areas=True)
    if context.members and context.kind is Kind.PERSON:
        context = replace(context, beside_seats=beside_seats(items, lexicon))
    return replace(context, among_bodies=True) if _begin_with_bodies(items, context, lexicon) else context


def _begin_with_bodies(items: Sequence[Item], context: Context, lexicon: Lexicon) -> bool:
    """True where most items begin with organizations that came, or with the ministries of persons in office."""
    if context.attended and context.kind is None:
        return are_organizations(items, lexicon)
    return context.members and context.kind is Kind.PERSON and are_ministries(items, lexicon)


def _are_labelled(items: Sequence[Item]) -> bool:
    """True where all items have a colon with no link before it, and at least half have links behind it."""
    parts = [parted(item.content) for item in items if not item.content.is_empty]
    behind = [one[1].links for one in parts if one is not None]
    linked_before = sum(len(item.content.links) for item in items) - sum(map(len, behind))
    return 0 < len(parts) == len(behind) <= 2 * sum(map(bool, behind)) and not linked_before


class _Levels(Struct):
    """What holds at the depth of an item: what the item says in which it stands."""

    context: Context
    """Of the whole list."""
    _open: list[tuple[int, Context]] = []

    def context_at(self, depth: int) -> Context:
        """Return what holds for an item of this depth, which ends those of its depth and of deeper ones."""
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        return self._open[-1][1] if self._open else self.context

    def begin(self, depth: int, within: Context) -> None:
        """An item of this depth holds others, for whom `within` holds."""
        self._open.append((depth, within))


def _depths(items: Sequence[Item]) -> Iterator[int]:
    """How deep each item stands; what defines a term stands in it."""
    term = 0
    for item in items:
        if item.role is not ItemRole.DEFINITION:
            term = item.depth if item.role is ItemRole.TERM else 0
        yield item.depth + (term == item.depth and item.role is ItemRole.DEFINITION)


def _label(item: Item, inner: Item, lexicon: Lexicon) -> _Label:
    return _Label(item, inner, clean_text(item.content.text).rstrip("：:").strip(), lexicon)


class _Label(Struct, frozen=True):
    """An item over others, where it only says what those inside it are: a continent, a country, a kind of members."""

    item: Item
    inner: Item
    """The first item inside it."""
    text: str
    """Its text without a colon."""
    lexicon: Lexicon

    def inside(self, context: Context) -> Context | None:
        """What holds for the items inside it; None where it says nothing of them: a name, a sentence."""
        if self._heads_others(context):
            return Context(under=context.under)
        if told := self._as_what(context):
            return told
        if not context.says_who:
            return None
        if context.members and context.kind is Kind.PERSON and self._is_part():
            return context
        if self.lexicon.is_head_first and self.item.content.text.rstrip().endswith(":"):
            # New South Wales: over its delegates
            return None if has_parts(self.item, self.lexicon) else context
        if region := self._region():
            return None if self._is_member(region, context) else replace(context, region=region)
        is_group = self._is_plain_word() or self._is_kind() or self._is_over_countries(context)
        return context if is_group else None

    def _is_part(self) -> bool:
        """True for the ministry of those inside it, and for any part of a body over several of its members: 第一部会."""
        if is_department(self.text, self.lexicon):
            return True
        links = self.inner.content.links
        begins = len(links) > 1 and not self.inner.content.text[: links[0].start].strip()
        return begins and not self.item.content.links

    def _heads_others(self, context: Context) -> bool:
        """True for staff, for Apologies over those who sent them, and for 署名国 among members."""
        if not context.says_who:
            return False
        if not self.item.content.links and (
            tells_of_others(self.lexicon.matcher.tokens(self.text)) or denied_by(self.text, self.lexicon)
        ):
            return True
        return context.members and _are_others(self.text, self.lexicon)

    def _as_what(self, context: Context) -> Context | None:
        """What holds under 准成员, or 观察员 at a meeting: the words above, and as what those inside belong or came."""
        said_at = (*context.said_at, self.item.content.span)
        if context.members and (members := parse_members_heading(self.text, self.lexicon, context.names)):
            kind = members.kind or context.kind
            return replace(context, standing=members.standing, kind=kind, said_at=said_at)
        if self.item.content.links or not context.attended or len(self.text) >= QUOTE:
            return None
        standing = standing_in(self.text, self.lexicon)
        return replace(context, standing=standing, said_at=said_at) if standing else None

    def _region(self) -> PrintedName | None:
        """The continent or country that it names."""
        content, text = self.item.content, self.text
        region = region_of(content, self.lexicon)
        if region is None and text != content.text and not content.links and place_kind(text, self.lexicon):
            return PrintedName(text, None, self.item.span)
        return region

    def _is_member(self, region: PrintedName, context: Context) -> bool:
        """True for a country over places, where countries are the members: 丹麦, over 法罗群岛."""
        inner = clean_text(self.inner.content.text)
        if not context.members or context.kind is not Kind.COUNTRY or not place_kind(inner, self.lexicon):
            return False
        return place_kind(region.text, self.lexicon) is PlaceKind.COUNTRY

    def _is_kind(self) -> bool:
        """True for 大学, over universities."""
        return not self.item.content.links and names_kind(self.text, self.lexicon)

    def _is_over_countries(self, context: Context) -> bool:
        """True for アフリカグループ over a row of countries, where these may be members: no body is a part of them."""
        names = _BETWEEN.split(without_brackets(self.inner.content.text))
        are_countries = all(place_kind(name.strip(), self.lexicon) is PlaceKind.COUNTRY for name in names)
        return context.members and context.kind is not Kind.ORGANIZATION and len(names) > 1 and are_countries

    def _is_plain_word(self) -> bool:
        """True for 準州 and the like: over a list such a word is its heading, where it is no organization's name."""
        if self.item.content.links or len(self.text) > MAX_GROUP:
            return False
        # 「放送形態」は以下の通り: those inside it are of that, whatever it is.
        lexicon = self.lexicon
        if lexicon.organization_ending(self.text) or lexicon.introduces.search(self.text):
            return False
        return lexicon.sentence_end.search(self.text) is None


def _are_others(text: str, lexicon: Lexicon) -> bool:
    """True for 署名国, among members: who only signed, or is none."""
    classes = {one for token in lexicon.matcher.tokens(without_brackets(text)) for one in token.classes}
    return bool(classes & _OTHERS) and not classes & _MEMBERS


_OTHERS, _MEMBERS = frozenset({"signing", "absent"}), frozenset({"member", "joining"})
