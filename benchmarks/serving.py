"""The served site under many connections: requests per second, errors, memory.

    python -m benchmarks.serving [--pages N] [--connections N] [--seconds S]

The pages of `pages.py` as one dataset, served as users serve it; each connection asks, waits for the whole answer and
asks again. Client and site share the machine, so the numbers are a lower bound; the last column is a part of what
an empty page of the same server gives in the same run, which is the figure to compare between machines.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Store

from benchmarks.pages import make_pages
from icmlpo_rdf.views.matrix import list_series

BASE = "https://w3id.org/icmlpo-rdf/"


@dataclass
class Tally:
    """What came back."""

    statuses: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0


def main() -> None:
    """Serve, ask, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = _made(Path(folder), chosen.pages)
        store = Store()
        store.bulk_load(path=str(data))
        series = max(list_series(store), key=lambda one: one.participants).iri
        path = quote(series.removeprefix(BASE).partition("#")[0], safe="/%")
        statements = len(store)
        del store
        with _served(data) as (process, port):
            print(
                f"{statements:,} statements; {chosen.connections} connections; at rest {_memory(process)} MB"
            )
            print(f"{'asked':24}{'a second':>10}{'errors':>8}{'longest':>10}{'memory':>10}{'part':>8}")
            floor = 0.0
            for name, address in (
                ("robots.txt", "/robots.txt"),
                ("a thing, 303", f"/{path}"),
                ("its Turtle", f"/data/{path}.ttl"),
                ("the front page", "/"),
                ("a page about a thing", f"/page/{path}"),
                ("the matrix", f"/matrix/{path}"),
                ("the search", f"/search?q={quote('共產黨')}"),
                ("SPARQL: a count", f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { ?m a icm:Meeting }')}"),
            ):
                begin = time.perf_counter()
                tally = asyncio.run(_asked(port, address, chosen.connections, chosen.seconds))
                rate = sum(tally.statuses.values()) / (time.perf_counter() - begin)
                errors = sum(
                    count for status, count in tally.statuses.items() if status not in {"200", "303"}
                )
                floor = floor or rate
                print(
                    f"{name:24}{rate:10.0f}{errors:8}{tally.longest:8.2f} s{_memory(process):7} MB{rate / floor:8.2f}"
                )


def _made(folder: Path, pages: int) -> Path:
    for language, title, text in make_pages(pages):
        place = folder / "dump" / language / "Page" / f"{title}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    data = folder / "all.nq"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "icmlpo_rdf",
            "convert",
            f"{folder}/dump/*/Page/*.md",
            "-o",
            str(data),
            "--no-validate",
            "-q",
        ],
        check=False,
    )
    return data


@contextmanager
def _served(data: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "icmlpo_rdf", "serve", str(data), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    match = re.search(r":(\d+)/", process.stderr.readline())
    assert match
    try:
        yield process, int(match[1])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


async def _asked(port: int, address: str, connections: int, seconds: float) -> Tally:
    tally, end = Tally(), time.perf_counter() + seconds
    await asyncio.gather(*(_one(port, address, end, tally) for _ in range(connections)))
    return tally


async def _one(port: int, address: str, end: float, tally: Tally) -> None:
    request = f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    reader = writer = None
    while time.perf_counter() < end:
        begin = time.perf_counter()
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            tally.statuses[head[9:12].decode()] += 1
        except (OSError, asyncio.IncompleteReadError) as error:
            tally.statuses[type(error).__name__] += 1
            reader = writer = None
        tally.longest = max(tally.longest, time.perf_counter() - begin)
    if writer is not None:
        writer.close()


def _memory(process: subprocess.Popen[str]) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
