"""Text as tokens of classes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.facts.headings.meeting_headings import TitleKind, kind_of_title, standing_in
from icmlpo_rdf.facts.words.lexicon import lexicon_of
from icmlpo_rdf.facts.words.places import place_names
from icmlpo_rdf.language import languages, words_of
from icmlpo_rdf.language.folding import fold_characters
from icmlpo_rdf.language.matcher import Matcher
from tests.language.unseen import all_words, marked, seen_in, text_of_pages

MATCHER = Matcher(
    {
        "place": ["意大利", "이탈리아", "united states"],
        "former": ["이탈", "前"],
        "office": ["代表", "president"],
        "participant": ["代表"],
        "member": ["成员", "member"],
        "person": ["人"],
    }
)


def _said(text: str) -> list[tuple[str, list[str]]]:
    return [(token.text, sorted(token.classes)) for token in MATCHER.tokens(text)]


def test_the_longest_word_wins_and_has_all_its_classes() -> None:
    """이탈 is no part of 이탈리아, and 代表 is an office and a participant."""
    assert _said("이탈리아 代表") == [("이탈리아", ["place"]), ("代表", ["office", "participant"])]


def test_both_scripts_are_one() -> None:
    """A word stands in one script only."""
    assert _said("前成員") == [("前", ["former"]), ("成員", ["member"])]


def test_words_of_alphabets_are_whole() -> None:
    """A president is none in "presidential", and a member none in "remember"."""
    assert _said("presidential remember") == [("presidential", []), ("remember", [])]
    assert _said("President of the United States")[-1] == ("United States", ["place"])


@given(st.text(max_size=80))
def test_offsets_hold(text: str) -> None:
    """Folding keeps the length; the tokens are the text's own, in order, without overlap."""
    assert len(fold_characters(text)) == len(text)
    end = 0
    for token in MATCHER.tokens(text):
        assert token.text == text[token.start : token.end]
        assert end <= token.start < token.end
        end = token.end


def test_time_is_linear() -> None:
    """A text ten times as long takes about ten times as long, whatever it is made of."""
    matcher = lexicon_of("zh").matcher
    for piece in ("成员国代表", "第", "members of the ", "国"):
        short, long = piece * 2_000, piece * 20_000
        begin = time.process_time()
        matcher.tokens(short)
        between = time.process_time()
        matcher.tokens(long)
        end = time.process_time()
        assert end - between < 40 * (between - begin) + 0.5


@pytest.mark.parametrize("language", languages())
def test_no_word_is_a_part_of_a_known_place(language: str) -> None:
    """A place's name is one token, whatever words it holds: 이탈 is none in 이탈리아."""
    lexicon = lexicon_of(language)
    names = place_names(language, lexicon.words["countries"], lexicon.words["regions"])
    tokens = {name: lexicon.matcher.tokens(name) for name in names}
    assert {
        name: told for name, told in tokens.items() if len(told) != 1 or "place" not in told[0].classes
    } == {}


@pytest.mark.parametrize("language", languages())
def test_a_place_says_nothing_of_its_own(language: str) -> None:
    """Réunion is no meeting, and Antigua no former member."""
    lexicon = lexicon_of(language)
    names = place_names(language, lexicon.words["countries"], lexicon.words["regions"])
    assert {name: said for name in names if (said := standing_in(name, lexicon))} == {}
    assert [name for name in names if kind_of_title(name, lexicon) is not TitleKind.OTHER] == []


def test_every_language_has_the_same_classes() -> None:
    """But for those that only languages with prepositions need; English, beside which each stands, has them all."""
    classes = {language: set(words_of(language)["classes"]) for language in languages()}
    assert classes["zh"] == classes["ja"] == classes["ko"]
    assert classes["zh"] <= classes["en"]
    assert all(classes[language] == classes["en"] for language in _LIKE_ENGLISH)


_LIKE_ENGLISH = ("de", "fr", "es", "ru")
_SECTIONS = {"columns", "blocking", "classes"}


@pytest.mark.parametrize("language", _LIKE_ENGLISH)
def test_lists_are_complete(language: str) -> None:
    """Each list and column that English has, with words where English has some, but for what says no more than another."""
    words, english = words_of(language), words_of("en")
    assert set(words) - {"inflected", "compounds"} == set(english)
    assert set(words["columns"]) == set(english["columns"])
    assert [name for name, listed in words["columns"].items() if not listed] == []
    empty = [name for name, listed in words["classes"].items() if not listed]
    needless = {name for name, listed in english["classes"].items() if not listed}
    assert set(empty) - needless <= {"joining", "article"}
    filled = [name for name, value in english.items() if isinstance(value, list) and value]
    assert [
        name for name in filled if not words[name] and name not in {"region_endings", "behind_place"}
    ] == []


def test_lists_of_chinese_japanese_and_korean_are_complete() -> None:
    """Each of them has the lists, columns and classes of the others, with words but for what it says in no word of its own."""
    chinese = words_of("zh")
    for language in ("ja", "ko"):
        words = words_of(language)
        assert set(words) == set(chinese)
        for section in _SECTIONS:
            assert set(words[section]) == set(chinese[section])
    empty = {
        (language, name)
        for language in ("zh", "ja", "ko")
        for section in (words_of(language), *(words_of(language)[one] for one in _SECTIONS))
        for name, value in section.items()
        if value == []
    }
    assert empty == _NEEDLESS


_OF_ALPHABETS = (
    "listing",
    "demonyms",
    "pronoun",
    "auxiliary",
    "cardinals",
    "ruling",
    "namely",
    "contrast",
    "comprising",
    "verb_ends",
    "active",
)
_NEEDLESS = {
    ("zh", "contest_or_meeting"),
    ("ja", "umbrellas"),
    ("ja", "societies"),
    ("ko", "umbrellas"),
    ("ko", "societies"),
    ("ko", "before_place"),
    ("ja", "copula"),
    *((language, name) for language in ("zh", "ja", "ko") for name in (*_OF_ALPHABETS[1:], "planned")),
    *(
        (language, name)
        for language in ("ja", "ko")
        for name in ("listing", "adverbs", "electing", "made_up_of", "called_so")
    ),
    ("ko", "copula"),
    *((language, name) for language in ("zh", "ja", "ko") for name in ("until", "end", "meeting")),
    ("ko", "city"),
    ("ja", "non"),
    ("ko", "non"),
}
"""What no word is needed for: the verb stands behind (copula), no sentence of prose is read (listing and others), the classes of
header cells say it, or those that are none are called so in one word (planned: a heading says it, 预定出席的国家; non: 非加盟国, 비회원국, among what is absent); an adjective of a country is its name (demonyms), sentences of an alphabet have words of their own (namely, contrast, comprising, verb_ends, active), and what tells of a noun stands before it (pronoun, auxiliary); a page there is read whatever its noun
(cardinals, ruling)."""


@pytest.mark.parametrize("language", languages())
def test_words_are_written_once_and_in_small_letters(language: str) -> None:
    """A word in capitals would never be found, and one that stands twice was typed by mistake."""
    words = words_of(language)
    lists = {name: value for name, value in words.items() if isinstance(value, list)}
    for section in _SECTIONS:
        lists |= {f"{section}.{name}": value for name, value in words[section].items()}
    for name, listed in lists.items():
        assert [word for word in listed if word != word.lower()] == [], name
        # Texts are folded before classes are asked, so that one script is enough there.
        alike = [fold_characters(word) for word in listed] if name.startswith("classes.") else listed
        assert sorted({word for word in alike if alike.count(word) > 1}) == [], name


@pytest.mark.parametrize("language", languages())
def test_each_word_is_seen_or_marked(language: str) -> None:
    """A word that stands on no page of the tests is in `unseen/`, so that nobody takes it for one that was tried."""
    words = all_words(language)
    seen = set(seen_in(text_of_pages(language), words))
    new = sorted(set(words) - seen - marked(language))
    assert new == [], "see them on a page of a case, or mark them: python -m tests.language.unseen"


def test_words_of_one_language_are_in_its_script() -> None:
    """A Latin letter that looks like a Cyrillic one hides a word for good."""
    russian = words_of("ru")
    lists = [value for value in russian.values() if isinstance(value, list)]
    lists += [value for section in _SECTIONS for value in russian[section].values()]
    mixed = re.compile(r"(?:[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z])")
    assert [word for listed in lists for word in listed if mixed.search(word)] == []
