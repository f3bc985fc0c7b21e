"""Query processes that end, that cannot be started, and that end with the site: who asks is told what is true."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import urllib3
from pyoxigraph import Store

from icmlpo_rdf.serve.query_pool import QueryPool, Reply
from icmlpo_rdf.serve.request_limits import Limits
from tests.conftest import ROOT
from tests.serve.served import serving, serving_with
from tests.serve.test_sparql import ENDLESS

_QUESTION = {
    "query": "ASK {}",
    "base": "http://127.0.0.1/sparql",
    "default": None,
    "named": None,
    "results": "text/csv",
    "graph": None,
}


def test_a_process_that_cannot_be_started_costs_one_answer(tmp_path: Path) -> None:
    """No more files can be opened for a while: 503, and who runs the site is told once; then queries are answered."""
    Store(str(tmp_path / "store")).flush()
    told: list[str] = []

    async def life() -> list[Reply]:
        pool = QueryPool(str(tmp_path / "store"), Limits(processes=1), told.append)
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
            await pool.start()
            replies = [await pool.ask(_QUESTION, "one") for _ in range(3)]
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        replies.append(await pool.ask(_QUESTION, "one"))
        await pool.close()
        replies.append(await pool.ask(_QUESTION, "one"))
        return replies

    replies = asyncio.run(life())
    assert [one.status for one in replies] == [503, 503, 503, 200, 503]
    assert b"no process can be started" in replies[0].body
    assert b"ending" in replies[-1].body
    assert told == ["queries are answered with 503: no process can be started (Too many open files)"]


def test_a_process_that_cannot_be_replaced_is_replaced_later(tmp_path: Path) -> None:
    """A query is stopped while no file can be opened: the place is filled when the next one needs it."""
    store = Store(str(tmp_path / "store"))
    store.bulk_load(path="output/000_4563acc429c8a94e.ttl")
    store.flush()
    del store

    async def life() -> list[int]:
        faults: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
        pool = QueryPool(str(tmp_path / "store"), Limits(processes=1, query_seconds=0.5))
        await pool.start()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
            statuses = [(await pool.ask({**_QUESTION, "query": ENDLESS}, "one")).status]
            statuses.append((await pool.ask(_QUESTION, "one")).status)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        statuses.append((await pool.ask(_QUESTION, "one")).status)
        await pool.close()
        assert not faults
        return statuses

    assert asyncio.run(life()) == [504, 503, 200]


def test_a_store_that_has_gone_is_told(tmp_path: Path) -> None:
    """The site's store is removed while it serves; no query is blamed, and who runs the site reads why."""
    store = tmp_path / "store"
    said = r"icmlpo-rdf: queries are answered with 503: the site's store cannot be opened \(.+\)\n"
    with serving(
        "output/", "--store", str(store), "--query-seconds", "1", "--processes", "1", said=said
    ) as site:
        assert site.get("/").status == 200  # the query process has the store by now
        shutil.rmtree(store)
        assert site.ask(ENDLESS).status == 504
        for _ in range(3):
            answer = site.ask("ASK {}")
            assert answer.status == 503
            assert "the site's store cannot be opened" in answer.data.decode()
            assert str(tmp_path) not in answer.data.decode()
            assert answer.headers["Retry-After"]


def test_who_waits_for_an_answer_is_told_that_the_site_ends(tmp_path: Path) -> None:
    """Stopped by a signal in the middle of a query, while another one waits: 503, not that the query needs too much."""
    store = str(tmp_path / "store")
    with (
        ThreadPoolExecutor(2) as threads,
        serving("output/", "--store", store, "--query-seconds", "600", "--processes", "2") as site,
    ):
        assert site.get("/").status == 200  # both processes wait for a query by now
        asked = [threads.submit(_asked_alone, site.port) for _ in range(2)]
        while sorted(_states(site.process.pid)) != ["R", "S"]:  # one client has all processes but one
            time.sleep(0.01)
        site.process.send_signal(signal.SIGTERM)
        for one in asked:
            answer = one.result()
            assert (answer.status, "the site is ending" in answer.data.decode()) == (503, True), answer.data
        site.process.wait(
            60
        )  # or the signal that ends each site comes while it ends, and stops it in the middle


def _states(parent: int) -> list[str]:
    """Whether each child of a process runs (R) or sleeps (S)."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            state, its_parent = place.read_text().rpartition(") ")[2].split()[:2]
            if int(its_parent) == parent:
                found.append(state)
    return found


def _asked_alone(port: int) -> urllib3.BaseHTTPResponse:
    with urllib3.HTTPConnectionPool("127.0.0.1", port, timeout=60) as pool:
        return pool.request("GET", "/sparql", fields={"query": ENDLESS}, retries=False)


@pytest.mark.skipif(sys.platform != "linux", reason="personality(2) is Linux's")
def test_a_system_that_cannot_keep_queries_from_sockets_is_told() -> None:
    """A machine whose calls are not known by number: who runs the site reads that there is one lock only."""
    as_another = (
        "import ctypes, os, sys\n"
        "ctypes.CDLL(None).personality(8)\n"  # PER_LINUX32: uname calls it i686 or armv8l
        "os.execv(sys.executable, [sys.executable, '-m', 'icmlpo_rdf', 'serve', 'output/', *sys.argv[1:]])\n"
    )
    said = "icmlpo-rdf: this system cannot keep query processes from opening sockets; .*\n"
    with serving_with((sys.executable, "-c", as_another), cwd=ROOT, env=dict(os.environ), said=said) as site:
        assert site.ask("ASK {}").status == 200
