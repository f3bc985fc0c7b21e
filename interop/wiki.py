"""A real MediaWiki on this machine: its pages by address, by title and in its own dumps say what their wikitext says.

    python -m interop.wiki [--port N]

Starts Debian's package (interop/up.sh), imports the pages of tests/pages/forms/wikitext, and compares the facts of each page
as a file, by the REST API (the page, and its revision by number), in the current dump and in the history's; and headings, tables, lists,
links and bold of its wikitext with those of the HTML that the wiki makes of it, also of the pages in tests/pages/rendered. Exit code 0 when all are the same, or where no MediaWiki can be had.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from icmlpo_rdf.convert import convert
from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage, read_page_file
from interop.structure import differences

HERE = Path(__file__).parent
_PAGES = HERE.parent / "tests" / "pages"
PAGES = sorted((_PAGES / "forms" / "wikitext").rglob("*.wikitext"))
RENDERED = {
    folder.name: sorted(folder.glob("*.wikitext"))
    for folder in sorted((_PAGES / "rendered").iterdir())
    if folder.is_dir()
}
"""Pages of other languages, of which the structure alone is compared."""
_SECONDS = 600
_CANNOT = 3


class _NoWikiError(Exception):
    """No MediaWiki can be had here."""


def main() -> None:
    """Start the wikis, one a language, compare, and end them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8197)
    port = parser.parse_args().port
    try:
        with _running("zh", PAGES, port) as folder:
            wrong = _compared(folder, f"http://127.0.0.1:{port}/rest.php/v1")
            wrong += _rendered("zh", PAGES, port)
        for language, pages in RENDERED.items():
            with _running(language, pages, port):
                wrong += _rendered(language, pages, port)
    except _NoWikiError:
        print("MediaWiki: skipped, for want of apt-get or of root")
        return
    count = len(PAGES) + sum(map(len, RENDERED.values()))
    print(f"MediaWiki: {count} pages, {len(wrong)} differ")
    sys.exit("\n".join(wrong) if wrong else 0)


@contextmanager
def _running(language: str, pages: Sequence[Path], port: int) -> Iterator[Path]:
    """A wiki of a language that has some pages; gives its folder.

    Raises:
        _NoWikiError: it cannot be had here.
    """
    with tempfile.TemporaryDirectory(prefix="icmlpo-wiki-") as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        for page in pages:
            shutil.copy(page, folder / "pages" / page.stem)
        (folder / "pages" / "别名").write_text(f"#REDIRECT [[{pages[0].stem}]]", encoding="utf-8")
        started = subprocess.run(
            [HERE / "up.sh", folder, str(port), language],
            timeout=_SECONDS,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        if started.returncode == _CANNOT:
            raise _NoWikiError
        server = int((folder / "server.pid").read_text())
        try:
            yield folder
        finally:
            os.kill(server, signal.SIGTERM)


def _compared(folder: Path, address: str) -> list[str]:
    """What is not as it should be."""
    dumps = {name: folder / f"{name}.xml" for name in ("current", "full")}
    for name, path in dumps.items():
        with path.open("wb") as stream:
            command = ["php", "maintenance/dumpBackup.php", f"--{name}", "--quiet"]
            subprocess.run(command, cwd=folder / "w", stdout=stream, timeout=_SECONDS, check=True)
    wrong = []
    for page in PAGES:
        title = page.stem
        # A wiki takes the blanks at the end of a page away.
        text = page.read_text(encoding="utf-8").rstrip().encode()
        wanted = _facts(RawPage(page.name, text, page.name, form=Form.WIKITEXT), title)
        by_address = read_page_file(f"{address}/page/{title}", PageOptions("zh"))
        number = by_address.revision.revision_id
        found = {
            "by address": by_address,
            "by its revision": read_page_file(f"{address}/revision/{number}", PageOptions("zh")),
            **{
                f"in the {name} dump": read_page_file(path, PageOptions("zh", title))
                for name, path in dumps.items()
            },
        }
        wrong += [
            f"{title}: other facts {where}" for where, raw in found.items() if _facts(raw, title) != wanted
        ]
    if read_page_file(f"{address}/page/别名", PageOptions("zh")).title.replace(" ", "_") != PAGES[0].stem:
        wrong.append("a redirect is not followed")
    try:
        read_page_file(f"{address}/page/没有这一页", PageOptions("zh"))
        wrong.append("a page that is not there is read")
    except SourceError as error:
        if "no such page" not in str(error):
            wrong.append(str(error))
    return wrong


def _rendered(language: str, pages: Sequence[Path], port: int) -> list[str]:
    """What the wiki's HTML has otherwise than the wikitext."""
    wrong = []
    for page in pages:
        query = urlencode({"title": page.stem, "action": "render"})
        with urlopen(f"http://127.0.0.1:{port}/index.php?{query}", timeout=_SECONDS) as answer:
            html = answer.read().decode()
        wrong += differences(page.read_text(encoding="utf-8"), html, page.stem, language)
    return wrong


def _facts(raw: RawPage, title: str) -> frozenset[str]:
    """What a page says, in whatever file."""
    quads = convert(raw, ConvertOptions(PageOptions("zh", title))).quads
    return frozenset(str(quad) for quad in quads if "/source/" not in str(quad.subject))


if __name__ == "__main__":
    main()
