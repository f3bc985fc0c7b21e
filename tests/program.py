"""The command line without its start: a process that has loaded it becomes, by `fork`, each process that a test asks for.

A start loads some hundred modules and tables, and a thousand tests that each pay for it spend most of their time so. What
is forked has arguments, a folder, an environment and standard streams of its own, as a process of `python -m icmlpo_rdf`
has; `tests/cli/test_fresh_process.py` compares the two, command by command.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["Done", "Program", "Run", "run_fresh"]

_ROOT = Path(__file__).parents[1]
_SEED = _ROOT / "seeds" / "000_4563acc429c8a94e.txt"
_SECONDS = 100
_LENGTH = 8
"""Bytes that tell how long a request is."""

Done = subprocess.CompletedProcess[bytes]
Run = Callable[[Sequence[str], bytes, Path, Mapping[str, str]], Done]
"""Runs `icmlpo-rdf` with arguments and standard input, in a folder and an environment."""


def run_fresh(arguments: Sequence[str], stdin: bytes, cwd: Path, env: Mapping[str, str]) -> Done:
    """Run `icmlpo-rdf` as a user does, in a process that is started for it."""
    command = [sys.executable, "-m", "icmlpo_rdf", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd, env=env, timeout=_SECONDS, check=False
    )


class Program:
    """A process that has loaded the command line, and waits for what to run."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(_SECONDS)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.program", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=_ROOT,
        )
        theirs.close()

    def run(self, arguments: Sequence[str], stdin: bytes, cwd: Path, env: Mapping[str, str]) -> Done:
        """Run `icmlpo-rdf`, with pipes for its standard streams."""
        (their_stdin, our_stdin), (our_stdout, their_stdout), (our_stderr, their_stderr) = (
            os.pipe() for _ in range(3)
        )
        theirs = [their_stdin, their_stdout, their_stderr]
        request = json.dumps({"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}).encode()
        socket.send_fds(self._socket, [len(request).to_bytes(_LENGTH)], theirs)
        self._socket.sendall(request)
        for one in theirs:
            os.close(one)
        said: dict[int, bytes] = {}

        def read(pipe: int) -> None:
            with os.fdopen(pipe, "rb") as stream:
                said[pipe] = stream.read()

        readers = [threading.Thread(target=read, args=(pipe,)) for pipe in (our_stdout, our_stderr)]
        for reader in readers:
            reader.start()
        with contextlib.suppress(BrokenPipeError), os.fdopen(our_stdin, "wb") as stream:
            stream.write(stdin)
        code = int(self._socket.recv(_LENGTH))
        for reader in readers:
            reader.join(_SECONDS)
        return Done(["icmlpo-rdf", *arguments], code, said[our_stdout], said[our_stderr])

    def close(self) -> None:
        """End the process that waits."""
        self._socket.close()
        self._process.wait(_SECONDS)


def _load() -> None:
    """Load the modules of all commands, and what a first page makes the converter read."""
    import click  # noqa: PLC0415 - the tests' own process needs none of these

    from icmlpo_rdf.cli.main import command  # noqa: PLC0415
    from icmlpo_rdf.convert import convert  # noqa: PLC0415
    from icmlpo_rdf.source import read_page_file  # noqa: PLC0415

    context = click.Context(command)
    for name in command.list_commands(context):
        command.get_command(context, name)
    importlib.import_module("icmlpo_rdf.validation.pyshacl_engine")
    convert(read_page_file(str(_SEED))).to_bytes()
    gc.collect()
    gc.freeze()


def _serve(requests: socket.socket) -> None:
    """Fork for each request, and tell how what was forked ended. What was forked does not come back."""
    while True:
        length, streams, _, _ = socket.recv_fds(requests, _LENGTH, 3)
        if not length:
            return
        request = json.loads(requests.recv(int.from_bytes(length), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            requests.close()
            _become(request, streams)
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        requests.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: dict[str, Any], streams: Sequence[int]) -> None:
    """Be a process of `python -m icmlpo_rdf`, up to the SystemExit that ends it."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    told = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, buffering, encoding=one.encoding, errors=one.errors)
        for number, (one, mode, buffering) in enumerate(zip(told, "rww", (-1, -1, 1), strict=True))
    )
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    sys.path[0] = request["cwd"]
    sys.argv = ["icmlpo-rdf", *request["arguments"]]
    runpy.run_module("icmlpo_rdf", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _load()
    _serve(socket.socket(fileno=int(sys.argv[1])))
