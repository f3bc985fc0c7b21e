"""Who met whom, and who is in what, as a network for Gephi, Cytoscape and networkx: GraphML and GEXF."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.errors import UsageError, install
from icmlpo_rdf.quads.vocab import Icm, Org
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.attendance import kind_of, role_of
from icmlpo_rdf.views.meeting_order import participants

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_network"]


def write_network(store: Store, path: Path, *, as_gexf: bool) -> dict[str, int]:
    """Write the network as GEXF 1.2 or GraphML, and return how much of what it has.

    Two that were at the same meetings are joined by an edge `met`, whose weight says at how many; a member and its body
    by an edge `member`, with the role.

    Raises:
        UsageError: networkx is not installed.
    """
    nx = _networkx(path)
    network = _network(nx, store)
    (nx.write_gexf if as_gexf else nx.write_graphml)(network, path, encoding="utf-8", prettyprint=True)
    relations = Counter(relation for *_, relation in network.edges(data="relation"))
    return {"nodes": len(network), "met": relations["met"], "member": relations["member"]}


def _networkx(path: Path) -> Any:  # noqa: ANN401 - a library that need not be there
    try:
        import networkx as nx  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("networkx is not installed", mend=install("tables"), origin=str(path)) from error
    return nx


def _network(nx: Any, store: Store) -> nx.MultiGraph:  # noqa: ANN401 - as above
    look = Lookups(store)
    network = nx.MultiGraph()
    met: Counter[tuple[str, str]] = Counter()
    for meeting in look.of_class(Icm.MEETING):
        there = sorted(one.value for one in participants(look, meeting))
        for one in there:
            _add_thing(network, NamedNode(one), look)
        met.update(combinations(there, 2))
    numbers = count(1)  # an edge's key is its identifier in GraphML, of which no two are alike
    for (one, other), meetings in sorted(met.items()):
        network.add_edge(one, other, key=f"e{next(numbers)}", relation="met", weight=meetings)
    for record in look.of_class(Icm.MEMBERSHIP):
        role = role_of(look.things(record, Org.role)).value
        for body in look.things(record, Org.organization):
            for member in look.things(record, Org.member):
                _add_thing(network, body, look)
                _add_thing(network, member, look)
                network.add_edge(
                    member.value, body.value, key=f"e{next(numbers)}", relation="member", role=role, weight=1
                )
    return network


def _add_thing(network: Any, thing: NamedNode, look: Lookups) -> None:  # noqa: ANN401 - as above
    if thing.value not in network:
        countries = [look.label(one).value for one in look.things(thing, Icm.country)]
        network.add_node(
            thing.value,
            label=_written(look.label(thing).value),
            kind=kind_of(look.classes(thing)).value,
            country=_written("; ".join(countries)),
        )


def _written(text: str) -> str:
    """A text without what XML has no place for (XML 1.0, section 2.2): control characters."""
    return "".join(
        one if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff") else "\ufffd" for one in text
    )
