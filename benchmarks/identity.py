"""`link` on tables of many rows: what it takes for each million, and that memory stays flat.

    python -m benchmarks.identity [ROWS]

Makes the tables of a wiki with ROWS pages (a million), a fifth of them redirects, and ROWS rows of `wb_items_per_site`, asks for
two hundred titles of them, and does the same with a tenth of the rows. The tables are read as often as the titles need:
`page` and `redirect` twice (a redirect to a redirect is among them), `page_props` and `wb_items_per_site` once.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired

import psutil

_ROWS = 1_000_000
_AT_A_TIME = 5_000
_TABLES = {
    "page": "page_id page_namespace page_title page_is_redirect page_is_new page_random page_touched page_links_updated"
    " page_latest page_len page_content_model page_lang",
    "redirect": "rd_from rd_namespace rd_title rd_interwiki rd_fragment",
    "page_props": "pp_page pp_propname pp_value pp_sortkey",
    "wb_items_per_site": "ips_row_id ips_item_id ips_site_id ips_site_page",
}


def _is_redirect(number: int) -> bool:
    return number % 5 == 4


def _rows(table: str, rows: int) -> Iterator[str]:
    for number in range(1, rows + 1):
        if table == "page":
            to = int(_is_redirect(number))
            yield f"{number},0,'第{number}次会议',{to},0,0.{number},'20261101000000','20261101000000',{number},99,'wikitext',NULL"
        elif table == "wb_items_per_site":
            yield f"{number},{number},'zhwiki','第{number}次会议'"
        elif table == "redirect" and _is_redirect(number):
            target = number - 5 if number % 100 == 99 else number - 1
            yield f"{number},0,'第{target}次会议','',''"
        elif table == "page_props" and not _is_redirect(number):
            yield f"{number},'wikibase_item','Q{number}',NULL"


def _write(folder: Path, rows: int) -> None:
    for table, names in _TABLES.items():
        wiki = "wikidatawiki" if table.startswith("wb") else "zhwiki"
        with gzip.open(
            folder / f"{wiki}-20261101-{table}.sql.gz", "wt", encoding="utf-8", compresslevel=1
        ) as out:
            columns = ",\n".join(f"  `{name}` varbinary(255)" for name in names.split())
            out.write(f"-- MySQL dump 10.13\nCREATE TABLE `{table}` (\n{columns}\n) ENGINE=InnoDB;\n")
            for some in _batches(_rows(table, rows)):
                out.write(f"INSERT INTO `{table}` VALUES ({'),('.join(some)});\n")  # noqa: S608 - a file
            out.write("-- Dump completed on 2026-11-01\n")


def _batches(rows: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def _measured(rows: int) -> tuple[float, float]:
    """Seconds of processor time, and the most memory in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "dumps").mkdir()
        _write(folder / "dumps", rows)
        asked = [f"第{number}次会议" for number in range(rows - 199, rows + 1)]
        (folder / "titles.txt").write_text("\n".join(asked), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "icmlpo_rdf",
            "link",
            "--titles",
            str(folder / "titles.txt"),
            "--wiki",
            "zhwiki",
        ]
        command += ["--wikidata", str(folder / "dumps"), "-o", str(folder / "out.tsv")]
        began, most = _processor_time(), 0
        with Popen(command, stderr=DEVNULL) as process:
            watched = psutil.Process(process.pid)
            while process.poll() is None:
                try:
                    most = max(most, watched.memory_info().rss)
                except psutil.NoSuchProcess:
                    break
                try:
                    process.wait(0.02)
                except TimeoutExpired:
                    continue
        assert process.returncode == 0
        took = _processor_time() - began
        lines = (folder / "out.tsv").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 200
        assert all(line.partition("\tQ")[2] for line in lines), "a title has lost its item"
        return took, most / 1e6


def _processor_time() -> float:
    """What processes that have ended took."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    """Print seconds and memory for two sizes."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    print(f"{'rows a table':>14} {'CPU, s':>9} {'MB':>7}")
    for size in (rows // 10, rows):
        took, most = _measured(size)
        print(f"{size:>14,} {took:>9.1f} {most:>7.0f}")


if __name__ == "__main__":
    main()
