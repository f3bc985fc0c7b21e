"""A page means the same however it is given: alone, with its dump, packed, far away, to one process or to a cluster."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from icmlpo_rdf import convert, read
from icmlpo_rdf.batch.dataset import DatasetOptions, convert_dataset
from icmlpo_rdf.batch.engines import Engine, dask_cluster, local_processes
from icmlpo_rdf.batch.page_conversion import Check
from icmlpo_rdf.cli.main import command
from icmlpo_rdf.options import ConvertOptions
from tests.batch.test_cluster import cluster  # noqa: F401 - a fixture
from tests.batch.test_dataset import rows_of

Facts = dict[str, frozenset[str]]
"""What is said of each page that is in the data, by the name of its file."""

LINKS = (
    "[乙党](../Page/乙党.md {0})、[丙](https://zh.wikipedia.org/wiki/丙党 {0})、[丁](../Redirect/别名.md {0})、"
    "[戊](https://zh.wikipedia.org/wiki/别名二 {0})、[己](../Page/R@B.md {0})、[庚](https://zh.wikipedia.org/wiki/R%26B {0})、"
    "[辛](https://zh.wikipedia.org/wiki/不在 {0})、[壬](https://zh.wikipedia.org/wiki/链 {0})、[癸](../Page/git.md {0})、"
    "[子](https://zh.wikipedia.org/wiki/副本 {0})、[丑](https://ja.wikipedia.org/wiki/丙党 {0})"
).format('"wikilink"')
HEADER = "> 本文内容由[{0}](https://zh.wikipedia.org/wiki/{0})转换而来。\n\n"
MEETING = "## 第一次会议（1999年）参加者\n\n" + "".join(
    f"  - {link}\n" for link in LINKS.split("、") if link[1] not in "辛丑"
)
PAGES = {
    "zh/Page/甲会议.md": f"{HEADER.format('甲会议')}**甲会议**是会议，见{LINKS}。\n\n{MEETING}",
    "zh/Page/甲會議.md": f"{HEADER.format('甲会议')}**甲会议**是会议。\n\n## 成员\n\n  - 丁党\n",
    "zh/Page/乙党.md": f"**乙党**是{LINKS}\n",
    "zh/Page/丙党.md": '**丙党**是政党，见[别名](../Redirect/别名.md "wikilink")\n',
    "zh/Page/R@B.md": '**R&B**是[甲会议](../Page/甲會議.md "wikilink")\n',
    "zh/Page/目标.md": f"{HEADER.format('目标')}**目标**\n",
    "zh/Page/断.md": "**断**\n\n<table>\n<tr>\n<td>",
    "zh/Page/坏.md": "**坏**\n\n\ud800",
    "ja/Page/会議.md": '**会議**は[甲](../Page/甲.md "wikilink")、[乙](https://ja.wikipedia.org/wiki/乙 "wikilink")。\n',
    "ja/Page/乙.md": "**乙**\n",
    "ja/Redirect/甲.md": "../Page/乙.md",
    "zh/Redirect/git.md": "../Page/目标.md",
    "zh/Redirect/副本.md": f"{HEADER.format('目标')}**目标**\n",
    "zh/Redirect/all.tsv": "别名二\t丙党\n链\t别名.md\n",
}
LINKED = {"zh/Redirect/别名.md": "../Page/目标.md"}


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two wikis, with redirects of all forms, a page in two files, and damaged ones."""
    folder = tmp_path_factory.mktemp("one") / "dump"
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    for name, target in LINKED.items():
        (folder / name).symlink_to(target)
    return folder


@pytest.fixture(scope="module")
def facts(dump: Path) -> Facts:
    """What the Python API says of each page, read alone."""
    told: Facts = {}
    for path in sorted(dump.glob("*/Page/*.md")):
        conversion = convert(read(str(path)))
        if not conversion.notes.errors and path.name != "甲會議.md":
            told[f"{path.parts[-3]}/Page/{path.name}"] = frozenset(map(str, conversion.quads))
    return told


def by_name(quads: Mapping[str, set[str]], graphs: Mapping[str, str]) -> Facts:
    """Quads by the file of their graph."""
    return {name: frozenset(quads[graph]) for name, graph in graphs.items()}


def of_dataset(output: Path) -> Facts:
    """What a dataset says of each page."""
    quads: dict[str, set[str]] = {}
    for path in (output / "data").iterdir():
        for quad in parse(gzip.decompress(path.read_bytes()), RdfFormat.N_QUADS):
            quads.setdefault(str(getattr(quad.graph_name, "value", "")), set()).add(str(quad))
    graphs = {str(row["source"]): str(row["graph"]) for row in rows_of(output) if row["quads"]}
    statuses = {str(row["source"]).rpartition("/")[2]: row["status"] for row in rows_of(output)}
    assert (statuses["甲會議.md"], statuses["断.md"]) == ("same-page", "damaged")
    return by_name(quads, graphs)


def made(
    places: list[str], output: Path, engine: Engine | None = None, listed: tuple[str, ...] = ()
) -> Facts:
    """Make a dataset of small shards, and return what it says."""
    options = DatasetOptions(ConvertOptions(), Check.ALL, pages_per_shard=2)
    for _ in convert_dataset(places, listed, str(output), options, engine or local_processes(1)):
        pass
    return of_dataset(output)


def run(*arguments: str) -> int:
    """The command, in this process."""
    code = command.main(list(arguments), standalone_mode=False)
    assert isinstance(code, int)
    return code


def of_files(folder: Path) -> Facts:
    """What the files of pages say."""
    return {
        path.relative_to(folder).with_suffix(".md").as_posix(): frozenset(
            map(str, parse(path.read_bytes(), RdfFormat.N_QUADS))
        )
        for path in folder.rglob("*.nq")
    }


def test_the_facts_are_what_they_should_be(facts: Facts) -> None:
    """Each participant under the title of its page, whatever the link; the law below is not about nothing."""
    attended = {
        line.split()[2].rpartition("/")[2].rstrip(">")
        for line in facts["zh/Page/甲会议.md"]
        if "ontology#attendedBy>" in line
    }
    assert attended == {"乙党", "丙党", "目标", "R&B"}
    assert set(facts) == {
        *(f"zh/Page/{name}.md" for name in ("甲会议", "乙党", "丙党", "R@B", "目标")),
        *(f"ja/Page/{name}.md" for name in ("会議", "乙")),
    }
    assert any("/ja/乙>" in line for line in facts["ja/Page/会議.md"])
    assert any("/zh/甲会议>" in line for line in facts["zh/Page/R@B.md"])


def test_single_files(dump: Path, facts: Facts, tmp_path: Path) -> None:
    """Each page by a command of its own."""
    for number, (name, said) in enumerate(facts.items()):
        output = tmp_path / f"{number}.nq"
        assert run("convert", str(dump / name), "-o", str(output), "-q") == 0
        assert frozenset(map(str, parse(output.read_bytes(), RdfFormat.N_QUADS))) == said


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_a_page(jobs: int, dump: Path, facts: Facts, tmp_path: Path) -> None:
    """Of a folder; the second file of a page is not written, nor are damaged ones."""
    arguments = ("--layout", "pages", "-f", "nquads", "-q", "--jobs", str(jobs))
    assert run("convert", str(dump), "-o", f"{tmp_path}/out/", *arguments) == 1
    assert of_files(tmp_path / "out") == facts


def test_globs_and_files_together(dump: Path, facts: Facts, tmp_path: Path) -> None:
    """Files of a dump that are named one by one know their dump."""
    arguments = ("-f", "nquads", "-q", "--jobs", "1")
    assert run("convert", f"{dump}/zh/Page/*.md", "-o", f"{tmp_path}/out/", *arguments) == 1
    said = of_files(tmp_path / "out")
    assert {f"zh/Page/{name}": lines for name, lines in said.items()} == {
        name: lines for name, lines in facts.items() if name.startswith("zh/")
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_datasets(jobs: int, dump: Path, facts: Facts, tmp_path: Path) -> None:
    """Whatever the processes."""
    assert made([str(dump)], tmp_path / "out", local_processes(jobs)) == facts


def test_a_folder_of_pages_and_a_list(dump: Path, facts: Facts, tmp_path: Path) -> None:
    """`Page/` given by itself has its redirects beside it; so have files of a list."""
    chinese = {name.removeprefix("zh/"): said for name, said in facts.items() if name.startswith("zh/")}
    assert made([f"{dump}/zh/Page"], tmp_path / "folder") == chinese
    listed = tuple(str(path) for path in sorted((dump / "zh" / "Page").iterdir()))
    assert made([], tmp_path / "list", listed=listed) == chinese


def pack_tar(dump: Path, archive: Path) -> None:
    """A tar, its symbolic links as links."""
    with tarfile.open(tmp := archive.with_suffix(".plain"), "w") as packed:
        packed.add(dump, ".")
    data = tmp.read_bytes()
    archive.write_bytes(gzip.compress(data) if archive.suffix == ".gz" else data)


def pack_zip(dump: Path, archive: Path) -> None:
    """A zip, its symbolic links as links."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(dump.rglob("*")):
            if path.is_symlink():
                link = zipfile.ZipInfo(str(path.relative_to(dump)))
                link.external_attr = (stat.S_IFLNK | 0o777) << 16
                packed.writestr(link, os.readlink(path))  # noqa: PTH115
            elif path.is_file():
                packed.write(path, path.relative_to(dump))


@pytest.mark.parametrize("name", ["dump.zip", "dump.tar", "dump.tar.gz"])
def test_archives(name: str, dump: Path, facts: Facts, tmp_path: Path) -> None:
    """Into a dataset and into files."""
    pack: Callable[[Path, Path], None] = pack_zip if name.endswith("zip") else pack_tar
    pack(dump, tmp_path / name)
    assert made([str(tmp_path / name)], tmp_path / "out") == facts
    arguments = ("--layout", "pages", "-f", "nquads", "-q", "--jobs", "1")
    assert run("convert", str(tmp_path / name), "-o", f"{tmp_path}/files/", *arguments) == 1
    assert of_files(tmp_path / "files") == facts


def test_hard_links_are_redirects_too(dump: Path, facts: Facts, tmp_path: Path) -> None:
    """As `tar` packs them where one file has two names."""
    copy = tmp_path / "dump"
    shutil.copytree(dump, copy, symlinks=True)
    (copy / "zh" / "Redirect" / "别名.md").unlink()
    (copy / "zh" / "Redirect" / "别名.md").hardlink_to(copy / "zh" / "Page" / "目标.md")
    subprocess.run(["tar", "cf", "../dump.tar", "ja", "zh/Page", "zh/Redirect"], cwd=copy, check=True)
    assert made([str(tmp_path / "dump.tar")], tmp_path / "out") == facts


def test_far_away(dump: Path, facts: Facts, tmp_path: Path) -> None:
    """Through the driver for addresses, with its redirects."""
    said = made([dump.as_uri()], tmp_path / "out")
    # A header line that gives a page another title than its file's name is not asked for there.
    odd = "zh/Page/R@B.md"
    assert said.keys() == facts.keys()
    assert {name for name in facts if said[name] != facts[name]} == {odd}
    assert len(said[odd]) == len(facts[odd])


def test_a_cluster(
    cluster: tuple[str, list[subprocess.Popen[bytes]]],  # noqa: F811 - the fixture
    dump: Path,
    facts: Facts,
    tmp_path: Path,
) -> None:
    """Workers of Dask, in processes and folders of their own."""
    address, _ = cluster
    assert made([str(dump)], tmp_path / "out", dask_cluster(address)) == facts
