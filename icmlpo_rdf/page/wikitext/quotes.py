"""Apostrophes that mean bold and italics, told apart as MediaWiki does (Parser::doQuotes), line by line."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["bold_places"]

_KINDS = {2: 2, 3: 3, 4: 3}
"""How many of a run's apostrophes mean something, the last ones: 2 italics, 3 bold, 5 both, as those of any longer run."""


def bold_places(runs: Sequence[tuple[int, int]], line: str) -> dict[int, tuple[int, bool]]:
    """Tell what each run of apostrophes of a line means.

    Args:
        runs: for each run of two or more its place in the line and its length.
        line: the line.

    Returns:
        For each run's place how many of its first characters are text, and whether it turns bold on or off.
    """
    kinds = [_KINDS.get(length, 5) for _, length in runs]
    bold, italic = len(kinds) - kinds.count(2), len(kinds) - kinds.count(3)
    if bold % 2 == 1 and italic % 2 == 1 and (index := _mistaken(runs, kinds, line)) is not None:
        kinds[index] = 2
    return {place: (length - kind, kind != 2) for (place, length), kind in zip(runs, kinds, strict=True)}


def _mistaken(runs: Sequence[tuple[int, int]], kinds: list[int], line: str) -> int | None:
    """Which bold mark is one for italics behind an apostrophe: l'''Espresso''."""
    single = multiple = space = None
    for index, (place, length) in enumerate(runs):
        if kinds[index] != 3:
            continue
        at = place + length - 3
        last, before = line[at - 1 : at], line[at - 2 : at - 1] if at > 1 else ""
        if last == " ":
            space = index if space is None else space
        elif before == " ":
            single = index if single is None else single
        else:
            multiple = index if multiple is None else multiple
    return next((one for one in (single, multiple, space) if one is not None), None)
