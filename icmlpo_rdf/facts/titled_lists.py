"""Pages that are lists of a body's members, as their titles say: 东南亚国家联盟成员国列表, 国際連合加盟国の一覧."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.facts.headings import MembersHeading, parse_members_heading
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.names import PrintedName
from icmlpo_rdf.facts.things import thing_of
from icmlpo_rdf.page import PageDocument, label_of

__all__ = ["TitledList", "find_titled_list"]

_MAX_TITLE = 40


class TitledList(Struct, frozen=True):
    """Whose members a page lists."""

    body: PrintedName
    members: MembersHeading


def find_titled_list(document: PageDocument, lexicon: Lexicon) -> TitledList | None:
    """Return the body whose members the page lists by its title, or None.

    The title is the body's name and words for members; the page links the body, so that it is a thing of its own and
    the list is none. Members whose kind is not told are taken for those of an organization only.
    """
    label = label_of(document.title)
    if len(label) > _MAX_TITLE or not lexicon.member.search(label):
        return None
    said = {
        label[:end].strip(" 的の"): members
        for end in range(2, len(label))
        if (members := parse_members_heading(label[end:].strip(" 的の"), lexicon))
    }
    if not said:
        return None
    found: TitledList | None = None
    for link in document.links:
        thing = thing_of(link, lexicon)
        if thing is None or thing.title == document.title:
            continue
        for name in (label_of(thing.title), link.text):
            if (members := said.get(name)) and (found is None or len(name) > len(found.body.text)):
                found = TitledList(PrintedName(link.text, link, link.span), members)
    if found is None or found.members.standing is None:
        return None
    if found.members.kind is None and not lexicon.organization_ending.search(found.body.text):
        return None
    return found
