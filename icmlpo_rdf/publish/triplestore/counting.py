"""How many triples a server holds, graph by graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode

from icmlpo_rdf.errors import ServerError
from icmlpo_rdf.publish.triplestore.store_client import Client

__all__ = ["count_graphs"]

_QUERY = "SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"


def count_graphs(client: Client, url: str, graphs: Iterable[str]) -> dict[str, int]:
    """Return how many triples the server holds of each graph; 0 for one that it has not.

    Raises:
        ServerError: it does not answer, or not what it was asked.
    """
    wanted = tuple(graphs)
    found = _ask(client, url, _QUERY.format(graphs=" ".join(f"<{one}>" for one in wanted)))
    return {graph: found.get(graph, 0) for graph in wanted}


def _ask(client: Client, url: str, query: str) -> dict[str, int]:
    reply = client.send(
        "POST",
        url,
        urlencode({"query": query}).encode(),
        content_type="application/x-www-form-urlencoded",
        accept="application/sparql-results+json",
    )
    if reply.status != 200:
        raise client.refusal(reply, url)
    try:
        rows = cast("Any", reply.json())["results"]["bindings"]
        # A store may answer an empty question with one row in which nothing is bound.
        return {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise ServerError(
            f"asked to count triples, it does not answer in SPARQL's JSON ({client.described(reply)})",
            mend="check that this is its address of queries, or name that with --query-url",
            origin=url,
        ) from error
