"""Tables into a folder, which is made whole beside its place before it takes it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from graphbuild.exports.tables import dictionary, package
from graphbuild.exports.tables.definition import Table, TableError, chosen
from graphbuild.exports.tables.files import WRITERS, TableFormat, needs_met
from graphbuild.exports.tables.package import Written
from graphbuild.exports.tables.rows import meetings, rows
from graphbuild.store import View


def write_tables(
    view: View,
    folder: Path,
    kind: TableFormat = "csv",
    names: Sequence[str] = (),
    licence: str | None = None,
) -> tuple[Written, ...]:
    """Write tables of a view into a folder, with a data dictionary and ``datapackage.json``.

    The same view gives the same bytes. A folder that holds an earlier export is replaced by the new one.

    Args:
        view: the graph.
        folder: where to; it is made where it does not exist.
        kind: ``csv`` or ``parquet``.
        names: the tables to write; all where none are named.
        licence: under what the tables may be used, an identifier such as ``CC0-1.0`` or an address.

    Returns:
        The tables in the order of their names.

    Raises:
        TableError: where a name is no table, the folder holds other things, what the format needs is not
            installed, or the disk refuses.
    """
    tables = chosen(names)
    needs_met(kind)
    folder = folder.resolve()
    _check(folder)
    draft = folder.with_name(f"{folder.name}.draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        written = _write(view, draft, kind, tables, licence)
        _replace(folder, draft)
    except OSError as error:
        raise TableError(f"cannot write the tables to {folder}: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return written


def _write(
    view: View, folder: Path, kind: TableFormat, tables: Sequence[Table], licence: str | None
) -> tuple[Written, ...]:
    """Write the files of an export."""
    of = meetings(view)
    written = []
    for table in tables:
        path = folder / f"{table.name}.{kind}"
        count = WRITERS[kind](path, table, rows(view, table, of))
        written.append(Written(table, path.name, count, path.stat().st_size, _sha256(path)))
    about = package.package(written, kind, view, licence)
    (folder / package.NAME).write_text(
        json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
    )
    (folder / dictionary.NAME).write_text(dictionary.dictionary(tables), encoding="utf-8", newline="\n")
    return tuple(written)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _check(folder: Path) -> None:
    """See that the folder is new, empty, or holds an export and nothing else.

    Raises:
        TableError: where it holds anything else.
    """
    if folder.exists() and not folder.is_dir():
        raise TableError(f"{folder} is no folder; name a new or an empty one")
    others = {path.name for path in folder.iterdir()} - _ours(folder) if folder.exists() else set()
    if others:
        raise TableError(f"{folder} holds other things ({min(others)}); name a new or an empty folder")


def _ours(folder: Path) -> set[str]:
    """Return the names of the files that an earlier export wrote into a folder."""
    try:
        about = json.loads((folder / package.NAME).read_text(encoding="utf-8"))
        files = {resource["path"] for resource in about["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {*files, package.NAME, dictionary.NAME}


def _replace(folder: Path, draft: Path) -> None:
    """Put the draft in the place of the folder."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
