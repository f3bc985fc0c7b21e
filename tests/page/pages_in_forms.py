"""The pages of `tests/pages/forms`, in each form, and what the wiki that made their HTML lacks."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from icmlpo_rdf.page.wikitext.nested import Nest
from icmlpo_rdf.page.wikitext.nodes import Kind, Node
from tests.conftest import ROOT

FORMS = ROOT / "tests" / "pages" / "forms"
TITLES = sorted(unicodedata.normalize("NFC", path.stem) for path in (FORMS / "wikitext").iterdir())


def text_of(path: Path) -> str:
    """A file's text."""
    return path.read_text(encoding="utf-8")


def wikitext_of(title: str) -> str:
    """A page as its authors wrote it."""
    return text_of(FORMS / "wikitext" / f"{title}.wikitext")


def html_of(title: str, form: str) -> str:
    """The same, as a MediaWiki made it: `parsoid`, `skin` or `render`."""
    return text_of(FORMS / "html" / f"{title}.{form}.html")


def red_templates(page: str) -> set[str]:
    """The templates to which a page has red links, as a wiki shows those that it lacks."""
    links = re.findall(r'href="[^"]*?(?:title=|/)Template:([^"&?]+)[^"]*"', page)
    return {unquote(unescape(link)).replace("_", " ") for link in links}


def without(text: str, templates: set[str]) -> str:
    """Wikitext without what these templates print, and what they hold."""
    spans: list[tuple[int, int]] = []
    nest = Nest(text)
    waiting = list(nest.nodes)
    while waiting:
        node = waiting.pop()
        if node.kind is Kind.TEMPLATE and _name(node, text) in templates:
            spans.append((node.begin, node.end))
        else:
            waiting += nest.inside(node)
    for begin, end in sorted(spans, reverse=True):
        text = f"{text[:begin]}<nowiki/>{text[end:]}"
    return text


def _name(node: Node, text: str) -> str:
    name = re.split(r"[|{}<]", text[node.begin + 2 : node.end - 2], maxsplit=1)[0].strip().replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}"
