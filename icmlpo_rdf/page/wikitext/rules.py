"""What becomes of templates: those whose output is known are read for it; of the others their name and arguments are kept."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["Rule", "citation_parameters", "markup_of", "rule_of"]

_KEPT = 2_000
"""Titles that are kept: pages call the same templates over and over."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a template."""

    kind: str
    """`shown`, `mark`, `markup`, `link`, `person`, `list`, `separated`, `date`, `footnote`, `footnote_names`, `infobox`; `silent` for those that print nothing, empty
    for those whose output is not known."""
    argument: str = ""
    labels: tuple[str, ...] = ()
    lines: bool = False
    prints: str = ""
    """What a `mark` shows that has no argument; what `markup` stands for."""


@lru_cache(maxsize=_KEPT)
def rule_of(name: str) -> Rule:
    """What becomes of a template, by its normalised title."""
    key = name.replace("_", " ").lower()
    table = _table()
    if rule := table.rules.get(key):
        return rule
    if key.startswith(table.begins) or key.endswith(table.ends):
        return Rule("infobox")
    return _NO_TEXT


_NO_TEXT = Rule("")
_LONGEST_MARKUP = 9


def markup_of(text: str, begin: int, end: int) -> str:
    """Return the markup that the template between two places stands for: `|` of {{!}}; empty where it is no such one."""
    if end - begin > _LONGEST_MARKUP:
        return ""
    rule = _table().rules.get(text[begin + 2 : end - 2].strip())
    return rule.prints if rule and rule.kind == "markup" else ""


def citation_parameters(kind: str) -> tuple[str, ...]:
    """Return what citation templates call a work's `url`, `title`, `publisher`, `date`, or when it was `accessed`."""
    return _table().citation[kind]


@dataclass(frozen=True, slots=True)
class _Table:
    rules: dict[str, Rule]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    citation: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    text = (files("icmlpo_rdf.language") / "templates.toml").read_text(encoding="utf-8")
    written: dict[str, Any] = tomllib.loads(text)
    infobox, citation = written.pop("infobox"), written.pop("citation")
    rules = {
        name: Rule(
            kind,
            group.get("argument") or group.get("title") or "",
            tuple(group.get("label", ())),
            lines=group.get("lines", False),
            prints=group.get("prints", ""),
        )
        for kind, groups in written.items()
        for group in groups
        for name in group["names"]
    }
    parameters = {kind: tuple(names) for kind, names in citation.items()}
    return _Table(rules, tuple(infobox["begins"]), tuple(infobox["ends"]), parameters)
