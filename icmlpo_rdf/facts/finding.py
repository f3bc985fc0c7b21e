"""A page as written to what it says: the recognisers, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.block_contexts import Placed, find_blocks
from icmlpo_rdf.facts.contexts.profile import Profile, profile_of
from icmlpo_rdf.facts.contexts.subject import called, find_subject, first_sentence
from icmlpo_rdf.facts.footnotes import Footnotes
from icmlpo_rdf.facts.headings.meeting_headings import TitleKind
from icmlpo_rdf.facts.identity import identify
from icmlpo_rdf.facts.lists.item_lists import read_list
from icmlpo_rdf.facts.lists.supposed_persons import as_page_tells
from icmlpo_rdf.facts.meetings import one_of_each
from icmlpo_rdf.facts.model import Facts, Meeting, Membership, Standing, WikiThing
from icmlpo_rdf.facts.names.flag_notes import flag_notes
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.page_links import find_links
from icmlpo_rdf.facts.statements import Found, Statement
from icmlpo_rdf.facts.tables.recognisers import TableReader
from icmlpo_rdf.facts.words.lexicon import Lexicon, has_words, lexicon_of, own_language
from icmlpo_rdf.language import language_tag
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import NO_WORDS, OwnWords, WordOptions
from icmlpo_rdf.page import Infobox, ItemList, PageDocument, Table, label_of

__all__ = ["find_facts"]


def _lexicon(document: PageDocument, sentence: str, words: WordOptions) -> Lexicon:
    """The words of the page's language; an international's sections are its members (page 国际马克思主义倾向), and so are the societies of 总会."""
    lexicon = lexicon_of(document.language, words)
    named = label_of(document.title)
    if lexicon.international.search(sentence) or lexicon.international_name.search(named):
        called = "sections"
    elif named.endswith(tuple(filter(None, lexicon.words["umbrellas"]))):
        called = "societies"
    else:
        return lexicon
    sections = OwnWords(
        own_language(lexicon.language), "member", is_column=False, words=lexicon.words[called]
    )
    return lexicon_of(document.language, replace(words, words=(*words.words, sections)))


def _language_notes(wiki: str, words: WordOptions) -> tuple[Note, ...]:
    return () if has_words(wiki, words) else (Note(Code.NO_WORDS_FOR_LANGUAGE, None, language_tag(wiki)),)


def find_facts(
    document: PageDocument, words: WordOptions = NO_WORDS, *, compare: bool = False
) -> Facts | None:
    """Return what the page says, or None when it has no title or no wiki and so nothing can be said of it.

    Args:
        document: the page as written.
        words: the user's own words beside the lexicon's.
        compare: features also which reader would have taken each table next.
    """
    if not document.title or not document.language:
        return None
    sentence = first_sentence(document)
    lexicon = _lexicon(document, sentence, words)
    profile = profile_of(document, sentence, lexicon)
    names = called(document, lexicon)
    placed, named = _placed(document, names, lexicon, profile)
    thing = WikiThing(document.language, document.title)
    is_meeting = any(meeting.thing == thing for meeting in named)
    # A party's page has congresses too; only a page named after meetings is about their series.
    about = TitleKind.OTHER if is_meeting else profile.about
    is_series = about is TitleKind.MEETINGS or (not is_meeting and profile.series)
    found = Found(meetings=dict.fromkeys(named))
    tables = TableReader(lexicon, found, names, is_series=is_series, compare=compare)
    _read(placed, tables, about, lexicon, found)
    same = one_of_each(found.meetings, lexicon)
    statements = tuple(_of_one(statement, same) for statement in found.statements)
    meetings = dict.fromkeys(same.values() if is_series else _told(found, len(named), same, thing))
    links, link_notes = find_links(document)
    subject = find_subject(document, links, lexicon, is_series=is_series and bool(found.meetings))
    identified = identify(document, subject, statements, found.place_names, lexicon)
    memberships = _without_box(document, identified.memberships)
    footnotes = Footnotes(document)
    is_body = any(membership.body == thing for membership in memberships)
    return Facts(
        language=document.language,
        about=str(profile),
        subject=replace(subject, is_body=is_body),
        meetings=tuple(meetings),
        participants=identified.participants,
        places=identified.places,
        participations=footnotes.with_footnotes(identified.participations),
        memberships=footnotes.with_footnotes(memberships),
        bodies=identified.bodies,
        links=links,
        readings=tuple(replace(one, lines=document.lines.lines(one.span)) for one in found.readings),
        notes=(
            *_language_notes(document.language, words),
            *found.notes,
            *identified.notes,
            *link_notes,
            *_flag_notes(document, statements),
        ),
        lines=document.lines,
        references=document.references,
        meeting_references=footnotes.of_meetings(meetings, identified.participations),
    )


def _without_box(document: PageDocument, memberships: Sequence[Membership]) -> tuple[Membership, ...]:
    """The memberships without those of a box's plain members of whom the page says more elsewhere: as founding members, associates."""
    boxes = [
        block.span for section in document.sections for block in section.blocks if isinstance(block, Infobox)
    ]
    if not boxes:
        return tuple(memberships)
    repeated = {(one.body, one.member) for one in memberships if one.standing in _SAYING_MORE}
    return tuple(
        one
        for one in memberships
        if one.standing is not Standing.MEMBER
        or (one.body, one.member) not in repeated
        or not any(box.begin <= span.begin < box.end for box in boxes for span in one.spans[:1])
    )


_SAYING_MORE = frozenset({Standing.FOUNDING, Standing.ASSOCIATE})


def _flag_notes(document: PageDocument, statements: Sequence[Statement]) -> tuple[Note, ...]:
    """What is told of flags that give no country, with and without a place in words beside them."""
    placed = ((one.span, one.place.text) for one in statements if one.place)
    unplaced = ((one.span, one.name.text) for one in statements if one.place is None)
    return tuple(flag_notes(document, placed, unplaced))


def _placed(
    document: PageDocument, names: tuple[str, ...], lexicon: Lexicon, profile: Profile
) -> tuple[list[Placed], list[Meeting]]:
    """The page's tables and lists with what they stand under, as far as the page's subject lets it hold."""
    placed, named = find_blocks(document, names, lexicon, profile)
    if profile.refuses:
        # A band's members and a show's participants are neither members of a body nor at a meeting.
        return [(section, block, _refused(here, profile)) for section, block, here in placed], []
    if not lexicon.list_ending.search(names[0]) or _defines_body(names, profile):
        return placed, named
    # A list is no body: only the body that its title names has members on it.
    of_bodies = (
        (section, block, replace(here, members=here.members and here.body is not None))
        for section, block, here in placed
    )
    return list(of_bodies), named


def _defines_body(names: Sequence[str], profile: Profile) -> bool:
    """True for a list whose lead defines the body that its title begins with: 甲理事会理事列表, of which 甲理事会 is said to be a council."""
    title, *others = names
    return profile.is_known and any(
        title.startswith(one) and profile.sentence.startswith(one) for one in others
    )


def _read(
    placed: Iterable[Placed], tables: TableReader, about: TitleKind, lexicon: Lexicon, found: Found
) -> None:
    """Read every table and list, in the page's order."""
    sentences: list[tuple[ItemList, Context]] = []
    for section, block, context in placed:
        if isinstance(block, Table):
            tables.read(block, section, context)
        elif context.in_sentence:
            sentences.append((block, context))
        else:
            read_list(block, context, lexicon, found, about)
    known = {_of_whom(one) for one in found.statements}
    for block, context in sentences:
        if known & {(context.meeting, None, None), (None, context.standing, context.body)}:
            continue
        told = Found(meetings=found.meetings)
        read_list(block, context, lexicon, told, about)
        if told.statements:  # else it is prose as any other
            found.statements += told.statements
            found.readings += told.readings
            found.notes += told.notes
    found.statements = as_page_tells(found.statements, lexicon)


def _of_whom(statement: Statement) -> tuple[Meeting | None, Standing | None, PrintedName | None]:
    """The meeting of which tables and lists say who came, or as what they say who the members are, and of which body."""
    if statement.meeting:
        return statement.meeting, None, None
    return None, _AS_MEMBER.get(statement.standing, statement.standing), statement.body


_AS_MEMBER = {Standing.FOUNDING: Standing.MEMBER, None: Standing.MEMBER}


def _told(found: Found, named: int, same: Mapping[Meeting, Meeting], thing: WikiThing) -> Iterator[Meeting]:
    """The page's own meeting and those of which a table or list tells: a heading alone, as the first `named` are, does not."""
    told = {same[meeting] for meeting in list(found.meetings)[named:]}
    told |= {same[statement.meeting] for statement in found.statements if statement.meeting}
    return (meeting for meeting in same.values() if meeting in told or meeting.thing == thing)


def _refused(here: Context, profile: Profile) -> Context:
    return Context(under=here.under, see_also=here.see_also, refused=profile.refusal, profile=profile.body)


def _of_one(statement: Statement, same: Mapping[Meeting, Meeting]) -> Statement:
    """The statement, on the one meeting that all that is told of it is told of."""
    merged = same[statement.meeting] if statement.meeting is not None else None
    return statement if merged is statement.meeting else replace(statement, meeting=merged)
