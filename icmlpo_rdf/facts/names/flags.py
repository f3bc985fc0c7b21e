"""Flags beside names: a picture or template and the name of the country that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, joins_only
from icmlpo_rdf.facts.names.cut_texts import stretches_left, without_stretches
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.language.countries import Country, country_of
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import (
    Link,
    Namespace,
    Picture,
    Target,
    Text,
    beginning_in,
    normalise,
)

__all__ = [
    "are_only_countries",
    "country_of_target",
    "flag_alone",
    "is_flag",
    "is_only_shown",
    "name_shown",
    "names_country",
    "part_flags",
    "place_by_flag",
]

# What the names of flags' files begin with on Wikimedia Commons, and their ending.
_FLAG_FILE = lazy_pattern(r"^Flag_of_(?:the_)?|\.\w+$")
_FLAG_NAME = lazy_pattern(r"Flag_of_")
_SEVERAL = 2
_BETWEEN = 2
"""Characters that a wiki puts between a flag and the country's name: a no-break space."""
_KEPT = 500
"""Texts that are kept: who reads a page's names parts a text from its flags, and so does what is told of the flags afterwards."""


@lru_cache(maxsize=_KEPT)
def part_flags(content: Text, language: str) -> tuple[Text, tuple[Link, ...]]:
    """Part a text from the flags in it: what is left, and the countries whose flags these are, as links.

    A flag that is no country's goes with its name, and tells nothing. A flag is followed by its country's name, linked, or shows its country by its link or alternative text. A text that is
    nothing but flags, commas and joints between them, and what is said of one in brackets, or a date behind it, keeps them: there the countries themselves are meant.

    Args:
        content: a cell's or an item's text.
        language: the code of the wiki.
    """
    if not content.pictures:
        return content, ()
    found: list[Link] = []
    cuts: list[tuple[int, int]] = []
    for picture in content.pictures:
        named = _name_behind(picture, content, language)
        country = _country_named(named, language) if named else _shown(picture, language)
        if country is not None:
            found.append(country)
        if named:
            cuts.append((min(picture.start, named.start), named.end))
    text = content.text
    kept = "".join(text[begin:end] for begin, end in stretches_left(text, cuts))
    left = kept.strip(TRIM + "\n，,、;；")
    if joins_only(left) or (left[0] in "（(" and left[-1] in "）)") or parse_date(left):
        own = {(link.start, link.end): link for link in found}
        return replace(content, links=tuple(own.get((one.start, one.end), one) for one in content.links)), ()
    return without_stretches(content, cuts) if cuts else replace(content, pictures=()), tuple(found)


def are_only_countries(content: Text, language: str) -> bool:
    """Return whether a text is several countries behind their flags, with nothing between them but blanks, commas and joints."""
    links = content.links
    if len(links) < _SEVERAL or not all(_is_country(link.target, language) for link in links):
        return False
    between = zip(
        (0, *(link.end for link in links)), (*(link.start for link in links), len(content.text)), strict=True
    )
    return all(joins_only(content.text[end:begin]) for end, begin in between)


def is_flag(picture: Picture) -> bool:
    """Return whether a picture is a flag: its file is called so, or a flag's template stands in its place."""
    return not picture.file or _FLAG_NAME.match(picture.file) is not None


def name_shown(picture: Picture) -> str:
    """Return what a flag is called by its text or its file."""
    return picture.alt or _FLAG_FILE.sub("", picture.file)


def is_only_shown(country: PrintedName) -> bool:
    """Return whether a country is nowhere printed: its flag alone stands beside a name, as {{flagicon|France}} does."""
    return country.link is not None and country.link.start == country.link.end


def place_by_flag(printed: PrintedName | None, flag: PrintedName, language: str) -> PrintedName:
    """Return the country of one beside a flag: as it is printed in brackets, and the flag's where both are one: 義大利.

    Args:
        printed: the place in brackets, if any; one of another country stands.
        flag: the country that the flag shows.
        language: the code of the wiki.
    """
    if printed is None:
        return flag
    if printed.link is not None or flag.link is None:
        return printed
    shown, said = country_of_target(flag.link.target, language), country_of(printed.text, language)
    if shown is None or shown != said:
        return printed
    # It is printed, also where the flag alone is shown.
    return replace(printed, link=replace(flag.link, end=flag.link.start + len(printed.text)))


def _name_behind(picture: Picture, content: Text, language: str) -> Link | None:
    """The link right behind a flag that names what it stands for."""
    for link in _near(picture, content):
        if _names(picture, link, language):
            return link
    return None


def _near(picture: Picture, content: Text) -> Sequence[Link]:
    """The links that begin right behind a flag."""
    return beginning_in(content.links, picture.start, picture.start + _BETWEEN)


def names_country(picture: Picture, content: Text, language: str) -> bool:
    """Return whether a flag is that of a known country: by its own name, or by a link right behind it."""
    behind = (link.target for link in _near(picture, content))
    return _shown(picture, language) is not None or any(_is_country(one, language) for one in behind)


def _names(picture: Picture, link: Link, language: str) -> bool:
    """True for a link that names what the flag before it stands for; it may be no country's: {{flag|苏格兰}}."""
    if _is_country(link.target, language):
        return True
    title = link.target.title if link.target else ""
    shown = name_shown(picture)
    return bool(shown) and normalise(shown) in {title, normalise(link.text)}


def _is_country(target: Target | None, language: str) -> bool:
    return country_of_target(target, language) is not None


def country_of_target(target: Target | None, language: str) -> Country | None:
    """Return the country that a page is about, where it is a known one's."""
    return country_of(target.title, language) if target and target.namespace is Namespace.PAGE else None


def _country_named(link: Link, language: str) -> Link | None:
    """A country's link, leading to the one title that the wiki has for it: 印尼 and 印度尼西亚 are one country.

    A link that prints another text than its title leads where the page has chosen, [[Republic of Macedonia|Macedonia]], and so does
    one of a wiki's own page that is not red: what it leads to is there.
    """
    country = country_of_target(link.target, language)
    if country is None or link.target is None or not country.title:
        return link if country else None
    title = link.target.title
    if title == country.title or _leads_to_page(link) or normalise(link.text) != title:
        return link
    return replace(link, target=link.target._replace(title=country.title))


def _leads_to_page(link: Link) -> bool:
    """True for an address of a page that is there: ../Page/T.md, /wiki/T without redlink."""
    is_address = link.destination.startswith(("/", "./", "../", "http"))
    return is_address and link.target is not None and link.target.in_dump is not False


def _shown(picture: Picture, language: str) -> Link | None:
    """The country that a flag alone shows: by what it links to, else by its alternative text."""
    for written in ((picture.target.title if picture.target else ""), picture.alt):
        country = country_of(written, language) if written else None
        if country is not None:
            target = Target(language, Namespace.PAGE, country.title, None) if country.title else None
            name = picture.alt or written.replace("_", " ")
            return Link(name, target, written, picture.span, picture.start, picture.start)
    return None


def flag_alone(content: Text, language: str) -> Link | None:
    """Return the one country that a text without letters shows by its flag; None where it shows none or several."""
    if content.text or not content.pictures:
        return None
    shown = [_shown(picture, language) for picture in content.pictures]
    return shown[0] if len({one and one.target for one in shown}) == 1 else None
