"""One function over many tasks, here or in other processes; a task that fails or crashes fails alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from graphbuild.errors import BeslutsgrafError

Task = TypeVar("Task")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Result(Generic[Task, Value]):
    """What came of a task: its value, or the reason why there is none and the kind of error."""

    task: Task
    value: Value | None
    reason: str = ""
    error: type[Exception] | None = None


def each(
    function: Callable[[Task], Value], tasks: Sequence[Task], workers: int
) -> Iterator[Result[Task, Value]]:
    """Yield what came of each task, in their order, whatever the number of workers.

    Args:
        function: a function of a module, so that another process can find it.
        tasks: its arguments, one a task.
        workers: how many processes; with one the tasks run in this process.
    """
    if not tasks:
        return
    if workers == 1:
        for task in tasks:
            yield _here(function, task)
        return
    left = tasks
    while left:
        done = 0
        with _pool(min(workers, len(left))) as pool:
            futures = [pool.submit(function, task) for task in left]
            try:
                for task, future in zip(left, futures, strict=True):
                    yield _outcome(future, task)
                    done += 1
            except BrokenExecutor:
                # One crash ends the pool for all. The first without an outcome may be to blame.
                yield _alone(function, left[done])
                done += 1
        left = left[done:]


def _here(function: Callable[[Task], Value], task: Task) -> Result[Task, Value]:
    try:
        return Result(task, function(task))
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        return Result(task, None, reason(error), type(error))


def _outcome(future: Future[Value], task: Task) -> Result[Task, Value]:
    try:
        return Result(task, future.result())
    except BrokenExecutor:
        raise
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        return Result(task, None, reason(error), type(error))


def _alone(function: Callable[[Task], Value], task: Task) -> Result[Task, Value]:
    with _pool(1) as pool:
        try:
            return _outcome(pool.submit(function, task), task)
        except BrokenExecutor:
            return Result(
                task, None, "the process that read it crashed; the file may be damaged, try another copy"
            )


def reason(error: Exception) -> str:
    """Return what to tell of an error: its own words, or for an unexpected one its kind as well."""
    if isinstance(error, BeslutsgrafError):
        return str(error)
    return f"could not be processed ({type(error).__name__}: {error}); please report it with the file"


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_context())


def _context() -> BaseContext:
    """Return a way to start processes that does not copy this one's threads and open files."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
