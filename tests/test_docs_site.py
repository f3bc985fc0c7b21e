"""`make docs`: README and docs as a site, in which each link leads somewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from tests.conftest import ROOT


def test_the_docs_are_a_site(tmp_path: Path) -> None:
    """Sphinx warns of nothing, each document is on the way through the site, and the ontology speaks one language a page."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "--quiet",
            "--fail-on-warning",
            "--conf-dir",
            "docs",
            "-d",
            str(tmp_path / "read"),
            ".",
            str(tmp_path / "site"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    front = tmp_path / "site" / "docs" / "index.html"
    ways = {
        (front.parent / str(link["href"]).partition("#")[0]).resolve()
        for link in BeautifulSoup(front.read_bytes(), "lxml")("a", href=True)
        if not str(link["href"]).startswith(("http", "#"))
    }
    assert all(way.exists() for way in ways)
    written = {path.resolve() for path in (tmp_path / "site").rglob("*.html") if "docs" in path.parts[-2:-1]}
    assert written <= ways | {front.resolve()}
    english, chinese = (
        (tmp_path / "site" / f"ontology.{one}.html").read_text("utf-8") for one in ("en", "zh")
    )
    assert "meeting series" in english
    assert "会议系列" not in english
    assert "会议系列" in chinese
    assert "meeting series" not in chinese
