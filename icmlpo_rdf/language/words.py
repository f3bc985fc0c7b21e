"""The words by which pages say what they mean: a TOML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from icmlpo_rdf.language.data_files import FOLDER, read_data
from icmlpo_rdf.language.wikis import is_wiki

__all__ = ["class_names", "languages", "words_of"]


def languages() -> list[str]:
    """Return the languages that have words."""
    return sorted(file.stem for file in FOLDER.glob("*.toml") if is_wiki(file.stem))


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """Return the lists of words of a language, those of its columns in one of their own; none for one without a file."""
    name = f"{language}.toml"
    words: Mapping[str, Any] = read_data(name)[language] if (FOLDER / name).is_file() else {}
    return words


@cache
def class_names() -> frozenset[str]:
    """Return the classes that words have: those of English, whose file holds every class, if without a word."""
    return frozenset(words_of("en")["classes"])
