"""The report of a build: what went in, what did not and why, and what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from graphbuild.linking import SetAside
from graphbuild.sources import Rejected

Severity = Literal["violation", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a document.

    A ``violation`` kept the document out, a ``warning`` is a doubt that a shape has, a ``notice`` one
    that extraction or linking has. ``node`` is the IRI that it is about, ``shape`` the
    shape's name and ``value`` the value that is wrong, where there is one.
    """

    path: str
    severity: Severity
    message: str
    node: str | None = None
    shape: str | None = None
    value: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Return the finding as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """Return the finding that ``to_json`` wrote."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; documents by their paths, in the order of the paths.

    ``added`` documents tell of a meeting that was not in the store, ``changed`` ones replace what the
    store had (the document is another, or what it links to), ``unchanged`` ones were there. ``removed``
    are meetings that no document tells of any more, by their place below the base. ``counts`` are of the
    whole store after the build: documents, items, quads.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether no document was kept out."""
        return not self.rejected

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        lists: dict[str, Sequence[str]] = {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
        }
        return {
            "counts": dict(self.counts),
            **{name: list(paths) for name, paths in lists.items()},
            "rejected": [asdict(entry) for entry in self.rejected],
            "set_aside": [asdict(entry) for entry in self.set_aside],
            "findings": [finding.to_json() for finding in self.findings],
        }
