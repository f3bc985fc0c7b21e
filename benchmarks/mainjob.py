"""What the main job costs from start to end, in units of what it cannot do without.

    python -m benchmarks.mainjob [--rounds N]

Each row is a process of its own, and its CPU time (user and system) is divided by that of the row that it is measured by:
a start of Python that imports click, lxml and pyoxigraph, or a bare one. The last rows are one page in a process that is
warm, divided by the floor of `benchmarks.stages`. Rounds are interleaved and medians shown, because machines are noisy.
Bytecode is cached, as it is for an installed program.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.stages import SEED, floor
from icmlpo_rdf.convert import convert
from icmlpo_rdf.sinks import OutputFormat
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.validation.compiled import check

BARE, LIBRARIES, FLOOR = "bare Python", "click, lxml, pyoxigraph", "the floor"
MEASURES = {
    "--help": (BARE, 8),
    "the main job": (LIBRARIES, 4),
    "the main job, not checked": (LIBRARIES, 4),
    "one page": (FLOOR, 2),
    "one page, checked": (FLOOR, None),
}
"""Each row's measure, and how often it may go into the row (None: as seldom as can be)."""


def commands(output: Path) -> dict[str, list[str]]:
    """The processes to time."""
    program = ["-m", "icmlpo_rdf"]
    job = [*program, "convert", str(SEED), "-o", str(output)]
    return {
        BARE: ["-c", "pass"],
        LIBRARIES: ["-c", "import click, lxml.etree, pyoxigraph"],
        "--help": [*program, "--help"],
        "the main job": job,
        "the main job, not checked": [*job, "--no-validate"],
    }


def one_page(*, checked: bool) -> None:
    """The seed from its file to N-Quads, as a worker of a dump does it."""
    conversion = convert(read_page_file(str(SEED)))
    assert conversion.to_bytes(OutputFormat.NQUADS)
    assert not checked or check(conversion.quads).conforms


def cpu_of(arguments: list[str], environment: dict[str, str]) -> float:
    """The CPU seconds of one run of Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_of_call(call: Callable[[], object]) -> float:
    """The CPU seconds of one call."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def main() -> None:
    """Time everything, interleaved, and print medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds: int = parser.parse_args().rounds
    quad_count = len(convert(read_page_file(str(SEED))).quads)
    calls: dict[str, Callable[[], object]] = {
        FLOOR: lambda: floor(SEED, quad_count),
        "one page": lambda: one_page(checked=False),
        "one page, checked": lambda: one_page(checked=True),
    }
    times: defaultdict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        processes = commands(Path(folder, "seed.ttl"))
        for number in range(rounds + 1):
            for name, arguments in processes.items():
                times[name].append(cpu_of(arguments, environment))
            for name, call in calls.items():
                times[name].append(cpu_of_call(call))
            if not number:
                times.clear()  # the first round writes the bytecode and fills the caches
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"CPU, medians of {rounds} interleaved rounds")
    for name, seconds in medians.items():
        line = f"  {name:28}{seconds * 1000:8.1f} ms"
        if name in MEASURES:
            measure, most = MEASURES[name]
            line += f"   {seconds / medians[measure]:5.2f} × {measure}" + (
                f" (at most {most})" if most else ""
            )
        print(line)


if __name__ == "__main__":
    main()
