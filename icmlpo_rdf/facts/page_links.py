"""Every distinct thing that the page links to."""

from __future__ import annotations

from icmlpo_rdf.facts.model import PageLink, WikiThing
from icmlpo_rdf.facts.names.things import linked_thing
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import PageDocument, label_of

__all__ = ["find_links"]


def find_links(document: PageDocument) -> tuple[tuple[PageLink, ...], tuple[Note, ...]]:
    """Return the page's link targets in order of their first link, and notes on links that lead elsewhere.

    A target is in the dump when any of its links leads there: one page links the same title both ways
    (docs/pages.md, 3).
    """
    links: dict[WikiThing, PageLink] = {}
    notes: list[Note] = []
    for link in document.links:
        thing = linked_thing(link, document.language)
        if thing is None:
            if link.target:  # what is no title at all was noted when the page was read
                notes.append(Note(Code.LINK_ELSEWHERE, link.span, link.destination[:200]))
            continue
        in_dump = None if thing.is_category else bool(link.target and link.target.in_dump)
        known = links.get(thing)
        if known is None:
            links[thing] = PageLink(thing, label_of(thing.title), in_dump, link.span)
        elif in_dump and not known.in_dump:
            links[thing] = PageLink(thing, known.label, in_dump, known.span)
    return tuple(links.values()), tuple(notes)
