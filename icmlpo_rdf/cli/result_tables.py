"""Rows of an answer as a table that fits the terminal, and what it leaves out for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from icmlpo_rdf.cli.text_tables import clipped, table, width_of_output
from icmlpo_rdf.errors import one_line
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.query.asking import Term
from icmlpo_rdf.store.lookups import short

__all__ = ["ResultTable", "result_table"]

# What IRIs may have in common and lose: a scheme, a host, and whole parts of a path.
_BEGINNING = lazy_pattern(r"[a-z][a-z0-9+.-]*://[^/\s]+/(?:\S*[/#])?")
_ADDRESS = lazy_pattern(r"https?://\S+")
_MANY, _SHORT = 3, 80
"""Rows of which it is told once what all of them have, and letters of that."""
_NUMBER = lazy_pattern(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table, and what it does not show."""

    text: str
    notes: tuple[str, ...] = ()
    """What was shortened or left out."""


def result_table(
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    *,
    is_wide: bool = False,
    is_whole: bool = False,
) -> ResultTable:
    """Return rows as a table.

    On a terminal, columns without any value, or with one value in every row, are left out and told, IRIs lose the
    beginning that all of a column share, and what would take more than two lines of a cell is cut.

    Args:
        variables: the columns' names.
        rows: their values.
        is_wide: nothing is left out, shortened or cut, and a row is a line, however long.
        is_whole: a row is a line, however long.
    """
    width = None if is_wide else width_of_output()
    columns = {name: [row[place] for row in rows] for place, name in enumerate(variables)}
    texts = {name: list(map(shown, terms)) for name, terms in columns.items()}
    if width is None:
        return ResultTable(_table(texts))
    left_out = _LeftOut.of(columns)
    cells = left_out.taken_from(texts)
    notes = list(left_out.sentences())
    if not is_whole:
        fitting = clipped(cells, width)
        notes += ["… stands for what is cut"] if fitting != cells else []
        cells = fitting
    told = (f"{'; '.join(notes)}; --wide shows all",) if notes else ()
    return ResultTable(_table(cells, None if is_whole else width), told)


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """What a terminal need not show of columns."""

    empty: Sequence[str]
    """Those without any value."""
    same: Mapping[str, str]
    """Those with one value in every row, and it."""
    bases: Mapping[str, str]
    """Those of IRIs, and what these begin with."""

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[Term | None]]) -> _LeftOut:
        """Return what may be left out so that something stays."""
        empty = _empty(columns)
        same = {name: text for name, terms in columns.items() if (text := _text_of_all(terms))}
        if len(empty) + len(same) == len(columns):
            same = {}
        kept = [name for name in columns if name not in empty and name not in same]
        return cls(empty, same, {name: base for name in kept if (base := _common_beginning(columns[name]))})

    def taken_from(self, texts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return the texts of the columns that are left."""
        kept = (name for name in texts if name not in self.empty and name not in self.same)
        return {name: [one.removeprefix(self.bases.get(name, "")) for one in texts[name]] for name in kept}

    def sentences(self) -> Iterator[str]:
        """What is said of it, a sentence each."""
        if self.empty:
            yield f"no row has a value for {_listed(self.empty)}"
        for name, text in self.same.items():
            yield f"{name} is {text} in every row"
        for base in dict.fromkeys(self.bases.values()):
            of = [name for name in self.bases if self.bases[name] == base]
            yield f"IRIs of {_listed(of)} begin with {base}"


def _empty(columns: Mapping[str, Sequence[Term | None]]) -> list[str]:
    """The columns without any value; none where that would be all, as where there are no rows."""
    empty = [name for name, terms in columns.items() if all(term is None for term in terms)]
    return empty if len(empty) < len(columns) else []


def _text_of_all(terms: Sequence[Term | None]) -> str | None:
    """What a column holds in every row, where that is worth telling once and short enough."""
    if len(terms) < _MANY or terms[0] is None or any(term != terms[0] for term in terms):
        return None
    text = one_line(shown(terms[0]))
    return text if len(text) <= _SHORT else None


def shown(term: Term | None) -> str:
    """Return a term as people read it: a literal's text, an IRI with our prefix where one fits."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        return short(term.value)
    return _spelt(term)


def _spelt(term: Term) -> str:
    """A term in a triple term, as Turtle has it but for the names of blank nodes."""
    if isinstance(term, Triple):
        return f"<<( {_spelt(term.subject)} {_spelt(term.predicate)} {_spelt(term.object)} )>>"
    if isinstance(term, NamedNode) and (name := short(term.value)) != term.value:
        return name
    return str(term)


def _common_beginning(terms: Sequence[Term | None]) -> str:
    """What the IRIs of a column begin with, all of them; also of those that a query gives as texts."""
    texts = [shown(term) for term in terms if term is not None]
    if not texts or not all(map(_ADDRESS.fullmatch, texts)):
        return ""
    # What is left of each must be something.
    first, last = min(texts), max(texts)  # what these two have in common, all have
    common = next(
        (end for end, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    match = _BEGINNING.match(first[: min(common, len(first) - 1)])
    return match[0] if match else ""


def _table(cells: Mapping[str, Sequence[str]], width: int | None = None) -> str:
    rows = list(zip(*cells.values(), strict=True))
    numbers = [
        place
        for place, column in enumerate(cells.values())
        if any(column) and all(_NUMBER.fullmatch(cell) for cell in column if cell)
    ]
    return table(list(cells), rows, right=numbers, width=width)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
