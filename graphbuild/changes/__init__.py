"""What each build added, changed and removed: compared, logged, and told in feeds.

A build compares the graphs that it wrote with the published snapshot before it publishes, and writes one
entry for each meeting and each shared graph that differs. `Log` reads them; `purge` takes details out.
"""

from __future__ import annotations

from graphbuild.changes.change import Change, DocumentName, Facts
from graphbuild.changes.compare import compare
from graphbuild.changes.log import CursorError, Log, purge, record

__all__ = ["Change", "CursorError", "DocumentName", "Facts", "Log", "compare", "purge", "record"]
