"""Collecting sources: files, folders, manifests, and what is left out with its reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from graphbuild.sources import collect, date_hint


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with six documents, and files that are none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / ".cache").mkdir()
    (tmp_path / "in" / "rs-2025-02-11.pdf").write_bytes(b"%PDF-1.4 one")
    (tmp_path / "in" / "a.txt").write_text("två", encoding="utf-8")
    (tmp_path / "in" / "b" / "c.MD").write_text("tre", encoding="utf-8")
    (tmp_path / "in" / "b" / "d.docx").write_bytes(b"PK")
    (tmp_path / "in" / "b" / "e.HTML").write_text("<html>", encoding="utf-8")
    (tmp_path / "in" / "b" / "f.htm").write_text("<html>", encoding="utf-8")
    (tmp_path / "in" / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / ".cache" / "old.txt").write_text("dold", encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a manifest into the folder of documents."""
    (folder / "in" / "manifest.csv").write_text(text, encoding=encoding)
    return Path("in/manifest.csv")


def test_folder_gives_its_documents_in_order_of_path(folder: Path) -> None:
    sources, rejected = collect([Path("in")])
    assert [source.path for source in sources] == [
        "in/a.txt",
        "in/b/c.MD",
        "in/b/d.docx",
        "in/b/e.HTML",
        "in/b/f.htm",
        "in/rs-2025-02-11.pdf",
    ]
    assert sources[0].sha256 == hashlib.sha256("två".encode()).hexdigest()
    assert sources[5].date == "2025-02-11" and sources[0].date is None
    assert rejected == []


def test_absolute_path_below_the_working_folder_is_shown_relative(folder: Path) -> None:
    assert [source.path for source in collect([folder / "in" / "a.txt"])[0]] == ["in/a.txt"]


def test_what_is_missing_or_empty_is_rejected_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "nothing").mkdir()
    sources, rejected = collect([Path("gone.pdf"), Path("nothing"), Path("gone.csv"), Path("in/a.txt")])
    assert [source.path for source in sources] == ["in/a.txt"]
    assert [(entry.path, entry.reason.split(";")[0]) for entry in rejected] == [
        ("gone.pdf", "there is no such file"),
        ("nothing", "holds no PDF, DOCX, HTML, text or Markdown file"),
        ("gone.csv", "there is no such file"),
    ]


def test_manifest_tells_url_council_body_date_and_licence(folder: Path) -> None:
    manifest = write(
        folder,
        "path,url,council,body,date,licence\n"
        "a.txt,https://region.example/a.txt,Region Provby,Trafiknämnden,2025-03-04,CC0-1.0\n"
        "rs-2025-02-11.pdf,,,,,\n",
    )
    (first, second), rejected = collect([manifest])
    assert (first.path, first.url, first.council) == (
        "in/a.txt",
        "https://region.example/a.txt",
        "Region Provby",
    )
    assert (first.body, first.date, first.licence) == ("Trafiknämnden", "2025-03-04", "CC0-1.0")
    assert (second.url, second.date) == (None, "2025-02-11")
    assert rejected == []


def test_manifest_of_a_swedish_spreadsheet(folder: Path) -> None:
    manifest = write(folder, "Path;Council;Body\r\na.txt;Region Ås, norra;Hälsonämnden\r\n", "windows-1252")
    (source,), rejected = collect([manifest])
    assert (source.council, source.body, rejected) == ("Region Ås, norra", "Hälsonämnden", [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("gone.pdf,,", "line 2 of manifest.csv: there is no such file"),
        ("b,,", "line 2 of manifest.csv: is a folder"),
        ("a.txt,2025-02-30,", "line 2 of manifest.csv: '2025-02-30' is no date"),
        ("a.txt,11/2 2025,", "line 2 of manifest.csv: '11/2 2025' is no date"),
        ("a.txt,,region.example/a", "line 2 of manifest.csv: 'region.example/a' is no web address"),
        (
            "a.txt,,https://region.example/a b",
            "line 2 of manifest.csv: 'https://region.example/a b' is no web",
        ),
        ("a.txt,,,more", "line 2 of manifest.csv has more cells than columns"),
        (",2025-02-11,", "line 2 of manifest.csv names no path"),
    ],
)
def test_bad_row_is_rejected_with_its_line_and_the_rest_goes_on(folder: Path, row: str, reason: str) -> None:
    manifest = write(folder, f"path,date,url\n{row}\nb/c.MD,,\n")
    sources, rejected = collect([manifest])
    assert [source.path for source in sources] == ["in/b/c.MD"]
    assert len(rejected) == 1 and rejected[0].reason.startswith(reason)


def test_unknown_column_is_reported_once_and_its_rows_are_read(folder: Path) -> None:
    manifest = write(folder, "path,colour\na.txt,red\nb/c.MD,blue\n")
    sources, rejected = collect([manifest])
    assert len(sources) == 2
    assert [entry.path for entry in rejected] == ["in/manifest.csv"]
    assert rejected[0].reason.startswith("unknown column 'colour'")


def test_csv_without_a_path_column_is_no_manifest(folder: Path) -> None:
    sources, rejected = collect([write(folder, "name,age\na,1\n")])
    assert sources == [] and rejected[0].reason.startswith("is no manifest")


def test_document_named_twice_is_one_source_with_what_the_manifest_says(folder: Path) -> None:
    manifest = write(folder, "path,body\na.txt,Trafiknämnden\n")
    for order in ([Path("in"), manifest], [manifest, Path("in")]):
        sources, _ = collect(order)
        assert len(sources) == 6
        assert {source.path: source.body for source in sources}["in/a.txt"] == "Trafiknämnden"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("rs-2025-02-11.pdf", "2025-02-11"),
        ("2025-13-40 kallad 2025-03-04.pdf", "2025-03-04"),
        ("rs-20250211.pdf", None),
        ("12025-02-11.pdf", None),
    ],
)
def test_date_hint(name: str, date: str | None) -> None:
    assert date_hint(name) == date
