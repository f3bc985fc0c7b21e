"""Headings, items and cells that are the name of a place and nothing else: they part those under them."""

from __future__ import annotations

from icmlpo_rdf.facts.names.chunks import PICTURE_LABEL, clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Cell, Namespace, Text, label_of

__all__ = ["bracketed_place", "country_in_heading", "is_municipality", "region_heading", "region_of"]

_MAX_LABEL, _SHORT = 30, 2


def region_of(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """Return the continent, region or country that is all that a heading, item or cell says."""
    if not (whole := _whole_name(content, lexicon)):
        return None
    names = (
        {whole.text, label_of(whole.link.target.title)} if whole.link and whole.link.target else {whole.text}
    )
    parts = [part.strip() for part in lexicon.joiners.split(whole.text) if part.strip()]
    known = any(place_kind(name, lexicon) for name in names)
    return whole if known or (len(parts) > 1 and all(place_kind(part, lexicon) for part in parts)) else None


def country_in_heading(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """Return the one country of a heading over its delegates: 中国代表团."""
    places = [token for token in lexicon.matcher.tokens(clean_text(content.text)) if "place" in token.classes]
    if len(places) != 1 or place_kind(places[0].text, lexicon) is not PlaceKind.COUNTRY:
        return None
    name = places[0].text
    # Without a link the name is a part of a word, and the row that is cited does not print it.
    link = next((one for one in content.links if one.text.startswith(name) and thing_of(one, lexicon)), None)
    return PrintedName(name, link, content.span) if link else None


def region_heading(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """A heading that is a place, also one known by its ending only: 伊比利半島 (docs/pages.md, 23); 台湾 of （台湾）, whose flag is lost."""
    whole = _whole_name(content, lexicon) or _in_brackets(content, lexicon)
    if whole and whole.text.lower().endswith(lexicon.words["region_endings"]):
        return whole
    if whole and place_kind(whole.text, lexicon):
        return whole
    return region_of(content, lexicon)


def _in_brackets(content: Text, lexicon: Lexicon) -> PrintedName | None:
    found = _IN_BRACKETS.fullmatch(content.text.strip())
    if found is None or len(content.links) != 1 or content.links[0].text != found["name"]:
        return None
    return (
        PrintedName(found["name"], content.links[0], content.span)
        if thing_of(content.links[0], lexicon)
        else None
    )


def _whole_name(content: Text, lexicon: Lexicon) -> PrintedName | None:
    """A short text that is a single link or has none."""
    text = clean_text(content.text)
    if not text or len(text) > _MAX_LABEL or len(content.links) > 1:
        return None
    link = content.links[0] if content.links else None
    if link and link.text.strip() != content.text.strip():
        return None
    return PrintedName(text, link if link and thing_of(link, lexicon) else None, content.span)


def is_municipality(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name ends as those of municipalities, and of the areas around them, do: 釧路市, 경기도."""
    return _SHORT < len(name) <= _MAX_LABEL and name.endswith(lexicon.words["area_endings"])


def bracketed_place(cell: Cell, lexicon: Lexicon) -> PrintedName | None:
    """What stands in brackets where a flag was lost: （[20px](File:…) 플랑드르）, a part of the lost country."""
    text, links = cell.content.text, list(cell.content.links)
    for link in sorted(links, key=lambda one: -one.start):
        if link.target is not None and link.target.namespace is Namespace.FILE:
            text = text[: link.start] + text[link.end :]
            links.remove(link)
    found = _IN_BRACKETS.fullmatch(PICTURE_LABEL.sub("", text.strip()))
    if found is None:
        return None
    name = PICTURE_LABEL.sub("", found["name"]).strip()
    if len(links) == 1 and links[0].text == name and thing_of(links[0], lexicon):
        return PrintedName(name, links[0], cell.span)
    return PrintedName(name, None, cell.span) if name and not links else None


_IN_BRACKETS = lazy_pattern(r"[（(](?P<name>[^（）()\d]{1,40})[）)]")
