"""The small graph of ``fixtures/small.trig`` as a published store, for tests that know it by heart."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graphbuild.store import Store

FILE = Path(__file__).parent / "fixtures" / "small.trig"
BASE = "https://data.example.org/"
BOARD = f"{BASE}id/meeting/region-mellansjo/regionstyrelsen/2025-02-11"
ITEM = f"{BASE}id/item/region-mellansjo/regionstyrelsen/2025-02-11/17"


def quads() -> list[ox.Quad]:
    """Return the quads of the small graph."""
    return list(ox.parse(path=FILE, format=ox.RdfFormat.TRIG))


def build(folder: Path) -> Store:
    """Write the small graph to a store in ``folder`` and publish it."""
    store = Store(folder)
    with store.writer() as writer:
        found = quads()
        writer.replace({quad.graph_name.value for quad in found}, found)
        writer.publish()
    return store
