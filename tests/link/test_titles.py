"""`link --titles` as a user runs it: what each source says of titles, alone and together, and why it says nothing."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.link.dumps_made import DATA, write_wiki

_LINES = (DATA / "expected.tsv").read_text(encoding="utf-8").splitlines()
EXPECTED = {
    row["title"]: row["item"] or "" for row in csv.DictReader(_LINES, delimiter="\t", quoting=csv.QUOTE_NONE)
}
INDEX = DATA / "index_zhwiki-20261101.db"


def asked(
    cli: Cli, folder: Path, *sources: Path, wiki: str = "zhwiki", titles: object = tuple(EXPECTED)
) -> dict[str, str]:
    """Ask for titles, and return the answers."""
    assert isinstance(titles, tuple)
    (folder / "titles.txt").write_text("".join(f"{one}\n" for one in titles), encoding="utf-8")
    done = cli(
        "link",
        "--titles",
        "titles.txt",
        "--wiki",
        wiki,
        "--wikidata",
        *map(str, sources),
        "--report",
        "r.jsonl",
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [title for title, _ in lines] == list(titles)
    return dict(lines)


def reasons(folder: Path) -> dict[str, str]:
    """What the report gives as reasons."""
    lines = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines()
    return {said["title"]: said["reason"] for said in map(json.loads, lines)}


@pytest.mark.parametrize("wiki", ["zhwiki", "zh.wikipedia.org"])
@pytest.mark.parametrize("form", ["sql-oneline", "sql-rowlines"])
def test_a_folder_of_dumps(form: str, wiki: str, cli: Cli, tmp_path: Path) -> None:
    """Namespaces, redirects, chains, sections, other wikis, quoting: each title as it should be, each refusal with its reason."""
    assert asked(cli, tmp_path, DATA / form, wiki=wiki) == EXPECTED
    assert {title: reason for title, reason in reasons(tmp_path).items() if reason} == {
        "东盟成员国": "redirect-to-section",
        "劳动党": "disambiguation",
        "工人党_(突尼斯)": "no-item",
        "Nihon": "redirect-to-other-wiki",
        "AC\\DC会议": "redirect-to-other-namespace",
        "无此页": "no-such-page",
    }


def test_the_report_tells_the_way(cli: Cli, tmp_path: Path) -> None:
    """The names passed, the tables that say so and their day."""
    asked(cli, tmp_path, DATA / "sql-oneline")
    lines = map(json.loads, (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines())
    (found,) = [line for line in lines if line["title"] == "朝鮮民主主義人民共和國"]
    assert found["leads_to"] == [
        {"by": "redirect", "title": "北韩"},
        {"by": "redirect", "title": "朝鲜民主主义人民共和国"},
    ]
    assert found["found_under"] == "朝鲜民主主义人民共和国"
    assert {source["name"]: source["date"] for source in found["sources"]} == {
        "wikidatawiki-20261101-wb_items_per_site.sql.gz": "2026-11-01",
        "zhwiki-20261101-page.sql.gz": "2026-11-01",
        "zhwiki-20261101-page_props.sql.gz": "2026-11-01",
        "zhwiki-20261101-redirect.sql.gz": "2026-11-01",
    }


def test_tables_of_pages_follow_redirects_for_whoever_knows_exact_titles(cli: Cli, tmp_path: Path) -> None:
    """`page` and `redirect` beside `wb_items_per_site`, without `page_props`: only a disambiguation page is not told apart."""
    kept = [one for one in (DATA / "sql-oneline").iterdir() if "page_props" not in one.name]
    assert asked(cli, tmp_path, *kept) == {**EXPECTED, "劳动党": "Q15397819"}
    for sources, is_said in ((kept, True), ([DATA / "sql-oneline"], False)):
        done = cli("link", "--titles", "titles.txt", "--wiki", "zhwiki", "--wikidata", *map(str, sources))
        assert ("no source tells disambiguation pages from others" in done.stderr) is is_said


def test_sitelinks(cli: Cli, tmp_path: Path) -> None:
    """Exact titles only, in Turtle, N-Triples and gzipped; of a template's or category's sitelink nothing is an article's."""
    has = {"印度", "德国", "日本", "印度尼西亚", "朝鲜民主主义人民共和国", "马列主义政党和组织国际会议",
           "德国马列主义党", "科特迪瓦", "东南亚国家联盟", "德意志馬列主義黨"}  # fmt: skip
    wanted = {title: item if title in has else "" for title, item in EXPECTED.items()}
    said = "\nwd:Q15397819 <http://www.wikidata.org/prop/direct/P31> wd:Q4167410 .\n"
    text = (DATA / "sitelinks.ttl").read_text(encoding="utf-8") + said
    (tmp_path / "s.ttl.gz").write_bytes(gzip.compress(text.encode()))
    assert asked(cli, tmp_path, tmp_path / "s.ttl.gz") == wanted
    assert reasons(tmp_path)["劳动党"] == "disambiguation"
    assert reasons(tmp_path)["印尼"] == "not-told"


def test_a_merged_item_is_the_one_it_was_merged_into(cli: Cli, tmp_path: Path) -> None:
    """A dump that is older than the merge agrees with one that is younger."""
    wiki = write_wiki(
        tmp_path / "d", [(1, 0, "马列主义政党和组织国际会议", 0)], (), [(1, "wikibase_item", "Q4115190")]
    )
    title = ("马列主义政党和组织国际会议",)
    assert asked(cli, tmp_path, wiki, titles=title) == {title[0]: "Q4115190"}
    assert asked(cli, tmp_path, wiki, DATA / "sitelinks.ttl", titles=title) == {title[0]: "Q4115189"}


def test_a_wikimapper_index_is_asked_last(cli: Cli, tmp_path: Path) -> None:
    """Alone it gives what it has, three of them wrong, and that is said; beside a dump it is not heard."""
    (tmp_path / "titles.txt").write_text("东盟成员国\n印度\n", encoding="utf-8")
    done = cli("link", "--titles", "titles.txt", "--wiki", "zhwiki", "--wikidata", str(INDEX))
    assert done.stdout == "东盟成员国\tQ7768\n印度\tQ668\n"
    assert "2 of them rest on a wikimapper index alone" in done.stderr
    assert asked(cli, tmp_path, DATA / "sql-oneline", INDEX) == EXPECTED


def test_articles_of_enterprise(cli: Cli, tmp_path: Path) -> None:
    """What an article is about, and none of the items that it speaks of besides."""
    titles = ("德国马列主义党", "工人党 (突尼斯)")
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress((DATA / "enterprise.ndjson").read_bytes()))
    with tarfile.open(tmp_path / "zhwiki_namespace_0.tar.gz", "w:gz") as archive:
        archive.add(DATA / "enterprise.ndjson", "zhwiki_namespace_0_0.ndjson")
    whole = (tmp_path / "zhwiki_namespace_0.tar.gz").read_bytes()
    for source in (
        DATA / "enterprise.ndjson",
        tmp_path / "a.ndjson.gz",
        tmp_path / "zhwiki_namespace_0.tar.gz",
    ):
        assert asked(cli, tmp_path, source, titles=titles) == {titles[0]: "Q13406268", titles[1]: ""}
    (tmp_path / "cut.tar.gz").write_bytes(whole[:-200])
    done = cli("link", "--titles", "titles.txt", "--wiki", "zhwiki", "--wikidata", "cut.tar.gz")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "icmlpo-rdf: cut.tar.gz: the file is cut off; get it again whole\n"


def test_a_saved_page(cli: Cli, tmp_path: Path) -> None:
    """Its own item; Parsoid's HTML names none."""
    head = '<script>RLCONF={"wgPageName":"德国马列主义党","wgDBname":"zhwiki"%s};</script>'
    link = '<link rel="canonical" href="https://zh.wikipedia.org/wiki/%E5%BE%B7%E5%9B%BD%E9%A9%AC%E5%88%97%E4%B8%BB%E4%B9%89%E5%85%9A">'
    for item, wanted in (("", ""), (',"wgWikibaseItemId":"Q13406268"', "Q13406268")):
        page = f"<!DOCTYPE html>\n<html><head>{head % item}{link}</head><body></body></html>"
        (tmp_path / "saved.html").write_text(page, encoding="utf-8")
        titles = ("印度", "德国马列主义党")
        sources = (tmp_path / "saved.html", DATA / "enterprise.ndjson")[: 1 if wanted else 2]
        found = asked(cli, tmp_path, *sources, titles=titles)
        assert found == {"印度": "", "德国马列主义党": "Q13406268"}


def test_sources_that_do_not_agree_give_none(cli: Cli, tmp_path: Path) -> None:
    """With a line that says who says what."""
    wiki = write_wiki(
        tmp_path / "d",
        [(1, 0, "印度", 0), (2, 0, "东盟成员国", 1), (3, 0, "东南亚国家联盟", 0)],
        [(2, 0, "东南亚国家联盟", None, None)],
        [(1, "wikibase_item", "Q1"), (3, "wikibase_item", "Q7768")],
    )
    titles = ("印度", "东盟成员国", "东南亚国家联盟")
    (tmp_path / "titles.txt").write_text("\n".join(titles), encoding="utf-8")
    done = cli(
        "link",
        "--titles",
        "titles.txt",
        "--wiki",
        "zhwiki",
        "--wikidata",
        str(wiki),
        str(DATA / "sql-oneline"),
        "-q",
    )
    assert done.returncode == 0
    assert done.stdout == "印度\t\n东盟成员国\t\n东南亚国家联盟\tQ7768\n"
    assert done.stderr.splitlines() == [
        (
            "icmlpo-rdf: 印度: the sources do not agree; zhwiki-20261101-page_props.sql.gz says Q1; "
            "zhwiki-20261101-page_props.sql.gz says Q668; wikidatawiki-20261101-wb_items_per_site.sql.gz says Q668"
        ),
        (
            "icmlpo-rdf: 东盟成员国: the sources do not agree; zhwiki-20261101-page_props.sql.gz says Q7768; "
            "wikidatawiki-20261101-wb_items_per_site.sql.gz says Q7768; zhwiki-20261101-page_props.sql.gz says "
            "a redirect to a section: a part of a page, not what the page is about"
        ),
    ]


def test_who_knows_less_does_not_disagree(cli: Cli, tmp_path: Path) -> None:
    """Of a redirect with an item of its own Enterprise knows the page behind it alone: all sources of these tests together agree."""
    sources = ("sql-rowlines", "sql-oneline", "enterprise.ndjson", "sitelinks.ttl", INDEX.name)
    assert asked(cli, tmp_path, *(DATA / name for name in sources)) == EXPECTED


def test_scripts_are_one_where_the_wiki_has_one_page(cli: Cli, tmp_path: Path) -> None:
    """A title without a page leads to the only one that differs in script alone; not in case, and not where there are two."""
    pages = [
        (1, 0, "希腊", 0),
        (2, 0, "汪精卫", 0),
        (3, 0, "汪兆铭", 1),
        (4, 0, "台湾", 0),
        (5, 0, "台灣", 0),
        (6, 0, "北约A", 0),
    ]
    items = [(number, "wikibase_item", f"Q{number}") for number in (1, 2, 4, 5, 6)]
    redirects = [(3, 0, "汪精卫", None, None)]
    wiki = write_wiki(tmp_path / "d", pages, redirects, items)
    titles = ("希臘", "汪兆銘", "臺湾", "台灣", "北約a", "北約A")
    assert asked(cli, tmp_path, wiki, titles=titles) == dict(
        zip(titles, ["Q1", "Q2", "", "Q5", "", "Q6"], strict=True)
    )
    assert reasons(tmp_path)["臺湾"] == "several-variants"
    # Japanese has no such conversion.
    write_wiki(tmp_path / "d", pages, redirects, items, prefix="jawiki-20261101")
    assert asked(cli, tmp_path, wiki, wiki="jawiki", titles=("希臘",)) == {"希臘": ""}


def test_redirects_that_lead_nowhere(cli: Cli, tmp_path: Path) -> None:
    """To themselves, in a ring, to a page that is gone, to nobody knows where."""
    pages = [(1, 0, "甲", 1), (2, 0, "乙", 1), (3, 0, "丙", 1), (4, 0, "丁", 1), (5, 0, "戊", 0)]
    redirects = [(1, 0, "乙", None, None), (2, 0, "甲", "", ""), (3, 0, "无", None, None)]
    wiki = write_wiki(tmp_path / "d", pages, redirects, [(5, "wikibase_item", "Q5")])
    titles = ("甲", "乙", "丙", "丁", "戊")
    assert asked(cli, tmp_path, wiki, titles=titles) == {**dict.fromkeys("甲乙丙丁", ""), "戊": "Q5"}
    assert list(reasons(tmp_path).values()) == [*["redirect-to-nowhere"] * 3, "redirect-unknown", None]


def test_how_titles_are_written(cli: Cli, tmp_path: Path) -> None:
    """With spaces, with a small first letter, percent-encoded; of other namespaces and wikis, and what is no title."""
    titles = ("côte d'Ivoire", "%E5%8D%B0%E5%BA%A6", "Template:印度", "Category:印度", "ja:インド", "a|b")
    found = asked(cli, tmp_path, DATA / "sql-oneline", titles=titles)
    assert list(found.values()) == ["Q1008", "Q668", "", "", "", ""]
    assert list(reasons(tmp_path).values())[2:] == ["no-article", "no-article", "no-article", "no-title"]


def test_other_wikis_in_a_folder_are_left_alone(cli: Cli, tmp_path: Path) -> None:
    """Of a wiki that is asked the tables count, of other projects none."""
    folder = tmp_path / "d"
    for one in (DATA / "sql-oneline").iterdir():
        (tmp_path / "d").mkdir(exist_ok=True)
        (folder / one.name).write_bytes(one.read_bytes())
    for prefix in (
        "jawiki-20261101",
        "zhwiktionary-20261101",
        "wikidatawiki-20261101",
        "commonswiki-20261101",
    ):
        write_wiki(
            folder,
            [(1, 0, "印度", 0), (9, 0, "日本", 0)],
            (),
            [(1, "wikibase_item", "Q1"), (9, "wikibase_item", "Q17")],
            prefix=prefix,
        )
    (folder / "SHA1SUMS.txt").write_text("nothing", encoding="utf-8")
    assert asked(cli, tmp_path, folder) == EXPECTED
    assert asked(cli, tmp_path, folder, wiki="jawiki", titles=("印度", "日本")) == {
        "印度": "Q1",
        "日本": "Q17",
    }


def test_no_source_tells_of_any(cli: Cli, tmp_path: Path) -> None:
    """A dump of another wiki is refused; where nobody can say so beforehand, it is said, exit code 1."""
    (tmp_path / "titles.txt").write_text("印度\n", encoding="utf-8")
    write_wiki(
        tmp_path / "d", [(1, 0, "印度", 0)], (), [(1, "wikibase_item", "Q1")], prefix="jawiki-20261101"
    )
    done = cli("link", "--titles", "titles.txt", "--wiki", "zhwiki", "--wikidata", "d", "-o", "out.tsv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "icmlpo-rdf: --wikidata: the sources are of jawiki, and titles of zhwiki are asked; give the dump of zhwiki\n"
    )
    assert not (tmp_path / "out.tsv").exists()
    done = cli(
        "link", "--titles", "titles.txt", "--wiki", "kowiki", "--wikidata", str(DATA / "sitelinks.ttl")
    )
    assert (done.returncode, done.stdout) == (1, "印度\t\n")
    assert "no source tells of any of them" in done.stderr
    (tmp_path / "titles.txt").write_text("印度\nTemplate:印度\na|b\n", encoding="utf-8")
    done = cli(
        "link", "--titles", "titles.txt", "--wiki", "kowiki", "--wikidata", str(DATA / "sitelinks.ttl")
    )
    assert done.returncode == 1, "titles that no source is asked for change nothing"


def bad_sources(folder: Path) -> dict[str, str]:
    """Files that are not what they seem, and the lines that say so."""
    whole = (DATA / "sql-oneline" / "zhwiki-20261101-page.sql.gz").read_bytes()
    (folder / "zhwiki-20261101-page.sql.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "html.sql.gz").write_bytes(b"<!DOCTYPE html>\n<html><title>404</title></html>")
    (folder / "empty.sql").write_bytes(b"")
    (folder / "text.txt").write_text("nothing", encoding="utf-8")
    (folder / "html.ttl").write_text("<html><body>429</body></html>", encoding="utf-8")
    (folder / "cut.ttl").write_bytes((DATA / "sitelinks.ttl").read_bytes()[:3_000])
    (folder / "other.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    (folder / "cut.nt.gz").write_bytes(gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 9)[:-9])
    (folder / "cut.ndjson").write_bytes((DATA / "enterprise.ndjson").read_bytes()[:-40])
    (folder / "mine.db").write_bytes(INDEX.read_bytes())
    (folder / "index_zhwiki-20261102.db").write_bytes(INDEX.read_bytes()[:9_000])
    with closing(sqlite3.connect(folder / "index_zhwiki-20261103.db")) as made:
        made.execute("CREATE TABLE mapping (wikipedia_id int, wikipedia_title text, wikidata_id text)")
    (folder / "empty").mkdir()
    write_wiki(folder / "bare", [], (), [(1, "wikibase_item", "Q1")])
    write_wiki(folder / "no-items", [(1, 0, "印度", 0)], (), [(1, "defaultsort", "Q1")])
    write_wiki(folder / "no-page", [(1, 0, "印度", 0)], (), [(1, "wikibase_item", "Q1")])
    (folder / "no-page" / "zhwiki-20261101-page.sql.gz").unlink()
    return {
        "zhwiki-20261101-page.sql.gz": "the file is cut off; get it again whole",
        "html.sql.gz": "it is HTML, perhaps a server's message in place of the file; give ",
        "empty.sql": "it is empty; give ",
        "text.txt": "it is nothing that knows of items; give ",
        "html.ttl": "it is HTML, perhaps a server's message in place of the file; give ",
        "cut.ttl": "no valid Turtle",
        "other.ttl": "it holds no sitelink",
        "cut.nt.gz": "no whole gzip file",
        "cut.ndjson": "this is no whole article of Wikimedia Enterprise",
        "mine.db": "its name does not tell of which wiki the index is",
        "index_zhwiki-20261102.db": "no index of wikimapper",
        "index_zhwiki-20261103.db": "the index is empty",
        "empty": "the folder holds nothing that knows of items",
        "bare": "its table page has no row",
        "no-items": "its table page_props has no wikibase_item",
        "no-page": "of zhwiki there is page_props and redirect, but not the table page",
        "absent.sql.gz": "no such file or folder; check the path",
    }


def test_bad_sources(cli: Cli, tmp_path: Path) -> None:
    """One line that names the file, exit code 2, and what stood in OUT is untouched."""
    (tmp_path / "titles.txt").write_text("印度\n", encoding="utf-8")
    (tmp_path / "out.tsv").write_text("before", encoding="utf-8")
    for name, message in bad_sources(tmp_path).items():
        done = cli(
            "link",
            "--titles",
            "titles.txt",
            "--wiki",
            "zhwiki",
            "--wikidata",
            name,
            "-o",
            "out.tsv",
            "--report",
            "r",
        )
        assert (done.returncode, done.stdout) == (2, ""), name
        (line,) = done.stderr.splitlines()
        assert name in line
        assert message in line
        assert (tmp_path / "out.tsv").read_text(encoding="utf-8") == "before"
        assert not (tmp_path / "r").exists()


def test_wrong_use(cli: Cli, tmp_path: Path) -> None:
    """A wiki that is none, a list that is not there, a source that would be written over."""
    (tmp_path / "t").write_text("印度\n", encoding="utf-8")
    source = tmp_path / "s.ttl"
    source.write_bytes((DATA / "sitelinks.ttl").read_bytes())
    for arguments, message in (
        (
            ("--titles", "t", "--wiki", "zhwiktionary", "--wikidata", "s.ttl"),
            "'zhwiktionary' is no Wikipedia",
        ),
        (("--titles", "t", "--wikidata", "s.ttl"), "no wiki is named"),
        (("--titles", "u", "--wiki", "zhwiki", "--wikidata", "s.ttl"), "u: cannot be read"),
        (("--titles", "t", "--wiki", "zhwiki"), "Missing option '--wikidata'"),
        (
            ("--titles", "t", "--wiki", "zhwiki", "--wikidata", "https://e.org/zhwiki-20261101-page.sql.gz"),
            "files are not fetched; download it, and give the file",
        ),
        (
            ("--titles", "t", "--wiki", "zhwiki", "--wikidata", "s.ttl", "-o", "s.ttl"),
            "it would be written over",
        ),
    ):
        done = cli("link", *arguments)
        assert done.returncode == 2
        assert message in done.stderr
        assert source.read_bytes() == (DATA / "sitelinks.ttl").read_bytes()
