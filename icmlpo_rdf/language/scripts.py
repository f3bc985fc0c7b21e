"""The scripts of East Asia, which tell the language that a text is written in."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from icmlpo_rdf.language.wikis import language_tag
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "Letters",
    "is_hangul",
    "is_kanji",
    "is_katakana",
    "is_written_otherwise",
    "may_be_written_so",
    "wiki_by_script",
]

# Markup, whose letters say nothing: tags, the names of templates, and the destinations of links.
_MARKUP = lazy_pattern(r"<[^>]*>?|\{\{[^{}|\n]*|\]\([^)\s]*(?:\s+\"[^\"]*\")?|https?://\S+")
# Ranges of letters, the first and the last of each. As patterns they would take longer to compile than a page to read.
_HANGUL = (("\uac00", "\ud7a3"),)
_KANA = (("\u3041", "\u3096"), ("\u30a1", "\u30fa"))
_HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\U00020000", "\U000323af"))
_REPEATED = "\u3005"
"""Stands for the kanji before it."""
_BY_HAN = "zh"
"""What Han letters tell where nothing else does."""
# The languages of Wikipedias whose likely script CLDR gives as Hans, Hant or Jpan (supplemental/likelySubtags).
_WRITTEN_IN_HAN = frozenset("zh ja yue lzh nan wuu gan hak cdo".split())
_SAMPLE = 5_000
"""Characters that tell the script."""


class Letters(NamedTuple):
    """What the letters of a page tell."""

    wiki: str
    """The code of the wiki; empty where they tell none. Hangul and kana are one language's, Han may be several's."""
    number: int
    east_asian: int
    """How many of them are Han, kana or Hangul."""


def wiki_by_script(name: str, text: str) -> Letters:
    """Return what the letters of a page's name and beginning tell."""
    start = _MARKUP.sub("", f"{name} {text[:_SAMPLE]}")
    counts = Counter(start)
    hangul, kana, han = (_count(counts, ranges) for ranges in (_HANGUL, _KANA, _HAN))
    east_asian = hangul + kana + han
    letters = sum(map(str.isalpha, start))
    if east_asian * 4 <= letters:
        return Letters("", letters, east_asian)
    if hangul * 4 > east_asian:
        return Letters("ko", letters, east_asian)
    # Chinese pages print a Japanese name now and then.
    return Letters("ja" if kana * 4 > east_asian else _BY_HAN, letters, east_asian)


def may_be_written_so(wiki: str, by_script: str) -> bool:
    """Return whether the pages of a wiki may have letters that tell another one, or none: Han may be several languages'."""
    return by_script in {"", wiki} or (by_script == _BY_HAN and language_tag(wiki) in _WRITTEN_IN_HAN)


def is_written_otherwise(wiki: str, letters: Letters) -> bool:
    """Return whether a page is written as none of that wiki is: in another script of East Asia, or in no script of it at all."""
    is_east_asian = wiki == "ko" or language_tag(wiki) in _WRITTEN_IN_HAN
    return not may_be_written_so(wiki, letters.wiki) or (is_east_asian and not letters.east_asian)


def is_kanji(text: str) -> bool:
    """Return whether a text is nothing but the Han letters that names are written in."""
    return all("\u4e00" <= one <= "\u9fff" or one == _REPEATED for one in text)


def is_hangul(text: str) -> bool:
    """Return whether a text is nothing but Korean syllables."""
    return all("\uac00" <= one <= "\ud7a3" for one in text)


def is_katakana(text: str) -> bool:
    """Return whether a text is nothing but katakana, and what joins and lengthens them."""
    return all("\u30a1" <= one <= "\u30fe" for one in text)


def _count(counts: Counter[str], ranges: tuple[tuple[str, str], ...]) -> int:
    return sum(count for one, count in counts.items() if any(first <= one <= last for first, last in ranges))
