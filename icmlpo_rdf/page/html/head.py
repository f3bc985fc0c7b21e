"""What an HTML page tells of itself: its title, its wiki, its revision, its Wikidata item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.character_references import unescape
from icmlpo_rdf.page.document import Revision
from icmlpo_rdf.page.html.headline import headline_of, wiki_of_tag
from icmlpo_rdf.page.html.hrefs import Address, address_of, host_of, is_wikipedia

__all__ = ["Head", "head_of", "is_of_wiki"]

_CONFIG = lazy_pattern(r'"(wg[A-Za-z]+)":\s*("(?:[^"\\]|\\.)*"|-?\d+|\[[^\[\]]*\])')
_LINK = lazy_pattern(r"<link\b[^<>]*>", re.IGNORECASE)
_META = lazy_pattern(r"<meta\b[^<>]*>", re.IGNORECASE)
_BASE = lazy_pattern(r"<base\b[^<>]*>", re.IGNORECASE)
_VALUE = lazy_pattern(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_ABOUT = lazy_pattern(r"<html\b[^<>]*\babout=[\"']([^\"']*/revision/(\d+))[\"']", re.IGNORECASE)
_WIKI_OF_DATABASE = lazy_pattern(r"([a-z_]+)wiki")
_OLDID = lazy_pattern(r"[?&;](?:amp;)?oldid(?:=|%3D)(\d+)")
_CURID = lazy_pattern(r"(?:curid)(?:=|%3D)(\d+)")
_MODIFIED = lazy_pattern(r'"dateModified"\s*:\s*"([^"]*)"')
_LICENSED = lazy_pattern(r"\brel=[\"'](?:license|copyright)[\"']", re.IGNORECASE)
_CREATIVE_COMMONS = lazy_pattern(r"(?:https?:)?//creativecommons\.org/licenses/.*", re.IGNORECASE)
_HOST = lazy_pattern(r"//([a-z][a-z0-9-]*)\.(?:m\.)?wikipedia\.org")
_ANCHOR = lazy_pattern(r"<a\b([^<>]*)>", re.IGNORECASE)
_HREF = lazy_pattern(r"""\bhref=["']((?:https?:)?//[^"'<>]+)["']""", re.IGNORECASE)
_HREF_OF_OWN_WIKI = lazy_pattern(r"""\bhref=["'](?:\./\w|/(?:wiki|zh-[a-z]+)/)""", re.IGNORECASE)
_ELSEWHERE = lazy_pattern(
    r"""\b(?:class|rel)=["'][^"']*\b(?:external|extiw|nofollow|mw:ExtLink)\b""", re.IGNORECASE
)
_ADDRESS = lazy_pattern(r"(?:https?:)?//[^\"'\s>]+")
# What MediaWiki, Parsoid and Kiwix write, and no other program: names of their own, and addresses without a host.
_OF_WIKI = lazy_pattern(
    r"""=["'](?:[^"'<>]*?\s)?(?:mw[-:]|wikitable|infobox|navbox|toclevel)|["']wg[A-Z]\w++["']:|content=["']MediaWiki|(?:openzim|kiwix)"""
    r"""|\bhref=["']?(?:\./\w|(?:\.\./)*+/?(?:wiki|zh-[a-z]+)/|(?:/w)?/index\.php\?)""",
    re.IGNORECASE,
)
_ROOT = lazy_pattern(r"<html\b[^<>]*>", re.IGNORECASE)
_CONTENT = lazy_pattern(r"""(?<=["' ])mw-content-(?:text|ltr|rtl)(?=["' ])""")
_NO_PAGE = lazy_pattern(r"""<div\b[^<>]*\bclass=["'](?:[^"'<>]*\s)?noarticletext[\s"']""")
"""What MediaWiki shows in place of a page that is not there."""
_HEAD_LENGTH = 200_000
_TAG_LENGTH = 1_000
_JSON_LD_LENGTH = 20_000
_NAMES = 20
"""Places that are looked at for the content's element; scripts name it too."""
_ANCHORS = 500
"""Links that are looked at for the wiki's own host."""


class Head(Struct, frozen=True):
    """What a page tells of itself; empty where it does not."""

    title: str = ""
    headline_at: int = -1
    """Where its headline stands, which is no heading of its text; negative where it shows none."""
    language: str = ""
    """The code of its wiki."""
    reader_language: str = ""
    """The code of the Wikipedia in the language of `<html lang>`: its reader's, which often is the wiki's too."""
    item: str = ""
    host: str = ""
    """The host of its wiki, where that is no Wikipedia's."""
    host_told_by: str = ""
    """What names that host: a tag, or most links."""
    host_at: int = 0
    """Where that stands."""
    revision: Revision = Revision()
    license: str = ""
    """The address of its Creative Commons licence."""
    instead: str = ""
    """What it is where it is no article: `namespace 1`, `action=history`, `a comparison of revisions`, `a page that does not exist`."""


def head_of(text: str) -> Head:
    """Read what stands in the head of a saved or rendered page, and what it calls itself where its head does not tell."""
    start = text[:_HEAD_LENGTH]
    config = {name: _json(value) for name, value in _CONFIG.findall(start)}
    link_tags = list(_LINK.finditer(start))
    base, about = _BASE.search(start), _ABOUT.search(start)
    host, host_told_by, host_at = _own_host(text, link_tags, base, about)
    address = _address_in([_values(tag[0]) for tag in link_tags], host)
    headline, root, metas = headline_of(start), _ROOT.search(start), _metas(start)
    languages = filter(is_wiki, (address.language, *_languages_of(config, base, about)))
    item = str(config.get("wgWikibaseItemId", ""))
    return Head(
        title=str(config.get("wgPageName", "")) or address.title or headline.title,
        headline_at=headline.at,
        language=next(languages, "") or _content_language(start),
        reader_language=wiki_of_tag(_values(root[0]).get("lang", "")) if root else "",
        item=item if re.fullmatch(r"Q[1-9]\d*", item) else "",
        host=host,
        host_told_by=host_told_by,
        host_at=host_at,
        revision=_revision_of(text, config, about, metas),
        license=_license_in(text),
        instead=_instead(config, metas, start),
    )


def _instead(config: dict[str, object], metas: dict[str, str], start: str) -> str:
    """What a page is that is no article, by its scripts (https://www.mediawiki.org/wiki/Manual:Interface/JavaScript) or Parsoid's tags."""
    namespace = str(config.get("wgNamespaceNumber", metas.get("mw:pageNamespace", 0)))
    if namespace != "0":
        return f"namespace {namespace}"
    if config.get("wgDiffNewId"):
        return "a comparison of revisions"
    action = str(config.get("wgAction", "view"))
    if action not in {"view", "render"}:
        return f"action={action}"
    is_missing = config.get("wgArticleId") == 0 or _NO_PAGE.search(start) is not None
    return "a page that does not exist" if is_missing else ""


def _metas(start: str) -> dict[str, str]:
    """What the tags in a page's head tell, by their property or name."""
    tags = map(_values, _META.findall(start))
    return {one.get("property") or one.get("name", ""): one.get("content", "") for one in tags}


def _license_in(text: str) -> str:
    """The licence that a page's head or foot links as its own (HTML 5, section 4.6.7.8 `license`)."""
    for rel in _LICENSED.finditer(text):
        before, behind = (
            text[max(0, rel.start() - _TAG_LENGTH) : rel.start()],
            text[rel.start() : rel.start() + _TAG_LENGTH],
        )
        tag = before.rpartition("<")[2] + behind.partition(">")[0]
        if _CREATIVE_COMMONS.fullmatch(href := _values(tag).get("href", "")):
            return href
    return ""


def _revision_of(
    text: str, config: dict[str, object], about: re.Match[str] | None, metas: dict[str, str]
) -> Revision:
    """The page's number and that of its revision, by its scripts, its own tags, or an address that stands before them."""
    address = text[:2_000]
    page = config.get("wgArticleId") or metas.get("mw:pageId") or _first(_CURID, address)
    told = config.get("wgRevisionId") or config.get("wgCurRevisionId")
    revision = told or (about[2] if about else None) or _first(_OLDID, address)
    modified = metas.get("dc:modified") or _told_to_search_engines(text)
    return Revision(_number(page), _number(revision), _timestamp(modified))


def _told_to_search_engines(text: str) -> str:
    """When the revision was written, by the JSON-LD at a saved page's beginning or end."""
    begin = text.rfind("application/ld+json")
    return (_first(_MODIFIED, text[begin : begin + _JSON_LD_LENGTH]) or "") if begin >= 0 else ""


def is_of_wiki(text: str) -> bool:
    """Return whether anything in a page's HTML is a wiki's: a mark of its program, or most of its links."""
    if _OF_WIKI.search(text):
        return True
    hosts = [
        host_of(href[1])
        for anchor in islice(_ANCHOR.finditer(text), _ANCHORS)
        if (href := _HREF.search(anchor[1]))
    ]
    return sum(map(is_wikipedia, hosts)) * 2 > len(hosts)


def _address_in(links: list[dict[str, str]], own_host: str) -> Address:
    """The page's own address, by the first of its links that tells it, in the order of trust; empty where none does."""
    for rel in ("canonical", "dc:isVersionOf", "edit", "alternate"):
        for link in links:
            if rel in link.get("rel", "").split() and (found := address_of(link.get("href", ""), own_host)):
                return found
    return Address("", "", is_red=False)


def _languages_of(
    config: dict[str, object], base: re.Match[str] | None, about: re.Match[str] | None
) -> Iterator[str]:
    """What may be the code of the page's wiki, by its base, its revision's address, its database, and the language of its content."""
    for address in (base and base[0], about and about[1]):
        if address and (host := _HOST.search(address)):
            yield host[1]
    database = _WIKI_OF_DATABASE.fullmatch(str(config.get("wgDBname", "")))
    if database and database[1] not in {"my", "my_"}:
        yield database[1].replace("_", "-")
    yield wiki_of_tag(str(config.get("wgPageContentLanguage") or ""))


def _own_host(
    text: str, links: list[re.Match[str]], base: re.Match[str] | None, about: re.Match[str] | None
) -> tuple[str, str, int]:
    """The host of the page's wiki, unless it is a Wikipedia's, with what tells it and where: the head, else most links."""
    told = [
        (values.get("href", ""), f'<link rel="{rel}">', link.start())
        for rel in ("canonical", "EditURI", "dc:isVersionOf")
        for link in links
        if rel in (values := _values(link[0])).get("rel", "").split()
    ]
    for other, tag in ((base, "<base>"), (about, "<html about>")):
        if other and (address := _ADDRESS.search(other[0])):
            told.append((address[0], tag, other.start()))
    for href, tag, at in told:
        if host := host_of(href):
            return ("", "", 0) if is_wikipedia(host) else (host, tag, at)
    return _most_linked(text)


def _most_linked(text: str) -> tuple[str, str, int]:
    """The host that most of a page's first links lead to, unless it is a Wikipedia's, and where it is first named."""
    anchors = islice(_ANCHOR.finditer(text), _ANCHORS)
    counts = Counter("" for anchor in anchors if _HREF_OF_OWN_WIKI.search(anchor[1]))
    places: dict[str, int] = {}
    for anchor in islice(_ANCHOR.finditer(text), _ANCHORS):
        href_of = _HREF.search(anchor[1]) if "//" in anchor[1] else None
        if href_of is None or _ELSEWHERE.search(anchor[1]):
            continue
        host = host_of(href_of[1])
        if is_wikipedia(host):
            counts[""] += 1
        elif address_of(unescape(href_of[1]), host):
            counts[host] += 1
            places.setdefault(host, anchor.start())
    host = max(counts, key=counts.__getitem__, default="")
    return (host, "most links", places[host]) if host else ("", "", 0)


def _content_language(text: str) -> str:
    """The code of the Wikipedia in the language that the content's element is said to be in."""
    for name in islice(_CONTENT.finditer(text), _NAMES):
        tag = text[text.rfind("<", 0, name.start()) : text.find(">", name.end())]
        if wiki := wiki_of_tag(_values(tag).get("lang", "")):
            return wiki
    return ""


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


def _json(value: str) -> object:
    import json  # noqa: PLC0415 - few pages hold any

    try:
        return json.loads(value)
    except ValueError:
        return ""


def _values(tag: str) -> dict[str, str]:
    return {
        name.lower(): (double or single).replace("&amp;", "&") for name, double, single in _VALUE.findall(tag)
    }


def _number(written: object) -> int | None:
    text = str(written or "")
    return int(text) if text.isdigit() and int(text) > 0 else None


def _timestamp(written: str) -> str:
    match = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", written)
    return f"{match[1]}Z" if match else ""
