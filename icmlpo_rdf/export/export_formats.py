"""The formats that data are exported in, by name and by what a file's name ends in."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Self

from icmlpo_rdf.errors import UsageError

__all__ = ["ExportFormat"]


class ExportFormat(Enum):
    """A format: its name, and the endings of its files."""

    CSV = ("csv",)
    PARQUET = ("parquet", ".parquet")
    XLSX = ("xlsx", ".xlsx")
    SQLITE = ("sqlite", ".sqlite", ".sqlite3", ".db")
    GRAPHML = ("graphml", ".graphml")
    GEXF = ("gexf", ".gexf")
    QUICKSTATEMENTS = ("quickstatements", ".qs")
    MISMATCHES = ("mismatches", ".mismatches.csv")

    slug: str
    endings: tuple[str, ...]

    def __new__(cls, slug: str, *endings: str) -> Self:
        """Keep the endings beside the name."""
        one = object.__new__(cls)
        one._value_ = one.slug = slug
        one.endings = endings
        return one

    @property
    def is_folder(self) -> bool:
        """Whether it is several files, a table each."""
        return self in {ExportFormat.CSV, ExportFormat.PARQUET}

    @property
    def is_network(self) -> bool:
        """Whether it is a network and no tables."""
        return self in {ExportFormat.GRAPHML, ExportFormat.GEXF}

    @property
    def is_for_wikidata(self) -> bool:
        """Whether it is what Wikidata's editors use."""
        return self in {ExportFormat.QUICKSTATEMENTS, ExportFormat.MISMATCHES}

    @classmethod
    def named(cls, name: str) -> ExportFormat:
        """Return the format of a name.

        Raises:
            UsageError: there is none.
        """
        for one in cls:
            if one.slug == name.lower():
                return one
        raise UsageError(f"unknown format {name!r}", mend=f"formats are {_listed()}", origin="--format")

    @classmethod
    def of_file(cls, path: str) -> ExportFormat:
        """Return the format that a name ends in; a folder's, with a slash at its end or there already, is CSV.

        Raises:
            UsageError: it ends in none.
        """
        bare = path.rstrip("/").lower()
        for one in cls:
            if one.endings and bare.endswith(one.endings):
                return one
        if path.endswith("/") or Path(path).is_dir():
            return cls.CSV
        if bare.endswith(".csv"):
            raise UsageError(
                "as CSV each table is a file of its own", mend=f"name a folder: {path[:-4]}/", origin=path
            )
        raise UsageError(
            "its ending tells no format", mend=f"name one with -f; formats are {_listed()}", origin=path
        )


def _listed() -> str:
    return ", ".join(f"{one.slug} ({', '.join(one.endings) or 'a folder, FOLDER/'})" for one in ExportFormat)
