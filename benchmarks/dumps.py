"""XML dumps at three sizes: reading beside decompression alone, conversion beside decompression and pages, and memory.

    python -m benchmarks.dumps [--pages N N N] [--read N]

The pages of `pages.py` as wikitext, packed with bzip2. CPU seconds, so that other work on the machine counts less; memory is
the most that any process of a run has had. *Reading* is title and text of every page, no facts.
"""

from __future__ import annotations

import argparse
import bz2
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pages import make_export

UNPACK = "import bz2, sys\nwith bz2.open(sys.argv[1]) as s:\n    while s.read(1 << 20): pass"
READ = (
    "import sys\nfrom icmlpo_rdf.source.multistream import export_chunks\n"
    "from icmlpo_rdf.source.mediawiki_xml import pages_of\n"
    "with open(sys.argv[1], 'rb') as s:\n    print(sum(1 for _ in pages_of(export_chunks(s, sys.argv[1]), 'dump')))"
)
MILLION = 1_000_000


def main() -> None:
    """Measure, and print a line for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[500, 2_000, 8_000])
    parser.add_argument("--read", type=int, default=20_000, help="pages of the dump that is only read")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = _made(Path(folder), chosen.read)
        start = _measured([sys.executable, "-c", "import lxml.etree, icmlpo_rdf.source.mediawiki_xml"])[0]
        unpacked, _ = _measured([sys.executable, "-c", UNPACK, str(dump)])
        read, memory = _measured([sys.executable, "-c", READ, str(dump)])
        ratio = unpacked / (read - start)
        print(f"{chosen.read:,} pages read: {ratio:.2f} of what decompression alone allows, {memory:.0f} MB")
        for count in chosen.pages:
            dump = _made(Path(folder), count)
            unpacked, _ = _measured([sys.executable, "-c", UNPACK, str(dump)])
            command = [
                sys.executable,
                "-m",
                "icmlpo_rdf",
                "convert",
                str(dump),
                "-o",
                f"{folder}/out{count}/",
            ]
            seconds, memory = _measured([*command, "--quiet", "--validate", "none", "--jobs", "1"])
            each = (seconds - unpacked) / count
            print(
                f"{count:,} pages converted: {seconds:.1f} s, of which decompression {unpacked:.1f} s; "
                f"{1_000 * each:.2f} ms a page, {memory:.0f} MB; a million: {each * MILLION / 3_600:.1f} h of one core"
            )


def _made(folder: Path, count: int) -> Path:
    path = folder / f"zhwiki-{count}.xml.bz2"
    with bz2.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(make_export(count))
    return path


def _measured(command: list[str]) -> tuple[float, float]:
    """The CPU seconds and the megabytes of a command and its children."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
