"""What a query gave, and that as data frames, plain Python values and a table in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.query.plain_values import Plain, plain
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.store.lookups import readable, short

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Answer", "Term"]

Term = NamedNode | BlankNode | Literal | Triple
_SHOWN = 50
_OF_TRIPLES = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True, repr=False)
class Answer(ShortRepr):
    """What a query gave: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, the truth of an ASK."""

    variables: tuple[str, ...] = ()
    """A SELECT's columns, without the question mark."""
    rows: tuple[tuple[Term | None, ...], ...] = ()
    """A SELECT's rows, in its order; None where nothing is bound."""
    triples: tuple[Triple, ...] | None = None
    """Sorted, each once; None when the query asked for no graph."""
    truth: bool | None = None
    """None when the query was no ASK."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What `to_dicts` and data frames call their columns: a SELECT's variables, or the places of triples."""
        return self.variables if self.triples is None else _OF_TRIPLES

    def to_dicts(self) -> list[dict[str, Plain]]:
        """Return a row a dictionary, with plain values: numbers, truths, days, texts, and IRIs as texts.

        An ASK's answer is one row with the column `truth`.
        """
        if self.truth is not None:
            return [{"truth": self.truth}]
        return [dict(zip(self.columns, map(plain, row), strict=True)) for row in self._all_rows()]

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame, with the values of `to_dicts`.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - no part of what must be installed
        except ImportError as error:
            raise _missing("pandas") from error
        return pd.DataFrame(self.to_dicts(), columns=self._frame_columns())

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame, with the values of `to_dicts`.

        Raises:
            UsageError: polars is not installed.
        """
        try:
            import polars as pl  # noqa: PLC0415 - as above
        except ImportError as error:
            raise _missing("polars") from error
        rows = self.to_dicts()
        columns = {name: [row[name] for row in rows] for name in self._frame_columns()}
        # A column of numbers and texts is one of texts: polars has one type a column.
        return pl.DataFrame(
            {name: values if _is_of_one_type(values) else _texts(values) for name, values in columns.items()}
        )

    def _repr_html_(self) -> str:
        """A table for a notebook, with links; the first rows only."""
        if self.truth is not None:
            return f"<p>{str(self.truth).lower()}</p>"
        rows = list(self._all_rows())
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:_SHOWN])
        more = f"<p>and {len(rows) - _SHOWN:,} more rows</p>" if len(rows) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _frame_columns(self) -> list[str]:
        return ["truth"] if self.truth is not None else list(self.columns)

    def _all_rows(self) -> list[tuple[Term | None, ...]]:
        if self.triples is None:
            return list(self.rows)
        return [(one.subject, one.predicate, one.object) for one in self.triples]


def _missing(library: str) -> UsageError:
    return UsageError(f"{library} is not installed", mend=f"pip install {library}", origin=f"to_{library}")


def _is_of_one_type(values: list[Plain]) -> bool:
    return len({type(one) for one in values if one is not None}) <= 1


def _texts(values: list[Plain]) -> list[Plain]:
    return [None if one is None else str(one) for one in values]


def _cell(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        text = escape(readable(short(term.value)))
        is_web = term.value.startswith(("http://", "https://"))
        return f'<td><a href="{escape(term.value)}">{text}</a></td>' if is_web else f"<td>{text}</td>"
    if isinstance(term, Literal):
        language = f' lang="{escape(term.language)}"' if term.language else ""
        return f"<td{language}>{escape(term.value)}</td>"
    return f"<td>{'' if term is None else escape(str(term))}</td>"
