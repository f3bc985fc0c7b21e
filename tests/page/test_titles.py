"""Titles and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.page import label_of, normalise


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("a  b", "A_b"),
        ("_x_", "X"),
        ("ｅ", "Ｅ"),
        ("e\u0301a", "Éa"),
        ("ßa", "ßa"),
        ("%E7%94%B2", "甲"),
        ("100%", "100%"),
        ("%zz", "%zz"),
        ("%FF", "%FF"),
        ("甲\u200e", "甲"),
        ("甲\u3000乙", "甲_乙"),
        ('革命党“共产党人”"', '革命党“共产党人”"'),
        ("", None),
        ("_", None),
        ("a|b", None),
        ("a\x00", None),
        ("a{b}", None),
        ("..", None),
        ("../甲", None),
        ("./甲", None),
        ("甲/../乙", None),
        ("甲/.", None),
        ("%2E%2E/甲", None),
        ("/甲", "/甲"),
        ("甲.../乙", "甲.../乙"),
        ("甲" * 86, None),
    ],
)
def test_normalise(written: str, title: str | None) -> None:
    """A title is MediaWiki's own spelling, or none at all."""
    assert normalise(written) == title


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """What is a title is its own title, unless percent-decoding opens a further layer."""
    title = normalise(text)
    if title is not None and "%" not in title:
        assert normalise(title) == title


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("工人党_(突尼斯)", "工人党"),
        ("尼泊尔共产党（火炬）_(1983年)", "尼泊尔共产党（火炬）"),
        ("共产党（马列）", "共产党（马列）"),
        ("印度共产党（马列）临时中央委员会", "印度共产党（马列）临时中央委员会"),
        ("A_(b)_c", "A (b) c"),
        ("(甲)", "(甲)"),
    ],
)
def test_label_drops_only_the_qualifier(title: str, label: str) -> None:
    """Only ASCII brackets behind a space qualify; full-width ones are part of the name."""
    assert label_of(title) == label
