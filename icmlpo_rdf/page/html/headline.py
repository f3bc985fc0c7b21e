"""What a saved page calls itself where its head does not say it as MediaWiki does: its headline, `<title>` and `lang`."""

from __future__ import annotations

import re

from msgspec import Struct

from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.character_references import unescape

__all__ = ["Headline", "headline_of", "wiki_of_tag"]

_TITLE = lazy_pattern(r"<title\b[^<>]*>([^<]*)</title", re.IGNORECASE)
_HEADLINE = lazy_pattern(r"<h1\b([^<>]*)>", re.IGNORECASE)
_ITS_END = lazy_pattern(r"</h1\b|<(?:p|h[2-6]|ul|ol|table)\b", re.IGNORECASE)
_MARKED = lazy_pattern(r"""\b(?:id|class)=["'][^"']*\bfirstHeading\b""", re.IGNORECASE)
_TEXT_BEGINS = lazy_pattern(r"<(?:p|h[2-6]|ul|ol|dl|table)\b", re.IGNORECASE)
_TAG = lazy_pattern(r"<[^<>]*>")
_SITE = lazy_pattern(r"\s[-\u2013\u2014|\u00b7]\s")
"""What stands between a page's title and its site's name."""


class Headline(Struct, frozen=True):
    """What a page is called by its headline and its `<title>`; empty where it has neither."""

    title: str = ""
    at: int = -1
    """Where the headline's tag begins; negative where there is none, or it is not the page's."""


def headline_of(text: str) -> Headline:
    """Return what a page's headline says, borne out by its `<title>`, which has the site's name behind it.

    The headline is the first `<h1>`, if no text stands before it or if it is marked as MediaWiki's skins mark theirs. Where
    the two say otherwise, the headline is the site's.

    Args:
        text: the page, as far as one is looked for.
    """
    tag = _TITLE.search(text)
    told = _plain(tag[1]) if tag else ""
    for begin in _HEADLINE.finditer(text):
        is_marked = _MARKED.search(begin[1]) is not None
        if not is_marked and _TEXT_BEGINS.search(text, 0, begin.start()):
            continue
        end = _ITS_END.search(text, begin.end())
        headline = _plain(text[begin.end() : end.start()]) if end else ""
        if headline and (is_marked or told.startswith(headline) or not told):
            return Headline(headline, begin.start())
    *parts, site = _SITE.split(told)
    return Headline(told[: len(told) - len(site)].rstrip(" -\u2013\u2014|\u00b7") if parts else told)


def wiki_of_tag(tag: str) -> str:
    """Return the code of the Wikipedia that is written in a language, by its tag: `zh` for `zh-Hans-CN`; else empty."""
    tag = tag.strip().lower()
    return next((code for code in (tag, tag.partition("-")[0]) if is_wiki(code)), "")


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", markup)).split())
