"""Exports of the real minutes read back as the graph that they are of, where those minutes are.

A store of them is built, which takes some minutes; `BESLUTSGRAF_REAL_STORE` names one that is there.
"""

from __future__ import annotations

import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from graphbuild.exports import about, release
from graphbuild.iris import DEFAULT_BASE
from graphbuild.store import Store, View
from tests import readback
from tests.conftest import EXAMPLES, SHARED

MINUTES = SHARED / "minutes" / "goteborg"
GIVEN = os.environ.get("BESLUTSGRAF_REAL_STORE", "")
MOST_MEGABYTES = 1000
"""A process that reads a named graph at a time stays far below, one that reads all does not."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not GIVEN and not MINUTES.exists(), reason="the real minutes are not part of the project"
    ),
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = Path(GIVEN) if GIVEN else _built(tmp_path_factory.mktemp("real") / "store")
    with Store(folder).view() as opened:
        yield opened


def _built(folder: Path) -> Path:
    from graphbuild import pipeline
    from graphbuild.sources import collect

    sources, rejected = collect(sorted(MINUTES.glob("*.txt")))
    pipeline.build(sources, folder, rejected=rejected, workers=os.cpu_count() or 1)
    return folder


@pytest.fixture(scope="module")
def written(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "release"
    release.write(view, folder, about.load(EXAMPLES / "about.toml"), DEFAULT_BASE)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert GIVEN == "" or peak < MOST_MEGABYTES
    return folder


@pytest.mark.parametrize("kind", ["nq", "trig", "ttl", "jsonld"])
def test_a_form_reads_back_graph_by_graph(view: View, written: Path, kind: str) -> None:
    assert readback.differences(written / f"graph.{kind}.gz", kind, readback.graphs_of(view)) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself
def test_rdflib_reads_the_same_from_json_ld_as_from_n_quads(view: View) -> None:
    """A graph at a time, of some: rdflib takes a minute for all."""
    from graphbuild.exports import rdf

    for graph in random.Random(1).sample(view.graphs(), 6):
        found = []
        for kind, form in (("jsonld", "json-ld"), ("nq", "nquads")):
            dataset = rdflib.Dataset()
            data = b"".join(rdf.chunks(view, kind, [graph], embed=True))
            dataset.parse(data=data, format=form)
            found.append({triple for each in dataset.graphs() for triple in each})
        assert found[0] == found[1]
        assert found[0]
