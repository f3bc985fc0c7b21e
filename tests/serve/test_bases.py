"""Data whose IRIs begin in several ways, or in another way: the commonest is served, and the rest is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import urllib3
from pyoxigraph import Store

from icmlpo_rdf.serve.base_iris import base_of
from icmlpo_rdf.serve.search import Names
from icmlpo_rdf.store.rdf_files import read_quads, store_of
from tests.conftest import ROOT
from tests.serve.served import BASE, serving

SEED = (ROOT / "output" / "000_4563acc429c8a94e.ttl").read_text(encoding="utf-8")
OTHER = "https://data.example/source/"
_NAME = "<http://www.w3.org/2000/01/rdf-schema#label>"
_PLAIN = "".join(f'<http://ex.example/a/{one}> {_NAME} "{one}" .\n' for one in "bcd")


def page(base: str, title: str) -> str:
    """A page as the converter describes it."""
    return (
        f"<{base}source/zh/{title}> a <{BASE}ontology#Page> ; "
        f"<http://xmlns.com/foaf/0.1/primaryTopic> <{base}zh/{title}> .\n"
        f'<{base}zh/{title}> {_NAME} "{title}" .\n'
    )


def stored(folder: Path, text: str) -> Store:
    """A store of Turtle."""
    (folder / "data.ttl").write_text(text, encoding="utf-8")
    return store_of(read_quads([str(folder)]))


@pytest.mark.parametrize(
    ("text", "base", "outside"),
    [
        (SEED, BASE, 0),
        (page(OTHER, "a") + page(OTHER, "source/b") + page(BASE, "c"), OTHER, 1),
        (page(OTHER, "a") + page(BASE, "b"), BASE, 1),
        (_PLAIN, "http://ex.example/", 0),
        (_PLAIN + f'<{BASE}zh/x> {_NAME} "x" .', "http://ex.example/", 1),
        (f'<{BASE}zh/x> {_NAME} "x" .', BASE, 0),
        ("<http://ex.example/a> <urn:x:p> <urn:x:o> .", "http://ex.example/", 0),
        (f'<urn:x:a> {_NAME} "x" .', BASE, 1),
        ("", BASE, 0),
    ],
)
def test_the_commonest_base_is_taken(text: str, base: str, outside: int, tmp_path: Path) -> None:
    """And what lies outside of it is counted."""
    store = stored(tmp_path, text)
    assert base_of(store, BASE) == base
    assert Names(store).count_outside(base) == outside


def test_plain_data_have_pages(tmp_path: Path) -> None:
    """Data that no converter made, without `--base`."""
    (tmp_path / "plain.nt").write_text(_PLAIN)
    with serving(str(tmp_path / "plain.nt")) as site:
        assert site.follow("/a/b", "text/turtle").status == 200
        assert 'href="/page/a/b"' in site.get("/search?q=b", "text/html").data.decode()


def test_what_has_no_page_is_told(tmp_path: Path) -> None:
    """The seed under two bases: one has its pages, who runs the site reads how many things have none."""
    (tmp_path / "one.ttl").write_text(SEED, encoding="utf-8")
    other = SEED.replace(f"<{BASE}", f"<{OTHER}").replace(f"<{OTHER}ontology#", f"<{BASE}ontology#")
    (tmp_path / "two.ttl").write_text(other, encoding="utf-8")
    command = [sys.executable, "-m", "icmlpo_rdf", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        told, ready = process.stderr.readline(), process.stderr.readline()
        (address,) = re.findall(r"http://[\w.:]+", ready)
        front = urllib3.request("GET", f"{address}/", headers={"Accept": "text/html"}).data.decode()
        process.terminate()
    assert f"named things not under {BASE}: no page here" in told
    assert "--base" in told
    assert "statements at" in ready
    assert front.count('<a class="card" href="/matrix/') == 1
    assert front.count('<div class="card"') == 1, "what has no page here is no link to somewhere else"
