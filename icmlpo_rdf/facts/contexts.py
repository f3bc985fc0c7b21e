"""What a block stands under: which meeting, whose members, as its headings, caption and introducing line say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.dates import find_date
from icmlpo_rdf.facts.headings import (
    LEAST,
    MeetingHeading,
    MembersHeading,
    kind_in,
    names_series,
    parse_bare_meeting,
    parse_meeting_heading,
    parse_members_heading,
    parts_members,
    standing_in,
    whole_kind,
)
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.model import Kind, Meeting, Standing
from icmlpo_rdf.facts.names import PrintedName
from icmlpo_rdf.facts.page_meetings import PageMeetings, meeting_of_page
from icmlpo_rdf.facts.phrases import has_topic, is_silent, read_phrase, title_head
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.facts.profile import Profile
from icmlpo_rdf.facts.subject import may_be_contest
from icmlpo_rdf.facts.things import thing_of
from icmlpo_rdf.facts.titled_lists import find_titled_list
from icmlpo_rdf.page import Block, Infobox, ItemList, PageDocument, Paragraph, Section, Table, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["Context", "find_blocks", "region_of"]

_MAX_INTRO = 120
_MAX_LABEL = 30
_MAX_LEGEND = 300
_SENTENCES = re.compile(r"[。！？]")
_FOOTNOTES = re.compile(r"\s?\[[^\[\]\s]{1,12}\]")
_BODY_ONLY = 1.0
_AS_THERE = frozenset({Standing.GUEST, Standing.OBSERVER})
_PART = re.compile(r"[（(][^（）()]{0,12}[）)]")


class Context(Struct, frozen=True):
    """What the words above a table or list say of what stands in it."""

    under: str = ""
    """The heading."""
    meeting: Meeting | None = None
    attended: bool = False
    """True when those under it took part in the meeting."""
    standing: Standing | None = None
    """As what; for members and participants."""
    members: bool = False
    """True when those under it are members of the page's subject."""
    kind: Kind | None = None
    region: PrintedName | None = None
    bold: Standing | None = None
    """As what those are members whose names are in bold, when a legend says so."""
    bare_is_start: bool = False
    """True when a legend says that a date in brackets is that of joining."""
    see_also: bool = False
    fiction: bool = False
    """True below a heading of what novels and films tell: 小说中的天地会."""
    under_meeting: bool = False
    """True right under the heading that names the meeting."""
    meetings: bool = False
    """True when the words speak of meetings without naming one: 历届峰会."""
    because: str = ""
    """The words that it rests on."""
    named_at: Span | None = None
    """Where the meeting is named; None for the meeting that the whole page is about."""
    said_at: tuple[Span, ...] = ()
    """The headings, captions and lines that say that those under them took part, or are members, and as what."""
    within: Span | None = None
    """The table or list under these words."""
    words: float = 3.0
    """How surely the words above say it, from 0 to 3."""
    profile: float = 2.0
    """How surely the page is about a body that has members, from -3 to 2."""
    body: PrintedName | None = None
    """Whose members they are, where the page is a list and not the body's own page."""

    @property
    def says_who(self) -> bool:
        """True when names under it are statements."""
        return self.members or (self.attended and self.meeting is not None)


Placed = tuple[Section, Table | ItemList, Context]
"""A table or list with what it stands under."""


def find_blocks(document: PageDocument, lexicon: Lexicon, profile: Profile) -> tuple[list[Placed], list[Meeting]]:
    """Return every table and list of the page with its context, and the meetings that the headings name."""
    label = label_of(document.title)
    meetings = PageMeetings(lexicon, label, profile.about)
    placed: list[Placed] = []
    open_contexts: list[tuple[int, Context]] = []
    is_contest = meetings.are_games and may_be_contest(label, lexicon)
    page_meeting = None if is_contest else meeting_of_page(document, lexicon)
    if page_meeting:
        meetings.found[page_meeting] = None
    root = Context(meeting=page_meeting, profile=profile.body)
    listed = find_titled_list(document, lexicon)
    if listed:
        root = Context(
            members=True,
            standing=listed.members.standing,
            kind=listed.members.kind,
            because=label_of(document.title),
            profile=2.0,
        )
    for section in document.sections:
        if section.heading is None:
            context = root
        else:
            while open_contexts and open_contexts[-1][0] >= section.level:
                open_contexts.pop()
            above = open_contexts[-1][1] if open_contexts else root
            text = clean_text(section.heading.content.text)
            if listed and _keeps_list(text, lexicon):
                context = replace(above, under=text)  # 列表
            else:
                context = _under_heading(section.heading.content, above, lexicon, meetings)
                deeper = bool(open_contexts)
                if above.members and not context.says_who and _parts_members(text, lexicon, deeper=deeper):
                    context = replace(above, under=text)
            context = _with_legend(section, context, lexicon)
            open_contexts.append((section.level, context))
        blocks = _blocks(section, context, lexicon, meetings)
        if listed:
            blocks = (
                (at, block, replace(here, body=listed.body) if here.members else here)
                for at, block, here in blocks
            )
        placed.extend((at, block, replace(here, profile=root.profile)) for at, block, here in blocks)
    return placed, list(meetings.found)


def _keeps_list(text: str, lexicon: Lexicon) -> bool:
    return lexicon.held_heading.fullmatch(text) is not None or (
        lexicon.is_head_first and is_silent(text, lexicon)
    )


def _parts_members(text: str, lexicon: Lexicon, *, deeper: bool) -> bool:
    """True for a heading below one of members that says nothing else: Senate, Ontario, 1945–1950, A."""
    if not lexicon.is_head_first or has_topic(text, lexicon):
        return False
    return is_silent(text, lexicon) or (deeper and len(text) <= _MAX_LABEL and text.istitle())


def _with_legend(section: Section, context: Context, lexicon: Lexicon) -> Context:
    """What the section's own words say of the names under it: 太字は原加盟国, 括弧内は加盟年."""
    if not context.members:
        return context
    for block in section.blocks:
        if not isinstance(block, Paragraph) or len(block.content.text) > _MAX_LEGEND:
            continue
        for sentence in _SENTENCES.split(block.content.text):
            if lexicon.legend_bold.search(sentence) and (standing := standing_in(sentence, lexicon)):
                context = replace(context, bold=standing)
            if lexicon.legend_brackets.search(sentence) and lexicon.joined.search(sentence):
                context = replace(context, bare_is_start=True)
    return context


def _under_heading(content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context:
    """What a heading says, under what the headings above it say."""
    text = clean_text(content.text)
    if text.strip().lower() in lexicon.see_also:
        return Context(under=text, see_also=True)
    tells_fiction = lexicon.fiction.search(text) and not lexicon.fiction.search(meetings.title)
    if above.fiction or (tells_fiction and not above.says_who):  # 映画 below 会員 parts these
        return Context(under=text, fiction=True)
    said = _said(text, content, above, lexicon, meetings)
    if said:
        return replace(said, under=text, because=text)
    # Another subject: the meeting around it stays, for headings below; what stood above does not hold.
    return Context(
        under=text,
        meeting=above.meeting,
        named_at=above.named_at,
        meetings=names_series(text, lexicon) and not meetings.are_games,
        because=text,
    )


def _said(
    text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """The context that a heading, a caption or a line of its own gives; None when it says nothing of who."""
    plain = _PART.sub("", text).strip() or text
    # 参加政党 over 第二届 and 第三届: who took part stands under each of them.
    parted = above.attended and above.meeting is None
    if (parsed := parse_meeting_heading(text, lexicon)) or (
        parted and meetings.is_series and (parsed := parse_bare_meeting(text, lexicon))
    ):
        label = parsed.label
        return Context(
            meeting=meetings.of(parsed, content),
            attended=parsed.lists_participants or parted,
            kind=kind_in(text[len(label) :], lexicon)
            if parsed.lists_participants
            else above.kind
            if parted
            else None,
            under_meeting=True,
            named_at=content.span,
            said_at=(*above.said_at, content.span) if parted else (content.span,),
        )
    below = above.members and not above.attended
    phrase = read_phrase(plain, lexicon, meetings.names, below_members=below)
    if phrase is None:
        return _grouped(plain, content, above, lexicon) or _body_heading(plain, content, above, lexicon)
    if phrase.absent:
        return None
    if phrase.attended and not phrase.members and above.meeting is None and meetings.is_alliance:
        # 参加者, of an alliance: its members.
        phrase = replace(phrase, members=True, standing=phrase.standing or Standing.MEMBER)
        members_of_alliance: MembersHeading | None = MembersHeading(phrase.standing, phrase.kind)
    else:
        members_of_alliance = None
    if phrase.attended and not (phrase.members and above.meeting is None) and phrase.score >= LEAST:
        return Context(
            meeting=above.meeting,
            attended=above.meeting is not None or not meetings.are_games,
            kind=phrase.kind,
            standing=phrase.standing if phrase.standing in _AS_THERE else None,
            region=_sender(plain, content, lexicon),
            named_at=above.named_at,
            said_at=(content.span,),
        )
    if (
        above.meeting
        and (above.attended or above.meeting.thing)
        and _guests(plain, lexicon)
        and len(plain) <= _MAX_LABEL
    ):
        return Context(
            meeting=above.meeting,
            attended=True,
            standing=Standing.GUEST,
            kind=kind_in(plain, lexicon),
            named_at=above.named_at,
            said_at=(content.span,),
        )
    if members := members_of_alliance or parse_members_heading(
        plain, lexicon, meetings.names, below_members=below
    ):
        if above.meeting and not above.members:
            # Under one meeting, members and observers are those who took part as such; 候補 and 前委員 are not.
            if members.standing in {Standing.CANDIDATE, Standing.FORMER}:
                return None
            observing = members.standing if members.standing is Standing.OBSERVER else None
            return replace(
                above,
                attended=True,
                standing=observing,
                kind=members.kind or above.kind,
                said_at=(*above.said_at, content.span),
            )
        return Context(
            meeting=above.meeting,
            members=True,
            standing=members.standing,
            words=phrase.score,
            kind=members.kind or (above.kind if above.members else None),
            region=above.region if above.members else None,
            bold=above.bold if above.members else None,
            bare_is_start=above.bare_is_start and above.members,
            named_at=above.named_at,
            said_at=(content.span,),
        )
    return _grouped(plain, content, above, lexicon) if above.says_who else None


def _body_heading(text: str, content: Text, above: Context, lexicon: Lexicon) -> Context | None:
    """What a heading says that only names the body: Cabinet, on the page of a government."""
    if not lexicon.is_head_first or above.says_who or above.meeting is not None:
        return None
    head = title_head(text, lexicon)
    if head is None or "body" not in head.classes or not is_silent(text, lexicon):
        return None
    return Context(members=True, standing=Standing.MEMBER, words=_BODY_ONLY, said_at=(content.span,))


def _sender(text: str, content: Text, lexicon: Lexicon) -> PrintedName | None:
    """The one country of a heading over its delegates: 中国代表团."""
    places = [token for token in lexicon.matcher.tokens(text) if "place" in token.classes]
    if len(places) != 1 or place_kind(places[0].text, lexicon) is not PlaceKind.COUNTRY:
        return None
    name = places[0].text
    link = next((one for one in content.links if one.text == name and thing_of(one, lexicon)), None)
    return PrintedName(name, link, content.span)


def _grouped(text: str, content: Text, above: Context, lexicon: Lexicon) -> Context | None:
    """What a heading that parts those of the heading above it says: a region, a kind."""
    if region := _region_heading(content, lexicon):
        return replace(above, region=region)
    if above.members and parts_members(text, lexicon):
        return above
    kind = whole_kind(text, lexicon)
    if kind is None and above.attended and len(text) <= _MAX_LABEL and not lexicon.absent.search(text):
        kind = kind_in(text, lexicon)  # アウトリーチ国, 国際機関
    if kind:
        return replace(above, kind=kind)
    parts_them = above.attended and len(text) <= _MAX_LABEL and not lexicon.not_introduced.search(text)
    # G20, 其他: below those who took part only what is about something else is not about them.
    elsewhere = lexicon.other_topics.search(text) or lexicon.absent.search(text)
    return above if parts_them and not elsewhere else None


def _guests(text: str, lexicon: Lexicon) -> Standing | None:
    return Standing.GUEST if lexicon.guest.match(text) else None


def region_of(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """Return the continent, region or country that is all that a heading, item or cell says."""
    if not (whole := _whole_name(content, lexicon)):
        return None
    names = (
        {whole.text, label_of(whole.link.target.title)} if whole.link and whole.link.target else {whole.text}
    )
    parts = [part.strip() for part in lexicon.joiners.split(whole.text) if part.strip()]
    known = any(place_kind(name, lexicon) for name in names)
    return whole if known or (len(parts) > 1 and all(place_kind(part, lexicon) for part in parts)) else None


def _region_heading(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """A heading that is a place, also one known by its ending only: 伊比利半島 (docs/pages.md, 23)."""
    whole = _whole_name(content, lexicon)
    if whole and whole.text.lower().endswith(lexicon.words["region_endings"]):
        return whole
    return region_of(content, lexicon)


def _whole_name(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """A short text that is a single link or has none."""
    text = clean_text(content.text)
    if not text or len(text) > _MAX_LABEL or len(content.links) > 1:
        return None
    link = content.links[0] if content.links else None
    if link and link.text != content.text:
        return None
    return PrintedName(text, link if link and thing_of(link, lexicon) else None, content.span)


def _blocks(section: Section, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Iterator[Placed]:
    """The section's tables and lists, each under its own introducing line or caption too."""
    current = context
    previous: Paragraph | None = None
    for block in _joined(section.blocks) if not context.says_who else section.blocks:
        if isinstance(block, Paragraph):
            previous = block
            if label := _label_line(block.content):
                # A line in bold of its own is a heading without the mark.
                said = _said(label, block.content, context, lexicon, meetings)
                current = replace(said, under=context.under, because=label) if said else context
            continue
        if isinstance(block, Infobox):
            continue
        here = current
        if previous is not None and (introduced := _introduced(previous.content, context, lexicon, meetings)):
            here = introduced
        if isinstance(block, Table) and block.caption:
            here = _captioned(block.caption, here, lexicon, meetings)
        yield section, block, replace(here, within=block.span) if here.says_who else here
        previous = None


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, lists that nothing parts as one: some dumps cut a list after each item."""
    pending: ItemList | None = None
    for block in blocks:
        if isinstance(block, ItemList) and not block.is_gallery:
            if pending is not None and pending.ordered == block.ordered:
                span = Span(pending.span.begin, block.span.end)
                pending = replace(pending, items=(*pending.items, *block.items), span=span)
                continue
            if pending is not None:
                yield pending
            pending = block
            continue
        if pending is not None:
            yield pending
            pending = None
        yield block
    if pending is not None:
        yield pending


def _label_line(content: Text) -> str | None:
    text = clean_text(content.text).rstrip("：:")
    printed = _FOOTNOTES.sub("", content.text).rstrip("：: ")
    whole = len(content.bold) == 1 and content.bold[0].text.rstrip("：:") == printed
    return text if whole and 0 < len(text) <= _MAX_LABEL and "\n" not in text else None


def _captioned(caption: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context:
    text = clean_text(caption.text)
    if said := _said(text, caption, context, lexicon, meetings):
        return replace(said, under=context.under, because=text)
    if names_series(text, lexicon) and not meetings.are_games:
        return replace(context, meetings=True, because=text)
    return context


def _introduced(content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """What the line right before a list says of it; None when it says nothing.

    Only a line that ends in a colon or says that something follows introduces; its last sentence counts
    (page 革命国际主义运动: 1984年3月12日会议上的十七个创始成员是：).
    """
    text = clean_text(content.text)
    line = _SENTENCES.split(text.rstrip("。．. "))[-1].strip()
    if (
        not line
        or len(line) > _MAX_INTRO
        or not (line.endswith(("：", ":")) or lexicon.introduces.search(line))
    ):
        return None
    plain = _PART.sub("", line.rstrip("：: ")).strip()
    phrase = read_phrase(plain, lexicon, (meetings.title,))
    says_kind = phrase is not None and not phrase.absent and not phrase.attended and not phrase.members
    if phrase is not None and says_kind and context.says_who:
        # 国际组织的领导人：, below those who took part.
        return replace(
            context, kind=phrase.kind, because=line, said_at=(*context.said_at, content.span)
        )
    if phrase is None and lexicon.not_introduced.search(line) and not lexicon.member.search(line):
        return Context(under=context.under, meeting=context.meeting, named_at=context.named_at, because=line)
    meeting = _meeting_in(line, content, lexicon, meetings)
    standing = standing_in(line, lexicon)
    listed = (phrase is not None and phrase.attended) or _guests(plain, lexicon) is not None
    attended = meeting is not None or (
        context.meeting is not None and (listed or lexicon.attended.search(line) is not None)
    )
    named = lexicon.member.search(line) is not None
    members = named or (
        context.members and standing in {Standing.OBSERVER, Standing.CANDIDATE, Standing.FORMER}
    )
    if context.meeting is not None and not context.members and attended and not meeting:
        # Under a meeting, 参加成员 are those of its members who took part.
        members = False
    if members and not attended and not context.members and len(plain) > _MAX_LABEL:
        return None
    if not members and not attended:
        return None
    return replace(
        context,
        meeting=meeting or context.meeting,
        attended=attended,
        members=members,
        standing=standing or context.standing or (Standing.MEMBER if members else None),
        kind=kind_in(plain, lexicon) or context.kind,
        because=line,
        named_at=content.span if meeting else context.named_at,
        said_at=(content.span,) if meeting else (*context.said_at, content.span),
    )


def _meeting_in(line: str, content: Text, lexicon: Lexicon, meetings: PageMeetings) -> Meeting | None:
    """The meeting that an introducing line names and says to have been attended."""
    if not lexicon.attended.search(line):
        return None
    dated = find_date(line)
    begin = line.find(dated[1]) if dated else 0
    noun = lexicon.meeting_noun.search(line, begin)
    if dated and noun:
        heading = MeetingHeading(
            line[begin : noun.end()],
            ordinal=None,
            year=dated[0].start.year,
            lists_participants=True,
            dates=dated[0],
            date_as_printed=dated[1],
        )
        return meetings.of(heading, content)
    parsed = parse_meeting_heading(line.rstrip("：: "), lexicon)
    return meetings.of(parsed, content) if parsed and parsed.ordinal is not None else None
