"""One edition of a page at a time: the facts of two, asked as one, would be those of a page that nobody has written."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from pyoxigraph import NamedNode, Quad, Store

from icmlpo_rdf.errors import DataError

__all__ = ["SHA256", "refuse_two_editions", "two_editions"]

SHA256 = "http://schema.org/sha256"
"""What an edition of a page is told by: the bytes that it was read from."""
_PREDICATE = NamedNode(SHA256)
_SHOWN = 12


def refuse_two_editions(store: Store, files: Iterable[tuple[str, Iterable[Quad]]]) -> None:
    """Check that a store holds one edition of each page. Eight bytes a page are kept: there may be millions.

    Args:
        store: what was read.
        files: the name of each file that was read, and what it says; asked only for where two editions are found.

    Raises:
        DataError: it holds two; names the page, and a file for each.
    """
    told = array("q", (hash(quad.subject) for quad in store.quads_for_pattern(None, _PREDICATE, None, None)))
    twice = {one for one, other in pairwise(sorted(told)) if one == other}
    if not twice:
        return
    editions: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, _PREDICATE, None, None):
        if hash(quad.subject) in twice:
            editions[str(quad.subject)].add(str(quad.object))
    mixed = {page: found for page, found in editions.items() if len(found) > 1}
    if not mixed:
        return
    page = min(mixed)
    holding: dict[str, str] = {}
    for name, quads in files:
        for quad in quads:
            if quad.predicate == _PREDICATE and str(quad.subject) == page:
                holding.setdefault(str(quad.object), name)
    raise two_editions(page.strip("<>"), holding)


def two_editions(page: str, holding: dict[str, str]) -> DataError:
    """Return as an error that data hold two editions of a page.

    Args:
        page: its source's IRI.
        holding: a file for each edition, by its SHA-256.
    """
    places = [f"{name} (SHA-256 {sha.strip(chr(34))[:_SHOWN]}…)" for sha, name in holding.items()]
    return DataError(
        f"two editions of one page (same-page): {' and '.join(places)}",
        mend="give one of them; what each says is told by itself",
        origin=page,
    )
