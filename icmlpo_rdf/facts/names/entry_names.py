"""Text as names: one or several, each with what is said of its bearer before and behind it.

A cell or an item holds a name, names joined by 、 or line breaks, a country before a colon, a status in
brackets behind a link, footnote marks and leaked markup (docs/pages.md, 12, 13, 15, 16 and 24).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, Token, clean_text, has_links, text_of, tokens_of
from icmlpo_rdf.facts.names.delegations import (
    Head,
    read_head,
    without_brackets,
)
from icmlpo_rdf.facts.names.flagged_names import GOES_ON, beside_flags, remarked_flags, told_of_flag
from icmlpo_rdf.facts.names.flags import are_only_countries, part_flags
from icmlpo_rdf.facts.names.labels import country_of_some, for_remarked, labelled, represented
from icmlpo_rdf.facts.names.lined import part_of
from icmlpo_rdf.facts.names.name_reader import NameReader
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.remarks import tells_of_bearer
from icmlpo_rdf.facts.names.single_names import SingleNames
from icmlpo_rdf.facts.names.splitting import cut, split_at_colon, split_at_wide_space
from icmlpo_rdf.facts.names.statuses import tells_standing
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["read_cell", "read_names"]

_MAX_TEXT = 2_000
"""Longer ones are prose; the limit also keeps the patterns from long runs of one character."""

_WIDE_SPACE = "\u3000"
_ARROW = lazy_pattern("[→⇒]")
_ABBREVIATION = lazy_pattern(r"[A-Z]{2,8}")
_PARTED = lazy_pattern(r"[^\w ]")
_TOLD_BEFORE = lazy_pattern(r"\s*+[（(]([^（）()]{1,40})[）)]\s*+[-–—:：]\s*+", needs="（(")
"""Behind a flag's country and before a name: (observer) –"""
_COLON = lazy_pattern(r"\s*+[:：]")
_LINE_END = lazy_pattern(r"\n")


def read_names(content: Text, lexicon: Lexicon, span: Span) -> tuple[Entry, ...] | None:
    """Return the names that a cell or item holds, or None when it holds anything else.

    Args:
        content: the cell's or item's text.
        lexicon: the words of the wiki's language.
        span: where it stands.

    An empty text has no names. A colon or dash parts a country from the names behind it, or a name from what is
    told of it; in both cases only a text of which every part is understood gives names.
    """
    if len(content.text) > _MAX_TEXT:
        return None
    if content.pictures:
        rest, flags = part_flags(content, lexicon.language)
        # A picture that links something else than a country, such as its own file, says nothing.
        content = replace(rest, links=tuple(link for link in rest.links if link.end > link.start))
        if not flags and are_only_countries(content, lexicon.language):
            return tuple(filter(None, map(NameReader(lexicon, span).linked, content.links)))
        if not content.pictures:
            return _behind_flags(content, flags, lexicon, span)
    return _read(content, NameReader(lexicon, span))


def _behind_flags(
    content: Text, flags: Sequence[Link], lexicon: Lexicon, span: Span
) -> tuple[Entry, ...] | None:
    """The names beside flags, with what stands in brackets before them; or the flags' countries, where what is behind tells of these."""
    if not flags:
        return read_names(content, lexicon, span)
    if told := told_of_flag(content, lexicon):
        return remarked_flags(told, flags, span)
    aside = _TOLD_BEFORE.match(content.text)
    named = part_of(content, aside.end(), len(content.text)) if aside else content
    entries = read_names(named, lexicon, span)
    if entries and aside and tells_standing(aside[1], lexicon):
        entries = tuple(one.told(aside[1]) for one in entries)
    return beside_flags(entries, flags, span, lexicon.language)


def _read(content: Text, reader: NameReader) -> tuple[Entry, ...] | None:
    """The names of a text without flags."""
    # Most cells and items are one link or one word: what follows would find nothing to part.
    if (link := _only_link(content)) is not None:
        return _alone(reader.linked(link))
    if not content.links and not _PARTED.search(content.text):
        return _alone(reader.plain(content.text)) if content.text.strip(TRIM) else ()
    tokens = tokens_of(content)
    if tokens is None:
        return None
    head, tail = split_at_colon(tokens)
    if tail is not None:
        in_lines = reader.lexicon.is_head_first and "\n" in content.text
        return (_lined(tokens, reader) if in_lines else None) or _of_colon(head, tail, content, reader)
    if sent := represented(tokens, reader):
        return _parted(*sent, reader)
    if _WIDE_SPACE in content.text and (behind := _behind_number(tokens, reader)) is not None:
        return behind
    return reader.names(tokens) or _described(tokens, reader)


def _of_colon(
    head: list[Token], tail: list[Token], content: Text, reader: NameReader
) -> tuple[Entry, ...] | None:
    """The names of a text that a colon or dash parts."""
    if reader.lexicon.is_head_first and _COLON.match(content.text, len(text_of(head))):
        return _of_line(head, tail, reader)
    return _parted(head, tail, reader)


def _lined(tokens: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """The names of lines each of which a colon parts; None where one has none."""
    found: list[Entry] = []
    for line in cut(tokens, _LINE_END):
        head, tail = split_at_colon(line)
        if tail is None:
            return None
        read = _of_line(head, tail, reader)
        if read is None:
            return None
        found += read
    return tuple(found)


def _of_line(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """The names of a line that a colon parts: those behind a label alone, else of both sides."""
    if place := country_of_some(head, reader):
        return _of_country(place, tail, reader)
    if came := for_remarked(head, tail, reader):
        return came
    label = labelled(head, tail, reader)
    return label.behind if label else _of_both(head, tail, reader)


def _described(tokens: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """[甲](…)　[乙大学](…)教授: a name, and behind a wide space what its bearer is; behind it stand no further names."""
    if (parts := split_at_wide_space(tokens)) is None or not has_links(parts[0]):
        return None
    found = reader.names(parts[0])
    is_told = any(isinstance(token, str) and token.strip(TRIM) for token in parts[1])
    told = text_of(parts[1]).strip(TRIM)
    is_told = is_told or told.endswith(
        (*reader.lexicon.words["callings"], *reader.lexicon.words["office_signs"])
    )
    if found is None or len(found) != 1 or found[0].place or not (is_told or reader.is_office(told)):
        return None
    return (found[0].told(told),)


def _behind_number(tokens: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """陸士14期　[甲](…)、[乙](…): a class that has a number is nobody, the links behind the wide space are; None where none is told so."""
    parts = split_at_wide_space(tokens)
    if parts is None or has_links(parts[0]) or not any(map(str.isdigit, text_of(parts[0]))):
        return None
    found = reader.names(parts[1]) or ()
    return found if all(one.name.link for one in found) else ()


def _only_link(content: Text) -> Link | None:
    """The link that a text is, a lost flag's brackets around it or none; the last of several, where it alone is in bold: [岩手県](…)**[大船渡市](…)**."""
    links = content.links
    if len(links) == 1:
        return links[0] if content.text in {links[0].text, f"({links[0].text})"} else None
    if not links or len(content.bold) != 1 or content.bold[0].text != links[-1].text:
        return None
    return links[-1] if "".join(link.text for link in links) == content.text.strip() else None


def _alone(entry: Entry | None) -> tuple[Entry, ...] | None:
    return (entry,) if entry else None


def read_cell(content: Text, lexicon: Lexicon, span: Span) -> tuple[Entry, ...] | None:
    """Return the names of a cell that says whose the row is: "Birkbeck, University of London" without a link is one."""
    found = read_names(content, lexicon, span)
    if content.links or not lexicon.is_head_first or not found or len(found) < 2 or "\n" in content.text:
        return found
    if all(place_kind(one.name.text, lexicon) for one in found):
        return found
    whole = SingleNames(lexicon, span).checked(clean_text(content.text), None, None, [])
    return (whole,) if whole else None


def _parted(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """The names of a text that a colon or dash parts: a country and who came, or a name and what is told of it."""
    return for_remarked(head, tail, reader) or _of_both(head, tail, reader)


def _of_both(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """The same of one in which nothing is told of the country."""
    if (place := reader.place(head)) is not None:
        return _of_country(place, tail, reader)
    if seated := _of_district(head, tail, reader):
        return seated
    if sent := _sent(head, tail, reader):
        return sent
    if _is_office_of_ministry(head, reader):
        return None
    if text_of(head).strip(TRIM + "（）()"):
        return _named(head, tail, reader)
    return reader.names(tail) or None


def _of_country(place: PrintedName, tail: list[Token], reader: NameReader) -> tuple[Entry, ...]:
    """Who came for a country, or the country itself, of which more is told: ペルー：2003年に分担金未払いのため脱退."""
    told = text_of(tail).strip()
    if not has_links(tail) and tells_of_bearer(without_brackets(told).strip(), reader.lexicon):
        return (Entry(place, statuses=(told,)),)
    found = None if reader.lexicon.is_head_first and GOES_ON.match(told) else reader.names(tail)
    found = found or reader.came(tail)
    if not found:
        return (Entry(place, rest=told),)
    return tuple(replace(one, place=one.place or place) for one in found)


def _of_district(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...]:
    """Who sits for a district: [At-large district](…): [X](…); nobody where what stands before the colon does not end in such a word."""
    text = text_of(head).strip(TRIM)
    before, _, last = text.rpartition(" ")
    if not before or not reader.lexicon.is_head_first:
        return ()
    is_district = reader.lexicon.roles_of(last) == (ColumnRole.DISTRICT,)
    found = (reader.names(tail) or ()) if is_district else ()
    if not found or not all(one.name.link for one in found):
        return ()
    link = next((token for token in head if isinstance(token, Link)), None)
    place = PrintedName(text, link, reader.span)
    return tuple(replace(one, place=one.place or place) for one in found)


def _is_office_of_ministry(head: list[Token], reader: NameReader) -> bool:
    """True for [北海道開発庁](…)長官: the office is nobody, and neither is the ministry that it is of."""
    links = [token.text.strip() for token in head if isinstance(token, Link)]
    endings = reader.lexicon.words["ministry_endings"]
    return bool(links) and all(one.endswith(endings) for one in links) and reader.is_office(text_of(head))


def _sent(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """Who came, of a text that begins with whom they came for, or with their office."""
    if (said := read_head(head, reader.lexicon)) and (
        sent := reader.sent(said, tail) or _one_after_another(said, tail, reader)
    ):
        return sent
    if reader.is_office(without_brackets(text_of(head))) and not has_links(head):
        # Mayor of Ghent – Pieter Claes: an office is nobody, whatever it is of, and however many hold it, 理事（5人）.
        return reader.sent(Head(None, None, office=True), tail)
    return None


def _one_after_another(said: Head, tail: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """Those who held an office one after another: 内閣総理大臣：[甲](…)→[乙](…). Without an office it may be one that was renamed."""
    pieces = cut(tail, _ARROW) if said.office else []
    found = [reader.sent(said, piece) for piece in pieces] if len(pieces) > 1 else []
    return tuple(chain.from_iterable(filter(None, found))) if found and all(found) else None


def _named(head: list[Token], tail: list[Token], reader: NameReader) -> tuple[Entry, ...] | None:
    """The names before a colon, with what is told of the last one; of one alone also who is named behind it."""
    found = reader.names(head)
    told = text_of(tail).strip()
    if not found or (not has_links(tail) and _may_be_label(found[0], told.strip(TRIM), reader.lexicon)):
        return None
    if len(found) > 1:
        return (*found[:-1], replace(found[-1], rest=told))
    behind = reader.names(tail) or reader.came(tail) or ()
    # 滿洲國：國務總理張景惠: whoever stands before an office and a name sent them.
    has_sent = bool(behind) and not reader.is_office(text_of(tail)) and reader.has_office(tail)
    # 张三：[白云人民委员会主席](白云)（政府首脑）: a label that only begins with what it leads to is no name.
    has_sent = has_sent and not any(_goes_on(one.name.link) for one in behind)
    return (replace(found[0], rest=told, behind=behind, has_sent=has_sent),)


def _may_be_label(before: Entry, told: str, lexicon: Lexicon) -> bool:
    """团结：未来党 and Re:Start党 are names, 第一组：甲党 is none: which it is the text does not tell. So is no abbreviation."""
    named = lexicon.organization_ending(told) != ""
    return (
        named
        and not _ABBREVIATION.fullmatch(before.name.text)
        and before.name.link is None
        and not lexicon.organization_ending(before.name.text)
    )


def _goes_on(link: Link | None) -> bool:
    if link is None or link.target is None:
        return False
    text, own = clean_text(link.text), label_of(link.target.title)
    return text != own and text.startswith(own)
