"""Changes as JSON: a page of the log, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphbuild.changes.change import Change
from graphbuild.changes.log import Log


def listing(log: Log, changes: Sequence[Change], since: int) -> dict[str, Any]:
    """Return a page of the log as a JSON object.

    ``cursor`` is that of the last change on the page: to go on, ask for what came after it. ``complete``
    tells whether all changes together make the whole graph; where not, the log began later than the graph.
    """
    return {
        "log": log.name,
        "complete": log.begins == 0,
        "since": since,
        "cursor": changes[-1].cursor if changes else since,
        "newest": log.newest,
        "changes": [change.to_json() for change in changes],
    }
