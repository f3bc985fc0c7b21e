"""Flags beside names: a picture or template and the name of the country that it stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, joins_only
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.words.dates import parse_date
from icmlpo_rdf.language.countries import Country, country_of
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import (
    Infobox,
    ItemList,
    Link,
    Namespace,
    PageDocument,
    Picture,
    Table,
    Target,
    Text,
    normalise,
)
from icmlpo_rdf.spans import Span

__all__ = [
    "are_only_countries",
    "flags_of_no_country",
    "flags_of_others",
    "flags_of_several",
    "is_flag",
    "is_only_shown",
    "name_shown",
    "part_flags",
    "place_by_flag",
]

# What the names of flags' files begin with on Wikimedia Commons, and their ending.
_FLAG_FILE = lazy_pattern(r"^Flag_of_(?:the_)?|\.\w+$")
_FLAG_NAME = lazy_pattern(r"Flag_of_")
_BEGIN = attrgetter("start")
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
    kept = "".join(text[begin:end] for begin, end in _left(text, cuts))
    left = kept.strip(TRIM + "\n，,、;；")
    if joins_only(left) or (left[0] in "（(" and left[-1] in "）)") or parse_date(left):
        own = {(link.start, link.end): link for link in found}
        return replace(content, links=tuple(own.get((one.start, one.end), one) for one in content.links)), ()
    return _without(content, cuts) if cuts else replace(content, pictures=()), tuple(found)


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
    shown, said = _country_of(flag.link.target, language), country_of(printed.text, language)
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


def _near(picture: Picture, content: Text) -> tuple[Link, ...]:
    """The links that begin right behind a flag; a text's links stand in order."""
    first = bisect_left(content.links, picture.start, key=_BEGIN)
    return content.links[first : bisect_right(content.links, picture.start + _BETWEEN, first, key=_BEGIN)]


def flags_of_no_country(document: PageDocument) -> tuple[Note, ...]:
    """Return a note for each flag of the page's tables, lists and boxes that is no known country's.

    Args:
        document: the page.
    """
    found: dict[str, Note] = {}
    for text in _texts(document):
        for picture in text.pictures:
            shown = picture.alt or picture.file.replace("_", " ")
            if not is_flag(picture) or not shown or shown in found or _shown(picture, document.language):
                continue
            if not any(_is_country(link.target, document.language) for link in _near(picture, text)):
                found[shown] = Note(Code.FLAG_OF_NO_COUNTRY, picture.span, shown[:200])
    return tuple(found.values())


def flags_of_several(document: PageDocument, stated: Iterable[tuple[Span, str]]) -> tuple[Note, ...]:
    """Return a note for each text with names of whom no country is stated, since it has the flags of several.

    Args:
        document: the page.
        stated: the row or item, and the name, of each who is stated without a country.
    """
    several = [text for text in _texts(document) if len(text.pictures) > 1]
    if not several:
        return ()
    names: defaultdict[Span, set[str]] = defaultdict(set)
    for span, name in stated:
        names[span].add(name)
    spans = sorted(names)
    notes: list[Note] = []
    for text in several:
        _, flags = part_flags(text, document.language)
        at = bisect_right(spans, text.span.begin, key=lambda one: one.begin) - 1
        if len({flag.target for flag in flags}) < _SEVERAL or at < 0 or text.span.end > spans[at].end:
            continue
        shown = dict.fromkeys(flag.target.title if flag.target else flag.text for flag in flags)
        # Where the countries themselves are meant, the names are theirs.
        if any(name in text.text for name in names[spans[at]] - {flag.text for flag in flags}):
            notes.append(Note(Code.SEVERAL_FLAGS, text.span, ", ".join(shown).replace("_", " ")))
    return tuple(notes)


def flags_of_others(document: PageDocument, stated: Iterable[tuple[Span, str]]) -> tuple[Note, ...]:
    """Return a note for each text with one country's flag beside a name of which another country is stated.

    Args:
        document: the page.
        stated: the row or item, and the printed country, of each who is stated with one.
    """
    flagged = list(_with_one_flag(document))
    begins = [text.span.begin for text, _, _ in flagged]
    notes: dict[tuple[Span, str], Note] = {}
    for span, place in stated if flagged else ():
        said = country_of(place, document.language)
        for text, flag, shown in flagged[bisect_left(begins, span.begin) : bisect_right(begins, span.end)]:
            if said and shown != said and place in text.text:
                told = f"{flag.text}, {place}"
                notes[text.span, told] = Note(Code.FLAG_OF_ANOTHER, text.span, told)
    return tuple(notes.values())


def _with_one_flag(document: PageDocument) -> Iterator[tuple[Text, Link, Country]]:
    """The texts beside names in which the flags are one country's, each with that flag and its country."""
    for text in _texts(document):
        flags = part_flags(text, document.language)[1] if text.pictures else ()
        shown = {_country_of(flag.target, document.language) for flag in flags}
        country = shown.pop() if len(shown) == 1 else None
        if country is not None:
            yield text, flags[0], country


def _texts(document: PageDocument) -> Iterator[Text]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell.content for row in block.rows for cell in row.cells)
            elif isinstance(block, ItemList):
                yield from (item.content for item in block.items)
            elif isinstance(block, Infobox):
                yield from (field.content for field in block.fields)


def _names(picture: Picture, link: Link, language: str) -> bool:
    """True for a link that names what the flag before it stands for; it may be no country's: {{flag|苏格兰}}."""
    if _is_country(link.target, language):
        return True
    title = link.target.title if link.target else ""
    shown = name_shown(picture)
    return bool(shown) and normalise(shown) in {title, normalise(link.text)}


def _is_country(target: Target | None, language: str) -> bool:
    return _country_of(target, language) is not None


def _country_of(target: Target | None, language: str) -> Country | None:
    return country_of(target.title, language) if target and target.namespace is Namespace.PAGE else None


def _country_named(link: Link, language: str) -> Link | None:
    """A country's link, leading to the one title that the wiki has for it: 印尼 and 印度尼西亚 are one country.

    A link that prints another text than its title leads where the page has chosen, [[Republic of Macedonia|Macedonia]], and so does
    one of a wiki's own page that is not red: what it leads to is there.
    """
    country = _country_of(link.target, language)
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


def _left(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of a text that are not cut out, in order; the last one ends with the text."""
    left: list[tuple[int, int]] = []
    at = 0
    for begin, end in sorted(cuts):
        if at < begin:
            left.append((at, begin))
        at = max(at, end)
    return [*left, (at, len(text))]


def _without(content: Text, cuts: list[tuple[int, int]]) -> Text:
    """A text without some stretches of it, its links and marks where they are now."""
    left = _left(content.text, cuts)
    text = "".join(content.text[begin:end] for begin, end in left)
    where: list[int] = []
    kept = 0
    for begin, end in left:
        where += [kept] * (begin - len(where))
        where += range(kept, kept + end - begin)
        kept += end - begin
    where.append(kept)
    lead = len(text) - len(text.lstrip())
    text = text.strip()

    def at(place: int) -> int:
        return max(0, where[min(place, len(where) - 1)] - lead)

    links = tuple(
        replace(link, start=at(link.start), end=at(link.end))
        for link in content.links
        if link.start + 1 == len(where) or where[link.start] < where[link.start + 1]
    )
    bold = tuple(replace(mark, start=at(mark.start), end=at(mark.end)) for mark in content.bold)
    return replace(content, text=text, links=links, bold=bold, pictures=())
