"""docs/link.md tells what the program does."""

from __future__ import annotations

import shutil
from pathlib import Path

from icmlpo_rdf.link.identification import Reason
from tests.conftest import ROOT, SEED, Cli
from tests.link.dumps_made import DATA

TEXT = (ROOT / "docs" / "link.md").read_text(encoding="utf-8")


def test_every_reason_is_documented() -> None:
    """By its word and its sentence."""
    for reason in Reason:
        assert f"| `{reason.slug}` | {reason.sentence} |" in TEXT, reason.slug


def test_the_summary_is_real(cli: Cli) -> None:
    """The line that is shown is what the program says of the titles of these tests."""
    lines = (DATA / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    titles = "".join(f"{line.partition(chr(9))[0]}\n" for line in lines).encode()
    done = cli(
        "link", "--titles", "-", "--wiki", "zhwiki", "--wikidata", str(DATA / "sql-oneline"), stdin=titles
    )
    assert done.returncode == 0
    assert (
        done.stderr.partition(", …")[0]
        .strip()
        .startswith("icmlpo-rdf: 15 of 21 titles have an item; 1 disambiguation")
    )
    (shown,) = [line for line in TEXT.splitlines() if line.startswith("icmlpo-rdf: 15 of 21")]
    assert done.stderr.startswith(shown.removesuffix("…"))


def test_the_walk_through_is_real(cli: Cli, tmp_path: Path) -> None:
    """What `link` and `explain` say is what is shown, and the tests of the commands in docs are given what `link` writes."""
    shutil.copytree(DATA / "sql-oneline", tmp_path / "dumps")
    shutil.copy(SEED, tmp_path)
    done = cli("convert", SEED.name, "-o", "seed.ttl")
    done = cli("link", "seed.ttl", "--wikidata", "dumps/", "-o", "link.nq")
    assert f"```text\n{done.stderr}```" in TEXT
    assert (tmp_path / "link.nq").read_bytes() == (DATA / "linked_seed.nq").read_bytes()
    done = cli("explain", "seed.ttl", "link.nq", "德国马列主义党")
    (shown,) = [one for one in done.stdout.split("\n\n") if one.startswith("owl:sameAs")]
    assert f"```text\n{shown.strip()}\n```" in TEXT


def test_what_each_source_gives_is_measured(cli: Cli, tmp_path: Path) -> None:
    """Of the titles of these tests: how many answers are right, wrong, and missing, source by source."""
    lines = (DATA / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    wanted = {title: item for title, item, _ in (line.split("\t") for line in lines)}
    (tmp_path / "titles.txt").write_text("\n".join(wanted), encoding="utf-8")
    folder = DATA / "sql-oneline"
    tables = [folder / f"zhwiki-20261101-{name}.sql.gz" for name in ("page", "redirect", "page_props")]
    exact = folder / "wikidatawiki-20261101-wb_items_per_site.sql.gz"
    sitelinks, index = DATA / "sitelinks.ttl", DATA / "index_zhwiki-20261101.db"
    articles = DATA / "enterprise.ndjson"
    for sources in (
        tables,
        [exact],
        [sitelinks],
        [*tables[:2], sitelinks],
        [articles],
        [index],
        [folder, sitelinks, articles, index],
    ):
        done = cli("link", "--titles", "titles.txt", "--wiki", "zhwiki", "--wikidata", *map(str, sources))
        found = dict(line.split("\t") for line in done.stdout.splitlines())
        wrong = sum(bool(found[title]) and found[title] != item for title, item in wanted.items())
        missing = sum(not found[title] and bool(item) for title, item in wanted.items())
        row = f"| {len(wanted) - wrong - missing} | {wrong} | {missing} |"
        assert row in TEXT.partition("## What each gives")[2].partition("##")[0], (sources, row)
