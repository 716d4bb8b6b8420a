"""What whoever runs the service may choose, and where it is read from."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from graphbuild.errors import BeslutsgrafError
from graphbuild.iris import DEFAULT_BASE

PREFIX = "BESLUTSGRAF_"


class SettingsError(BeslutsgrafError):
    """A setting that is unknown or has a value of the wrong kind."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the service.

    ``base`` is the base IRI of the graph, ``""`` for the one that it was built with; its ``/id/``
    paths are answered here, whatever the host. ``title`` is what the pages are called.

    Of queries: ``workers`` is the number of reader processes (0: queries run in this process and
    cannot be stopped); ``query_seconds`` the time after which a query is stopped; ``slice_seconds``
    the time after which one has to run apart from the short ones, in one of ``slow_workers``
    processes; ``wait_seconds`` how long one waits for a free reader; ``waiting`` how many may wait;
    ``client_queries`` how many one client may have under way. ``query_bytes`` is how long a query may
    be, ``result_bytes`` and ``result_rows`` how long a result, ``reader_megabytes`` how much memory a
    reader process may map, ``cache_megabytes`` how much of the results is kept to be sent again.

    Of changes through the protocols: ``update_seconds`` is the time after which one is stopped,
    ``upload_bytes`` how long a body may be.
    """

    base: str = ""
    title: str = "beslutsgraf"
    workers: int = 2
    slow_workers: int = 1
    query_seconds: float = 10.0
    slice_seconds: float = 1.0
    wait_seconds: float = 5.0
    waiting: int = 64
    client_queries: int = 16
    query_bytes: int = 100_000
    result_bytes: int = 50_000_000
    result_rows: int = 1_000_000
    reader_megabytes: int = 4096
    cache_megabytes: int = 64
    update_seconds: float = 60.0
    upload_bytes: int = 50_000_000
    about: str = ""


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings as environment variables give them: ``BESLUTSGRAF_BASE`` and so on.

    The file that ``BESLUTSGRAF_SETTINGS`` names is read first; a variable stands before a line of it.

    Raises:
        SettingsError: where a number is none, or the file cannot be read.
    """
    found = os.environ if environment is None else environment
    file = found.get(f"{PREFIX}SETTINGS")
    told: dict[str, object] = dict(_from_file(Path(file))) if file else {}
    for field in fields(Settings):
        if (value := found.get(f"{PREFIX}{field.name.upper()}")) is not None:
            told[field.name] = value
    return _settings(told)


def _from_file(path: Path) -> Mapping[str, object]:
    """Return what a TOML file says of the settings, under their own names."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"the settings in {path} cannot be read: {error}") from error


def _settings(told: Mapping[str, object]) -> Settings:
    default = Settings()
    kinds: dict[str, type] = {field.name: type(getattr(default, field.name)) for field in fields(Settings)}
    if unknown := sorted(told.keys() - kinds.keys()):
        raise SettingsError(f"there is no setting {unknown[0]}; there are: {', '.join(kinds)}")
    values: dict[str, object] = {}
    for name, value in told.items():
        try:
            values[name] = kinds[name](value)
        except (TypeError, ValueError):
            kind = {int: "a whole number", float: "a number"}.get(kinds[name], "a text")
            raise SettingsError(f"the setting {name} has to be {kind}, not {value!r}") from None
    return Settings(**values)  # type: ignore[arg-type]


def built_base(store: Path) -> str:
    """Return the base IRI that the graph in ``store`` was built with; the default where none is told."""
    try:
        index = json.loads((store / "state" / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return DEFAULT_BASE
    return str(index.get("base", DEFAULT_BASE))
