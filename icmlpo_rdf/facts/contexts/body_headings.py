"""Headings that only name the page's body, or a part of it: its members follow."""

from __future__ import annotations

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.own_rosters import names_part_of_own
from icmlpo_rdf.facts.headings.plain_words import is_silent, title_head
from icmlpo_rdf.facts.model import Standing
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Text

__all__ = ["body_heading", "own_lead"]

_BODY_ONLY = 1.0


def body_heading(
    text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return what a heading says that only names the body or a part of it: Cabinet, on the page of a government, or the page's own title."""
    if not lexicon.is_head_first or above.says_who or above.meeting is not None:
        return None
    listed = [token for token in lexicon.matcher.tokens(text) if "list" not in token.classes]
    head = title_head(text[: listed[-1].end], lexicon) if listed else None
    if head is None or "body" not in head.classes:
        return None
    title = meetings.title
    is_part = meetings.of_persons and names_part_of_own(text, title, lexicon)
    if not (text == title or is_part or is_silent(text, lexicon)):
        return None
    return Context(members=True, standing=Standing.MEMBER, words=_BODY_ONLY, said_at=(content.span,))


def own_lead(above: Context, title: str) -> Context:
    """Return what the title of a body of persons says of a table in the lead, whose columns must confirm it: Minister | Party, on the page of a cabinet."""
    if above.says_who or above.meeting is not None:
        return above
    return Context(members=True, standing=Standing.MEMBER, words=_BODY_ONLY, because=title)
