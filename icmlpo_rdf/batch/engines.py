"""Who does the shards: this process, this machine's processes, or the workers of a Dask cluster."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from icmlpo_rdf.batch.one_page import ShardTask
from icmlpo_rdf.batch.shard import ShardResult, convert_shard
from icmlpo_rdf.errors import UsageError, one_line

__all__ = ["Engine", "dask_cluster", "local_processes"]

Engine = Callable[[Iterable[ShardTask]], Iterator[ShardResult]]
"""Does tasks and yields their results as they are done, in any order."""


def local_processes(jobs: int) -> Engine:
    """Return an engine of so many processes of this machine; one means this process."""

    def run(tasks: Iterable[ShardTask]) -> Iterator[ShardResult]:
        if jobs == 1:
            yield from map(convert_shard, tasks)
            return
        broken: list[ShardTask] = []
        left = iter(tasks)
        while True:
            yield from _pool(left, jobs, broken)
            if not broken:
                return
            # Which of the shards under way ended the process is not known: each is tried alone.
            alone, broken = broken, []
            for task in alone:
                lost: list[ShardTask] = []
                yield from _pool(iter([task]), 1, lost)
                if lost:
                    yield ShardResult(
                        task.number,
                        error=f"shard {task.number} ended its process twice; see --page-megabytes",
                    )

    return run


def _pool(tasks: Iterator[ShardTask], jobs: int, broken: list[ShardTask]) -> Iterator[ShardResult]:
    """Do tasks until all are done or a process dies; those that were under way then go to `broken`."""
    under_way: dict[Future[ShardResult], ShardTask] = {}
    # spawn: the parent may hold threads (progress, a store), which a fork would copy half-way.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),)
    ) as pool:
        while True:
            for task in islice(tasks, 2 * jobs - len(under_way)):
                under_way[pool.submit(convert_shard, task)] = task
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                task = under_way.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken += [task, *under_way.values()]
                    return


def _end_with(parent: int) -> None:
    """Let a worker end when the run that it works for was killed, instead of waiting for it for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)  # what it was writing is swept by the next run

    threading.Thread(target=watch, daemon=True).start()


def dask_cluster(address: str) -> Engine:
    """Return an engine that sends the shards to a running Dask scheduler.

    The workers must see the plan, the input and the output under the same names: a shared file system or an object store.

    Raises:
        UsageError: Dask is not installed, or there is no scheduler at the address.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415 - the extra `cluster`
    except ImportError as error:
        raise UsageError(
            "Dask is not installed", mend="pip install 'icmlpo-rdf[cluster]'", origin="--scheduler"
        ) from error
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(
            f"there is no Dask scheduler at {address}", mend="start one: dask scheduler", origin="--scheduler"
        ) from error

    def run(tasks: Iterable[ShardTask]) -> Iterator[ShardResult]:
        with client:
            # Not pure: a task may be done again after its result was lost. Its files are the result that counts.
            waiting = list(tasks)
            futures = client.map(convert_shard, waiting, pure=False, retries=3)
            number_of = {future.key: task.number for future, task in zip(futures, waiting, strict=True)}
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                yield _result_of(future.result, number_of[future.key])
                future.release()

    return run


def _result_of(answer: Callable[[], ShardResult], number: int) -> ShardResult:
    """What became of a shard on the cluster. Whatever befell its workers, or the scheduler, costs it and not the run."""
    try:
        return answer()
    except Exception as error:  # noqa: BLE001 - a worker's or the scheduler's death, a failed connection, a lack of memory
        reason = one_line(f"{type(error).__name__}: {error}")
        mend = "look at the workers' logs, and run the same command again"
        return ShardResult(number, error=f"shard {number}: the cluster lost it ({reason}); {mend}")
