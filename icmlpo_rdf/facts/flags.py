"""Flags beside names: a picture or template and the name of the country that it stands for."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.pieces import TRIM
from icmlpo_rdf.language.countries import country_of
from icmlpo_rdf.page import Link, Namespace, Picture, Target, Text

__all__ = ["part_flags"]

_BETWEEN = 2
"""Characters that a wiki puts between a flag and the country's name: a no-break space."""


def part_flags(content: Text, language: str) -> tuple[Text, tuple[Link, ...]]:
    """Part a text from the flags in it: what is left, and the countries whose flags these are, as links.

    A flag is followed by its country's name, linked, or shows its country by its link or alternative text. A text that is
    nothing but a flag keeps it: there the country itself is meant.

    Args:
        content: a cell's or an item's text.
        language: the code of the wiki.
    """
    if not content.pictures:
        return content, ()
    found: list[Link] = []
    cuts: list[tuple[int, int]] = []
    for picture in content.pictures:
        named = next(
            (
                link
                for link in content.links
                if 0 <= link.start - picture.start <= _BETWEEN and _is_country(link.target, language)
            ),
            None,
        )
        if named is not None:
            found.append(named)
            cuts.append((min(picture.start, named.start), named.end))
        elif shown := _shown(picture, language):
            found.append(shown)
    text = content.text
    kept = "".join(letter for place, letter in enumerate(text) if not any(a <= place < b for a, b in cuts))
    if not kept.strip(TRIM + "\n"):
        return content, ()
    return _without(content, cuts) if cuts else replace(content, pictures=()), tuple(found)


def _is_country(target: Target | None, language: str) -> bool:
    return (
        target is not None
        and target.namespace is Namespace.PAGE
        and country_of(target.title, language) is not None
    )


def _shown(picture: Picture, language: str) -> Link | None:
    """The country that a flag alone shows: by what it links to, else by its alternative text."""
    for written in ((picture.target.title if picture.target else ""), picture.alt):
        country = country_of(written, language) if written else None
        if country is not None:
            target = Target(language, Namespace.PAGE, country.title, None) if country.title else None
            name = picture.alt or written.replace("_", " ")
            return Link(name, target, written, picture.span, picture.start, picture.start)
    return None


def _without(content: Text, cuts: list[tuple[int, int]]) -> Text:
    """A text without some stretches of it, its links and marks where they are now."""
    where: list[int] = []
    parts: list[str] = []
    kept = 0
    for place, character in enumerate(content.text):
        where.append(kept)
        if not any(begin <= place < end for begin, end in cuts):
            parts.append(character)
            kept += 1
    where.append(kept)
    text = "".join(parts)
    lead = len(text) - len(text.lstrip())
    text = text.strip()

    def at(place: int) -> int:
        return max(0, where[min(place, len(where) - 1)] - lead)

    links = tuple(
        replace(link, start=at(link.start), end=at(link.end))
        for link in content.links
        if not any(begin <= link.start < end for begin, end in cuts)
    )
    bold = tuple(replace(mark, start=at(mark.start), end=at(mark.end)) for mark in content.bold)
    return replace(content, text=text, links=links, bold=bold, pictures=())
