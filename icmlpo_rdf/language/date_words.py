"""The words of dates and terms in all languages: a page may print a date in any of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from icmlpo_rdf.language.data_files import read_data

__all__ = ["date_words", "months"]


@cache
def _languages() -> Mapping[str, Mapping[str, Any]]:
    return read_data("dates.toml")


@cache
def months() -> Mapping[str, int]:
    """Return the number of each month by its names, in lower case."""
    return {
        name: number
        for words in _languages().values()
        for number, names in enumerate(words["months"], start=1)
        for name in names
    }


@cache
def date_words(kind: str) -> tuple[str, ...]:
    """Return the words of a kind of all languages, the longest first, for a pattern.

    Args:
        kind: `day_marks`, `between`, `filling`, `joints`, `until` or `still`.
    """
    found = {word for words in _languages().values() for word in words[kind]}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
