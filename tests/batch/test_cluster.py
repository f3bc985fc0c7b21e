"""A real Dask scheduler and two workers, each a process; one is killed in the middle."""

from __future__ import annotations

import bz2
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from icmlpo_rdf.batch.dataset import DatasetOptions, Summary, convert_dataset
from icmlpo_rdf.batch.engines import dask_cluster, local_processes
from icmlpo_rdf.batch.page_conversion import Check
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.options import ConvertOptions
from tests.batch.test_dataset import files_of
from tests.batch.test_dumps import pages
from tests.conftest import ROOT
from tests.pages_made import write_pages
from tests.source.dumps_made import export

PAGES = 1_000


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address, and the processes: two workers and the scheduler."""
    told = tmp_path / "scheduler.json"
    common = ("--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard")
    scheduler = _start("scheduler", *common, "--port", "0", "--no-show")
    while not told.exists():
        time.sleep(0.05)
        assert scheduler.poll() is None
    workers = [
        _start(
            "worker",
            "--scheduler-file",
            str(told),
            "--host",
            "127.0.0.1",
            "--no-dashboard",
            "--nthreads",
            "1",
        )
        for _ in range(2)
    ]
    yield json.loads(told.read_text(encoding="utf-8"))["address"], [*workers, scheduler]
    for process in (*workers, scheduler):
        _kill(process)


@pytest.mark.parametrize("kind", ["folder", "XML dump"])
def test_a_killed_worker_changes_no_byte(
    kind: str, cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    """A worker's processes are killed when some shards are done; two processes of this machine give the same bytes."""
    address, processes = cluster
    place = tmp_path / "zh"
    if kind == "folder":
        write_pages(place, PAGES)
    else:
        place = tmp_path / "zhwiki-20260101-pages-articles.xml.bz2"
        place.write_bytes(bz2.compress(export(pages(PAGES - 1)).encode()))
    options = DatasetOptions(ConvertOptions(), Check.NONE, pages_per_shard=40)
    done, summary = 0, Summary()
    for summary, result in convert_dataset(  # noqa: B007
        [str(place)], (), str(tmp_path / "cluster"), options, dask_cluster(address)
    ):
        done += result is not None
        if done == 5:
            _kill(processes[0])
    assert (summary.pages, summary.failed, summary.errors, summary.is_whole) == (PAGES, 0, (), True)
    for _ in convert_dataset([str(place)], (), str(tmp_path / "alone"), options, local_processes(2)):
        pass
    assert files_of(tmp_path / "cluster") == files_of(tmp_path / "alone")


def test_a_killed_scheduler_costs_what_was_under_way(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    """The shards that it lost are said; the same command, here without a cluster, goes on from those that are whole."""
    address, processes = cluster
    write_pages(tmp_path / "zh", 400)
    options = DatasetOptions(ConvertOptions(), Check.NONE, pages_per_shard=10)
    inputs = [str(tmp_path / "zh")]
    done, summary = 0, Summary()
    for summary, result in convert_dataset(  # noqa: B007
        inputs, (), str(tmp_path / "cluster"), options, dask_cluster(address)
    ):
        done += result is not None
        if done == 3:
            _kill(processes[-1])
    assert summary.errors
    assert "the cluster lost it" in summary.errors[0]
    assert not summary.is_whole
    before = summary.shards_done
    for summary, _ in convert_dataset(inputs, (), str(tmp_path / "cluster"), options, local_processes(1)):  # noqa: B007
        pass
    assert summary.is_whole
    assert before > 0
    assert summary.converted < summary.pages
    for _ in convert_dataset(inputs, (), str(tmp_path / "alone"), options, local_processes(1)):
        pass
    assert files_of(tmp_path / "cluster") == files_of(tmp_path / "alone")


def test_no_scheduler_is_said() -> None:
    """An address where nothing listens."""
    with pytest.raises(UsageError, match="there is no Dask scheduler"):
        dask_cluster("tcp://127.0.0.1:9")
