"""Parsers that fail as damaged documents make real ones fail, for a reader's process to run."""

from __future__ import annotations

import os
import time
from pathlib import Path


def fail(task):
    """Fail as the name of the document says, else give its name as the only page."""
    name = Path(task["path"]).name
    if name.startswith("crash"):
        os.abort() if name == "crash-hard" else os._exit(3)
    if name.startswith("hang"):
        time.sleep(60)
    if name.startswith("noise"):
        print("a library prints", flush=True)
        os.write(1, b"and so does native code\n")
    if name.startswith("memory"):
        bytearray(64 * 2**30)
    if name.startswith("raise"):
        raise ZeroDivisionError("by nought")
    return [(f"{name} {os.getpid()}", False)]
