"""Floors, pinned digests and accepted misses: what may not get worse without somebody saying so."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from math import floor
from pathlib import Path

from tests.gate.gold import GOLD, GoldPage
from tests.gate.scores import KINDS, PageScores

__all__ = [
    "DIGESTS",
    "FLOORS",
    "REASONS",
    "check",
    "digests_of",
    "reasons_of",
    "write_digests",
    "write_floors",
]

FLOORS = GOLD / "floors.toml"
"""For each page and kind of fact the least precision and recall."""
REASONS = GOLD / "misses.toml"
"""Each accepted miss or wrong statement, with its reason."""
DIGESTS = GOLD / "digests.toml"
"""SHA-256 of every page and annotation."""


def _read(path: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def reasons_of(page: str, reasons: Path = REASONS) -> dict[str, str]:
    """Return why each accepted miss or wrong statement of a page is one."""
    return {key: str(reason) for key, reason in _read(reasons).get(page, {}).items()}


def check(measured: PageScores, floors: Path = FLOORS, reasons: Path = REASONS) -> list[str]:
    """Return what is worse than it may be, one line each."""
    problems: list[str] = []
    least = _read(floors).get(measured.page)
    if least is None:
        return [f"{measured.page}: it has no floors; write them with --raise-floors"]
    for kind in KINDS:
        score, pair = measured.scores[kind], least.get(kind, [0.0, 0.0])
        assert isinstance(pair, list)
        for what, value, bound in (
            ("precision", score.precision, pair[0]),
            ("recall", score.recall, pair[1]),
        ):
            if value < bound:
                problems.append(f"{measured.page}: {what} of {kind} is {value:.3f}, below its floor {bound}")
    accepted = reasons_of(measured.page, reasons)
    problems.extend(
        f"{measured.page}: {slip.kind} {slip.what} without a reason: {slip.key} (lines {slip.lines or '-'})"
        for slip in measured.slips
        if slip.kind != "details" and not accepted.get(slip.key)
    )
    return problems


def write_floors(measured: Iterable[PageScores], *, lower: bool, path: Path = FLOORS) -> None:
    """Write the measured values as floors; lower ones only when `lower` says so."""
    known = _read(path)
    lines = [
        "# Least precision and recall by page and kind of fact. Raised by --raise-floors, lowered by --lower-floors only."
    ]
    for one in measured:
        lines.append(f'\n["{one.page}"]')
        for kind in KINDS:
            score = one.scores[kind]
            new = [floor(value * 1000) / 1000 for value in (score.precision, score.recall)]
            old = known.get(one.page, {}).get(kind)
            if isinstance(old, list) and not lower:
                new = [max(pair) for pair in zip(new, old, strict=True)]
            lines.append(f"{kind} = [{new[0]}, {new[1]}]")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def digests_of(page: GoldPage) -> dict[str, str]:
    """Return the SHA-256 of a page's files."""
    files = [page.page, page.table, page.table.with_name(f"{page.title}.links.tsv")]
    return {
        file.relative_to(GOLD.parent).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.exists()
    }


def write_digests(pages: Iterable[GoldPage], path: Path = DIGESTS) -> None:
    """Pin every page and annotation as it is now."""
    found = {name: digest for page in pages for name, digest in digests_of(page).items()}
    lines = [f'"{name}" = "{digest}"' for name, digest in sorted(found.items())]
    path.write_text(
        "# SHA-256 of the gate's pages and annotations; pinned by --pin.\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
