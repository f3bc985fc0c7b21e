"""The words by which pages say what they mean: a TOML file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from icmlpo_rdf.language.wikis import is_wiki

__all__ = ["class_names", "languages", "words_of"]

_FOLDER = Path(__file__).parent


def languages() -> list[str]:
    """Return the languages that have words."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml") if is_wiki(file.stem))


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """Return the lists of words of a language, those of its columns in one of their own; none for one without a file."""
    file = _FOLDER / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))[language] if file.is_file() else {}


@cache
def class_names() -> frozenset[str]:
    """Return the classes that words have: those of English, whose file holds every class, if without a word."""
    return frozenset(words_of("en")["classes"])
