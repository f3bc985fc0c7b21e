"""SQL dumps of a wiki's tables, made for tests from a few rows, in the form of `mysqldump`."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import ROOT

DATA = ROOT / "tests" / "link" / "data"
COLUMNS = {
    "page": "page_id page_namespace page_title page_is_redirect",
    "redirect": "rd_from rd_namespace rd_title rd_interwiki rd_fragment",
    "page_props": "pp_page pp_propname pp_value",
    "wb_items_per_site": "ips_row_id ips_item_id ips_site_id ips_site_page",
}
Value = int | str | None


def dump_text(table: str, rows: Iterable[tuple[Value, ...]], *, columns: str = "") -> str:
    """Return a dump of a table, its columns in any order."""
    names = (columns or COLUMNS[table]).split()
    made = ",\n".join(f"  `{name}` varbinary(255) DEFAULT NULL" for name in names)
    written = ",".join(f"({','.join(map(_value, row))})" for row in rows)
    insert = f"INSERT INTO `{table}` VALUES {written};\n" if written else ""  # noqa: S608 - a file, asked by nobody
    return (
        f"-- MariaDB dump 10.19\n--\n-- Host: localhost    Database: zhwiki\n"
        f"CREATE TABLE `{table}` (\n{made},\n  PRIMARY KEY (`{names[0]}`)\n) ENGINE=InnoDB;\n"
        f"{insert}-- Dump completed on 2026-11-02  9:33:37\n"
    )


def _value(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"


def write_wiki(
    folder: Path,
    pages: Iterable[tuple[Value, ...]],
    redirects: Iterable[tuple[Value, ...]] = (),
    props: Iterable[tuple[Value, ...]] = (),
    *,
    prefix: str = "zhwiki-20261101",
) -> Path:
    """Write the tables of a wiki into a folder, gzipped."""
    folder.mkdir(exist_ok=True)
    for table, rows in (("page", pages), ("redirect", redirects), ("page_props", props)):
        data = dump_text(table, rows).encode()
        (folder / f"{prefix}-{table}.sql.gz").write_bytes(gzip.compress(data))
    return folder
