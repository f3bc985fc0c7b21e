"""XML dumps at three sizes: reading beside decompression alone, conversion beside decompression and pages, and memory.

    python -m benchmarks.dumps [--pages N N N] [--read N] [--part I/N]

The pages of `pages.py` as wikitext; *reading and pages alone* is a program that reads the dump and converts each of the same pages to N-Quads, and
nothing else: no run, no work folder, no files, no report. CPU seconds, so that other work on the machine counts less; memory is the most that any process
of a run has had. *Reading* is title, revision and text of every page, no facts; it is compared with unpacking alone, and with unpacking and
the least that lxml's `iterparse` can do: title and text only, without a look at anything else. Conversion is of a dump packed with bzip2;
with `--part 1/8` all of it is read and an eighth converted.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from benchmarks.pages import make_export

OPEN = "import sys, bz2, gzip\nopener = {'bz2': bz2.open, '.gz': gzip.open}.get(sys.argv[1][-3:], open)\n"
UNPACK = OPEN + "with opener(sys.argv[1], 'rb') as s:\n    while s.read(1 << 20): pass"
LEAST = (
    OPEN + "from lxml import etree\nnamespace = '{http://www.mediawiki.org/xml/export-0.11/}'\n"
    "title, text, page = (namespace + name for name in ('title', 'text', 'page'))\n"
    "with opener(sys.argv[1], 'rb') as s:\n"
    "    for _, one in etree.iterparse(s, tag=(title, text, page), huge_tree=True):\n"
    "        if one.tag != page:\n            told = one.text\n            continue\n"
    "        one.clear()\n        while one.getprevious() is not None: del one.getparent()[0]"
)
READ = (
    "import sys\nfrom icmlpo_rdf.source.multistream import export_chunks\n"
    "from icmlpo_rdf.source.mediawiki_xml import pages_of\n"
    "with open(sys.argv[1], 'rb') as s:\n    print(sum(1 for _ in pages_of(export_chunks(s, sys.argv[1]), 'dump')))"
)
PAGES = (
    READ.partition("with open")[0]
    + "from icmlpo_rdf import convert\nfrom icmlpo_rdf.batch.page_limits import calm_collector\n"
    "from icmlpo_rdf.options import Form\nfrom icmlpo_rdf.sinks import OutputFormat\nfrom icmlpo_rdf.source import RawPage\n"
    "with calm_collector(), open(sys.argv[1], 'rb') as s:\n"
    "    for number, page in enumerate(pages_of(export_chunks(s, sys.argv[1]), 'dump')):\n"
    "        if number % int(sys.argv[2]) == 0:\n"
    "            told = {'form': Form.WIKITEXT, 'title': page.title, 'wiki': page.site.wiki, 'revision': page.revision}\n"
    "            convert(RawPage('page', page.text.encode(), 'page', **told)).to_bytes(OutputFormat.NQUADS)"
)
STARTS = {
    LEAST: "import bz2, gzip, lxml.etree",
    READ: "import icmlpo_rdf.source.multistream, icmlpo_rdf.source.mediawiki_xml",
}
PACKINGS = ("", ".gz", ".bz2")
MILLION = 1_000_000


def main() -> None:
    """Measure, and print a line for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[500, 2_000, 8_000])
    parser.add_argument("--read", type=int, default=20_000, help="pages of the dump that is only read")
    parser.add_argument("--part", default="1/1", help="the shards that are converted")
    chosen = parser.parse_args()
    number, parts = map(int, chosen.part.split("/"))
    with tempfile.TemporaryDirectory() as folder:
        for packing in PACKINGS:
            dump = _made(Path(folder), chosen.read, packing)
            unpacked, _ = _measured([sys.executable, "-c", UNPACK, str(dump)])
            least, read = (
                _measured([sys.executable, "-c", what, str(dump)])[0]
                - _measured([sys.executable, "-c", start])[0]
                for what, start in STARTS.items()
            )
            _, memory = _measured([sys.executable, "-c", READ, str(dump)])
            print(
                f"{chosen.read:,} pages read, {packing or 'plain'}: {read:.2f} s, {memory:.0f} MB; {unpacked / read:.2f} of what "
                f"unpacking alone allows ({unpacked:.2f} s), {least / read:.2f} of what iterparse allows ({least:.2f} s)",
                flush=True,
            )
        for count in chosen.pages:
            dump = _made(Path(folder), count, ".bz2")
            reading, least = _measured([sys.executable, "-c", READ, str(dump)])
            alone = _measured([sys.executable, "-c", PAGES, str(dump), str(parts)])[0]
            command = [
                sys.executable,
                "-m",
                "icmlpo_rdf",
                "convert",
                str(dump),
                "-o",
                f"{folder}/out{count}/",
            ]
            command += ["--quiet", "--validate", "none", "--jobs", "1", "--shard", f"{number}/{parts}"]
            begin = time.monotonic()
            seconds, memory = _measured(command)
            took = time.monotonic() - begin
            each = (seconds - reading) / count * parts
            million = (each + reading / count) * MILLION
            print(
                f"{count // parts:,} of {count:,} pages converted: {seconds:.1f} s ({took:.0f} s by the clock), of which reading "
                f"{reading:.1f} s; {1_000 * each:.2f} ms a page, {seconds / alone:.2f} of reading and pages alone ({alone:.1f} s), {memory:.0f} MB (reading alone {least:.0f} MB); a million: "
                f"{million / 3_600:.1f} h of one core",
                flush=True,
            )


def _made(folder: Path, count: int, packing: str) -> Path:
    path = folder / f"zhwiki-{count}.xml{packing}"
    opener: Callable[..., IO[str]] = {".bz2": bz2.open, ".gz": gzip.open}.get(packing, open)
    with opener(path, "wt", encoding="utf-8") as stream:
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
