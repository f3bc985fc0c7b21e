"""What a block stands under: which meeting, whose members, as its headings, caption and introducing line say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.bare_lines import with_bare_lines
from icmlpo_rdf.facts.contexts.body_headings import own_lead
from icmlpo_rdf.facts.contexts.label_lines import (
    is_lone_term,
    lone_label,
    lone_text,
    over_others,
    with_open_items_apart,
)
from icmlpo_rdf.facts.contexts.layout_lists import with_layout_unfolded
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings, meeting_of_page
from icmlpo_rdf.facts.contexts.profile import Profile
from icmlpo_rdf.facts.contexts.roles_over_names import with_roles_over_names
from icmlpo_rdf.facts.contexts.rows_of_names import with_rows_known
from icmlpo_rdf.facts.contexts.section_headings import SectionHeadings
from icmlpo_rdf.facts.contexts.section_walk import SectionWalk
from icmlpo_rdf.facts.contexts.subject import may_be_contest
from icmlpo_rdf.facts.contexts.titled_lists import TitledList, delegated_chambers, find_titled_list
from icmlpo_rdf.facts.headings.plain_words import is_chamber
from icmlpo_rdf.facts.model import Kind, Meeting
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import (
    Block,
    ItemList,
    PageDocument,
    Paragraph,
    Section,
    Table,
    label_of,
)
from icmlpo_rdf.spans import Span

__all__ = ["Placed", "find_blocks"]

Placed = tuple[Section, Table | ItemList, Context]
"""A table or list with what it stands under."""


_OF_CHAMBERS = 2.0
"""How surely a page on delegations to chambers lists their members."""


def find_blocks(
    document: PageDocument, names: tuple[str, ...], lexicon: Lexicon, profile: Profile
) -> tuple[list[Placed], list[Meeting]]:
    """Return every table and list of the page with its context, and the meetings that the headings name.

    Args:
        document: the page.
        names: how it calls its subject, its title first.
        lexicon: the words of its language.
        profile: what it is about.
    """
    meetings = PageMeetings(lexicon, names, profile)
    listed = find_titled_list(document, lexicon)
    chambers = delegated_chambers(document, lexicon)
    root = _root(document, meetings, listed, profile, lexicon)
    root = replace(root, profile=_OF_CHAMBERS) if chambers else root
    headings = SectionHeadings(root, listed, lexicon, meetings, chambers)
    persons = profile.of_persons or (listed is not None and is_chamber(_body_of(listed, document), lexicon))
    called_so = profile.is_body and not lexicon.is_head_first and lexicon.alliance.search(meetings.title)
    union_of = meetings.noun if called_so else ""
    placed: list[Placed] = []
    for section in document.sections:
        context = headings.over(section)
        if section.heading is None and meetings.of_persons and lexicon.is_head_first:
            context = own_lead(context, meetings.title)
        for at, block, here in _blocks(section, context, lexicon, meetings):
            mine = replace(here, body=listed.body) if listed and here.members and not here.body else here
            rated = _rated(mine, root.profile, persons=persons, seats=meetings.has_seats)
            placed.append((at, block, replace(rated, union_of=union_of, names=meetings.names)))
    return placed, list(meetings.found)


def _body_of(listed: TitledList, document: PageDocument) -> str:
    return listed.body.text if listed.body else label_of(document.title)


def _root(
    document: PageDocument,
    meetings: PageMeetings,
    listed: TitledList | None,
    profile: Profile,
    lexicon: Lexicon,
) -> Context:
    """What the page's title says of all that stands on it."""
    label = label_of(document.title)
    is_contest = meetings.are_games and may_be_contest(label, lexicon)
    page_meeting = None if is_contest else meeting_of_page(document, profile.sentence, lexicon)
    if page_meeting:
        meetings.found[page_meeting] = None
    if listed is None:
        return Context(meeting=page_meeting, profile=profile.body)
    standing, kind = listed.members.standing, listed.members.kind
    return Context(members=True, standing=standing, kind=kind, because=label)


def _rated(context: Context, profile: float, *, persons: bool, seats: bool) -> Context:
    """The context with what the page's profile says of the members."""
    is_kind_told = context.kind is not None or not (persons and context.members and not context.attended)
    kind = context.kind if is_kind_told else Kind.PERSON
    return replace(context, profile=profile, kind=kind, seats=seats)


def _blocks(section: Section, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Iterator[Placed]:
    """The section's tables and lists, each under its own introducing line or caption too."""
    bare = tuple(with_open_items_apart(section.blocks))
    if context.says_who:
        bare = tuple(with_bare_lines(tuple(with_roles_over_names(bare, lexicon)), lexicon))
    blocks = tuple(with_rows_known(with_layout_unfolded(bare, context, lexicon), lexicon))
    labelled = list(_with_labels(blocks, context, lexicon, meetings))
    behind = (*(block for block, _ in labelled[1:]), None)
    heading = section.heading.content if section.heading else None
    walk = SectionWalk(heading, context, lexicon, meetings)
    for (block, said), following in zip(labelled, behind, strict=False):
        if said:
            walk.enter(said)
        else:
            yield from ((section, *placed) for placed in walk.past(block, following))


def _with_labels(
    blocks: Sequence[Block], context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[Block, Context | None]]:
    """The blocks, lists that nothing parts as one; with a list of one label what this says of those behind it."""
    pending: list[Block] = []
    here = context
    for block, following in zip(blocks, _behind_each(blocks), strict=True):
        # The label before it may have said of whom others are.
        others = isinstance(following, ItemList) and over_others(lone_text(block), here, lexicon)
        said = others or lone_label(block, following, context, lexicon, meetings)
        if said is None and here is not context and is_lone_term(block):
            said = context  # ;各方的基本立场 ends what ;各国代表团团长 said
        if said:
            here = said
            yield from ((one, None) for one in _parted(pending, context))
            pending = []
            yield block, said
        else:
            pending.append(block)
    yield from ((one, None) for one in _parted(pending, context))


def _behind_each(blocks: Sequence[Block]) -> list[Block | None]:
    """What stands behind each block, past lines that only add something in brackets."""
    behind: list[Block | None] = []
    following: Block | None = None
    for block in reversed(blocks):
        behind.append(following)
        following = following if _is_aside(block) else block
    return behind[::-1]


def _is_aside(block: Block) -> bool:
    """True for a line that only adds something in brackets: (根據年報), between 贊助會員 and the list of them."""
    if not isinstance(block, Paragraph):
        return False
    text = block.content.text.strip()
    return len(text) <= _MAX_ASIDE and text.startswith(("(", "（")) and text.endswith((")", "）"))


_MAX_ASIDE = 60


def _parted(blocks: Sequence[Block], context: Context) -> Iterable[Block]:
    return blocks if context.says_who else _joined(blocks)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, lists that nothing parts as one: some dumps cut a list after each item."""
    pending: list[ItemList] = []
    for block in blocks:
        if not isinstance(block, ItemList) or block.is_gallery:
            yield from _as_one(pending)
            pending = []
            yield block
            continue
        if pending and pending[0].ordered != block.ordered:
            yield from _as_one(pending)
            pending = []
        pending.append(block)
    yield from _as_one(pending)


def _as_one(lists: list[ItemList]) -> Iterator[ItemList]:
    """The lists as one; none where there are none."""
    if lists:
        items = tuple(item for one in lists for item in one.items)
        yield replace(lists[0], items=items, span=Span(lists[0].span.begin, lists[-1].span.end))
