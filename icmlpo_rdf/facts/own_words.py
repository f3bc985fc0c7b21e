"""A user's own words for the lexicon: a TOML file of the form of those in `language/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import languages, words_of
from icmlpo_rdf.options import OwnWords, WordOptions

__all__ = ["parse_words"]

_SECTION_OF_COLUMNS = "columns"
_BLOCKING = "blocking"
_CLASSES = "classes"
_PLACE_IN_ERROR = re.compile(r"\(at line (\d+), column (\d+)\)")


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The languages, the lists and the column roles that the lexicon has."""
    english = words_of("en")
    lists = frozenset(name for name, value in english.items() if isinstance(value, list))
    lists = lists.union(*(words_of(language).get(_CLASSES, {}) for language in languages()))
    return frozenset(languages()), lists, frozenset(english[_SECTION_OF_COLUMNS])


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
            mend='write lists of words under a language, such as participant = ["宾客"] under [zh.classes]',
            origin=origin,
            line=int(at[1]) if at else None,
            column=int(at[2]) if at else None,
        ) from error
    languages, lists, roles = _known()
    found: list[OwnWords] = []
    for language, entries in data.items():
        if language not in languages or not isinstance(entries, dict):
            raise _unknown(text, origin, language, "language", languages)
        for kind, value in entries.items():
            if kind == _SECTION_OF_COLUMNS and isinstance(value, dict):
                for role, words in value.items():
                    if role not in roles:
                        raise _unknown(text, origin, role, "column", roles)
                    found.append(_words(text, origin, OwnWords(language, role, is_column=True), words))
            elif kind == _BLOCKING and isinstance(value, dict):
                words = value.get(_SECTION_OF_COLUMNS, [])
                found.append(_words(text, origin, OwnWords(language, _BLOCKING, is_column=True), words))
            elif kind == _CLASSES and isinstance(value, dict):
                for name, words in value.items():
                    if name not in lists:
                        raise _unknown(text, origin, name, "class", lists)
                    found.append(_words(text, origin, OwnWords(language, name, is_column=False), words))
            elif kind in lists:
                found.append(_words(text, origin, OwnWords(language, kind, is_column=False), value))
            else:
                raise _unknown(text, origin, kind, "list", lists | {_SECTION_OF_COLUMNS, _BLOCKING, _CLASSES})
    return WordOptions(tuple(found))


def _words(text: str, origin: str, key: OwnWords, value: object) -> OwnWords:
    """The entry of a key, with its words."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise UsageError(
            f"{key.kind} under {key.language} is no list of words",
            mend=f'write {key.kind} = ["…", "…"]',
            origin=origin,
            line=_line_of(text, key.kind),
        )
    return replace(key, words=tuple(value))


def _unknown(text: str, origin: str, name: str, what: str, known: frozenset[str]) -> UsageError:
    return UsageError(
        f"{name!r} is no {what} of the lexicon",
        mend=f"use one of {', '.join(sorted(known))}",
        origin=origin,
        line=_line_of(text, name),
    )


def _line_of(text: str, name: str) -> int | None:
    """The line on which a key or section stands; TOML's reader does not keep it."""
    pattern = re.compile(
        rf"^\s*(?:\[[^\]\n]*\b{re.escape(name)}\b[^\]\n]*\]|{re.escape(name)}\s*=)", re.MULTILINE
    )
    match = pattern.search(text)
    return text.count("\n", 0, match.end()) + 1 if match else None
