"""How the wiki of a language writes wikitext: what belongs to a link's label, words of pictures and redirects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from icmlpo_rdf.language.data_files import read_data

__all__ = ["Dialect", "dialect_of"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The wikitext of one wiki."""

    link_trail: re.Pattern[str] | None
    """The letters behind a link that belong to its label; None where the language has no such rule."""
    alt: frozenset[str]
    """What introduces a picture's alternative text, in lower case; the next ones are alike."""
    link: frozenset[str]
    framed: frozenset[str]
    placed: frozenset[str]
    """Words that say where a picture stands and how, without a value."""
    options: frozenset[str]
    """What may introduce an option of a picture, the caption aside."""
    redirect: re.Pattern[str]
    """The beginning of a page that is a redirect."""


@cache
def dialect_of(language: str) -> Dialect:
    """Return how a wiki writes, by its language code; that of MediaWiki itself where nothing else is known."""
    table = _table()
    default, own = table["default"], table.get(language, {})
    trail = own.get("link_trail", default["link_trail"])
    words = {
        name: frozenset((*default["image"].get(name, ()), *own.get("image", {}).get(name, ())))
        for name in ("alt", "link", "framed", "placed", "redirect")
    }
    redirect = "|".join(sorted(map(re.escape, words["redirect"]), key=len, reverse=True))
    return Dialect(
        re.compile(f"[{trail}]+") if trail else None,
        words["alt"],
        words["link"],
        words["framed"],
        words["placed"],
        words["alt"] | words["link"] | {"page", "class", "upright", "lang"},
        re.compile(rf"\s*#(?:{redirect})\s*:?\s*\[\[(?P<target>[^\[\]|\n]+)", re.IGNORECASE),
    )


@cache
def _table() -> dict[str, Any]:
    return read_data("wikitext.toml")
