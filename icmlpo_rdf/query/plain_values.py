"""RDF terms as the values that Python, a spreadsheet and a data frame have for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["Plain", "plain"]

Plain: TypeAlias = str | int | float | bool | Decimal | date | datetime | None
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte gYear"
)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_VALUES: Mapping[str, Callable[[str], Plain]] = {
    **{_XSD + name: int for name in _INTEGERS.split()},
    **{_XSD + name: float for name in ("double", "float")},
    _XSD + "decimal": Decimal,
    _XSD + "boolean": _BOOLEANS.__getitem__,
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


def plain(term: NamedNode | BlankNode | Literal | Triple | None) -> Plain:
    """Return a term's value: a number, a truth, a day or a text; of a thing its IRI.

    A year (`xsd:gYear`) is its number. What its datatype does not allow, and what Python has no value for (a day before
    the year 1, a day in a time zone), stays the text that it is. A language tag is left out.
    """
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    read = _VALUES.get(term.datatype.value)
    if read is not None:
        with suppress(ValueError, KeyError, ArithmeticError):
            return read(term.value.strip())
    return term.value
