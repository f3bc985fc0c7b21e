"""A name where it is printed, and what stands around it in its cell or item."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.names.chunks import TRIM, clean_text
from icmlpo_rdf.facts.names.remarks import is_status
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Text, label_of
from icmlpo_rdf.spans import Span

__all__ = ["Entry", "PrintedName", "name_of_all", "parted", "printed_in", "without_particle"]

_HEAD = lazy_pattern(r"[：:︰﹕∶]|\s[-–—]\s|——", needs="：:︰﹕∶-–—")
_MAX_OFFICE = 30


class PrintedName(Struct, frozen=True):
    """A name where it is printed."""

    text: str
    link: Link | None
    """None for plain text, and for a link that identifies nothing: another wiki, a file, a disambiguation page."""
    span: Span


class Entry(Struct, frozen=True):
    """One name with what stands around it."""

    name: PrintedName
    place: PrintedName | None = None
    """The country before it or in brackets behind it."""
    statuses: tuple[str, ...] = ()
    """What is said of its bearer, as printed, without brackets."""
    rest: str = ""
    """Text behind a colon or dash that tells more than we read."""
    behind: tuple[Entry, ...] = ()
    """The names that this text holds, where it holds nothing else."""
    has_sent: bool = False
    """True where an office stands beside those behind it, so that it is whom they came for."""
    is_person: bool = False
    """True for who stands behind an office and tells by their name nothing else: 总理：X."""
    is_body: bool = False
    """True for what sent those behind it, by its place before their office: 世界银行行长——X."""

    def told(self, status: str) -> Entry:
        """The same, of whose bearer a status is said besides."""
        return replace(self, statuses=(*self.statuses, status))


def name_of_all(content: Text, name: str) -> PrintedName:
    """Return the name that a text prints, with the link that all of the text is, where it is one."""
    link = next((one for one in content.links if one.text == content.text), None)
    return PrintedName(name, link, content.span)


def printed_in(link: Link, lexicon: Lexicon) -> tuple[str, str]:
    """Return the name in a link's label, and what the label swallowed behind it (docs/pages.md, 1).

    普京总统 that leads to 普京 is 普京 and 总统; a label that does not begin with its target's name is a name of its own.
    """
    text = clean_text(link.text)
    own = label_of(link.target.title) if link.target else ""
    behind = text.removeprefix(own) if own and text.startswith(own) else ""
    if not behind or len(behind) > _MAX_OFFICE:
        return text, ""
    core = without_particle(behind, lexicon)
    swallowed = (
        not core
        or core in lexicon.words["and_others"]
        or core in lexicon.words["delegation"]
        or behind in lexicon.words["behind_place"]
        or lexicon.office_ending.search(behind) is not None
        or (core != behind and is_status(core, lexicon))
    )
    return (own, behind) if swallowed else (text, "")


def without_particle(text: str, lexicon: Lexicon) -> str:
    """What a label swallowed, without the word that joins it to the name: 的代表团, 为观察员."""
    particle = next((one for one in lexicon.particles if one and text.startswith(one)), "")
    return text.removeprefix(particle)


def parted(content: Text) -> tuple[str, Text] | None:
    """Return what stands before the first colon, where it holds no link, and the text behind it."""
    first = min((link.start for link in content.links), default=len(content.text))
    match = _HEAD.search(content.text, 0, first)
    if match is None:
        return None
    at = match.end()
    links = tuple(replace(link, start=link.start - at, end=link.end - at) for link in content.links)
    bold = tuple(
        replace(mark, start=mark.start - at, end=mark.end - at) for mark in content.bold if mark.start >= at
    )
    return content.text[: match.start()].strip(TRIM), Text(content.text[at:], links, bold, content.span)
