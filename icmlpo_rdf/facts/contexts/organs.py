"""Lists that say themselves who belongs to the body of the page or to the organ that their heading names: 组长：甲, 组员：乙、丙."""

from __future__ import annotations

from collections.abc import Sequence

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.plain_words import ends_in_seat, has_topic
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Text

__all__ = ["organ_over"]

_SURE = 3.0


def organ_over(
    block: ItemList, heading: Text | None, here: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return whose members a list names whose items all say who sits there, and one of them by a word for members; else None.

    Args:
        block: the list.
        heading: the heading right above it.
        here: what stands above it says.
        lexicon: the words of the page's language.
        meetings: what the page is about.
    """
    if heading is None or here.see_also or here.fiction or meetings.are_games or lexicon.is_head_first:
        return None
    name = clean_text(heading.text)
    names_body = lexicon.matcher.ends_in(name, "council") > 0
    is_organ = names_body and not has_topic(name, lexicon)
    is_own = meetings.is_body and meetings.has_seats and not names_body
    if not (is_organ or is_own) or not _name_holders(block.items, lexicon):
        return None
    link = next((one for one in heading.links if one.text == heading.text), None)
    return Context(
        under=here.under,
        members=True,
        standing=Standing.MEMBER,
        kind=Kind.PERSON,
        words=_SURE,
        because=name,
        seats=True,
        body=PrintedName(name, link, heading.span) if is_organ and name not in meetings.names else None,
        said_at=(heading.span,),
        within=block.span,
    )


def _name_holders(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """True where all items but those inside others name those who hold an office or a seat, and some a seat."""
    filled = [item for item in items if not item.content.is_empty]
    outer = min((item.depth for item in filled), default=0)
    texts = [clean_text(item.content.text) for item in filled if item.depth == outer]
    heads = [without_brackets(head).strip() for head, colon in map(_parted, texts) if colon]
    called = all(any(one.classes & _HELD for one in lexicon.matcher.tokens(head)) for head in heads)
    return (
        len(heads) == len(texts) >= _SEVERAL and called and any(ends_in_seat(head, lexicon) for head in heads)
    )


def _parted(text: str) -> tuple[str, str]:
    """What stands before a colon, and the colon where there is one."""
    match = _COLON.search(text)
    return (text[: match.start()], match[0]) if match else (text, "")


_COLON = lazy_pattern("[:：]", needs=":：")
_SEVERAL = 2
_HELD = frozenset({"office", "seat", "member"})
