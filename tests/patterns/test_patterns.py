"""No regular expression that reads what strangers wrote takes more than linear time."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts.words.lexicon import lexicon_of
from icmlpo_rdf.options import ConvertOptions, OwnWords, PageOptions, WordOptions
from icmlpo_rdf.source import RawPage
from tests.patterns.ambiguity import growth_of
from tests.patterns.collection import Use, of_lexicon, of_modules
from tests.patterns.limit import limited
from tests.patterns.needs import every_match_holds

LANGUAGES = ("zh", "ja", "ko", "en")


@pytest.mark.parametrize(
    ("pattern", "exponential", "polynomial"),
    [
        (r"(?:时间|地点|时间地点)+", True, False),
        (r"(?:(?:时间|地点|时间地点)[\s的]*)+", True, False),
        (r"(?:(?>时间地点|时间|地点)[\s的]*+)+", False, False),
        (r"(?:(?:时间|地点|时间地点)[\s的]*)++", False, False),
        (r"(?:a|ab|ba)+c", True, True),
        (r"(a*)*b", True, True),
        (r"(?:a?b?)*c", True, True),
        (r"(?:a{0,5}b?)*c", True, True),
        (r"(?:(?:a|ab)+,)*c", False, True),
        (r"(?>(?:a|aa)+b)", True, True),
        (r"(?=(?:a|aa)+b)a", True, False),
        (r"(?:(?:a|aa)+b)++c", True, True),
        (r"\s*\s*x", False, True),
        (r"\s*年?\s*x", False, True),
        (r"年\s*+年?\s*+x", False, False),
        (r"\s*x", False, True),
        (r"(?<!\s)\s*x", False, False),
        (r"(?:(?<!\s)\s++)?x", False, False),
        (r"\s+$", False, True),
        (r"\s+", False, False),
        (r"^\s*x", False, False),
        (r"(?i:a+A+)x", False, True),
        (r"[^（）]*（", False, True),
        (r"（[^（）]*）", False, False),
    ],
)
def test_the_check_tells_what_is_known(pattern: str, exponential: bool, polynomial: bool) -> None:
    """Textbook cases, sought and at one place: the worse of the two counts."""
    compiled = re.compile(pattern)
    growths = [growth_of(compiled, searched=searched) for searched in (False, True)]
    # What a search may end anywhere is not exponential, but as a whole it is.
    assert any(one.exponential for one in growths) == exponential
    assert any(one.polynomial for one in growths) == polynomial


def _faults(uses: list[Use]) -> list[str]:
    found = []
    for use in uses:
        for searched in [False] * use.matched + [True] * use.searched:
            growth = growth_of(use.pattern, searched=searched)
            if growth.exponential or growth.polynomial:
                found.append(
                    f"{use.name} ({'search' if searched else 'match'}): {growth} {use.pattern.pattern}"
                )
    return found


def test_patterns_written_by_hand_are_linear() -> None:
    """Each as it is used: looked for anywhere, or tried at one place."""
    uses = list(of_modules())
    assert len(uses) > 190, "the patterns were found"
    assert _faults(uses) == []
    assert _unproven(uses) == []


def _unproven(uses: list[Use]) -> list[str]:
    """The patterns that may match a text which they leave unsearched."""
    return [
        use.name
        for use in uses
        if use.needs is not None and not every_match_holds(use.pattern.pattern, use.pattern.flags, use.needs)
    ]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_made_of_words_are_linear(language: str) -> None:
    """No words of a language make a repetition that can be parted in many ways; what is left unsearched has no match."""
    uses = list(of_lexicon(lexicon_of(language)))
    assert _faults(uses) == []
    assert sum(use.needs is not None for use in uses) > 40, "the words that patterns need were found"
    assert _unproven(uses) == []


@pytest.mark.parametrize(
    ("pattern", "needs", "holds"),
    [
        (r"[（(][^（(]{1,9}", "（(", True),
        (r"[（(]?x", "（(", False),
        (r"(?:会议|会谈)$", ("会议", "会谈"), True),
        (r"(?:会议|会谈|x)$", ("会议", "会谈"), False),
        (r"\d+(?=年)", "年", True),
        (r"\d+(?!年)", "年", False),
        (r"(?:a|b)++c*", "ab", True),
        (r"[^a]", "b", False),
        (r"(?!)", "", True),
        (r"(?i:the)", ("the",), True),
    ],
)
def test_the_proof_tells_what_is_known(pattern: str, needs: Sequence[str], holds: bool) -> None:
    """Of sets, alternatives, what stands behind, and nothing."""
    assert every_match_holds(pattern, 0, needs) == holds


HOSTILE = ("a", "aa", "ab", "ba", "的", "的a", "a的", " a", "中", "中中", "中a")


@pytest.mark.timeout(300)
def test_no_words_of_a_user_make_a_pattern_exponential() -> None:
    """`--lexicon` adds words to any list: such as hold each other, or begin with what may join two words."""
    lists = lexicon_of("ko").words
    hostile = WordOptions(tuple(OwnWords("ko", kind, is_column=False, words=HOSTILE) for kind in lists))
    uses = list(of_lexicon(lexicon_of("ko", hostile)))
    assert [use.name for use in uses if growth_of(use.pattern, searched=False).exponential] == []
    assert [use.name for use in uses if growth_of(use.pattern, searched=True).exponential] == []


WORDS: list[tuple[str, tuple[str, ...]]] = [
    (language, words)
    for language in LANGUAGES[:-1]
    for words in [*lexicon_of(language).words.values(), sum(lexicon_of(language).words.values(), ())]
    if words
]
PLACES = (
    "# 东联\n\n东联是组织。\n\n## 成员\n\n* 泰国\n\n## {}\n\n* 越南\n",
    '# 东南亚国家联盟成员国列表\n\n本列表列出[东南亚国家联盟](../Page/东南亚国家联盟.md "wikilink")的成员国。\n\n## {}\n\n* 越南\n',
    "# 东联会议\n\n**东联会议**是会议。\n\n## 第一次会议（2001年）\n\n### {}\n\n* 越南\n",
    "# 东联\n\n东联是组织。\n\n## 成员\n\n{}：\n\n* 越南（{}）\n",
    "# 东联成员国列表\n\n本列表列出东联的成员国。\n\n<table><caption>{}</caption><tr><th>国家</th><th>{}</th></tr><tr><td>{}</td><td>x</td></tr></table>\n",
)


def _of_one_list(of: tuple[str, tuple[str, ...]]) -> st.SearchStrategy[tuple[str, list[str]]]:
    language, words = of
    return st.tuples(st.just(language), st.lists(st.sampled_from(words), min_size=1, max_size=3))


@given(
    st.sampled_from(WORDS).flatmap(_of_one_list),
    st.sampled_from(PLACES),
    st.sampled_from(["", "党", "x", "　"]),
)
@example(("zh", ["时间地点"]), PLACES[1], "党")
def test_words_repeated_are_read_in_little_time(said: tuple[str, list[str]], place: str, end: str) -> None:
    """Headings, captions, header cells, introducing lines and remarks of any words of one list, fifty times over."""
    language, words = said
    _read(place.replace("{}", "".join(words) * 50 + end), language)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "unit", ["时间地点", "开催地の", "　", "（", "（1）", "：", "一", "2001年1月", "成员国和", "-{a", "的"]
)
def test_what_took_the_square_of_its_length_is_linear(unit: str, place: str) -> None:
    """Twenty thousand of each: the first never ended, others took minutes."""
    _read(place.replace("{}", unit * 20_000 + "党"), "zh")


def test_meetings_of_one_year_take_linear_time() -> None:
    """A page of 25,000 numbered meetings of one year: each was once compared with all the others."""
    meetings = "".join(f"# 第{number}次会议（2011年）\n" for number in range(25_000))
    _read(f"# 会议\n\n**会议**\n{meetings}", "zh")


def _read(text: str, language: str) -> None:
    raw = RawPage("Page/p.md", text.encode(), "p.md")
    with limited():
        understand(raw, ConvertOptions(PageOptions(language, text[2 : text.index("\n")])))
