"""What a newcomer is told of dumps and snapshots: what was not read of them, and where they contradict themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.source.dumps_made import MEETING, Page, article, export, siteinfo

REDIRECT = Page("别名", "#REDIRECT [[甲会议]]", redirect="甲会议")
ENGLISH = siteinfo("https://en.wikipedia.org/wiki/Main_Page", "enwiki")
CONGRESS = "'''Green Congress''' was a meeting.\n\n== Participants ==\n* [[Green Party]]\n* [[Red Party]]\n"

_MEND = "if the file is right, leave --lang out"


def said(cli: Cli, *arguments: str) -> list[str]:
    """The lines on standard error but those of pages."""
    lines = cli(*arguments).stderr.splitlines()
    return [line.removeprefix("icmlpo-rdf: ") for line in lines if " → " not in line]


@pytest.mark.parametrize("output", ["x.ttl", "set/"])
def test_what_is_no_article_is_counted(output: str, cli: Cli, tmp_path: Path) -> None:
    """Pages of other namespaces and redirects went by without a word."""
    pages = [Page("甲会议"), REDIRECT, Page("分类:乙", "", 14), Page("Template:丙", "", 10)]
    pages.append(Page("甲/样式.css", "x", model="sanitized-css"))
    (tmp_path / "d.xml").write_text(export(pages), encoding="utf-8")
    assert said(cli, "convert", "d.xml", "-o", output) == [
        "in dumps beside articles: 2 pages of other namespaces, not read; 1 page that is no wikitext, not read; 1 redirect that links follow"
    ]
    articles = [article("甲会议"), article("模板:甲", namespace={"identifier": 10})]
    (tmp_path / "a.ndjson").write_text("\n".join(articles), encoding="utf-8")
    assert said(cli, "convert", "a.ndjson", "-o", f"a{output}") == [
        "in dumps beside articles: 1 page of another namespace, not read"
    ]


@pytest.mark.parametrize("output", ["x.ttl", "set/"])
def test_nothing_but_redirects(output: str, cli: Cli, tmp_path: Path) -> None:
    """It was told what pages' names end in."""
    (tmp_path / "d.xml").write_text(export([REDIRECT]), encoding="utf-8")
    lines = said(cli, "convert", "d.xml", "-o", output)
    assert lines[-1] == "d.xml: it holds 1 redirect and no page; give what holds the pages that they lead to"


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        (
            "enwiki-20260101-pages-articles.xml",
            export([Page("甲会议"), Page("丙会议")]),
            "it says that it is of zh.wikipedia.org, and its file is named after en.wikipedia.org; if the name is right: --lang en",
        ),
        (
            "d.xml",
            export([Page("甲会议"), Page("丙会议")], ENGLISH),
            "it says that it is of en.wikipedia.org, and its pages are not written so; if they are of another one, say which: --lang zh",
        ),
        (
            "d.xml",
            export([Page("Green Congress", CONGRESS)]),
            "it says that it is of zh.wikipedia.org, and its pages are not written so; if they are of another one, say which: --lang en",
        ),
        ("d.xml", export([Page("甲会议"), Page("Green Congress", CONGRESS)], ENGLISH), ""),
        ("d.xml", export([Page("甲会议"), Page("Green Congress", CONGRESS)]), ""),
    ],
)
def test_a_dump_that_contradicts_itself(name: str, data: str, line: str, cli: Cli, tmp_path: Path) -> None:
    """Once, and not for each page; whoever says which Wikipedia it is has settled it, where its pages bear that out."""
    (tmp_path / name).write_text(data, encoding="utf-8")
    is_mixed = ENGLISH in data and "Green" in data
    belied = (
        f"it says that it is of en.wikipedia.org, and --lang says zh, which counts; {_MEND}"
        if is_mixed
        else ""
    )
    for output in ("x.ttl", "set/"):
        for more, expected in (((), line), (("--lang", "zh"), belied)):
            lines = [one for one in said(cli, "convert", name, "-o", output, *more) if "it says" in one]
            assert lines == ([f"{name}: {expected}"] if expected else [])


def test_a_single_article_in_a_folder(cli: Cli, tmp_path: Path) -> None:
    """A `.json` is read where it is an article of Wikimedia Enterprise, and else counted as what was passed over."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.json").write_text(article("甲会议"), encoding="utf-8")
    (tmp_path / "in" / "other.json").write_text('{"a": 1}', encoding="utf-8")
    done = cli("convert", "in", "-o", "x.nq")
    assert (done.returncode, "in/one.json/zh/甲会议.wikitext: 甲会议: " in done.stderr) == (0, True)
    assert "passed over, for their endings are no page's (1): 1 .json" in done.stderr


@pytest.mark.parametrize(
    "data",
    [
        f"[{article('甲会议')}]",
        f"[\n  {article('甲会议', redirects=[{'name': '别名'}])},\n  {article('甲会议', wiki='jawiki')}\n]\n",
    ],
)
@pytest.mark.parametrize("place", ["a.json", "in", "-"])
def test_an_array_of_articles(place: str, data: str, cli: Cli, tmp_path: Path) -> None:
    """As the service's On-demand API answers: the title in each language that has it. It was *a file that holds pages and is none itself*."""
    (tmp_path / "in").mkdir()
    for name in ("a.json", "in/a.json"):
        (tmp_path / name).write_text(data, encoding="utf-8")
    done = cli("convert", place, "-o", "x.nq", stdin=data.encode() if place == "-" else b"")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(": 甲会议: ") == data.count('"甲会议"')
    graph = (tmp_path / "x.nq").read_text(encoding="utf-8")
    assert ("/source/ja/甲会议" in graph) == ("jawiki" in data)
    for source in ("a.json", "in"):
        (tmp_path / "in" / "other.json").write_text('{"a": 1}', encoding="utf-8")
        assert cli("verify", "x.nq", "--source", source).returncode == 0
    (tmp_path / "cut.json").write_text(data.rstrip()[:-1], encoding="utf-8")
    (line,) = said(cli, "convert", "cut.json", "-o", "y.nq")
    assert line.startswith("cut.json:1: this is no whole article (")


def test_verify_passes_over_what_is_no_article(cli: Cli, tmp_path: Path) -> None:
    """What the service does not know is null; the converter takes such a snapshot, with a line for what it lacks."""
    lines = [article("甲会议", redirects=[{"name": None}]), article("乙", article_body=None), "5"]
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")
    assert cli("convert", "a.ndjson", "-o", "x.nq").returncode == 1
    done = cli("verify", "x.nq", "--source", "a.ndjson")
    assert done.returncode == 0, done.stderr
    (tmp_path / "a.ndjson").write_text(f"{lines[0]}\n{'[' * 100_000}", encoding="utf-8")
    done = cli("verify", "x.nq", "--source", "a.ndjson")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "a.ndjson: no whole dump (" in done.stderr


@pytest.mark.parametrize("size", [20, 300, 600])
def test_an_article_that_is_cut_off(size: int, cli: Cli, tmp_path: Path) -> None:
    """Wherever it ends, it is no other JSON."""
    (tmp_path / "one.json").write_text(article("甲会议", MEETING * 4)[:size], encoding="utf-8")
    (line,) = said(cli, "convert", "one.json", "-o", "x.ttl")
    assert line in {
        "one.json: this is JSON that is cut off; get it again whole",
        "one.json:1: this is no whole article (Input data was truncated); get it again whole",
    }


@pytest.mark.parametrize(
    ("name", "form", "line"),
    [
        ("page.html", "wikitext", "; give it with --title; it is html: leave --input-format out"),
        ("page.html", "xml", ": it is html, and --input-format says xml; leave --input-format out"),
        ("page.html", "enterprise", ": it is html, and --input-format says enterprise; leave"),
        ("d.xml", "wikitext", "d.xml: it is xml, and --input-format says wikitext; leave"),
    ],
)
def test_a_form_that_the_bytes_contradict(name: str, form: str, line: str, cli: Cli, tmp_path: Path) -> None:
    """A saved page given as wikitext was advised to be given as wikitext, and an export's markup was read as a page's."""
    page = "<!DOCTYPE html><html lang='zh'><title>甲</title></html>"
    (tmp_path / name).write_text(page if name == "page.html" else export([Page("甲会议")]), encoding="utf-8")
    done = cli("convert", name, "--input-format", form, "-o", "x.ttl")
    assert (done.returncode, line in done.stderr) == (2, True), done.stderr


def test_verify_reads_names_of_a_zip_that_does_not_say_that_they_are_utf_8(cli: Cli, tmp_path: Path) -> None:
    """Info-ZIP and others write them so; the pages in it were *not there*."""
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as opened:
        opened.writestr("甲会议.wikitext", MEETING)
    data = bytearray((tmp_path / "pages.zip").read_bytes())
    data[7] &= ~8 & 255  # the flag of UTF-8, in the member's own header and in the directory
    data[data.index(b"PK\x01\x02") + 9] &= ~8 & 255
    (tmp_path / "pages.zip").write_bytes(data)
    assert cli("convert", "pages.zip", "-o", "x.nq").returncode == 0
    done = cli("verify", "x.nq", "--source", "pages.zip")
    assert done.returncode == 0, done.stderr
