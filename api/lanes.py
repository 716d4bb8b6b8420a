"""Who has to wait for whom: queries known to be long, and clients that send them, run apart from the rest.

A query begins among the short ones. Once it has taken its slice of time it goes on apart, in one of a few
slow places and with less of the processor; where those are taken it ends. A text that was long before
begins apart, as does any query of a client that has used up more than its share of slices lately. So
short queries wait for each other only.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.limits import BusyError, TooManyError
from api.settings import Settings

_REMEMBERED = 10_000
_FORGET_SECONDS = 600.0
_SHARE_SECONDS, _SHARE_SLICES = 60.0, 3


class Lanes:
    """The places of a pool: how many wait, how many run apart, and what is known of texts and clients."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._under_way: dict[str, int] = {}
        self._total = 0
        self._long: OrderedDict[str, float] = OrderedDict()
        self._overruns: OrderedDict[str, list[float]] = OrderedDict()
        self._slow = threading.Semaphore(settings.slow_workers)

    @contextmanager
    def enter(self, client: str) -> Iterator[None]:
        """Count a query of a client as under way.

        Raises:
            TooManyError: where that client has as many as it may.
            BusyError: where as many wait as may.
        """
        settings = self._settings
        with self._lock:
            mine = self._under_way.get(client, 0)
            if client and mine >= settings.client_queries:
                raise TooManyError(
                    f"one client may have {settings.client_queries} queries under way",
                    "client_queries",
                    settings.client_queries,
                )
            if self._total >= settings.workers + settings.slow_workers + settings.waiting:
                raise BusyError("too many queries wait; try again in a moment", "waiting", settings.waiting)
            self._under_way[client] = mine + 1
            self._total += 1
        try:
            yield
        finally:
            with self._lock:
                self._total -= 1
                self._under_way[client] -= 1
                if not self._under_way[client]:
                    del self._under_way[client]

    def apart(self, text: str, client: str) -> bool:
        """Whether a query has to begin apart from the short ones."""
        now = self._clock()
        with self._lock:
            recent = [at for at in self._overruns.get(client, ()) if now - at < _SHARE_SECONDS]
            long = now - self._long.get(text, -_FORGET_SECONDS) < _FORGET_SECONDS
        return long or len(recent) >= _SHARE_SLICES

    def overran(self, text: str, client: str) -> None:
        """Remember that a query of a client took more than its slice."""
        now = self._clock()
        with self._lock:
            self._long[text] = now
            self._long.move_to_end(text)
            if client:
                recent = [at for at in self._overruns.get(client, ()) if now - at < _SHARE_SECONDS]
                self._overruns[client] = [*recent, now][-_SHARE_SLICES:]
                self._overruns.move_to_end(client)
            for remembered in (self._long, self._overruns):
                while len(remembered) > _REMEMBERED:
                    remembered.popitem(last=False)

    def was_short(self, text: str) -> None:
        """Forget that a query was long, since it was not."""
        with self._lock:
            self._long.pop(text, None)

    def take_slow(self, seconds: float) -> None:
        """Take a slow place, within ``seconds``.

        Raises:
            BusyError: where none becomes free in time.
        """
        if not self._slow.acquire(timeout=seconds):
            raise BusyError(
                f"{self._settings.slow_workers} long queries run already; try again in a while, "
                f"or ask for less: this one takes more than {self._settings.slice_seconds:g} s",
                "slow_workers",
                self._settings.slow_workers,
            )

    def leave_slow(self) -> None:
        """Give a slow place back."""
        self._slow.release()
