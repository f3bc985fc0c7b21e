"""Text as tokens: the longest match over all words of a language and all names that are known.

A token has every class that its word has (代表 is an office and a participant). Texts are folded character by character, so
that a token's place in the folded text is its place in the text. Words of alphabetic scripts are matched whole; between
what is known the rest stands as tokens without a class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from icmlpo_rdf.language.folding import fold_characters, fold_words

__all__ = ["Matcher", "Token", "is_alphabetic"]

_MAX_KEPT, _MAX_LENGTH = 10_000, 100
"""Headings, header cells and offices come again and again."""
_NOTHING: frozenset[str] = frozenset()
_MAX_WORD = 20
_LEAST_BEFORE, _LEAST_ENDING = 3, 4
"""Letters of a compound before the word that it ends in, and of that word."""


class Token(Struct, frozen=True):
    """A stretch of a text, and what it is."""

    text: str
    """As printed."""
    start: int
    end: int
    classes: frozenset[str]
    """Nothing where no word and no name is known."""


class Matcher:
    """Finds the words of one language. It takes time in proportion to a text's length."""

    def __init__(self, words: Mapping[str, Iterable[str]], compounds: Iterable[str] = ()) -> None:
        """Keep the words.

        Args:
            words: those of each class.
            compounds: the classes that an unknown word has of the word that it ends in: Wannseekonferenz.
        """
        self._compounds = frozenset(compounds)
        self._classes: dict[str, frozenset[str]] = {}
        for name, listed in words.items():
            alone = frozenset((name,))
            for word in fold_words(map(str.strip, listed)):
                others = self._classes.get(word)
                self._classes[word] = alone if others is None else others | alone
        lengths: dict[str, set[int]] = {}
        for word in filter(None, self._classes):
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._kept: dict[str, tuple[Token, ...]] = {}

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the whole text as tokens, in order; white space and punctuation are in none."""
        known = self._kept.get(text)
        if known is None:
            known = self._tokens(text)
            if len(self._kept) < _MAX_KEPT and len(text) <= _MAX_LENGTH:
                self._kept[text] = known
        return known

    def ends_in(self, text: str, kind: str) -> int:
        """Return how long the longest word of a class is in which a text ends; 0 where it ends in none.

        國務委員會 begins with another word, 国务委员, so that its tokens do not tell that it is a council.
        """
        folded = fold_characters(text)
        longest = range(min(len(folded), _MAX_WORD), 0, -1)
        return next((at for at in longest if kind in self._classes.get(folded[-at:], _NOTHING)), 0)

    def _tokens(self, text: str) -> tuple[Token, ...]:
        folded = fold_characters(text)
        found: list[Token] = []
        begin = -1
        place = 0
        while place < len(folded):
            length = self._match(folded, place, at_start=begin < 0)
            if length:
                if begin >= 0:
                    found.append(self._other(text, begin, place))
                    begin = -1
                word = folded[place : place + length]
                found.append(Token(text[place : place + length], place, place + length, self._classes[word]))
                place += length
            elif folded[place].isalnum():
                begin = place if begin < 0 else begin
                place += 1
            else:
                if begin >= 0:
                    found.append(self._other(text, begin, place))
                    begin = -1
                place += 1
        if begin >= 0:
            found.append(self._other(text, begin, len(folded)))
        return tuple(found)

    def _other(self, text: str, start: int, end: int) -> Token:
        """What no word is, but for a compound, which is what it ends in."""
        word = text[start:end]
        return Token(word, start, end, self._classes_of_ending(word) if self._compounds else _NOTHING)

    def _classes_of_ending(self, word: str) -> frozenset[str]:
        folded = fold_characters(word)
        endings = (folded[at:] for at in range(_LEAST_BEFORE, len(folded) - _LEAST_ENDING + 1))
        return next(
            (found for one in endings if (found := self._classes.get(one, _NOTHING) & self._compounds)),
            _NOTHING,
        )

    def _match(self, folded: str, place: int, *, at_start: bool) -> int:
        first = folded[place]
        lengths = self._lengths.get(first)
        if not lengths or (is_alphabetic(first) and place and is_alphabetic(folded[place - 1])):
            return 0
        for length in lengths:
            end = place + length
            if end > len(folded) or folded[place:end] not in self._classes:
                continue
            if is_alphabetic(folded[end - 1]) and end < len(folded) and is_alphabetic(folded[end]):
                continue
            # One syllable of an unknown Korean word is a part of it: 해 is a year, and no part of 해군.
            if length == 1 and _is_hangul(first) and not (at_start and self._ends_at(folded, end)):
                continue
            return length
        return 0

    def _ends_at(self, folded: str, end: int) -> bool:
        """True where a Korean word may end: nothing, or another known word, stands behind it."""
        if end == len(folded) or not _is_hangul(folded[end]):
            return True
        return any(
            folded[end : end + length] in self._classes for length in self._lengths.get(folded[end], ())
        )


def is_alphabetic(character: str) -> bool:
    """Return whether a character is a letter of a script that parts words by blanks."""
    return character.isalpha() and (character < "\u1100" or "\u1e00" <= character <= "\u1fff")


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"
