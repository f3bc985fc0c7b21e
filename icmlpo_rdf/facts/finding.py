"""A page as written to what it says: the recognisers, in their order."""

from __future__ import annotations

from icmlpo_rdf.facts.attendance import find_attendance
from icmlpo_rdf.facts.identity import identify
from icmlpo_rdf.facts.lexicon import lexicon_of
from icmlpo_rdf.facts.model import Facts
from icmlpo_rdf.facts.page_links import find_links
from icmlpo_rdf.facts.subject import find_subject
from icmlpo_rdf.page import PageDocument, label_of

__all__ = ["find_facts"]


def find_facts(document: PageDocument) -> Facts | None:
    """Return what the page says, or None when it has no title and so nothing can be said of it."""
    if not document.title:
        return None
    lexicon = lexicon_of(document.language)
    attendance = find_attendance(document, lexicon)
    # A party's page has congresses too; only a page named after meetings is about their series.
    is_series = (
        bool(attendance.meetings) and lexicon.meeting_noun.search(label_of(document.title)) is not None
    )
    stated = {statement.meeting for statement in attendance.statements}
    meetings = tuple(meeting for meeting in attendance.meetings if is_series or meeting in stated)
    identified = identify(document, attendance.statements)
    links, link_notes = find_links(document)
    return Facts(
        language=document.language,
        subject=find_subject(document, lexicon, is_series=is_series),
        meetings=meetings,
        organizations=identified.organizations,
        places=identified.places,
        participations=identified.participations,
        links=links,
        readings=tuple(attendance.readings),
        notes=(*attendance.notes, *identified.notes, *link_notes),
    )
