"""Files, folders and manifests to sources: what there is to read, and what cannot be and why."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graphbuild.model import Source

MANIFEST_COLUMNS = ("path", "url", "council", "body", "date", "licence")
READABLE_SUFFIXES = frozenset({".pdf", ".docx", ".html", ".htm", ".txt", ".md"})

_ISO_DATE = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
# An IRI has no white space and none of the characters that RFC 3987 leaves out.
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that is left out: its path (as given), and the reason with what to do about it."""

    path: str
    reason: str


def collect(paths: Sequence[Path]) -> tuple[list[Source], list[Rejected]]:
    """Return the documents that ``paths`` name, and what had to be left out.

    A path is a document, a folder (all its PDF, Word, HTML, text and Markdown files, also in folders
    below, hidden ones aside), or a manifest: a CSV file with the columns ``MANIFEST_COLUMNS``, of which
    only ``path`` (relative to the manifest) is required. A document named more than once is one
    source, and what a manifest says of it is kept. Sources stand in the order of ``paths``; a folder's
    in the order of their paths.
    """
    found: dict[Path, Source] = {}
    rejected: list[Rejected] = []
    for path in paths:
        for entry in _entries(path):
            if isinstance(entry, Rejected):
                rejected.append(entry)
                continue
            key = Path(entry.path).resolve()
            if key not in found or _told(entry) > _told(found[key]):
                found[key] = entry
    return list(found.values()), rejected


def date_hint(name: str) -> str | None:
    """Return the first ISO date in a file name that is a day of the calendar, else None."""
    return next((day for day in _ISO_DATE.findall(name) if _is_date(day)), None)


def _entries(path: Path) -> Iterator[Source | Rejected]:
    """Yield a source or a rejection for everything that one given path names."""
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.suffix.lower() == ".csv":
            yield from _manifest(path)
        else:
            yield _document(path, {})
    except OSError as error:
        yield Rejected(_shown(path), f"cannot be opened ({error.strerror}); check its permissions")


def _folder(folder: Path) -> Iterator[Source | Rejected]:
    """Yield the readable documents of a folder and of the folders below it."""
    files = sorted(
        (
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in READABLE_SUFFIXES
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
            and path.is_file()
        ),
        key=lambda path: path.relative_to(folder).as_posix(),
    )
    if not files:
        yield Rejected(_shown(folder), "holds no PDF, DOCX, HTML, text or Markdown file; name another folder")
    for path in files:
        yield _document(path, {})


def _document(path: Path, row: Mapping[str, str]) -> Source | Rejected:
    """Return the source of one file with what its manifest row says, or why it is left out."""
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return Rejected(_shown(path), "there is no such file; check the path")
    except IsADirectoryError:
        return Rejected(_shown(path), "is a folder; a row of a manifest names one file")
    except OSError as error:
        return Rejected(_shown(path), f"cannot be opened ({error.strerror}); check its permissions")
    return Source(
        path=_shown(path),
        sha256=digest,
        url=row.get("url"),
        council=row.get("council"),
        body=row.get("body"),
        date=row.get("date") or date_hint(path.name),
        licence=row.get("licence"),
    )


def _manifest(path: Path) -> Iterator[Source | Rejected]:
    """Yield a source or a rejection for each row of a manifest, and one for a faulty head."""
    shown = _shown(path)
    if not path.exists():
        yield Rejected(shown, "there is no such file; check the path")
        return
    reader = csv.reader(io.StringIO(_decoded(path.read_bytes()), newline=""), delimiter=_delimiter(path))
    head = [cell.strip().lower() for cell in next(reader, [])]
    if head.count("path") != 1:
        columns = ", ".join(MANIFEST_COLUMNS)
        yield Rejected(shown, f"is no manifest: its first line must name the columns ({columns})")
        return
    for column in dict.fromkeys(cell for cell in head if cell not in MANIFEST_COLUMNS):
        yield Rejected(
            shown, f"unknown column {column!r} is not read; known are {', '.join(MANIFEST_COLUMNS)}"
        )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(path, reader.line_num, head, cells)
    except csv.Error as error:
        yield Rejected(shown, f"line {reader.line_num} is not CSV ({error}); the lines after it are not read")


def _row(manifest: Path, line: int, head: Sequence[str], cells: Sequence[str]) -> Source | Rejected:
    """Return the source of one row of a manifest, or why the row is left out."""
    row = {column: cell.strip() for column, cell in zip(head, cells, strict=False) if cell.strip()}
    where = f"line {line} of {manifest.name}"
    if "path" not in row:
        return Rejected(_shown(manifest), f"{where} names no path; give the file that it describes")
    path = manifest.parent / row["path"]
    if len(cells) > len(head):
        return Rejected(_shown(path), f"{where} has more cells than columns; quote cells that hold a comma")
    if "date" in row and not _is_date(row["date"]):
        return Rejected(_shown(path), f"{where}: {row['date']!r} is no date; write it as 2025-02-11")
    if "url" in row and not _WEB_ADDRESS.fullmatch(row["url"]):
        return Rejected(_shown(path), f"{where}: {row['url']!r} is no web address; write it with https://")
    source = _document(path, row)
    return Rejected(source.path, f"{where}: {source.reason}") if isinstance(source, Rejected) else source


def _decoded(data: bytes) -> str:
    """Decode a manifest: UTF-8, or the Windows-1252 that spreadsheets still write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def _delimiter(path: Path) -> str:
    """Return the manifest's delimiter: Swedish spreadsheets write a semicolon."""
    with path.open("rb") as stream:
        head = stream.readline()
    return ";" if head.count(b";") > head.count(b",") else ","


def _is_date(text: str) -> bool:
    """Tell whether ``text`` is a day of the calendar written as YYYY-MM-DD."""
    try:
        return bool(_ISO_DATE.fullmatch(text)) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _shown(path: Path) -> str:
    """Return the path as given, from the working folder where it lies below it, with slashes."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _told(source: Source) -> int:
    """Count what a manifest says of a source, so that the fuller of two entries is kept."""
    return sum(value is not None for value in (source.url, source.council, source.body, source.licence))
