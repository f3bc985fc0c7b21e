"""What an item of members or participants says before its colon of all the names behind it: 创始成员国：…, Sent apologies: …."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import MembersHeading, parse_members_heading
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.denials import denied_by
from icmlpo_rdf.facts.names.lined import years_before
from icmlpo_rdf.facts.names.printed_names import Entry, parted
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.dates import PartialDate, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Item

__all__ = ["HeadedItem", "without_label"]

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
    if (parts := parted(item.content)) is None:
        return HeadedItem(item, context)
    head, tail = parts
    behind = replace(item, content=tail)
    if denied_by(head, lexicon):
        return HeadedItem(item, context, denied=True)
    if not context.members:
        return _at_meeting(head, item, behind, context, lexicon)
    return _of_members(head, item, behind, context, lexicon)


def _at_meeting(head: str, item: Item, behind: Item, context: Context, lexicon: Lexicon) -> HeadedItem:
    """オブザーバー：ブラジル、ボリビア, among those who took part; nobody behind Ehemalige:."""
    members = parse_members_heading(head, lexicon, below_members=True)
    if members and members.standing in _ELSEWHERE:
        return HeadedItem(item, context, denied=True)
    if members and members.standing is Standing.OBSERVER:
        return HeadedItem(behind, replace(context, standing=members.standing))
    return HeadedItem(item, context)


def _of_members(head: str, item: Item, behind: Item, context: Context, lexicon: Lexicon) -> HeadedItem:
    """创始成员国：…, 1995年加入：…, Former: …, Suspended: …."""
    if members := parse_members_heading(head, lexicon):
        return HeadedItem(behind, _as_called(members, context))
    if years := years_before(item.content):
        content, start, end = years
        return HeadedItem(replace(item, content=content), context, start, end)
    date = parse_date(lexicon.joined.sub("", head).strip())
    if date is not None and date.end is None:
        return HeadedItem(behind, context, date.start)
    if members := parse_members_heading(head, lexicon, below_members=True):
        return HeadedItem(behind, _as_called(members, context))
    if lexicon.plain_status.fullmatch(head):
        return HeadedItem(behind, context, status=head)
    return HeadedItem(item, context)


def _as_called(members: MembersHeading, context: Context) -> Context:
    return replace(context, standing=members.standing, kind=members.kind or context.kind)
