"""Many at the same moment, a thread each."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def at_once(jobs: list[Callable[[], T]]) -> list[T | BaseException]:
    """What each of the jobs gave back or raised, in their order."""
    outcomes: list[T | BaseException] = [AssertionError("did not run")] * len(jobs)
    start = threading.Barrier(len(jobs))

    def work(number: int) -> None:
        start.wait()
        try:
            outcomes[number] = jobs[number]()
        except BaseException as error:
            outcomes[number] = error

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes
