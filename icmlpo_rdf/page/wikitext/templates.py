"""Templates: those whose output is known are read for it; of the others their name and arguments are kept."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.titles import normalise
from icmlpo_rdf.page.wikitext.nested import ABSENT, HIDDEN, Nest
from icmlpo_rdf.page.wikitext.nodes import Node

__all__ = ["Invocation", "Parameter", "Rule", "citation_parameters", "invocation_of", "rule_of"]


_KEPT = 2_000
"""Titles that are kept: pages call the same templates over and over."""
_LONGEST_NAME = 200
# Parser functions, told by their name; of tags what is behind the colon names which. The colon may be a wide one.
_FUNCTION = lazy_pattern(r"#(?:tag\s*[:：]\s*\w+|\w+)", re.IGNORECASE)
_SPACES = lazy_pattern(r"\s+")


class Parameter(NamedTuple):
    """An argument of a template: its name and where its value stands, trimmed as MediaWiki does."""

    name: str
    begin: int
    end: int


class Invocation(NamedTuple):
    """A template as called."""

    name: str
    """Normalised, without its namespace; of a parser function its name: `#if`."""
    parameters: tuple[Parameter, ...]

    def get(self, *names: str) -> Parameter | None:
        """The first of these arguments that is given and not blank; of several of a name the last."""
        for name in names:
            for parameter in reversed(self.parameters):
                if parameter.name == name and parameter.end > parameter.begin:
                    return parameter
        return None

    @property
    def unnamed(self) -> tuple[Parameter, ...]:
        """Those that are numbered, in order, blank ones left out."""
        return tuple([one for one in self.parameters if one.name.isdigit() and one.end > one.begin])


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a template."""

    kind: str
    """`shown`, `mark`, `link`, `person`, `list`, `separated`, `date`, `footnote`, `infobox`; `silent` for those that print nothing, empty
    for those whose output is not known."""
    argument: str = ""
    labels: tuple[str, ...] = ()
    lines: bool = False
    prints: str = ""
    """What a `mark` shows that has no argument."""


def invocation_of(node: Node, nest: Nest) -> Invocation | None:
    """The template or parser function that a node calls; None where nothing names one: `{{}}`."""
    text = nest.text
    head = node.arguments[0]
    if node.children:
        written = nest.view(head.begin, head.end, node.children).replace(ABSENT, "").strip()
    else:
        written = text[head.begin : head.end].strip()
    # A name that other templates make is told as it is written: {{ {{{1}}} box}}.
    name = _title_of(written) or " ".join(text[head.begin : head.end].split())[:_LONGEST_NAME]
    if not name:
        return None
    parameters, number = [], 0
    for argument in node.arguments[1:]:
        if argument.equals >= 0:
            key = text[argument.begin : argument.equals].strip()
            begin, end = argument.equals + 1, argument.end
        else:
            number += 1
            key, begin, end = str(number), argument.begin, argument.end
        value = text[begin:end].lstrip()
        begin = end - len(value)
        parameters.append(Parameter(key, begin, begin + len(value.rstrip())))
    return Invocation(name, tuple(parameters))


@lru_cache(maxsize=_KEPT)
def _title_of(written: str) -> str | None:
    """A template's title, or what a function is called before its colon: `#if`, `#tag:ref`, DISPLAYTITLE."""
    if function := _FUNCTION.match(written):
        return _SPACES.sub("", function[0]).lower().replace("：", ":")
    head, colon, rest = written.partition(":")
    if colon and rule_of(head.strip()).kind == "silent":
        return head.strip()
    if HIDDEN in written:
        return None
    return normalise(rest if colon and head.lower() == "template" else written)


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
