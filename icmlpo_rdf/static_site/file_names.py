"""Addresses of the site → files that every file system and server takes.

| address | file |
|---|---|
| `/` | `index.html` |
| `/page/zh/T` | `zh/T/index.html`, and `index.ttl`, `index.jsonld` beside it |
| `/page/zh/T?part=meeting-10/X` | `zh/T/_/meeting-10/X.html` |
| `/matrix/zh/T?order=name&page=2` | `matrix/zh/T/name-2.html` |
| `/agree/zh/T`, `/series?page=2` | `agree/zh/T/index.html`, `series/2.html` |

A name in a path is the title itself, in UTF-8. What Windows allows in no name is percent-encoded there, and so is the percent
sign, so that no two titles have one name; in an address such a percent sign is then encoded once more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Self
from urllib.parse import quote, unquote

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "MAX_NAME_BYTES",
    "FileNames",
    "file_name",
    "page_file",
    "plain_path",
    "relative",
    "shared_key",
]

MAX_NAME_BYTES = 220
"""A name has 255 bytes at most, with what tells it apart and its ending; a longer one is cut and ends in a hash."""
_PARTS = "_"
"""The folder of what only this page speaks of."""
_UNSAFE = lazy_pattern(r'[\x00-\x1f\x7f"%*/:<>?\\|]|[. ]$')
_DEVICE = lazy_pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_CUT_ESCAPE = lazy_pattern(r"%[0-9a-f]?$")
_ENDINGS = (".html", ".ttl", ".jsonld")
_OWN = frozenset(
    "about agree bodies countries matrix names search series sources static 404.html data.nq.gz void.ttl".split()
)
_OWN_BEGINNINGS = ("hl-", "index.", "robots.", "sitemap", "site.", "w3id.")
"""What the site itself has beside the folders of languages."""
_KEPT_IN_ADDRESS = "~!$&'()*+,;=@"


def file_name(component: str, *, is_first: bool = False) -> str:
    """Return the name of a file or folder for one component of an address, as it is percent-encoded there.

    Args:
        component: what stands between two slashes.
        is_first: it stands where the site has folders of its own.
    """
    try:
        title = unquote(component, errors="strict")
    except UnicodeDecodeError:
        title = component
    name = _UNSAFE.sub(lambda match: _encoded(match[0]), title) or "%"
    folded = name.casefold()
    is_taken = folded in _OWN or folded.startswith(_OWN_BEGINNINGS) if is_first else folded == _PARTS
    if is_taken or name[0] == "." or folded.endswith(_ENDINGS) or _DEVICE.fullmatch(folded):
        name = _encoded(name[0]) + name[1:]
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    kept = name.encode()[: MAX_NAME_BYTES - 17].decode(errors="ignore")
    return f"{_CUT_ESCAPE.sub('', kept)}~{sha256(component.encode()).hexdigest()[:16]}"


def _encoded(character: str) -> str:
    """A character percent-encoded as Apache does it: in small letters."""
    return "".join(f"%{byte:02x}" for byte in character.encode())


@lru_cache(maxsize=50_000)
def plain_path(path: str) -> str:
    """Return the folder of a document, from its path in addresses: what no other has unless they differ in case only."""
    first, *others = path.split("/")
    return "/".join((file_name(first, is_first=True), *map(file_name, others)))


def page_file(path: str, part: str = "") -> str:
    """Return the page of a document, or of a part of it, which the fragment of its IRI names, as `plain_path`."""
    folder = plain_path(path)
    if not part:
        return f"{folder}/index.html"
    return f"{folder}/{_PARTS}/{'/'.join(map(file_name, part.split('/')))}.html"


def shared_key(file: str) -> str:
    """Return what two files have in common that are one where case does not count, or composed letters are one with others."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", file).casefold())


def relative(file: str, to: str) -> str:
    """Return a link from one file of the site to another, percent-encoded."""
    return "../" * file.count("/") + quote(to, safe=f"/{_KEPT_IN_ADDRESS}")


@dataclass(frozen=True, slots=True)
class FileNames:
    """Knows the file of each page."""

    apart: Mapping[tuple[str, str], str]
    """Of several pages whose files differ in case only all but the first, by path and part, with a hash in the name."""

    @classmethod
    def of(cls, pages: Iterable[tuple[str, str]]) -> Self:
        """Return the names for all pages of a site: paths of documents and parts, nothing for the document itself; sorted."""
        apart: dict[tuple[str, str], str] = {}
        seen: set[str] = set()
        for path, part in pages:
            file = page_file(path, part)
            key = shared_key(file)
            if key in seen:
                ending = ".html" if part else "/index.html"
                digest = sha256(f"{path}?{part}".encode()).hexdigest()[:8]
                apart[path, part] = f"{file.removesuffix(ending)}~{digest}{ending}"
            seen.add(key)
        return cls(apart)

    def of_page(self, path: str, part: str = "") -> str:
        """The page of a document, or of a part of it."""
        return self.apart.get((path, part)) or page_file(path, part)

    def folder(self, path: str, part: str = "") -> str:
        """What its page's name begins with: of a document the folder, of a part what a folder for it may be called."""
        return self.of_page(path, part).removesuffix(".html" if part else "/index.html")
