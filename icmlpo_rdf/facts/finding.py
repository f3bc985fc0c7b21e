"""A page as written to what it says: the recognisers, in their order."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.block_contexts import find_blocks
from icmlpo_rdf.facts.contexts.profile import profile_of
from icmlpo_rdf.facts.contexts.subject import find_subject, first_sentence
from icmlpo_rdf.facts.footnotes import with_footnotes
from icmlpo_rdf.facts.headings.meeting_headings import TitleKind
from icmlpo_rdf.facts.identity import identify
from icmlpo_rdf.facts.lists.item_lists import read_list
from icmlpo_rdf.facts.meetings import one_of_each
from icmlpo_rdf.facts.model import Facts, WikiThing
from icmlpo_rdf.facts.names.flags import flags_of_no_country
from icmlpo_rdf.facts.page_links import find_links
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.tables.recognisers import TableReader
from icmlpo_rdf.facts.words.lexicon import Lexicon, has_words, lexicon_of, own_language
from icmlpo_rdf.language import language_tag
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import NO_WORDS, OwnWords, WordOptions
from icmlpo_rdf.page import PageDocument, Table, label_of

__all__ = ["find_facts"]


def _lexicon(document: PageDocument, sentence: str, words: WordOptions) -> Lexicon:
    """The words of the page's language; an international's sections are its members (page 国际马克思主义倾向)."""
    lexicon = lexicon_of(document.language, words)
    named = label_of(document.title)
    if not lexicon.international.search(sentence) and not lexicon.international_name.search(named):
        return lexicon
    sections = OwnWords(
        own_language(lexicon.language), "member", is_column=False, words=lexicon.words["sections"]
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
    placed, named = find_blocks(document, lexicon, profile)
    if profile.refuses:
        # A band's members and a show's participants are neither members of a body nor at a meeting.
        placed, named = (
            [
                (
                    section,
                    block,
                    Context(under=here.under, see_also=here.see_also, refused=profile.refusal),
                )
                for section, block, here in placed
            ],
            [],
        )
    elif lexicon.list_ending.search(label_of(document.title)):
        # A list is no body: only the body that its title names has members on it.
        placed = [
            (section, block, replace(here, members=here.members and here.body is not None))
            for section, block, here in placed
        ]
    thing = WikiThing(document.language, document.title)
    is_meeting = any(meeting.thing == thing for meeting in named)
    # A party's page has congresses too; only a page named after meetings is about their series.
    about = TitleKind.OTHER if is_meeting else profile.about
    titled = about is TitleKind.MEETINGS
    found = Found(meetings=dict.fromkeys(named))
    titled = titled or (not is_meeting and profile.series)
    tables = TableReader(lexicon, found, is_series=titled, compare=compare)
    for section, block, context in placed:
        if isinstance(block, Table):
            tables.read(block, section, context)
        else:
            read_list(block, context, lexicon, found, about)
    same = one_of_each(found.meetings, lexicon)
    statements = [
        statement
        if statement.meeting is None or (merged := same[statement.meeting]) is statement.meeting
        else replace(statement, meeting=merged)
        for statement in found.statements
    ]
    told = {same[meeting] for meeting in list(found.meetings)[len(named) :]}
    told |= {statement.meeting for statement in statements if statement.meeting}
    meetings = tuple(
        meeting
        for meeting in dict.fromkeys(same.values())
        if titled or meeting in told or meeting.thing == thing
    )
    subject = find_subject(document, lexicon, is_series=titled and bool(found.meetings))
    identified = identify(document, subject, statements, found.place_names, lexicon)
    links, link_notes = find_links(document)
    is_body = any(membership.body == thing for membership in identified.memberships)
    return Facts(
        language=document.language,
        about=str(profile),
        subject=replace(subject, is_body=is_body),
        meetings=meetings,
        participants=identified.participants,
        places=identified.places,
        participations=with_footnotes(identified.participations, document),
        memberships=with_footnotes(identified.memberships, document),
        bodies=identified.bodies,
        links=links,
        readings=tuple(replace(one, lines=document.lines.lines(one.span)) for one in found.readings),
        notes=(
            *_language_notes(document.language, words),
            *found.notes,
            *identified.notes,
            *link_notes,
            *flags_of_no_country(document),
        ),
        lines=document.lines,
        references=document.references,
    )
