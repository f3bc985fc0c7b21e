"""Shapes of hostile pages: one thing over and over, or inside itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

__all__ = ["LEAD", "Shape", "nested", "repeated"]

LEAD = "**会议**是\n\n"

Shape = Callable[[int], str]


def repeated(unit: str, before: str = LEAD, after: str = "") -> Shape:
    """A page that is one unit over and over; `{n}` is the number of the repetition."""

    def shape(size: int) -> str:
        if "{n}" not in unit:
            return before + unit * (size // len(unit.encode())) + after
        units: list[str] = []
        left = size
        for number in count():
            one = unit.replace("{n}", str(number))
            left -= len(one.encode())
            if left < 0:
                return before + "".join(units) + after
            units.append(one)
        raise AssertionError

    return shape


def nested(begin: str, end: str, deepest: int, inner: str = "甲", before: str = LEAD) -> Shape:
    """Elements inside each other, `deepest` at most, around as much text as the page has room for."""

    def shape(size: int) -> str:
        depth = min(deepest, size // len((begin + end).encode()))
        room = size - depth * len((begin + end).encode())
        return before + begin * depth + inner * max(room // len(inner.encode()), 1) + end * depth

    return shape
