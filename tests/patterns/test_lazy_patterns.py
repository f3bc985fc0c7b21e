"""A pattern that is compiled when it is first used does what the compiled one does, and costs nothing before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import icmlpo_rdf
from icmlpo_rdf.lazy_patterns import SparingPattern, lazy_pattern


def test_it_does_what_the_compiled_pattern_does() -> None:
    """Every method and attribute, at the first use and later."""
    lazy, compiled = (
        lazy_pattern(r"(?P<digit>\d)b?", re.IGNORECASE),
        re.compile(r"(?P<digit>\d)b?", re.IGNORECASE),
    )
    for _ in range(2):
        assert lazy.sub("x", "a1B2") == compiled.sub("x", "a1B2") == "axx"
        assert lazy.findall("1B2") == compiled.findall("1B2")
        assert lazy.groupindex == compiled.groupindex
        assert lazy.flags == compiled.flags
        assert lazy.pattern == compiled.pattern
    assert lazy_pattern(rb"\d").search(b"a1")


def test_a_text_without_what_every_match_holds_is_not_searched() -> None:
    """Every method gives what the compiled pattern gives; nothing is compiled before a text may match."""
    for source, needs, flags in ((r"(\d)(?:st|RD)", ("st", "rd"), re.IGNORECASE), (r"(\w)[（(]", "（(", 0)):
        compiled, untried = re.compile(source, flags), SparingPattern(source, flags, needs)
        for text in ("", "a", "thing", "2 R", "r d"):
            assert not untried.may_match(text)
            _does_the_same(lazy_pattern(source, flags, needs), compiled, text)
        assert "compiled" not in vars(untried)
        for text in ("1ST 2Rd", "1st", "甲（乙（", "rd", "(", "st （"):
            _does_the_same(lazy_pattern(source, flags, needs), compiled, text)


def _does_the_same(lazy: re.Pattern[str], compiled: re.Pattern[str], text: str) -> None:
    for one, other in (
        (lazy.search(text), compiled.search(text)),
        (lazy.match(text, 1), compiled.match(text, 1)),
        (lazy.fullmatch(text, 0, 3), compiled.fullmatch(text, 0, 3)),
    ):
        assert (one and one.span()) == (other and other.span())
    spans = [[match.span() for match in pattern.finditer(text)] for pattern in (lazy, compiled)]
    assert spans[0] == spans[1]
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.split(text) == compiled.split(text)
    assert lazy.sub("x", text, count=1) == compiled.sub("x", text, count=1)


def test_it_is_compiled_when_it_is_first_used() -> None:
    """What is no regular expression is seen then, and not before."""
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.search("")


def test_modules_keep_lazy_patterns() -> None:
    """A start compiles what the page needs; `verify` shares no code with the converter."""
    package = Path(icmlpo_rdf.__file__).parent
    rooms = (file for file in package.rglob("*.py") if "verify" not in file.parts)
    assert [
        file.name for file in rooms if re.search(r"(?m)^\S.*re\.compile\(", file.read_text("utf-8"))
    ] == []
