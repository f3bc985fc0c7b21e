"""A site that runs as its users run it: a process of its own, asked over HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import urllib3

from tests.conftest import ROOT

__all__ = ["BASE", "PAGE", "Served", "serving", "serving_with"]

BASE = "https://w3id.org/icmlpo-rdf/"
PAGE = "zh/马列主义政党和组织国际会议"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True)
class Served:
    """A running site."""

    port: int
    process: subprocess.Popen[str]
    pool: urllib3.HTTPConnectionPool

    @property
    def address(self) -> str:
        """Without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def get(
        self, path: str, accept: str | None = None, method: str = "GET", **headers: str
    ) -> urllib3.BaseHTTPResponse:
        """Ask for a path as it stands; redirects are not followed."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if accept is not None:
            fields["Accept"] = accept
        return self.pool.urlopen(method, quoted(path), headers=fields, redirect=False, retries=False)

    def follow(self, path: str, accept: str | None = None) -> urllib3.BaseHTTPResponse:
        """Ask for a path, and for where it leads."""
        answer = self.get(path, accept)
        return self.get(answer.headers["Location"], accept) if answer.status == 303 else answer

    def ask(
        self, query: str, accept: str = "application/sparql-results+json", **more: str
    ) -> urllib3.BaseHTTPResponse:
        """Ask a query by POST of a form."""
        return self.pool.request_encode_body(
            "POST",
            "/sparql",
            fields={"query": query, **{name.replace("_", "-"): value for name, value in more.items()}},
            headers={"Accept": accept},
            encode_multipart=False,
        )

    def memory(self) -> int:
        """The resident memory of the site's own process, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        match = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert match
        return int(match[1]) * 1024


def quoted(path: str) -> str:
    """A path with what is not ASCII percent-encoded, and its escapes kept."""
    return quote(path, safe="%/:@!$&'()*+,;=~?#[]")


@contextmanager
def serving(*arguments: str, cwd: Path = ROOT, said: str = "") -> Iterator[Served]:
    """Serve until the block ends; the site must then end by itself, and well."""
    command = (sys.executable, "-m", "icmlpo_rdf", "serve", *arguments)
    with serving_with(command, cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, said=said) as served:
        yield served


@contextmanager
def serving_with(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], said: str = ""
) -> Iterator[Served]:
    """As `serving`, by a command of one's own; `said` is a pattern of what it writes besides the line with its address."""
    process = subprocess.Popen(
        [*command, "--port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=cwd,
        env=env,
    )
    assert process.stderr
    before = ""
    try:
        while not (match := _ADDRESS.search(line := process.stderr.readline())):
            assert line, before
            before += line
        port = int(match[1])
        pool = urllib3.HTTPConnectionPool("127.0.0.1", port, maxsize=8, timeout=60)
        with pool:
            yield Served(port, process, pool)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            code = process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            rest = process.stderr.read()
            process.stderr.close()
    assert code == 0, (code, rest)
    assert re.fullmatch(said, before + rest), before + rest
