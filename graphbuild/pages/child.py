"""The process that parses documents, so that a crash or an endless loop ends it and nothing else.

Started by `graphbuild.pages.reader` as ``python -m graphbuild.pages.child MODULE:FUNCTION``. It reads
one task a line, in JSON, from its input and writes one answer a line: data only, never code.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from graphbuild.errors import ReadError
from graphbuild.pages import limits

Parser = Callable[[Mapping[str, str]], list[tuple[str, bool]]]


def parse(task: Mapping[str, str]) -> list[tuple[str, bool]]:
    """Return the raw text of each page, and whether the page shows something that is no text.

    A task names the ``path`` and ``kind`` of a document; with ``image`` as well, its page number
    ``page`` (from 0) is drawn into that file instead.

    Raises:
        ReadError: where the document cannot be read, with what to do.
    """
    path = Path(task["path"])
    if task["kind"] == "pdf":
        from graphbuild.pages import pdf

        if "image" in task:
            pdf.draw(path, int(task["page"]), Path(task["image"]))
            return []
        return pdf.pages(path)
    data = path.read_bytes()
    if task["kind"] == "docx":
        from graphbuild.pages import word

        return [(raw, False) for raw in word.pages(data)]
    from graphbuild.pages import web

    return [(raw, False) for raw in web.pages(data)]


def answer(parser: Parser, line: str) -> dict[str, Any]:
    """Return what came of one task: its pages, or the reason why there are none."""
    try:
        return {"pages": parser(json.loads(line))}
    except ReadError as error:
        return {"error": str(error)}
    except (MemoryError, RecursionError):
        return {"error": "takes more memory than a document may; split it, or print it to a new PDF"}
    except OSError as error:
        return {"error": f"cannot be opened ({error.strerror}); check the path"}
    except Exception as error:  # noqa: BLE001 - one document must not stop the others
        return {"error": f"cannot be parsed ({type(error).__name__}: {error}); print it to a new PDF"}


def _output() -> TextIO:
    """Return the way to the parent; what libraries print goes nowhere."""
    own = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return own


def _limit_memory() -> None:
    """Limit the address space where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.READER_MEMORY, limits.READER_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer tasks until the input ends."""
    module, _, name = sys.argv[1].partition(":")
    _limit_memory()
    output = _output()
    parser: Parser = getattr(importlib.import_module(module), name)
    for line in sys.stdin:
        output.write(json.dumps(answer(parser, line)) + "\n")
        output.flush()


if __name__ == "__main__":
    main()
