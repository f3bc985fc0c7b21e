"""Names that are near to one that nothing bears, whoever asks: a user who types one, or a table of others'."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.quads.vocab import Rdfs
from icmlpo_rdf.query.suggestions import near_names
from tests.agree.pages_told import BASE

NAMES = ("アジア会議", "希腊共产主义组织", "尼泊尔共产党（火炬）", "Société des Nations", "ICMLPO")


@pytest.mark.parametrize(
    ("called", "near"),
    [
        ("あじあ会議", ["アジア会議"]),
        ("希臘共产組织", ["希腊共产主义组织"]),
        ("〔火炬〕", ["尼泊尔共产党（火炬）"]),
        ("societe des nation", ["Société des Nations"]),
        ("icml", ["ICMLPO"]),
        ("组织", ["希腊共产主义组织"]),
        ("无", []),
    ],
)
def test_what_is_near(called: str, near: list[str]) -> None:
    """Scripts, kana, brackets and accents do not count; a part of a name is near to it."""
    store = Store()
    for number, name in enumerate(NAMES):
        store.add(Quad(NamedNode(f"{BASE}{number}"), Rdfs.label, Literal(name)))
    assert list(near_names(called, store, lambda _: True)) == near
