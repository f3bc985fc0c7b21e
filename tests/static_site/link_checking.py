"""A checker of links over all files of a site: our own reading of HTML, with the standard library alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["Checked", "check"]

_LINKS = {"href", "src", "action"}


@dataclass
class Checked:
    """What was found."""

    pages: int = 0
    links: int = 0
    wrong: list[str] = field(default_factory=list)
    linked: set[Path] = field(default_factory=set)
    """Files that some page leads to."""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.twice: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag == "base":
                self.base = value or ""
            elif name in _LINKS:
                self.links.append((tag, value or ""))
            elif name == "id" and value:
                if value in self.ids:
                    self.twice.append(value)
                self.ids.add(value)


def check(site: Path) -> Checked:
    """Follow every link of every page: files must be there, fragments too, and no link may be absolute but those to other sites."""
    found = Checked()
    pages = {path.resolve(): _read(path) for path in sorted(site.rglob("*.html")) if path.is_file()}
    for path, page in pages.items():
        found.pages += 1
        found.wrong += [f"{path}: two of id {one}" for one in page.twice]
        for tag, link in page.links:
            found.links += 1
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                is_other = parts.scheme in {"http", "https", "data"} and (tag in {"a", "link"})
                if not is_other:
                    found.wrong.append(f"{path}: {link}")
                continue
            if link.startswith("/"):
                found.wrong.append(f"{path}: absolute {link}")
                continue
            folder = site if page.base else path.parent
            target = (folder / unquote(parts.path, errors="strict")).resolve() if parts.path else path
            if not target.is_file() or site.resolve() not in target.parents:
                found.wrong.append(f"{path}: nothing at {link}")
                continue
            found.linked.add(target)
            fragment = unquote(parts.fragment)
            if fragment and fragment not in pages[target].ids:
                found.wrong.append(f"{path}: no {fragment} at {link}")
    return found


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page
