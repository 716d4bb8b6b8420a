"""The documents that are not in the graph, each with the reason, kept from build to build.

An entry stands until its file is given again (and is decided anew) or is removed; one that was set
aside for another document stands as long as their meeting does. A file is known by its absolute path,
which never enters the graph: there it is its name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any, Literal

from graphbuild.report import Finding
from graphbuild.sources import Rejected

LeftOutReason = Literal["unreadable", "not minutes", "broken shape", "set aside"]
"""The notations of the scheme ``left-out-reason``."""

# An absolute path in a message of the system; what follows "://" is an address.
_PATH = re.compile(r"(?<![\w:/.])/(?:[^\s/'\"<>]+/)+(?P<name>[^\s/'\"<>]*)")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that is not in the graph.

    ``file`` is its absolute path, ``name`` that of the file; ``sha256`` is None where it could not be
    opened. ``council`` (a slug) and ``meeting`` (the place below the base) are None where not known.
    ``findings`` are those of the shapes that it breaks.
    """

    file: str
    name: str
    sha256: str | None
    reason: LeftOutReason
    message: str
    council: str | None = None
    meeting: str | None = None
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the entry as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LeftOut:
        """Return the entry that ``to_json`` wrote."""
        return cls(**{**data, "findings": tuple(Finding.from_json(found) for found in data["findings"])})


def is_document(rejected: Rejected) -> bool:
    """Tell whether what was rejected before the build is a document: no folder, and no manifest or row."""
    path = Path(rejected.path)
    return path.suffix.lower() not in {"", ".csv"} and not path.is_dir()


def without_paths(message: str, paths: Iterable[str]) -> str:
    """Return a message with the paths that are known, and absolute ones, cut down to file names."""
    for path in sorted(set(paths), key=lambda path: (-len(path), path)):
        if "/" in path:
            message = message.replace(path, PurePath(path).name)
    return _PATH.sub(lambda found: found["name"], message)


def kept(
    before: Iterable[LeftOut], new: Iterable[LeftOut], given: Collection[str], meetings: Collection[str]
) -> tuple[LeftOut, ...]:
    """Return the documents that are left out after a build, in the order of their names.

    Args:
        before: those of the build before.
        new: those of this one.
        given: the files (absolute paths) that this build was given or told to remove.
        meetings: the meetings in the graph.
    """
    stay = [
        one
        for one in before
        if one.file not in given
        and (one.reason != "set aside" or one.meeting is None or one.meeting in meetings)
    ]
    return tuple(sorted({*stay, *new}, key=lambda one: (one.name, one.file, one.reason, one.message)))
