"""In which form a source is written, told by what it is full of.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

__all__ = ["Site", "Written", "written_in"]


class Written(Enum):
    """The form of a page."""

    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"
    HTML = "html"


class Site(NamedTuple):
    """What must be known to read a stretch of a page."""

    wiki: str
    """The code of its Wikipedia."""
    form: Written
    redirects: Mapping[str, str]
    """The titles of its dump that lead to others, where the source is a dump."""

    def behind(self, title: str) -> str:
        """Return the title that a link leads to in the end."""
        passed = {title}
        while (further := self.redirects.get(title)) and further not in passed:
            passed.add(further)
            title = further
        return title


_WIKITEXT_LINK = re.compile(r"\[\[[^\[\]\n]+\]\]")
_MARKDOWN_MARK = re.compile(r"\]\(|(?:title|class)=\"wikilink\"")
_LINK_TITLE = '"wikilink"'
_ANCHOR = re.compile(r"<a\b[^>]*+", re.IGNORECASE)
_ADDRESS = re.compile(r"\bhref=", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\s*+(?><!--.*?-->\s*+)*+<(?:(!doctype\s++html|html|head|body)|div|section)\b", re.IGNORECASE | re.DOTALL
)
_ENDINGS = {"wikitext": Written.WIKITEXT, "wiki": Written.WIKITEXT, "html": Written.HTML, "htm": Written.HTML}


def written_in(text: str, name: str) -> Written:
    """Return the form of a text; the ending of its file's name counts where it has no links of any form."""
    counts = {
        Written.MARKDOWN: sum(map(_markdown_links, text.split("\n"))),
        Written.WIKITEXT: len(_WIKITEXT_LINK.findall(text)),
        Written.HTML: sum(_ADDRESS.search(tag[0]) is not None for tag in _ANCHOR.finditer(text)),
    }
    document = _DOCUMENT.match(text.lstrip("\ufeff"))
    if (
        document
        and not counts[Written.MARKDOWN]
        and (document[1] or counts[Written.HTML] >= counts[Written.WIKITEXT])
    ):
        return Written.HTML
    named = _ENDINGS.get(name.rpartition(".")[2].lower(), Written.MARKDOWN)
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] > counts[named] else named


def _markdown_links(line: str) -> int:
    """How many links to pages and to other sites a line of Markdown has, written in brackets or as tags."""
    count, at, last = 0, 0, line.rfind(_LINK_TITLE)
    while mark := _MARKDOWN_MARK.search(line, at):
        at = mark.end()
        if mark[0] == "](" and at <= last:
            at = line.find(_LINK_TITLE, at) + len(_LINK_TITLE)
        elif mark[0] == "](" and not line.startswith(("http://", "https://"), at):
            continue
        count += 1
    return count
