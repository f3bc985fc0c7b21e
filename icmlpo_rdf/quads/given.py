"""Quads as a caller in Python hands them over; what is none is refused with the call that fits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from os import PathLike, fspath

from pyoxigraph import Quad

from icmlpo_rdf.errors import WrongTypeError, described

__all__ = ["given_quads"]


def given_quads(data: Iterable[Quad], call: str) -> Iterable[Quad]:
    """Return the quads that were given: a store, a list, an iterator.

    Args:
        data: what was given.
        call: the call, with `{}` where the quads stand: `validate({})`.

    Raises:
        WrongTypeError: it is a file's name, a conversion, an rdflib graph, or something else that holds no quads.
    """
    if instead := _instead(data):
        raise _wrong(described(data), call, instead)
    if not isinstance(data, Iterable) or isinstance(data, bytes | bytearray):
        raise _wrong(described(data), call, "conversion.quads")
    quads = iter(data)
    first = list(islice(quads, 1))
    if first and not isinstance(first[0], Quad):
        raise _wrong(f"{described(data)} of {described(first[0])}", call, "conversion.quads")
    return chain(first, quads)


def _instead(data: object) -> str | None:
    """What to give in place of something that is known and holds no quads as it is."""
    if isinstance(data, str | PathLike):
        return f"open_store([{str(fspath(data))[:80]!r}])"
    if type(data).__name__ == "Conversion":
        return "conversion.quads"
    if type(data).__module__.startswith("rdflib."):
        return 'pyoxigraph.parse(graph.serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)'
    return None


def _wrong(what: str, call: str, instead: str) -> WrongTypeError:
    return WrongTypeError(
        f"quads are asked for, not {what}", mend=f"call {call.format(instead)}", origin=call.partition("(")[0]
    )
