"""What a wiki calls its namespaces and some special pages, in any language: a page may hold links made for another wiki."""

from __future__ import annotations

from functools import cache
from typing import Any

from icmlpo_rdf.language.data_files import read_data

__all__ = ["namespace_words"]


@cache
def namespace_words(kind: str) -> frozenset[str]:
    """Return the names of a kind that `namespaces.toml` has, of all languages, in lower case and with blanks."""
    return frozenset(name for names in _table().values() for name in names[kind])


@cache
def _table() -> dict[str, Any]:
    return read_data("namespaces.toml")
