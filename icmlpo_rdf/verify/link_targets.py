"""Where links lead, by a reading of its own: the spellings of a wiki link, to the title that MediaWiki would use.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

__all__ = ["LinkTarget", "link_target", "page_address", "spelt", "target_of_href"]

_HOST = re.compile(r"(?:https?:)?//(?P<wiki>[a-z-]+)\.(?:m\.|zero\.)?wikipedia\.org/", re.IGNORECASE)
_FOLDER = re.compile(r"(?:\.\.?/)*(?P<folder>Page|Redirect|Category)/(?P<title>.+)", re.DOTALL)
# /wiki/T, and /zh-hans/T, which shows T in one of the wiki's scripts.
_PATH = re.compile(
    r"(?:(?:https?:)?//[^/?#]+/(?:wiki|[a-z]{2,3}(?:-[a-z]+)?)|/wiki)/(?P<title>.+)",
    re.DOTALL | re.IGNORECASE,
)
_INDEX = re.compile(r"(?:https?:)?//[^/?#]+/w/index\.php\?", re.IGNORECASE)
_OTHER_WIKI = re.compile(r":?(?!category:)[a-z]{1,3}(?:-[a-z]+)*:")
_SPECIAL = re.compile(
    r":?(?:special|file|image|文件|档案|檔案|图像|圖像|ファイル|画像|파일|그림|datei|bild|fichier|archivo|imagen|файл|изображение)[ _]*:",
    re.IGNORECASE,
)
_CATEGORY_WORDS = frozenset(
    {"category", "分类", "分類", "カテゴリ", "분류", "kategorie", "catégorie", "categoría", "категория"}
    | {
        "categoria",
        "categorie",
        "kategoria",
        "kategori",
        "категорія",
        "kategória",
        "thể loại",
        "تصنيف",
        "رده",
        "קטגוריה",
        "κατηγορία",
        "категорија",
        "kategorija",
        "kategorio",
        "կատեգորիա",
        "კატეგორია",
        "kategooria",
        "श्रेणी",
        "বিষয়শ্রেণী",
        "பகுப்பு",
        "หมวดหมู่",
    }
)
# MediaWiki drops the marks that turn the direction of writing, and takes these for a space.
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")
_SPACES = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


# https://www.mediawiki.org/wiki/Manual:Page_title
_IMPOSSIBLE = re.compile(r"[\x00-\x1f\x7f<>\[\]{}|#\ufffd\ud800-\udfff]")
_LONGEST = 255
"""Bytes of a title."""

# A page's address in saved pages: `./T`, `/wiki/T`, `/index.php/T`, `/w/index.php?title=T`, on any host.
_RELATIVE = re.compile(
    r"(?:(?:https?:)?//[^/?#]+)?(?:\./|/(?:wiki|zh(?:-[a-z]+)?)/|/(?:w/)?index\.php/)(?P<title>[^?#]+)"
)
_BY_QUERY = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?(?:w/)?index\.php\?(?P<query>[^#]*)")
_SAVED = re.compile(r"(?![a-z][a-z0-9+.-]*+://|[/#?])", re.IGNORECASE)


class LinkTarget(NamedTuple):
    """Where a link leads."""

    title: str
    """As MediaWiki spells it; empty for a page of another wiki, and for what no title can be."""
    in_dump: bool = False
    is_sure: bool = True
    """False for a spelling that not every reader knows: `T` alone, `index.php?title=T`, `a:T`, which may be a page of another
    wiki, `Special:T`, and for a picture's file. Such a link may bear a fact out, but contradicts none."""


def link_target(destination: str, wiki: str) -> LinkTarget:
    """Return where the destination of a wiki link leads, its escapes resolved, seen from a wiki."""
    host = _HOST.match(destination)
    if host and host["wiki"].lower() != wiki:
        return LinkTarget("")
    if folder := _FOLDER.fullmatch(destination):
        title = folder["title"].partition("#")[0].removesuffix(".md")
        if folder["folder"] == "Category":
            title = f"Category:{title.removeprefix('Category:')}"
        in_dump = folder["folder"] == "Page"
        return _named(title, wiki, in_dump=in_dump)
    if _INDEX.match(destination):
        query = destination.partition("?")[2].partition("#")[0]
        title = parse_qs(query).get("title", [""])[0]
        return LinkTarget(spelt(title), is_sure=False)
    if path := _PATH.fullmatch(destination):
        return _named(path["title"].partition("#")[0].removesuffix(".md"), wiki)
    written = unquote(destination.partition("#")[0])
    beside = written.removeprefix("./")
    return LinkTarget(spelt(written if beside == written else beside.removesuffix(".md")), is_sure=False)


def page_address(target: str, wiki: str) -> str:
    """Return the address that a link of wikitext leads to."""
    return f"https://{wiki}.wikipedia.org/wiki/{target.strip().lstrip(':').strip()}"


def target_of_href(href: str, title: str, wiki: str) -> LinkTarget:
    """Return where a link of a saved page leads, by its address and its `title`, seen from a wiki."""
    host = re.match(r"(?:https?:)?//([a-z-]+)\.(?:m\.)?wikipedia\.org/", href)
    if host and host[1] != wiki:
        return LinkTarget("")
    if match := _BY_QUERY.match(href):
        return link_target(page_address(parse_qs(match["query"]).get("title", [""])[0], wiki), wiki)
    if match := _RELATIVE.match(href):
        return link_target(page_address(match["title"], wiki), wiki)
    # `T`, `../A/T.html`, as savers of pages write them, beside the link's title.
    name = unquote(href.partition("#")[0]).removesuffix(".html").removesuffix(".htm")
    if title and _SAVED.match(href) and spelt(name).endswith(spelt(title)):
        return link_target(page_address(title, wiki), wiki)._replace(is_sure=False)
    return LinkTarget("")


def _named(written: str, wiki: str, *, in_dump: bool = False) -> LinkTarget:
    title = unquote(written)
    bare = title.removeprefix(":")
    if bare.lower().startswith(f"{wiki}:"):
        title = bare[len(wiki) + 1 :]  # zh:T, on the Chinese wiki itself
    if _OTHER_WIKI.match(title) or _SPECIAL.match(title):
        return LinkTarget(spelt(title), is_sure=False)
    if not (found := spelt(title)) and "?" in title:  # a query, where it can be no part of a title
        return LinkTarget(spelt(title.partition("?")[0]), is_sure=False)
    return LinkTarget(found, in_dump)


def spelt(title: str) -> str:
    """Return a title as MediaWiki spells it; empty for what can be none.

    A `#` is the beginning of a fragment, however it was written.
    """
    title = title.partition("#")[0]
    title = _SPACES.sub("_", _DIRECTION_MARKS.sub("", unicodedata.normalize("NFC", title))).strip("_")
    head, colon, rest = title.lstrip(":_").partition(":")
    if colon and head.strip("_").lower() in _CATEGORY_WORDS:
        rest = rest.strip("_")
        title = f"Category:{_capital(rest)}"
    else:
        title = _capital(title.lstrip(":_"))
    impossible = _IMPOSSIBLE.search(title) or len(title.encode()) > _LONGEST or title in {".", ".."}
    return "" if impossible else title


def _capital(title: str) -> str:
    first = title[:1].upper()
    return first + title[1:] if len(first) == 1 else title
