"""Wikimedia Enterprise's articles: JSON, one a line (NDJSON), one alone, or an array of some.

https://enterprise.wikimedia.com/docs/data-dictionary/. Of each article its wikitext is read, else its HTML.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import msgspec
from msgspec import Struct

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.options import Form
from icmlpo_rdf.source.dump_pages import OF_OTHER_NAMESPACE, page_file_name
from icmlpo_rdf.source.entries import Entry, Problem
from icmlpo_rdf.source.listing_notes import ListingNotes
from icmlpo_rdf.source.raw import Revision, Told

__all__ = ["ArticleHead", "Stretch", "article_text", "head_of_article", "list_articles"]

_LONGEST = 256 << 20
"""Bytes of one article; the longest have some ten million with both forms of its text."""
_WHOLE = "get it again whole"


class _Named(Struct):
    name: str = ""
    identifier: str | int | None = None
    url: str = ""


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

    identifier: int | None = None
    date_modified: str = ""
    version: _Named = msgspec.field(default_factory=_Named)
    namespace: _Named = msgspec.field(default_factory=_Named)
    redirects: list[_Named] = msgspec.field(default_factory=list)
    license: list[_Named] = msgspec.field(default_factory=list)
    article_body: _Body | None = msgspec.field(default_factory=_Body)


_DECODER = msgspec.json.Decoder(_Article)
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])
_HEADS = msgspec.json.Decoder(ArticleHead)


class Stretch(NamedTuple):
    """A part of a file."""

    path: str
    begin: int
    size: int


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

    Raises:
        SourceError: a line is no article, or the file is cut off.
    """
    others = 0
    for article, data, offset in _articles(location, stream, where):
        if article.namespace.identifier in {None, 0}:
            place = Entry(location, "", read_from=where.path, offset=offset)
            yield from _entries(article, data, place, language)
        else:
            others += 1
    if noted:
        noted.add_pages(Counter({OF_OTHER_NAMESPACE: others}))


def _articles(location: str, stream: BinaryIO, where: Stretch) -> Iterator[tuple[_Article, bytes, int]]:
    """Each article, its bytes, and where in the file they begin."""
    number, offset, end = 0, where.begin, where.begin + where.size
    while offset < end:
        line = stream.readline(min(end - offset, _LONGEST + 1))
        number += 1
        if len(line) > _LONGEST or not line:
            raise SourceError(
                "a line of it is too long, or missing", mend=_WHOLE, origin=location, line=number
            )
        if line.strip():
            article = _article(line)
            if article is None and number == 1 and end - offset <= _LONGEST:
                # One object, or an array of them, may be written over many lines.
                line += stream.read(end - offset - len(line))
                article = _article(line)
            if article is not None:
                yield article, line, offset
            elif (members := _members(line)) is not None:
                yield from ((one, data, offset + at) for one, data, at in members)
            else:
                raise SourceError(_what_is_wrong(line), mend=_WHOLE, origin=location, line=number)
        offset += len(line)


def _members(array: bytes) -> list[tuple[_Article, bytes, int]] | None:
    """The articles of an array, as the service's On-demand API gives them, each with its place there; None for what is none."""
    members, end = [], 0
    try:
        for one in _ARRAY.decode(array):
            data = bytes(one)
            begin = array.index(data, end)
            end = begin + len(data)
            members.append((_DECODER.decode(data), data, begin))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return members


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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(
            f"this is no whole article of Wikimedia Enterprise ({error})",
            mend=_WHOLE,
            origin=origin,
            line=number,
        ) from error


def _article(line: bytes) -> _Article | None:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _what_is_wrong(line: bytes) -> str:
    try:
        for one in _ARRAY.decode(line) if line.lstrip().startswith(b"[") else (line,):
            _DECODER.decode(one)
    except msgspec.ValidationError as error:
        return f"this is no article of a snapshot ({error})"
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"this is no whole article ({error})"
    except RecursionError:
        return "this is no article: it is nested too deep"
    return "this is no article"


def _entries(article: _Article, line: bytes, place: Entry, language: str | None) -> Iterator[Entry]:
    wiki = _wiki(article.database, language, place.location)
    body = article.article_body or _Body()
    form = Form.WIKITEXT if body.wikitext else Form.HTML
    # A snapshot may hold the articles of several wikis.
    folder = f"{wiki}/"
    version = article.version.identifier
    revision = Revision(
        article.identifier,
        version if isinstance(version, int) else None,
        article.date_modified,
        article.database.replace("_", "-") == f"{wiki}wiki",
    )
    told = Told(
        form=form,
        title=article.name,
        wiki=wiki,
        item=article.item,
        revision=revision,
        license=next((one.url for one in article.license if one.url), ""),
        held_in=Form.ENTERPRISE,
    )
    for redirect in article.redirects:
        other = Told(form=form, title=redirect.name, wiki=wiki, held_in=Form.ENTERPRISE)
        name = f"{folder}{page_file_name(redirect.name, form)}"
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


def _wiki(database: str, language: str | None, location: str) -> str:
    """The code of an article's Wikipedia. Another project's (`zhwiktionary`) is refused where the user does not tell one."""
    code = database.removesuffix("wiki").replace("_", "-")
    if database.endswith("wiki") and is_wiki(code):
        return code
    if language:
        return language
    raise SourceError(
        f"an article of it is of {database or 'no wiki'}, which is no Wikipedia",
        mend="if that mirrors a Wikipedia, say which one: --lang zh",
        origin=location,
    )


def article_text(line: bytes, form: Form) -> bytes:
    """Return the text of an article that was listed, UTF-8.

    Raises:
        ValueError: the bytes are no article's any more.
    """
    body = _DECODER.decode(line).article_body or _Body()
    text = body.wikitext if form is Form.WIKITEXT else body.html
    return (text or "").replace("\r\n", "\n").encode()
