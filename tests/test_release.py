"""The release: whole or not at all, equal to the byte, and checked by its own sums."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from api.cli import main
from graphbuild.exports import about, dcat, release
from graphbuild.exports.release import ReleaseError
from graphbuild.store import Store, View
from tests import readback, small
from tests.conftest import EXAMPLES
from tests.small import BASE

ABOUT = about.load(EXAMPLES / "about.toml")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with small.build(tmp_path_factory.mktemp("small") / "store").view() as opened:
        yield opened


@pytest.fixture(scope="module")
def written(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the small graph; do not change it."""
    folder = tmp_path_factory.mktemp("release") / "release"
    release.write(view, folder, ABOUT, BASE)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("kind", ["nq", "trig", "ttl", "jsonld"])
def test_every_form_reads_back(view: View, written: Path, kind: str) -> None:
    assert readback.differences(written / f"graph.{kind}.gz", kind, readback.graphs_of(view)) == []


def test_the_sums_are_of_all_files_and_verify(written: Path) -> None:
    subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=written, check=True, capture_output=True
    )
    told = {line.split("  ", 1)[1] for line in (written / "SHA256SUMS").read_text().splitlines()}
    assert told == set(contents(written)) - {"SHA256SUMS"}


def test_two_releases_are_equal_to_the_byte(view: View, written: Path, tmp_path: Path) -> None:
    release.write(view, tmp_path / "other", ABOUT, BASE)
    assert contents(tmp_path / "other") == contents(written)


def test_it_holds_the_context_the_vocabulary_the_shapes_and_a_page(written: Path) -> None:
    names = set(contents(written))
    assert {"context.jsonld", "ontology/beslutsgraf.ttl", "shapes/vote.ttl", "void.ttl", "README.md"} <= names
    page = (written / "README.md").read_text(encoding="utf-8")
    assert f"{len(small.quads())} statements in" in page
    assert "| Meeting | 3 |" in page
    assert "Published by Region Mellansjö" in page


def test_its_entry_keeps_the_profile_and_has_the_sizes_and_sums_of_the_files(written: Path) -> None:
    told = [quad.triple for quad in ox.parse(path=str(written / "dcat.ttl"))]
    assert dcat.faults(told) == []
    assert set(told) == {quad.triple for quad in ox.parse(path=str(written / "dcat.rdf"))}
    texts = {t.object.value for t in told if isinstance(t.object, ox.Literal)}
    file = (written / "graph.nq.gz").read_bytes()
    assert {str(len(file)), hashlib.sha256(file).hexdigest()} <= texts


def test_a_release_takes_the_place_of_an_earlier_one_only(view: View, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    release.write(view, folder, ABOUT, BASE)
    (folder / "left.txt").write_text("of the earlier one")
    release.write(view, folder, ABOUT, BASE)
    assert not (folder / "left.txt").exists()
    other = tmp_path / "photographs"
    other.mkdir()
    (other / "a.jpg").write_bytes(b"")
    with pytest.raises(ReleaseError, match="holds no release"):
        release.write(view, other, ABOUT, BASE)
    assert [path.name for path in other.iterdir()] == ["a.jpg"]


def test_a_failure_leaves_what_was_there(view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "release"
    release.write(view, folder, ABOUT, BASE)
    before = contents(folder)

    def fail(_: View, path: Path) -> None:
        raise OSError(28, "No space left on device")

    broken = replace(release.STEPS[-1], write=fail)
    monkeypatch.setattr(release, "STEPS", (*release.STEPS[:-1], broken))
    with pytest.raises(ReleaseError, match="No space left"):
        release.write(view, folder, ABOUT, BASE)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_description_that_breaks_the_profile_is_not_released(view: View, tmp_path: Path) -> None:
    wrong = replace(ABOUT, licence="https://creativecommons.org/licenses/by/4.0/")
    with pytest.raises(dcat.DescriptionError, match="begin with http://"):
        release.write(view, tmp_path / "release", wrong, BASE)
    assert list(tmp_path.iterdir()) == []


def test_another_export_is_one_more_line(view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_: View, path: Path) -> None:
        path.mkdir()
        (path / "people.csv").write_text("name\n")

    step = release.Step("more", "text/csv", {"sv": "Tabeller", "en": "Tables"}, write)
    monkeypatch.setattr(release, "STEPS", (*release.STEPS, step))
    release.write(view, tmp_path / "release", ABOUT, BASE)
    assert "more/people.csv" in (tmp_path / "release" / "SHA256SUMS").read_text()
    assert f"<{ABOUT.download}more>" in (tmp_path / "release" / "dcat.ttl").read_text()


def test_the_command_writes_it(store: Path, tmp_path: Path) -> None:
    options = ["--about", str(EXAMPLES / "about.toml"), "--store", str(store)]
    result = CliRunner().invoke(main, ["release", str(tmp_path / "r"), *options])
    assert result.exit_code == 0, result.output
    with Store(store).view() as view:
        graphs = readback.graphs_of(view)
    assert readback.differences(tmp_path / "r" / "graph.jsonld.gz", "jsonld", graphs) == []


def test_the_command_says_what_is_missing(store: Path, tmp_path: Path) -> None:
    (tmp_path / "about.toml").write_text("[dataset]\n")
    options = ["--about", str(tmp_path / "about.toml"), "--store", str(store)]
    result = CliRunner().invoke(main, ["release", str(tmp_path / "r"), *options])
    assert result.exit_code == 2
    assert "publisher.name" in result.output
    assert not (tmp_path / "r").exists()
