"""Values that show themselves on one line, however much they hold: in a notebook, a debugger, an error message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import Field

__all__ = ["ShortRepr"]

_MAX_TEXT = 40
_MAX_FIELDS = 150
_MANY = 5


class ShortRepr:
    """A base of msgspec's structs, and of dataclasses made with `repr=False`: `Conversion(title='甲', quads=<1226 Quad>, …)`.

    A long text is cut, a collection says how many it holds of what, another record gives its name only. Fields that hold
    nothing are left out.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """One line of less than 200 characters."""
        values = ((name, getattr(self, name)) for name in _fields(self) if not name.startswith("_"))
        told = ", ".join(f"{name}={_short(value)}" for name, value in values if not _is_nothing(value))
        return f"{type(self).__name__}({_cut(told, _MAX_FIELDS)})"


def _fields(value: object) -> tuple[str, ...]:
    """The names of a record's fields, as its constructor takes them; none of what is no record."""
    if of_struct := getattr(type(value), "__struct_fields__", ()):
        return tuple(of_struct)
    fields: Mapping[str, Field[object]] = getattr(type(value), "__dataclass_fields__", {})
    return tuple(sorted(fields, key=lambda name: fields[name].kw_only is True))


def _is_nothing(value: object) -> bool:
    return value is None or ((isinstance(value, Collection) or bool(_fields(value))) and not value)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _short(value: object) -> str:
    if isinstance(value, str):
        return repr(_cut(value, _MAX_TEXT))
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if _fields(value):
        says_itself = type(value).__str__ is not object.__str__
        return _cut(str(value), _MAX_TEXT) if says_itself else f"{type(value).__name__}(…)"
    if isinstance(value, Collection):
        return _collection(value)
    return _cut(repr(value), _MAX_TEXT)


def _collection(values: Collection[object]) -> str:
    members = values.values() if isinstance(values, Mapping) else values
    first = next(iter(members))
    if isinstance(values, tuple) and len(values) < _MANY and isinstance(first, str):
        return f"({', '.join(map(_short, values))})"
    return f"<{len(values)} {type(first).__name__}>"
