"""Which Wikipedia a page is from: what tells it, in order of trust."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from pathlib import PurePath

from icmlpo_rdf.language import is_wiki, language_tag, wiki_of_path
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
# Markup, whose letters say nothing: tags, the names of templates, and the destinations of links.
_MARKUP = lazy_pattern(r"<[^>]*>?|\{\{[^{}|\n]*|\]\([^)\s]*(?:\s+\"[^\"]*\")?|https?://\S+")
# Ranges of letters, the first and the last of each. As patterns they would take longer to compile than a page to read.
_HANGUL = (("\uac00", "\ud7a3"),)
_KANA = (("\u3041", "\u3096"), ("\u30a1", "\u30fa"))
_HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\U00020000", "\U000323af"))
_BY_HAN = "zh"
"""What Han letters tell where nothing else does."""
# The languages of Wikipedias whose likely script CLDR gives as Hans, Hant or Jpan (supplemental/likelySubtags).
_WRITTEN_IN_HAN = frozenset("zh ja yue lzh nan wuu gan hak cdo".split())
_FEW_LETTERS = 30
"""With fewer, a page is too short to tell a script."""
_SAMPLE = 5_000
"""Characters that tell the script."""


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
    by_script, letters = _by_script(f"{PurePath(raw.name).stem} {text[:_SAMPLE]}")
    if (wiki := _most_linked(_WIKI_LINK, text)) and _may_be_written_so(wiki, by_script):
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


def _may_be_written_so(wiki: str, by_script: str) -> bool:
    """False for links from a page of one script to a wiki of another: such a page has no links to its own wiki."""
    return by_script in {"", wiki} or (by_script == _BY_HAN and language_tag(wiki) in _WRITTEN_IN_HAN)


def _by_script(text: str) -> tuple[str, int]:
    """The wiki that a page's letters tell, and their number: Hangul and kana are one language's, Han may be several's."""
    start = _MARKUP.sub("", text)
    counts = Counter(start)
    hangul, kana, han = (_count(counts, ranges) for ranges in (_HANGUL, _KANA, _HAN))
    east_asian = hangul + kana + han
    letters = sum(map(str.isalpha, start))
    if east_asian * 4 <= letters:
        return "", letters
    if hangul * 4 > east_asian:
        return "ko", letters
    # Chinese pages print a Japanese name now and then.
    return "ja" if kana * 4 > east_asian else _BY_HAN, letters


def _count(counts: Counter[str], ranges: tuple[tuple[str, str], ...]) -> int:
    return sum(count for one, count in counts.items() if any(first <= one <= last for first, last in ranges))
