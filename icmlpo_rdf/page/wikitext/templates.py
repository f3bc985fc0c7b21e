"""Templates as they are called: their names and their arguments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.titles import normalise
from icmlpo_rdf.page.wikitext.nested import ABSENT, HIDDEN, Nest
from icmlpo_rdf.page.wikitext.nodes import Node
from icmlpo_rdf.page.wikitext.rules import rule_of

__all__ = ["Invocation", "Parameter", "invocation_of"]


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
