"""Dumps of XML and snapshots for tests, made of the pages that they hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.sax.saxutils import escape

from msgspec import Struct

__all__ = ["MEETING", "Page", "article", "export", "siteinfo"]

MEETING = "'''甲会议'''是会议。\n\n== 第一次会议（1999年）参加者 ==\n* [[乙党]]\n* [[別名]]\n* [[丁党]] & [[戊/己党]]\n"


class Page(Struct, frozen=True):
    """A page of an export."""

    title: str
    text: str | tuple[str, ...] = MEETING
    """One text, or those of its revisions."""
    namespace: int | None = 0
    redirect: str = ""
    model: str = "wikitext"


def siteinfo(base: str = "https://zh.wikipedia.org/wiki/首页", database: str = "zhwiki") -> str:
    """What a dump says of its wiki."""
    return (
        f"<siteinfo><sitename>W</sitename><dbname>{database}</dbname><base>{base}</base><namespaces>"
        '<namespace key="0"/><namespace key="10">Template</namespace><namespace key="14">分类</namespace>'
        "</namespaces></siteinfo>"
    )


def export(
    pages: Iterable[Page], site: str | None = None, version: str = "0.11", behind: str = "</mediawiki>\n"
) -> str:
    """The pages as MediaWiki exports them."""
    namespace = f"http://www.mediawiki.org/xml/export-{version}/"
    parts = [f'<mediawiki xmlns="{namespace}" version="{version}" xml:lang="zh">\n']
    parts.append(siteinfo() if site is None else site)
    for number, page in enumerate(pages, 1):
        texts = (page.text,) if isinstance(page.text, str) else page.text
        ns = "" if page.namespace is None else f"<ns>{page.namespace}</ns>"
        leads = f'<redirect title="{escape(page.redirect)}"/>' if page.redirect else ""
        revisions = "".join(
            f"<revision><id>{number * 100 + count}</id><timestamp>2023-06-{count + 1:02}T00:00:00Z</timestamp>"
            f"<contributor><username>甲</username><id>5</id></contributor><model>{page.model}</model>"
            f'<format>text/x-wiki</format><text bytes="{len(text)}" xml:space="preserve">{escape(text)}</text></revision>'
            for count, text in enumerate(texts)
        )
        parts.append(
            f"<page><title>{escape(page.title)}</title>{ns}<id>{number}</id>{leads}{revisions}</page>\n"
        )
    return "".join([*parts, behind])


def article(title: str, text: str = MEETING, *, wiki: str = "zhwiki", **more: object) -> str:
    """An article as Wikimedia Enterprise gives it, on one line."""
    return json.dumps(
        {
            "name": title,
            "identifier": 7,
            "date_modified": "2023-06-15T12:06:20Z",
            "version": {"identifier": 42, "comment": "x"},
            "namespace": {"identifier": 0},
            "main_entity": {"identifier": "Q9", "url": "http://www.wikidata.org/entity/Q9"},
            "is_part_of": {"identifier": wiki},
            "article_body": {"html": "<p>x</p>", "wikitext": text},
            "license": [{"name": "x", "url": "https://creativecommons.org/licenses/by-sa/4.0/"}],
            **more,
        },
        ensure_ascii=False,
    )
