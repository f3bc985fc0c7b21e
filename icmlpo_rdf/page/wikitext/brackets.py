"""What stands in brackets in running wikitext: links, pictures, web addresses, and where each of them ends."""

from __future__ import annotations

import html
import re
from functools import cached_property

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.titles import normalise
from icmlpo_rdf.page.wikitext.dialect import Dialect
from icmlpo_rdf.page.wikitext.nested import ABSENT, HIDDEN
from icmlpo_rdf.page.wikitext.quotes import bold_places

__all__ = ["View", "piped", "read_picture"]

# What may stand in a link before its bar; a title never holds these.
_LINK = lazy_pattern(r"\[\[([^\[\]{}|<>\n\ue000]*+)(?:\|((?:[^\[\]]|\]?\[[^\[\]]|\][^\[\]])*+))?\]\]")
_ADDRESS = lazy_pattern(r"\[((?:https?:|ftp:|mailto:)?//[^\s\[\]<>\"\ue000]*)")
_APOSTROPHES = lazy_pattern("'{2,}")
_QUALIFIER = lazy_pattern(r"(?<!\s)\s*+[（(][^（()）]*+[)）]\Z")
_PARTS = lazy_pattern(r"\[\[|\]\]|\|")
# What else may stand between a picture's bars: sizes, and options with a value. A caption is none.
_OPTION = lazy_pattern(r"x?\d+(?:x\d+)?\s*\w{0,8}|\w+\s*=.*", re.DOTALL)
_LINK_HEAD = lazy_pattern(r"\[\[(?:[^\[\]|]*+\|)?")
_NO_TEXT = lazy_pattern(rf"\]\]|'{{2,}}|<[^<>]*+>|[{HIDDEN}{ABSENT}]++")


class View:
    """A stretch of running text, with the ends of its brackets looked up once."""

    __slots__ = ("__dict__", "_addresses_end", "base", "links_end", "text")

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        """Where it begins in the source."""
        self.links_end = text.rfind("]]")
        """From where on no `[[` is closed."""
        self._addresses_end = len(text)
        """From where on no `]` follows."""

    def link(self, place: int) -> re.Match[str] | None:
        """The link that begins at a place."""
        return _LINK.match(self.text, place)

    @cached_property
    def ends(self) -> dict[int, int]:
        """For each `[[` that is closed the place behind its `]]`, whatever stands between."""
        ends: dict[int, int] = {}
        if "]]" not in self.text:
            return ends
        waiting: list[int] = []
        for match in _PARTS.finditer(self.text):
            if match[0] == "[[":
                waiting.append(match.start())
            elif match[0] == "]]" and waiting:
                ends[waiting.pop()] = match.end()
        return ends

    def apostrophes(self) -> dict[int, tuple[int, bool]]:
        """Tell for the place of each run of apostrophes outside links how many of them are text, and whether bold begins or ends."""
        runs: list[tuple[int, int]] = []
        links = iter([*(match.span() for match in _LINK.finditer(self.text)), (len(self.text) + 1, 0)])
        begin, end = next(links)
        for match in _APOSTROPHES.finditer(self.text):
            while end and end <= match.start():
                begin, end = next(links)
            if match.start() < begin:
                runs.append((match.start(), len(match[0])))
        return bold_places(runs, self.text)

    def address(self, place: int) -> tuple[int, int, int] | None:
        """Where the label of `[https://… label]` begins and ends, and where the bracket does; None for other text."""
        match = _ADDRESS.match(self.text, place)
        if match is None or match.end() >= self._addresses_end:
            return None
        end = self.text.find("]", match.end())
        if end < 0:
            self._addresses_end = place
            return None
        return None if "\n" in self.text[match.end() : end] else (match.end(), end, end + 1)

    def parts(self, place: int, end: int) -> list[tuple[int, int]]:
        """What stands between the bars of the bracket that begins at `place` and ends before `end`."""
        depth, begin, parts = 0, place + 2, []
        for match in _PARTS.finditer(self.text, place, end):
            if match[0] == "[[":
                depth += 1
            elif match[0] == "]]":
                depth -= 1
                if depth == 0:
                    parts.append((begin, match.start()))
            elif depth == 1:
                parts.append((begin, match.start()))
                begin = match.end()
        return parts


def read_picture(
    view: View, parts: list[tuple[int, int]], dialect: Dialect, language: str
) -> tuple[tuple[str, str, Target | None], tuple[int, int] | None]:
    """Read `[[File:…|22px|alt=…|link=…|caption]]`: its file, what is shown instead of it, where it leads; and where its caption
    stands if that is shown beside the text. Within the text the caption is what is shown instead, where no other is told.

    Args:
        view: where it stands.
        parts: what stands between its bars.
        dialect: how the wiki writes.
        language: the wiki's code.
    """
    alt: str | None = None
    leads_to, caption, is_thumb = None, None, False
    for begin, end in parts[1:]:
        text = view.text[begin:end].strip()
        name, equals, value = text.partition("=")
        name = name.strip().lower()
        if equals and name in dialect.alt:
            alt = value.strip()
        elif equals and name in dialect.link:
            leads_to = target_of(value.strip(), language)
        elif text.lower() in dialect.framed:
            is_thumb = True
        elif text.lower() not in dialect.placed and not _OPTION.fullmatch(text):
            caption = (begin, end)
    if alt is None:
        alt = _plain(view.text[slice(*caption)]) if caption and not is_thumb else ""
    file = target_of(view.text[slice(*parts[0])], language)
    return (file.title if file else "", alt, leads_to), caption if is_thumb else None


def _plain(caption: str) -> str:
    return html.unescape(_NO_TEXT.sub("", _LINK_HEAD.sub("", caption))).strip()


def piped(title: str) -> str:
    """The label of `[[T (q)|]]`, as MediaWiki's pipe trick makes it when a page is saved."""
    text = re.sub(r"^:?[^:]*:", "", title)
    return _QUALIFIER.sub("", text) or normalise(title) or title
