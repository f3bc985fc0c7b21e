"""`--lang` counts, but where a page says itself of which Wikipedia it is, the contradiction is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.source.dumps_made import Page, article, export

_BODY = "<p><b>Congress</b> was a meeting.</p><h2>Participants</h2><ul><li><a href='/wiki/Red_Party'>Red Party</a></li></ul>"
_HTML = "<!DOCTYPE html><html><head>{}</head><body class='mediawiki'>" + _BODY + "</body></html>"
_CANONICAL = '<link rel="canonical" href="https://{}.wikipedia.org/wiki/Congress">'
_SAID = "the page says that it is of another Wikipedia than --lang, which counts ({}, not {}); if the page is right: --lang {}, or none"


@pytest.mark.parametrize(
    ("page", "language", "told"),
    [
        (_HTML.format(_CANONICAL.format("en")), "zh", "en"),
        (_HTML.format('<script>{"wgPageContentLanguage":"fr","wgPageName":"Congress"}</script>'), "zh", "fr"),
        (_BODY.replace("<p>", "<div class='mw-content-ltr' lang='en'><p>"), "ja", "en"),
        (_HTML.format(_CANONICAL.format("en")), "en", ""),
        (_HTML.format(_CANONICAL.format("zh-classical")), "lzh", ""),
        (_HTML.format('<link rel="canonical" href="https://mirror.example/wiki/Congress">'), "zh", ""),
        ("**Congress** was a meeting.\n\n## Participants\n\n* Red Party\n", "zh", ""),
        ("> From [Congress](https://en.wikipedia.org/wiki/Congress).\n\n**Congress** was one.\n", "zh", "en"),
    ],
)
def test_a_page_that_says_otherwise(page: str, language: str, told: str, cli: Cli, tmp_path: Path) -> None:
    """By its address, its scripts, its content's language, or a dump's first line; a mirror may be any wiki's."""
    name = "Congress.html" if "<" in page else "Congress.md"
    (tmp_path / name).write_text(page, encoding="utf-8")
    done = cli("convert", name, "--lang", language, "--title", "Congress", "-o", "out.ttl")
    assert done.returncode == 0, done.stderr
    said = f"icmlpo-rdf: {name}: {_SAID.format(told, language, told)}\n"
    assert (said in done.stderr) == bool(told)
    assert ("than --lang" in done.stderr) == bool(told)


@pytest.mark.parametrize("name", ["d.xml", "a.ndjson"])
def test_a_dump_says_it_once(name: str, cli: Cli, tmp_path: Path) -> None:
    """Not of each of its pages."""
    titles = ("甲会议", "乙会议")
    data = export(map(Page, titles)) if name == "d.xml" else "\n".join(map(article, titles))
    (tmp_path / name).write_text(data, encoding="utf-8")
    done = cli("convert", name, "--lang", "ja", "-o", "out.nq")
    said = f"{name}: it says that it is of zh.wikipedia.org, and --lang says ja, which counts; if the file is right, leave --lang out"
    assert done.stderr.count("--lang") == 2
    assert f"icmlpo-rdf: {said}\n" in done.stderr
    assert "--lang" not in cli("convert", name, "--lang", "zh", "-o", "out.nq").stderr
