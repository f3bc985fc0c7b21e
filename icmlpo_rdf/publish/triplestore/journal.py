"""What a server is known to hold, graph by graph: a small file, so that a load that was stopped goes on.

It is kept for a server, not for a dataset: another dataset may have replaced a page's graph since. A server is known by
where it answers queries, which is one place for both protocols. What a file notes under one address is believed under
that one alone, and a graph that is sent under any is forgotten under all: see `places`. Nothing here knows of what is
written to the server by others, or under an address whose notes are in another file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from icmlpo_rdf.errors import OutputError, UsageError
from icmlpo_rdf.publish.triplestore.graph_chunks import Chunk
from icmlpo_rdf.publish.triplestore.server_identity import one_spelling
from icmlpo_rdf.store.editions import SHA256

__all__ = ["Journal", "Planned", "checked_journal", "open_journal"]

# `taken`: what a server has taken, kept between loads. `planned`: the graphs of this load. `seen`: the triples of
# graphs that come in several chunks. `editions`: what each page in a graph was read from. `awaited` and `came` are the digests of all chunks as they were planned and as they
# were sent, `digest` is that of the graph, each triple of which counts once. All tables but the first are temporary files, so that memory does not grow with the data.
_TABLES = """
CREATE TABLE IF NOT EXISTS taken(
    graph TEXT, address TEXT, digest BLOB NOT NULL, triples INTEGER NOT NULL, PRIMARY KEY(graph, address)
) WITHOUT ROWID;
CREATE TEMP TABLE planned(
    graph TEXT PRIMARY KEY, digest BLOB NOT NULL, triples INTEGER NOT NULL, chunks INTEGER NOT NULL,
    blank INTEGER NOT NULL, full INTEGER NOT NULL, left_out INTEGER NOT NULL, awaited BLOB NOT NULL, came BLOB NOT NULL DEFAULT x'',
    wanted INTEGER NOT NULL DEFAULT 1, sent INTEGER NOT NULL DEFAULT 0, failure TEXT
) WITHOUT ROWID;
CREATE TEMP TABLE editions(
    graph TEXT, page TEXT, sha256 TEXT NOT NULL, other TEXT, PRIMARY KEY(graph, page)
) WITHOUT ROWID;
CREATE TEMP TABLE seen(graph TEXT, digest BLOB, PRIMARY KEY(graph, digest)) WITHOUT ROWID;
"""


_EDITION = f"<{SHA256}>"


@dataclass(frozen=True, slots=True)
class Planned:
    """A graph of this load."""

    graph: str
    triples: int
    """Each counted once."""
    left_out: int
    """Triples with too long an IRI for the server."""
    failure: str | None
    """Why it was not sent whole."""


class Journal:
    """The journal of one server, open for one load."""

    def __init__(self, base: sqlite3.Connection, address: str) -> None:
        self._base = base
        self._address = one_spelling(address)

    # The plan ------------------------------------------------------------------------------------

    def plan(self, chunk: Chunk) -> None:
        """Count a chunk in."""
        digest, triples = _sum_and_count(map(_digest, chunk.triples))
        self._base.execute(
            "INSERT INTO planned(graph, digest, awaited, triples, chunks, blank, full, left_out) "
            "VALUES (?1, ?2, ?2, ?3, 1, ?4, ?5, ?6) "
            "ON CONFLICT(graph) DO UPDATE SET chunks = chunks + 1, awaited = plus(awaited, excluded.awaited), "
            "blank = max(blank, excluded.blank), full = max(full, excluded.full), "
            "left_out = left_out + excluded.left_out",
            (chunk.graph, digest, triples, chunk.has_blank_nodes, chunk.is_full, chunk.left_out),
        )
        told = (triple.split(" ", 2) for triple in chunk.triples if _EDITION in triple)
        self._base.executemany(
            "INSERT INTO editions VALUES (?1, ?2, ?3, NULL) ON CONFLICT(graph, page) "
            "DO UPDATE SET other = coalesce(other, nullif(excluded.sha256, sha256))",
            ((chunk.graph, page, value) for page, predicate, value in told if predicate == _EDITION),
        )

    def two_editions(self) -> tuple[str, str, str] | None:
        """A page of which two editions would lie in one graph, and what both were read from, if there is one."""
        query = "SELECT page, sha256, other FROM editions WHERE other IS NOT NULL ORDER BY page LIMIT 1"
        found: tuple[str, str, str] | None = self._base.execute(query).fetchone()
        return found

    def has_several(self) -> bool:
        """True when a graph comes in several chunks."""
        return self._base.execute("SELECT 1 FROM planned WHERE chunks > 1 LIMIT 1").fetchone() is not None

    def is_several(self, graph: str) -> bool:
        """True when this graph does: its triples must be counted over all of them."""
        row = self._base.execute("SELECT chunks FROM planned WHERE graph = ?", (graph,)).fetchone()
        return bool(row and row[0] > 1)

    def cut_blank_nodes(self) -> tuple[str, bool] | None:
        """A graph with blank nodes that comes in several chunks, if there is one; True when a request is too small for it."""
        row = self._base.execute(
            "SELECT graph, full FROM planned WHERE chunks > 1 AND blank ORDER BY graph LIMIT 1"
        ).fetchone()
        return (row[0], bool(row[1])) if row else None

    def count_again(self, chunks: Iterable[Chunk]) -> None:
        """Count each triple of the chunks' graphs once, wherever it comes again."""
        for chunk in chunks:
            rows = ((chunk.graph, _digest(triple)) for triple in chunk.triples)
            self._base.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", rows)
        ordered = self._base.execute("SELECT graph, digest FROM seen ORDER BY graph")
        for graph, triples_of in groupby(ordered, itemgetter(0)):
            digest, triples = _sum_and_count(digest for _, digest in triples_of)
            change = "UPDATE planned SET digest = ?, triples = ? WHERE graph = ?"
            self._base.execute(change, (digest, triples, graph))
        self._base.execute("DELETE FROM seen")

    def totals(self) -> tuple[int, int]:
        """How many graphs and triples this load has."""
        totals = "SELECT count(*), coalesce(sum(triples), 0) FROM planned"
        found: tuple[int, int] = self._base.execute(totals).fetchone()
        return found

    def known(self, after: str, most: int) -> dict[str, int]:
        """Some graphs that the server took before as they are now, those behind a name, with their triples."""
        return dict(
            self._base.execute(
                "SELECT planned.graph, planned.triples FROM planned JOIN taken "
                "ON planned.graph = taken.graph AND planned.digest = taken.digest AND taken.address = ? "
                "WHERE planned.graph > ? ORDER BY planned.graph LIMIT ?",
                (self._address, after, most),
            ).fetchall()
        )

    def skip(self, graphs: Iterable[str]) -> None:
        """These need not be sent."""
        self._base.executemany("UPDATE planned SET wanted = 0 WHERE graph = ?", ((one,) for one in graphs))

    def wanted(self) -> int:
        """How many graphs are to be sent."""
        return int(self._base.execute("SELECT count(*) FROM planned WHERE wanted").fetchone()[0])

    # The load ------------------------------------------------------------------------------------

    def is_wanted(self, graph: str) -> bool:
        """True while a graph is to be sent."""
        row = self._base.execute("SELECT wanted FROM planned WHERE graph = ?", (graph,)).fetchone()
        return bool(row and row[0])

    def is_begun(self, graph: str) -> bool:
        """True when the server has taken a chunk of it in this load: the next one is added to it."""
        row = self._base.execute("SELECT sent FROM planned WHERE graph = ?", (graph,)).fetchone()
        return bool(row and row[0])

    def begin(self, graphs: Iterable[str]) -> None:
        """From here until all is sent nobody knows what the server holds of these, whatever it is called."""
        self._base.executemany("DELETE FROM taken WHERE graph = ?", ((one,) for one in graphs))
        self._base.commit()

    def took(self, chunks: Iterable[Chunk]) -> int:
        """The server has taken these; return how many graphs it now has whole.

        Only what was sent is noted as taken: chunks that are not those of the plan are of a file that has changed since.
        """
        whole = 0
        for chunk in chunks:
            digest, _ = _sum_and_count(map(_digest, chunk.triples))
            self._base.execute(
                "UPDATE planned SET sent = sent + 1, came = plus(came, ?) WHERE graph = ?",
                (digest, chunk.graph),
            )
            row = self._base.execute(
                "SELECT came = awaited FROM planned WHERE graph = ? AND sent = chunks AND failure IS NULL",
                (chunk.graph,),
            ).fetchone()
            whole += row is not None
            if row and row[0]:
                self._base.execute(
                    "INSERT OR REPLACE INTO taken SELECT graph, ?, digest, triples FROM planned WHERE graph = ?",
                    (self._address, chunk.graph),
                )
        self._base.commit()
        return whole

    def cut(self, graph: str) -> None:
        """A chunk of this graph goes in two."""
        self._base.execute("UPDATE planned SET chunks = chunks + 1 WHERE graph = ?", (graph,))

    def failed(self, graph: str, reason: str) -> None:
        """The server refuses a graph: nothing more of it is sent."""
        self._base.execute(
            "UPDATE planned SET failure = coalesce(failure, ?), wanted = 0 WHERE graph = ?", (reason, graph)
        )

    def planned(self, after: str, most: int) -> list[Planned]:
        """Some graphs of this load, those behind a name."""
        rows = self._base.execute(
            "SELECT graph, triples, left_out, failure FROM planned WHERE graph > ? ORDER BY graph LIMIT ?",
            (after, most),
        )
        return [Planned(*row) for row in rows.fetchall()]

    def forget(self, graphs: Iterable[str]) -> None:
        """The server does not hold these as they were sent: the next load sends them again."""
        self.begin(graphs)


def _digest(triple: str) -> bytes:
    return blake2b(triple.encode(), digest_size=16).digest()


def _sum_and_count(digests: Iterable[bytes]) -> tuple[bytes, int]:
    """The digest of triples in any order, and their number: that of a graph is the same however it is cut."""
    total, number = 0, 0
    for digest in digests:
        total += int.from_bytes(digest, "big")
        number += 1
    return (total % (1 << 128)).to_bytes(16, "big"), number


def _sum(*digests: bytes) -> bytes:
    return _sum_and_count(digests)[0]


def checked_journal(path: Path) -> Path:
    """Return a place where a journal may be. Its folder is not made: one that is not there is a slip of the pen.

    Raises:
        UsageError: it is a folder, or there is none for it.
    """
    if path.is_dir():
        raise UsageError("it is a folder", mend="give a file with --resume FILE", origin=str(path))
    if not path.parent.is_dir():
        raise UsageError(
            f"there is no folder {path.parent} to keep it in",
            mend="make the folder, or give --resume FILE in one that is there",
            origin=str(path),
        )
    return path


@contextmanager
def open_journal(path: Path, address: str) -> Iterator[Journal]:
    """Open a server's journal, new if there is none; nobody else can have it open.

    Args:
        path: the file.
        address: where the server answers queries.

    Raises:
        OutputError: it cannot be written, now or while it is open.
        UsageError: it is no journal, or has no place, or another load has it open.
    """
    checked_journal(path)
    try:
        base = sqlite3.connect(path, timeout=1)
    except sqlite3.Error as error:
        raise OutputError(
            f"cannot be written ({error})",
            mend="keep the journal elsewhere with --resume FILE",
            origin=str(path),
        ) from error
    try:
        base.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA temp_store = FILE")
        base.create_function("plus", 2, _sum, deterministic=True)
        base.executescript(_TABLES)
        base.execute("BEGIN IMMEDIATE")
        base.commit()
        # Also what fails later, when the load has it: a disk may fill at any time.
        yield Journal(base, address)
    except sqlite3.DatabaseError as error:
        raise _unusable(error, path) from error
    finally:
        base.close()


def _unusable(error: sqlite3.DatabaseError, path: Path) -> OutputError | UsageError:
    if "locked" in str(error):
        return UsageError(
            "another load to this server is under way",
            mend="wait for it, or give --resume FILE",
            origin=str(path),
        )
    if isinstance(error, sqlite3.OperationalError):
        return OutputError(
            f"the journal or its temporary files cannot be written ({error})",
            mend="free some space; --resume FILE keeps the journal elsewhere, SQLITE_TMPDIR the temporary files",
            origin=str(path),
        )
    return UsageError(
        f"it is no journal of a load ({error})", mend="remove it, or give --resume FILE", origin=str(path)
    )
