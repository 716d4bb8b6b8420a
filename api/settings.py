"""What whoever runs the service may choose, and where it is read from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphbuild.iris import DEFAULT_BASE

PREFIX = "BESLUTSGRAF_"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the service.

    ``base`` is the base IRI of the graph, ``""`` for the one that it was built with; its ``/id/``
    paths are answered here, whatever the host.
    ``workers`` is the number of reader processes (0: queries run in this process and cannot be
    stopped), ``query_seconds`` the time after which a query is stopped, ``wait_seconds`` how long
    one waits for a free reader, ``query_bytes`` how long a query may be, ``reader_megabytes`` how
    much memory a reader process may map.
    """

    base: str = ""
    title: str = "beslutsgraf"
    workers: int = 2
    query_seconds: float = 10.0
    wait_seconds: float = 5.0
    query_bytes: int = 100_000
    reader_megabytes: int = 4096
    about: str = ""


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings as environment variables give them: ``BESLUTSGRAF_BASE`` and so on.

    Raises:
        ValueError: where a number is none.
    """
    found = os.environ if environment is None else environment
    default = Settings()
    return Settings(
        base=found.get(f"{PREFIX}BASE", default.base),
        title=found.get(f"{PREFIX}TITLE", default.title),
        workers=int(found.get(f"{PREFIX}WORKERS", default.workers)),
        query_seconds=float(found.get(f"{PREFIX}QUERY_SECONDS", default.query_seconds)),
        wait_seconds=float(found.get(f"{PREFIX}WAIT_SECONDS", default.wait_seconds)),
        query_bytes=int(found.get(f"{PREFIX}QUERY_BYTES", default.query_bytes)),
        reader_megabytes=int(found.get(f"{PREFIX}READER_MEGABYTES", default.reader_megabytes)),
        about=found.get(f"{PREFIX}ABOUT", default.about),
    )


def built_base(store: Path) -> str:
    """Return the base IRI that the graph in ``store`` was built with; the default where none is told."""
    try:
        index = json.loads((store / "state" / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return DEFAULT_BASE
    return str(index.get("base", DEFAULT_BASE))
