"""Which Wikipedia a page is from: what tells it, in order of trust."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from pathlib import PurePath

from icmlpo_rdf.language import is_wiki, may_be_written_so, wiki_by_script, wiki_of_path
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.document import LanguageSource
from icmlpo_rdf.page.header_line import HeaderLine
from icmlpo_rdf.page.links import WIKIPEDIA_HOST
from icmlpo_rdf.source import RawPage

__all__ = ["page_language"]

_ADDRESS = rf"//{WIKIPEDIA_HOST}/"
_WIKI_LINK = lazy_pattern(rf"""{_ADDRESS}(?:/?[^\s"/])*+/?"?\s+(?:title=|class=)?"wikilink""")
_ANY_LINK = lazy_pattern(rf"""(?:\]\(|href=")(?:https?:)?{_ADDRESS}""")
_LINKS = 200
"""Links that are looked at; the first ones tell it."""
_BY_HAN = "zh"
"""What Han letters tell where nothing else does."""
_FEW_LETTERS = 30
"""With fewer, a page is too short to tell a script."""


def page_language(
    given: str | None, header: HeaderLine | None, raw: RawPage, text: str
) -> tuple[str, LanguageSource]:
    """Return the code of the Wikipedia that a page is from, and what told it; no code where nothing tells it.

    A page of a few letters is taken for the Chinese Wikipedia's.

    Args:
        given: what the user says.
        header: the page's first line, where it is a dump's.
        raw: the file; a dump's folder may be named after the wiki.
        text: the page.
    """
    if given:
        return given, LanguageSource.OPTION
    if header:
        return header.wiki, LanguageSource.HEADER if header.wiki else LanguageSource.NONE
    by_script, letters, _ = wiki_by_script(PurePath(raw.name).stem, text)
    if (wiki := _most_linked(_WIKI_LINK, text)) and may_be_written_so(wiki, by_script):
        return wiki, LanguageSource.LINKS
    if wiki := wiki_of_path(f"{raw.folder}/" if raw.folder else raw.origin):
        return wiki, LanguageSource.PATH
    if by_script:
        return by_script, LanguageSource.SCRIPT
    if wiki := _most_linked(_ANY_LINK, text):
        return wiki, LanguageSource.LINKS
    if letters < _FEW_LETTERS:
        return _BY_HAN, LanguageSource.DEFAULT
    return "", LanguageSource.NONE


def _most_linked(link: re.Pattern[str], text: str) -> str:
    """The wiki that most links lead to: a dump gives the address of its own wiki to links out of the dump."""
    found = (match["wiki"] for match in islice(link.finditer(text), _LINKS))
    counts = Counter(wiki for wiki in found if is_wiki(wiki))
    return max(counts, key=counts.__getitem__, default="")
