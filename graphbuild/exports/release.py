"""The release: a folder of all that there is to take away, with its description and checksums.

What is in it is the table `graphbuild.exports.steps.STEPS`; another export is one more line there. The
folder is there whole or not at all, and two releases of one graph are equal to the byte.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from graphbuild import __version__, results
from graphbuild.errors import BeslutsgrafError
from graphbuild.exports import dcat, statistics, void
from graphbuild.exports.about import About
from graphbuild.exports.described import DESCRIBED
from graphbuild.exports.steps import STEPS, Step
from graphbuild.store import View

SUMS: Final = "SHA256SUMS"
README: Final = "README.md"

Tick: TypeAlias = Callable[[int, int], None]


class ReleaseError(BeslutsgrafError):
    """A release cannot be written where it is asked for."""


def write(view: View, folder: Path, about: About, base: str, tick: Tick = lambda done, total: None) -> None:
    """Write a release of the graph to ``folder``, in the place of an earlier one.

    Args:
        view: the graph.
        folder: the folder to write.
        about: what the publisher says.
        base: what the IRIs of the graph begin with.
        tick: told of progress, in steps.

    Raises:
        ReleaseError: where the folder holds something else than a release, or cannot be written.
        DescriptionError: where the description would break DCAT-AP-SE.
    """
    if folder.exists() and not _is_release(folder):
        raise ReleaseError(f"{folder} is there and holds no release; choose a folder that is not there yet")
    draft = folder.with_name(f".{folder.name}.draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for number, step in enumerate(STEPS):
            tick(number, len(STEPS))
            (draft / step.path).parent.mkdir(parents=True, exist_ok=True)
            step.write(view, draft / step.path)
        _describe(view, draft, about, base)
        _put(draft, folder)
        tick(len(STEPS), len(STEPS))
    except OSError as error:
        raise ReleaseError(f"cannot write the release {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def distributions(folder: Path | None = None) -> list[dcat.Distribution]:
    """Return the forms of the data set in a release; with size and checksum where it is at hand."""
    found = []
    for step in STEPS:
        path = folder / step.path if folder else None
        if not step.media_type:
            continue
        if path is None or path.is_dir():
            found.append(dcat.Distribution(step.path, step.media_type, step.title))
        else:
            size, digest = path.stat().st_size, _digest(path)
            found.append(dcat.Distribution(step.path, step.media_type, step.title, size, digest))
    return found


def _is_release(folder: Path) -> bool:
    return folder.is_dir() and ((folder / SUMS).is_file() or not any(folder.iterdir()))


def _put(draft: Path, folder: Path) -> None:
    """Put the finished release in its place; the earlier one stands until then."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _describe(view: View, draft: Path, about: About, base: str) -> None:
    """Write the descriptions, the page that tells what is there, and the checksums of it all."""
    found = statistics.measure(lambda query: _rows(view, query), base)
    files = distributions(draft)
    catalogue = dcat.dcat(found, about, base, files)
    faults = dcat.faults(catalogue)
    if faults:
        raise dcat.DescriptionError("the description would break DCAT-AP-SE: " + "; ".join(faults))
    dumps = [about.download + file.file for file in files]
    numbers = void.void(found, base, sparql=about.sparql, dumps=dumps)
    (draft / "void.ttl").write_bytes(results.graph(numbers, "ttl", DESCRIBED))
    (draft / "dcat.ttl").write_bytes(results.graph(catalogue, "ttl", DESCRIBED))
    (draft / "dcat.rdf").write_bytes(results.graph(catalogue, "rdfxml", DESCRIBED))
    (draft / README).write_text(_page(found, about, base), encoding="utf-8", newline="\n")
    paths = sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file())
    sums = "".join(f"{_digest(draft / path)}  {path}\n" for path in paths)
    (draft / SUMS).write_text(sums, encoding="utf-8", newline="\n")


def _page(found: statistics.Statistics, about: About, base: str) -> str:
    """Return the page of the release, in Markdown."""
    told = about.description.get("en", about.description["sv"])
    period = f", from {found.first} to {found.last}" if found.first else ""
    councils = [f"| {one.label} | {one.code} | {sum(n for _, n in one.graphs)} |" for one in found.councils]
    kinds = [f"| {name} | {count} |" for name, count in _ours(found)]
    forms = [f"| `{step.path}` | {step.title['en']} |" for step in (*STEPS, *_DESCRIPTIONS)]
    version = f", version {about.version}" if about.version else ""
    return "\n".join(
        [
            f"# {about.title.get('en', about.title['sv'])}{version}",
            "",
            told,
            "",
            f"Published by {about.publisher} under <{about.licence}>.",
            f"Questions to {about.contact}, <{about.email}>.",
            f"Built with beslutsgraf {__version__}. Its IRIs begin with <{base}>.",
            "",
            f"{found.triples} statements in {len(found.graphs)} named graphs{period}.",
            "",
            *("| council | code | statements |", "|---|---|---|", *councils, ""),
            *("| things | number |", "|---|---|", *kinds, ""),
            *("| file | what it is |", "|---|---|", *forms, ""),
            f"`sha256sum -c {SUMS}` says whether all files are as they were published.",
            "",
        ]
    )


def _ours(found: statistics.Statistics) -> list[tuple[str, int]]:
    space = DESCRIBED["bg"]
    return [(name.removeprefix(space), n) for name, n in found.classes if name.startswith(space)]


def _rows(view: View, query: str) -> results.Rows:
    found = view.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return results.rows(found)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _nothing(_: View, __: Path) -> None:
    """Write nothing: a description is written when all it describes is there."""


_DESCRIPTIONS: Final = (
    Step("void.ttl", "", {"sv": "Beskrivning (VoID)", "en": "How much of what there is (VoID)"}, _nothing),
    Step("dcat.ttl", "", {"sv": "Katalogpost", "en": "The entry of a catalogue (DCAT-AP-SE)"}, _nothing),
    Step("dcat.rdf", "", {"sv": "Katalogpost", "en": "The same as RDF/XML, to be harvested"}, _nothing),
)
