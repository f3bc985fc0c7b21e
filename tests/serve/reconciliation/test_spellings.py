"""Two hundred spellings that were pinned before the service was written (`spellings.py`)."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.language import fold
from icmlpo_rdf.quads.vocab import Icm, Rdf, Rdfs
from icmlpo_rdf.query.spelling import spelling_key
from icmlpo_rdf.reconcile.candidates import Question, Reconciler
from tests.serve.reconciliation.spellings import NAMES, SPELLINGS


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    """Over the names of what the spellings were made from, and of everything beside it."""
    store = Store()
    for row in rows(NAMES):
        thing = NamedNode(row["thing"])
        store.add(Quad(thing, Rdf.type, Icm.PARTICIPANT))
        store.add(Quad(thing, Rdfs.label, Literal(row["name"])))
    return Reconciler(store)


def test_what_is_spelt_otherwise_comes_first(reconciler: Reconciler) -> None:
    """At least 95 in a hundred; and no match is a thing that is not called so."""
    first, wrong, missed = Counter[str](), [], []
    for row in rows(SPELLINGS):
        things = set(row["things"].split(" "))
        found = reconciler.find(Question(row["spelling"]))
        if found and found[0].iri in things:
            first[row["kind"]] += 1
        else:
            missed.append(row["spelling"])
        wrong += [(row["spelling"], one) for one in found if one.is_match and one.iri not in things]
    assert not wrong
    assert first.total() >= 0.95 * 200, (first, missed)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    """What was made alike stays so, and what is folded alike has one key."""
    key = spelling_key(text)
    assert spelling_key(key) == key
    assert spelling_key(fold(text)) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("希臘共產黨", "希腊共产党"),
        ("尼泊尔共产党_(火炬)", "尼泊尔共产党（火炬）"),
        ("ＩＣＭＬＰＯ", "icmlpo"),
        ("ｱｼﾞｱ会議", "あじあ会議"),
        ("Société des Nations", "societe  des nations"),
        ("〔Ａ〕党", "(a)党"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    """Scripts, brackets, widths, kana, accents."""
    assert spelling_key(one) == spelling_key(other)


def test_other_names_stay_apart() -> None:
    """A voiced kana and another syllable are other letters."""
    assert spelling_key("か") != spelling_key("が")
    assert spelling_key("가") != spelling_key("각")
    assert spelling_key("尼泊尔共产党") != spelling_key("尼泊尔共产党（火炬）")


def test_the_pinned_spellings_are_two_hundred() -> None:
    """Of seven kinds."""
    found = rows(SPELLINGS)
    assert len(found) == 200
    assert len({one["kind"] for one in found}) == 7
