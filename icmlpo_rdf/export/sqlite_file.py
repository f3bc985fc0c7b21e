"""Tables as one SQLite file, with keys, indices and views: it opens in Datasette, R and everything else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.export.tables import KEYS, FilledTables, Table

__all__ = ["write_sqlite"]

_VIEWS = (
    """CREATE VIEW who_met_whom AS
SELECT one.participant, other.participant AS other, COUNT(DISTINCT one.meeting_iri) AS meetings,
       one.participant_iri, other.participant_iri AS other_iri
FROM attendance AS one JOIN attendance AS other
  ON one.meeting_iri = other.meeting_iri AND one.participant_iri < other.participant_iri
GROUP BY one.participant_iri, other.participant_iri ORDER BY meetings DESC, one.participant, other.participant""",
    """CREATE VIEW countries AS
SELECT country, COUNT(DISTINCT participant_iri) AS participants, COUNT(DISTINCT meeting_iri) AS meetings
FROM attendance WHERE country IS NOT NULL GROUP BY country ORDER BY participants DESC, country""",
    """CREATE VIEW series AS
SELECT series, COUNT(*) AS meetings, MIN(year) AS first_year, MAX(year) AS last_year, SUM(participants) AS attendances
FROM meetings WHERE series IS NOT NULL GROUP BY series_iri ORDER BY meetings DESC, series""",
)
_INDEXED = ("year", "country", "role", "name_as_printed", "series", "participant", "member", "body_iri")


def write_sqlite(tables: FilledTables, path: Path) -> None:
    """Write a database that is not there yet.

    Raises:
        DataError: two rows of a table have one key.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table, rows in tables:
            database.execute(_table(table))
            places = ", ".join("?" for _ in table.columns)
            try:
                database.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608 - our own names
            except sqlite3.IntegrityError as error:
                raise DataError(
                    f"two rows of {table.name} have one key", mend="convert the pages again", origin=str(path)
                ) from error
            for name in _indices(table):
                database.execute(f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})")
        for view in _VIEWS:
            database.execute(view)
        database.execute("COMMIT")


def _table(table: Table) -> str:
    columns = [
        f"{one.name} {'INTEGER' if one.kind == 'integer' else 'TEXT'}{' NOT NULL' if one.name in table.key else ''}"
        for one in table.columns
    ]
    columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    columns += [
        f"FOREIGN KEY ({column}) REFERENCES {other} ({', '.join(KEYS[other])})"
        for column, other in table.refers
    ]
    return f"CREATE TABLE {table.name} ({', '.join(columns)}) WITHOUT ROWID"


def _indices(table: Table) -> list[str]:
    refers = [column for column, _ in table.refers]
    return [one.name for one in table.columns if one.name in refers or one.name in _INDEXED]
