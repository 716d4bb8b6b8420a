"""Fixtures that several test modules share.

Policy: a fixture that only one module uses stands in that module. Values that a test compares with
are written out in the test, not made by a fixture. Nothing here starts a server or reads the net:
handlers and queries are tested against a small real store, built once a session from `examples/`.
Whoever changes a store copies it first. Tests of the real minutes, which are no part of the
project, skip where `SHARED` does not exist.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the graph of all examples; do not change it."""
    from graphbuild import pipeline
    from graphbuild.sources import collect

    folder = tmp_path_factory.mktemp("examples") / "store"
    sources, rejected = collect([EXAMPLES / "manifest.csv"])
    report = pipeline.build(sources, folder, rejected=rejected)
    assert report.complete, report.rejected
    return folder
