"""What `load` says before it sends anything: odd credentials, servers that are no triplestore, a journal without a place."""

from __future__ import annotations

import base64
import html
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from icmlpo_rdf.publish.triplestore.authentication import Authorization, Credentials
from tests.publish.conftest import Load
from tests.publish.servers import Oxigraph, Proxy, Request

USER, PASSWORD, TOKEN = "ICMLPO_RDF_USER", "ICMLPO_RDF_PASSWORD", "ICMLPO_RDF_TOKEN"
HTML = {"Content-Type": "text/html; charset=utf-8"}


# Credentials -----------------------------------------------------------------------------------------

ODD = [
    ({"user": "editor"}, "user", "a user is given and no password", PASSWORD),
    ({"password": "s3cret"}, "password", "a password is given and no user", USER),
    ({"user": "editor:s3cret", "password": "s3cret"}, "user", "holds a colon", "the user alone"),
    ({"user": "editor", "password": "s3cret", "token": "s3cret"}, "token", "a user too", USER),
    ({"password": "s3cret", "token": "s3cret"}, "token", "a password too", TOKEN),
    ({"token": "Bearer s3cret"}, "token", "holds a space", "without Bearer"),
    ({"token": "s3cret\n"}, "token", "holds a space", "the token alone"),
    ({"token": "令牌s3cret"}, "token", "not ASCII", "the token alone"),
    ({"user": "editor", "password": "s3\tcret"}, "password", "no header may hold", "remove it"),
    ({"user": "edi\ntor", "password": "s3cret"}, "user", "no header may hold", "remove it"),
]


@pytest.mark.parametrize(("given", "key", "what", "mend"), ODD)
def test_odd_credentials_in_the_environment(
    given: dict[str, str], key: str, what: str, mend: str, load: Load, data: Path
) -> None:
    """One line that begins with the variable concerned, and no secret in it."""
    env = {f"ICMLPO_RDF_{name.upper()}": value for name, value in given.items()}
    done = load(str(data), "--to", "http://127.0.0.1:9", **env)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"icmlpo-rdf: ICMLPO_RDF_{key.upper()}: ")
    assert what in done.stderr
    assert mend in done.stderr
    assert "cret" not in done.stderr


@pytest.mark.parametrize(("given", "key", "what"), [one[:3] for one in ODD])
def test_odd_credentials_in_a_file(
    given: dict[str, str], key: str, what: str, load: Load, data: Path, tmp_path: Path
) -> None:
    """One line with the file's name and the key concerned; no variable is named, for none is at fault."""
    file = tmp_path / "credentials.toml"
    escaped = {name: value.replace("\n", "\\n").replace("\t", "\\t") for name, value in given.items()}
    file.write_text("".join(f'{name} = "{value}"\n' for name, value in escaped.items()), encoding="utf-8")
    done = load(str(data), "--to", "http://127.0.0.1:9", "--credentials", str(file))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(file) in done.stderr
    assert what in done.stderr
    assert re.search(rf"\b{key}\b", done.stderr)
    assert "ICMLPO_RDF" not in done.stderr
    assert "cret" not in done.stderr


def test_an_empty_password_can_be_said(load: Load, proxy: Proxy, data: Path, tmp_path: Path) -> None:
    """In a file: an empty variable is none."""
    proxy.rule = lambda request, _: (
        None if request.headers.get("Authorization") == "Basic ZWRpdG9yOg==" else (401, {})
    )
    file = tmp_path / "credentials.toml"
    file.write_text('user = "editor"\npassword = ""\n')
    done = load(str(data), "--to", proxy.url, "--credentials", str(file))
    assert done.returncode == 0, done.stderr


def test_a_user_outside_ascii_can_be_said_by_digest() -> None:
    """In the notation that RFC 7616 has for it: as it stood, HTTP could not carry it."""
    one = Authorization(Credentials("编辑", "x"))
    one.learn('Digest realm="r", nonce="n", qop="auth"')
    said = one.header("GET", "/")["Authorization"]
    assert "username*=UTF-8''%E7%BC%96%E8%BE%91," in said
    assert said.isascii()


def repeated(how: str, said: str, secret: str) -> bytes:
    """What a server may say of the header and the secret that it was shown."""
    forms = {
        "the header": f"who? {said}",
        "the header without its padding": f"who? {said.rstrip('=')}",
        "JSON": json.dumps({"error": secret, "header": said}),
        "JSON in UTF-8": json.dumps({"error": secret}, ensure_ascii=False),
        "an address": f"http://there.example/?p={quote(secret, safe='')}",
        "an address in small letters": re.sub("%..", lambda one: one[0].lower(), quote(secret, safe="")),
        "a form": f"p={quote_plus(secret)}",
        "XML": f"<p>{html.escape(secret)}</p>",
        "where the message is cut": f"{'x' * (198 - len(secret) // 2)} {secret}",
        "where the body is cut": f"{' ' * (2_000 - len(secret) // 2)}{secret}",
        "folded": secret,
    }
    return forms[how].encode()


@pytest.mark.parametrize(
    "how",
    [
        "the header",
        "the header without its padding",
        "JSON",
        "JSON in UTF-8",
        "an address",
        "an address in small letters",
        "a form",
        "XML",
        "where the message is cut",
        "where the body is cut",
        "folded",
    ],
)
def test_no_form_of_a_secret_is_shown(how: str, load: Load, proxy: Proxy, data: Path) -> None:
    """Whatever the server says of the password: nothing of it is left in the one line that is told."""
    secret = 'Kq7"  <Zv9&  /Wm3\\图+Xj5'  # noqa: S105 - of this test
    parts = [*re.findall("[A-Z][a-z][0-9]", secret), "图"]

    def repeat(request: Request, _: int) -> tuple[int, dict[str, str], bytes]:
        said = request.headers.get("Authorization", "")
        if said:
            shown.append(base64.b64decode(said.partition(" ")[2]).decode())
        return 401, {"Content-Type": "text/plain"}, repeated(how, said, secret)

    shown: list[str] = []
    proxy.rule = repeat
    done = load(str(data), "--to", proxy.url, **{USER: "editor", PASSWORD: secret})
    assert f"editor:{secret}" in shown
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "HTTP 401" in done.stderr
    pair = base64.b64encode(f"editor:{secret}".encode()).decode()
    assert not [one for one in [*parts, pair[:12], pair[-12:-3]] if one in done.stderr], done.stderr


@pytest.mark.parametrize("password", ["=", "==", "a=", "\\"])
def test_a_short_secret_takes_no_more_than_itself(password: str) -> None:
    """No form of it is empty, or a letter that is not one."""
    text = "the server refuses"
    assert Credentials("editor", password).hide(text) == text
    assert Credentials("editor", password).hide(f"you said {password}!") == "you said ***!"


# What is no triplestore ------------------------------------------------------------------------------


def test_a_page_for_everything(load: Load, proxy: Proxy, data: Path) -> None:
    """Which question came back as what, and what to check."""
    proxy.rule = lambda _request, _number: (200, HTML)
    done = load(str(data), "--to", proxy.url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (
        f"{proxy.url}: it answers no SPARQL: to a query at {proxy.url}/query (and 2 more places)"
        in done.stderr
    )
    assert "came HTTP 200, text/html; check that a triplestore runs there" in done.stderr
    assert "--query-url" in done.stderr


def test_nothing_anywhere(load: Load, proxy: Proxy, data: Path) -> None:
    """The same where all is 404."""
    proxy.rule = lambda _request, _number: (404, {"Server": "nginx"})
    done = load(str(data), "--to", proxy.url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"to a query at {proxy.url}/query (and 2 more places) came HTTP 404, from nginx;" in done.stderr


def test_everything_is_elsewhere(load: Load, proxy: Proxy, data: Path) -> None:
    """A redirect is not followed, but its target is told, without what may be secret."""
    proxy.rule = lambda request, _: (301, {"Location": f"https://there.example{request.path}?key=s3cret"})
    done = load(str(data), "--to", proxy.url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "came HTTP 301, to https://there.example/query;" in done.stderr


def test_a_named_address_that_is_none(load: Load, proxy: Proxy, data: Path) -> None:
    """The option to check is named; a page is no refusal."""
    proxy.rule = lambda _request, _number: (200, HTML)
    url = f"{proxy.url}/page"
    done = load(str(data), "--query-url", url, "--store-url", f"{proxy.url}/store")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (
        f"{url}: it answers no SPARQL: to a query at {url} came HTTP 200, text/html; check --query-url"
        in done.stderr
    )


@pytest.mark.parametrize("protocol", ["auto", "gsp", "update"])
def test_a_server_that_only_answers(protocol: str, load: Load, proxy: Proxy, data: Path) -> None:
    """That queries are answered is said, and what came where data should have gone."""
    proxy.rule = lambda request, _: (405, {}) if request.path.startswith(("/store", "/update")) else None
    done = load(str(data), "--to", proxy.url, "--protocol", protocol)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"queries are answered at {proxy.url}/query, but no place that takes data was found" in done.stderr
    store = f"to HEAD of a graph store at {proxy.url}/store"
    update = f"to an update of nothing at {proxy.url}/update"
    assert (store in done.stderr, update in done.stderr) == (protocol != "update", protocol != "gsp")
    assert "came HTTP 405" in done.stderr
    assert ("leave out --protocol" in done.stderr) == (protocol != "auto")


def test_a_plain_web_server(load: Load, data: Path, tmp_path: Path) -> None:
    """Python's own, which has no POST."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        done = load(str(data), "--to", url)
        safe = load(str(data), "--to", url.replace("http:", "https:"))
        server.shutdown()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "came HTTP 501, text/html, from SimpleHTTP/" in done.stderr
    assert (safe.returncode, safe.stderr.count("\n")) == (2, 1)
    assert "no safe connection" in safe.stderr
    assert "write http://" in safe.stderr


@contextmanager
def greeting(line: bytes) -> Iterator[tuple[int, list[int]]]:
    """A server that says a line to whoever comes; its port, and a list as long as the connections that it had."""
    came: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                came.append(1)
                with connection:
                    connection.sendall(line)
                    connection.recv(65_536)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], came


def test_a_server_of_something_else(load: Load, data: Path) -> None:
    """Another program's greeting is no HTTP; it is not asked again."""
    with greeting(b"SSH-2.0-OpenSSH_9.2\r\n") as (port, came):
        done = load(str(data), "--to", f"http://127.0.0.1:{port}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "speaks no HTTP; it says 'SSH-2.0-OpenSSH_9.2'; check the port" in done.stderr
    assert len(came) == 1


def test_counts_that_are_no_counts(load: Load, proxy: Proxy, data: Path) -> None:
    """A server that has taken all and then answers a page: what was asked and what came."""
    proxy.rule = lambda request, _: (200, HTML) if b"COUNT" in request.body else None
    done = load(str(data), "--to", proxy.url)
    assert done.returncode == 1
    assert "asked to count triples, it does not answer in SPARQL's JSON (HTTP 200, text/html)" in done.stderr


# The journal's place ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["none/such/state", "none/state.sqlite"])
def test_no_folder_is_made_for_a_journal(
    name: str, load: Load, proxy: Proxy, data: Path, tmp_path: Path
) -> None:
    """A folder that is not there is told, before the server is asked anything."""
    done = load(str(data), "--to", proxy.url, "--resume", str(tmp_path / name))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"there is no folder {(tmp_path / name).parent} to keep it in" in done.stderr
    assert not (tmp_path / "none").exists()
    assert proxy.seen == []


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_no_journal(name: str, load: Load, proxy: Proxy, data: Path) -> None:
    """Nor is nothing: an empty variable in a script is not the journal that is kept for all."""
    done = load(str(data), "--to", proxy.url, "--resume", name)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "it is a folder" in done.stderr
    assert proxy.seen == []


def test_the_usual_folder_is_made(load: Load, server: Oxigraph, data: Path, tmp_path: Path) -> None:
    """Nobody has to make that; where it cannot be made, that is said."""
    assert load(str(data), "--to", server.url).returncode == 0
    assert len(list((tmp_path / "state" / "icmlpo-rdf" / "load").glob("*.sqlite"))) == 1
    (tmp_path / "file").write_text("")
    done = load(str(data), "--to", server.url, XDG_STATE_HOME=str(tmp_path / "file"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--resume FILE" in done.stderr
