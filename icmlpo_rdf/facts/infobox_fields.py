"""Fields of an infobox that list members or participants: each as a list of one item, under its label."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.names import read_names
from icmlpo_rdf.facts.page_meetings import PageMeetings
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.said import say
from icmlpo_rdf.page import Field, Infobox, Item, ItemList

__all__ = ["lists_in_infobox"]

_LEAST_NAMES = 2
"""With fewer a field tells of one thing, such as a kind of membership."""


def lists_in_infobox(
    box: Infobox, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Iterator[tuple[ItemList, Context]]:
    """Yield the fields whose label says that those in it are members or took part, and what it says.

    Args:
        box: the infobox.
        context: what stands above it.
        lexicon: the words of the page's language.
        meetings: the meetings of the page.
    """
    for field in box.fields:
        label = clean_text(field.label or field.name.replace("_", " "))
        if not label or not _holds_names(field, lexicon):
            continue
        said = say(label, replace(field.content, links=()), context, lexicon, meetings)
        if said and said.says_who and (said.attended or meetings.is_body):
            item = Item(field.content, 1, field.span)
            here = replace(said, under=context.under, because=label, said_at=(), within=field.span)
            yield ItemList((item,), ordered=False, span=field.span), here


def _holds_names(field: Field, lexicon: Lexicon) -> bool:
    """True for names each of which is a link: 10 members, or a list of what membership costs, are none."""
    if len(field.content.links) + len(field.content.pictures) < _LEAST_NAMES:
        return False
    entries = read_names(field.content, lexicon, field.span) or ()
    return len(entries) >= _LEAST_NAMES and all(one.name.link for one in entries)
