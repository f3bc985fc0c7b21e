"""Where a server takes data and answers questions: addresses given, or found by asking it.

Three addresses matter: of queries, of updates (SPARQL 1.1 Protocol) and of graphs (SPARQL 1.1 Graph Store HTTP Protocol).
Servers put them in different places, of which the known ones are tried; each is asked whether it is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit, urlunsplit

from icmlpo_rdf.errors import ServerError, UsageError, counted
from icmlpo_rdf.publish.triplestore.store_client import Client, RefusalError
from icmlpo_rdf.web import Reply

__all__ = ["Addresses", "Protocol", "Server", "checked_address", "find_server"]


class Protocol(Enum):
    """How graphs are sent."""

    AUTO = "auto"
    """By what the server offers."""
    GSP = "gsp"
    """SPARQL 1.1 Graph Store HTTP Protocol."""
    UPDATE = "update"
    """SPARQL 1.1 Update."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """A server's addresses; None where there is none, or where it is not known."""

    query: str | None = None
    update: str | None = None
    store: str | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A server as it was found."""

    addresses: Addresses
    protocol: Protocol
    """GSP or UPDATE."""
    name: str
    """What it calls itself; may be empty."""

    @property
    def longest_iri(self) -> int | None:
        """The most bytes that an IRI may have; None when the server has no such limit.

        Virtuoso 7 answers 200 and cuts longer ones, so that two things may become one.
        """
        return 1_880 if self.name.startswith(_VIRTUOSO) else None


_VIRTUOSO = "Virtuoso/"
_VIRTUOSO_STORE = "/sparql-graph-crud-auth"
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/sparql-results+json"
_UPDATE = "application/sparql-update"
_A_QUERY, _AN_UPDATE, _A_GRAPH = "a query", "an update of nothing", "HEAD of a graph store"
_HTML = {"text/html", "application/xhtml+xml"}
# Places relative to the address that the user gives: queries, updates, graphs.
_LAYOUTS = (
    Addresses("/query", "/update", "/store"),  # Oxigraph
    Addresses("/sparql", "/update", "/data"),  # Fuseki, …/dataset
    Addresses("", "/statements", "/rdf-graphs/service"),  # RDF4J and GraphDB, …/repositories/name
    Addresses("/sparql", "/sparql-auth", _VIRTUOSO_STORE),  # Virtuoso
    # Neptune, …/sparql. Blazegraph, …/sparql, has no graph store; QLever has it at the same address, which cannot be
    # told from that of queries without writing: both are sent updates.
    Addresses("", "", "/gsp/"),
)
# Anyone may copy one of the three from a manual instead of what they have in common.
_ENDINGS = ("/query", "/sparql", "/update", "/store", "/data", "/statements", "/rdf-graphs/service")


def checked_address(url: str, place: str) -> str:
    """Return an address without a slash at its end.

    Raises:
        UsageError: it is none, or holds what does not belong there; the message does not repeat it.
    """
    try:
        parts = urlsplit(url.strip())
        host, userinfo = parts.hostname, "@" in parts.netloc
        _ = parts.port
    except ValueError:
        raise UsageError("it is no address", mend="write http://host:port/…", origin=place) from None
    if userinfo:
        raise UsageError(
            "an address must hold no user and no password",
            mend="give ICMLPO_RDF_USER and ICMLPO_RDF_PASSWORD, or --credentials FILE",
            origin=place,
        )
    if parts.scheme not in {"http", "https"} or not host or not url.isprintable() or " " in url.strip():
        raise UsageError("it is no address", mend="write http://host:port/…", origin=place)
    if parts.query or parts.fragment:
        raise UsageError(
            "an address must end before ? and #",
            mend="give the address alone; a token goes into ICMLPO_RDF_TOKEN",
            origin=place,
        )
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))


def find_server(client: Client, base: str, given: Addresses, protocol: Protocol) -> Server:
    """Ask a server where it takes data.

    Args:
        client: the way to it.
        base: an address below which its addresses lie, or one of them.
        given: addresses that the user has named: they are not looked for.
        protocol: how graphs are to be sent, if the user has said so.

    Raises:
        ServerError: it cannot be reached, refuses, or offers neither protocol.
    """
    search = _Search(client, given)
    for kind in search.kinds(base, protocol):
        for places in search.layouts(base):
            if search.answers(places) and search.takes(kind, places):
                return Server(_only(kind, places), kind, search.name)
    raise search.refused or search.not_found(base, protocol)


@dataclass(frozen=True, slots=True)
class _Places:
    """The three addresses of a layout, none missing."""

    query: str
    update: str
    store: str


def _only(kind: Protocol, places: _Places) -> Addresses:
    if kind is Protocol.GSP:
        return Addresses(query=places.query, store=places.store)
    return Addresses(query=places.query, update=places.update)


@dataclass(slots=True)
class _Search:
    """What a server has said so far; no place is asked twice."""

    client: Client
    given: Addresses
    name: str = ""
    refused: RefusalError | None = None
    """That it does not let us in: told if no other place is better."""
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    _came: dict[str, dict[str, Reply]] = field(default_factory=dict)
    """What came from each place that is not what was looked for, by what was asked."""

    def layouts(self, base: str) -> Iterator[_Places]:
        # What they have in common first: Virtuoso answers at any address below that of its queries.
        bases = [*(base.removesuffix(ending) for ending in _ENDINGS if base.endswith(ending)), base]
        for start in bases:
            for layout in _LAYOUTS:
                yield _Places(
                    self.given.query or f"{start}{layout.query}",
                    self.given.update or f"{start}{layout.update}",
                    self.given.store or f"{start}{layout.store}",
                )

    def kinds(self, base: str, protocol: Protocol) -> tuple[Protocol, ...]:
        """The protocols to look for, the better one first."""
        if protocol is not Protocol.AUTO:
            return (protocol,)
        if self.given.store or self.given.update:
            return (Protocol.GSP,) if self.given.store else (Protocol.UPDATE,)
        any(self.answers(places) for places in self.layouts(base))
        # Virtuoso's graph store refuses what its updates take (a literal of 90 kB).
        is_virtuoso = self.name.startswith(_VIRTUOSO)
        return (Protocol.UPDATE, Protocol.GSP) if is_virtuoso else (Protocol.GSP, Protocol.UPDATE)

    def answers(self, places: _Places) -> bool:
        """Whether queries are answered, the simplest one. SPARQL 1.1 Protocol, section 2.1.2.

        No `ASK`: Virtuoso 7 answers it in the form of a `SELECT`.
        """
        if ("query", places.query) not in self._known:
            body = urlencode({"query": "SELECT (1 AS ?one) {}"}).encode()
            reply = self.client.send("POST", places.query, body, content_type=_FORM, accept=_JSON)
            self._known["query", places.query] = _is_yes(reply)
            if _is_yes(reply):
                self.name = reply.server
            else:
                self._note(_A_QUERY, places.query, reply)
                if self._lets_in(reply, places.query) and self.given.query:
                    raise self._no_sparql(places.query)
        return self._known["query", places.query]

    def takes(self, kind: Protocol, places: _Places) -> bool:
        """Whether data are taken by a protocol; of an address that the user has named it is believed."""
        place = places.store if kind is Protocol.GSP else places.update
        named = self.given.store if kind is Protocol.GSP else self.given.update
        if named:
            return True
        if (kind.value, place) not in self._known:
            if kind is Protocol.UPDATE:
                # An update that changes nothing. SPARQL 1.1 Protocol, section 2.2.2.
                reply = self.client.send("POST", place, b"INSERT DATA {}", content_type=_UPDATE)
                good = {200, 204}
            else:
                # A graph store answers with success or *which graph?*. Graph Store HTTP Protocol, section 5.7.
                reply = self.client.send("HEAD", place)
                good = {200, 204, 400}
            # A page for people is no such place, but Virtuoso's store shows one to who asks for no graph.
            is_page = reply.content_type in _HTML and not place.endswith(_VIRTUOSO_STORE)
            is_it = self._lets_in(reply, place) and reply.status in good and not is_page
            if not is_it:
                self._note(_AN_UPDATE if kind is Protocol.UPDATE else _A_GRAPH, place, reply)
            self._known[kind.value, place] = is_it
        return self._known[kind.value, place]

    def not_found(self, base: str, protocol: Protocol) -> ServerError:
        """Return what was asked, and what came, as an error."""
        answering = [place for (what, place), is_it in self._known.items() if what == "query" and is_it]
        if not answering:
            return self._no_sparql(base)
        asked = [self._told(what) for what in (_A_GRAPH, _AN_UPDATE) if what in self._came]
        kind = "" if protocol is Protocol.AUTO else ", leave out --protocol"
        return ServerError(
            f"queries are answered at {answering[0]}, but no place that takes data was found: {'; '.join(asked)}",
            mend=f"let the server be written to{kind}, or name the place with --update-url or --store-url",
            origin=base,
        )

    def _no_sparql(self, place: str) -> ServerError:
        mend = (
            "check --query-url"
            if self.given.query
            else "check that a triplestore runs there and the path of its data, or name its places with --query-url and "
            "--update-url or --store-url"
        )
        return ServerError(f"it answers no SPARQL: {self._told(_A_QUERY)}", mend=mend, origin=place)

    def _note(self, what: str, place: str, reply: Reply) -> None:
        self._came.setdefault(what, {})[place] = reply

    def _told(self, what: str) -> str:
        """One place and its answer for all: that of a place which is there, if there is one."""
        came = self._came[what]
        place, reply = min(came.items(), key=lambda one: one[1].status == HTTPStatus.NOT_FOUND)
        others = f" (and {counted(len(came) - 1, 'more place')})" if len(came) > 1 else ""
        return f"to {what} at {place}{others} came {self.client.described(reply)}"

    def _lets_in(self, reply: Reply, place: str) -> bool:
        refusal = self.client.refusal(reply, place)
        if refusal.is_about_us:
            self.refused = self.refused or refusal
        return not refusal.is_about_us


def _is_yes(reply: Reply) -> bool:
    try:
        found = reply.json() if reply.status == 200 else None
    except ValueError:
        return False
    return isinstance(found, dict) and "results" in found
