"""SHACL Core's constraints as functions: what a value must be like, and what the values of a path must be together."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.validation.compiled.triple_index import TYPE, Index, Term

__all__ = ["ON_SETS", "ON_VALUES", "Fits", "OnSet", "text_of"]

_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

Fits = Callable[[Index, Term], bool]
"""Whether one value is as it must be."""
OnSet = Callable[[Index, Term, list[Term]], bool]
"""Whether a focus node's values are together as they must be."""


def text_of(term: Term) -> str:
    """Return a literal's text or an IRI; nothing of a blank node."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _class(wanted: Term) -> Fits:
    return lambda index, one: wanted in index.values(one, TYPE)


def _pattern(pattern: Term) -> Fits:
    search = re.compile(text_of(pattern)).search
    return lambda _index, one: isinstance(one, NamedNode | Literal) and search(one.value) is not None


def _min_length(least: Term) -> Fits:
    number = int(text_of(least))
    return lambda _index, one: isinstance(one, NamedNode | Literal) and len(one.value) >= number


def _node_kind(kind: Term) -> Fits:
    wanted = {"IRI": NamedNode, "Literal": Literal}[text_of(kind).removeprefix(_SH)]
    return lambda _index, one: isinstance(one, wanted)


def _datatype(datatype: Term) -> Fits:
    if text_of(datatype) == _LANG_STRING:
        return lambda _index, one: isinstance(one, Literal) and one.language is not None
    well_formed = _LEXICAL.get(text_of(datatype).removeprefix(_XSD))

    def fits(_index: Index, one: Term) -> bool:
        if not isinstance(one, Literal) or one.datatype != datatype:
            return False
        return well_formed is None or well_formed(one.value)

    return fits


def _bound(limit: Term, *, least: bool) -> Fits:
    number = int(text_of(limit))

    def fits(_index: Index, one: Term) -> bool:
        if not isinstance(one, Literal) or not re.fullmatch(r"[+-]?\d+", one.value):
            return False
        return int(one.value) >= number if least else int(one.value) <= number

    return fits


ON_VALUES: dict[str, Callable[[Term], Fits]] = {
    "class": _class,
    "pattern": _pattern,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "minInclusive": lambda limit: _bound(limit, least=True),
    "maxInclusive": lambda limit: _bound(limit, least=False),
}
"""What each constraint on values becomes, by its name and parameter."""


def _equals(predicate: Term) -> OnSet:
    return lambda index, focus, values: set(values) == set(index.values(focus, predicate))


def _has_value(wanted: Term) -> OnSet:
    return lambda _index, _focus, values: wanted in values


def _unique_lang(wanted: Term) -> OnSet:
    def test(_index: Index, _focus: Term, values: list[Term]) -> bool:
        if len(values) < 2:
            return True
        tags = [one.language.lower() for one in values if isinstance(one, Literal) and one.language]
        return len(set(tags)) == len(tags)

    return test if text_of(wanted) == "true" else lambda *_: True


ON_SETS: dict[str, Callable[[Term], OnSet]] = {
    "equals": _equals,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
}
"""What each constraint on all values of a path becomes, by its name and parameter."""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2011-05-03")


_LEXICAL: dict[str, Callable[[str], bool]] = {
    "integer": lambda text: re.fullmatch(r"[+-]?\d+", text) is not None,
    "boolean": lambda text: text in {"true", "false", "0", "1"},
    "date": _is_day,
    "gYear": lambda text: re.fullmatch(r"-?\d{4,}", text) is not None,
    "gYearMonth": lambda text: re.fullmatch(r"-?\d{4,}-(0[1-9]|1[0-2])", text) is not None,
}
