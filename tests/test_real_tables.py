"""Tables and networks of a year of real minutes, where they are: what holds of the examples holds there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild import pipeline
from graphbuild.exports.tables import write_tables
from graphbuild.sources import collect
from graphbuild.store import Store

from .conftest import SHARED
from .exported import check_networks, check_package

MINUTES = SHARED / "minutes" / "goteborg"


@pytest.mark.slow
@pytest.mark.skipif(not MINUTES.exists(), reason="the real minutes are not part of the project")
def test_the_exports_of_a_year_of_minutes(tmp_path: Path) -> None:
    sources, rejected = collect([MINUTES])
    pipeline.build(sources, tmp_path / "store", rejected=rejected, workers=2)
    with Store(tmp_path / "store").view() as view:
        write_tables(view, tmp_path / "tables")
        rows = check_package(tmp_path / "tables", view)
        assert rows["ballots"] > 8000
        assert rows["meetings"] == 33
        sizes = check_networks(tmp_path, view)
    assert all(edges for _, edges in sizes.values())
