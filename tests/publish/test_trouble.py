"""`load` in trouble: killed, a server that restarts, is busy, breaks off, refuses, wants to know who we are."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from icmlpo_rdf.publish.triplestore.authentication import Authorization, Credentials
from tests.publish.conftest import Load
from tests.publish.servers import Oxigraph, Proxy, Request

PROTOCOLS = ["gsp", "update"]
WRITE = ("/store?", "/update")


def is_write(request: Request) -> bool:
    """True for a request that sends data, not one that asks what the server offers."""
    return request.path.startswith(WRITE) and len(request.body) > 20


def many_graphs(path: Path, graphs: int) -> dict[str, int]:
    """Write a file of small graphs; how many triples each has."""
    with path.open("w") as stream:
        for graph in range(graphs):
            for triple in range(graph % 5 + 1):
                stream.write(f'<urn:x:s> <urn:x:p> "{triple}" <urn:x:{graph}> .\n')
    return {f"urn:x:{graph}": graph % 5 + 1 for graph in range(graphs)}


def start(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a load and do not wait for its end."""
    return subprocess.Popen(
        [sys.executable, "-m", "icmlpo_rdf", "load", *arguments],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_killed_load_goes_on(
    protocol: str, load: Load, server: Oxigraph, proxy: Proxy, tmp_path: Path
) -> None:
    """After SIGKILL in the middle, what the server had taken is not sent again, and the rest is."""
    data = tmp_path / "many.nq"
    expected = many_graphs(data, 60)
    reached = threading.Event()

    def stop_at_the_middle(request: Request, _: int) -> None:
        if is_write(request) and sum(map(is_write, proxy.seen)) == 20:
            reached.set()
            time.sleep(3600)  # the process that waits for us is killed

    proxy.rule = stop_at_the_middle
    arguments = (str(data), "--to", proxy.url, "--protocol", protocol, "--request-bytes", "1000")
    if protocol == "update":
        expected = many_graphs(data, 900)
    process = start(tmp_path, *arguments)
    assert reached.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    taken = server.graphs()
    assert 0 < len(taken) < len(expected)
    proxy.rule = lambda _request, _number: None
    done = load(*arguments)
    assert done.returncode == 0, done.stderr
    assert f"{len(expected) - len(taken):,} graphs sent, {len(taken):,} unchanged" in done.stderr
    assert server.graphs() == expected


def test_a_server_that_restarts_is_waited_for(tmp_path: Path, data: Path, expected: dict[str, int]) -> None:
    """The server is killed in the middle and started again: the load goes on by itself."""
    server = Oxigraph(tmp_path / "store")
    server.start()
    proxy = Proxy(server.port)
    killed = threading.Event()

    def kill(request: Request, _: int) -> None:
        if is_write(request) and sum(map(is_write, proxy.seen)) == 4:
            server.kill()
            killed.set()

    proxy.rule = kill
    process = start(tmp_path, str(data), "--to", proxy.url, "--protocol", "gsp")
    try:
        assert killed.wait(60)
        assert process.poll() is None
        server.start()
        _, said = process.communicate(timeout=100)
        assert process.returncode == 0, said
        assert re.search(r"requests, [1-9]\d* repeated;", said)
        assert server.graphs() == expected
    finally:
        process.kill()
        process.communicate()
        proxy.close()
        server.kill()


def test_a_server_that_lost_all_is_loaded_again(
    tmp_path: Path, load: Load, data: Path, expected: dict[str, int]
) -> None:
    """What the journal says counts for nothing if the server holds something else."""
    server = Oxigraph(tmp_path / "store")
    server.start()
    try:
        assert load(str(data), "--to", server.url).returncode == 0
        server.update("DROP ALL")
        assert f"{len(expected)} graphs sent" in load(str(data), "--to", server.url).stderr
        assert server.graphs() == expected
    finally:
        server.kill()


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("trouble", ["503", "503 and a date", "502", "429", "break before", "break after"])
def test_busy_servers_and_broken_connections_are_borne(
    protocol: str,
    trouble: str,
    load: Load,
    server: Oxigraph,
    proxy: Proxy,
    data: Path,
    expected: dict[str, int],
) -> None:
    """Each third request fails in some way, also after the server has done what it was asked; nothing is lost or doubled."""

    def fail(_: Request, number: int) -> tuple[int, dict[str, str]] | str | None:
        if number % 3:
            return None
        if trouble.startswith("break"):
            return trouble
        later = (
            {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"} if "date" in trouble else {"Retry-After": "0"}
        )
        return int(trouble[:3]), later

    proxy.rule = fail
    done = load(str(data), "--to", proxy.url, "--protocol", protocol, "--request-bytes", "100000")
    assert done.returncode == 0, done.stderr
    assert server.graphs() == expected
    assert " repeated;" in done.stderr


def test_retry_after_is_honoured(load: Load, proxy: Proxy, data: Path) -> None:
    """A server that says when is not asked before that."""
    at: list[float] = []

    def busy_once(request: Request, _: int) -> tuple[int, dict[str, str]] | None:
        if not is_write(request) or len(at) > 1:
            return None
        at.append(time.monotonic())
        return (503, {"Retry-After": "2"}) if len(at) == 1 else None

    proxy.rule = busy_once
    assert load(str(data), "--to", proxy.url).returncode == 0
    assert at[1] - at[0] >= 2


def test_a_server_that_stays_busy_is_given_up(
    load: Load, proxy: Proxy, server: Oxigraph, data: Path, expected: dict[str, int]
) -> None:
    """After the retries that are allowed the load stops, says how far it came, and goes on later."""
    proxy.rule = lambda request, _: (
        (503, {}) if sum(map(is_write, proxy.seen)) > 3 and is_write(request) else None
    )
    done = load(str(data), "--to", proxy.url, "--retries", "1")
    assert done.returncode == 1
    assert "stays busy (HTTP 503)" in done.stderr
    assert f"stopped: 3 of {len(expected)} graphs sent; start again to go on" in done.stderr
    proxy.rule = lambda _request, _number: None
    assert "3 unchanged" in load(str(data), "--to", proxy.url).stderr
    assert server.graphs() == expected


def test_no_server(load: Load, data: Path) -> None:
    """One line, exit 2, and not after a minute and a half: where nobody ever answered the address may be wrong."""
    done = load(str(data), "--to", "http://127.0.0.1:9")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no answer" in done.stderr
    assert "object at" not in done.stderr


def test_a_place_that_is_no_triplestore(load: Load, proxy: Proxy, data: Path) -> None:
    """A server that has a page for everything is none."""
    proxy.rule = lambda _request, _number: (200, {"Content-Type": "text/html"})
    done = load(str(data), "--to", proxy.url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--query-url" in done.stderr


def test_redirects_are_not_followed(load: Load, proxy: Proxy, data: Path) -> None:
    """Nobody is sent elsewhere with our data and password."""
    proxy.rule = lambda request, _: (307, {"Location": "http://127.0.0.1:9/"}) if is_write(request) else None
    done = load(str(data), "--to", proxy.url)
    assert done.returncode == 1
    assert "HTTP 307" in done.stderr


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_graph_that_is_refused_does_not_stop_the_others(
    protocol: str, load: Load, server: Oxigraph, proxy: Proxy, data: Path, expected: dict[str, int]
) -> None:
    """It is told in a line, exit 1; all others arrive, also those that shared its request."""
    refused = sorted(expected)[2]

    def refuse(request: Request, _: int) -> tuple[int, dict[str, str]] | None:
        from urllib.parse import quote  # noqa: PLC0415

        named = quote(refused, safe="") in request.path or f"GRAPH <{refused}>".encode() in request.body
        return (400, {}) if is_write(request) and named else None

    proxy.rule = refuse
    done = load(str(data), "--to", proxy.url, "--protocol", protocol)
    assert done.returncode == 1
    assert (
        f"<{refused}>: the server refuses (HTTP 400); the server holds 0 of {expected[refused]:,} triples"
        in done.stderr
    )
    assert server.graphs() == {graph: n for graph, n in expected.items() if graph != refused}


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_servers_own_limit_is_kept(
    protocol: str, load: Load, server: Oxigraph, proxy: Proxy, data: Path, expected: dict[str, int]
) -> None:
    """What is too large at once goes in parts."""
    proxy.rule = lambda request, _: (413, {}) if len(request.body) > 60_000 else None
    done = load(str(data), "--to", proxy.url, "--protocol", protocol)
    assert done.returncode == 0, done.stderr
    assert server.graphs() == expected


# Who we are ----------------------------------------------------------------------------------------

SECRET = "s3cret-Å-Wort"  # noqa: S105 - of this test


@pytest.fixture
def guarded(proxy: Proxy) -> Iterator[Proxy]:
    """A proxy that lets one user in."""
    good = "Basic " + base64.b64encode(f"editor:{SECRET}".encode()).decode()

    def guard(request: Request, _: int) -> tuple[int, dict[str, str]] | None:
        if request.headers.get("Authorization") in {good, f"Bearer {SECRET}".encode().decode("latin-1")}:
            return None
        return 401, {"WWW-Authenticate": 'Basic realm="store", charset="UTF-8"'}

    proxy.rule = guard
    yield proxy
    proxy.rule = lambda _request, _number: None


def test_a_user_with_a_password_is_let_in(
    load: Load, guarded: Proxy, server: Oxigraph, data: Path, expected: dict[str, int], tmp_path: Path
) -> None:
    """From the environment, or from a file; the password is shown only to who asks for it."""
    done = load(str(data), "--to", guarded.url, "-v", ICMLPO_RDF_USER="editor", ICMLPO_RDF_PASSWORD=SECRET)
    assert done.returncode == 0, done.stderr
    assert server.graphs() == expected
    assert "Authorization" not in guarded.seen[0].headers
    file = tmp_path / "credentials.toml"
    file.write_text(f'user = "editor"\npassword = "{SECRET}"\n', encoding="utf-8")
    done = load(str(data), "--to", guarded.url, "--credentials", str(file), "--again")
    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stderr


@pytest.mark.parametrize(
    ("env", "mend"),
    [
        ({}, "give ICMLPO_RDF_USER and ICMLPO_RDF_PASSWORD, ICMLPO_RDF_TOKEN or --credentials FILE"),
        (
            {"ICMLPO_RDF_USER": "editor", "ICMLPO_RDF_PASSWORD": "wrong-" + SECRET},
            "check the user and the password in ICMLPO_RDF_USER and ICMLPO_RDF_PASSWORD",
        ),
        ({"ICMLPO_RDF_TOKEN": "wrong-token"}, "check the token in ICMLPO_RDF_TOKEN"),
    ],
)
def test_a_stranger_is_told_so(
    env: dict[str, str], mend: str, load: Load, guarded: Proxy, data: Path
) -> None:
    """Nothing or something wrong: one line that does not repeat it and says where it was found, exit 2."""
    done = load(str(data), "--to", guarded.url, **env)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "HTTP 401" in done.stderr
    assert mend in done.stderr
    assert SECRET not in done.stderr
    assert "wrong" not in done.stderr


def test_a_token_is_sent(load: Load, proxy: Proxy, data: Path) -> None:
    """As a bearer token."""
    proxy.rule = lambda request, _: (
        None if request.headers.get("Authorization") == "Bearer t0ken" else (401, {})
    )
    assert load(str(data), "--to", proxy.url, ICMLPO_RDF_TOKEN="t0ken").returncode == 0


def test_a_server_that_repeats_the_password_is_not_quoted(load: Load, proxy: Proxy, data: Path) -> None:
    """A message of the server is shown without the secret."""
    proxy.rule = lambda request, _: (303, {"Location": "t0ken"}) if is_write(request) else None
    done = load(str(data), "--to", proxy.url, ICMLPO_RDF_TOKEN="t0ken")
    assert done.returncode == 1
    assert "t0ken" not in done.stderr
    assert Credentials(token="t0ken").hide("you said t0ken") == "you said ***"
    assert "t0ken" not in repr(Credentials(user="a", password="t0ken"))


@pytest.mark.parametrize("option", ["--to", "--query-url", "--update-url", "--store-url"])
@pytest.mark.parametrize(
    "url",
    [
        "http://editor:s3cret@127.0.0.1:1",
        "http://s3cret@127.0.0.1/",
        "http://127.0.0.1/?access-token=s3cret",
        "ftp://x/s3cret",
        "http://[s3cret",
        "http://h:port/s3cret",
    ],
)
def test_addresses_hold_no_secret(option: str, url: str, load: Load, data: Path) -> None:
    """Refused in one line that does not repeat it."""
    done = load(str(data), *(("--to", "http://127.0.0.1:9") if option != "--to" else ()), option, url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "user = 's3cret",
        "pasword = 's3cret'",
        "user = 1",
        "password = 's3cret'",
        "user = 'a'\npassword = \"s3\\ncret\"",
        "",
    ],
)
def test_a_file_without_credentials(text: str, load: Load, data: Path, tmp_path: Path) -> None:
    """One line that names the file and not what is in it."""
    file = tmp_path / "credentials.toml"
    file.write_text(text)
    done = load(str(data), "--to", "http://127.0.0.1:9", "--credentials", str(file))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(file) in done.stderr
    assert "s3" not in done.stderr.replace(str(file), "")


def test_digest_is_that_of_the_standard() -> None:
    """The examples of RFC 7616, section 3.9.1, with our own nonce counted in."""
    for algorithm, name in (("MD5", "md5"), ("SHA-256", "sha256")):
        asked = f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
        one = Authorization(Credentials("Mufasa", "Circle of Life"))
        assert one.header("GET", "/dir/index.html") == {}
        assert one.learn(asked)
        assert not one.learn(asked)
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', one.header("GET", "/dir/index.html")["Authorization"]))

        def digest(text: str, name: str = name) -> str:
            return hashlib.new(name, text.encode()).hexdigest()

        secret = digest("Mufasa:http-auth@example.org:Circle of Life")
        what = digest("GET:/dir/index.html")
        told = f"{secret}:{said['nonce']}:00000001:{said['cnonce']}:auth:{what}"
        assert said["response"] == digest(told)
        assert (said["uri"], said["username"], said["nc"]) == ("/dir/index.html", "Mufasa", "00000001")


# The journal ---------------------------------------------------------------------------------------


def test_the_journal_is_where_it_is_asked_for(
    load: Load, server: Oxigraph, data: Path, tmp_path: Path
) -> None:
    """`--resume FILE`; what is no journal is left alone, in one line."""
    journal = tmp_path / "here.sqlite"
    assert load(str(data), "--to", server.url, "--resume", str(journal)).returncode == 0
    assert journal.exists()
    assert not (tmp_path / "state").exists()
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"a": 1}) * 500)
    before = other.read_bytes()
    done = load(str(data), "--to", server.url, "--resume", str(other))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert other.read_bytes() == before
    done = load(str(data), "--to", server.url, "--resume", "/proc/none/x.sqlite")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_two_loads_to_one_server_do_not_mix(load: Load, proxy: Proxy, data: Path, tmp_path: Path) -> None:
    """The second is refused while the first is under way."""
    reached, go_on = threading.Event(), threading.Event()

    def hold(request: Request, _: int) -> None:
        if is_write(request):
            reached.set()
            go_on.wait(60)

    proxy.rule = hold
    process = start(tmp_path, str(data), "--to", proxy.url)
    assert reached.wait(60)
    done = load(str(data), "--to", proxy.url)
    go_on.set()
    process.communicate()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "another load to this server is under way" in done.stderr
    assert process.returncode == 0
