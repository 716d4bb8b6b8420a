"""The warm process that parses documents for this one, replaced when it dies or takes too long."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping

from graphbuild.errors import ReadError
from graphbuild.pages.limits import MAX_CHARACTERS, READ_SECONDS

PARSER = "graphbuild.pages.child:parse"

# JSON writes a character in at most 12 bytes, and some words around each page.
_MAX_ANSWER = 13 * MAX_CHARACTERS


class Reader:
    """One process that parses, started with the first task; one task at a time."""

    def __init__(self, parser: str = PARSER, seconds: float = READ_SECONDS) -> None:
        """Prepare a reader.

        Args:
            parser: the function that the process calls with each task, as ``module:function``.
            seconds: how long a task may take before the process is ended.
        """
        self._parser = parser
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._late = False

    def ask(self, task: Mapping[str, str]) -> list[tuple[str, bool]]:
        """Return the pages that the process read: raw text, and whether a page shows more than text.

        Raises:
            ReadError: where it could not read the document, crashed, or took too long.
        """
        with self._lock:
            line = self._exchange(json.dumps(dict(task)).encode("ascii") + b"\n")
        try:
            answer = json.loads(line)
        except ValueError as error:
            raise ReadError("crashed the process that read it; it is damaged, try another copy") from error
        if "error" in answer:
            raise ReadError(answer["error"])
        return [(str(raw), bool(more)) for raw, more in answer["pages"]]

    def _exchange(self, line: bytes) -> bytes:
        """Send a task and return the answer, empty where the process ended instead."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        self._late = False
        timer = threading.Timer(self._seconds, self._expire, [process])
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline(_MAX_ANSWER)
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self._stop()
            if self._late:
                raise ReadError(
                    f"takes more than {self._seconds:g} s to parse; split it, or print it to a new PDF"
                )
            return b""
        return answer

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, a new one where there is none; one of a forked parent is not ours."""
        if self._owner != os.getpid():
            self._process, self._owner = None, os.getpid()
        if self._process is None or self._process.poll() is not None:
            self._stop()
            # The folder we stand in may hold modules of any name: only what this process finds is found (-P).
            found = os.pathsep.join(path for path in sys.path if path)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "graphbuild.pages.child", self._parser],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": found},
            )
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()
        self._process = None

    def close(self) -> None:
        """End the process; a later task starts another."""
        if self._owner == os.getpid():
            self._stop()


_shared = Reader()
atexit.register(_shared.close)


def ask(task: Mapping[str, str]) -> list[tuple[str, bool]]:
    """Return the pages that the process shared by all of this one's builds read, as `Reader.ask`.

    Raises:
        ReadError: where it could not read the document, crashed, or took too long.
    """
    return _shared.ask(task)
