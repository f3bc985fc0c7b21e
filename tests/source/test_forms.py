"""The form of a file is told by its first bytes; what is no page is refused by its name, with what to do."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from icmlpo_rdf import RawPage, convert, read
from icmlpo_rdf.errors import SourceError, UsageError
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source import form_named, form_of, read_page_file
from tests.conftest import Cli

WIKITEXT = "'''甲会议'''是[[会议]]。\n\n== 第一次会议（1999年）参加者 ==\n* [[乙党]]\n* [[丙党]]\n"
HTML = "<!DOCTYPE html>\n<html><head><title>甲</title></head><body><p><b>甲</b></p></body></html>\n"
MARKDOWN = '**甲会议**是[会议](../Page/会议.md "wikilink")。\n'
EXPORT = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="zh"></mediawiki>'
)
ARTICLE = '{"name":"甲","is_part_of":{"identifier":"zhwiki"},"article_body":{"wikitext":"x"}}'


def tar() -> bytes:
    """A tar with one page."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as packed:
        packed.addfile(tarfile.TarInfo("a.md"))
    return stream.getvalue()


def zipped() -> bytes:
    """A zip with one page."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.md", MARKDOWN)
    return stream.getvalue()


def office(member: str, text: str = "x") -> bytes:
    """A file of an office program: a zip with certain members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(member, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        (MARKDOWN, "a.md", Form.MARKDOWN),
        (MARKDOWN, "a", Form.MARKDOWN),
        (MARKDOWN, "a.txt", Form.MARKDOWN),
        (WIKITEXT, "a.wikitext", Form.WIKITEXT),
        (WIKITEXT, "a.txt", Form.WIKITEXT),
        ("#重定向 [[乙]]", "a", Form.WIKITEXT),
        ("{| class=wikitable\n| a\n|}", "stdin", Form.WIKITEXT),
        (HTML, "a.html", Form.HTML),
        (HTML, "a.txt", Form.HTML),
        ("<p>甲</p>", "fragment", Form.HTML),
        ("<!-- saved from url -->\n<!doctype HTML>\n<html>", "a", Form.HTML),
        ("<!-- saved from url -->\n<!doctype HTML>\n<html>", "a.md", Form.HTML),
        ('<html lang="zh"><body>甲</body></html>', "a.markdown", Form.HTML),
        ("<body><p>甲</p></body>", "a.md", Form.MARKDOWN),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "a", Form.HTML),
        ("<table><tr><td>甲</td></tr></table>\n", "a.md", Form.MARKDOWN),
        (f'<div class="x">\n{WIKITEXT}</div>', "a.wikitext", Form.WIKITEXT),
        (f'<div class="x">\n{WIKITEXT}</div>', "a.txt", Form.WIKITEXT),
        ("<div>甲</div>", "a.wiki", Form.WIKITEXT),
        ('<div><a href="/wiki/甲">甲</a></div>', "a.wiki", Form.HTML),
        (WIKITEXT, "a.html", Form.WIKITEXT),
        ("甲", "a.html", Form.HTML),
        (EXPORT, "a", Form.XML),
        (f'<?xml version="1.0" encoding="utf-8"?>\n<!-- 甲 -->\n{EXPORT}', "a.txt", Form.XML),
        (f"<!-- <b> -->\n{EXPORT}", "a.md", Form.XML),
        (f'<?xml version="1.0"?><!-- made of <html> -->{EXPORT}', "a", Form.XML),
        (f"<!-- <mediawiki> -->\n{WIKITEXT}", "a", Form.WIKITEXT),
        (ARTICLE, "a", Form.ENTERPRISE),
        (ARTICLE.replace(",", ",\n  "), "a.json", Form.ENTERPRISE),
    ],
)
def test_forms_are_told_by_the_first_bytes(text: str, name: str, form: Form) -> None:
    """Whatever the file is called; its ending counts where the bytes leave it open."""
    assert form_of(text.encode(), name) is form
    assert form_of(b"\xef\xbb\xbf" + text.encode(), name) is form
    assert form_of(text.encode("utf-16"), name) is form


@pytest.mark.parametrize(
    ("data", "what", "mend"),
    [
        (b"@prefix a: <http://a/> .\n", "this is Turtle", "`query` reads RDF"),
        (b"PREFIX a: <http://a/>\na:b a:c a:d .", "this is Turtle", "`query` reads RDF"),
        (b"<http://a/b> <http://a/c> <http://a/d> .\n", "N-Triples or N-Quads", "`query` reads RDF"),
        (b'_:a <http://a/c> "d" .\n', "N-Triples or N-Quads", "`query` reads RDF"),
        (b'{"@context": {}, "@id": "a"}', "JSON-LD", "`query` reads RDF"),
        (b'[{"@id": "http://a/b"}]', "JSON-LD", "`query` reads RDF"),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
            "RDF/XML",
            "`query` reads RDF",
        ),
        (
            b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
            "RDF/XML",
            "`query` reads RDF",
        ),
        (
            b'<!-- a --><!-- b --><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
            "RDF/XML",
            "`query` reads RDF",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n",
            "a pointer of Git LFS",
            "git lfs pull",
        ),
        (b'<?xml version="1.0"?><rss/>', "a news feed (RSS or Atom)", "the pages that it links to"),
        (b'<rss version="2.0"></rss>', "a news feed (RSS or Atom)", "the pages that it links to"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "a news feed", "the pages that it links to"),
        (b'<?xml version="1.0"?><TEI/>', "no MediaWiki export: it begins with <TEI>", "export"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a picture", "give the page's text"),
        (
            b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n",
            "a web archive (MHTML)",
            "save the page as HTML only",
        ),
        (b"{\\rtf1\\ansi x}", "an Office document", "save the page as HTML"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "a web archive (WARC)", "take its pages out"),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "page: this is a web archive (WARC)", "take its pages out"),
        (office("[Content_Types].xml"), "an Office document", "save the page as HTML"),
        (office("mimetype", "application/vnd.oasis.opendocument.text"), "an Office document", "save"),
        (office("mimetype", "application/epub+zip"), "an e-book (EPUB)", "save the page as HTML"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture", "give the page's text"),
        (b"\0\0\0\x20ftypisom\0\0", "a film or sound", "give the page's text"),
        (b"PAR1" + bytes(60), "a binary file", "give a page"),
        (bytes(range(256)), "a binary file", "give a page"),
        (b"ZIM\x04" + bytes(60), "ZIM", "zimdump"),
        (b'{"parse": {"title": "x"}}', "an answer of a wiki's API", "give the page's address"),
        (b'[{"a": 1}]', "JSON, but no article", "give a page"),
        (b'{"head": {}, "results": {}}', "SPARQL results", "give a page"),
        (b'{"a": 1}', "JSON, but no article", "give a page"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive", "unpack it first"),
        (b"\xfd7zXZ\0", "an xz archive", "unpack it first"),
        (b"%PDF-1.7\n", "a PDF", "save the page as HTML"),
        (b"SQLite format 3\0", "an SQLite database", "RDF"),
        (b"-- MySQL dump 10.19\n", "an SQL dump", "XML dump"),
        (
            b"616:10:AccessibleComputing\n616:12:Anarchism\n",
            "the index of a multistream dump",
            "give the dump",
        ),
        (b"page_title\n!\n!!\n", "a list of titles", "XML dump"),
        (zipped(), "a zip archive", "name it .zip"),
        (gzip.compress(zipped()), "a zip archive", "name it .zip"),
        (bz2.compress(tar()), "a tar archive", "name it .tar"),
    ],
)
def test_what_is_no_page_is_refused_by_name(
    data: bytes, what: str, mend: str, tmp_path: Path, cli: Cli
) -> None:
    """One line that says what it is and what to do; nothing is written."""
    path = tmp_path / "page"
    path.write_bytes(data)
    with pytest.raises(SourceError) as told:
        read(path)
    assert what in str(told.value)
    assert mend in str(told.value)
    if data.startswith(b"@prefix"):
        done = cli("convert", "page", "--title", "甲", "-o", "out.ttl")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert what in done.stderr
        assert not (tmp_path / "out.ttl").exists()


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.csv", "name,country\nA,China\n", "a table of values"),
        ("a.tsv.gz", "name\tcountry\n[[A]]\tChina\n", "a table of values"),
        ("a.json", "[1, 2]", "JSON, but no article"),
        ("a.rss", "<rss></rss>", "a news feed"),
        ("a.xml", "<library><book/></library>", "no MediaWiki export: it begins with <library>"),
        ("a.trig", "<http://a/g> { <http://a/b> <http://a/c> <http://a/d> . }", "RDF"),
        ("a.py", "print(1)\n", "source text"),
    ],
)
def test_where_the_text_leaves_it_open_the_name_tells_it(
    name: str, text: str, what: str, tmp_path: Path
) -> None:
    """A table of values is plain text as Markdown is; the same text under a page's ending is a page."""
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    with pytest.raises(SourceError, match=rf"{name}: this is .*{what}"):
        read(path)
    assert read(path, PageOptions(form=Form.MARKDOWN)).form is Form.MARKDOWN
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.md").form is Form.MARKDOWN


@pytest.mark.parametrize("start", ["ID3", "Rar!", "OggS", "GIF8", "WARC", "MZ", "SELECT", "rss"])
def test_a_page_may_begin_with_any_word(start: str) -> None:
    """Letters that a file signature begins with are no signature; a control character here and there is a fault of the text."""
    page = f"{start}（甲）是[乙](../Page/乙.md)。\n" + "\x0c甲\0" + "甲" * 100
    assert form_of(page.encode(), "stdin") is Form.MARKDOWN


FOREIGN = (
    "<!DOCTYPE html><html><head><title>甲会议</title></head><body><p><b>甲会议</b>是会议。参见<a "
    'href="https://zh.wikipedia.org/wiki/会议">维基百科</a>、<a href="https://example.org/">甲</a>。</p>'
    '<h2>参加者</h2><ul><li><a href="/a">乙党</a></li></ul></body></html>'
)


def test_html_of_no_wiki_is_refused(tmp_path: Path, cli: Cli) -> None:
    """Its letters do not make it a Wikipedia's; the user may, who knows that the page is one."""
    (tmp_path / "a.html").write_text(FOREIGN, encoding="utf-8")
    done = cli("convert", "a.html", "-o", "out.ttl")
    assert done.returncode == 2
    assert "a.html: nothing in the HTML shows that it is a wiki's page" in done.stderr
    assert "--lang zh" in done.stderr
    assert not (tmp_path / "out.ttl").exists()
    assert cli("convert", "a.html", "--lang", "zh", "-o", "out.ttl").returncode == 0
    assert cli("convert", "a.html", "--title", "甲会议", "-o", "out.ttl").returncode == 0


@pytest.mark.parametrize(
    "mark",
    [
        '<a href="/wiki/会议">会议</a>',
        '<a href="./会议">会议</a>',
        '<a href="../zh-hans/会议">会议</a>',
        '<a href="/w/index.php?title=会议&amp;redlink=1">会议</a>',
        '<a href="https://zh.wikipedia.org/wiki/会议">会议</a>',
        '<table class="plain wikitable"><tr><td>甲</td></tr></table>',
        '<p class="mw-empty-elt"></p>',
        '<link rel="mw:PageProp/Category">',
        '<meta name="generator" content="MediaWiki 1.43">',
    ],
)
def test_any_mark_of_a_wiki_will_do(mark: str) -> None:
    """A fragment of a page may have one of them only."""
    page = RawPage("a.html", f"<p><b>甲会议</b>是会议。</p>{mark}".encode(), "a.html", form=Form.HTML)
    assert not convert(page).notes.errors


def test_the_user_knows_better(tmp_path: Path, cli: Cli) -> None:
    """`--input-format` counts before the first bytes."""
    path = tmp_path / "甲会议.md"
    path.write_text(WIKITEXT, encoding="utf-8")
    assert read(path).form is Form.MARKDOWN
    assert form_of(path.read_bytes(), path.name) is Form.MARKDOWN
    told = cli("inspect", "甲会议.md", "--input-format", "wikitext")
    assert "wikitext (read by page.wikitext)" in told.stdout
    assert "2 participations" in told.stdout
    assert "Markdown (read by page.markdown)" in cli("inspect", "甲会议.md").stdout
    done = cli("convert", "甲会议.md", "--input-format", "docx")
    assert done.returncode == 2
    assert "enterprise" in done.stderr
    with pytest.raises(UsageError, match="use one of markdown, wikitext, html, xml, enterprise"):
        form_named("docx")


def test_a_page_may_be_compressed(tmp_path: Path) -> None:
    """Browsers and caches keep pages as gzip under a name that ends in `.html`; what counts is the text."""
    path = tmp_path / "a.html"
    path.write_bytes(gzip.compress(HTML.encode()))
    assert (read(path).form, read(path).data) == (Form.HTML, HTML.encode())
    path.write_bytes(gzip.compress(HTML.encode())[:-12])
    with pytest.raises(SourceError, match=r"a\.html: the file is cut off; get it again whole"):
        read(path)
    path.write_bytes(gzip.compress(b"x" * (40 << 20)))
    with pytest.raises(SourceError, match="more than 32 MiB"):
        read(path)


def test_inspect_says_form_reader_title_wiki_and_revision(tmp_path: Path, cli: Cli) -> None:
    """All that a form tells of where the page is from."""
    page = HTML.replace(
        "</head>",
        '<link rel="canonical" href="https://zh.wikipedia.org/wiki/%E7%94%B2"><script>RLCONF={"wgPageName":"甲",'
        '"wgRevisionId":42,"wgArticleId":7,"wgWikibaseItemId":"Q9"};</script></head>',
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    lines = cli("inspect", "a.html").stdout.splitlines()
    assert lines[0] == "甲  [zh from the page's own data, title from the page's own data]"
    assert lines[1] == "HTML (read by page.html), revision 42, page 7, Q9"
    assert cli("inspect", "-", stdin=WIKITEXT.encode()).stdout.splitlines()[1] == (
        "wikitext (read by page.wikitext), no revision told"
    )
    assert read(tmp_path / "a.html", PageOptions(form=Form.WIKITEXT)).form is Form.WIKITEXT


@pytest.mark.parametrize(
    ("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".BZ2", bz2.compress)]
)
def test_a_packed_page_is_named_without_its_packing(
    tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    """The name below the packing tells form and title, as it does of the page unpacked."""
    path = tmp_path / f"甲会议.wikitext{ending}"
    path.write_bytes(pack(b"x"))
    page = read_page_file(path)
    assert (page.name, page.form, page.data) == ("甲会议.wikitext", Form.WIKITEXT, b"x")
    plain = tmp_path / f"甲会议.wikitext{ending}"
    plain.write_bytes(b"x")
    assert read_page_file(plain).name == plain.name
