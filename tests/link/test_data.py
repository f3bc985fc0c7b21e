"""`link DATA` as a user runs it: a graph of its own, each join with its evidence, both names kept, and nothing where it is not sure."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from tests.conftest import ROOT, Cli
from tests.link.dumps_made import DATA, dump_text, write_wiki

SEED = ROOT / "output" / "000_4563acc429c8a94e.ttl"
BASE = "https://w3id.org/icmlpo-rdf/"
WD = "http://www.wikidata.org/entity/"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
SHAPES = ROOT / "shapes" / "icmlpo.shacl.ttl"


def page_of(title: str, wiki: str = "zh") -> str:
    """The address of a page."""
    from icmlpo_rdf.quads.iris import percent_encode  # noqa: PLC0415 - the rule has tests of its own

    return f"https://{wiki}.wikipedia.org/wiki/{percent_encode(title)}"


def data_of(*titles: str, more: str = "", wiki: str = "zh") -> str:
    """Organizations with pages, as `convert` writes them, in Turtle."""
    things = (
        f'<{BASE}{wiki}/{one}> a icm:Organization ; rdfs:label "{one}"@{wiki} ; foaf:isPrimaryTopicOf <{page_of(one, wiki)}> .\n'
        for one in titles
    )
    return (
        "@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .\n@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        f"{''.join(things)}{more}"
    )


def linked(cli: Cli, folder: Path, text: str, *sources: Path, code: int = 0) -> set[tuple[str, str, str]]:
    """Link data; what is said, IRIs below the base shortened. The report is `r.jsonl`, the result `out.nq`."""
    (folder / "data.ttl").write_text(text, encoding="utf-8")
    done = cli("link", "data.ttl", "-o", "out.nq", "--wikidata", *map(str, sources), "--report", "r.jsonl")
    assert done.returncode == code, done.stderr
    return {
        (_short(quad.subject), _short(quad.predicate), _short(quad.object))
        for quad in quads_of(folder / "out.nq")
    }


def quads_of(path: Path) -> list[Quad]:
    """The quads of a file."""
    return list(parse(path=str(path), format=RdfFormat.N_QUADS))


def _short(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value.removeprefix(BASE).replace(WD, "wd:")
    return str(term)


def joins(said: set[tuple[str, str, str]]) -> dict[str, set[str]]:
    """What is the same as what."""
    found: dict[str, set[str]] = {}
    for subject, predicate, value in said:
        if predicate == SAME:
            found.setdefault(subject, set()).add(value)
    return found


def reasons(folder: Path) -> dict[str, str | None]:
    """What the report gives as reasons."""
    lines = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines()
    return {said["title"]: said["reason"] for said in map(json.loads, lines)}


def test_the_seed(cli: Cli, tmp_path: Path) -> None:
    """Two of those on the seed page are in the dump of these tests; the same bytes twice; what is written conforms."""
    for name in ("one.nq", "two.nq"):
        done = cli("link", str(SEED), "--wikidata", str(DATA / "sql-oneline"), "-o", name)
        assert done.returncode == 0
        assert done.stderr == "icmlpo-rdf: 2 of 29 things have an item; 27 no-such-page\n"
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()
    quads = quads_of(tmp_path / "one.nq")
    assert {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)} == {
        f"{BASE}link/zh"
    }
    same = {(quad.subject.value, quad.object.value) for quad in quads if quad.predicate.value == SAME}  # type: ignore[union-attr]
    assert same == {
        (f"{BASE}zh/德国马列主义党", f"{WD}Q13406268"),
        (f"{BASE}zh/马列主义政党和组织国际会议", f"{WD}Q4115189"),
    }
    done = cli("validate", str(SEED), "one.nq")
    assert done.returncode == 0, done.stdout
    # What an earlier run wrote changes nothing.
    again = cli("link", str(SEED), "one.nq", "--wikidata", str(DATA / "sql-oneline"), "-o", "three.nq")
    assert again.returncode == 0
    assert (tmp_path / "three.nq").read_bytes() == (tmp_path / "one.nq").read_bytes()


@pytest.mark.parametrize("way", [(), ("-e", str(ROOT / "ontology" / "icmlpo.ttl"), "-i", "rdfs")])
def test_stock_pyshacl_agrees(way: tuple[str, ...], cli: Cli, tmp_path: Path) -> None:
    """Of the seed and its links together, with and without what the ontology entails."""
    done = cli("link", str(SEED), "--wikidata", str(DATA / "sql-oneline"), "-f", "turtle")
    both = tmp_path / "both.ttl"
    both.write_text(SEED.read_text(encoding="utf-8") + done.stdout, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("pyshacl")), "-s", str(SHAPES), *way, str(both)]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert said.stdout.splitlines()[1] == "Conforms: True", said.stdout


def test_a_join_says_what_it_rests_on(cli: Cli, tmp_path: Path) -> None:
    """The page asked, the redirects, the page found and its item; who says so and of which day; names in other languages."""
    said = linked(cli, tmp_path, data_of("朝鮮民主主義人民共和國", "Côte_d'Ivoire"), DATA / "sql-oneline")
    thing, record, page = (
        "zh/朝鮮民主主義人民共和國",
        "link/zh/朝鮮民主主義人民共和國#item",
        page_of("朝鮮民主主義人民共和國"),
    )
    icm, dcterms = "ontology#", "http://purl.org/dc/terms/"
    redirects = "http://dbpedia.org/ontology/wikiPageRedirects"
    about = "http://schema.org/about"
    wanted = {
        (thing, SAME, "wd:Q423"),
        (thing, ALT, '"朝鲜民主主义人民共和国"@zh'),
        (thing, ALT, '"北韩"@zh'),
        (record, f"{icm}identified", thing),
        (record, f"{icm}identifiedAs", "wd:Q423"),
        (record, f"{dcterms}source", page),
        (page, redirects, page_of("北韩")),
        (page_of("北韩"), redirects, page_of("朝鲜民主主义人民共和国")),
        (page_of("朝鲜民主主义人民共和国"), about, "wd:Q423"),
        (
            "link/source/zhwiki-20261101-redirect.sql.gz",
            f"{dcterms}issued",
            '"2026-11-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        ),
    }
    assert wanted <= said
    tables = ("page", "redirect", "page_props")
    for table in tables:
        assert (
            record,
            "http://www.w3.org/ns/prov#wasDerivedFrom",
            f"link/source/zhwiki-20261101-{table}.sql.gz",
        ) in said
    assert ("zh/Côte_d'Ivoire", ALT, '"Ivory Coast"@en') in said
    # Its own label is not said again, in whatever graph.
    assert not {
        value for subject, predicate, value in said if subject == thing and predicate == ALT and "鮮" in value
    }


def test_names_are_tagged_as_languages_are(cli: Cli, tmp_path: Path) -> None:
    """Of Wikipedias only, their tags and not their codes; without what a title has in brackets; many titles of a script are kept."""
    links = {"zhwiki": "甲会", "zh_classicalwiki": "甲會", "simplewiki": "A league (party)", "enwikiquote": "Quoted",
             "commonswiki": "Category:A", "jawiki": "甲会"}  # fmt: skip
    text = "@prefix s: <http://schema.org/> .\n" + "".join(
        f"<https://{host}/wiki/{title.replace(' ', '_')}> s:about <{WD}Q5> .\n"
        for host, title in {
            "zh.wikipedia.org": links["zhwiki"], "zh-classical.wikipedia.org": links["zh_classicalwiki"],
            "simple.wikipedia.org": links["simplewiki"], "en.wikiquote.org": "Quoted",
            "commons.wikimedia.org": "Category:A", "ja.wikipedia.org": links["jawiki"],
        }.items()
    )  # fmt: skip
    (tmp_path / "s.ttl").write_text(text, encoding="utf-8")
    said = linked(cli, tmp_path, data_of("甲会"), tmp_path / "s.ttl")
    names = {value for _, predicate, value in said if predicate == ALT}
    assert names == {'"A league"@en', '"甲會"@lzh', '"甲会"@ja'}


def test_redirects_and_scripts_make_one_thing_of_two(cli: Cli, tmp_path: Path) -> None:
    """By the wiki's tables, with a record each; also of things that have no item; both names are kept."""
    wiki = write_wiki(
        tmp_path / "d",
        [
            (1, 0, "希腊", 0),
            (2, 0, "汪精卫", 0),
            (3, 0, "汪兆铭", 1),
            (4, 0, "甲会", 0),
            (5, 0, "甲盟", 1),
            (6, 0, "甲社", 1),
        ],
        [(3, 0, "汪精卫", None, None), (5, 0, "甲会", None, None), (6, 0, "甲会", None, None)],
        [(1, "wikibase_item", "Q41"), (2, "wikibase_item", "Q2")],
    )
    said = linked(cli, tmp_path, data_of("希臘", "希腊", "汪兆銘", "汪精卫", "甲盟", "甲社"), wiki)
    assert joins(said) == {
        "zh/希臘": {"wd:Q41", "zh/希腊"},
        "zh/希腊": {"wd:Q41"},
        "zh/汪兆銘": {"wd:Q2", "zh/汪精卫"},
        "zh/汪精卫": {"wd:Q2"},
        "zh/甲社": {"zh/甲盟"},
    }
    version = "http://purl.org/dc/terms/isVersionOf"
    assert (page_of("希臘"), version, page_of("希腊")) in said
    assert (page_of("汪兆銘"), version, page_of("汪兆铭")) in said
    assert ("zh/希臘", ALT, '"希腊"@zh') in said
    assert ("link/zh/甲社#page", "ontology#identifiedAs", "zh/甲盟") in said
    done = cli("validate", "out.nq")
    assert done.returncode == 0, done.stdout


def test_what_is_told_apart_never_merges(cli: Cli, tmp_path: Path) -> None:
    """Two titles that differ in brackets alone, and two things that a page says are not one; a list is not what it lists."""
    titles = (
        "尼泊尔共产党（火炬）_(1983年)",
        "尼泊尔共产党（火炬）_(2006年)",
        "甲会",
        "乙会",
        "丙会成员国列表",
    )
    pages = [(number, 0, title, int(number in {2, 4})) for number, title in enumerate(titles, 1)]
    redirects = [(2, 0, titles[0], None, None), (4, 0, "甲会", None, None)]
    wiki = write_wiki(
        tmp_path / "d", pages, redirects, [(number, "wikibase_item", f"Q{number}") for number in (1, 3, 5)]
    )
    apart = f"<{BASE}zh/甲会> owl:differentFrom <{BASE}zh/乙会> .\n"
    assert joins(linked(cli, tmp_path, data_of(*titles, more=apart), wiki)) == {}
    assert reasons(tmp_path) == {**dict.fromkeys(titles[:4], "told-apart"), titles[4]: "list"}
    assert joins(linked(cli, tmp_path, data_of(*titles[2:4]), wiki)) == {
        "zh/甲会": {"wd:Q3"},
        "zh/乙会": {"wd:Q3", "zh/甲会"},
    }


def test_refusals_join_nothing(cli: Cli, tmp_path: Path) -> None:
    """Sections, disambiguation pages, redirects with an item of their own, sources that do not agree."""
    titles = ("东盟成员国", "东南亚国家联盟", "劳动党", "德意志馬列主義黨", "德国马列主义党", "印度")
    other = write_wiki(tmp_path / "d", [(1, 0, "印度", 0)], (), [(1, "wikibase_item", "Q1")])
    assert joins(linked(cli, tmp_path, data_of(*titles), DATA / "sql-oneline", other)) == {
        "zh/东南亚国家联盟": {"wd:Q7768"},
        "zh/德意志馬列主義黨": {"wd:Q112795079"},
        "zh/德国马列主义党": {"wd:Q13406268"},
    }
    assert reasons(tmp_path)["印度"] == "sources-disagree"


def test_data_of_several_wikis(cli: Cli, tmp_path: Path) -> None:
    """A graph for each; what no source knows of is left alone; another base stays what it is."""
    text = data_of("印度") + data_of("インド", wiki="ja") + data_of("인도", wiki="ko")
    for wiki in ("zh", "ja", "ko"):
        text = text.replace(f"<{BASE}{wiki}/", f"<http://localhost/x/{wiki}/")
    linked(cli, tmp_path, text, DATA / "sitelinks.ttl")
    quads = quads_of(tmp_path / "out.nq")
    graphs = {(str(quad.graph_name), str(quad.subject)) for quad in quads if quad.predicate.value == SAME}
    assert graphs == {
        ("<http://localhost/x/link/zh>", "<http://localhost/x/zh/印度>"),
        ("<http://localhost/x/link/ja>", "<http://localhost/x/ja/インド>"),
    }


def test_bad_use(cli: Cli, tmp_path: Path) -> None:
    """One line, exit code 2, and what stood in OUT is untouched."""
    (tmp_path / "data.ttl").write_text(data_of("印度"), encoding="utf-8")
    (tmp_path / "none.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    (tmp_path / "out.nq").write_text("before", encoding="utf-8")
    good = str(DATA / "sql-oneline")
    write_wiki(
        tmp_path / "ja", [(1, 0, "印度", 0)], (), [(1, "wikibase_item", "Q1")], prefix="jawiki-20261101"
    )
    for arguments, message in (
        (
            ("none.ttl", "--wikidata", good, "-o", "out.nq"),
            "it holds nobody who meets, takes part or is a member",
        ),
        (("absent.ttl", "--wikidata", good, "-o", "out.nq"), "absent.ttl: no such file or folder"),
        (
            ("data.ttl", "--wikidata", "ja", "-o", "out.nq"),
            "the sources are of jawiki, and titles of zhwiki are asked",
        ),
        (("data.ttl", "--wikidata", good, "-o", "data.ttl"), "it would be written over"),
        (("data.ttl", "--wikidata", good, "-o", "out.xyz"), "its ending '.xyz' tells no format"),
        (("data.ttl", "--wiki", "zhwiki", "--wikidata", good), "data name their wikis"),
        (("--wikidata", good), "neither data nor titles are given"),
        (
            ("--wikidata", good, "data.ttl", "--titles", "data.ttl", "--wiki", "zhwiki"),
            "titles are given, and data.ttl",
        ),
    ):
        done = cli("link", *arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        (line,) = done.stderr.splitlines()
        assert message in line
    assert (tmp_path / "out.nq").read_text(encoding="utf-8") == "before"
    assert (tmp_path / "data.ttl").read_text(encoding="utf-8") == data_of("印度")


def test_explain_shows_what_a_join_rests_on(cli: Cli, tmp_path: Path) -> None:
    """And no lines of a page, which state neither the item nor names in other languages."""
    cli("link", str(SEED), "--wikidata", str(DATA / "sql-oneline"), "-o", "link.nq")
    more = f'<{BASE}zh/德国马列主义党> <{ALT}> "MLPD"@de <{BASE}link/zh> .\n'
    (tmp_path / "link.nq").write_text(
        (tmp_path / "link.nq").read_text(encoding="utf-8") + more, encoding="utf-8"
    )
    done = cli("explain", str(SEED), "link.nq", "德国马列主义党")
    facts = {
        head: tail for head, _, tail in (one.partition("\n") for one in done.stdout.strip().split("\n\n"))
    }
    for fact in (f"owl:sameAs {WD}Q13406268", "skos:altLabel MLPD"):
        assert facts[fact].splitlines() == [
            f"    looked up: {page_of('德国马列主义党')}",
            "    in: wikidatawiki-20261101-wb_items_per_site.sql.gz (2026-11-01)",
            "    in: zhwiki-20261101-page.sql.gz (2026-11-01)",
            "    in: zhwiki-20261101-page_props.sql.gz (2026-11-01)",
        ]
    assert "line" in facts["rdfs:label 德国马列主义党"]


def test_the_wikis_own_table_of_languages_gives_names(cli: Cli, tmp_path: Path) -> None:
    """Where no sitelink does; one that leads to a section of a page does not; the table is among what is told of."""
    folder = write_wiki(tmp_path / "d", [(1, 0, "甲会", 0)], (), [(1, "wikibase_item", "Q5")])
    rows = [
        (1, "en", "A league (party)"),
        (1, "ja", "甲盟#会"),
        (1, "zh-yue", "甲會"),
        (1, "commons", "A"),
        (2, "de", "B"),
    ]
    text = dump_text("langlinks", rows, columns="ll_from ll_lang ll_title")
    (folder / "zhwiki-20261101-langlinks.sql.gz").write_bytes(gzip.compress(text.encode()))
    said = linked(cli, tmp_path, data_of("甲会"), folder)
    assert {value for _, predicate, value in said if predicate == ALT} == {'"A league"@en', '"甲會"@yue'}
    assert "link/source/zhwiki-20261101-langlinks.sql.gz" in {subject for subject, _, _ in said}


def test_a_source_of_the_second_class_is_known_by_its_caution(cli: Cli, tmp_path: Path) -> None:
    """Who finds a join in the graph sees what it rests on."""
    said = linked(cli, tmp_path, data_of("印度"), DATA / "index_zhwiki-20261101.db")
    assert joins(said) == {"zh/印度": {"wd:Q668"}}
    (caution,) = [value for _, predicate, value in said if predicate.endswith("#comment")]
    assert "follows redirects that lead elsewhere" in caution


def test_data_without_pages(cli: Cli, tmp_path: Path) -> None:
    """Names alone: nothing is said of them, and that is no fault of the sources."""
    (tmp_path / "data.ttl").write_text(
        data_of(more=f"<{BASE}zh/页#名> a icm:Organization .\n"), encoding="utf-8"
    )
    done = cli("link", "data.ttl", "--wikidata", str(DATA / "sql-oneline"))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "icmlpo-rdf: 0 of 0 things have an item\n"


def test_a_store_is_data_too(cli: Cli, tmp_path: Path) -> None:
    """Linked and compared as the files that it was made of."""
    assert cli("query", str(SEED), "--store", "db", "ASK {}").returncode == 0
    for name, data in (("files.nq", str(SEED)), ("store.nq", "db")):
        done = cli("link", data, "--wikidata", str(DATA / "sql-oneline"), "-o", name)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "store.nq").read_bytes() == (tmp_path / "files.nq").read_bytes()
    done = cli("agree", "db", str(SEED))
    assert (done.returncode, done.stderr.count("no two pages tell of one")) == (0, 1)
