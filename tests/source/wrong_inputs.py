"""Inputs that are no page, or none that is whole, as newcomers give them; `docs/forms.md` shows what is said of each."""

from __future__ import annotations

import bz2
import gzip
import io
import sqlite3
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["WRONG", "arguments_of"]

_PAGE = "'''甲联盟'''是一个国际组织。\n\n== 成员 ==\n* [[乙党]]\n* [[丙党]]\n"
_HTML = "<!DOCTYPE html><html lang='zh'><head><meta name='generator' content='MediaWiki 1.43'><title>甲联盟 - 维基百科</title></head><body class='mediawiki'><p>甲"
_DUMP = f"<mediawiki xml:lang='zh'><siteinfo><dbname>zhwiki</dbname></siteinfo><page><title>甲联盟</title><ns>0</ns><id>1</id><revision><id>2</id><text>{_PAGE}</text></revision></page>"


def _zip(*, encrypted: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        opened.writestr("甲联盟.wikitext", _PAGE)
    data = bytearray(stream.getvalue())
    if encrypted:  # the flag of a password, in the member's own header and in the directory
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as opened:
        info = tarfile.TarInfo("甲联盟.wikitext")
        info.size = len(_PAGE.encode())
        opened.addfile(info, io.BytesIO(_PAGE.encode()))
    return stream.getvalue()


def _database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        with sqlite3.connect(path) as opened:
            opened.execute("create table page (title)")
        opened.close()
        return path.read_bytes()


WRONG: dict[str, tuple[str, bytes | None]] = {
    "a file that is not there": ("no-such.wikitext", None),
    "an empty file": ("empty.wikitext", b""),
    "Turtle": ("data.ttl", b"@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .\n"),
    "JSON-LD": ("data.jsonld", b'{"@context": {}, "@id": "a"}'),
    "an answer of a wiki's API": ("parse.json", '{"parse": {"title": "甲"}}'.encode()),
    "CSV": ("members.csv", "name,country\n乙党,法国\n".encode()),
    "PDF": ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "a picture": ("page.png", b"\x89PNG\r\n\x1a\n"),
    "a saved web archive": (
        "page.mhtml",
        b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related\n",
    ),
    "an SQL dump": ("zhwiki-page.sql", b"-- MySQL dump 10.19\n"),
    "a database": ("pages.db", _database()),
    "a 7z archive": ("zhwiki.xml.7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
    "an xz archive": ("page.wikitext.xz", b"\xfd7zXZ\0\0\x04"),
    "a locked zip": ("pages.zip", _zip(encrypted=True)),
    "an archive that is cut off": ("pages.tar.gz", _tar()[:-20]),
    "a dump that is cut off": ("zhwiki.xml", _DUMP.encode()),
    "a dump in an encoding that is not read": (
        "zhwiki.xml",
        f"<?xml version='1.0' encoding='GB18030'?>\n{_DUMP}".encode("gb18030"),
    ),
    "a snapshot in UTF-16": ("articles.ndjson", '{"name":"A","article_body":{}}\n'.encode("utf-16")),
    "a packed dump that is cut off": ("zhwiki.xml.bz2", bz2.compress(f"{_DUMP}</mediawiki>".encode())[:-9]),
    "a packed page with something behind it": ("page.html.gz", gzip.compress(_HTML.encode()) + b"garbage"),
    "XML of another program": ("feed.xml", b"<?xml version='1.0'?><rss version='2.0'></rss>"),
    "the index of a multistream dump": ("index.txt", "600:1:甲\n600:2:乙\n".encode()),
    "HTML of no wiki": ("index.html", b"<!DOCTYPE html><html><title>News</title><p>Text</p></html>"),
    "HTML that is cut off": ("page.html", _HTML.encode()),
    "wikitext in GB18030": ("甲联盟.wikitext", _PAGE.encode("gb18030")),
    "wikitext in Latin-1": (
        "Congrès.wikitext",
        "'''Congrès''' était une réunion\n".encode("latin-1"),
    ),
    "wikitext in UTF-16": ("甲联盟.wikitext", _PAGE.encode("utf-16")),
    "wikitext in UTF-32": ("甲联盟.wikitext", _PAGE.encode("utf-32")),
    "an address in a text file": ("page.txt", b"https://en.wikipedia.org/wiki/ICMLPO\n"),
    "text copied from a browser": (
        "Lake Congress.wikitext",
        b"Lake Congress\n\nThe Lake Congress was a meeting.\n\nParticipants[edit]\nFrance\nGermany[1]\n",
    ),
    "a page without a title": ("notes.txt", b"== Members ==\n* [[Party]]\n"),
    "a page of which nothing tells the Wikipedia": (
        "Congress.wikitext",
        b"'''Congress''' was a meeting.\n\n== Participants ==\n* [[Party]]\n",
    ),
    "a table that is left open": (
        "甲联盟.wikitext",
        "'''甲联盟'''是一个国际组织。\n\n== 成员 ==\n{|\n! 政党\n|-\n| [[乙党]]\n|-\n| [[丙党]]\n".encode(),
    ),
    "a cell that spans too much": (
        "甲联盟.wikitext",
        "'''甲联盟'''是一个国际组织。\n\n== 成员 ==\n{|\n! 政党\n|-\n|rowspan=999999999| [[乙党]]\n|}\n".encode(),
    ),
    "100,000 templates in each other": (
        "甲联盟.wikitext",
        ("'''甲联盟'''是一个国际组织。\n" + "{{a|" * 100_000).encode(),
    ),
}
"""By what it is: its name, and its bytes, or None where there is none."""

_NEED_LANGUAGE = frozenset(
    {
        "text copied from a browser",
        "a table that is left open",
        "a cell that spans too much",
        "100,000 templates in each other",
        "a page without a title",
    }
)


def arguments_of(what: str) -> list[str]:
    """How the program is called with an input."""
    return [
        "convert",
        WRONG[what][0],
        *(["--lang", "zh"] if what in _NEED_LANGUAGE else []),
        "-q",
        "-o",
        "out.ttl",
    ]
