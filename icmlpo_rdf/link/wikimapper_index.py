"""An index of wikimapper (https://pypi.org/project/wikimapper/): a wiki's titles and their items, as SQLite.

It follows every redirect, also one to a section or from a title that has an item of its own, and tells no
disambiguation page from others. So it is of the second class: asked only where nobody else knows of a title.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.link.dump_files import database_of, wiki_of_database
from icmlpo_rdf.link.identification import ItemFacts, WikiTitle, Witness
from icmlpo_rdf.link.page_tables import witness_of

__all__ = ["SQLITE", "WikimapperIndex"]

SQLITE = b"SQLite format 3\0"
_CAUTION = "An index of wikimapper: it follows redirects that lead elsewhere, and tells no disambiguation page from others."
_MEND = "make it with: wikimapper create zhwiki-YYYYMMDD --dumpdir FOLDER"


class WikimapperIndex:
    """An index, open for reading."""

    is_second_class = True
    tells_kinds = False

    def __init__(self, path: str) -> None:
        self._path = path
        self.wiki = wiki_of_database(database_of(path.rpartition("/")[2]))
        if not self.wiki:
            raise DataError(
                "its name does not tell of which wiki the index is",
                mend="call it as wikimapper does, index_zhwiki-YYYYMMDD.db",
                origin=path,
            )

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of those titles that have one."""
        found: dict[WikiTitle, str] = {}
        try:
            address = f"file:{quote(str(Path(self._path).resolve()))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                if connection.execute("SELECT wikidata_id FROM mapping LIMIT 1").fetchone() is None:
                    raise DataError("the index is empty", mend=_MEND, origin=self._path)
                for one in titles:
                    asked = "SELECT wikidata_id FROM mapping WHERE wikipedia_title = ?"
                    row = (
                        connection.execute(asked, (one.title,)).fetchone() if one.wiki == self.wiki else None
                    )
                    if row is not None and row[0]:
                        found[one] = str(row[0])
        except sqlite3.Error as error:
            raise DataError(f"no index of wikimapper ({error})", mend=_MEND, origin=self._path) from error
        return found

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:  # noqa: ARG002 - as all sources
        """Nothing: the index has one wiki's titles only."""
        return {}

    def witnesses(self) -> tuple[Witness, ...]:
        """The file."""
        return (replace(witness_of(self._path), caution=_CAUTION),)
