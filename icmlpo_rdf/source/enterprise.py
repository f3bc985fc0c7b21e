"""Wikimedia Enterprise's articles: JSON, one a line (NDJSON), one alone, or an array of some.

https://enterprise.wikimedia.com/docs/data-dictionary/. Of each article its wikitext is read, else its HTML.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.dump_pages import OF_OTHER_NAMESPACE, page_file_name
from icmlpo_rdf.source.entries import Entry, Problem
from icmlpo_rdf.source.listing_notes import ListingNotes
from icmlpo_rdf.source.raw import Revision, Told
from icmlpo_rdf.source.snapshot_json import ANY, BROKEN, Stretch, no_json, objects_of

__all__ = ["ArticleHead", "article_text", "head_of_article", "list_articles"]


class _Named(Struct):
    name: str | None = None
    identifier: str | int | None = None
    url: str | None = None


class _Body(Struct):
    """A text in its two forms; None for one that was not asked for, or that the service does not have."""

    wikitext: str | None = None
    html: str | None = None

    @property
    def is_absent(self) -> bool:
        """True where neither is given; a text that is given and empty is a blank page's."""
        return self.wikitext is None and self.html is None


class ArticleHead(Struct):
    """What an article is about; the rest is left unread."""

    name: str
    is_part_of: _Named
    main_entity: _Named | None = None

    @property
    def item(self) -> str:
        """Its Wikidata item, `Q…`; empty where it tells of none."""
        item = self.main_entity.identifier if self.main_entity else None
        return item if isinstance(item, str) else ""

    @property
    def database(self) -> str:
        """What its wiki's database is called, `zhwiki`."""
        return str(self.is_part_of.identifier or "")


class _Article(ArticleHead):
    """What is asked of an article that is converted."""

    # What the service does not know is left out, or null.
    identifier: int | None = None
    date_modified: str | None = None
    version: _Named | None = None
    namespace: _Named | None = None
    redirects: list[_Named] | None = None
    license: list[_Named] | None = None
    article_body: _Body | None = None


_DECODER = msgspec.json.Decoder(_Article)
_HEADS = msgspec.json.Decoder(ArticleHead)


def list_articles(
    location: str, stream: BinaryIO, where: Stretch, language: str | None, noted: ListingNotes | None = None
) -> Iterator[Entry]:
    """Yield the articles of a file, and the redirects to each.

    Args:
        location: the file, or the archive that holds it, as the user wrote it.
        stream: stands at its beginning.
        where: the file that the stream reads, and where in it the articles are.
        language: the code of the Wikipedia that articles of no Wikipedia mirror, where the user tells it.
        noted: counts what is no article.

    An article that does not fit costs itself, and so does one of another project.

    Raises:
        SourceError: a line is no JSON, the file is cut off, or all its articles are of another project.
    """
    noted, others = noted or ListingNotes(), 0
    foreign: Problem | None = None
    is_foreign = True
    for number, data, offset in objects_of(location, stream, where):
        article = _article(data, location, number)
        if isinstance(article, _Article) and not _is_article(article):
            others += 1
            continue
        if isinstance(article, _Article) and not (_code(article.database) or language):
            article = _of_another(article.database, location, number)
            foreign = foreign or article
        else:
            is_foreign = False
        if isinstance(article, Problem):
            yield _misfit(data, Entry(location, f"line {number}"), article, language)
        else:
            noted.compare(location, _code(article.database), language)
            place = Entry(location, "", read_from=where.path, offset=offset)
            yield from _entries(article, data, place, _code(article.database) or language or "")
    if foreign and is_foreign:
        raise SourceError(foreign.what, mend=foreign.mend, origin=location)
    noted.add_pages(Counter({OF_OTHER_NAMESPACE: others}))


def head_of_article(line: bytes, origin: str, number: int) -> ArticleHead:
    """Return what an article is about.

    Args:
        line: the article, JSON.
        origin: the file that it stands in.
        number: its line there.

    Raises:
        SourceError: it is none, or not whole.
    """
    try:
        return _HEADS.decode(line)
    except BROKEN as error:
        raise SourceError(
            f"this is no whole article of Wikimedia Enterprise ({error})",
            mend="get it again whole",
            origin=origin,
            line=number,
        ) from error


def _is_article(article: _Article) -> bool:
    return article.namespace is None or article.namespace.identifier in {None, 0}


def _article(data: bytes, location: str, number: int) -> _Article | Problem:
    """An article, or what is wrong with JSON that is whole and is none."""
    try:
        try:
            return _DECODER.decode(data)
        except msgspec.ValidationError as error:
            ANY.decode(data)
            what = f"this is no article of a snapshot ({error})"
            return Problem(what, "get the article again, or the page itself", number, location)
    except BROKEN as error:
        raise no_json(error, location, number) from error


def _misfit(data: bytes, place: Entry, problem: Problem, language: str | None) -> Entry:
    """The entry of an article that does not fit: by its title, or by its line where it tells none."""
    try:
        head = _HEADS.decode(data)
    except BROKEN:
        return replace(place, told=Told(held_in=Form.ENTERPRISE), problem=problem)
    wiki = _code(head.database) or language or ""
    told = Told(form=Form.HTML, title=head.name, wiki=wiki, held_in=Form.ENTERPRISE)
    name = f"{wiki or head.database}/{page_file_name(head.name, Form.HTML)}"
    return replace(place, name=name, told=told, problem=problem)


def _entries(article: _Article, line: bytes, place: Entry, wiki: str) -> Iterator[Entry]:
    body = article.article_body or _Body()
    form = Form.WIKITEXT if body.wikitext else Form.HTML
    # A snapshot may hold the articles of several wikis.
    folder = f"{wiki}/"
    version = article.version.identifier if article.version else None
    revision = Revision(
        article.identifier,
        version if isinstance(version, int) else None,
        article.date_modified or "",
        article.database.replace("_", "-") == f"{wiki}wiki",
    )
    told = Told(
        form=form,
        title=article.name,
        wiki=wiki,
        item=article.item,
        revision=revision,
        license=next((one.url for one in article.license or () if one.url), ""),
        held_in=Form.ENTERPRISE,
    )
    for alias in (one.name for one in article.redirects or () if one.name):
        other = Told(form=form, title=alias, wiki=wiki, held_in=Form.ENTERPRISE)
        name = f"{folder}{page_file_name(alias, form)}"
        yield Entry(place.location, name, leads_to=article.name, told=other)
    yield Entry(
        place.location,
        f"{folder}{page_file_name(article.name, form)}",
        f"{len(line)}-{zlib.crc32(line):08x}",
        read_from=place.read_from,
        offset=place.offset,
        size=len(line),
        told=told,
        problem=_LOST if body.is_absent else None,
    )


_LOST = Problem("the article comes without its text", "get it with its article_body, or the page itself")


def _of_another(database: str, location: str, number: int) -> Problem:
    """What is said of an article of another project (`zhwiktionary`), where the user does not tell what Wikipedia that mirrors."""
    what = f"an article of it is of {database or 'no wiki'}, which is no Wikipedia"
    return Problem(what, "if that mirrors a Wikipedia, say which one: --lang zh", number, location)


def _code(database: str) -> str:
    code = database.removesuffix("wiki").replace("_", "-")
    return code if database.endswith("wiki") and is_wiki(code) else ""


def article_text(line: bytes, form: Form) -> bytes:
    """Return the text of an article that was listed, UTF-8.

    Raises:
        ValueError: the bytes are no article's any more.
    """
    body = _DECODER.decode(line).article_body or _Body()
    text = body.wikitext if form is Form.WIKITEXT else body.html
    return (text or "").replace("\r\n", "\n").encode()
