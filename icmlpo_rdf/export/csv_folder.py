"""Tables as a folder of CSV files with a `datapackage.json` that describes them (https://datapackage.org, Table Schema)."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from icmlpo_rdf.export.tables import KEYS, TABLES, Column, FilledTables, Table

__all__ = ["write_csv"]

_TYPES = {"string": "string", "integer": "integer", "number": "number", "iri": "string"}


def write_csv(tables: FilledTables, folder: Path, *, has_bom: bool = False) -> None:
    """Write a file a table, UTF-8, lines as RFC 4180 ends them, and their description.

    Args:
        tables: each with its rows.
        folder: is there already.
        has_bom: whether files begin with a byte order mark, without which Excel takes them for another encoding.
    """
    for table, rows in tables:
        encoding = "utf-8-sig" if has_bom else "utf-8"
        with (folder / f"{table.name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow(one.name for one in table.columns)
            writer.writerows(rows)
    text = json.dumps(_package(), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")


def _package() -> Mapping[str, object]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "icmlpo-rdf",
        "title": "Who took part in what, from Wikipedia pages",
        "licenses": [
            {
                "name": "CC-BY-SA-4.0",
                "path": "https://creativecommons.org/licenses/by-sa/4.0/",
                "title": "What is quoted is under the licence of its page: see sources.csv",
            }
        ],
        "resources": [_resource(one) for one in TABLES],
    }


def _resource(table: Table) -> Mapping[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(one, table) for one in table.columns],
        "primaryKey": list(table.key),
    }
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": list(KEYS[other])}}
            for column, other in table.refers
        ]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column, table: Table) -> Mapping[str, object]:
    said = {"required": True} if column.name in table.key else {}
    if table.key == (column.name,):
        said["unique"] = True
    constraints = {"constraints": said} if said else {}
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
        **constraints,
    }
