"""Reading pages: text in its encodings, PDF by its text layer, and errors that say what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from graphbuild import pages
from graphbuild.errors import ReadError
from graphbuild.model import Source


def source(path: Path, data: bytes) -> Source:
    """Write a file and return it as a source."""
    path.write_bytes(data)
    return Source(path=str(path), sha256="")


def pdf(*texts: str, password: str | None = None) -> bytes:
    """Typeset a PDF with one page a text, its lines below one another."""
    stream = io.BytesIO()
    encrypt = StandardEncryption(password) if password is not None else None
    canvas = Canvas(stream, invariant=1, encrypt=encrypt)
    for text in texts:
        for row, line in enumerate(text.split("\n")):
            canvas.drawString(72, 720 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def raws(found: Source) -> list[str]:
    """Return the raw text of each page read."""
    return [page.raw for page in pages.read(found)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-with-mark", "utf-16-be-with-mark", "windows-1252"]
)
def test_text_in_its_encodings(tmp_path: Path, encoding: str) -> None:
    text = "§ 7 Åtgärder – ”höjd avgift”\n"
    name = encoding.removesuffix("-with-mark")
    data = text.encode(name) if name == encoding else ("\ufeff" + text).encode(name)
    assert raws(source(tmp_path / "a.txt", data)) == [text]


def test_latin_1_is_read_as_written(tmp_path: Path) -> None:
    text = "§ 7 Åtgärder för Hällefors, é\n"
    assert raws(source(tmp_path / "a.txt", text.encode("latin-1"))) == [text]


def test_utf_8_with_a_damaged_byte_keeps_its_letters(tmp_path: Path) -> None:
    data = "§ 7 Åtgärder för övrigt åläggs nämnden".encode() + b"\xc3"
    assert raws(source(tmp_path / "a.txt", data)) == ["§ 7 Åtgärder för övrigt åläggs nämnden\ufffd"]


def test_text_is_split_at_form_feeds_and_joins_to_the_same_text(tmp_path: Path) -> None:
    found = pages.read(source(tmp_path / "a.txt", b"ett\r\nrad\ftv\xc3\xa5\f\ftre\n\f"))
    assert [(page.number, page.raw) for page in found] == [(1, "ett\nrad"), (2, "två"), (3, ""), (4, "tre\n")]


def test_stray_control_character_becomes_a_blank_and_moves_nothing(tmp_path: Path) -> None:
    text = "Sammanträdet öppnas av ordföranden. " * 10
    assert raws(source(tmp_path / "a.txt", (text + "\x02slut").encode())) == [text + " slut"]


def test_pdf_pages_are_read_with_plain_line_ends(tmp_path: Path) -> None:
    found = pages.read(source(tmp_path / "a.pdf", pdf("§ 1 Upprop\nNärvaro", "", "§ 2 Val")))
    assert [(page.number, page.raw.strip()) for page in found] == [
        (1, "§ 1 Upprop\nNärvaro"),
        (2, ""),
        (3, "§ 2 Val"),
    ]


def test_pdf_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    assert raws(source(tmp_path / "protokoll.txt", b"\n" + pdf("Beslut")))[0].strip() == "Beslut"
    assert raws(source(tmp_path / "protokoll.pdf", b"Beslut\n")) == ["Beslut\n"]


def test_line_end_hyphen_of_a_pdf_stays_as_pdfium_gives_it(tmp_path: Path) -> None:
    (raw,) = raws(source(tmp_path / "a.pdf", pdf("Nämnden för kollektiv-\ntrafik")))
    assert raw.strip() in {"Nämnden för kollektiv\ufffetrafik", "Nämnden för kollektiv-\ntrafik"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no text"),
        (b" \n\f\n", "holds no text"),
        (bytes(range(256)) * 8, "neither PDF, Word, HTML nor text"),
        (b"\x89PNG\r\n", "an image"),
        (b"%PDF-1.7\nnothing more", "broken PDF"),
        (pdf("hemligt", password="lösen"), "encrypted"),
        (pdf("", ""), "its pages are empty"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        pages.read(source(tmp_path / "a.pdf", data))
    assert "a.pdf: " in str(error.value)


def test_pdf_without_pages(tmp_path: Path) -> None:
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(ReadError, match="without pages|broken PDF"):
        pages.read(source(tmp_path / "a.pdf", body))


def test_file_that_is_gone_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        pages.read(Source(path=str(tmp_path / "gone.pdf"), sha256=""))
    monkeypatch.setattr(pages, "MAX_BYTES", 10)
    with pytest.raises(ReadError, match="larger than 0 MB"):
        pages.read(source(tmp_path / "a.txt", b"12345678901"))


def test_text_without_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_CHARACTERS", 10)
    with pytest.raises(ReadError, match="holds more than 10 characters"):
        pages.read(source(tmp_path / "a.txt", b"12345678901"))


def test_relative_path_is_found_from_where_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        assert raws(source(Path("x.pdf"), pdf(f"Protokoll {name}")))[0].strip() == f"Protokoll {name}"
