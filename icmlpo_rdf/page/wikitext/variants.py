"""What a language variant shows: `-{zh-hans:a;zh-hant:b}-` its first form, `-{H|a=>zh-cn:b}-` nothing.

https://www.mediawiki.org/wiki/Writing_systems/Syntax. Which form a reader sees is the reader's choice; here it is the first.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["shown_part"]

_SHOWN = frozenset({"R", "A"})
_HIDING = frozenset({"T", "H", "D", "N", "-"})
"""Flags of rules for the title or for other text, and of those that print what no source holds: a rule described, a variant's name."""


def shown_part(written: str, flags: str | None, language: str) -> tuple[int, int] | None:
    """Return where in a variant's rules the text stands that is shown; None where none is.

    Args:
        written: the rules: what stands behind the first bar, or all where there is none.
        flags: what stands before the first bar; None where there is none.
        language: the code of the wiki, whose variants begin with it.
    """
    variant = _variant(language.partition("-")[0])
    told = {flag.strip() for flag in (flags or "").split(";")}
    if told & _HIDING and not told & _SHOWN:
        return None
    if "R" in told or any(variant.fullmatch(flag) for flag in told):
        return 0, len(written)
    rules = _rules(written, language)
    return next(
        (place for is_oneway, place in rules if not is_oneway), rules[0][1] if rules else (0, len(written))
    )


def _rules(written: str, language: str) -> list[tuple[bool, tuple[int, int]]]:
    """Whether each rule leads one way only, and where its form stands; none where the text is no rules at all.

    A semicolon ends a rule where another one or nothing follows, else it is a letter of the form.
    """
    rule = _rule(language.partition("-")[0])
    rules: list[tuple[bool, tuple[int, int]]] = []
    place = 0
    for part in written.split(";"):
        if begins := rule.match(part):
            rules.append((begins[1] is not None, (place + begins.end(), place + len(part))))
        elif not rules:
            return []
        elif part.strip() or place + len(part) < len(written):
            is_oneway, (begin, _) = rules.pop()
            rules.append((is_oneway, (begin, place + len(part))))
        place += len(part) + 1
    return rules


@cache
def _variant(language: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(language)}(?:-[a-z]+)*+", re.IGNORECASE)


@cache
def _rule(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*+([^:=]*+(?:=(?!>)[^:=]*+)*+=>\s*+)?+{_variant(language).pattern}\s*+:", re.IGNORECASE
    )
