"""Pages that cost much: few are made at one time, each once, in pages, and the others are answered meanwhile."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.responses import Response

from icmlpo_rdf.serve.fair_turns import BusyError
from icmlpo_rdf.serve.request_limits import Limits
from icmlpo_rdf.serve.response_cache import Lane, ResponseCache
from tests.serve.big_data import COUNTRIES, MEETINGS, SERIES, big_quads
from tests.serve.served import BASE, Served, serving
from tests.serve.test_pages import names, soup

_MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A big series, and answers of a megabyte."""
    folder: Path = tmp_path_factory.mktemp("big")
    (folder / "big.nt").write_text(big_quads(), encoding="utf-8")
    with serving(str(folder / "big.nt"), "--base", BASE, "--answer-megabytes", "1") as served:
        yield served


def test_a_matrix_comes_in_pages(big: Served) -> None:
    """All rows once, in one order; the sums are those of all."""
    first = soup(big, f"/matrix/{SERIES}?order=name")
    second = soup(big, f"/matrix/{SERIES}{first.select_one('.pages a[rel=next]')['href']}")  # type: ignore[index]
    rows = [names(page, "tbody th") for page in (first, second)]
    assert [len(one) for one in rows] == [200, COUNTRIES - 200]
    assert len({*rows[0], *rows[1]}) == COUNTRIES
    assert names(first, ".sums td b") == names(second, ".sums td b") == [str(COUNTRIES)] * MEETINGS
    assert "This page shows rows 201 to 230." in names(second, ".lede")[0]
    assert not second.select(".pages a[rel=next]")
    back = str(second.select_one(".pages a[rel=prev]")["href"])  # type: ignore[index]
    assert names(soup(big, f"/matrix/{SERIES}{back}"), "tbody th") == rows[0]
    assert names(soup(big, f"/matrix/{SERIES}?order=name&page=999"), "tbody th") == rows[1]


def test_a_document_is_as_long_as_an_answer_may_be(big: Served) -> None:
    """At both of its addresses; smaller ones come."""
    for path in (f"/{SERIES}.ttl", f"/data/{SERIES}.ttl", f"/data/{SERIES}.jsonld"):
        answer = big.get(path)
        assert (answer.status, b"1 MB at most" in answer.data) == (422, True), path
    assert big.get("/zh/国001.ttl").status == 200


def test_other_parameters_make_nothing_again(big: Served) -> None:
    """Forty at once with a parameter that says nothing: all are answered, alike, and the memory is what it was."""
    soup(big, f"/matrix/{SERIES}")
    before = big.memory()
    with ThreadPoolExecutor(40) as threads:
        asked = [
            threads.submit(big.get, f"/matrix/{SERIES}?x={number}&order=o{number}") for number in range(40)
        ]
    answers = [one.result() for one in asked]
    assert {one.status for one in answers} == {200}
    assert len({one.headers["ETag"] for one in answers}) == 1
    assert big.memory() < before + 60 * _MEGABYTE


def test_quick_pages_do_not_wait_for_costly_ones(big: Served) -> None:
    """Every spelling of an address is made anew, one at a time; front page and search are answered meanwhile."""
    spelt = [f"/matrix/{quote(SERIES)}?page=2&part=", *(_spelt(number) for number in range(40))]
    before = big.memory()
    with ThreadPoolExecutor(len(spelt)) as threads:
        asked = [threads.submit(big.get, path) for path in spelt]
        assert big.get("/").status == 200
        assert big.get("/search?q=国001").status == 200
        answers = [one.result() for one in asked]
    assert {one.status for one in answers} <= {200, 503}
    assert all("Retry-After" in one.headers for one in answers if one.status == 503)
    assert big.memory() < before + 200 * _MEGABYTE


def test_the_site_ends_while_many_wait(tmp_path: Path) -> None:
    """Who waits for a turn is left; the site ends well, and says nothing (`serving` looks at both)."""
    (tmp_path / "big.nt").write_text(big_quads(), encoding="utf-8")
    with ExitStack() as clients, serving(str(tmp_path / "big.nt"), "--base", BASE) as served:
        for number in range(40):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=60))
            client.sendall(f"GET {_spelt(number)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert served.get("/").status == 200


def _spelt(number: int) -> str:
    """The matrix's address with some of its escapes in small letters."""
    pieces = quote(SERIES).split("%")
    chosen = [one.lower() if number >> place & 1 else one for place, one in enumerate(pieces[1:])]
    return f"/matrix/{'%'.join([pieces[0], *chosen])}"


def _limits(**given: float) -> Limits:
    return Limits(**given)  # type: ignore[arg-type]


def test_a_document_is_made_once() -> None:
    """For those who ask at one time, and for those who ask later; what is wrong is said to each anew."""
    made: list[int] = []

    def make(status: int = 200) -> Response:
        made.append(status)
        return Response(b"x", status)

    async def several() -> None:
        documents = ResponseCache(_limits())
        await asyncio.gather(*(documents.get(("a",), make, Lane.MATRIX, "one") for _ in range(20)))
        await documents.get(("a",), make, Lane.MATRIX, "one")
        await asyncio.gather(
            *(documents.get(("b",), lambda: make(404), Lane.MATRIX, "one") for _ in range(3))
        )

    asyncio.run(several())
    assert made == [200, 404, 404, 404]


def test_few_are_made_at_one_time() -> None:
    """As many as the lane is wide; other lanes are free; who would wait behind too many, or too long, is told."""
    may_end = threading.Event()
    begun = threading.Semaphore(0)

    def make() -> Response:
        begun.release()
        assert may_end.wait(60)
        return Response(b"x")

    async def several() -> None:
        documents = ResponseCache(_limits(queue_length=3))
        asked = [
            asyncio.create_task(documents.get((str(one),), make, Lane.DOCUMENTS, str(one)))
            for one in range(6)
        ]
        for _ in range(2):
            await asyncio.to_thread(begun.acquire)
        with pytest.raises(BusyError):
            await asked[5]
        assert not begun.acquire(blocking=False)
        assert (await documents.get(("quick",), lambda: Response(b"y"), Lane.QUICK, "0")).body == b"y"
        may_end.set()
        await asyncio.gather(*asked[:5])
        impatient = ResponseCache(_limits(queue_seconds=0.01))
        may_end.clear()
        for _ in range(3):
            begun.acquire()
        first = asyncio.create_task(impatient.get(("a",), make, Lane.MATRIX, "0"))
        await asyncio.to_thread(begun.acquire)
        with pytest.raises(BusyError):
            await impatient.get(("b",), make, Lane.MATRIX, "1")
        may_end.set()
        await first

    asyncio.run(several())
