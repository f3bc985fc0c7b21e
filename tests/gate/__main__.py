"""`python -m tests.gate`: the gate's table, and what was missed."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from tests.gate.floors import check, reasons_of, write_digests, write_floors
from tests.gate.gold import gold_pages
from tests.gate.scores import KINDS, PageScores, Score, Slip, interval, measure


def main() -> int:
    """Measure, show, and hold to the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description=__doc__)
    parser.add_argument("pages", nargs="*", help="a part of the names of the pages to measure")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="list every miss, wrong statement and wrong detail"
    )
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="list the N pages with the most slips, and why"
    )
    parser.add_argument("--raise-floors", action="store_true", help="write floors that are higher now")
    parser.add_argument(
        "--lower-floors", action="store_true", help="write floors as they are now, lower ones too"
    )
    parser.add_argument("--pin", action="store_true", help="pin pages and annotations as they are now")
    options = parser.parse_args()
    pages = [
        page for page in gold_pages() if not options.pages or any(part in page.name for part in options.pages)
    ]
    if options.pin:
        write_digests(pages)
    measured = [measure(page) for page in pages]
    if options.raise_floors or options.lower_floors:
        write_floors(measured, lower=options.lower_floors)
    console = Console(width=150, highlight=False, markup=False)
    console.print(_table(measured))
    console.print(_by_language(measured))
    if options.worst:
        console.print(_worst(measured, options.worst))
    if options.verbose:
        for one in measured:
            for slip in one.slips:
                console.print(f"{one.page}:{slip.lines}: {slip.kind} {slip.what}: {slip.key} {slip.said}")
    problems = [problem for one in measured for problem in check(one)]
    for problem in problems:
        console.print(problem)
    return 1 if problems else 0


def _table(measured: list[PageScores]) -> Table:
    table = Table("page", *KINDS, title="right of stated / of what the page states")
    total = dict.fromkeys(KINDS, Score())
    for one in measured:
        table.add_row(one.page, *(_cell(one.scores[kind]) for kind in KINDS))
        total = {kind: total[kind] + one.scores[kind] for kind in KINDS}
    table.add_section()
    table.add_row("all", *(_cell(total[kind]) for kind in KINDS))
    table.add_row("precision", *(f"{total[kind].precision:.3f}" for kind in KINDS))
    table.add_row("recall", *(f"{total[kind].recall:.3f}" for kind in KINDS))
    return table


def _by_language(measured: list[PageScores]) -> Table:
    """What was right, by language, with the interval in which the true share lies nineteen times of twenty."""
    table = Table("language", "fact", "precision", "recall", title="by language (Wilson intervals of 95 %)")
    for language in sorted({one.page.partition("/")[0] for one in measured}):
        for kind in ("meeting", "attendance", "membership"):
            scores = [one.scores[kind] for one in measured if one.page.startswith(f"{language}/")]
            total = sum(scores, Score())
            if total.stated or total.wanted:
                shares = (_share(total.right, total.stated), _share(total.right, total.wanted))
                table.add_row(language, kind, *shares)
    return table


def _worst(measured: list[PageScores], most: int) -> Table:
    """The pages of which the most was missed or stated wrongly, with the reasons that are known."""
    table = Table("page", "wrong", "missed", "details", "why", title="the worst pages")
    # One that is wrong or missing weighs more than any detail.
    for one in sorted(measured, key=lambda one: (-_lost(one), -len(one.slips)))[:most]:
        if one.slips:
            counts = Counter(slip.what if slip.kind != "details" else "details" for slip in one.slips)
            told = Counter(_why(one, slip) for slip in one.slips)
            why = "; ".join(f"{count} × {reason}" for reason, count in told.most_common())
            table.add_row(one.page, *(str(counts[what]) for what in ("wrong", "missed", "details")), why)
    return table


def _lost(one: PageScores) -> int:
    return sum(slip.kind != "details" for slip in one.slips)


def _why(one: PageScores, slip: Slip) -> str:
    if slip.kind == "details":
        return f"{slip.what} of what was found reads otherwise"
    return reasons_of(one.page).get(slip.key, f"{slip.kind} {slip.what}, for no reason that is known")


def _share(right: int, of: int) -> str:
    if not of:
        return ""
    low, high = interval(right, of)
    return f"{right / of:.3f} ({low:.3f} to {high:.3f}; {right} of {of})"


def _cell(score: Score) -> str:
    return f"{score.right} of {score.stated} / {score.wanted}" if score.stated or score.wanted else ""


if __name__ == "__main__":
    sys.exit(main())
