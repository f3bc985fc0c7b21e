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
# What may stand before the first word that says what is asked (SPARQL 1.1, section 19.8, rules 4 to 6).
_GAP = r"(?:\s|#[^\r\n]*+)*+"
_PROLOGUE = re.compile(
    rf"(?:\s|#[^\r\n]*+|PREFIX{_GAP}[^\s<>#:]*+:{_GAP}<[^<>\s]*>|BASE{_GAP}<[^<>\s]*>"
    rf"|VERSION{_GAP}(?:\"[^\"]*+\"|'[^']*+'))*+",
    re.IGNORECASE,
)
_FORM = re.compile(r"SELECT|CONSTRUCT|DESCRIBE|ASK", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())
_DECLARATIONS = {"PREFIX": "PREFIX name: <IRI>", "BASE": "BASE <IRI>", "VERSION": 'VERSION "1.2"'}
_BEGINNINGS = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
_SHOWN = 12
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class SyntaxSlip:
    """Where a query stops being one, and why."""

    line: int | None
    column: int | None
    what: str


def read_slip(error: SyntaxError, text: str) -> SyntaxSlip:
    """Return what is wrong with a query: its first word, where that begins none, else what an error of the engine says.

    The engine reads a wrong first word (`SELEC`) to its end and beyond, and then names what would be the last to fit.
    It lists all that it would have taken: tokens, keywords, classes of characters (`[A-Z | '_']`), and among
    them the sentences of its own checks (`Prefix not found`). A sentence is the reason; else what one can type is shown.
    """
    beginning = _beginning(text)
    if beginning is not None:
        return beginning
    message = " ".join(str(error).split())
    placed = _PLACED.match(message)
    what = message[placed.end() :] if placed else message
    expected = _EXPECTED.match(what)
    if expected:
        what = _reason(what[expected.end() :])
    if len(what) > _LONGEST:
        what = f"{what[:_LONGEST]}…"
    return SyntaxSlip(int(placed[1]) if placed else None, int(placed[2]) if placed else None, what)


def _beginning(text: str) -> SyntaxSlip | None:
    """What is wrong with the first word behind the declarations; None where a query begins with it."""
    prologue = _PROLOGUE.match(text)
    place = prologue.end() if prologue else 0
    if _FORM.match(text, place):
        return None
    word = _WORD.match(text, place)
    first = word[0].upper() if word else ""
    if place == len(text):
        what = f"it is empty; {_BEGINNINGS}"
    elif first in _DECLARATIONS:
        what = f"a declaration is written {_DECLARATIONS[first]}"
    elif first in _UPDATES:
        what = f"{first} is an update, and there are only queries; {_BEGINNINGS}"
    else:
        what = _BEGINNINGS
    line = text.count("\n", 0, place) + 1
    return SyntaxSlip(line, place - text.rfind("\n", 0, place), what)


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
