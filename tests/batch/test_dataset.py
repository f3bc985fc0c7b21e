"""A dump as a dataset: the same bytes whoever makes it, restarted, changed, and with bad pages in it."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import lzma
import os
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from icmlpo_rdf.batch.dataset import DatasetOptions, Summary, convert_dataset
from icmlpo_rdf.batch.engines import local_processes
from icmlpo_rdf.batch.page_conversion import Check
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.options import ConvertOptions, IriOptions
from tests.conftest import ROOT, Cli
from tests.pages_made import write_pages

Bytes = dict[str, bytes]


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty pages in `zh/Page/`, with two redirects."""
    folder = tmp_path_factory.mktemp("dump") / "zh"
    write_pages(folder, 60)
    return folder


def files_of(folder: Path) -> Bytes:
    """A dataset's own files, without the program's state."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".state" not in path.parts
    }


def made(place: Path | list[str], output: Path, *, jobs: int = 1, **options: object) -> Summary:
    """Make a dataset of small shards."""
    wished = DatasetOptions(ConvertOptions(), **{"check": Check.NONE, "pages_per_shard": 10, **options})  # type: ignore[arg-type]
    places = place if isinstance(place, list) else [str(place)]
    *_, (summary, _result) = convert_dataset(places, (), str(output), wished, local_processes(jobs))
    return summary


def quads_of(output: Path) -> list[Quad]:
    """All quads of a dataset."""
    return [
        quad
        for path in sorted((output / "data").iterdir())
        for quad in parse(gzip.decompress(path.read_bytes()), RdfFormat.N_QUADS)
    ]


def rows_of(output: Path) -> list[dict[str, object]]:
    """All lines of a dataset's manifest."""
    return [
        json.loads(line)
        for path in sorted((output / "manifest").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_the_same_bytes_whatever_the_number_of_processes(dump: Path, tmp_path: Path) -> None:
    """One process, three processes, and the parts of three jobs, the last of which describes the dataset."""
    one = made(dump, tmp_path / "one")
    assert (one.pages, one.failed, one.shards) == (60, 0, 8)
    assert one.is_whole
    made(dump, tmp_path / "three", jobs=3)
    assert files_of(tmp_path / "three") == files_of(tmp_path / "one")
    wholes = [made(dump, tmp_path / "parts", part=(number, 3)).is_whole for number in (3, 1, 2)]
    assert wholes == [False, False, True]
    assert files_of(tmp_path / "parts") == files_of(tmp_path / "one")


def test_every_page_is_a_graph_of_its_own_and_nothing_comes_twice(dump: Path, tmp_path: Path) -> None:
    """The shards load into a store; the manifest counts what is there."""
    made(dump, tmp_path / "out")
    quads = quads_of(tmp_path / "out")
    assert len(set(quads)) == len(quads) == sum(int(str(row["quads"])) for row in rows_of(tmp_path / "out"))
    store = Store()
    store.extend(quads)
    assert len(list(store.named_graphs())) == 60
    assert {row["graph"] for row in rows_of(tmp_path / "out")} == {
        getattr(graph, "value", "") for graph in store.named_graphs()
    }
    described = Store()
    described.load(path=str(tmp_path / "out" / "dataset.ttl"))
    (count,) = described.quads_for_pattern(None, NamedNode("http://rdfs.org/ns/void#triples"), None, None)
    assert count.object == Literal(len(quads))


def test_links_know_the_whole_dump(dump: Path, tmp_path: Path) -> None:
    """A link to …/wiki/T is in the dump when T's page is; a link to a redirect leads to the page behind it."""
    made(dump, tmp_path / "out")
    in_dump = {
        (quad.subject.value, quad.object.value)  # type: ignore[union-attr]
        for quad in quads_of(tmp_path / "out")
        if quad.predicate.value.endswith("#inDump")
    }
    base = "https://w3id.org/icmlpo-rdf/zh/"
    assert (f"{base}第1国际组织", "true") in in_dump
    assert (f"{base}第1国际组织", "false") not in in_dump
    assert (f"{base}别名", "true") not in in_dump | {
        (thing, "true") for thing, state in in_dump if state == "false"
    }
    assert (f"{base}不在此处", "false") in in_dump


@pytest.mark.parametrize("pack", ["zip", "tar", "tar.gz", "tar.xz"])
def test_archives_give_the_same_data(pack: str, dump: Path, tmp_path: Path) -> None:
    """Packed or not, the pages are the same."""
    archive = tmp_path / f"dump.{pack}"
    if pack == "zip":
        with zipfile.ZipFile(archive, "w") as opened:
            for path in sorted(dump.rglob("*.md")):
                if not path.is_symlink():
                    opened.write(path, path.relative_to(dump))
            opened.writestr("Redirect/all.tsv", "别名\t第1国际组织\n别名二\t第2国际组织.md\n")
    else:
        with tarfile.open(tmp_path / "plain.tar", "w") as opened_tar:
            opened_tar.add(dump, ".")
        plain = (tmp_path / "plain.tar").read_bytes()
        packed = {"tar": plain, "tar.gz": gzip.compress(plain), "tar.xz": lzma.compress(plain)}
        archive.write_bytes(packed[pack])
    made(dump, tmp_path / "folder")
    made(archive, tmp_path / "packed")
    mine, its = files_of(tmp_path / "folder"), files_of(tmp_path / "packed")
    assert {name: data for name, data in mine.items() if name.startswith("data/")} == {
        name: data for name, data in its.items() if name.startswith("data/")
    }


def test_a_second_run_does_nothing_and_a_changed_dump_only_what_changed(dump: Path, tmp_path: Path) -> None:
    """Added, replaced and removed pages; the same bytes as a run on the changed dump from nothing."""
    changed = tmp_path / "zh"
    shutil.copytree(dump, changed, symlinks=True)
    assert made(changed, tmp_path / "out").converted == 60
    assert made(changed, tmp_path / "out").converted == 0
    pages = changed / "Page"
    (pages / "新成立的联盟.md").write_text("**新成立的联盟**\n\n## 成员\n\n  - 甲党\n", encoding="utf-8")
    (pages / "第3国际组织.md").unlink()
    page = pages / "第4国际组织.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n## 观察员\n\n  - 某某党\n", encoding="utf-8")
    again = made(changed, tmp_path / "out")
    assert (again.added, again.replaced, again.removed) == (1, 1, 1)
    assert 2 <= again.converted < 60
    made(changed, tmp_path / "new")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")


def test_a_page_that_comes_into_the_dump_changes_the_links_to_it(dump: Path, tmp_path: Path) -> None:
    """Pages that did not change are done again when the dump's titles answer them otherwise."""
    changed = tmp_path / "zh"
    shutil.copytree(dump, changed, symlinks=True)
    made(changed, tmp_path / "out")
    (changed / "Page" / "不在此处.md").write_text("**不在此处**\n", encoding="utf-8")
    made(changed, tmp_path / "out")
    made(changed, tmp_path / "new")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")


def test_a_bad_page_costs_itself(dump: Path, tmp_path: Path) -> None:
    """It is in the manifest with its reason; the rest is there."""
    bad = tmp_path / "zh"
    shutil.copytree(dump, bad, symlinks=True)
    (bad / "Page" / "坏.md").write_bytes(b"\xff\xfe\xff")
    (bad / "Page" / "断.md").write_text("**断**\n\n<table>\n<tr>\n<td>", encoding="utf-8")
    (bad / "Page" / "外.md").symlink_to("/etc/passwd")
    summary = made(bad, tmp_path / "out", check=Check.ALL)
    assert (summary.pages, summary.failed, summary.checked) == (62, 2, 61)
    reasons = {row["source"]: (row["status"], row["reason"]) for row in rows_of(tmp_path / "out")}
    assert reasons["Page/坏.md"] == ("damaged", "not-utf8")
    assert reasons["Page/断.md"] == ("damaged", "html-cut-off")
    assert "Page/外.md" not in reasons
    assert summary.is_whole


# The alarm may ring between a file's opening and its `with`: then the collector closes it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_summary_says_why_pages_gave_nothing(tmp_path: Path, cli: Cli) -> None:
    """Reasons with their numbers and mends, for pages that were not converted and for those that state nothing; a second run too."""
    lead = "**{0}** is an international alliance of parties that was founded in 1991.\n\n"
    pages = {
        "Tree": lead.format("Tree") + "## Members\n\n- Oak\n- Elm\n",
        "Hill": lead.format("Hill") + "## Songs\n\n- To the Lake\n",
        "River": lead.format("River") + "## Songs\n\n- To the Sea\n",
        "Nothing": "",
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text)
    for _ in range(2):
        first = cli("convert", "in/", "-o", "untold/")
        assert first.returncode == 1
        assert "not whole or not converted (4); untold/manifest/ says of each why:" in first.stderr
        assert (
            "3 no-language: nothing tells which Wikipedia the page is from; say which one: --lang en"
            in first.stderr
        )
        assert "1 empty-page: " in first.stderr
        told = cli("convert", "in/", "-o", "told/", "--lang", "en")
        assert "not whole or not converted (1)" in told.stderr
        assert "nothing was found (2)" in told.stderr
        assert "told/report/" in told.stderr
        assert "2 list-unused: a list in which no participants are looked for; if it lists" in told.stderr
    assert {row["title"]: row["codes"] for row in rows_of(tmp_path / "told") if row["title"]} == {
        "Tree": {}, "Hill": {"list-unused": 1}, "River": {"list-unused": 1},
    }  # fmt: skip


# The alarm may ring between the opening of a file and the block that closes it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_that_takes_too_long_is_given_up(dump: Path, tmp_path: Path) -> None:
    """With a limit of a thousandth of a second most pages fail, each with its reason, and the run ends."""
    summary = made(dump, tmp_path / "out", page_seconds=0.0005)
    assert summary.failed > 0
    reasons = {row["reason"] for row in rows_of(tmp_path / "out") if row["status"] == "failed"}
    assert reasons == {"took longer than 0.0005 s"}


RunCli = Callable[[list[str]], "subprocess.Popen[bytes]"]


@pytest.fixture
def run_cli(tmp_path: Path) -> RunCli:
    """Start the command in a process group of its own."""
    return partial(_start, tmp_path)


def _start(folder: Path, arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "icmlpo_rdf", *arguments],
        cwd=folder,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _converting(dump: Path, output: Path) -> list[str]:
    """The command that makes a checked dataset with two processes."""
    return ["convert", str(dump), "-o", f"{output}/", "--validate", "all", "--jobs", "2", "-q"]


@pytest.fixture(scope="module")
def whole(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> Bytes:
    """What a run that nobody stops makes."""
    folder = tmp_path_factory.mktemp("whole")
    assert _start(folder, _converting(dump, folder / "out")).wait() == 0
    return files_of(folder / "out")


@pytest.mark.parametrize("pause", [0.9, 1.4, 2.2])
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(
    pause: float, dump: Path, tmp_path: Path, whole: Bytes, run_cli: RunCli
) -> None:
    """Killed with SIGKILL after a while, and started again."""
    arguments = _converting(dump, tmp_path / "out")
    first = run_cli(arguments)
    time.sleep(pause)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert run_cli(arguments).wait() == 0
    assert files_of(tmp_path / "out") == whole
    assert not list((tmp_path / "out" / ".state").glob("run-*"))


def test_as_a_user_sees_it(cli: Cli, dump: Path, tmp_path: Path) -> None:
    """One line at the end; a line a shard with -v; a list of files on standard input; the report as one file."""
    done = cli("convert", str(dump), "-o", "data/", "-v", "--report", "report.jsonl")
    assert done.returncode == 0, done.stderr
    assert "shard 0: 60 pages" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("icmlpo-rdf: 60 pages (60 read now, ")
    assert '"taken_for": "members"' in (tmp_path / "report.jsonl").read_text(encoding="utf-8")
    names = "\n".join(str(path) for path in sorted((dump / "Page").iterdir()))
    listed = cli("convert", "--files-from", "-", "-o", "listed/", stdin=names.encode())
    assert listed.returncode == 0, listed.stderr
    assert len(rows_of(tmp_path / "listed")) == 60
    asked = cli("query", "data/data", "--named", "members", "-f", "csv")
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.count("\n") > 60
    assert "2/1" in cli("convert", str(dump), "-o", "data/", "--shard", "2/1").stderr


def test_a_dataset_below_its_dump_is_no_part_of_the_dump(dump: Path, tmp_path: Path) -> None:
    """Its README.md is no page, neither in the first run nor in the second."""
    shutil.copytree(dump, tmp_path / "zh", symlinks=True)
    inside, beside = tmp_path / "zh" / "out", tmp_path / "beside"
    made(dump, beside)
    for _ in range(2):
        summary = made(tmp_path / "zh", inside)
        assert (summary.pages, summary.failed) == (60, 0)
        assert files_of(inside)["dataset.ttl"] == files_of(beside)["dataset.ttl"]
    assert summary.converted == 0


def test_a_dataset_in_the_dumps_own_folder_is_refused(dump: Path) -> None:
    """Its files would be among the pages."""
    with pytest.raises(UsageError, match="own folder"):
        made(dump, dump)


def test_fsspec_reads_and_writes_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    """Through the driver for addresses (here of local files), by two processes; a second run does nothing."""
    place = [(tmp_path / "pages").as_uri()]
    shutil.copytree(dump / "Page", tmp_path / "pages" / "zh" / "Page")
    shutil.copytree(dump / "Page", tmp_path / "copy" / "zh" / "Page")
    made(tmp_path / "copy", tmp_path / "local")
    summary = Summary()
    for converted in (60, 0):
        wished = DatasetOptions(ConvertOptions(), Check.NONE, pages_per_shard=10)
        address = (tmp_path / "remote").as_uri()
        *_, (summary, _) = convert_dataset(place, (), address, wished, local_processes(2))
        assert (summary.pages, summary.converted, summary.is_whole) == (60, converted, True)
    assert files_of(tmp_path / "remote") == files_of(tmp_path / "local")


def test_an_archive_that_leads_out_is_refused(tmp_path: Path, cli: Cli) -> None:
    """A member named ../x.md."""
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as opened:
        opened.writestr("../x.md", "**x**")
    done = cli("convert", "bad.zip", "-o", "out/")
    assert done.returncode == 2
    assert "leads out of the archive" in done.stderr


def test_chains_of_redirects_are_followed_to_their_end(tmp_path: Path) -> None:
    """By links and lists of redirects; a ring leads nowhere, and its link stays as printed."""
    (tmp_path / "zh" / "Page").mkdir(parents=True)
    (tmp_path / "zh" / "Redirect").mkdir()
    links = "".join(
        f'[甲](https://zh.wikipedia.org/wiki/{title} "wikilink")\n' for title in ("一号", "二号", "环一")
    )
    (tmp_path / "zh" / "Page" / "甲.md").write_text(f"**甲**\n{links}", encoding="utf-8")
    (tmp_path / "zh" / "Page" / "目标.md").write_text("**目标**\n", encoding="utf-8")
    (tmp_path / "zh" / "Redirect" / "一号.md").symlink_to("../Redirect/二号.md")
    (tmp_path / "zh" / "Redirect" / "all.tsv").write_text(
        "二号\t目标\n环一\t环二\n环二\t环一\n", encoding="utf-8"
    )
    made(tmp_path / "zh", tmp_path / "out")
    base = "https://w3id.org/icmlpo-rdf/zh/"
    linked = {
        getattr(quad.object, "value", "").removeprefix(base)
        for quad in quads_of(tmp_path / "out")
        if quad.predicate.value.endswith("#wikilink")
    }
    assert linked == {"目标", "环一"}


def test_a_name_that_is_no_utf8_costs_its_page_alone(dump: Path, tmp_path: Path, cli: Cli) -> None:
    """The manifest shows the bytes of the name; the other pages are there, and a second run does nothing."""
    shutil.copytree(dump, tmp_path / "zh", symlinks=True)
    odd = os.fsencode(tmp_path / "zh" / "Page") + b"/\xff\xfe.md"
    Path(os.fsdecode(odd)).write_text("**坏名**\n\n## 成员\n\n  - 甲党\n", encoding="utf-8")
    for converted in (61, 0):
        summary = made(tmp_path / "zh", tmp_path / "out", jobs=2)
        assert (summary.pages, summary.converted, summary.failed, summary.is_whole) == (
            61,
            converted,
            1,
            True,
        )
    (row,) = (row for row in rows_of(tmp_path / "out") if row["status"] != "done")
    assert (row["source"], row["status"], row["reason"]) == ("Page/\\xff\\xfe.md", "damaged", "bad-title")
    alone = cli("convert", os.fsdecode(odd), "-o", "x.ttl")
    assert alone.returncode == 2
    assert "the page's title" in alone.stderr
    assert "Traceback" not in alone.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_too_little_memory_is_one_line(dump: Path, tmp_path: Path, cli: Cli) -> None:
    """A worker that may have next to nothing says so, whatever it was doing; more memory and the same command go on."""
    done = cli("convert", str(dump), "-o", "out/", "--page-megabytes", "60")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "--page-megabytes" in done.stderr or "/manifest/" in done.stderr
    again = cli("convert", str(dump), "-o", "out/")
    assert (again.returncode, len(rows_of(tmp_path / "out"))) == (0, 60)


def test_the_second_file_of_a_page_takes_its_place_when_the_first_is_gone(dump: Path, tmp_path: Path) -> None:
    """The manifest names the one that was taken; the next run, without that one, is like a run from nothing."""
    shutil.copytree(dump / "Page", tmp_path / "in" / "zh" / "Page")
    (tmp_path / "in" / "more" / "Page").mkdir(parents=True)
    first, second = (tmp_path / "in" / place / "Page" / "第3国际组织.md" for place in ("zh", "more"))
    second.write_text("**第3国际组织**\n\n## 成员\n\n  - 己党\n", encoding="utf-8")
    made(tmp_path / "in", tmp_path / "out")
    (twice,) = (row for row in rows_of(tmp_path / "out") if row["status"] != "done")
    assert twice["reason"] == "it is the same page as more/Page/第3国际组织.md"
    second.unlink()
    made(tmp_path / "in", tmp_path / "out")
    made(tmp_path / "in", tmp_path / "new")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")
    assert first.exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("ending", ["zip", "tar"])
def test_a_name_twice_in_an_archive_is_one_page(ending: str, tmp_path: Path) -> None:
    """The later member counts, as for whoever unpacks the archive."""
    texts = ("**甲**\n\n## 成员\n\n  - 丁党\n", "**甲**\n\n## 成员\n\n  - 己党\n")
    if ending == "zip":
        with zipfile.ZipFile(tmp_path / "twice.zip", "w") as opened:
            for text in texts:
                opened.writestr("zh/Page/甲.md", text)
    else:
        with tarfile.open(tmp_path / "twice.tar", "w") as packed:
            for text in texts:
                member = tarfile.TarInfo("zh/Page/甲.md")
                member.size = len(text.encode())
                packed.addfile(member, io.BytesIO(text.encode()))
    summary = made(tmp_path / f"twice.{ending}", tmp_path / "out")
    assert (summary.pages, summary.failed) == (1, 0)
    data = "\n".join(map(str, quads_of(tmp_path / "out")))
    assert "己党" in data
    assert "丁党" not in data


def test_what_kept_pages_asked_is_not_forgotten(tmp_path: Path) -> None:
    """A page comes into the dump two runs after the page that links to it was converted."""
    pages = tmp_path / "zh" / "Page"
    pages.mkdir(parents=True)
    (pages / "甲.md").write_text(
        '**甲**[乙](https://zh.wikipedia.org/wiki/乙 "wikilink")\n', encoding="utf-8"
    )
    for text in ("**丙**\n", "**丙**二\n"):
        (pages / "丙.md").write_text(text, encoding="utf-8")
        made(tmp_path / "zh", tmp_path / "out")
    (pages / "乙.md").write_text("**乙**\n", encoding="utf-8")
    made(tmp_path / "zh", tmp_path / "out")
    made(tmp_path / "zh", tmp_path / "new")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "new")


def test_nobody_elses_files_are_touched(dump: Path, tmp_path: Path) -> None:
    """Numbers as names are no shards; a README of something else is not written over."""
    own = {"data/2019.csv": "x", "report/2020.pdf": "x"}
    for name, text in own.items():
        (tmp_path / "out" / name).parent.mkdir(parents=True)
        (tmp_path / "out" / name).write_text(text, encoding="utf-8")
    made(dump, tmp_path / "out")
    assert {name: (tmp_path / "out" / name).read_text(encoding="utf-8") for name in own} == own
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no dataset's"):
        made(dump, tmp_path / "mine")
    assert (tmp_path / "mine" / "README.md").read_text(encoding="utf-8") == "# Mine\n"


def test_archives_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Each page has the bytes of its own archive."""
    for place, title in (("x", "一党"), ("y", "二党")):
        (tmp_path / place).mkdir()
        page = tmp_path / place / f"{title}.md"
        page.write_text(f"**{title}**\n", encoding="utf-8")
        with tarfile.open(tmp_path / place / "dump.tar.gz", "w:gz") as packed:
            packed.add(page, f"Page/{title}.md")
        page.unlink()
    made([str(tmp_path / place / "dump.tar.gz") for place in ("x", "y")], tmp_path / "out")
    known = {hashlib.sha256(f"**{title}**\n".encode()).hexdigest() for title in ("一党", "二党")}
    assert {row["sha256"] for row in rows_of(tmp_path / "out")} == known


def test_two_runs_at_once_do_not_meet(dump: Path, tmp_path: Path) -> None:
    """The second is told so, and the first goes on."""
    wished = DatasetOptions(ConvertOptions(), Check.NONE, pages_per_shard=10)
    first = convert_dataset([str(dump)], (), str(tmp_path / "out"), wished, local_processes(1))
    next(first)
    with pytest.raises(UsageError, match="another run is writing"):
        made(dump, tmp_path / "out")
    *_, (summary, _) = first
    assert summary.is_whole


def test_other_options_make_no_whole_of_an_old_dataset(dump: Path, tmp_path: Path) -> None:
    """A part that was made with another base does not describe the rest as its own."""
    made(dump, tmp_path / "out")
    other = DatasetOptions(
        ConvertOptions(iris=IriOptions(base="https://e.example/")),
        Check.NONE,
        pages_per_shard=10,
        part=(1, 4),
    )
    *_, (summary, _) = convert_dataset([str(dump)], (), str(tmp_path / "out"), other, local_processes(1))
    assert not summary.is_whole


def test_workers_end_with_a_killed_run(tmp_path: Path, run_cli: RunCli) -> None:
    """Only the parent is killed."""
    write_pages(tmp_path / "zh", 1000)
    run = run_cli(["convert", str(tmp_path / "zh"), "-o", "out/", "--jobs", "2", "-q"])
    parent = psutil.Process(run.pid)
    while not (children := parent.children()):
        time.sleep(0.05)
    run.kill()
    run.wait()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not alive


def test_links_in_a_zip_are_redirects_or_nothing(tmp_path: Path) -> None:
    """As in a folder and a tar: `Redirect/` holds redirects, and no link leads out."""
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as opened:
        opened.writestr("zh/Page/甲.md", '**甲**[乙](https://zh.wikipedia.org/wiki/别名 "wikilink")\n')
        opened.writestr("zh/Page/目标.md", "**目标**\n")
        for name, target in (("zh/Redirect/别名.md", "../Page/目标.md"), ("zh/Page/外.md", "/etc/passwd")):
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            opened.writestr(link, target)
    summary = made(tmp_path / "dump.zip", tmp_path / "out")
    assert (summary.pages, summary.failed) == (2, 0)
    assert {
        str(quad.object) for quad in quads_of(tmp_path / "out") if quad.predicate.value.endswith("#wikilink")
    } == {"<https://w3id.org/icmlpo-rdf/zh/目标>"}


def test_a_page_that_changed_in_a_tar_of_one_time_is_seen(tmp_path: Path) -> None:
    """Size and time are the same, as reproducible archives have them."""
    for text in ("**甲**一\n", "**甲**二\n"):
        with tarfile.open(tmp_path / "dump.tar", "w") as packed:
            member = tarfile.TarInfo("zh/Page/甲.md")
            member.size = len(text.encode())
            packed.addfile(member, io.BytesIO(text.encode()))
        assert made(tmp_path / "dump.tar", tmp_path / "out").converted == 1
