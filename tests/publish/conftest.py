"""What the tests of `load` share: a server, a proxy before it, data, and the command line with a state of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import read_page_file
from tests.conftest import PAGES, Cli
from tests.publish.servers import Oxigraph, Proxy

Load = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oxigraph]:
    """A server for all tests that do not kill it."""
    server = Oxigraph(tmp_path_factory.mktemp("oxigraph"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(running: Oxigraph) -> Oxigraph:
    """The server, empty."""
    running.update("DROP ALL")
    return running


@pytest.fixture
def proxy(server: Oxigraph) -> Iterator[Proxy]:
    """A proxy before the server."""
    one = Proxy(server.port)
    yield one
    one.close()


@pytest.fixture(scope="session")
def pages(seed_conversion: Conversion) -> list[Conversion]:
    """The seed and some more pages, each a graph."""
    return [seed_conversion, *(convert(read_page_file(str(page))) for page in PAGES[:8])]


@pytest.fixture
def data(pages: list[Conversion], tmp_path: Path) -> Path:
    """The pages as N-Quads."""
    path = tmp_path / "pages.nq"
    path.write_bytes(b"".join(to_nquads(page.quads) for page in pages))
    return path


@pytest.fixture
def expected(pages: list[Conversion]) -> dict[str, int]:
    """How many triples each page's graph has."""
    return {str(page.quads[0].graph_name)[1:-1]: len(set(page.quads)) for page in pages}


@pytest.fixture
def load(cli: Cli, tmp_path: Path) -> Load:
    """Run `icmlpo-rdf load` with a journal of its own."""

    def run(*arguments: str, **env: str) -> CompletedProcess[str]:
        own = {"XDG_STATE_HOME": str(tmp_path / "state"), "ICMLPO_RDF_USER": "", "ICMLPO_RDF_PASSWORD": ""}
        return cli("load", *arguments, env={**own, "ICMLPO_RDF_TOKEN": "", **env})

    return run
