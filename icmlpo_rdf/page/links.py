"""Link destinations: each spelling of a wiki link, to the page it leads to."""

from __future__ import annotations

import re
from functools import lru_cache

from icmlpo_rdf.page.document import Target
from icmlpo_rdf.page.titles import Namespace, decoded, normalise, split_prefixes

__all__ = ["parse_destination"]

# `../Page/T.md` is a page of the dump, `../Redirect/T.md` one of its redirects (format list, 24).
_IN_DUMP = re.compile(r"(?:\.\./|\./)?(?P<folder>Page|Redirect|Category)/(?P<title>.+)", re.DOTALL)
# `https://zh.wikipedia.org/wiki/T`; later dumps have a mirror's host in place of Wikipedia's.
_ON_THE_WEB = re.compile(
    r"(?:https?:)?//(?P<host>[^/?#]+)/(?:wiki|zh|zh-[a-z]+)/(?P<title>.+)", re.DOTALL | re.IGNORECASE
)
_WIKIPEDIA_HOST = re.compile(r"(?P<language>[a-z][a-z0-9-]*)\.(?:m\.|zero\.)?wikipedia\.org", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def parse_destination(destination: str, language: str) -> Target | None:
    """Return where a wiki link's destination leads, or None when that is no possible title.

    Args:
        destination: as the page's tree has it (Markdown escapes resolved; percent-encoding may stand).
        language: the language code of the wiki that the page is from.

    The rules are those of the design, sections 3 and 4, and of the format list, items 3 to 7 and 24.
    """
    if match := _IN_DUMP.fullmatch(destination):
        in_dump = match["folder"] == "Page"
        written = match["title"].removesuffix(".md")
        if match["folder"] == "Category":
            written = f"Category:{written.removeprefix('Category:')}"
        wiki = language
    elif match := _ON_THE_WEB.fullmatch(destination):
        in_dump = False
        written = match["title"]
        host = _WIKIPEDIA_HOST.fullmatch(match["host"])
        wiki = host["language"].lower() if host else language
    else:
        return None
    # A fragment stands before `.md` (format list, 7); no title holds a `#`.
    # Markdown's reader percent-encodes what is not ASCII: a prefix such as 분류: is one only when decoded.
    wiki, namespace, rest = split_prefixes(decoded(written.partition("#")[0]), wiki)
    title = normalise(rest)
    if title is None:
        return None
    return Target(wiki, namespace, title, in_dump and wiki == language and namespace is Namespace.PAGE)
