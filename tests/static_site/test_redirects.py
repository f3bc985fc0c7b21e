"""The redirects of IRIs, under a real Apache: each IRI leads to the page of its thing, or to its data."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.serve.served import BASE, PAGE, quoted
from tests.static_site.conftest import ADDRESS
from tests.static_site.odd_site import ALL_TITLES, path_of

_APACHE = shutil.which("apache2") or shutil.which("httpd") or "/usr/sbin/apache2"
_MODULES = Path("/usr/lib/apache2/modules")
_NEEDED = ("mpm_event", "authz_core", "rewrite", "headers", "setenvif")
pytestmark = pytest.mark.skipif(
    not (Path(_APACHE).exists() and _MODULES.is_dir()), reason="no Apache is installed"
)
# A browser folds these away before it asks, as it does with two slashes in Apache's own view.
_FOLDED = ("..", ".", "a//b", "../../etc/passwd")


@pytest.fixture(scope="module")
def apache(
    seed_site: Path, odd_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, int]]:
    """A server whose root has the redirects in a folder, as w3id.org has them; its port, for either site."""
    ports: dict[str, int] = {}
    processes = []
    for name, site in (("seed", seed_site), ("odd", odd_site)):
        place = tmp_path_factory.mktemp("apache")
        (place / "root" / "icmlpo-rdf").mkdir(parents=True)
        shutil.copy(site / "w3id.org.htaccess", place / "root" / "icmlpo-rdf" / ".htaccess")
        for one in (place, *place.parents):  # a server that is nobody must get there
            if one == Path(tempfile.gettempdir()):
                break
            one.chmod(0o755)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        modules = "\n".join(f"LoadModule {one}_module {_MODULES}/mod_{one}.so" for one in _NEEDED)
        (place / "httpd.conf").write_text(
            f"ServerRoot {place}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {place}/pid\n{modules}\n"
            f"ErrorLog {place}/errors\nUser www-data\nGroup www-data\nDocumentRoot {place}/root\n"
            f"<Directory {place}/root>\nAllowOverride All\nRequire all granted\n</Directory>\n"
        )
        processes.append(subprocess.Popen([_APACHE, "-X", "-f", str(place / "httpd.conf")]))
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        ports[name] = port
    yield ports
    for process in processes:
        process.terminate()
        process.wait(30)


def led(port: int, path: str, accept: str) -> str:
    """Where a path leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/icmlpo-rdf/{path}", headers={"Accept": accept})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 303, (path, answer.status)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Vary"] == "Accept"
    return answer.headers["Location"]


def file_of(site: Path, location: str) -> Path:
    """The file that a static server has for an address."""
    assert location.startswith(ADDRESS)
    place = site / unquote(location.removeprefix(ADDRESS), errors="strict")
    return place / "index.html" if location.endswith("/") else place


def test_the_seed(apache: dict[str, int], seed_site: Path) -> None:
    """Things, parts, sources, the vocabulary and its versions, the root; HTML unless data are asked for."""
    for path in (PAGE, f"source/{PAGE}", "ontology", "ontology/0.2.0", ""):
        for accept, ending in (
            ("text/html", ".html"),
            ("*/*", ".html"),
            ("text/turtle", ".ttl"),
            ("application/ld+json", ".jsonld"),
        ):
            if path or ending == ".html":
                file = file_of(seed_site, led(apache["seed"], quoted(path), accept))
                assert file.is_file(), file
                assert file.suffix == ending


def test_odd_titles(apache: dict[str, int], odd_site: Path) -> None:
    """Each leads to the page that has its IRI."""
    for title in ALL_TITLES:
        if title in _FOLDED:
            continue
        path = path_of(title)
        for ask in {quoted(path), quote(path, safe="/%")}:
            location = led(apache["odd"], ask, "text/html")
            text = file_of(odd_site, location).read_text(encoding="utf-8")
            match = re.search(r'class="iri">[^<]*<code>([^<]*)</code>', text)
            assert match
            assert match[1].replace("&#39;", "'").replace("&amp;", "&") == BASE + path, title
