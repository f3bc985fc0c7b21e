"""A process that answers queries, one at a time: started, bounded and, where need be, killed by `pool`.

    python -m icmlpo_rdf.serve.query_worker STORE QUERY_MEGABYTES ANSWER_MEGABYTES QUERY_SECONDS

It reads questions from standard input and writes replies to standard output, each a line of JSON that
says how many bytes follow it. Before all of them stands a line that says whether it is `ready`, and if so whether
it is `offline`, else the `reason` and its `detail`. It ends when its input does.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from typing import BinaryIO

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from icmlpo_rdf.errors import IcmlpoError, LimitError
from icmlpo_rdf.quads.vocab import PREFIXES
from icmlpo_rdf.query import sandbox
from icmlpo_rdf.query.asking import Dataset, Query, Results, run

__all__ = ["answer", "main"]

_LONGEST_MESSAGE = 300
_RESULTS = {
    one.media_type.partition(";")[0]: one
    for one in (
        QueryResultsFormat.JSON,
        QueryResultsFormat.XML,
        QueryResultsFormat.CSV,
        QueryResultsFormat.TSV,
    )
}
_GRAPHS = {
    one.media_type: one
    for one in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD, RdfFormat.RDF_XML)
}

Reply = tuple[int, str, bytes]
"""Status, media type, body; of an error, the body is a sentence for people."""


class _TooLongError(Exception):
    """The answer outgrew its bound."""


class _Bounded(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, bound: int) -> None:
        super().__init__()
        self._left = bound

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the engine gives bytes
        self._left -= len(data)
        if self._left < 0:
            raise _TooLongError
        return super().write(data)


def answer(store: Store, question: Mapping[str, object], longest: int) -> Reply:
    """Answer a question.

    Args:
        store: the data.
        question: `query`; `base`, what its relative IRIs are resolved against; `default` and `named`, lists of graph IRIs or None; `results` and `graph`, the
            media type wanted for rows and for a graph, or None where the client takes none of ours.
        longest: how many bytes the answer may have.
    """
    text, default, named = str(question["query"]), question.get("default"), question.get("named")
    dataset = None if default is None and named is None else Dataset(_graphs(default), _graphs(named))
    try:
        query = Query(text, base_iri=str(question["base"]), dataset=dataset)
        return run(store, query, lambda results: _reply(results, question, longest))
    except _TooLongError:
        return _refuse(422, f"the answer is longer than {longest >> 20} MB; add LIMIT, or ask for less")
    except IcmlpoError as error:
        where = f"line {error.line}, column {error.column}: " if error.line else ""
        return _refuse(
            422 if isinstance(error, LimitError) else 400, _short(f"{where}{error.what}; {error.mend}")
        )
    except MemoryError:
        return _refuse(422, "the query needs more memory than it may have; ask for less")


def _graphs(iris: object) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(one) for one in iris) if isinstance(iris, list) else ()


def _reply(results: Results, question: Mapping[str, object], longest: int) -> Reply:
    if isinstance(results, QueryTriples):
        media, kind = question["graph"], "a graph"
    else:
        media, kind = question["results"], "rows"
    if media is None:
        return _refuse(406, f"the answer is {kind}, and the Accept field takes no form of it that we have")
    return 200, str(media), _written(results, str(media), longest)


def _written(result: Results, media: str, longest: int) -> bytes:
    output = _Bounded(longest)
    if isinstance(result, QueryTriples):
        serialize(result, output, format=_GRAPHS[media], prefixes=PREFIXES)
    elif isinstance(result, QueryBoolean) and media in {"text/csv", "text/tab-separated-values"}:
        # The recommendation has no such form of a truth; a bare word is what other engines send.
        output.write(f"{str(bool(result)).lower()}\n".encode())
    else:
        result.serialize(output, format=_RESULTS[media])
    return output.getvalue()


def _refuse(status: int, sentence: str) -> Reply:
    return status, "text/plain", sentence.encode()


def _short(said: object) -> str:
    message = " ".join(str(said).split())
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]}…"


def main(arguments: list[str], questions: BinaryIO, replies: BinaryIO) -> None:
    """Answer questions until there are no more."""
    place, query_megabytes, answer_megabytes, seconds = arguments
    is_offline = sandbox.deny_network()
    sandbox.be_nice()
    try:
        store = Store.read_only(place)
    except (OSError, RuntimeError, ValueError) as error:
        reason = "the site's store cannot be opened"
        _say(replies, {"ready": False, "reason": reason, "detail": _short(error)})
        return
    sandbox.limit_memory(int(query_megabytes))
    _say(replies, {"ready": True, "offline": is_offline})
    while line := questions.readline():
        question = json.loads(questions.read(json.loads(line)["length"]))
        sandbox.limit_cpu(float(seconds))
        try:
            status, media, body = answer(store, question, int(answer_megabytes) << 20)
        except Exception as error:  # noqa: BLE001 - our mistake costs one answer, and is told from a query's
            status, media, body = _refuse(500, f"the site made a mistake ({type(error).__name__})")
        _say(replies, {"status": status, "media": media, "length": len(body)}, body)


def _say(replies: BinaryIO, head: Mapping[str, object], body: bytes = b"") -> None:
    replies.write(json.dumps(head).encode() + b"\n")
    replies.write(body)
    replies.flush()


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer)
