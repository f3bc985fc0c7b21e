"""The words in which organizations' names end, looked up by their last letters: a regular expression of them says the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.facts.words.lexicon import lexicon_of
from icmlpo_rdf.facts.words.word_lists import NameEndings, any_of

_WORDS = ("党", "共产党", "party", "…partei", "left", "партия", "당", "club of")
_PARTS = st.sampled_from(
    (*_WORDS, "partei", "Party", "ist", "甲", "·", " ", "(", "（", "/", "－", "\n", "a", "7")
)
_PATTERN = re.compile(rf"(?:{any_of(_WORDS)})(?=$|[/／（－]|\s\()", re.IGNORECASE)


@given(st.lists(_PARTS, max_size=8).map("".join))
def test_endings_are_those_of_a_pattern(text: str) -> None:
    """The word found first, in small letters; nothing where the pattern finds nothing."""
    found = _PATTERN.search(text)
    assert NameEndings(_WORDS).of(text) == (found[0].lower() if found else "")


@pytest.mark.parametrize(
    ("language", "name", "word"),
    [
        ("zh", "尼泊尔共产党（火炬）", "党"),
        ("zh", "土耳其共产党/马列", "党"),
        ("zh", "党员", ""),
        ("en", "Communist Party of Nepal", "party of"),
        ("en", "Leftist", ""),
        ("fr", "Parti socialiste", "parti"),
        ("de", "Volkspartei (Wien)", "partei"),
    ],
)
def test_word_by_which_a_name_is_an_organizations(language: str, name: str, word: str) -> None:
    """Before a qualifier too, and in small letters; where nouns stand first, at the beginning."""
    assert lexicon_of(language).organization_ending(name) == word
