"""The changelog of the ontology, read for its page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.resources import resource

_RELEASE = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\S+))?$")
_KIND = "### "


@dataclass(frozen=True, slots=True)
class Release:
    """One version: its number, its date (empty where it has none), and what changed, by kind."""

    version: str
    date: str
    changes: tuple[tuple[str, tuple[str, ...]], ...]


def releases(text: str | None = None) -> tuple[Release, ...]:
    """Return the versions of ``ontology/CHANGELOG.md``, or of a text like it, newest first."""
    if text is None:
        text = resource("ontology/CHANGELOG.md").read_text(encoding="utf-8")
    found: list[Release] = []
    lines = text.splitlines()
    starts = [(at, match) for at, line in enumerate(lines) if (match := _RELEASE.match(line))]
    ends = [at for at, _ in starts[1:]] + [len(lines)]
    for (at, match), end in zip(starts, ends, strict=True):
        found.append(Release(match["version"], match["date"] or "", _changes(lines[at + 1 : end])))
    return tuple(found)


def _changes(lines: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the points below each heading; a point may go on over several lines."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(_KIND):
            found.append((line.removeprefix(_KIND), []))
        elif found and line.startswith("- "):
            found[-1][1].append(line.removeprefix("- "))
        elif found and found[-1][1] and line.startswith("  "):
            found[-1][1][-1] += f" {line.strip()}"
    return tuple((kind, tuple(points)) for kind, points in found)
