"""Precision and recall of a page, and what exactly was missed or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from tests.gate.gold import BASE, GoldPage, Key
from tests.gate.stated import Stated, stated_by

__all__ = ["KINDS", "PageScores", "Score", "Slip", "interval", "measure"]

KINDS = ("links", "meeting", "attendance", "membership", "details")


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, of how many that the program stated and of how many that the page states."""

    right: int = 0
    stated: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """1 where nothing was stated: nothing was wrong."""
        return self.right / self.stated if self.stated else 1.0

    @property
    def recall(self) -> float:
        """1 where nothing is to be found."""
        return self.right / self.wanted if self.wanted else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.stated + other.stated, self.wanted + other.wanted)


def interval(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's interval of a share: https://doi.org/10.1080/01621459.1927.10502953."""
    z = 1.96
    share, square = right / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    reach = z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Slip:
    """One miss, one wrong statement, or one wrong detail."""

    kind: str
    """The kind of fact, or `details`."""
    what: str
    """`missed`, `wrong`, or the detail's name."""
    key: str
    """Readable and stable: the statement's parts without the base."""
    lines: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class PageScores:
    """One page, measured."""

    page: str
    scores: dict[str, Score]
    slips: tuple[Slip, ...]


def measure(page: GoldPage) -> PageScores:
    """Convert a page and compare what it states with what the page says."""
    return compare(page, stated_by(page))


def compare(page: GoldPage, stated: Stated) -> PageScores:
    """Compare what the data states with the annotation."""
    slips: list[Slip] = []
    scores = {"links": Score()}
    if page.links is not None:
        right = page.links & stated.links
        scores = {"links": Score(len(right), len(stated.links), len(page.links))}
        slips += [
            Slip("links", "missed", f"{_short(link)} {state}", "") for link, state in page.links - right
        ]
        slips += [
            Slip("links", "wrong", f"{_short(link)} {state}", "") for link, state in stated.links - right
        ]
    # A page about one meeting has it as its subject, whether or not a row states it.
    own = ("meeting", f"{BASE}{page.language}/{page.title}")
    said = {
        key: details
        for key, details in stated.statements.items()
        if key in page.statements or (key not in page.neither | {own} and _is_covered(page, details))
    }
    for kind in ("meeting", "attendance", "membership"):
        wanted = {key for key in page.statements if key[0] == kind}
        found = {key for key in said if key[0] == kind}
        scores[kind] = Score(len(wanted & found), len(found), len(wanted))
        slips += [
            Slip(kind, "missed", _readable(key), page.statements[key]["lines"]) for key in wanted - found
        ]
        slips += [Slip(kind, "wrong", _readable(key), "") for key in found - wanted]
    checked = correct = 0
    for key in said.keys() & page.statements.keys():
        for name, value in said[key].items():
            if name == "line":
                continue
            expected = page.statements[key].get(name, "")
            checked += 1
            if _same(name, value, expected):
                correct += 1
            else:
                lines = page.statements[key]["lines"]
                slips.append(Slip("details", name, _readable(key), lines, f"{value!r}, not {expected!r}"))
    scores["details"] = Score(correct, checked, checked)
    slips.sort(key=lambda slip: (KINDS.index(slip.kind), slip.lines, slip.key, slip.what))
    return PageScores(page.name, scores, tuple(slips))


def _is_covered(page: GoldPage, details: dict[str, str]) -> bool:
    """False for what stands outside of the lines that the annotation covers."""
    line = details.get("line")
    return page.covers is None or not line or page.covers[0] <= int(line) <= page.covers[1]


def _same(name: str, value: str, expected: str) -> bool:
    if name == "place":
        return {one.strip() for one in value.split("+")} == {one.strip() for one in expected.split("+")}
    return value == expected


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def _readable(key: Key) -> str:
    return " ".join(_short(part) for part in key[1:])
