"""A load from its data to the comparison at its end: planned, sent, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from icmlpo_rdf.errors import DataError, ServerError, counted
from icmlpo_rdf.publish.triplestore.counting import count_graphs
from icmlpo_rdf.publish.triplestore.endpoints import Server
from icmlpo_rdf.publish.triplestore.graph_chunks import (
    MOST_MEMORY,
    Chunk,
    ChunkRules,
    FileVersions,
    read_chunks,
)
from icmlpo_rdf.publish.triplestore.journal import Journal, Planned, open_journal
from icmlpo_rdf.publish.triplestore.protocols import Part, Sender, sender_for
from icmlpo_rdf.publish.triplestore.store_client import Client, RefusalError
from icmlpo_rdf.store.editions import SHA256, two_editions
from icmlpo_rdf.store.rdf_files import expand

__all__ = ["LoadOptions", "LoadSummary", "Stage", "load_into"]

_COUNTED_AT_ONCE = 50
_REFUSED_AT_MOST = 20
"""So many graphs one after another: it is not the graphs."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load."""

    journal: Path
    """Where it is kept what the server has taken."""
    graph: str | None = None
    """The graph of triples that name none."""
    most_bytes: int = 1_000_000
    """Of a request; one triple that is longer goes alone."""
    again: bool = False
    """Send what the server has already, too."""
    most_memory: int = MOST_MEMORY
    """About how many bytes of the data are kept at once, so that a graph which lies in several places goes as one."""
    base_iri: str | None = None
    """What relative IRIs in the data are resolved against; None: each file's own address."""


class Stage(Enum):
    """What a load is doing."""

    READING = "reading"
    SENDING = "sending"
    COUNTING = "counting"
    DONE = "done"


@dataclass(slots=True)
class LoadSummary:
    """What a load has done; counted up while it runs."""

    stage: Stage = Stage.READING
    graphs: int = 0
    """In the data."""
    triples: int = 0
    """In the data, each counted once in a graph."""
    unchanged: int = 0
    """Graphs that were not sent, because the server has them."""
    to_send: int = 0
    """Graphs."""
    sent: int = 0
    """Graphs."""
    triples_sent: int = 0
    bytes_sent: int = 0
    requests: int = 0
    counted: int = 0
    """Graphs whose triples on the server were counted."""
    triples_held: int = 0
    """On the server, in the graphs of the data."""
    differences: int = 0
    error: str = ""
    """What stopped the load before its end."""
    messages: list[str] = field(default_factory=list)
    """New differences and errors, a line each; whoever tells them takes them out."""

    @property
    def is_whole(self) -> bool:
        """True when the server holds what the data say."""
        return self.stage is Stage.DONE and not self.differences and not self.error


def load_into(
    paths: Sequence[str], client: Client, server: Server, options: LoadOptions
) -> Iterator[LoadSummary]:
    """Load data into a server, yielding after each step what has been done so far: the same object every time.

    Everything is read before anything is sent. A graph replaces the one that the server has under its name. A load that
    was stopped goes on when it is called again.

    Raises:
        DataError: the data cannot be read, hold two editions of a page for one graph, or cannot be cut into requests; nothing was sent. What cannot be read again, or has
            changed since, is the summary's `error` once something may have been sent.
        UsageError: triples name no graph, or another load has the journal.
        ServerError: the server cannot be reached before anything is sent. Later that is the summary's `error`.
        OutputError: the journal cannot be written.
    """
    rules = ChunkRules(
        options.graph, options.most_bytes, server.longest_iri, options.most_memory, options.base_iri
    )
    with open_journal(options.journal, server.addresses.query or "") as journal:
        load = _Load(paths, client, server, rules, journal)
        yield from load.read()
        yield from load.choose(again=options.again)
        try:
            yield from load.send()
            yield from load.compare()
        except (ServerError, DataError) as error:
            load.summary.error = str(error)
            yield load.summary


class _Load:
    """One load under way."""

    def __init__(
        self, paths: Sequence[str], client: Client, server: Server, rules: ChunkRules, journal: Journal
    ) -> None:
        self.summary = LoadSummary()
        self._paths = paths
        # Once: a file that comes into a folder later is not in the plan.
        self._files = [file for path in paths for file in expand(path)]
        self._client = client
        self._query_url = server.addresses.query or ""
        self._sender: Sender = sender_for(client, server)
        self._rules = rules
        self._most_bytes = rules.most_bytes
        self._journal = journal
        self._refused = 0
        self._versions = FileVersions()

    def read(self) -> Iterator[LoadSummary]:
        """Plan all that the data hold."""
        for number, chunk in enumerate(self._chunks()):
            self._journal.plan(chunk)
            self.summary.triples += len(chunk.triples)
            if number % 100 == 0:
                yield self.summary
        if cut := self._journal.cut_blank_nodes():
            raise self._cut(*cut)
        if mixed := self._journal.two_editions():
            page, *editions = mixed
            raise two_editions(page.strip("<>"), {sha: self._file_with(page, sha) for sha in editions})
        if self._journal.has_several():
            chunks = self._chunks()
            self._journal.count_again(chunk for chunk in chunks if self._journal.is_several(chunk.graph))
        self.summary.graphs, self.summary.triples = self._journal.totals()

    def _cut(self, graph: str, is_too_large: bool) -> DataError:
        """A blank node of one request is none of the next: RDF 1.1 Concepts, section 3.4."""
        if is_too_large:
            why = "does not fit into one request"
            mend = "allow larger ones with --request-bytes"
        else:
            why = "does not lie in one place: it is in several files, or far apart in one"
            mend = "put its triples into one file, one after another"
        return DataError(f"the graph <{graph}> has blank nodes and {why}", mend=mend, origin=self._paths[0])

    def _file_with(self, page: str, sha256: str) -> str:
        """The first file that says that a page was read from these bytes."""
        line = f"{page} <{SHA256}> {sha256}"
        held = (
            file
            for file in self._files
            for chunk in read_chunks([file], self._rules, self._versions)
            if line in chunk.triples
        )
        return next(held, self._paths[0])

    def _chunks(self) -> Iterator[Chunk]:
        return read_chunks(self._files, self._rules, self._versions)

    def choose(self, *, again: bool) -> Iterator[LoadSummary]:
        """Leave what the server has taken before, if it still holds as many triples of it."""
        if not again:
            after = ""
            while known := self._journal.known(after, _COUNTED_AT_ONCE):
                after = max(known)
                held = count_graphs(self._client, self._query_url, known)
                same = [graph for graph, triples in held.items() if triples == known[graph]]
                self._journal.skip(same)
                self.summary.unchanged += len(same)
                yield self.summary
        self.summary.to_send = self._journal.wanted()
        self.summary.stage = Stage.SENDING
        yield self.summary

    def send(self) -> Iterator[LoadSummary]:
        """Send what is wanted, several chunks a request where the protocol allows it."""
        batch: list[Chunk] = []
        size = 0
        if not self.summary.to_send:
            return
        for chunk in self._chunks():
            if not self._journal.is_wanted(chunk.graph):
                continue
            alone = chunk.has_blank_nodes or not self._sender.takes_several
            if batch and (alone or size + chunk.size > self._most_bytes):
                yield from self._send(batch)
                batch, size = [], 0
            batch.append(chunk)
            size += chunk.size
            if alone:
                yield from self._send(batch)
                batch, size = [], 0
        if batch:
            yield from self._send(batch)

    def _send(self, chunks: Sequence[Chunk]) -> Iterator[LoadSummary]:
        """Send chunks; where the server refuses them together, in smaller parts."""
        parts: list[Part] = []
        graphs: list[str] = []
        for chunk in chunks:
            if self._journal.is_wanted(chunk.graph):
                is_first = chunk.graph not in graphs and not self._journal.is_begun(chunk.graph)
                parts.append(Part(chunk, is_first))
                graphs.append(chunk.graph)
        if not parts:
            return
        self._journal.begin(graphs)
        try:
            self._sender.send(parts)
        except RefusalError as error:
            if not error.is_about_data:
                raise
            yield from self._send_in_parts(parts, error)
            return
        self._refused = 0
        self.summary.requests += 1
        self.summary.sent += self._journal.took(part.chunk for part in parts)
        self.summary.triples_sent += sum(len(part.chunk.triples) for part in parts)
        self.summary.bytes_sent += sum(part.chunk.size for part in parts)
        yield self.summary

    def _send_in_parts(self, parts: Sequence[Part], error: RefusalError) -> Iterator[LoadSummary]:
        chunks = [part.chunk for part in parts]
        if error.is_about_size:
            self._most_bytes = max(sum(chunk.size for chunk in chunks) // 2, 1)
        if len(chunks) > 1:
            half = len(chunks) // 2
            yield from self._send(chunks[:half])
            yield from self._send(chunks[half:])
            return
        (chunk,) = chunks
        if error.is_about_size and len(chunk.triples) > 1 and not chunk.has_blank_nodes:
            self._journal.cut(chunk.graph)
            for part_of_it in chunk.halves():
                yield from self._send([part_of_it])
            return
        self._journal.failed(chunk.graph, error.what)
        self._refused += 1
        if self._refused == _REFUSED_AT_MOST:
            raise error
        yield self.summary

    def compare(self) -> Iterator[LoadSummary]:
        """Count what the server holds and tell every difference."""
        self.summary.stage = Stage.COUNTING
        yield self.summary
        after = ""
        while planned := self._journal.planned(after, _COUNTED_AT_ONCE):
            after = planned[-1].graph
            held = count_graphs(self._client, self._query_url, [one.graph for one in planned])
            wrong = [one for one in planned if one.failure or held[one.graph] != one.triples]
            for one in planned:
                lines = [*_differences(one, held[one.graph])]
                self.summary.differences += bool(lines)
                self.summary.messages += lines
            self._journal.forget(one.graph for one in wrong)
            self.summary.triples_held += sum(held.values())
            self.summary.counted += len(planned)
            yield self.summary
        self.summary.stage = Stage.DONE
        yield self.summary


def _differences(one: Planned, held: int) -> Iterator[str]:
    """What is not as it should be with a graph, a line each."""
    if one.failure:
        yield f"<{one.graph}>: {one.failure}; the server holds {held:,} of {counted(one.triples, 'triple')}"
    elif held != one.triples:
        yield f"<{one.graph}>: {counted(one.triples, 'triple')} in the data, {held:,} on the server"
    if one.left_out:
        yield f"<{one.graph}>: {counted(one.left_out, 'triple')} not sent, the server would cut their long IRIs"
