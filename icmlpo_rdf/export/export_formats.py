"""The formats that data are exported in, by name and by what a file's name ends in."""

from __future__ import annotations

from enum import Enum
from typing import Self

from icmlpo_rdf.errors import UsageError

__all__ = ["ExportFormat"]


class ExportFormat(Enum):
    """A format: its name, and the ending of its files."""

    QUICKSTATEMENTS = ("quickstatements", ".qs")
    MISMATCHES = ("mismatches", ".mismatches.csv")

    slug: str
    ending: str

    def __new__(cls, slug: str, ending: str) -> Self:
        """Keep the ending beside the name."""
        one = object.__new__(cls)
        one._value_ = one.slug = slug
        one.ending = ending
        return one

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
        """Return the format that a file's name ends in.

        Raises:
            UsageError: it ends in none.
        """
        for one in cls:
            if path.lower().endswith(one.ending):
                return one
        raise UsageError(
            "its ending tells no format", mend=f"name one with -f; formats are {_listed()}", origin=path
        )


def _listed() -> str:
    return ", ".join(f"{one.slug} ({one.ending})" for one in ExportFormat)
