"""However the site ends, it leaves nothing behind, and says what it did not do."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import ROOT, Cli
from tests.serve.served import serving_with

_COMMAND = (sys.executable, "-m", "icmlpo_rdf", "serve")
_IN_BACKGROUND = (
    "import os, signal, sys\n"
    "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'icmlpo_rdf', 'serve', *sys.argv[1:]])\n"
)
"""As `nohup` starts it."""


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_behind(number: signal.Signals, tmp_path: Path) -> None:
    """Neither the temporary store nor a process: the terminal is closed, the site is killed, Ctrl-C."""
    with serving_with((*_COMMAND, "output/"), cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}) as site:
        assert site.get("/").status == 200
        assert list(tmp_path.glob("icmlpo-rdf-*"))
        site.process.send_signal(number)
        assert site.process.wait(30) == 0
    assert not list(tmp_path.glob("icmlpo-rdf-*"))


def test_nohup_is_heeded(tmp_path: Path) -> None:
    """A site that was started to outlive its terminal does."""
    command = (sys.executable, "-c", _IN_BACKGROUND, "output/")
    with serving_with(command, cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}) as site:
        site.process.send_signal(signal.SIGHUP)
        assert site.get("/").status == 200


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_who_stops_the_loading_is_told_so(number: signal.Signals, tmp_path: Path) -> None:
    """The data come slowly: no site, no code that says all went well, nothing left."""
    command = (*_COMMAND, "-", "--port", "0")
    pipe = subprocess.PIPE
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stderr=pipe, text=True) as process:
        assert process.stdin
        process.stdin.write("# the first line\n")
        process.stdin.flush()
        while _unread(process.stdin) or _state(process.pid) != "S":  # until it waits for the second one
            time.sleep(0.01)
        process.send_signal(number)
        code = process.wait(30)
        assert process.stderr
        assert (code, process.stderr.read().strip()) == (
            130,
            "icmlpo-rdf: stopped; nothing half-written was left behind",
        )
    assert not list(tmp_path.glob("icmlpo-rdf-*"))


def _unread(pipe: IO[str]) -> int:
    """The bytes in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def _state(pid: int) -> str:
    """Whether a process runs (R) or sleeps (S)."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2][0]


def test_an_address_that_is_taken_is_named_once(cli: Cli) -> None:
    """With what is wrong there and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = cli("serve", str(ROOT / "output"), "--port", str(port))
    assert (done.returncode, done.stderr) == (
        2,
        f"icmlpo-rdf: 127.0.0.1:{port}: cannot listen there (Address already in use); choose another --host or --port\n",
    )
