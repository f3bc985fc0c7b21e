"""The first line of a dump's page, which says what page it was made from."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.character_references import unescape
from icmlpo_rdf.page.links import web_address

__all__ = ["HeaderLine", "header_line"]

# Chinese, Japanese and Korean dumps have sentences of their own around one link to the page:
# `> 本文内容由[T](https://zh.wikipedia.org/wiki/T)转换而来。`
_LINE = lazy_pattern(r"> ?[^\[\n]{0,80}\[(?P<label>(?:\\.|[^\[\]\\\n])*)\]\((?P<rest>https?://[^\n]+)")
_LONGEST_TAIL = 80
_DESTINATION = lazy_pattern(r"(?:\\.|[^\\()])+|[()]")
_LINK_TITLE = lazy_pattern(r"""(?<!\s)\s++(?:"[^"]*"|'[^']*')$""")
_MARKDOWN_ESCAPE = lazy_pattern(r"\\([!-/:-@\[-`{-~])")


class HeaderLine(Struct, frozen=True):
    """What the line says."""

    wiki: str
    """The Wikipedia's code; empty where the address is another site's."""
    elsewhere: str
    """The other site's host; empty where it is a Wikipedia's."""
    label: str
    """The link's text, which is the title. A dump's tools may have left letters out of it, and write a blank for `/`."""
    address: str
    """The title as the link's address spells it."""


def header_line(text: str) -> HeaderLine | None:
    """Return what a page's first line says of where it is from, or None when it is no such line."""
    match = _LINE.match(text.lstrip("\ufeff \t\n"))
    if match is None:
        return None
    destination, tail = _split_at_end(match["rest"])
    destination = _plain(_LINK_TITLE.sub("", destination))
    address = web_address(destination)
    if address is None or len(tail) > _LONGEST_TAIL:
        return None
    label = _plain(match["label"])
    if is_wiki(address.wiki):
        return HeaderLine(address.wiki, "", label, address.written)
    # Other sites have wikis too; `/zh/` and the like are no wiki's.
    return HeaderLine("", address.host, label, address.written) if "/wiki/" in destination else None


def _split_at_end(text: str) -> tuple[str, str]:
    """A link's destination and what stands behind the link. Brackets in it come in pairs; dumps write spaces as they are."""
    depth = 0
    for part in _DESTINATION.finditer(text):
        depth += {"(": 1, ")": -1}.get(part[0], 0)
        if depth < 0:
            return text[: part.start()], text[part.end() :]
    # A title such as `:(` has no pair: the last bracket of the line ends the link.
    destination, _, tail = text.rpartition(")")
    return destination, tail


def _plain(text: str) -> str:
    return unescape(_MARKDOWN_ESCAPE.sub(r"\1", text))
