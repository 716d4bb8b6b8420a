"""What is installed: the wheel's content, the declared dependencies, the lock, and who imports whom."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild import __version__
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
RESOURCES = ("ontology", "shapes", "queries")
# Packages whose module has another name, or is not imported by us but by the framework.
MODULES = {"pyyaml": "yaml", "python-multipart": None}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def files(folder: Path) -> Iterator[str]:
    """Yield the files of a folder that belong to the project, relative to the checkout."""
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()


def imports(package: str) -> Iterator[tuple[str, str]]:
    """Yield (file, top-level module) for every import statement of a package."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path.name, alias.name.split(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield path.name, node.module.split(".")[0]


def test_the_wheel_holds_the_packages_and_what_they_read(wheel: zipfile.ZipFile) -> None:
    code = {name for package in ("graphbuild", "api") for name in files(ROOT / package)}
    data = {f"graphbuild/_resources/{name}" for folder in RESOURCES for name in files(ROOT / folder)}
    assert all(
        any(name.startswith(f"graphbuild/_resources/{folder}/") for name in data) for folder in RESOURCES
    )
    packed = {name for name in wheel.namelist() if not name.split("/")[0].endswith(".dist-info")}
    assert packed == code | data


def test_the_wheel_has_script_licence_and_version(wheel: zipfile.ZipFile) -> None:
    info = f"beslutsgraf-{__version__}.dist-info"
    assert (
        wheel.read(f"{info}/entry_points.txt").decode() == "[console_scripts]\nbeslutsgraf = api.cli:main\n"
    )
    assert b"EUROPEAN UNION PUBLIC LICENCE v. 1.2" in wheel.read(f"{info}/licenses/LICENSE")
    assert f"Version: {__version__}" in wheel.read(f"{info}/METADATA").decode()


def test_graphbuild_does_not_import_api() -> None:
    assert [file for file, module in imports("graphbuild") if module == "api"] == []


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["parquet"]]
    declared = {re.split(r"[^\w-]", line)[0] for line in asked}
    modules = {MODULES.get(name, name) for name in declared} - {None}
    used = {module for package in ("graphbuild", "api") for _, module in imports(package)}
    assert used - set(sys.stdlib_module_names) - {"graphbuild", "api"} == modules


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", LOCK.strip()) if not entry.startswith("#")]
    pinned = {re.split(r"[=\[]", entry)[0] for entry in entries}
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    extras = PROJECT["optional-dependencies"]["parquet"]
    names = {re.split(r"[^\w-]", line)[0].lower() for line in [*asked, *extras]} - {PROJECT["name"]}
    assert names <= pinned
    assert [
        entry for entry in entries if not re.match(r"\S+==\S+", entry) or "--hash=sha256:" not in entry
    ] == []


def test_the_lock_names_no_host_and_no_path() -> None:
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|/", LOCK) == []
