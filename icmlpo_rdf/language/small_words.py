"""Particles, counters and signs of dates that patterns are made of, read without asking which language a page is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from icmlpo_rdf.language.data_files import read_data

__all__ = ["either", "letters", "small_words", "table"]


@cache
def _data() -> Mapping[str, Any]:
    return read_data("small_words.toml")


def letters(kind: str) -> str:
    """Return a set of letters, as a pattern's brackets hold them."""
    return str(_data()[kind])


def small_words(kind: str) -> tuple[str, ...]:
    """Return the words of a kind."""
    return tuple(_data()[kind])


def either(kind: str) -> str:
    """Return a pattern of the words of a kind, in their order."""
    return "|".join(map(re.escape, small_words(kind)))


def table(kind: str) -> Mapping[str, Any]:
    """Return what the file's section of that name says."""
    found: Mapping[str, Any] = _data()[kind]
    return found
