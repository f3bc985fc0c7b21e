"""Data → a store in which each page's statements can be told from those of others, and each thing has one IRI."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from icmlpo_rdf.agree.page_editions import add_edition
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.quads.vocab import Owl, Schema
from icmlpo_rdf.quads.wikidata_items import item_of
from icmlpo_rdf.store.decided import decisions_in
from icmlpo_rdf.store.decisions import Decisions
from icmlpo_rdf.store.editions import refuse_two_editions
from icmlpo_rdf.store.on_disk import is_store, quads_in
from icmlpo_rdf.store.one_thing import join, obey
from icmlpo_rdf.store.rdf_files import expand, store_of

__all__ = ["Accounts", "join_linked", "joined_accounts", "linked_classes"]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What pages say of things that are one under one IRI."""

    store: Store
    came_along: frozenset[str]
    """The IRIs of those that are one because others are: the meetings of one number of a series."""
    later: tuple[NamedNode, ...] = ()
    """The sources of later editions of a page, under IRIs that only these accounts have."""


def joined_accounts(paths: Iterable[str], base_iri: str | None = None) -> Accounts:
    """Return what pages say, each page in a graph of its own, and things that are the same as one.

    They are the same where people decided so, and where a graph of links says so: of each other, or of one item. Each path is one
    edition of its pages, so that what two editions say of a page is told apart.

    Raises:
        DataError: a file holds several pages without graphs. Others as `rdf_files.load`.
    """
    store = Store()
    editions: list[tuple[str, str]] = []
    later: list[NamedNode] = []
    for number, path in enumerate(paths, 1):
        added = add_edition(store, _one_edition(path, base_iri), number)
        editions += added.same
        later += added.pages
    instead = join(store, editions)
    instead |= obey(store)
    decisions = decisions_in(store)
    joined = join_linked(store, decisions)
    told = {iri for one in decisions.every for iri in one.pair} | {iri for one in editions for iri in one}
    along = {one for other, one in instead.items() if other not in told}
    return Accounts(store, joined.came_along | along, tuple(later))


def join_linked(store: Store, decisions: Decisions, first: Collection[str] = ()) -> Accounts:
    """Join in a store what links say is one, and return what it says then.

    Args:
        store: what people decided is obeyed in it.
        decisions: what they decided.
        first: the IRIs of what stands for those that are the same as it; of others the first in their order does.
    """
    classes = linked_classes(store, decisions, first)
    instead = join(store, classes, lambda one, other: decisions.forbids(one, other) is None)
    told = {iri for one in classes for iri in one} | {iri for one in decisions.every for iri in one.pair}
    return Accounts(store, frozenset(one for other, one in instead.items() if other not in told))


def _one_edition(path: str, base_iri: str | None) -> Store:
    """What a DATA says, each page in a graph of its own."""
    files, store = (path,) if is_store(path) else expand(path), Store()
    for file in files:
        store.bulk_extend(_told_apart(store_of(quads_in(file, base_iri)), file))
    refuse_two_editions(store, ((file, quads_in(file, base_iri)) for file in files if file != "-"))
    return store


def _told_apart(store: Store, file: str) -> Iterator[Quad]:
    """What a file says, each page in a graph of its own: a file without graphs is of one page.

    Raises:
        DataError: it is of several.
    """
    default = DefaultGraph()
    pages = {quad.subject for quad in store.quads_for_pattern(None, Schema.sha256, None, default)}
    if len(pages) > 1:
        raise DataError(
            f"it holds {len(pages)} pages without their graphs, so that nobody can tell which of them says what",
            mend="convert them to .nq or .trig, which keep the graphs",
            origin=file,
        )
    page = next(iter(pages), None)
    for quad in store:
        if quad.graph_name == default and isinstance(page, NamedNode):
            yield Quad(quad.subject, quad.predicate, quad.object, page)
        else:
            yield quad


def linked_classes(store: Store, decisions: Decisions, asked: Collection[str] = ()) -> list[list[str]]:
    """Return what links say is one: by saying so, or by naming one item; first what is asked for, else the thing of the first IRI."""
    leader: dict[str, str] = {}

    def first(iri: str) -> str:
        while (above := leader.setdefault(iri, iri)) != iri:
            iri = above
        return iri

    apart = set(map(frozenset, _pairs(store, Owl.different_from)))
    members: dict[str, list[str]] = {}
    for one, other in sorted(_pairs(store, Owl.same_as)):
        ours, theirs = first(one), first(other)
        left, right = members.get(ours, [ours]), members.get(theirs, [theirs])
        is_apart = any(decisions.forbids(a, b) or frozenset((a, b)) in apart for a in left for b in right)
        if ours == theirs or is_apart or _are_qualified(left, right):
            continue
        leader[theirs] = ours
        members[ours] = [*left, *right]
        members.pop(theirs, None)
    return [
        sorted((one for one in together if not item_of(one)), key=lambda iri: (iri not in asked, iri))
        for together in members.values()
    ]


def _pairs(store: Store, predicate: NamedNode) -> Iterator[tuple[str, str]]:
    """The IRIs between which a property stands."""
    for quad in store.quads_for_pattern(None, predicate, None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, quad.object.value


def _are_qualified(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two titles of one wiki differ only in brackets behind them: they were told apart on purpose."""
    return any(
        one != other and one.endswith(")") and other.endswith(")") and _bare(one) == _bare(other)
        for one in left
        for other in right
    )


def _bare(iri: str) -> str:
    return iri.rpartition("_(")[0]
