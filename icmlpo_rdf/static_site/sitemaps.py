"""All pages for search engines (https://www.sitemaps.org/protocol.html): 50,000 addresses, or 50 MB, a file at most."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from icmlpo_rdf.static_site.file_names import relative

__all__ = ["MOST_ADDRESSES", "write_sitemaps"]

MOST_ADDRESSES = 50_000
_MOST_BYTES = 50_000_000 - 1_000
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write_sitemaps(files: Iterable[str], address: str, folder: Path, most: int = MOST_ADDRESSES) -> None:
    """Write `sitemap.xml`; where one file cannot hold all, it names the others.

    Args:
        files: the pages.
        address: where the site will stand, with a slash at its end.
        folder: the site's.
        most: how many addresses a file may hold.
    """
    maps: list[list[str]] = [[]]
    size = 0
    for file in files:
        line = f"<url><loc>{escape(address + relative('', file).removesuffix('index.html'))}</loc></url>\n"
        if len(maps[-1]) == most or size + len(line) > _MOST_BYTES:
            _write(folder / f"sitemap-{len(maps)}.xml", "urlset", maps[-1])
            maps[-1].clear()
            maps.append([])
            size = 0
        maps[-1].append(line)
        size += len(line)
    if len(maps) == 1:
        _write(folder / "sitemap.xml", "urlset", maps[0])
        return
    _write(folder / f"sitemap-{len(maps)}.xml", "urlset", maps[-1])
    lines = [
        f"<sitemap><loc>{escape(f'{address}sitemap-{number}.xml')}</loc></sitemap>\n"
        for number in range(1, len(maps) + 1)
    ]
    _write(folder / "sitemap.xml", "sitemapindex", lines)


def _write(file: Path, element: str, lines: Iterable[str]) -> None:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} {_SPACE}>\n{"".join(lines)}</{element}>\n'
    file.write_text(text, encoding="utf-8")
