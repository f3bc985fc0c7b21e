"""Claims as commands of QuickStatements (https://www.wikidata.org/wiki/Help:QuickStatements), version 1: a line each, parts between tabs.

The second file takes back what the first one adds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from icmlpo_rdf.export.claims import Claim, LeftOut, Why
from icmlpo_rdf.export.wikidata_values import TextValue, Value
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["Batch", "batch_of"]

# `|` parts a command as a tab does; curly quotes become straight ones; /* begins a remark, and doubled quotes an address.
_NOT_WRITABLE = lazy_pattern(r'[|“”\t\r\n]|/\*|\*/|""')
_LONGEST = 1_500
"""Characters of a text in Wikidata."""
_NOT_COMPARED = "/* not compared */"


@dataclass(frozen=True, slots=True)
class Batch:
    """Commands, and those that undo them."""

    commands: tuple[str, ...]
    undo: tuple[str, ...]
    left: tuple[LeftOut, ...]
    """Values that commands cannot hold."""
    not_compared: int

    @property
    def text(self) -> bytes:
        """The file of commands."""
        return _file(self.commands)

    @property
    def undo_text(self) -> bytes:
        """The file that takes them back."""
        return _file(self.undo)


def batch_of(claims: Iterable[Claim], compared: Iterable[str]) -> Batch:
    """Return the commands that add claims, and those that take them back.

    Args:
        claims: in their order, each item, property and value once.
        compared: the items whose statements were looked at. Of other items nobody knows what they have already: their
            lines say so, in both files.
    """
    known = frozenset(compared)
    commands, undo, left = list[str](), list[str](), list[LeftOut]()
    not_compared = 0
    for one in claims:
        command, unwritten = _command(one)
        left += unwritten
        if not command:
            continue
        mark = "" if one.item in known else f" {_NOT_COMPARED}"
        not_compared += bool(mark)
        commands.append(command + mark)
        undo.append(f"-{one.item}\t{one.predicate}\t{one.value}{mark}")
    return Batch(tuple(commands), tuple(reversed(undo)), tuple(left), not_compared)


def _command(claim: Claim) -> tuple[str, list[LeftOut]]:
    """A claim's line; empty where it has no reference that can be written. And the values that cannot."""
    left = list[LeftOut]()

    def is_writable(value: Value) -> bool:
        if not isinstance(value, TextValue) or _is_writable(value.text):
            return True
        left.extend(LeftOut(Why.NOT_WRITABLE, record, value.text) for record in claim.records)
        return False

    parts = [claim.item, claim.predicate, str(claim.value)]
    for name in sorted(claim.qualifiers):
        for value in sorted(filter(is_writable, claim.qualifiers[name]), key=str):
            parts += [name, str(value)]
    cited = [one for one in claim.cited if is_writable(TextValue(one.url))]
    for number, one in enumerate(cited):
        # A new reference begins with !; the first one needs none.
        mark = "!" if number else ""
        parts += [f"{mark}S4656" if one.is_page else f"{mark}S854", str(TextValue(one.url))]
        if one.accessed is not None:
            parts += ["S813", str(one.accessed)]
    return ("\t".join(parts) if cited else ""), left


def _is_writable(text: str) -> bool:
    return not _NOT_WRITABLE.search(text) and len(text) <= _LONGEST and text == text.strip()


def _file(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
