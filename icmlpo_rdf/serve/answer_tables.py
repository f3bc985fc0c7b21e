"""An answer to a query as a page shows it: names are the links, and what only says which thing is meant is no column."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.source_places import evidence_of
from icmlpo_rdf.quads.vocab import Icm, Rdfs
from icmlpo_rdf.query.named_queries import NamedQuery
from icmlpo_rdf.query.question_words import column_name, value_name
from icmlpo_rdf.serve.languages import Words
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.lookups import Lookups, short
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["Cell", "table_of"]

_ROWS = 500
_BEHIND = ""
"""The name of a column that a query does not have."""
_TOLD_BY_QUERIES = frozenset(("role", "change"))
"""Columns whose values the named queries write themselves."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term of an answer as a page shows it."""

    text: str
    href: str | None = None
    external: bool = False
    language: str = ""
    is_number: bool = False
    iri: str = ""
    """Of a thing."""
    title: str = ""
    apart: str = ""
    """What tells the thing apart from another of its name in the same answer."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer as a page shows it."""

    variable: str
    name: str
    cells: Sequence[Cell]

    @property
    def holds_things(self) -> bool:
        """True where any of its cells is a thing."""
        return any(cell.iri for cell in self.cells)


def table_of(site: Site, words: Words, body: bytes, named: NamedQuery | None) -> Mapping[str, object]:
    """Return what a page shows of an answer in JSON."""
    found = json.loads(body)
    if "boolean" in found:
        return {"truth": found["boolean"]}
    rows = found["results"]["bindings"]
    look = Lookups(site.store)
    columns = [
        Column(
            variable,
            column_name(variable, words.code) if named else variable,
            [_cell(site, look, row.get(variable)) for row in rows[:_ROWS]],
        )
        for variable in found["head"]["vars"]
    ]
    if named:
        columns = [*columns, *_behind(site, look, columns, named)]
        columns = _told(_linked(look, columns, named), words)
        columns = [one for one in columns if any(cell.text for cell in one.cells)] or columns
    columns = _apart(look, columns)
    shown = list(zip(*(one.cells for one in columns), strict=True)) if columns else []
    return {"columns": columns, "rows": shown, "total": len(rows)}


def _cell(site: Site, look: Lookups, term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    value, kind = term["value"], term["type"]
    if not isinstance(value, str):  # a triple, in RDF 1.2
        return Cell(json.dumps(value, ensure_ascii=False))
    if kind == "uri":
        href, external = site.addresses.link(value)
        label = look.own_label(NamedNode(value)) if not external else None
        if label:
            return Cell(label.value, href, language=label.language, iri=value, title=short(value))
        prefixed = short(value)
        text = prefixed if prefixed != value else value.removeprefix(site.base)
        return Cell(text, href, external, iri=value)
    if kind == "literal" and value.startswith(f"{site.base}source/") and evidence_of(value):
        # Lines, which a query tells as text.
        return Cell(value.removeprefix(site.base), site.addresses.page(value))
    language = term.get("xml:lang", "")
    is_number = str(term.get("datatype", "")).endswith(("#integer", "#decimal", "#double"))
    return Cell(value, language=str(language), is_number=is_number)


def _behind(site: Site, look: Lookups, columns: Sequence[Column], named: NamedQuery) -> Iterator[Column]:
    """The meetings of what was asked for as evidence, and their series: whose names a query may give without the things."""

    def one_cell(iri: str) -> Cell:
        return Cell(look.label(NamedNode(iri)).value, site.addresses.page(iri), iri=iri) if iri else Cell("")

    for one in columns:
        if one.variable in named.hidden:
            meetings = [_first(look, cell.iri, Icm.meeting) or cell.iri for cell in one.cells]
            series = [_first(look, iri, Icm.series) for iri in meetings]
            yield Column(_BEHIND, "", list(map(one_cell, meetings)))
            yield Column(_BEHIND, "", list(map(one_cell, series)))


def _first(look: Lookups, iri: str, predicate: NamedNode) -> str:
    return next((one.value for one in look.things(NamedNode(iri), predicate)), "") if iri else ""


def _linked(look: Lookups, columns: Sequence[Column], named: NamedQuery) -> list[Column]:
    """The columns, those of names linked to the things that other columns hold, which are left out."""
    things = [one for one in columns if one.holds_things]
    texts = [one for one in columns if not one.holds_things]
    named_by = list(_with_names(look, things, texts))
    leading = {name.variable: _leading_to(thing, name) for thing, name in named_by if name}
    left = [
        thing
        for thing, name in named_by
        if name is None and (thing.variable not in named.hidden or _are_records(look, thing))
    ]
    kept = [*texts, *left]
    shown = [one for one in columns if one.variable != _BEHIND and one in kept]
    return [leading.get(one.variable, one) for one in shown]


def _with_names(
    look: Lookups, things: Sequence[Column], texts: Sequence[Column]
) -> Iterator[tuple[Column, Column | None]]:
    """The columns of things, each with that of their names, where there is one; no column names two."""
    free = list(texts)
    for thing in things:
        name = next((one for one in free if _is_name(look, one, thing)), None)
        if name:
            free.remove(name)
        yield thing, name


def _leading_to(things: Column, texts: Column) -> Column:
    """A column of texts, each of which leads to the thing in its row."""
    cells = [
        replace(text, href=cell.href, external=cell.external, iri=cell.iri)
        for text, cell in zip(texts.cells, things.cells, strict=True)
    ]
    return replace(texts, cells=cells)


def _is_name(look: Lookups, texts: Column, things: Column) -> bool:
    """Whether each text is a label of the thing in its row."""
    pairs = [
        (text, cell) for text, cell in zip(texts.cells, things.cells, strict=True) if cell.iri or text.text
    ]
    return bool(pairs) and all(
        cell.iri
        and (
            text.text == cell.text
            or text.text in {one.value for one in look.texts(NamedNode(cell.iri), Rdfs.label)}
        )
        for text, cell in pairs
    )


def _are_records(look: Lookups, column: Column) -> bool:
    iris = [cell.iri for cell in column.cells if cell.iri]
    return bool(iris) and bool(look.classes(NamedNode(iris[0])) & {Icm.PARTICIPATION, Icm.MEMBERSHIP})


def _apart(look: Lookups, columns: Sequence[Column]) -> list[Column]:
    """Things of one name told apart."""
    found = qualifiers(look, {cell.iri for one in columns for cell in one.cells if cell.iri and cell.href})
    return [
        replace(one, cells=[replace(cell, apart=found.get(cell.iri, "")) for cell in one.cells])
        for one in columns
    ]


def _told(columns: Sequence[Column], words: Words) -> list[Column]:
    """Values that queries write, in the reader's language; records by what leads to their lines."""
    where = words.gettext("Where does it say so?")
    made = []
    for one in columns:
        cells = list(one.cells)
        if one.variable in _TOLD_BY_QUERIES:
            cells = [replace(cell, text=value_name(cell.text, words.code)) for cell in cells]
        if one.variable in {"participation", "membership"}:
            made.append(
                replace(one, name=words.gettext("lines"), cells=[_proof(cell, where) for cell in cells])
            )
        else:
            made.append(replace(one, cells=cells))
    return made


def _proof(cell: Cell, where: str) -> Cell:
    return replace(cell, text="❝", title=where, language="", iri="")
