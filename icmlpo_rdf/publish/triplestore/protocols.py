"""Graphs as requests, in either protocol. The first chunk of a graph replaces what was there; others add to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol as Interface
from urllib.parse import quote

from icmlpo_rdf.publish.triplestore.endpoints import Protocol, Server
from icmlpo_rdf.publish.triplestore.graph_chunks import Chunk
from icmlpo_rdf.publish.triplestore.store_client import Client

__all__ = ["Part", "Sender", "sender_for"]


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk on its way."""

    chunk: Chunk
    replaces: bool
    """True for the first chunk of a graph."""


class Sender(Interface):
    """Sends parts; may be repeated with the same effect."""

    @property
    def takes_several(self) -> bool:
        """True when parts of several graphs may go in one request."""
        ...

    def send(self, parts: Sequence[Part]) -> None:
        """Send parts, all or none of which take effect.

        Raises:
            RefusalError: the server does not take them.
            ServerError: it cannot be reached.
        """


def sender_for(client: Client, server: Server) -> Sender:
    """Return what sends to a server by the protocol that was chosen."""
    if server.protocol is Protocol.GSP and server.addresses.store:
        return _GraphStore(client, server.addresses.store)
    return _Updates(client, server.addresses.update or "")


@dataclass(frozen=True, slots=True)
class _GraphStore:
    """SPARQL 1.1 Graph Store HTTP Protocol: a graph at a time, `PUT` replaces (5.3), `POST` adds (5.5)."""

    client: Client
    url: str

    @property
    def takes_several(self) -> bool:
        return False

    def send(self, parts: Sequence[Part]) -> None:
        for part in parts:
            # All of it is percent-encoded: section 4.2.
            url = f"{self.url}?graph={quote(part.chunk.graph, safe='')}"
            body = "".join(f"{triple} .\n" for triple in part.chunk.triples).encode()
            # N-Triples is Turtle; every store reads Turtle, section 3 of the protocol's own examples.
            reply = self.client.send(
                "PUT" if part.replaces else "POST", url, body, content_type="text/turtle; charset=utf-8"
            )
            if not 200 <= reply.status < 300:
                raise self.client.refusal(reply, url)


@dataclass(frozen=True, slots=True)
class _Updates:
    """SPARQL 1.1 Update: many graphs at a time, `DROP` and `INSERT DATA` in one request."""

    client: Client
    url: str

    @property
    def takes_several(self) -> bool:
        return True

    def send(self, parts: Sequence[Part]) -> None:
        text: list[str] = []
        # DROP says nothing of a graph that is not there, with SILENT: section 3.2.2.
        text += [f"DROP SILENT GRAPH <{part.chunk.graph}> ;\n" for part in parts if part.replaces]
        text.append("INSERT DATA {\n")
        for part in parts:
            text.append(f"GRAPH <{part.chunk.graph}> {{\n")
            text += [f"{triple} .\n" for triple in part.chunk.triples]
            text.append("}\n")
        text.append("}\n")
        reply = self.client.send(
            "POST", self.url, "".join(text).encode(), content_type="application/sparql-update"
        )
        if not 200 <= reply.status < 300:
            raise self.client.refusal(reply, self.url)
