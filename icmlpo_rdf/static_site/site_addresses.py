"""Which file answers for an address of the site, in which language of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, unquote, urlsplit

from icmlpo_rdf.serve.languages import PARAMETER
from icmlpo_rdf.static_site.file_names import FileNames
from icmlpo_rdf.views.attendance import RowOrder

__all__ = ["DATA_ENDINGS", "VOID", "WHOLE", "Answering", "Target"]

DATA_ENDINGS = (".ttl", ".jsonld")
"""The syntaxes that a document is written in."""
VOID = "/.well-known/void"
WHOLE = "/data.nq.gz"
"""All data."""
_FIRST_ORDER = next(iter(RowOrder)).value
_LISTS = frozenset({"/about", "/bodies", "/countries", "/names", "/search", "/series", "/sources"})


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to."""

    file: str
    is_page: bool
    """It is for people, and there is one a language."""


@dataclass(frozen=True)
class Answering:
    """Knows the files of a site."""

    names: FileNames
    absent: frozenset[str]
    """Paths of documents that the data names and the site cannot show."""
    has_address: bool
    """The site's address is known, so that there is what must name it whole."""
    languages: tuple[str, ...]
    """Those of the interface: pages of the first stand at the root, of each other one in a folder of its own."""

    def target(self, address: str) -> Target | None:
        """Return the file for a path with its query; None for what needs a server, or is not there."""
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        route, _, rest = parts.path[1:].partition("/")
        if route in {"page", "matrix", "agree"} and rest:
            return self._about(route, rest, query)
        if route == "data":
            return self._data(rest)
        if route == "static" or parts.path == WHOLE:
            return Target(unquote(parts.path[1:]), is_page=False)
        if parts.path == VOID and self.has_address:
            return Target("void.ttl", is_page=False)
        if parts.path == "/":
            return Target("index.html", is_page=True)
        if parts.path in _LISTS:
            number = _number(query)
            return Target(f"{route}/{'index' if number == 1 else number}.html", is_page=True)
        return None

    def file(self, address: str, language: str) -> str | None:
        """Return the file for an address in a language, and in the one that `hl` of its query names."""
        found = self.target(address)
        if found is None:
            return None
        wanted = self.language_of(address) or language
        return f"{self.folder(wanted)}{found.file}" if found.is_page else found.file

    def language_of(self, address: str) -> str:
        """The language that an address asks for, nothing where it asks for none."""
        return parse_qs(urlsplit(address).query).get(PARAMETER, [""])[0]

    def folder(self, language: str) -> str:
        """The folder of a language's pages, with its slash; nothing for the first one, or one that there is not."""
        return self._folders.get(language, "")

    @cached_property
    def _folders(self) -> dict[str, str]:
        return {one: f"hl-{one}/" for one in self.languages[1:]}

    def _about(self, route: str, path: str, query: dict[str, str]) -> Target | None:
        if path in self.absent:
            return None
        part = query.get("part", "")
        if route == "page":
            return Target(self.names.of_page(path, part), is_page=True)
        name = "index"
        order, number = query.get("order", _FIRST_ORDER), _number(query)
        if route == "matrix" and (order, number) != (_FIRST_ORDER, 1):
            name = order if number == 1 else f"{order}-{number}"
        return Target(f"{route}/{self.names.folder(path, part)}/{name}.html", is_page=True)

    def _data(self, rest: str) -> Target | None:
        path, _, ending = rest.rpartition(".")
        if f".{ending}" not in DATA_ENDINGS or path in self.absent:
            return None
        return Target(f"{self.names.folder(path)}/index.{ending}", is_page=False)


def _number(query: dict[str, str]) -> int:
    wanted = query.get("page", "1")
    return max(1, int(wanted)) if wanted.isascii() and wanted.isdigit() else 1
