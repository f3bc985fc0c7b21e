"""Files of many pages, XML exports and snapshots: each page as it stands there, each damage one line."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
from pathlib import Path

import pytest

from icmlpo_rdf import read
from icmlpo_rdf.convert import convert, understand
from icmlpo_rdf.errors import SourceError, UsageError
from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.source import Entry, RawPage, Revision, list_inputs, read_entry
from tests.conftest import Cli
from tests.source.dumps_made import MEETING, Page, article, export, siteinfo


def listed(path: Path, language: str | None = None) -> list[Entry]:
    """What a dump lists; its texts go beside it."""
    work = path.parent / "work"
    work.mkdir(exist_ok=True)
    return list(list_inputs([str(path)], lambda: work, PageOptions(language)))


def pages(path: Path, language: str | None = None) -> list[RawPage]:
    """The pages of a dump, read."""
    return [read_entry(entry) for entry in listed(path, language) if not entry.is_redirect]


def written(folder: Path, text: str | bytes, name: str = "dump.xml") -> Path:
    """A dump's file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


TWO = (Page("甲会议"), Page("戊/己党", "'''戊'''"))


def test_a_page_is_what_stands_in_the_dump(tmp_path: Path) -> None:
    """Title, wiki, revision and text; `%2F` in the file's name stands for `/`, as in names of files it must."""
    first, second = pages(written(tmp_path, export(TWO)))
    assert (first.name, second.name) == ("甲会议.wikitext", "戊%2F己党.wikitext")
    assert (first.title, first.wiki, first.form, first.held_in) == ("甲会议", "zh", Form.WIKITEXT, Form.XML)
    assert first.revision == Revision(1, 100, "2023-06-01T00:00:00Z")
    assert first.data == MEETING.encode()
    assert first.origin == str(tmp_path / "dump.xml" / "甲会议.wikitext")


@pytest.mark.parametrize("version", ["0.3", "0.5", "0.10", "0.11", "0.12"])
@pytest.mark.parametrize(
    "pack",
    [
        str.encode,
        lambda text: text.encode("utf-16"),
        lambda text: bz2.compress(text.encode()),
        lambda text: bz2.compress(text[:300].encode()) + bz2.compress(text[300:].encode()),
        lambda text: gzip.compress(text.encode()),
        lambda text: gzip.compress(text[:99].encode()) + gzip.compress(text[99:].encode()) + b"\0" * 512,
    ],
    ids=["plain", "utf-16", "bz2", "bz2 of two streams", "gz", "gz of two, padded"],
)
def test_any_schema_version_packed_in_any_way(version: str, pack: object, tmp_path: Path) -> None:
    """The same pages, whatever the file is called."""
    text = '<?xml version="1.0"?>\n' + export(TWO, version=version)
    found = pages(written(tmp_path, pack(text), "no-ending"))  # type: ignore[operator]
    assert [(page.title, page.data) for page in found] == [
        ("甲会议", MEETING.encode()),
        ("戊/己党", b"'''\xe6\x88\x8a'''"),
    ]


def test_of_a_history_the_latest_revision_counts(tmp_path: Path) -> None:
    """By its time, and by its number where the times are equal; in any order."""
    history = Page("甲", ("旧", "新", "最新"))
    (page,) = pages(written(tmp_path, export([history])))
    assert (page.data.decode(), page.revision.revision_id) == ("最新", 102)
    text = export([history]).replace("2023-06-02", "2024-01-01")
    assert pages(written(tmp_path, text))[0].data.decode() == "新"


def test_articles_alone_are_read(tmp_path: Path) -> None:
    """Not talk, templates, categories, nor what is no wikitext; before version 0.6 the title tells the namespace."""
    others = [
        Page("Template:AFG", namespace=10),
        Page("分类:政党", namespace=None),
        Page("甲.js", "x", model="javascript"),
        Page("讨论：甲", namespace=None),
    ]
    assert [page.title for page in pages(written(tmp_path, export([*TWO, *others])))] == [
        "甲会议",
        "戊/己党",
        "讨论：甲",
    ]


def test_redirects_are_told_by_their_element_or_their_text(tmp_path: Path) -> None:
    """Old exports have no element; the word is that of the wiki's language."""
    redirects = [
        Page("甲", "#REDIRECT [[乙党]]", redirect="乙党"),
        Page("丙", "#重定向 [[乙党#段]]"),
        Page("丁", "#転送: [[乙党]]"),
        Page("戊", "# [[乙党]]\n# [[丙党]]"),
        Page("己", "#1 [[乙党]]"),
    ]
    entries = listed(written(tmp_path, export([*redirects])))
    assert [(entry.stem, entry.leads_to) for entry in entries] == [
        ("甲", "乙党"),
        ("丙", "乙党"),
        ("丁", "乙党"),
        ("戊", None),
        ("己", None),
    ]


@pytest.mark.parametrize(
    ("site", "wiki"),
    [
        (siteinfo(), "zh"),
        (siteinfo("http://zh-classical.wikipedia.org/wiki/X", "zh_classicalwiki"), "zh-classical"),
        (siteinfo("https://ja.m.wikipedia.org/wiki/X"), "ja"),
        (siteinfo("", "kowiki"), "ko"),
        (siteinfo("", "zh_min_nanwiki"), "zh-min-nan"),
        ("", "zh"),
    ],
)
def test_siteinfo_tells_the_wiki(site: str, wiki: str, tmp_path: Path) -> None:
    """Its address first, then its database; without both the export's own language."""
    assert pages(written(tmp_path, export(TWO, site)))[0].wiki == wiki


def test_a_dump_of_another_site_needs_a_language(tmp_path: Path, cli: Cli) -> None:
    """A Fandom wiki or a test wiki is no Wikipedia, unless the user says that it mirrors one."""
    path = written(tmp_path, export(TWO, siteinfo("http://127.0.0.1:8181/index.php/首页", "wiki")))
    done = cli("convert", "dump.xml", "-o", "out/")
    assert done.returncode == 2
    mend = "if it mirrors a Wikipedia, say which one: --lang zh"
    assert done.stderr == f"icmlpo-rdf: dump.xml: it is a dump of 127.0.0.1, which is no Wikipedia; {mend}\n"
    assert pages(path, "zh")[0].wiki == "zh"


@pytest.mark.parametrize("told", ["2020-13-45T00:00:00Z", "2023-02-29T00:00:00Z", "nonsense"])
def test_what_is_no_time_of_a_revision_is_left_out_with_a_note(told: str, tmp_path: Path, cli: Cli) -> None:
    """The page is written; a month 13 made it break the shapes, and other nonsense was left out without a word."""
    dump = export([Page("甲")]).replace("2023-06-01T00:00:00Z", told)
    written(tmp_path, dump, "zhwiki.xml")
    done = cli("convert", "zhwiki.xml", "-o", "a.ttl", "-v")
    assert done.returncode == 0, done.stderr
    what = f"the date of its revision is none, and is left out ({told}); get the page again if it is wanted"
    assert f"icmlpo-rdf: zhwiki.xml/甲.wikitext: {what}\n" in done.stderr
    data = (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert "dateModified" not in data
    assert "icm:revisionId 100" in data
    assert "by-sa/3.0/" in data  # as of any page without a date
    raw = RawPage(name="a.wikitext", data=b"x", origin="a", revision=Revision(1, 2, told))
    assert not raw.revision.has_time


def test_a_file_named_after_another_wiki_is_noted(tmp_path: Path, cli: Cli) -> None:
    """What `siteinfo` says counts; the contradiction stands in the report."""
    written(tmp_path, export(TWO), "jawiki-20260101-pages-articles.xml")
    done = cli("convert", "jawiki-20260101-pages-articles.xml", "-o", "a.nq", "--report", "r.jsonl")
    assert done.returncode == 0, done.stderr
    assert "/zh/" in (tmp_path / "a.nq").read_text()
    assert '"code": "wiki-contradicted"' in (tmp_path / "r.jsonl").read_text()
    assert '"text": "zh, not ja"' in (tmp_path / "r.jsonl").read_text()


LAUGHS = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>\n'
WHOLE = export(TWO)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (WHOLE.encode()[:-20], "the XML is cut off"),
        (WHOLE.encode()[:700], "the XML is cut off"),
        (WHOLE.encode()[:120], "the XML is cut off"),
        (bz2.compress(WHOLE.encode())[:-30], "the file is cut off"),
        (gzip.compress(WHOLE.encode())[:-4], "the file is cut off"),
        (bz2.compress(WHOLE.encode()) + b"garbage", "something else follows its compressed data"),
        (gzip.compress(WHOLE.encode()) + b"garbage", "something else follows its compressed data"),
        (bz2.compress(WHOLE.encode())[:200] + b"\0\1\2" * 90, "the compressed data are damaged"),
        (WHOLE.replace("<title>", "<title><", 1).encode(), "the XML is damaged"),
        (WHOLE.encode() + b"<x/>", "the XML is damaged"),
        (WHOLE.replace("甲会议", "\x01").encode(), "the XML is damaged"),
        ((LAUGHS + WHOLE).encode(), "it declares entities or a document type"),
        ((LAUGHS + WHOLE.replace("戊", "&c;")).encode("utf-16"), "it declares entities or a document type"),
        (
            ('<!DOCTYPE mediawiki SYSTEM "file:///etc/passwd">' + WHOLE).encode(),
            "it declares entities or a document type",
        ),
        (export([Page("甲")], behind="").encode(), "the XML is cut off"),
        (export([Page("甲")], behind="<a>" * 100_000).encode(), "its elements are nested too deep"),
    ],
)
def test_a_damaged_dump_is_one_line(data: bytes, what: str, tmp_path: Path, cli: Cli) -> None:
    """Exit code 2, nothing written, whatever was whole of it."""
    with pytest.raises(SourceError) as told:
        pages(written(tmp_path, data))
    assert what in str(told.value)
    assert "get it again whole" in str(told.value) or "do not trust it" in str(told.value)
    if len(data) % 3 == 0:  # some of them as a user sees it
        done = cli("convert", "dump.xml", "-o", "out/")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("encoding", ["GB18030", "UTF-7", "no-encoding"])
def test_an_encoding_that_is_not_read_is_one_line(encoding: str, tmp_path: Path, cli: Cli) -> None:
    """Whatever the parser raises for it."""
    written(tmp_path, f'<?xml version="1.0" encoding="{encoding}"?>\n{WHOLE}')
    done = cli("convert", "dump.xml", "-o", "out/")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "dump.xml:1: the encoding that the XML says it is in is not read" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", ["--5", "9" * 5_000, "x", ""])
def test_what_is_no_number_is_left_out(number: str, tmp_path: Path) -> None:
    """Of a page, its revision and its namespace: the page is read without it."""
    data = export([Page("甲", "x")]).replace("<id>1</id>", f"<id>{number}</id>")
    data = data.replace("<id>100<", f"<id>{number}<").replace("<ns>0<", f"<ns>{number}<")
    (page,) = pages(written(tmp_path, data.replace('key="10"', f'key="{number}"')))
    assert (page.data, page.revision.page_id, page.revision.revision_id) == (b"x", None, None)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """Those of XML itself are: `&lt;` is how an export writes `<`."""
    (page,) = pages(written(tmp_path, export([Page("A & B", '<ref name="x">&amp;nbsp;</ref>')])))
    assert (page.title, page.data) == ("A & B", b'<ref name="x">&amp;nbsp;</ref>')
    with pytest.raises(SourceError, match="damaged"):
        pages(written(tmp_path, export([Page("甲")]).replace("会议", "&unknown;")))


def test_a_bomb_is_no_dump(tmp_path: Path) -> None:
    """What unpacks to far more than text does is refused before it fills the disk."""
    head = export([], behind="").encode()
    packed = bz2.compress(head) + bz2.compress(b" " * (300 << 20))
    with pytest.raises(SourceError, match="unpacks to over 250 times"):
        pages(written(tmp_path, packed))


def test_a_page_too_large_costs_itself(tmp_path: Path) -> None:
    """A page of 50 MB is told; the others are read."""
    entries = listed(written(tmp_path, export([Page("大", "x" * (50 << 20)), Page("小", "y")])))
    with pytest.raises(SourceError, match=r"大.wikitext: it holds more than 32 MiB"):
        read_entry(entries[0])
    assert read_entry(entries[1]).data == b"y"


def test_a_dump_without_texts_is_refused(tmp_path: Path) -> None:
    """Stub dumps tell how long each text is, and hold none; an empty page is a page."""
    stub = export([Page("甲", "xx"), Page("乙", "xx")]).replace(">xx<", "><")
    with pytest.raises(
        SourceError, match="it holds no texts: it is a dump of stubs; get pages-articles instead"
    ):
        pages(written(tmp_path, stub))
    assert [page.data for page in pages(written(tmp_path, export([Page("甲", ""), Page("乙", "")])))] == [
        b"",
        b"",
    ]


def test_a_text_that_a_dump_lost_costs_its_page(tmp_path: Path) -> None:
    """Dumps of real wikis lack a text now and then: that makes no dump of stubs of them, and no blank page of the page."""
    whole = export([Page("甲", "ab"), Page("乙", "xx"), Page("丙", "xx"), Page("丁", "cd")])
    entries = listed(written(tmp_path, whole.replace(">xx<", "><")))
    assert [entry.problem is None for entry in entries] == [True, False, False, True]
    with pytest.raises(SourceError, match=r"乙.wikitext: the dump lacks its text"):
        read_entry(entries[1])


def test_a_text_that_its_wiki_has_suppressed_is_no_blank_one(tmp_path: Path, cli: Cli) -> None:
    """An administrator may hide the text of a revision: the export has none of it. Several of them make no stub dump."""
    whole = export([Page("甲", "xx"), Page("乙", "xx"), Page("丙", "xx"), Page("丁", "cd")])
    gone = whole.replace('bytes="2" xml:space="preserve">xx</text>', 'deleted="deleted"/>')
    path = written(tmp_path, gone)
    entries = listed(path)
    assert [entry.problem is None for entry in entries] == [False, False, False, True]
    done = cli("convert", "dump.xml", "--title", "甲", "-o", "one.ttl")
    assert (done.returncode, (tmp_path / "one.ttl").exists()) == (2, False)
    assert "甲.wikitext: the dump lacks its text, which its wiki has suppressed; get" in done.stderr
    assert cli("convert", "dump.xml", "-o", "out/").returncode == 1
    earlier = export([Page("甲", ("xx", "ab"))]).replace(
        'bytes="2" xml:space="preserve">xx</text>', 'deleted="deleted"/>'
    )
    assert [page.data for page in pages(written(tmp_path, earlier))] == [b"ab"]


def test_a_page_that_its_wiki_has_blank_is_no_damaged_one(tmp_path: Path) -> None:
    """It states nothing, and that is said; a file without text is an error, since nobody meant to give it."""
    (raw,) = pages(written(tmp_path, export([Page("甲", "")])))
    understood = understand(raw)
    assert understood.document.title == "甲"
    assert [note.code for note in understood.notes] == [Code.BLANK_PAGE]
    assert convert(raw).quads
    (note,) = understand(RawPage("甲.wikitext", b" ", "甲.wikitext", form=Form.WIKITEXT)).notes
    assert note.code is Code.EMPTY_PAGE


def test_one_page_of_a_dump(tmp_path: Path, cli: Cli) -> None:
    """`inspect` and `read` ask which one where there are several."""
    path = written(
        tmp_path, bz2.compress(export([*TWO, Page("別名", redirect="乙党")]).encode()), "d.xml.bz2"
    )
    with pytest.raises(UsageError, match=r"it holds several pages \(.*\); say which with --title"):
        read(path)
    assert read(path, PageOptions(title="戊/己党")).title == "戊/己党"
    with pytest.raises(UsageError, match="no page is called '癸'"):
        read(path, PageOptions(title="癸"))
    with pytest.raises(UsageError, match="'別名' is a redirect; give --title '乙党'"):
        read(path, PageOptions(title="別名"))
    told = cli("inspect", "d.xml.bz2", "--title", "甲会议").stdout.splitlines()
    assert told[1] == (
        "wikitext in a MediaWiki XML export (read by page.wikitext), revision 100, of 2023-06-01T00:00:00Z, page 1"
    )


def test_one_page_of_a_dump_is_converted(tmp_path: Path, cli: Cli) -> None:
    """The title says which, as people write it."""
    written(tmp_path, export([Page("Green pact", MEETING), *TWO]))
    for title in ("Green pact", "green_pact"):
        done = cli("convert", "dump.xml", "--title", title, "-o", "one.ttl")
        assert (done.returncode, "Green_pact: " in done.stderr) == (0, True)
    missing = cli("convert", "dump.xml", "--title", "癸", "-o", "no.ttl")
    assert (missing.returncode, "no page is called '癸'; check the title" in missing.stderr) == (2, True)
    lines = "\n".join(article("甲会议", wiki=wiki) for wiki in ("zhwiki", "jawiki"))
    written(tmp_path, lines, "a.ndjson")
    both = cli("convert", "a.ndjson", "--title", "甲会议", "-o", "no.ttl")
    assert "2 pages are called '甲会议': " in both.stderr
    assert "; say of which Wikipedia: --lang" in both.stderr
    assert cli("convert", "a.ndjson", "--title", "甲会议", "--lang", "ja", "-o", "ja.ttl").returncode == 0


# Snapshots of Wikimedia Enterprise.


def packed(lines: str) -> bytes:
    """A snapshot's archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as opened:
        info = tarfile.TarInfo("zhwiki_namespace_0_0.ndjson")
        info.size = len(lines.encode())
        opened.addfile(info, io.BytesIO(lines.encode()))
    return stream.getvalue()


ARTICLES = "\n".join(
    [
        article("甲会议", redirects=[{"name": "甲大会"}]),
        article("甲会议", "另", wiki="jawiki"),
        article("模板:甲", namespace={"identifier": 10}),
        article("乙", article_body={"html": "<p>乙</p>"}),
    ]
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ndjson", ARTICLES.encode()),
        ("a.json", (ARTICLES + "\n\n").encode()),
        ("a.ndjson.gz", gzip.compress(ARTICLES.encode())),
        ("a.tar.gz", packed(ARTICLES)),
        ("marked.ndjson", b"\xef\xbb\xbf" + ARTICLES.encode()),
        ("array.json", f"\ufeff[{','.join(ARTICLES.splitlines())}]".encode()),
    ],
)
def test_articles_of_a_snapshot(name: str, data: bytes, tmp_path: Path) -> None:
    """Title, Q-id, revision, licence and redirects are the record's; its wikitext is read, else its HTML."""
    entries = listed(written(tmp_path, data, name))
    assert [(entry.name, entry.leads_to) for entry in entries] == [
        ("zh/甲大会.wikitext", "甲会议"),
        ("zh/甲会议.wikitext", None),
        ("ja/甲会议.wikitext", None),
        ("zh/乙.html", None),
    ]
    page = read_entry(entries[1])
    assert (page.data, page.form, page.held_in) == (MEETING.encode(), Form.WIKITEXT, Form.ENTERPRISE)
    assert (page.item, page.revision) == ("Q9", Revision(7, 42, "2023-06-15T12:06:20Z"))
    assert page.license == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert (read_entry(entries[3]).data, read_entry(entries[3]).form) == ("<p>乙</p>".encode(), Form.HTML)


@pytest.mark.parametrize("body", [{}, None, {"wikitext": None}])
def test_an_article_without_its_text_is_no_blank_one(body: object, tmp_path: Path, cli: Cli) -> None:
    """Whoever asks for some fields only gets articles without a text; one that is empty is a blank page's."""
    written(tmp_path, article("甲会议", article_body=body), "a.ndjson")
    done = cli("convert", "a.ndjson", "-o", "one.ttl")
    assert (done.returncode, (tmp_path / "one.ttl").exists()) == (2, False)
    assert "the article comes without its text; get it with its article_body" in done.stderr
    written(tmp_path, article("甲会议", article_body=body) + "\n" + article("乙"), "a.ndjson")
    assert cli("convert", "a.ndjson", "-o", "out/").returncode == 1
    blank = written(tmp_path, article("甲会议", article_body={"wikitext": ""}), "b.ndjson")
    assert [page.data for page in pages(blank)] == [b""]


def test_one_article_may_stand_on_many_lines(tmp_path: Path) -> None:
    """As a person looks at it."""
    text = article("甲会议").replace(', "', ',\n  "')
    assert read(written(tmp_path, text, "a.json")).title == "甲会议"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (ARTICLES[:-30].encode(), r"4: this is no whole article"),
        ((ARTICLES + '\n{"name": 3}').encode(), r"5: this is no article of a snapshot"),
        (packed(ARTICLES)[:-20], "no whole archive"),
        (gzip.compress(ARTICLES.encode())[:-20], "the file is cut off"),
        (article("甲", wiki="zhwiktionary").encode(), "of zhwiktionary, which is no Wikipedia"),
    ],
)
def test_a_damaged_snapshot_is_one_line(data: bytes, what: str, tmp_path: Path) -> None:
    """With the number of the line where there is one."""
    name = "a.tar.gz" if "archive" in what else "a.ndjson"
    with pytest.raises(SourceError, match=what):
        pages(written(tmp_path, data, name))


@pytest.mark.parametrize("first", [True, False])
def test_an_article_of_another_project_costs_itself(first: bool, cli: Cli, tmp_path: Path) -> None:
    """It ended the whole snapshot; one of nothing else is refused as such."""
    foreign = article("甲", wiki="enwiktionary")
    lines = [foreign, article("甲会议")] if first else [article("甲会议"), foreign]
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")
    for output in ("d.ttl", "set/"):
        done = cli("convert", "a.ndjson", "-o", output, "-q")
        assert done.returncode == 1, done.stderr
    assert (tmp_path / "d.ttl").read_text(encoding="utf-8").count(" a icm:Page ") == 1
    told = cli("convert", "a.ndjson", "-o", "d.ttl", "-q").stderr
    line = 2 - first
    assert f"a.ndjson:{line}: an article of it is of enwiktionary, which is no Wikipedia; if that" in told


def test_an_article_that_does_not_fit_costs_itself(cli: Cli, tmp_path: Path) -> None:
    """What the service does not know is null; what is no article is named by file and line. One of them ended the snapshot."""
    lines = [
        article("甲会议", license=None, redirects=None, version=None, date_modified=None, namespace=None),
        article("乙会议", version=[1]),
        '{"name": 5, "is_part_of": {"identifier": "zhwiki"}}',
        article("丙会议", license=[{"name": None, "url": None}]),
    ]
    for name, order in (("a", lines), ("b", [lines[1], lines[0]])):
        (tmp_path / f"{name}.ndjson").write_text("\n".join(order), encoding="utf-8")
    done = cli("convert", "a.ndjson", "-o", "d.ttl", "-q")
    assert done.returncode == 1
    assert (tmp_path / "d.ttl").read_text(encoding="utf-8").count(" a icm:Page ") == 2
    said = done.stderr.splitlines()
    assert [line[:42] for line in sorted(said)] == [
        f"icmlpo-rdf: a.ndjson:{number}: this is no article" for number in (2, 3)
    ]
    raw = read(tmp_path / "a.ndjson", PageOptions(title="甲会议"))
    assert (raw.license, raw.revision.revision_id) == ("", None)
    assert read(tmp_path / "b.ndjson").title == "甲会议"
    with pytest.raises(SourceError, match=r"a.ndjson:2: this is no article of a snapshot \(.*version"):
        read(tmp_path / "a.ndjson", PageOptions(title="乙会议"))
    (tmp_path / "c.ndjson").write_text(lines[0] + "\n" + lines[1][:-9], encoding="utf-8")
    with pytest.raises(SourceError, match="this is no whole article"):
        read(tmp_path / "c.ndjson")
