"""The codes of the Wikipedias, and the language tags that go with them.

A code is a part of an address (`zh-classical.wikipedia.org`), of links and of IRIs; a tag says what language a text is in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["LANGUAGE_CODE", "is_wiki", "language_tag", "wiki_codes", "wiki_of_path"]

LANGUAGE_CODE = "[a-z]{2,}(?:-[a-z]+)*"
"""A pattern of what may be a wiki's code; `is_wiki` tells whether it is one."""
# Wikimedia gives new Wikipedias codes of ISO 639 only (https://meta.wikimedia.org/wiki/Language_proposal_policy).
_ISO_639 = lazy_pattern("[a-z]{2,3}")
_PORTAL = "www"
# Folders and archives of dumps: `fr/Page`, `wikipedia.ja`, `fr.wikipedia.org`, `zh_min_nanwiki-20200101`.
_ENDING = r"(?:\.(?:zip|tgz|tbz2|txz|tar(?:\.\w+)?))?"
_FOLDERS = tuple(
    lazy_pattern(pattern)
    for pattern in (
        rf"(?:^|/)({LANGUAGE_CODE}){_ENDING}/(?:Page|Redirect|Category)(?:/|$)",
        rf"(?:^|/)wikipedia[._-]({LANGUAGE_CODE})(?![^/.])",
        rf"(?:^|/)({LANGUAGE_CODE})\.wikipedia(?:\.org)?(?:/|$)",
        r"(?:^|/)([a-z]{2,}(?:_[a-z]+)*)wiki-(?:\d{8}|latest)\b",
    )
)


@cache
def _table() -> Mapping[str, str]:
    text = Path(__file__).with_name("wikis.tsv").read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: tag or code for code, _, tag in rows}


@cache
def wiki_codes() -> frozenset[str]:
    """Return the codes by which wikis and links name languages, as the table has them."""
    return frozenset(_table())


def is_wiki(code: str) -> bool:
    """Return whether a code is a Wikipedia's: one that the table has, or one that a new Wikipedia may be given."""
    return code in _table() or (_ISO_639.fullmatch(code) is not None and code != _PORTAL)


def language_tag(wiki: str) -> str:
    """Return the language tag (BCP 47, in lower case) of what a Wikipedia is written in: `lzh` for `zh-classical`.

    Args:
        wiki: a code of which `is_wiki` is true.
    """
    return _table().get(wiki, wiki)


def wiki_of_path(path: str) -> str:
    """Return the code of the wiki that a dump's folder or archive is named after; empty where no name tells it.

    Only names that say what they are count: people have folders `is`, `to` and `mywiki`.
    """
    found = (code.replace("_", "-") for pattern in _FOLDERS for code in reversed(pattern.findall(path)))
    return next(filter(is_wiki, found), "")
