"""A client that asks for much keeps nobody else waiting: clients have their turns one after another."""

from __future__ import annotations

import asyncio
import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.requests import Request

from icmlpo_rdf.serve.fair_turns import BusyError, Turns, client_of
from icmlpo_rdf.serve.request_limits import Limits
from tests.serve.served import Served, serving
from tests.serve.test_sparql import ENDLESS


def asked(served: Served, query: str, client: str, **headers: str) -> tuple[int, float]:
    """The status of an answer to a query that a client of another address asks, and how long it took."""
    begin = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=100, source_address=(client, 0))
    try:
        connection.request("GET", f"/sparql?query={quote(query)}", headers=headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    return answer.status, time.monotonic() - begin


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Something to ask."""
    path: Path = tmp_path_factory.mktemp("data") / "data.nt"
    path.write_text("".join(f"<urn:x:{one}> <urn:x:p> <urn:x:o> .\n" for one in range(300)))
    return str(path)


@pytest.fixture(scope="module")
def served(data: str) -> Iterator[Served]:
    """A site with limits as they are, but for the time of a query."""
    with serving(data, "--query-seconds", "4") as one:
        yield one


@pytest.mark.parametrize("path", ["/sparql?query=", "/query?query="])
def test_others_are_answered_at_once_while_one_asks_what_never_ends(path: str, served: Served) -> None:
    """Fifty queries of one client, each of which takes all the time that it may have."""
    with ThreadPoolExecutor(50) as threads:
        attacks = [threads.submit(asked, served, ENDLESS, "127.0.0.2") for _ in range(50)]
        time.sleep(1)
        for number in range(3, 9):
            if path.startswith("/sparql"):
                status, seconds = asked(served, "ASK {}", f"127.0.0.{number}")
            else:
                begin = time.monotonic()
                page = served.get(f"{path}{quote('ASK {}')}", "text/html")
                status, seconds = 200 if b"yes" in page.data else 503, time.monotonic() - begin
            assert status == 200
            assert seconds < 3
        assert not all(one.done() for one in attacks)
    assert {one.result()[0] for one in attacks} == {503, 504}


def test_a_full_queue_is_full_for_who_filled_it(data: str) -> None:
    """More queries than may wait: one who comes new goes before the last of them. One process is enough for that."""
    with (
        serving(data, "--query-seconds", "2", "--processes", "1") as served,
        ThreadPoolExecutor(450) as threads,
    ):
        attacks = [threads.submit(asked, served, ENDLESS, "127.0.0.2") for _ in range(450)]
        while not any(one.done() for one in attacks):  # the queue is full: somebody was sent away
            time.sleep(0.1)
        status, seconds = asked(served, "ASK {}", "127.0.0.3")
        assert status == 200
        assert seconds < 15


def test_behind_a_proxy_clients_are_who_it_says_they_are(data: str) -> None:
    """`--proxy`: another may say what it likes."""
    with (
        serving(data, "--query-seconds", "4", "--proxy", "127.0.0.9") as served,
        ThreadPoolExecutor(20) as threads,
    ):
        behind = {"X-Forwarded-For": "10.1.1.1, 203.0.113.7"}
        attacks = [threads.submit(asked, served, ENDLESS, "127.0.0.9", **behind) for _ in range(10)]
        liar = {"X-Forwarded-For": "203.0.113.8"}
        attacks += [threads.submit(asked, served, ENDLESS, "127.0.0.2", **liar) for _ in range(10)]
        time.sleep(1)
        # Both have what they may have; the next place that is free is his who is new.
        assert asked(served, "ASK {}", "127.0.0.9", **{"X-Forwarded-For": "203.0.113.8"})[0] == 200
        assert not all(one.done() for one in attacks)


def test_a_proxy_that_was_not_named_is_told_of(data: str) -> None:
    """Once, to who runs the site."""
    said = "icmlpo-rdf: requests come by way of a proxy: name it with --proxy IP, or all .* may have\n"
    with serving(data, said=said) as served:
        for _ in range(3):
            assert asked(served, "ASK {}", "127.0.0.2", **{"X-Forwarded-For": "203.0.113.8"})[0] == 200


def test_turns_go_round() -> None:
    """Whoever has had a turn waits behind those who have not, however many turns he waits for."""
    order: list[str] = []

    async def work(turns: Turns, client: str) -> None:
        await turns.take(client)
        order.append(client)
        await asyncio.sleep(0)
        turns.give_back(client)

    async def several() -> None:
        turns = Turns(1, Limits())
        await turns.take("z")
        tasks = [asyncio.create_task(work(turns, client)) for client in "aaaabbc"]
        await asyncio.sleep(0)
        turns.give_back("z")
        await asyncio.gather(*tasks)

    asyncio.run(several())
    assert "".join(order) == "abcabaa"


def test_a_turn_that_nobody_waits_for_is_not_lost() -> None:
    """Clients that leave, or are sent away, while they wait or as their turn comes."""

    async def several() -> None:
        turns = Turns(2, Limits(queue_length=3, queue_seconds=0.2))
        await turns.take("a")
        waiting = [asyncio.create_task(turns.take("a")) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):  # as many wait as may, all of them his
            await turns.take("a")
        await turns.take("b")
        late = asyncio.create_task(turns.take("b"))  # in the place of the last of them
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await waiting[2]
        waiting[0].cancel()
        turns.give_back("a")
        waiting[1].cancel()  # as his turn comes
        for one in waiting[:2]:
            with pytest.raises(asyncio.CancelledError):
                await one
        with pytest.raises(BusyError):  # he has his share, and waited long enough
            await late
        turns.give_back("b")
        for client in "cd":
            await asyncio.wait_for(turns.take(client), 0.1)

    asyncio.run(several())


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
        ("unknown", "unknown"),
    ],
)
def test_a_client_is_an_address(host: str, client: str) -> None:
    """Of IPv6, what one customer gets; a proxy may also say something else."""
    assert client_of(Request({"type": "http", "client": (host, 1)})) == client
