"""Paragraphs that are lists: nothing but the names of those whom the words above them, or before their colon, speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.introductions import introduced
from icmlpo_rdf.facts.contexts.nothing_but_names import (
    BETWEEN,
    DOTS_TOO,
    END,
    around_links,
    linked_names,
    names_between,
    without_asides,
    without_end,
    without_others,
)
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.plain_names import is_known, is_plain_name
from icmlpo_rdf.facts.contexts.rows_of_names import RowOfNames
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.headings.parting import names_kind_or_place
from icmlpo_rdf.facts.headings.phrases import STRONG
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.countries_in_words import ASIDE, PLAIN_NAME, countries_in, is_country
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.printed_names import parted
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Item, ItemList, Paragraph, Text
from icmlpo_rdf.spans import Span

__all__ = ["listed_names"]

_LEAST_NAMES, _LEAST_TOLD = 3, 2
_LEAST_PLAIN = 4
_MAX_PLAIN = 1_000
_MAX_COUNTRIES = 2_000
_NEARLY_ALL = 0.9


def listed_names(
    block: Paragraph, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> tuple[ItemList, Context] | None:
    """A paragraph of names as a list of one item, where the words above it or before its colon say what they are."""
    content = block.content
    if lexicon.is_head_first and (told := _listed_countries(content, context, lexicon, meetings)):
        return told
    if isinstance(block, RowOfNames) and context.members:
        return block.as_list(), replace(context, within=content.span)
    return _named_behind_label(content, context, lexicon, meetings)


def _named_behind_label(
    content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> tuple[ItemList, Context] | None:
    """The same of one that is names alone, or a label and names: **观察员国**：甲、乙."""
    if not content.links and not context.says_who:
        return None
    whole = replace(content, text=without_end(content.text))
    label, names = parted(whole) or (None, whole)
    here = context if label is None else _under_label(label, content, context, lexicon, meetings)
    if here is None or not here.says_who:
        return None
    told = context.members or here.words >= STRONG
    is_sure = told if label else _are_surely_named(names, context, lexicon)
    least = 1 if is_sure else _LEAST_NAMES
    if len(content.links) >= least:
        named = linked_names(names, lexicon) if _may_begin_names(content, lexicon) else None
    else:
        named = _plain_names(names, lexicon, are_told=bool(label) and is_sure) if context.says_who else None
    if named is None:
        return None
    return _as_list(_at_blanks(named, lexicon), names.span), replace(here, within=names.span)


def _are_surely_named(names: Text, context: Context, lexicon: Lexicon) -> bool:
    """True where the words above surely speak of those whom a text names; not of 成员国 over [部长理事会](…)、[首脑会议](…), its organs."""
    may_be = context.kind is not Kind.COUNTRY or all(place_kind(one.text, lexicon) for one in names.links)
    return may_be and context.words >= STRONG and BETWEEN.search(names.text) is not None


def _under_label(
    label: str, content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """What a label says of the names behind its colon."""
    said = say(label, content, context, lexicon, meetings) if label else None
    if said:
        return replace(said, kind=said.kind or context.kind, under=context.under, because=label)
    is_part = bool(label) and context.members and context.words >= STRONG
    return context if is_part and names_kind_or_place(label, lexicon) else None


def _as_list(names: Iterable[Text], span: Span) -> ItemList:
    return ItemList(tuple(Item(name, 1, span) for name in names), ordered=False, span=span)


def _at_blanks(names: Text, lexicon: Lexicon) -> tuple[Text, ...]:
    """The names, each by itself where blanks alone part them, as the lines of a page do: [甲党](…) [乙党](…); else all in one."""
    places = [place_kind(link.text, lexicon) for link in names.links]
    if len(names.links) < _LEAST_NAMES or (any(places) and not all(places)):
        return (names,)  # [日本](…) [甲](…): who came for whom
    begins = [link.start for link in names.links[1:]]
    gaps = [names.text[link.end : begin] for link, begin in zip(names.links, begins, strict=False)]
    if not all(gap[-1:].isspace() and _holds_plain_names(gap) for gap in gaps):
        return (names,)
    begins += [
        link.end + match.start()
        for link, gap in zip(names.links, gaps, strict=False)
        for match in _BEHIND_WIDE.finditer(gap)
    ]
    begins.sort()
    bounds = zip((0, *begins), (*begins, len(names.text)), strict=True)
    return tuple(part_of(names, begin, end) for begin, end in bounds)


def _holds_plain_names(gap: str) -> bool:
    """True for blanks between two links, with what brackets say, and for names without a link between wide blanks: 　陈伟　."""
    return all(PLAIN_NAME.fullmatch(part) for part in without_asides(gap).split())


_BEHIND_WIDE = lazy_pattern(r"(?<=\u3000)[^\s（(]", needs="\u3000")


def _listed_countries(
    content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings
) -> tuple[ItemList, Context] | None:
    """The same of a paragraph without links: countries are known without them. Member states: Chad, Niger, and Togo."""
    if content.links:
        return None
    label, names = parted(content) or ("", content)
    if len(names.text) > _MAX_COUNTRIES or names.text.count(",") < _LEAST_NAMES - 1:
        return None
    found = countries_in(" ".join(names.text.rstrip(END).split()), lexicon)
    known = sum(1 for name in found if is_country(name, lexicon))
    if known < max(_LEAST_NAMES, _NEARLY_ALL * len(found)):
        return None
    if label:
        said = say(label, content, context, lexicon, meetings)
        said = said or introduced(replace(content, text=f"{label}:"), context, lexicon, meetings)
        context = replace(said, under=context.under, because=label) if said else Context()
    if not context.says_who:
        return None
    listed = _as_list((Text(name, (), (), content.span) for name in found), content.span)
    return listed, replace(context, within=content.span)


def _may_begin_names(content: Text, lexicon: Lexicon) -> bool:
    """False for most prose: before its first link outside brackets stands a text without a colon that is no name."""
    before = next(around_links(content)).strip()
    return not before or ":" in before or "：" in before or all(names_between(before, lexicon))


def _plain_names(content: Text, lexicon: Lexicon, *, are_told: bool) -> Text | None:
    """The text of nothing but names without links, parted by commas: 김철수, 이영희(서울), 박민수 등; Ann Lee and Bob de Vries.

    Behind a label that says who follows (`are_told`) two are enough: 참석자: 김철수, 이영희.
    """
    if content.links or len(content.text) > _MAX_PLAIN:
        return None
    text = without_others(_with_commas(content.text, lexicon), lexicon)
    names = _between_commas(ASIDE.sub("", text), lexicon)
    are_known = not lexicon.is_head_first and all(is_known(one, lexicon) for one in names)
    least = _LEAST_TOLD if are_told else _LEAST_NAMES if are_known else _LEAST_PLAIN
    if not len(set(names)) == len(names) >= least:
        return None
    are_names = are_known or all(place_kind(one, lexicon) or is_plain_name(one, lexicon) for one in names)
    return replace(content, text=text) if are_names else None


def _with_commas(text: str, lexicon: Lexicon) -> str:
    """A text with commas for its words that join names."""
    words = [re.escape(word) for word in lexicon.words["joiners"] if word.startswith(" ")]
    return re.sub("|".join(words), ", ", text) if words else text


def _between_commas(text: str, lexicon: Lexicon) -> list[str]:
    """What stands between a text's commas; between dots too where these part known names."""
    names, dotted = (
        [one.strip() for one in pattern.split(text) if one.strip()] for pattern in (BETWEEN, DOTS_TOO)
    )
    part_more = len(dotted) > len(names) and len(dotted) >= _LEAST_PLAIN
    return dotted if part_more and all(is_known(one, lexicon) for one in dotted) else names
