"""The items of a list of members or participants in their order, each under the item that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.rating import are_ministries, are_organizations
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.headings.meeting_headings import parse_members_heading, standing_in
from icmlpo_rdf.facts.headings.plain_words import tells_of_others
from icmlpo_rdf.facts.lists.list_items import has_parts, read_item
from icmlpo_rdf.facts.lists.senders import are_senders, sender_of
from icmlpo_rdf.facts.lists.supposed_persons import as_told
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.denials import denied_by
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.regions import region_of
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Item, ItemRole

__all__ = ["MAX_GROUP", "ReadItems", "read_items"]

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
        if inner and (group := _group(item, here, self.lexicon)):
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
    read = ReadItems(lexicon)
    groups: list[tuple[int, Context]] = []
    depths = list(_depths(items))
    attended = context.attended and context.kind is None
    in_office = context.members and context.kind is Kind.PERSON
    if (attended and are_organizations(items, lexicon)) or (in_office and are_ministries(items, lexicon)):
        context = replace(context, among_bodies=True)
    holds = [inner > own for own, inner in pairwise([*depths, 0])]
    if context.attended and context.kind is Kind.PERSON:
        context = replace(context, among_senders=are_senders(items, holds, lexicon))
    for index, item in enumerate(items):
        while groups and groups[-1][0] >= depths[index]:
            groups.pop()
        if item.content.is_empty:
            continue
        here = groups[-1][1] if groups else context
        within = read.read(item, items[index + 1] if holds[index] else None, here)
        if holds[index]:
            groups.append((depths[index], within))
    read.statements = as_told(read.statements, lexicon)
    return read


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
    if context.says_who and not item.content.links and tells_of_others(lexicon.matcher.tokens(text)):
        return Context(under=context.under)
    if context.says_who and not item.content.links and denied_by(text, lexicon):
        return Context(under=context.under)  # Apologies: over those who sent them
    if context.members and _are_others(text, lexicon):
        return Context(under=context.under)
    if context.members and (members := parse_members_heading(text, lexicon)):
        return replace(context, standing=members.standing, kind=members.kind or context.kind, said_at=said_at)
    if item.content.links or not context.attended or len(text) >= QUOTE:
        standing = None
    else:
        standing = standing_in(text, lexicon)
    if standing:
        return replace(context, standing=standing, said_at=said_at)
    if not context.says_who:
        return None
    if lexicon.is_head_first and item.content.text.rstrip().endswith(":"):
        return None if has_parts(item, lexicon) else context  # New South Wales: over its delegates
    if region := _region_over(item, text, lexicon):
        return replace(context, region=region)
    # 準州 and the like: a plain word over a list is its heading, where it is no organization's name.
    is_name = item.content.links or lexicon.organization_ending.search(text) or len(text) > MAX_GROUP
    # 「放送形態」は以下の通り: those inside it are of that, whatever it is.
    tells = lexicon.introduces.search(text) or lexicon.sentence_end.search(text)
    return None if is_name or tells else context


def _are_others(text: str, lexicon: Lexicon) -> bool:
    """True for 署名国, among members: who only signed, or is none."""
    classes = {one for token in lexicon.matcher.tokens(without_brackets(text)) for one in token.classes}
    return bool(classes & _OTHERS) and not classes & _MEMBERS


_OTHERS, _MEMBERS = frozenset({"signing", "absent"}), frozenset({"member", "joining"})


def _region_over(item: Item, text: str, lexicon: Lexicon) -> PrintedName | None:
    """The continent or country that heads those inside an item."""
    region = region_of(item.content, lexicon)
    if region is None and text != item.content.text and not item.content.links and place_kind(text, lexicon):
        return PrintedName(text, None, item.span)
    return region
