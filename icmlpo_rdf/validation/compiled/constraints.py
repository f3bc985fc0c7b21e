"""SHACL Core's constraints as functions: what a value must be like, and what the values of a path must be together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.validation.triple_index import Index, Term, text_of

__all__ = ["ON_SETS", "ON_VALUES", "Fits", "Misfits"]

_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_WITHOUT_TEXT = BlankNode | Triple

Fits = Callable[[Index, Term], bool]
"""Whether one value is as it must be."""
Misfits = Callable[[Index, Term, list[Term]], Iterable[Term | None]]
"""What of a focus node's values is wrong together; None where no single value is to blame."""


def _class(wanted: Term) -> Fits:
    return lambda index, one: index.is_instance(one, wanted)


def _pattern(pattern: Term) -> Fits:
    search = re.compile(text_of(pattern)).search
    return lambda _index, one: not isinstance(one, _WITHOUT_TEXT) and search(one.value) is not None


def _min_length(least: Term) -> Fits:
    number = int(text_of(least))
    return lambda _index, one: not isinstance(one, _WITHOUT_TEXT) and len(one.value) >= number


def _node_kind(kind: Term) -> Fits:
    wanted = {"IRI": NamedNode, "Literal": Literal}[text_of(kind).removeprefix(_SH)]
    return lambda _index, one: isinstance(one, wanted)


def _datatype(datatype: Term) -> Fits:
    if text_of(datatype) == _LANG_STRING:
        return lambda _index, one: isinstance(one, Literal) and one.language is not None
    iri = text_of(datatype)
    well_formed = _LEXICAL[iri.removeprefix(_XSD)] if iri.startswith(_XSD) else _anything

    def fits(_index: Index, one: Term) -> bool:
        return isinstance(one, Literal) and one.datatype == datatype and well_formed(one.value)

    return fits


def _bound(limit: Term, *, least: bool) -> Fits:
    bound = int(text_of(limit))

    def fits(_index: Index, one: Term) -> bool:
        number = _number(one)
        # What is not a number is none that could be compared.
        return number is not None and (number >= bound if least else number <= bound)

    return fits


def _number(term: Term) -> float | None:
    if not isinstance(term, Literal) or term.datatype.value.removeprefix(_XSD) not in _NUMBERS:
        return None
    try:
        return float(term.value)
    except ValueError:
        return None


ON_VALUES: dict[str, Callable[[Term], Fits]] = {
    "class": _class,
    "pattern": _pattern,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "minInclusive": lambda limit: _bound(limit, least=True),
    "maxInclusive": lambda limit: _bound(limit, least=False),
}
"""What each constraint on values becomes, by its name and parameter. KeyError, ValueError, re.error: it cannot be one."""


def _equals(predicate: Term) -> Misfits:
    def misfits(index: Index, focus: Term, values: list[Term]) -> Iterable[Term]:
        others = index.values(focus, predicate)
        return () if values == others else set(values) ^ set(others)

    return misfits


def _has_value(wanted: Term) -> Misfits:
    return lambda _index, _focus, values: () if wanted in values else (None,)


def _unique_lang(wanted: Term) -> Misfits:
    def misfits(_index: Index, _focus: Term, values: list[Term]) -> Iterable[None]:
        if len(values) < 2:
            return ()
        tags = [one.language.lower() for one in values if isinstance(one, Literal) and one.language]
        return [None for tag in set(tags) if tags.count(tag) > 1]

    return misfits if text_of(wanted) == "true" else lambda *_: ()


ON_SETS: dict[str, Callable[[Term], Misfits]] = {
    "equals": _equals,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
}
"""What each constraint on all values of a path becomes, by its name and parameter."""


# XML Schema 1.1 Part 2, section 3.3: the lexical forms of the datatypes that can be asked for.

_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_DATE = lazy_pattern(rf"(-?\d{{4,}})-(\d\d)-(\d\d){_ZONE}", re.ASCII)


def _anything(_text: str) -> bool:
    return True


def _form(pattern: str) -> Callable[[str], bool]:
    form = lazy_pattern(pattern, re.ASCII)
    return lambda text: form.fullmatch(text) is not None


_DAY = _form(r"-?\d{4,}-\d\d-\d\d")
_TIME_OF_DAY = _form(rf"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?){_ZONE}")


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:  # the Gregorian calendar repeats itself every 400 years
        date(2000 + int(match[1]) % 400, int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    day, _, time = text.partition("T")
    return _DAY(day) and _is_date(day) and _TIME_OF_DAY(time)


_NUMBERS = frozenset({"integer", "decimal", "float", "double"})

_LEXICAL: dict[str, Callable[[str], bool]] = {
    "string": _anything,
    "integer": _form(r"[+-]?\d+"),
    "boolean": _form("true|false|0|1"),
    "date": _is_date,
    "dateTime": _is_date_time,
    "gYear": _form(rf"-?\d{{4,}}{_ZONE}"),
    "gYearMonth": _form(rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}"),
}
