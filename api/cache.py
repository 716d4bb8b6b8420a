"""Results are kept to be sent again while the graph is the same: they follow from it and the query alone."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict

from api.jobs import Answer, Job

# SPARQL 1.1, sections 17.4.4.4, 17.4.2.12, 17.4.2.13, 17.4.5.1: what gives another value each time.
VARYING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_OVERHEAD = 500


class Cache:
    """The results used last, of one snapshot, up to so many bytes."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._snapshot = -1
        self._kept: OrderedDict[Job, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, snapshot: int | None, job: Job) -> Answer | None:
        """Return the result of a job on a snapshot, None where it is not kept."""
        with self._lock:
            if snapshot != self._snapshot:
                return None
            found = self._kept.get(job)
            if found is not None:
                self._kept.move_to_end(job)
            return found

    def put(self, job: Job, answer: Answer) -> None:
        """Keep a result, in place of those that were used least lately and of other snapshots."""
        size = _cost(job, answer)
        if size > self._size // 4 or VARYING.search(job.sparql):
            return
        with self._lock:
            if answer.snapshot < self._snapshot:
                return
            if answer.snapshot > self._snapshot:
                self._kept.clear()
                self._used, self._snapshot = 0, answer.snapshot
            if job in self._kept:
                return
            self._kept[job] = answer
            self._used += size
            while self._used > self._size:
                self._used -= _cost(*self._kept.popitem(last=False))


def _cost(job: Job, answer: Answer) -> int:
    """Return about how many bytes of memory an entry takes."""
    return len(answer.body) + len(job.sparql) + _OVERHEAD
