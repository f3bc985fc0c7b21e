"""What the engine says of a query that is none, for people."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["SyntaxSlip", "read_slip"]

_PLACED = re.compile(r"error at (\d+):(\d+): ")
_EXPECTED = re.compile(r"expected (?:one of )?")
# A token in quotes, a class of characters in brackets, a keyword or a sentence.
_ITEM = re.compile(r"\"(?P<token>(?:[^\"\\]|\\.)+)\"|\[(?:'\]'|[^\]])*\]|(?P<word>[^\s,\[\"][^,\[\"]*)")
_QUOTES = frozenset("'\"\\")
_SHOWN = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class SyntaxSlip:
    """Where a query stops being one, and why."""

    line: int | None
    column: int | None
    what: str


def read_slip(error: SyntaxError) -> SyntaxSlip:
    """Return what an error of the engine says.

    It lists all that it would have taken: tokens, keywords, classes of characters (`[A-Z | '_']`), and among
    them the sentences of its own checks (`Prefix not found`). A sentence is the reason; else what one can type is shown.
    """
    message = " ".join(str(error).split())
    placed = _PLACED.match(message)
    what = message[placed.end() :] if placed else message
    expected = _EXPECTED.match(what)
    if expected:
        what = _reason(what[expected.end() :])
    if len(what) > _LONGEST:
        what = f"{what[:_LONGEST]}…"
    return SyntaxSlip(int(placed[1]) if placed else None, int(placed[2]) if placed else None, what)


def _reason(listed: str) -> str:
    items = list(_ITEM.finditer(listed))
    words = [one["word"].strip() for one in items if one["word"]]
    sentences = [one for one in words if " " in one and any(map(str.islower, one))]
    if sentences:
        return "; ".join(one[:1].lower() + one[1:] if one[1:2].islower() else one for one in sentences)
    tokens = [one["token"] for one in items if one["token"] and _QUOTES.isdisjoint(one["token"])]
    known = [*tokens, *words]
    if not known:
        return "expected something else"
    more = " …" if len(known) > _SHOWN or len(known) < len(items) else ""
    return f"expected {'one of ' if len(items) > 1 else ''}{' '.join(known[:_SHOWN])}{more}"
