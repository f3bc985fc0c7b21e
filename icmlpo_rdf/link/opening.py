"""Paths that a user gives as sources → what knows of items. What a file is, its first bytes say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.link.dump_files import database_of, day_of, file_head, wiki_of_database
from icmlpo_rdf.link.endpoint import SparqlEndpoint
from icmlpo_rdf.link.identification import ItemSource
from icmlpo_rdf.link.own_items import EnterpriseArticles, SavedPage
from icmlpo_rdf.link.page_tables import PageTables
from icmlpo_rdf.link.site_links import SiteItems, SiteLinks
from icmlpo_rdf.link.sql_tables import SqlTable, head_of_dump
from icmlpo_rdf.link.wikimapper_index import SQLITE, WikimapperIndex
from icmlpo_rdf.source.forms import is_tar
from icmlpo_rdf.store.streams import SYNTAXES, suffix_of

__all__ = ["Sources", "open_sources"]

_OF_A_WIKI = ("page", "redirect", "page_props", "langlinks")
_OF_FILES = (".gz", ".sql", ".db", ".ndjson", *SYNTAXES)
"""How the address of a file ends, and none of a service."""
_SITE_ITEMS = "wb_items_per_site"
_HTML = lazy_pattern(rb"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_SAVED = lazy_pattern(rb'"wg(?:PageName|WikibaseItemId)"')
_KINDS = "tables of a wiki's SQL dumps, wb_items_per_site, sitelinks as RDF, a wikimapper index, Enterprise's articles or saved pages"


@dataclass(frozen=True, slots=True)
class Sources:
    """All that knows of items."""

    tables: tuple[PageTables, ...]
    """Of wikis, which know redirects, too."""
    exact: tuple[ItemSource, ...]
    """What knows items by exact titles."""
    wikis: frozenset[str]
    """Whose titles alone they know; empty where one of them may know any."""

    @property
    def tell_kinds(self) -> bool:
        """Whether one of them, as far as it was read, tells the items of disambiguation pages from others."""
        return any(one.tells_kinds for one in (*self.tables, *self.exact))


@dataclass(slots=True)
class _Found:
    tables: dict[tuple[str, str, str], dict[str, SqlTable]]
    exact: list[ItemSource]
    wikis: set[str]
    others: list[str]
    """Tables of other projects' wikis."""
    knows_any: bool = False


def open_sources(given: Iterable[str]) -> Sources:
    """Return what files, folders and addresses of services know of items.

    Args:
        given: as the user wrote them. Of a folder those files are taken that are known; a file that is named must be.

    Raises:
        DataError: a file is missing, cannot be read, or is nothing that knows of items.
        UsageError: a wiki's tables are not together.
    """
    found = _Found({}, [], set(), [])
    for one in given:
        if one.startswith(("http://", "https://")):
            if one.endswith(_OF_FILES):
                raise UsageError("files are not fetched", mend="download it, and give the file", origin=one)
            found.exact.append(SparqlEndpoint(one))
            found.knows_any = True
            continue
        path = Path(one)
        if not path.is_dir():
            _add(str(path), found, is_named=True)
            continue
        before = len(found.exact) + sum(map(len, found.tables.values()))
        for file in sorted(file for file in path.iterdir() if file.is_file()):
            _add(str(file), found, is_named=False)
        if before == len(found.exact) + sum(map(len, found.tables.values())):
            raise DataError("the folder holds nothing that knows of items", mend=f"give {_KINDS}", origin=one)
    tables = tuple(_together(*one) for one in sorted(found.tables.items(), key=_wiki_and_day))
    wikis = found.wikis | {one.wiki for one in tables}
    return Sources(tables, tuple(found.exact), frozenset() if found.knows_any else frozenset(wikis))


def _add(path: str, found: _Found, *, is_named: bool) -> None:
    head = file_head(path)
    if dump := head_of_dump(head):
        _add_table(path, dump.table, dump.database, found)
    elif head.startswith(SQLITE):
        index = WikimapperIndex(path)
        found.exact.append(index)
        found.wikis.add(index.wiki)
    elif _HTML.match(head) and _SAVED.search(file_head(path, 1 << 18)):
        found.exact.append(SavedPage(path))
        found.knows_any = True
    elif is_tar(head) or (head.lstrip().startswith(b"{") and b'"is_part_of"' in head):
        found.exact.append(EnterpriseArticles(path))
        found.knows_any = True
    elif suffix_of(path) in SYNTAXES and not _HTML.match(head):
        found.exact.append(SiteLinks(path))
        found.knows_any = True
    elif is_named or _looks_like_dump(path):
        raise _unknown(path, head)


def _looks_like_dump(path: str) -> bool:
    """Whether a file in a folder is called as one that should have been understood."""
    return suffix_of(path) == ".sql"


def _add_table(path: str, table: str, database: str, found: _Found) -> None:
    if table == _SITE_ITEMS:
        found.exact.append(SiteItems(SqlTable(path, table)))
        found.knows_any = True
    elif table in _OF_A_WIKI:
        file = Path(path)
        wiki = wiki_of_database(database_of(file.name) or database)
        if not wiki:
            found.others.append(path)
            return
        tables = found.tables.setdefault((wiki, day_of(file.name), str(file.parent)), {})
        if table in tables:
            raise UsageError(
                f"the table {table} of {wiki}wiki stands in {Path(tables[table].path).name} already",
                mend="leave one of them out",
                origin=path,
            )
        tables[table] = SqlTable(path, table)


def _wiki_and_day(tables: tuple[tuple[str, str, str], object]) -> tuple[str, str]:
    """What tables are put in order by; those of one day stay as they were given, wherever their folders are."""
    (wiki, day, _), _ = tables
    return wiki, day


def _together(of: tuple[str, str, str], tables: dict[str, SqlTable]) -> PageTables:
    wiki, _, folder = of
    if "page" not in tables:
        there = " and ".join(sorted(tables))
        raise UsageError(
            f"of {wiki}wiki there is {there}, but not the table page, which tells titles",
            mend="give the page table of the same day beside it",
            origin=folder,
        )
    return PageTables(wiki, tables["page"], tables)


def _unknown(path: str, head: bytes) -> DataError:
    if _HTML.match(head):
        what = "it is HTML, perhaps a server's message in place of the file"
    elif not head.strip():
        what = "it is empty"
    else:
        what = "it is nothing that knows of items"
    return DataError(what, mend=f"give {_KINDS}", origin=path)
