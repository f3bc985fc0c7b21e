"""The words of a language by their lists, and how a list becomes a pattern: any word of it, at the end, at the beginning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import groupby
from typing import cast

from icmlpo_rdf.facts.words.ordinals import NO_ORDINALS, Ordinals
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import SparingPattern, lazy_pattern

__all__ = [
    "NOTHING",
    "NameEndings",
    "WordLists",
    "any_of",
    "at_end",
    "compiled",
    "ending",
    "find",
    "find_apart",
    "gapped",
    "holding",
    "leading",
    "with_gaps",
]

NOTHING = r"(?!)"
"""What matches nothing."""
_PARTICLES = letters("particles")


def any_of(words: Iterable[str]) -> str:
    """Return what matches any of these words, the longest first: 代表大会 before 大会.

    Words of an alphabet and others never begin at the same place, so that each stand together; what bounds words is
    written once for those that share it, for it costs much to compile.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    by_script = sorted(longest_first, key=lambda word: not _is_letter(_plain(word)[:1]))
    return "|".join(
        f"{before}(?:{'|'.join(re.escape(_plain(word)) for word in alike)}){behind}"
        for (before, behind), alike in groupby(by_script, _bounds)
    )


def with_gaps(words: Iterable[str]) -> str:
    """Return what matches words of two parts, 由…代表, with anything short between them."""
    return "|".join(".{1,30}?".join(map(re.escape, word.split("…"))) for word in words)


def _bounds(word: str) -> tuple[str, str]:
    """What must not stand before and behind a word: one of an alphabet is no part of another, left of "leftist"."""
    plain = _plain(word)
    before = _NO_LETTER_BEFORE if plain == word and _is_letter(word[:1]) else ""
    behind = _NO_LETTER_BEHIND if _is_letter(plain[-1:]) else ""
    return before, behind


def _plain(word: str) -> str:
    return word.removeprefix(_ANY_BEGINNING)


_ANY_BEGINNING = "…"
"""Before what ends longer words: …partei."""
# Letters of scripts that part words by blanks: two sets, for Python compiles one of three ranges or more the slowest.
_LETTERS = ("[A-Za-z]", "[\u00c0-\u052f\u1e00-\u1fff]")
_NO_LETTER_BEFORE = f"(?-i:{''.join(f'(?<!{letter})' for letter in _LETTERS)})"
_NO_LETTER_BEHIND = f"(?-i:{''.join(f'(?!{letter})' for letter in _LETTERS)})"
_SYLLABLE = "[\uac00-\ud7a3]"


def _is_letter(character: str) -> bool:
    """True of a character of `_LETTERS`."""
    return (
        (character.isascii() and character.isalpha())
        or "\u00c0" <= character <= "\u052f"
        or "\u1e00" <= character <= "\u1fff"
    )


def compiled(source: str) -> re.Pattern[str]:
    """Return a pattern that takes large letters for small ones."""
    return re.compile(source, re.IGNORECASE)


def holding(words: Iterable[str], source: Callable[[], str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that is compiled when the first text comes that holds one of some words.

    Args:
        words: one of them stands in whatever it matches.
        source: makes the regular expression.
        flags: as those of `re.compile`.
    """
    return cast("re.Pattern[str]", SparingPattern(source, flags, map(_plain, words)))


class WordLists:
    """The words of one wiki language by their lists."""

    def __init__(
        self, words: Mapping[str, tuple[str, ...]], blocking: frozenset[str], numbers: Ordinals = NO_ORDINALS
    ) -> None:
        """Keep the words.

        Args:
            words: every list by its name, lower case.
            blocking: header words of tables that tell of contests, casts and records.
            numbers: how ordinals are written.
        """
        self.words = words
        self.numbers = numbers
        self.blocking = blocking

    def of(self, *kinds: str) -> list[str]:
        """Return the words of these lists."""
        return [word for kind in kinds for word in self.words[kind]]

    def some(self, *kinds: str) -> str:
        """Return what matches any word of these lists; nothing when they are empty."""
        return any_of(self.of(*kinds))


_Pattern = cached_property[re.Pattern[str]]


def find(*kinds: str) -> _Pattern:
    """Make a pattern of any word of these lists."""
    return cached_property(lambda self: holding(self.of(*kinds), lambda: self.some(*kinds) or NOTHING))


def find_apart(*kinds: str) -> _Pattern:
    """Make the same pattern, in which a word of one Korean syllable is no part of a longer one: 현 of 이현재."""

    def source(self: WordLists) -> str:
        words = self.of(*kinds)
        short = [word for word in words if re.fullmatch(_SYLLABLE, word)]
        long = any_of(word for word in words if word not in short) or NOTHING
        return rf"{long}|(?<!{_SYLLABLE})(?:{any_of(short)})(?!{_SYLLABLE})" if short else long

    return cached_property(lambda self: holding(self.of(*kinds), lambda: source(self)))


def ending(*kinds: str) -> _Pattern:
    """Make a pattern of any word of these lists, at the end."""
    return cached_property(
        lambda self: at_end(self.of(*kinds), lambda: rf"(?:{self.some(*kinds) or NOTHING})$")
    )


def at_end(words: Iterable[str], source: Callable[[], str], besides: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return a pattern that is compiled when the first text comes that ends in one of some words.

    Args:
        words: one of them stands in whatever it matches, and at the end of the text.
        source: makes the regular expression.
        besides: words of texts in which it need not stand at the end.
    """
    return cast("re.Pattern[str]", _Ending(source, re.IGNORECASE, map(_plain, words), besides))


class _Ending(SparingPattern):
    """A pattern of words at the end: no other text is searched."""

    def __init__(
        self, source: Callable[[], str], options: int, needs: Iterable[str], besides: tuple[str, ...]
    ) -> None:
        super().__init__(source, options, needs)
        self._besides = besides

    def may_match(self, text: str) -> bool:
        text = text.casefold().removesuffix("\n")
        return text.endswith(self._endings) or any(one in text for one in self._besides)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(self.needs)


class NameEndings:
    """The words by which names of one kind end. They are looked up by their last letter: a pattern of hundreds of words takes long to compile."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words, the longest first: 代表大会 before 大会."""
        self._words: dict[str, list[tuple[str, bool]]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            plain = _plain(word)
            is_whole = plain == word and _is_letter(word[:1])
            self._words.setdefault(plain[-1:], []).append((plain, is_whole))

    def of(self, text: str) -> str:
        """Return the first word in which a text, or what stands before its qualifier, ends; empty where it ends in none.

        土耳其共产党/马列, 尼泊尔共产党（火炬）: what follows a name's ending may tell two of one name apart.
        """
        text = text.lower().removesuffix("\n")
        for match in _BEFORE_QUALIFIER.finditer(text):
            if word := self._at(text, match.start()):
                return word
        return self._at(text, len(text))

    def _at(self, text: str, end: int) -> str:
        """The longest word that ends there; one of an alphabet is no part of another, left of "leftist"."""
        for word, is_whole in self._words.get(text[end - 1 : end], ()):
            begin = end - len(word)
            if text.startswith(word, begin, end) and not (is_whole and begin and _is_letter(text[begin - 1])):
                return word
        return ""


_BEFORE_QUALIFIER = lazy_pattern(r"[/／（－]|\s\(", needs="/／（－(")


def gapped(kind: str) -> _Pattern:
    """Make a pattern of any word of this list, which may have two parts: 由…代表."""
    return cached_property(
        lambda self: holding(
            (word.partition("…")[0] for word in self.words[kind]),
            lambda: with_gaps(self.words[kind]) or NOTHING,
        )
    )


def leading(kind: str) -> _Pattern:
    """Make a pattern of a word of this list at the beginning, or right before the word for members.

    前成员 and 成员中的前国家 are so; elsewhere such a word is a part of another (目前, 회원). So is one Korean syllable at the
    beginning of a word or at its end: 구 of 구성, 준 of 기준 회원.
    """

    def source(self: WordLists) -> str:
        own, member = self.some(kind), self.some("member")
        syllables = "".join(word for word in self.words[kind] if re.fullmatch(_SYLLABLE, word))
        begins = rf"(?![{syllables}]{_SYLLABLE})" if syllables else ""
        ends = rf"(?<!{_SYLLABLE}(?=[{syllables}]))" if syllables else ""
        return (
            rf"^[{letters('already')}{_PARTICLES}]*{begins}(?:{own})"
            rf"|(?<![{letters('now')}]){ends}(?:{own})[\s{_PARTICLES}]*+(?=(?:{member}))"
        )

    return cached_property(lambda self: holding(self.of(kind), lambda: source(self)))
