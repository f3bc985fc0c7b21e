"""Titles: from any spelling of a page's title to the one that MediaWiki uses."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from icmlpo_rdf.language import wiki_codes
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.namespaces import (
    CATEGORY_WORDS,
    FILE_WORDS,
    PROJECT_WORDS,
    SISTER_PREFIXES,
)

__all__ = ["Namespace", "decoded", "label_of", "normalise", "split_prefixes"]


class Namespace(StrEnum):
    """What kind of page a title names. A string, whose hash is kept: each link is looked up by it."""

    PAGE = "page"
    CATEGORY = "category"
    FILE = "file"
    PROJECT = "project"
    """Templates, help, portals, users: pages about the wiki, not about the world."""


# https://www.mediawiki.org/wiki/Manual:Page_title: these never occur in a title. Percent-encoded
# characters do not either, but they are decoded before this is asked.
_FORBIDDEN = frozenset("<>[]{}|#\ufffd")
_FORBIDDEN_UNSEEN = lazy_pattern(r"[\x00-\x1f\x7f\ud800-\udfff]")
# MediaWikiTitleCodec::splitTitleString strips these (direction marks), then folds all of these to a space.
_DIRECTION_MARKS = lazy_pattern("[\u200e\u200f\u202a-\u202e]")
_BLANK = (
    " _\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_SPACES = lazy_pattern(f"[{_BLANK}]+")
_ESCAPES = lazy_pattern(r"(?:%[0-9A-Fa-f]{2})+")
_RELATIVE = frozenset({".", ".."})
"""Parts of a path that whoever resolves an address takes away."""
_MAX_TITLE_BYTES = 255
_MAX_PREFIXES = 10
_QUALIFIED = lazy_pattern(r"(.+?)_\([^()]*\)", needs=("_(",))


def normalise(title: str) -> str | None:
    """Return the title in MediaWiki's own spelling, or None when no page can have it.

    Percent-decoded, NFC, spaces as single `_`, first letter upper-case: `titles.normalise("a  b")` is
    `"A_b"`. The rules are those of MediaWiki's title codec.
    """
    title = unicodedata.normalize("NFC", decoded(title))
    if not title.isprintable():  # as no direction mark is
        title = _DIRECTION_MARKS.sub("", title)
    title = _SPACES.sub("_", title).strip("_")
    if (
        not title
        or not _FORBIDDEN.isdisjoint(title)
        or not (title.isprintable() or _FORBIDDEN_UNSEEN.search(title) is None)
        or len(title.encode()) > _MAX_TITLE_BYTES
        or ("." in title and not _RELATIVE.isdisjoint(title.split("/")))
    ):
        return None
    first = title[0].upper()
    # ß and the like have no single upper-case letter; MediaWiki leaves them.
    return first + title[1:] if len(first) == 1 else title


def decoded(title: str) -> str:
    """Return a title with its percent-encoded characters decoded; as it is when that gives no UTF-8."""
    if "%" not in title:
        return title
    try:
        return _ESCAPES.sub(_from_escapes, title)
    except UnicodeDecodeError:
        return title


def _from_escapes(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode()


def split_prefixes(title: str, language: str) -> tuple[str, Namespace, str]:
    """Split `en:Category:X` into wiki, namespace and rest, as seen from the Wikipedia of `language`.

    Only known prefixes count: `Re:从零开始` is a title. A leading colon (a link to a category or file
    instead of its use) is dropped.
    """
    wiki = language
    rest = title.lstrip(f":{_BLANK}")
    # Prefixes may be chained (`:en:Category:X`); a namespace ends the chain. No wiki links through more
    # than a few others, and each step copies the rest.
    for _ in range(_MAX_PREFIXES):
        head, colon, tail = rest.partition(":")
        if not colon:
            break
        word = head.strip(" _").replace("_", " ").lower()
        if word in CATEGORY_WORDS:
            return wiki, Namespace.CATEGORY, tail
        if word in FILE_WORDS:
            return wiki, Namespace.FILE, tail
        if word in PROJECT_WORDS:
            return wiki, Namespace.PROJECT, tail
        if word in SISTER_PREFIXES:  # another site has namespaces of its own
            return word, Namespace.PAGE, tail
        if word not in wiki_codes():
            break
        wiki, rest = word, tail
    return wiki, Namespace.PAGE, rest


def label_of(title: str) -> str:
    """Return a title as people read it: spaces for `_`, the bracketed qualifier dropped.

    Only ASCII brackets behind a space qualify: `工人党_(突尼斯)` is 工人党, but 共产党（马列） keeps its
    brackets, which are part of the party's name (seed page).
    """
    if "_" not in title:
        return title
    match = _QUALIFIED.fullmatch(title)
    return (match.group(1) if match else title).replace("_", " ")
