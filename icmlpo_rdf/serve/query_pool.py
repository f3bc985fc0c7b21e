"""Processes that answer queries: so many at a time, each stopped when it takes too long or too much.

A query cannot be interrupted in Python: pyoxigraph 0.5 has no timeout (oxigraph/oxigraph issue 1926), and
the token by which Oxigraph's own server stops a query is looked at when the store is read, not while rows
are sorted. A deeply nested query overflows the parser's stack and ends the whole process, Oxigraph's server
with all its clients too. So each query runs in a process that can be killed, and another takes its place. Clients have
the processes in turn.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from icmlpo_rdf.serve.fair_turns import BusyError, Turns
from icmlpo_rdf.serve.request_limits import Limits

__all__ = ["QueryPool", "Reply"]

_DIED = (
    "the query brought its process down: it needs more memory than the {megabytes} MB that it may have, or is "
    "nested too deep; ask for less"
)
_TOO_SLOW = (
    "the query was stopped after {seconds:g} seconds; ask for less, or ask a copy of the data of your own"
)
_BUSY = "too many queries are waiting, yours or those of others; come again in a few seconds"
_NO_PROCESS = "no query can be answered now ({reason}); come again later"
_ENDING = "the site is ending"
_UNGUARDED = (
    "this system cannot keep query processes from opening sockets; only the refusal of SERVICE keeps queries from "
    "asking other servers"
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a question."""

    status: int
    media: str
    body: bytes
    """Of an error, a sentence for people."""


class _NotStartedError(Exception):
    """A process that answers queries could not be started; says why."""


class QueryPool:
    """Answers queries in processes of their own."""

    def __init__(
        self, store: str, limits: Limits, tell: Callable[[str], None] = lambda _: None, *, log: bool = False
    ) -> None:
        """Nothing is started yet.

        Args:
            store: the folder of an on-disk store that nobody writes to.
            limits: what a query may cost.
            tell: takes a line for who runs the site: processes cannot be started, or can open sockets.
            log: the processes write on our standard error what goes wrong in them.
        """
        self._store = store
        self._limits = limits
        self._tell = tell
        self._stderr = None if log else asyncio.subprocess.DEVNULL
        self._told: set[str] = set()
        self._is_ending = False
        self._is_warned = False
        self._turns = Turns(limits.processes, limits)
        self._idle: list[asyncio.subprocess.Process | None] = []
        self._alive: set[asyncio.subprocess.Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes; where one cannot be started, its place is filled when a query needs it."""
        self._idle += await asyncio.gather(*(self._fresh() for _ in range(self._limits.processes)))

    def stop(self) -> None:
        """Answer no more: whose query is running is told that the site ends."""
        self._is_ending = True
        for process in self._alive:
            self._kill(process)

    async def close(self) -> None:
        """End the processes, whatever they are doing."""
        self.stop()
        for task in self._tasks:
            task.cancel()
        for process in list(self._alive):
            await self._end(process)

    async def ask(self, question: Mapping[str, object], client: str) -> Reply:
        """Have a client's question answered (see `query_worker.answer`), or say why not.

        It raises nothing for what a query does, nor where no process can be started (503).
        """
        try:
            await self._turns.take(client)
        except BusyError:
            return _refusal(503, _BUSY)
        process = self._idle.pop()
        whole = False
        try:
            if process is None or process.returncode is not None:
                self._alive.discard(process)
                process = None
                process = await self._started()
            reply = await asyncio.wait_for(self._exchange(process, question), self._limits.query_seconds)
            whole = True
        except _NotStartedError as error:
            reply = _refusal(503, _NO_PROCESS.format(reason=error))
        except TimeoutError:
            reply = _refusal(504, _TOO_SLOW.format(seconds=self._limits.query_seconds))
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            if self._is_ending:
                reply = _refusal(503, _NO_PROCESS.format(reason=_ENDING))
            else:
                reply = _refusal(422, _DIED.format(megabytes=self._limits.query_megabytes))
        finally:
            if process is None or whole:
                self._release(process, client)
            else:  # also when we were cancelled: what it would say next is no answer to the next question
                self._kill(process)
                self._later(self._replace(process, client))
        return reply

    async def _exchange(self, process: asyncio.subprocess.Process, question: Mapping[str, object]) -> Reply:
        assert process.stdin is not None  # noqa: S101 - both are pipes, see `_started`
        assert process.stdout is not None  # noqa: S101
        body = json.dumps(question).encode()
        process.stdin.write(json.dumps({"length": len(body)}).encode() + b"\n")
        process.stdin.write(body)
        await process.stdin.drain()
        line = await process.stdout.readuntil(b"\n")
        head = json.loads(line)
        return Reply(head["status"], head["media"], await process.stdout.readexactly(head["length"]))

    async def _fresh(self) -> asyncio.subprocess.Process | None:
        with suppress(_NotStartedError):
            return await self._started()
        return None

    async def _started(self) -> asyncio.subprocess.Process:
        """A process that has opened the store, or _NotStartedError, which is also told, once for each reason."""
        if self._is_ending:
            raise _NotStartedError(_ENDING)
        try:
            process = await self._spawned()
        except OSError as error:
            raise self._failure("no process can be started", error.strerror or str(error)) from error
        self._alive.add(process)
        try:
            assert process.stdout is not None  # noqa: S101 - a pipe, see `_spawned`
            async with asyncio.timeout(self._limits.start_seconds):
                ready = json.loads(await process.stdout.readline() or b"{}")
        except (TimeoutError, ValueError):
            ready = {}
        except BaseException:  # cancelled: nobody would end it
            self._later(self._end(process))
            raise
        if not ready.get("ready"):
            await self._end(process)
            raise self._failure(ready.get("reason", "a process ended as it began"), ready.get("detail", ""))
        self._told.clear()
        if not ready["offline"] and not self._is_warned:
            self._is_warned = True
            self._tell(_UNGUARDED)
        return process

    def _failure(self, reason: str, detail: str) -> _NotStartedError:
        """Strangers are told the reason, who runs the site the detail too: it may name a path."""
        if self._is_ending:
            return _NotStartedError(_ENDING)
        if reason not in self._told:
            self._told.add(reason)
            self._tell(f"queries are answered with 503: {reason}{detail and f' ({detail})'}")
        return _NotStartedError(reason)

    async def _spawned(self) -> asyncio.subprocess.Process:
        limits = self._limits
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "icmlpo_rdf.serve.query_worker",
            self._store,
            str(limits.query_megabytes),
            str(limits.answer_megabytes),
            str(limits.query_seconds),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._stderr,
            # Ctrl-C is for us: we end them.
            start_new_session=True,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )

    def _kill(self, process: asyncio.subprocess.Process) -> None:
        # Not `process.kill`: it may reap a process that has just died, and asyncio then warns that it lost one.
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._kill(process)
        await process.wait()
        self._alive.discard(process)

    def _release(self, process: asyncio.subprocess.Process | None, client: str) -> None:
        self._idle.append(process)
        self._turns.give_back(client)

    async def _replace(self, process: asyncio.subprocess.Process, client: str) -> None:
        fresh = None
        try:
            await self._end(process)
            fresh = await self._fresh()
        finally:  # a place that stays empty is filled when a query needs it
            self._release(fresh, client)

    def _later(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _refusal(status: int, sentence: str) -> Reply:
    return Reply(status, "text/plain", sentence.encode())
