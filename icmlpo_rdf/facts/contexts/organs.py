"""Lists that say themselves who belongs to the body of the page or to the organ that their heading names: 组长：甲, 组员：乙、丙."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.organ_names import names_organ
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.headings.plain_words import ends_in_seat, has_topic
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.printed_names import PrintedName, name_of_all
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.matcher import Token
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Text
from icmlpo_rdf.spans import Span

__all__ = ["council_of", "organ_of", "organ_over", "organs_in", "seats_of_organ"]

_SURE = 3.0


def organ_of(heading: Text, lexicon: Lexicon, meetings: PageMeetings) -> PrintedName | None:
    """Return the body that a heading above one of members names, where that is none of the page's own names: 理事会."""
    text = clean_text(heading.text)
    if not names_organ(without_brackets(text).strip(), meetings.names, lexicon):
        return None
    return name_of_all(heading, text)


def council_of(heading: Text | None, lexicon: Lexicon, meetings: PageMeetings) -> PrintedName | None:
    """Return the same of the heading right above a line on members, where it ends in the noun for a council: 第37届常务理事会（2018－20）.

    Those whom the line introduces are the members of this; 参与联盟的团体 calls them so themselves.
    """
    if heading is None or not _is_council(without_brackets(clean_text(heading.text)).strip(), lexicon):
        return None
    return organ_of(heading, lexicon, meetings)


def _is_council(name: str, lexicon: Lexicon) -> bool:
    return not lexicon.is_head_first and lexicon.matcher.ends_in(name, "council") > 0


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
    names_body = _is_council(name, lexicon)
    is_organ = names_body and not has_topic(name, lexicon)
    is_own = meetings.is_body and meetings.has_seats and not names_body
    if not (is_organ or is_own) or not _name_holders(block.items, lexicon):
        return None
    body = name_of_all(heading, name) if is_organ and name not in meetings.names else None
    return _members_of(body, heading, name, here, block.span)


def seats_of_organ(
    text: str, content: Text, here: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """Return whose members stand under 理事会成员 or 中央监察委员会委员名单: those of the council before the noun; None for another text.

    Args:
        text: a heading or a label.
        content: as it is printed.
        here: what stands above it says.
        lexicon: the words of the page's language.
        meetings: what the page is about.
    """
    plain = without_brackets(text).strip()
    *before, noun = _without_lists(lexicon.matcher.tokens(plain)) or (None,)
    if noun is None or not noun.classes & _CALLED or any(one and one.classes & _TIMES for one in before):
        return None
    name = plain[: noun.start].strip().rstrip(letters("possessives"))
    if not _is_council(name, lexicon) or not names_organ(name, meetings.names, lexicon):
        return None
    if name.endswith(lexicon.words["assemblies"]):
        return None  # 立法会议员, on the page of a union
    phrase = read_phrase(noun.text, lexicon)
    body = PrintedName(name, None, content.span)
    told = _members_of(body, content, text, here, None)
    return replace(told, kind=phrase.kind if phrase and phrase.kind else Kind.PERSON)


def _without_lists(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words of a heading without 名单 at its end."""
    while tokens and tokens[-1].classes & {"list", "roster"} and not tokens[-1].classes & _CALLED:
        tokens = tokens[:-1]
    return tokens


_CALLED = frozenset({"member", "seat"})
_TIMES = frozenset({"successive", "former", "candidate", "absent", "non"})


def _members_of(
    body: PrintedName | None, told: Text, because: str, here: Context, within: Span | None
) -> Context:
    """The members of a body that a heading or an item names, or of the page's own, where that is none."""
    return Context(
        under=here.under,
        members=True,
        standing=Standing.MEMBER,
        kind=Kind.PERSON,
        words=_SURE,
        because=because,
        seats=True,
        body=body,
        said_at=(told.span,),
        within=within,
    )


def organs_in(
    block: ItemList, here: Context, lexicon: Lexicon, meetings: PageMeetings
) -> tuple[list[tuple[ItemList, Context]], ItemList | None]:
    """Return the organs that a list names over their members, each with these, and what is left of the list.

    裁判委員會, over 甲（主席） and 乙（成員）; 財務小組成員, over persons.

    Args:
        block: the list, of which the words above do not say who stands there.
        here: what stands above it.
        lexicon: the words of the page's language.
        meetings: what the page is about.
    """
    if lexicon.is_head_first or here.see_also or here.fiction or not meetings.is_body:
        return [], block
    found: list[tuple[ItemList, Context]] = []
    left: list[Item] = []
    items = block.items
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].depth > items[at].depth:
            end += 1
        inner = items[at + 1 : end]
        if inner and (name := _organ_over(items[at], inner, lexicon)):
            listed = replace(block, items=inner, span=Span(inner[0].span.begin, inner[-1].span.end))
            told = items[at].content
            body = None if name in meetings.names else name_of_all(told, name)
            found.append((listed, _members_of(body, told, name, here, listed.span)))
            at = end
        else:
            left.append(items[at])
            at += 1
    if not found:
        return [], block
    return found, replace(block, items=tuple(left)) if left else None


def _organ_over(item: Item, inner: Sequence[Item], lexicon: Lexicon) -> str:
    """The organ that an item names over its members; empty where it is anything else."""
    text = clean_text(item.content.text).rstrip("：: ").strip()
    tokens = lexicon.matcher.tokens(text)
    calls_members = len(tokens) > 1 and bool(tokens[-1].classes & _CALLED)
    name = text[: tokens[-1].start] if calls_members else text
    if not lexicon.matcher.ends_in(name, "council") or has_topic(name, lexicon):
        return ""
    told = sum(_tells_seat(one.content, lexicon) for one in inner)
    return name if calls_members or 2 * told > len(inner) else ""


def _tells_seat(content: Text, lexicon: Lexicon) -> bool:
    """True for a name with an office or a seat in brackets behind it: 甲（主席）, 乙（成員）."""
    match = _LAST_BRACKET.search(content.text)
    tokens = lexicon.matcher.tokens(match[1]) if match else ()
    return bool(tokens) and bool(tokens[-1].classes & (_HELD | {"person"}))


_LAST_BRACKET = lazy_pattern(r"[（(]([^（）()]{1,12})[）)]\s*$", needs="（(")


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
