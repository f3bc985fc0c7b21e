"""Galleries that the Markdown dumps broke, as lists again.

A line `File:Vladimir Putin - 2006.jpg|[普京](…)` of a gallery became text of one paragraph, its first word an address:
`<File:Vladimir> Putin - 2006.jpg|**** [普京](…)` (page 2017年金砖国家峰会). The first picture's name may be lost.
"""

from __future__ import annotations

import re

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["GALLERY", "PICTURE", "with_galleries"]

GALLERY, PICTURE = "icm-gallery", "icm-picture"
"""Tags of our own for a gallery and for a picture's caption; Markdown lets them through inside a paragraph."""
_MARK = "<File:"
_PARAGRAPH = lazy_pattern(r"(?:\A|(?<=\n\n))[^\n]++(?:\n[^\n]++)*+")
_TABLE = lazy_pattern(r"\n(?=[ |:]*-)[ |:-]++(?:\n|\Z)")
_ENDING = r"\.(?:jpe?g|png|svg|gif|tiff?|webp)"
# A flag that was lost leaves an empty bold.
_BAR = r"[ \n]?\|(?:[ \n]?\*{4}(?!\*))?"
_LOST = rf"(?:[^|<>\[\]\n]{{0,160}}{_ENDING})?[ ]?"
_NAME = lazy_pattern(
    rf"(?:<File:[^|<>]{{1,160}}>[^|<>\[\]]{{0,160}}|(?<=\s)Image:[^|<>\[\]]{{1,160}}|(?<=\n){_LOST}){_BAR}",
    re.IGNORECASE,
    needs="|",
)
_LOST_NAME = lazy_pattern(rf"{_LOST}{_BAR}", re.IGNORECASE)


def with_galleries(text: str) -> str:
    """Return a page's text with the paragraphs that were galleries marked as such; line feeds stay where they are."""
    return _PARAGRAPH.sub(_marked, text) if _MARK in text else text


def _marked(paragraph: re.Match[str]) -> str:
    text = paragraph[0]
    if _MARK not in text or _TABLE.search(text):
        return text
    names = list(_NAME.finditer(text))
    first = None if names and names[0].start() == 0 else _LOST_NAME.match(text)
    if not names or (names[0].start() > 0 and first is None):
        return text
    found = [first, *names] if first else names
    parts: list[str] = []
    feeds_due = 0
    for name, following in zip(found, [*found[1:], None], strict=True):
        caption = text[name.end() : following.start() if following else len(text)]
        shown = caption.strip("\n")
        before = caption.find(shown)
        parts.append(
            f"<{PICTURE}>{_feeds(feeds_due)}&#32;{_noted(name[0])}{_feeds(before)}{shown}</{PICTURE}>"
        )
        feeds_due = len(caption) - len(shown) - before
    return f"<{GALLERY}>{''.join(parts)}</{GALLERY}>" + "\n" * feeds_due


def _feeds(count: int) -> str:
    """Line feeds that neither leave a blank line nor let a tag begin one, for each would end the paragraph."""
    return "&#32;\n" * count


def _noted(name: str) -> str:
    """A picture's name as a comment, for it is no text of the page and noted as a comment is; behind it its line feeds."""
    shown = " ".join(name.replace("--", "- -").split())
    comment = f"<!--{shown}-->" if any(map(str.isalnum, shown)) else ""
    # On a line of its own `- World Economic Forum.jpg` would be an item.
    return comment + _feeds(name.count("\n"))
