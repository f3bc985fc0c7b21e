"""Two processes beside one, and two busy loops beside one: what the machine itself gives, in the same run.

    python -m benchmarks.scaling [--pages N] [--rounds N]

The pages of `pages.py`, made into a dataset by one process and by two. Machines share their cores' caches and clocks, so
that two busy loops give less than twice one: the figure to read is the last, ours as a part of the loops'.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.pages import make_pages

LOOP = "x = 0\nfor i in range(60_000_000): x += i"


def main() -> None:
    """Time both, interleaved, and print medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump"
        for language, title, text in make_pages(chosen.pages):
            place = dump / language / "Page" / f"{title}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        loops, ours = [], []
        for number in range(chosen.rounds):
            loops.append(2 * _seconds(partial(_loops, 1)) / _seconds(partial(_loops, 2)))
            out = Path(folder) / f"out{number}"
            one = _seconds(partial(_convert, dump, out / "one", 1))
            ours.append(one / _seconds(partial(_convert, dump, out / "two", 2)))
    two_loops, two_of_ours = statistics.median(loops), statistics.median(ours)
    print(f"two busy loops {two_loops:.2f} × one; two processes of ours {two_of_ours:.2f} × one")
    print(f"{chosen.pages:,} pages: {two_of_ours / two_loops:.2f} of what the machine gives")


def _seconds(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _loops(count: int) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(count)]
    for process in processes:
        process.wait()


def _convert(dump: Path, output: Path, jobs: int) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "icmlpo_rdf", "convert", str(dump), "-o", f"{output}/"),
            *("--quiet", "--validate", "none", "--jobs", str(jobs)),
        ],
        check=True,
    )


if __name__ == "__main__":
    main()
