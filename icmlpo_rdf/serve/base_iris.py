"""What the IRIs of data begin with: the site has addresses for what begins so, and for nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads.vocab import Foaf, Icm, Rdf, Rdfs

__all__ = ["base_of"]

_LOOKED_AT = 20_000
"""Statements that are looked at: enough to tell which base is the commonest."""
_SOURCE = "source/"
_ROOT = lazy_pattern(r"https?://[^/?#]+/")


def base_of(store: Store, default: str) -> str:
    """Return what most IRIs of a store's data begin with.

    Told by the sources (`B source/zh/T` has the topic `B zh/T`); where there are none, by what has a name or, failing
    that, by all subjects: the default, or the root of a site. Between equals the default goes first, then the alphabet.
    """
    named = store.quads_for_pattern(None, Rdfs.label, None, None)
    everything = store.quads_for_pattern(None, None, None, None)
    for bases in (
        _bases_of_topics(store),
        _bases_of_pages(store),
        _beginnings((quad.subject for quad in named), default),
        _beginnings((quad.subject for quad in everything), default),
    ):
        counted = Counter(islice(bases, _LOOKED_AT))
        if counted:
            return min(counted, key=lambda base: (-counted[base], base != default, base))
    return default


def _bases_of_topics(store: Store) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, Foaf.primary_topic, None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            page, topic = quad.subject.value, quad.object.value
            # The last place: `B` itself may end in `source/`, a title's `source/` cannot be the one.
            places = [one.start() for one in re.finditer(_SOURCE, page)]
            found = [page[:one] for one in places if topic == page[:one] + page[one + len(_SOURCE) :]]
            yield from found[-1:]


def _bases_of_pages(store: Store) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, Rdf.type, Icm.PAGE, None):
        if isinstance(quad.subject, NamedNode) and _SOURCE in quad.subject.value:
            yield quad.subject.value.partition(_SOURCE)[0]


def _beginnings(subjects: Iterable[object], default: str) -> Iterator[str]:
    for subject in subjects:
        if isinstance(subject, NamedNode):
            root = _ROOT.match(subject.value)
            if subject.value.startswith(default):
                yield default
            elif root:
                yield root[0]
