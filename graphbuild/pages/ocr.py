"""Pages that are images, read with tesseract where it is installed with the Swedish language."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from graphbuild.pages.limits import OCR_SECONDS
from graphbuild.pages.lines import page

LANGUAGE = "swe"
_ASK_SECONDS = 10.0


@cache
def version() -> str | None:
    """Return the version of the tesseract that can read Swedish here, None where there is none."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        languages = _run([program, "--list-langs"], _ASK_SECONDS).split()
        shown = _run([program, "--version"], _ASK_SECONDS).split("\n")[0]
    except (OSError, subprocess.SubprocessError):
        return None
    return shown.strip() if LANGUAGE in languages else None


def read(image: Path) -> str | None:
    """Return the raw text of a drawn page, None where reading it failed or took more than `OCR_SECONDS`."""
    try:
        return page(_run(["tesseract", str(image), "-", "-l", LANGUAGE], OCR_SECONDS)).strip("\n")
    except (OSError, subprocess.SubprocessError):
        return None


def _run(command: list[str], seconds: float) -> str:
    """Run tesseract with one thread, so that a build's workers do not crowd each other out."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=seconds, check=True)
    return (done.stdout or done.stderr).decode("utf-8", errors="replace")
