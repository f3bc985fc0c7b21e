"""What a page's wikitext and MediaWiki's HTML of it must have in common: headings, tables, lists, links and bold, templates aside.

A wiki may lack a template, or have another one of its name; what stands beside a template in a cell, an item or a paragraph is not compared then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import TypeVar

from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import Block, ItemList, PageDocument, Paragraph, Table, Text, read_page
from icmlpo_rdf.page.table_grid import grid_of
from icmlpo_rdf.source import RawPage

__all__ = ["differences", "equal_slots"]

Said = tuple[str, tuple[object, ...], tuple[str, ...]]
"""Its characters without white space, where its links lead, and what is bold in it."""
Slot = tuple[object, Said | None]
"""What is compared in any case, a cell's kind or an item's depth, and what it says; None for what a template takes part in."""


def differences(wikitext: str, html: str, title: str, language: str = "zh") -> list[str]:
    """Return what the HTML of a page has otherwise than its wikitext; nothing where both are alike."""
    one = _read(wikitext, Form.WIKITEXT, PageOptions(language, title))
    other = _read(html, Form.HTML, PageOptions(language, title))
    found = [
        f"{title}: heading {a} is {b} in MediaWiki's HTML"
        for a, b in zip_longest(_headings(one), _headings(other))
        if a != b
    ]
    for kind in (Table, ItemList):
        for number, (mine, theirs) in enumerate(zip_longest(_slots(one, kind), _slots(other, kind)), 1):
            found += [
                f"{title}: {kind.__name__} {number}: {a} is {b} in MediaWiki's HTML"
                for a, b in zip_longest(mine or [], theirs or [])
                if not _is_alike(a, b)
            ]
    missing = Counter(_paragraphs(one)) - Counter(_paragraphs(other))
    return found + [f"{title}: no paragraph of MediaWiki's HTML says {said}" for said in missing]


def equal_slots(one: RawPage, other: RawPage) -> tuple[int, int]:
    """Return how many cells and items of two forms of a page are alike, and how many are compared: those without templates."""
    options = PageOptions("zh")
    mine, theirs = read_page(one, options)[0], read_page(other, options)[0]
    alike = compared = 0
    for kind in (Table, ItemList):
        for a, b in _pairs(_slots(mine, kind), _slots(theirs, kind)):
            for slot, other_slot in (pair for rows in _pairs(a or [], b or []) for pair in _pairs(*rows)):
                if slot and other_slot and None in {slot[1], other_slot[1]}:
                    continue
                compared += 1
                alike += slot == other_slot
    return alike, compared


_One = TypeVar("_One")


def _pairs(one: list[_One] | None, other: list[_One] | None) -> Iterator[tuple[_One | None, _One | None]]:
    return zip_longest(one or [], other or [])


def _read(text: str, form: Form, options: PageOptions) -> PageDocument:
    return read_page(RawPage("page", text.encode(), "page", form=form), options)[0]


def _is_alike(mine: list[Slot] | None, theirs: list[Slot] | None) -> bool:
    if mine is None or theirs is None or len(mine) != len(theirs):
        return False
    return all(a[0] == b[0] and (a[1] is None or a[1] == b[1]) for a, b in zip(mine, theirs, strict=True))


def _headings(document: PageDocument) -> list[tuple[int, str]]:
    return [
        (section.heading.level, _characters(section.heading.content))
        for section in document.sections
        if section.heading
    ]


def _slots(document: PageDocument, kind: type[Block]) -> list[list[list[Slot]]]:
    """The tables' rows of slots, cells after spans, or the lists' items. A row without cells is none."""
    found: list[list[list[Slot]]] = []
    for block in _blocks(document):
        if isinstance(block, Table) and kind is Table:
            rows = [[cell for cell in row if cell] for row in grid_of(block).slots]
            found.append([[(cell.is_header, _said(cell.content)) for cell in row] for row in rows if row])
        elif isinstance(block, ItemList) and kind is ItemList:
            found.append([[(item.depth, _said(item.content))] for item in block.items])
    return found


def _paragraphs(document: PageDocument) -> Iterator[Said]:
    for block in _blocks(document):
        if isinstance(block, Paragraph) and (said := _said(block.content)) and (said[1] or said[2]):
            yield said


def _blocks(document: PageDocument) -> Iterator[Block]:
    for section in document.sections:
        yield from section.blocks


def _said(text: Text) -> Said | None:
    if text.calls or text.pictures:
        return None
    targets = tuple(link.target and link.target[:3] for link in text.links)
    return _characters(text), targets, tuple("".join(mark.text.split()) for mark in text.bold)


def _characters(text: Text) -> str:
    return "".join(text.text.split())
