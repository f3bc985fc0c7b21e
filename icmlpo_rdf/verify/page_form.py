"""In which form a source is written, told by what it is full of.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
from enum import Enum

__all__ = ["Written", "written_in"]


class Written(Enum):
    """The form of a page."""

    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"
    HTML = "html"


_WIKITEXT_LINK = re.compile(r"\[\[[^\[\]\n]+\]\]")
_MARKDOWN_LINK = re.compile(r"\]\([^\n]*?\"wikilink\"|\]\(https?://|title=\"wikilink\"|class=\"wikilink\"")
_ANCHOR = re.compile(r"<a\b[^>]*\bhref=", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|section)\b", re.IGNORECASE | re.DOTALL
)
_ENDINGS = {"wikitext": Written.WIKITEXT, "wiki": Written.WIKITEXT, "html": Written.HTML, "htm": Written.HTML}


def written_in(text: str, name: str) -> Written:
    """Return the form of a text; the ending of its file's name counts where it has no links of any form."""
    counts = {
        Written.MARKDOWN: len(_MARKDOWN_LINK.findall(text)),
        Written.WIKITEXT: len(_WIKITEXT_LINK.findall(text)),
        Written.HTML: len(_ANCHOR.findall(text)),
    }
    if _DOCUMENT.match(text.lstrip("\ufeff")) and not counts[Written.MARKDOWN]:
        return Written.HTML
    named = _ENDINGS.get(name.rpartition(".")[2].lower(), Written.MARKDOWN)
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] > counts[named] else named
