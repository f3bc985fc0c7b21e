"""The files of a site: all links hold, every name suits every file system, the same data gives the same bytes."""

from __future__ import annotations

import gzip
import json
import re
from io import BytesIO
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pyoxigraph import RdfFormat, Store, parse

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.serve.languages import words_in
from icmlpo_rdf.static_site.file_names import FileNames, page_file, shared_key
from icmlpo_rdf.static_site.page_chunks import SiteChoice
from icmlpo_rdf.static_site.site_files import RECORD, write_site
from icmlpo_rdf.static_site.sitemaps import write_sitemaps
from tests.conftest import ROOT, Cli
from tests.serve.served import BASE, PAGE
from tests.static_site.conftest import ADDRESS
from tests.static_site.link_checking import check
from tests.static_site.odd_site import ALL_TITLES, path_of

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("name", ["seed_site", "odd_site"])
def test_every_link_holds(name: str, request: pytest.FixtureRequest) -> None:
    """Each leads to a file that is there, and to a place in it; none is absolute; every page is led to by another."""
    site: Path = request.getfixturevalue(name)
    found = check(site)
    assert found.wrong == []
    assert found.pages > 80
    assert found.links > 10 * found.pages
    others = {site / "404.html"}
    assert {
        one for one in site.rglob("*.html") if one.is_file() and one.resolve() not in found.linked
    } <= others


def test_no_page_promises_what_needs_a_server(seed_site: Path) -> None:
    """Of SPARQL, ready questions and citations only the page for programs speaks, which says how to have them."""
    pages = {
        one.relative_to(seed_site).as_posix(): one.read_text(encoding="utf-8")
        for one in seed_site.rglob("*.html")
    }
    assert len(pages) > 100
    linking = {name for name, text in pages.items() if '#asking"' in text}
    assert linking == set()
    assert {name for name, text in pages.items() if "SPARQL" in text} == {
        "about/index.html",
        "hl-zh/about/index.html",
    }
    footer = pages["index.html"].partition("<footer")[2]
    assert 'href="void.ttl"' in footer
    assert 'href="data.nq.gz"' in footer


def test_names_suit_every_file_system(odd_site: Path) -> None:
    """Also Windows, and those where case does not count: no name is too long, reserved or ends in a dot, none is twice there."""
    files = [one.relative_to(odd_site) for one in odd_site.rglob("*") if one.is_file()]
    for file in files:
        for part in file.parts:
            assert len(part.encode()) <= 255
            assert not re.search(r'[\x00-\x1f"*:<>?\\|]|[. ]$', part), file
            assert not re.fullmatch(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", part), file
            assert part[0] != "." or part == ".nojekyll", file
    keys = sorted(files, key=lambda one: shared_key(str(one)))
    assert [len(list(same)) for _, same in groupby(keys, key=lambda one: shared_key(str(one)))] == [1] * len(
        files
    )


def test_each_title_has_its_page(odd_site: Path) -> None:
    """Under its own name where that is possible; its data beside it."""
    headings = {}
    for page in (one for one in odd_site.glob("zh/**/index.html") if "_" not in one.parts):
        match = re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text(encoding="utf-8"))
        assert match
        headings[page.parent.relative_to(odd_site).as_posix()] = match[1]
        assert BASE.encode() in (page.parent / "index.ttl").read_bytes()
        json.loads((page.parent / "index.jsonld").read_bytes())
    assert headings["zh/Notes.ttl.nt"] == "Notes.ttl.nt"
    assert headings["zh/谁？是/什么%3f"] == "谁？是/什么?"
    assert headings["zh/𠮷野家"] == "𠮷野家"
    assert len(headings) >= len(ALL_TITLES)


def test_no_two_pages_have_one_file() -> None:
    """Whatever their titles: what differs in case only, in how letters are composed, or where a long name was cut."""
    paths = sorted({quote(path_of(one), safe="%/:@!$&'()*+,;=~") for one in ALL_TITLES})
    pages = sorted(
        (path, part) for path in paths for part in ("", "meeting-1", "Meeting-1", "a/b", "a%2Fb", "index")
    )
    names = FileNames.of(pages)
    keys = [shared_key(names.of_page(*one)) for one in pages]
    assert len(set(keys)) == len(keys)
    assert page_file("zh/%E5%85%9A") == "zh/党/index.html"
    assert page_file("zh/A%3F", "meeting-1/党") == "zh/A%3f/_/meeting-1/党.html"
    assert page_file("zh/.hack") == "zh/%2ehack/index.html"
    assert page_file("zh/x.html") == "zh/%78.html/index.html"


def test_the_same_data_gives_the_same_bytes(
    seed_choice: SiteChoice, seed_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one process as in two."""
    monkeypatch.setattr("icmlpo_rdf.static_site.site_files._FEW", 1)
    assert write_site(seed_choice, tmp_path / "again", jobs=2).failed == ()
    for one in seed_site.rglob("*"):
        if one.is_file():
            assert (tmp_path / "again" / one.relative_to(seed_site)).read_bytes() == one.read_bytes(), one


def test_what_lies_beside_the_pages(seed_site: Path) -> None:
    """All data, what describes them, and what search engines and hosts look for."""
    whole = {
        one.triple
        for one in parse(gzip.decompress((seed_site / "data.nq.gz").read_bytes()), RdfFormat.N_QUADS)
    }
    seed = Store()
    seed.load(path=str(ROOT / "output" / "000_4563acc429c8a94e.ttl"), format=RdfFormat.TURTLE)
    assert {str(one) for one in whole} == {str(one.triple) for one in seed}
    void = (seed_site / "void.ttl").read_text(encoding="utf-8")
    assert f"<{ADDRESS}data.nq.gz>" in void
    assert "sparqlEndpoint" not in void
    assert (
        seed_site / "robots.txt"
    ).read_text() == f"User-agent: *\nAllow: /\nSitemap: {ADDRESS}sitemap.xml\n"
    assert (seed_site / ".nojekyll").read_bytes() == b""
    urls = [one.text or "" for one in ET.parse(seed_site / "sitemap.xml").iter(f"{_SITEMAP}loc")]  # noqa: S314 - our own
    for url in urls:
        file = seed_site / unquote(url.removeprefix(ADDRESS))
        assert (file / "index.html" if url.endswith("/") else file).is_file()
    assert len(set(urls)) == len(urls) == len(list(seed_site.rglob("*.html"))) - 1  # without 404.html
    page = (seed_site / PAGE / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}{quote(PAGE)}/">' in page
    record = json.loads((seed_site / RECORD).read_bytes())
    assert record["pages"] == len(urls)


def test_a_long_sitemap_is_several(tmp_path: Path) -> None:
    """No file names more pages than it may."""
    write_sitemaps((f"zh/{number}/index.html" for number in range(7)), ADDRESS, tmp_path, most=3)
    counts = {}
    for file in tmp_path.iterdir():
        counts[file.name] = len(list(ET.parse(file).iter(f"{_SITEMAP}loc")))  # noqa: S314 - our own
    assert counts == {"sitemap.xml": 3, "sitemap-1.xml": 3, "sitemap-2.xml": 3, "sitemap-3.xml": 1}


def test_without_an_address_nothing_names_one(seed_choice: SiteChoice, tmp_path: Path, cli: Cli) -> None:
    """No sitemap, no redirects; the command says how much it wrote, here in one language alone."""
    done = cli("site", seed_choice.store, "-o", str(tmp_path / "site"), "--jobs", "1", "--language", "zh")
    assert re.search(r"site: \d+ pages, \d+ files, [\d.]+ MB$", done.stderr.strip()), done.stderr
    names = {one.name for one in (tmp_path / "site").iterdir()}
    assert names.isdisjoint({"sitemap.xml", "404.html", "void.ttl", "w3id.org.htaccess"})
    assert "hl-en" not in names
    assert '<html lang="zh-Hans">' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert check(tmp_path / "site").wrong == []
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_only_its_own_folder_is_written_anew(seed_choice: SiteChoice, tmp_path: Path) -> None:
    """What somebody else put beside its files stays; a folder of something else is refused."""
    site = tmp_path / "site"
    write_site(seed_choice, site)
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (site / "CNAME").write_text("example.org")
    (site / "zh" / "left over").write_text("old")
    write_site(seed_choice, site)
    assert (site / ".git" / "HEAD").read_text() == "ref"
    assert (site / "CNAME").read_text() == "example.org"
    assert not (site / "zh" / "left over").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    for taken in (other, other / "mine.txt"):
        with pytest.raises(UsageError, match="nothing is overwritten; name a new or an empty folder"):
            write_site(seed_choice, taken)
    assert [one.name for one in other.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "-"], "icmlpo-rdf: -o -: a site is a folder of this machine; name one\n"),
        (
            ["-o", "s3://bucket/site"],
            "icmlpo-rdf: -o s3://bucket/site: a site is a folder of this machine; name one\n",
        ),
        (
            ["-o", "x", "--base-url", "ftp://a/"],
            "icmlpo-rdf: --base-url: 'ftp://a/' is no address of a site; give https://HOST/ or https://HOST/PATH/\n",
        ),
        (
            ["-o", "x", "--base-url", "https://a/?b"],
            "icmlpo-rdf: --base-url: 'https://a/?b' is no address of a site; give https://HOST/ or https://HOST/PATH/\n",
        ),
        (
            ["-o", "x", "--base", "w3id"],
            "icmlpo-rdf: --base: 'w3id' is no beginning of data IRIs; give http://… or https://…\n",
        ),
        (
            ["-o", "x", "--language", "de"],
            "icmlpo-rdf: --language: 'de' is no language of the pages; give en or zh\n",
        ),
        (["-o", "x", "--source", "nowhere"], "icmlpo-rdf: nowhere: "),
        (["-o", "mine.txt/site"], "icmlpo-rdf: mine.txt/site: "),
    ],
)
def test_wrong_use_is_one_line(tmp_path: Path, cli: Cli, arguments: list[str], said: str) -> None:
    """And writes nothing."""
    (tmp_path / "mine.txt").write_text("mine")
    done = cli("site", str(ROOT / "output"), *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_every_text_of_these_pages_is_translated() -> None:
    """By the catalogue of the site itself, or by their own; what is compiled is what is written."""
    folder = ROOT / "icmlpo_rdf" / "static_site"
    places = folder / "locales" / "zh" / "LC_MESSAGES"
    own = read_po(BytesIO((places / "files.po").read_bytes()), locale="zh")
    compiled = BytesIO()
    write_mo(compiled, own)
    assert (places / "files.mo").read_bytes() == compiled.getvalue()
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]  # Babel types the rest
    texts = {one[2] for one in extract_from_dir(folder, methods, options)}
    of_site = words_in("zh").catalogue
    missing = {one for one in texts if isinstance(one, str) and of_site.gettext(one) == one}
    assert missing == {one.id for one in own if one.id}
    assert all(one.string for one in own if one.id)
