"""How the named queries stand on a page for people: in groups, and what they are called in another language than English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from msgspec import Struct

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.query.named_queries import NamedQuery, named_queries

__all__ = ["QuestionGroup", "QuestionWords", "column_name", "question_groups", "question_words", "value_name"]

_ENGLISH: Final = "en"
_HUMP = lazy_pattern(r"(?<=[a-z])(?=[A-Z])")


class QuestionWords(Struct, frozen=True):
    """What a named query is called."""

    title: str
    description: str
    parameters: Mapping[str, tuple[str, str]]
    """What each of them is called, and what it does, by its name."""


class QuestionGroup(Struct, frozen=True):
    """Named queries that belong together."""

    title: str
    queries: tuple[NamedQuery, ...]


@cache
def _written() -> Mapping[str, Any]:
    text = (files("icmlpo_rdf.query") / "queries" / "questions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def question_groups(code: str) -> tuple[QuestionGroup, ...]:
    """Return the named queries in groups, whose titles are in a language."""
    known = {one.name: one for one in named_queries()}
    return tuple(
        QuestionGroup(one[code], tuple(known[name] for name in one["queries"]))
        for one in _written()["groups"]
    )


def question_words(named: NamedQuery, code: str) -> QuestionWords:
    """Return what a named query is called in a language."""
    if code == _ENGLISH:
        parameters = {one.name: (one.name, one.description) for one in named.parameters}
        return QuestionWords(named.title, named.description, parameters)
    words, called = _written()[code][named.name], _written()["parameters"][code]
    parameters = {name: (called[name], does) for name, does in words.get("parameters", {}).items()}
    return QuestionWords(words["title"], words["description"], parameters)


def column_name(variable: str, code: str) -> str:
    """Return what a column of an answer is called in a language; one that nobody named, by its variable."""
    named: str | None = _written()["columns"].get(code, {}).get(variable)
    return named or _HUMP.sub(" ", variable).lower()


def value_name(value: str, code: str) -> str:
    """Return a value that a query itself wrote, in a language."""
    named: str = _written()["values"].get(code, {}).get(value, value)
    return named
