"""Who does the work: this process, this machine's processes, or the workers of a Dask cluster."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from icmlpo_rdf.errors import UsageError, install, one_line

if TYPE_CHECKING:
    from concurrent.futures import Future

    from distributed import Client

__all__ = ["Engine", "Task", "dask_cluster", "local_processes"]

_Result_co = TypeVar("_Result_co", covariant=True)
_Result = TypeVar("_Result")


class Task(Protocol[_Result_co]):
    """A piece of work, small enough to be sent anywhere."""

    def run(self) -> _Result_co:
        """Do it."""

    def lost(self, reason: str, mend: str) -> _Result_co:
        """Return the result of a task whose process has ended, or whose cluster has lost it."""


class Engine(Protocol):
    """Does tasks and yields their results as they are done, in any order. It may be asked again."""

    def __call__(self, tasks: Iterable[Task[_Result]], /) -> Iterator[_Result]:
        """Do the tasks."""


def local_processes(jobs: int) -> Engine:
    """Return an engine of so many processes of this machine; one means this process."""

    def run(tasks: Iterable[Task[_Result]]) -> Iterator[_Result]:
        if jobs == 1:
            yield from (task.run() for task in tasks)
            return
        broken: list[Task[_Result]] = []
        left = iter(tasks)
        while True:
            yield from _pool(left, jobs, broken)
            if not broken:
                return
            # Which of the tasks under way ended the process is not known: each is tried alone.
            alone, broken = broken, []
            for task in alone:
                lost: list[Task[_Result]] = []
                yield from _pool(iter([task]), 1, lost)
                if lost:
                    yield task.lost("it ended its process twice", "see --page-megabytes")

    return run


def _pool(tasks: Iterator[Task[_Result]], jobs: int, broken: list[Task[_Result]]) -> Iterator[_Result]:
    """Do tasks until all are done or a process dies; those that were under way then go to `broken`."""
    # One page needs none of these, which cost as much to import as its check.
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    under_way: dict[Future[_Result], Task[_Result]] = {}
    # spawn: the parent may hold threads (progress, a store), which a fork would copy half-way.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),)
    ) as pool:
        while True:
            for task in islice(tasks, 2 * jobs - len(under_way)):
                under_way[pool.submit(_run, task)] = task
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


def _run(task: Task[_Result]) -> _Result:
    return task.run()


def _end_with(parent: int) -> None:
    """Let a worker end when the run that it works for was killed, instead of waiting for it for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)  # what it was writing is swept by the next run

    threading.Thread(target=watch, daemon=True).start()


def dask_cluster(address: str) -> Engine:
    """Return an engine that sends the tasks to a running Dask scheduler.

    The workers must see the plan, the input and the output under the same names: a shared file system or an object store.

    Raises:
        UsageError: Dask is not installed, or there is no scheduler at the address.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415 - the extra `cluster`
    except ImportError as error:
        raise UsageError("Dask is not installed", mend=install("cluster"), origin="--scheduler") from error

    def client() -> Client:
        try:
            return Client(address, timeout=10)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise UsageError(
                f"there is no Dask scheduler at {address}",
                mend="start one: dask scheduler",
                origin="--scheduler",
            ) from error

    def run(tasks: Iterable[Task[_Result]]) -> Iterator[_Result]:
        with client() as connected:
            # Not pure: a task may be done again after its result was lost. Its files are the result that counts.
            waiting = list(tasks)
            futures = connected.map(_run, waiting, pure=False, retries=3)
            task_of = {future.key: task for future, task in zip(futures, waiting, strict=True)}
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                yield _result_of(future.result, task_of[future.key])
                future.release()

    client().close()  # type: ignore[no-untyped-call]
    return run


def _result_of(answer: Callable[[], _Result], task: Task[_Result]) -> _Result:
    """What became of a task on the cluster. Whatever befell its workers, or the scheduler, costs it and not the run."""
    try:
        return answer()
    except Exception as error:  # noqa: BLE001 - a worker's or the scheduler's death, a failed connection, a lack of memory
        reason = one_line(f"{type(error).__name__}: {error}")
        return task.lost(
            f"the cluster lost it ({reason})", "look at the workers' logs, and run the same command again"
        )
