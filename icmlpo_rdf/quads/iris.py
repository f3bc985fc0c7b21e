"""IRIs: every thing, file and line of a page gets one, the same on every machine."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from icmlpo_rdf.facts import LocalThing, Meeting, Membership, Participation, Thing, WikiThing
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Reference
from icmlpo_rdf.quads.source_places import place_of
from icmlpo_rdf.spans import LineIndex, Span

__all__ = [
    "MAX_IRI_BYTES",
    "Iris",
    "encode_title",
    "percent_encode",
    "permanent_address",
    "web_address",
    "wikipedia_page",
]

MAX_IRI_BYTES = 1_800
"""Virtuoso cuts IRIs at 1,880 bytes without a word; what is longer ends in a hash."""

# What RFC 3987 section 2.2 does not allow in a path or fragment, and `? # %`, which would change the
# IRI's meaning. Private-use characters are allowed in queries only; noncharacters nowhere.
_NOWHERE = (
    *(range(0x21), range(0x7F, 0xA0), range(0xE000, 0xF900), range(0xFDD0, 0xFDF0), range(0xFFF0, 0x10000)),
    *(range(0xE0000, 0xE1000), range(0xF0000, 0x110000)),
)
_MARKS_NOWHERE = '"<>\\^`{|}[]'


class _Encoded(dict[int, str]):
    """Each character as it may stand in an IRI, by its code; a pattern of all that may not takes long to compile."""

    def __init__(self, refused: str) -> None:
        super().__init__((ord(mark), quote(mark, safe="")) for mark in refused)

    def __missing__(self, code: int) -> str:
        is_noncharacter = code & 0xFFFE == 0xFFFE
        character = chr(code)
        if is_noncharacter or any(code in refused for refused in _NOWHERE):
            character = quote(character, safe="")
        self[code] = character
        return character


_IN_IRI = _Encoded(f"{_MARKS_NOWHERE}?#%")
_IN_ADDRESS = _Encoded(_MARKS_NOWHERE)
_WEB_ADDRESS = lazy_pattern(r"https?://[^\x00-\x20<>\"{}|^`\\\[\]]+", re.IGNORECASE)
_LONE_PERCENT = lazy_pattern(r"%(?![0-9A-Fa-f]{2})", needs="%")
# The beginnings that fragments for meetings and names have; an organization of such a name is set apart.
_RESERVED = lazy_pattern(
    r"meeting-|reference-|name[-:]|line=|char=|(?:member|founding-member|associate-member|candidate|observer|former-member)(?:[/:]|-of-)",
    needs="-:=/",
)
_NUMBERED = lazy_pattern(r"=(?=\d+$)", needs="=")
_CUT_ESCAPE = lazy_pattern(r"%[0-9A-F]?$", needs="%")
# All but what Wikidata leaves as it is in a sitelink, and letters, digits and `_.-~`.
_NOT_IN_SITELINKS = lazy_pattern(r"[^A-Za-z0-9_.\-~;@$!*(),/:]+")
_KEPT = 20_000
"""Titles and things whose IRIs are kept: many pages link to the same ones."""
_SURELY_SHORT = MAX_IRI_BYTES // 4
"""Characters that cannot be too many bytes."""


@lru_cache(maxsize=_KEPT)
def encode_title(title: str) -> str:
    """Return a title as part of an IRI: only what must be is percent-encoded.

    Different titles give different strings: `%` itself is always encoded.
    """
    return title.translate(_IN_IRI)


@lru_cache(maxsize=_KEPT)
def wikipedia_page(thing: WikiThing) -> NamedNode:
    """Return the address of a thing's Wikipedia page, spelt as Wikidata's sitelinks spell it."""
    title = f"Category:{thing.title}" if thing.is_category else thing.title
    return NamedNode(f"https://{thing.wiki}.wikipedia.org/wiki/{percent_encode(title)}")


def permanent_address(thing: WikiThing, revision: int) -> NamedNode:
    """Return the address at which Wikipedia keeps one revision of a thing's page.

    Args:
        thing: what the page is about.
        revision: the revision's number.
    """
    # A semicolon parts parameters, as an ampersand does.
    title = percent_encode(thing.title).replace(";", "%3B")
    return NamedNode(f"https://{thing.wiki}.wikipedia.org/w/index.php?title={title}&oldid={revision}")


def percent_encode(title: str) -> str:
    """Return a title as `quote(title, safe=";@$!*(),/:")` does, run by run: most titles are one run of hanzi."""
    return _NOT_IN_SITELINKS.sub(lambda match: f"%{match[0].encode().hex('%').upper()}", title)


def web_address(written: str) -> str:
    """Return a web address as an IRI, what no IRI may hold percent-encoded; empty where it is no address.

    Args:
        written: as a page prints it; `//` begins one of the page's own scheme.
    """
    address = f"https:{written}" if written.startswith("//") else written
    if not _WEB_ADDRESS.fullmatch(address):
        return ""
    address = _LONE_PERCENT.sub("%25", address.translate(_IN_ADDRESS))
    place, mark, fragment = address.partition("#")
    address = place + mark + fragment.replace("#", "%23")
    try:
        return NamedNode(address).value
    except ValueError:  # a port that is no number, say
        return ""


class Iris:
    """The IRIs of one page and of the things that it speaks of."""

    def __init__(
        self, base: str, page: WikiThing, lines: LineIndex, meetings: Iterable[Meeting] = ()
    ) -> None:
        """`lines` are the source's; `meetings` are all of the page's: two of one number or year are told apart by their headings."""
        self._subject = page
        self._lines = lines
        path = f"{page.wiki}/{encode_title(page.title)}"
        self._base = base
        self._page = base + path
        self._source = f"{base}source/{path}"
        self.source = NamedNode(self._source)
        """The source file, which is also the named graph of all that the page states."""
        self._things: dict[WikiThing, NamedNode] = {}
        self._places: dict[Span, NamedNode] = {}
        own = [meeting for meeting in meetings if meeting.thing is None]
        self._shared_keys = {key for key, count in Counter(map(_short_key, own)).items() if count > 1}
        self._series = list(dict.fromkeys(meeting.series for meeting in own if meeting.series))
        """The series of which the page tells in tables of their own."""
        in_series = Counter((_short_key(meeting), meeting.series) for meeting in own)
        self._shared_in_series = {both for both, count in in_series.items() if count > 1}

    def thing(self, thing: Thing) -> NamedNode:
        """The IRI of a wiki page's thing, or of one that only this page speaks of."""
        if isinstance(thing, LocalThing):
            name = _local(thing)
            return self._fragment(f"%{ord(name[0]):02X}{name[1:]}" if _RESERVED.match(name) else name)
        known = self._things.get(thing)
        if known is None:
            prefix = "Category:" if thing.is_category else ""
            iri = _bounded(f"{self._base}{thing.wiki}/{prefix}{encode_title(thing.title)}")
            known = self._things[thing] = NamedNode(iri)
        return known

    def meeting(self, meeting: Meeting) -> NamedNode:
        """Its own page's thing; else by ordinal; else year; else heading."""
        if meeting.thing is not None:
            return self.thing(meeting.thing)
        return self._fragment(self._meeting_key(meeting))

    def participation(self, participation: Participation) -> NamedNode:
        """Made of the meeting's and the participant's own names: the same wherever the row moves."""
        return self._fragment(self._meeting_key(participation.meeting) + _ending(participation.participant))

    def membership(self, membership: Membership) -> NamedNode:
        """Made of the role's and the member's own names, and the body's where it is not the page's subject."""
        owner = membership.standing.value
        if membership.body != self._subject:
            body = membership.body
            name = body.title if isinstance(body, WikiThing) else f":{body.name}"
            owner += f"-of-{encode_title(name).replace('=', '%3D').replace('/', '%2F')}="
        return self._fragment(owner + _ending(membership.member))

    def name(self, thing: Thing, text: str) -> NamedNode:
        """A printed name of a thing."""
        if isinstance(thing, WikiThing):
            owner = f"name-{encode_title(thing.title)}"
        else:
            owner = f"name:{_local(thing)}"
        return self._fragment(f"{owner.replace('=', '%3D')}={encode_title(text)}")

    def reference(self, reference: Reference) -> NamedNode:
        """What a footnote cites: the same wherever its footnote moves; one that two footnotes cite alike is one."""
        digest = hashlib.sha256(f"{reference.url}\n{reference.text}".encode()).hexdigest()[:16]
        return self._fragment(f"reference-{digest}")

    def place(self, span: Span) -> NamedNode:
        """A place of the source file, by its lines where these are few and short, else by its characters.

        RFC 5147, sections 2.2.1 and 2.2.2: both count positions between characters or lines, from 0.
        """
        known = self._places.get(span)
        if known is None:
            fragment = place_of(span, self._lines).fragment
            known = self._places[span] = NamedNode(f"{self._source}#{fragment}")
        return known

    def _meeting_key(self, meeting: Meeting) -> str:
        if meeting.thing is not None:
            return f"meeting-{_in_key(meeting.thing.title)}"
        key = _short_key(meeting)
        if key is not None and key not in self._shared_keys:
            return f"meeting-{key}"
        if key is not None and meeting.series and (key, meeting.series) not in self._shared_in_series:
            number = self._series.index(meeting.series) + 1
            return f"meeting-{key}" if number == 1 else f"meeting-{key}={number}"
        heading = _in_key(meeting.label)
        return f"meeting-{heading}" if key is None else f"meeting-{key}-{heading}"

    def _fragment(self, fragment: str) -> NamedNode:
        return NamedNode(_bounded(f"{self._page}#{fragment}"))


def _local(thing: LocalThing) -> str:
    """A printed name; the second and later ones of that name in one list have their number behind it."""
    name = encode_title(thing.name)
    if thing.number > 1:
        return f"{name}={thing.number}"
    return _NUMBERED.sub("%3D", name)


def _ending(thing: Thing) -> str:
    # `/` before a wiki title, `:` before a name that only this page has: they may be spelt alike.
    return f"/{encode_title(thing.title)}" if isinstance(thing, WikiThing) else f":{_local(thing)}"


def _in_key(text: str) -> str:
    return encode_title(text).replace("/", "%2F").replace(":", "%3A")


def _short_key(meeting: Meeting) -> int | None:
    return meeting.year if meeting.ordinal is None else meeting.ordinal


def _bounded(iri: str) -> str:
    if len(iri) <= _SURELY_SHORT:
        return iri
    data = iri.encode()
    if len(data) <= MAX_IRI_BYTES:
        return iri
    digest = hashlib.sha256(data).hexdigest()[:16]
    # The cut may have split a character or a percent-encoded byte; neither may be left in halves.
    kept = _CUT_ESCAPE.sub("", data[: MAX_IRI_BYTES - len(digest) - 1].decode(errors="ignore"))
    return f"{kept}~{digest}"
