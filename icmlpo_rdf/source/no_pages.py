"""What people give for a page that is none: each kind of file with all that tells it, its name, and what to do instead."""

from __future__ import annotations

from msgspec import Struct

from icmlpo_rdf.source.own_datasets import README_TITLE

__all__ = ["NO_PAGES", "NoPage", "by_bytes", "by_element", "by_ending", "by_keys", "by_words", "is_binary"]


class NoPage(Struct, frozen=True):
    """A kind of file that holds no page."""

    what: str
    """What a message calls it."""
    mend: str
    """What to do instead."""
    bytes_: tuple[tuple[int, bytes, bytes], ...] = ()
    """File signatures (https://www.garykessler.net/library/file_sigs.html): at which byte, the bytes there, and what else
    stands near the beginning; any of them tells it."""
    words: tuple[str, ...] = ()
    """How its text begins, in lower case."""
    elements: tuple[str, ...] = ()
    """The root element of its XML, without a prefix."""
    keys: tuple[str, ...] = ()
    """Keys of its JSON; any of them tells it."""
    endings: tuple[str, ...] = ()
    """Endings of its name, which count where nothing else tells what the text is."""


_UNPACK = "unpack it first"
_SAVE = "save the page as HTML, or get its wikitext"
_RDF = "convert reads pages; `query` reads RDF"
_PAGE = "give a page"

NO_PAGES = (
    NoPage("bzip2 in bzip2, or damaged", _UNPACK, ((0, b"BZh", b""),)),
    NoPage("gzip in gzip, or damaged", _UNPACK, ((0, b"\x1f\x8b", b""),)),
    NoPage("an lz4 archive", _UNPACK, ((0, b"\x04\x22\x4d\x18", b""),)),
    NoPage("a 7z archive", _UNPACK, ((0, b"7z\xbc\xaf\x27\x1c", b""),)),
    NoPage("an xz archive", _UNPACK, ((0, b"\xfd7zXZ\0", b""),)),
    NoPage("a zstd archive", _UNPACK, ((0, b"(\xb5/\xfd", b""),)),
    NoPage("a rar archive", _UNPACK, ((0, b"Rar!\x1a", b""),)),
    NoPage("a file of compress (.Z)", _UNPACK, ((0, b"\x1f\x9d", b""),)),
    NoPage("a tar archive", "name it .tar or .tar.gz", ((257, b"ustar", b""),)),
    NoPage("an e-book (EPUB)", _SAVE, ((0, b"PK\3\4", b"application/epub+zip"),)),
    NoPage(
        "an Office document",
        _SAVE,
        (
            (0, b"PK\3\4", b"application/vnd.oasis.opendocument"),
            (0, b"PK\3\4", b"[Content_Types].xml"),
            (0, b"PK\3\4", b"_rels/.rels"),
            (0, b"\xd0\xcf\x11\xe0", b""),
        ),
        words=("{\\rtf",),
    ),
    NoPage("a zip archive", "name it .zip, or unpack it first", ((0, b"PK\3\4", b""), (0, b"PK\5\6", b""))),
    NoPage("a pointer of Git LFS", "get the file itself: git lfs pull", words=("version https://git-lfs.",)),
    NoPage("a PDF", _SAVE, ((0, b"%PDF-", b""),)),
    NoPage("PostScript", _SAVE, words=("%!ps",)),
    NoPage(
        "a picture",
        "give the page's text",
        (
            (0, b"\x89PNG", b""),
            (0, b"\xff\xd8\xff", b""),
            (0, b"GIF87a", b""),
            (0, b"GIF89a", b""),
            (0, b"II*\0", b""),
            (0, b"MM\0*", b""),
            (8, b"WEBP", b"RIFF"),
            (4, b"ftypavif", b""),
            (4, b"ftyphei", b""),
        ),
        elements=("svg",),
    ),
    NoPage(
        "a film or sound",
        "give the page's text",
        ((4, b"ftyp", b"\0"), (0, b"OggS\0", b""), (0, b"ID3\x03", b""), (0, b"ID3\x04", b"")),
    ),
    NoPage(
        "an SQLite database",
        "give pages, or a store's data as RDF to `query`",
        ((0, b"SQLite format 3", b""),),
    ),
    NoPage("a Kiwix archive (ZIM)", "take its pages out as HTML: zimdump", ((0, b"ZIM\x04", b""),)),
    NoPage(
        "a web archive (WARC)", "take its pages out as HTML: warcio extract", words=("warc/1.", "warc/0.")
    ),
    NoPage(
        "a web archive (MHTML) or a letter",
        "save the page as HTML only",
        ((0, b"bplist00", b"WebMainResource"),),
        words=("from: <saved by", "mime-version:", "return-path:"),
        endings=("mhtml", "mht", "eml"),
    ),
    NoPage("a program", _PAGE, ((0, b"\x7fELF", b""), (0, b"MZ\x90", b""), (0, b"\0asm", b""))),
    NoPage(
        "an SQL dump",
        "get the XML dump, pages-articles",
        words=("-- mysql dump", "-- mariadb dump", "-- postgresql database dump", "-- phpmyadmin sql dump"),
        endings=("sql",),
    ),
    NoPage("a list of titles", "get the XML dump, pages-articles", words=("page_title\n",)),
    NoPage("a news feed (RSS or Atom)", "give the pages that it links to", elements=("rss", "feed")),
    NoPage(f"RDF/XML: {_RDF}", _PAGE, elements=("RDF",)),
    NoPage("a file of SPARQL results", _PAGE, elements=("sparql",), keys=("results",)),
    NoPage(f"JSON-LD: {_RDF}", _PAGE, keys=("@context", "@graph", "@id"), endings=("jsonld",)),
    NoPage(
        "an answer of a wiki's API",
        "give the page's address: the wiki is asked for its text",
        elements=("api",),
        keys=("batchcomplete", "parse", "content_model"),
    ),
    NoPage("data of Wikidata", _PAGE, keys=("entities", "claims", "sitelinks")),
    NoPage(
        "a table of values (CSV)",
        "give the page that it was made from",
        endings=("csv", "tsv", "tab"),
    ),
    NoPage(
        "a shortcut to an address", "give the address itself", words=("[internetshortcut]",), endings=("url",)
    ),
    NoPage(
        "source text of a program or of settings",
        _PAGE,
        words=("#!/", "<?php", "diff --git"),
        elements=("plist",),
        endings=tuple(
            "bib c cfg conf cpp css diff ini java js log php py rb sh tex toml ts yaml yml".split()
        ),
    ),
    NoPage(
        "the README of a dataset of this program", "`query` reads its data", words=(README_TITLE.lower(),)
    ),
    NoPage(f"RDF: {_RDF}", _PAGE, endings=("ttl", "nt", "nq", "trig", "n3", "rdf", "owl")),
    NoPage("a SPARQL query", "give it to `query DATA --file`", endings=("rq", "sparql")),
)
"""Of rows that are told by one sign the first counts."""

_SIGNS = 4_096
"""How many of a file's first bytes are looked at for signs, and for bytes that no text has."""
_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_SEVERAL, _FEW = 4, 100
"""So many such bytes may stand in any text, and one more in so many."""


def by_bytes(data: bytes) -> NoPage | None:
    """Return what a file is by its signature."""
    head = data[:_SIGNS]
    for row in NO_PAGES:
        for at, magic, near in row.bytes_:
            if head.startswith(magic, at) and near in head:
                return row
    return None


def by_words(start: str) -> NoPage | None:
    """Return what a text is by how it begins."""
    words = start[:64].lower()
    return next((row for row in NO_PAGES if row.words and words.startswith(row.words)), None)


def by_element(name: str) -> NoPage | None:
    """Return what an XML file is by its root element."""
    return next((row for row in NO_PAGES if name in row.elements), None)


def by_keys(keys: set[str]) -> NoPage | None:
    """Return what JSON is by its keys."""
    return next((row for row in NO_PAGES if not keys.isdisjoint(row.keys)), None)


def by_ending(ending: str) -> NoPage | None:
    """Return what a file is by its name's ending, in lower case."""
    return next((row for row in NO_PAGES if ending in row.endings), None)


def is_binary(data: bytes) -> bool:
    """True when a file's first bytes are no text's, in whatever encoding of one byte a letter or of UTF-8."""
    head = data[:_SIGNS]
    return len(head) - len(head.translate(None, _NO_TEXT)) > _SEVERAL + len(head) // _FEW
