"""A user's own words for the lexicon: a TOML file of the form of those in `language/`, or a draft that somebody filled in.

A draft (`inspect --propose`) turns a list around, so that each word stands once and is told what it is: under `[nl.words]`
a word to its class, under `[nl.headers]` a header cell to what stands under it. One that is left empty says nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.facts.words.lexicon import HEAD_NOUNS, own_language
from icmlpo_rdf.language import class_names, is_wiki, languages, words_of
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import OwnLanguage, OwnWords, WordOptions

__all__ = ["parse_words"]

_COLUMNS, _BLOCKING, _CLASSES = "columns", "blocking", "classes"
_WORDS, _HEADERS = "words", "headers"
_HEAD_NOUN, _INFLECTED, _ORDINALS = "head_noun", "inflected", "ordinals"
_MANNER = frozenset({_HEAD_NOUN, _INFLECTED, _ORDINALS})
_SECTIONS = frozenset({_COLUMNS, _BLOCKING, _CLASSES, _WORDS, _HEADERS})
_PLACE_IN_ERROR = lazy_pattern(r"\(at line (\d+), column (\d+)\)")


@cache
def _lists() -> frozenset[str]:
    """The lists that the lexicon has, with its classes: a word may be given to either."""
    return class_names() | {name for name, value in words_of("en").items() if isinstance(value, list)}


@cache
def _roles() -> frozenset[str]:
    return frozenset(words_of("en")[_COLUMNS])


def parse_words(text: str, origin: str) -> WordOptions:
    """Return the words that a lexicon file adds.

    Args:
        text: the file's text.
        origin: the file's name, for errors.

    Raises:
        UsageError: no TOML, an unknown language or list, or a value that is no list of words.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _PLACE_IN_ERROR.search(str(error))
        raise UsageError(
            f"it is no TOML: {_PLACE_IN_ERROR.sub('', str(error)).strip()}",
            mend='write lists of words under a language, such as participant = ["envoys"] under [en.classes]',
            origin=origin,
            line=int(at[1]) if at else None,
            column=int(at[2]) if at else None,
        ) from error
    found: list[OwnWords] = []
    told: list[OwnLanguage] = []
    for code, entries in data.items():
        language = _Language(text, origin, code)
        if not isinstance(entries, dict) or not is_wiki(code) or own_language(code) != code:
            raise language.unknown(code, "language", languages())
        found += language.words(entries)
        if code not in languages():
            told.append(language.manner(entries))
    return WordOptions(tuple(found), tuple(told))


class _Language:
    """Reads what a file says of one language."""

    def __init__(self, text: str, origin: str, code: str) -> None:
        self._text, self._origin, self._code = text, origin, code

    def words(self, entries: Mapping[str, Any]) -> Iterator[OwnWords]:
        """The words, of lists by their names and of drafts."""
        for kind, value in entries.items():
            if kind in _SECTIONS and isinstance(value, dict):
                yield from self._section(kind, value)
            elif kind in _lists():
                yield self._listed(kind, value)
            elif kind not in _MANNER:
                raise self.unknown(kind, "list", _lists() | _SECTIONS | _MANNER)
            elif self._code in languages():
                raise self._wrong(f"how {self._code} is written is known: {kind}", f"leave out {kind}", kind)

    def _section(self, kind: str, value: Mapping[str, Any]) -> Iterator[OwnWords]:
        if kind == _WORDS:
            yield from self._turned(value, "class", _lists(), is_column=False)
        elif kind == _HEADERS:
            yield from self._turned(value, "column", _roles(), is_column=True)
        elif kind == _BLOCKING:
            listed = value.get(_COLUMNS, [])
            yield replace(self._listed(_COLUMNS, listed), kind=_BLOCKING, is_column=True)
        else:
            known, what = (_roles(), "column") if kind == _COLUMNS else (_lists(), "class")
            for name, words in value.items():
                if name not in known:
                    raise self.unknown(name, what, known)
                yield replace(self._listed(name, words), is_column=kind == _COLUMNS)

    def _listed(self, kind: str, value: object) -> OwnWords:
        """The words of a list."""
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self._wrong(
                f"{kind} under {self._code} is no list of words", f'write {kind} = ["…", "…"]', kind
            )
        return OwnWords(self._code, kind, is_column=False, words=tuple(value))

    def _turned(
        self, value: Mapping[str, Any], what: str, known: frozenset[str], *, is_column: bool
    ) -> Iterator[OwnWords]:
        """The words of a draft, each of one class or of several."""
        for word, said in value.items():
            names = said if isinstance(said, list) else [said]
            for name in names:
                if not isinstance(name, str) or not word.strip():
                    raise self._wrong(
                        f"{word!r} under {self._code} is told no {what}", f'write "{word}" = "{what}"', word
                    )
                if name and name not in known:
                    raise self.unknown(name, what, known, of=word)
                if name:
                    yield OwnWords(self._code, name, is_column=is_column, words=(word,))

    def manner(self, entries: Mapping[str, Any]) -> OwnLanguage:
        """How a language is written that no words ship for."""
        place = entries.get(_HEAD_NOUN)
        if place not in HEAD_NOUNS:
            raise self._wrong(
                f"no words ship for {self._code}, and nothing says where its head noun stands",
                f'write head_noun = "{HEAD_NOUNS[1]}" under [{self._code}], or one of '
                f"{', '.join(HEAD_NOUNS)} (docs/languages.md); if it is a slip, the languages that ship are "
                f"{', '.join(languages())}",
                self._code,
            )
        ordinals = entries.get(_ORDINALS, {})
        marks, words = ordinals.get("marks", []), ordinals.get("words", [])
        if not _are_words(marks) or not all(isinstance(forms, list) and _are_words(forms) for forms in words):
            raise self._wrong(
                f"the ordinals of {self._code} are not understood",
                'write marks = ["."] and words = [["first"], ["second"]], each with all its forms',
                _ORDINALS,
            )
        forms = tuple(tuple(word.lower() for word in forms) for forms in words)
        return OwnLanguage(self._code, place, entries.get(_INFLECTED) is True, tuple(marks), forms)

    def unknown(self, name: str, what: str, known: Iterable[str], of: str = "") -> UsageError:
        """The error that something is called by a name that nothing has."""
        return self._wrong(
            f"{name!r} is no {what} of the lexicon", f"use one of {', '.join(sorted(known))}", of or name
        )

    def _wrong(self, what: str, mend: str, name: str) -> UsageError:
        return UsageError(what, mend=mend, origin=self._origin, line=_line_of(self._text, name))


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _line_of(text: str, name: str) -> int | None:
    """The line on which a key or section stands; TOML's reader does not keep it."""
    key = re.escape(name)
    pattern = re.compile(
        rf"^\s*(?:\[[^\]\n]*(?<!\w){key}(?!\w)[^\]\n]*\]|[\"']?{key}[\"']?\s*=)", re.MULTILINE
    )
    match = pattern.search(text)
    return text.count("\n", 0, match.end()) + 1 if match else None
