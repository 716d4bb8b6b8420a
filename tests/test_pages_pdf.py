"""PDF pages: ruled tables of attendance and votes, pages that are images, and enormous ones."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from graphbuild import pages
from graphbuild.errors import ReadError
from graphbuild.model import Source
from graphbuild.pages import UnreadPage, limits, ocr, pdf

STYLE = getSampleStyleSheet()["BodyText"]
ROLL = [
    ["Ledamot", "Parti", "Närvarande", "Tjänstgörande ersättare"],
    ["Kerstin von Rosenhjelm Backlund", "S", "X", ""],
    ["Ann-Christin Wester-Berg", "M", "", "Nils Kvistholm (M)"],
    ["Bo Ek", "V", "X", ""],
]


def typeset(path: Path, rows: Sequence[Sequence[str]], *, ruled: bool = True, width: int = 90) -> Source:
    """Typeset a page with a heading, a table whose first column is narrow, and a line below it."""
    cells = [[Paragraph(cell, STYLE) for cell in row] for row in rows]
    table = Table(cells, [width, *([85] * (len(rows[0]) - 1))])
    if ruled:
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey)])
    story = [Paragraph("Provby kommun", STYLE), table, Paragraph("Sida 1", STYLE)]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)
    return Source(str(path), "")


def raw(source: Source) -> str:
    """Return the raw text of a source of one page."""
    (page,) = pages.read(source)
    return page.raw.strip()


def test_ruled_table_of_attendance_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    assert raw(typeset(tmp_path / "a.pdf", ROLL)).split("\n") == [
        "Provby kommun",
        "Ledamot\tParti\tNärvarande\tTjänstgörande ersättare",
        "Kerstin von Rosenhjelm Backlund\tS\tX",
        "Ann-Christin Wester-Berg\tM\t\tNils Kvistholm (M)",
        "Bo Ek\tV\tX",
        "Sida 1",
    ]


def test_ruled_table_of_votes_tells_the_column_of_a_mark(tmp_path: Path) -> None:
    rows = [
        ["Namn", "Parti", "Ja", "Nej", "Avstår"],
        ["Bo Ek", "V", "", "X", ""],
        ["Åsa Lind", "S", "X", "", ""],
    ]
    assert "Bo Ek\tV\t\tX\nÅsa Lind\tS\tX\n" in raw(typeset(tmp_path / "a.pdf", rows))


@pytest.mark.parametrize(
    ("rows", "ruled"),
    [
        (ROLL, False),
        ([["Namn", "Parti"], ["Bo Ek", "V"], ["Ja", "Nej"], ["Åsa Lind", "S"]], True),
        ([["Kostnad", "År", "Ledamot Parti Ja Nej"], ["Väg", "2025", "1"], ["Bro", "2026", "2"]], True),
    ],
    ids=["no rules", "two columns", "no such list"],
)
def test_other_tables_stay_as_they_are_drawn(tmp_path: Path, rows: list[list[str]], ruled: bool) -> None:
    assert "\t" not in raw(typeset(tmp_path / "a.pdf", rows, ruled=ruled))


def test_list_goes_on_over_pages_without_its_heads(tmp_path: Path) -> None:
    rows = [*ROLL, *([f"Nils Kvistholm Alm{chr(97 + n % 26)}", "S", "X", ""] for n in range(40))]
    found = pages.read(typeset(tmp_path / "a.pdf", rows))
    assert len(found) == 2
    assert "\nNils Kvistholm Almd\tS\tX\n" in found[0].raw
    assert "\nNils Kvistholm Almn\tS\tX\n" in found[1].raw


def test_table_that_pdfplumber_reads_otherwise_stays_as_it_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pdfplumber.table

    source = typeset(tmp_path / "a.pdf", ROLL)
    assert "\t" in pdf.pages(Path(source.path))[0][0]
    read = pdfplumber.table.Table.extract
    monkeypatch.setattr(pdfplumber.table.Table, "extract", lambda table: read(table)[:-1])
    assert "\t" not in pdf.pages(Path(source.path))[0][0]
    monkeypatch.setattr(pdfplumber.table.Table, "extract", lambda table: 1 / 0)
    assert "Bo Ek" in pdf.pages(Path(source.path))[0][0]


SCANNED = ["Protokoll", "Kulturnämnden beslutar att bygga en lekplats.", "Åsa Öberg reserverar sig."]


def scan(path: Path, *, stamp: str = "", others: bool = True) -> Source:
    """Make a PDF whose second page is an image of text, perhaps with a stamp, and whose third is blank."""
    stream = io.BytesIO()
    drawn = Canvas(stream, pagesize=A4, invariant=1)
    for row, line in enumerate(SCANNED):
        drawn.setFont("Helvetica", 14)
        drawn.drawString(72, 720 - 30 * row, line)
    drawn.save()
    image = pypdfium2.PdfDocument(stream.getvalue())[0].render(scale=200 / 72, grayscale=True).to_pil()
    assert isinstance(image, Image.Image)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    if others:
        canvas.drawString(72, 720, "Försättsblad")
        canvas.showPage()
    canvas.drawImage(ImageReader(image), 0, 0, *A4)
    canvas.drawString(72, 40, stamp)
    canvas.showPage()
    if others:
        canvas.showPage()
    canvas.save()
    return Source(str(path), "")


@pytest.mark.parametrize("stamp", ["", "Signerat 2025-03-04"])
def test_page_that_is_an_image_is_named_where_there_is_no_ocr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp: str
) -> None:
    monkeypatch.setattr(ocr, "version", lambda: None)
    found = pages.read(scan(tmp_path / "a.pdf", stamp=stamp))
    assert [(page.number, page.raw.strip(), isinstance(page, UnreadPage)) for page in found] == [
        (1, "Försättsblad", False),
        (2, stamp, True),
        (3, "", False),
    ]
    (warning,) = pages.warnings(found)
    assert warning.startswith("page 2 is an image and was not read; install tesseract with Swedish")


def test_document_of_images_is_refused_where_there_is_no_ocr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "version", lambda: None)
    with pytest.raises(ReadError, match="images without text; install tesseract with Swedish"):
        pages.read(scan(tmp_path / "a.pdf", others=False))


@pytest.mark.skipif(ocr.version() is None, reason="tesseract with Swedish is not installed")
def test_page_that_is_an_image_is_read_by_ocr(tmp_path: Path) -> None:
    found = pages.read(scan(tmp_path / "a.pdf"))
    assert [line for line in found[1].raw.split("\n") if line] == SCANNED
    assert pages.warnings(found) == () and found[2].raw == ""


def test_ocr_that_fails_or_takes_too_long_leaves_the_page_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "version", lambda: "tesseract 5")
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(ocr, "OCR_SECONDS", 0.2)
    assert isinstance(pages.read(scan(tmp_path / "a.pdf"))[1], UnreadPage)
    program.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    monkeypatch.setattr(ocr, "OCR_SECONDS", 10.0)
    assert isinstance(pages.read(scan(tmp_path / "a.pdf"))[1], UnreadPage)


def test_pages_beyond_the_most_for_ocr_stay_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "version", lambda: "tesseract 5")
    monkeypatch.setattr(pages, "MAX_OCR_PAGES", 0)
    assert isinstance(pages.read(scan(tmp_path / "a.pdf"))[1], UnreadPage)


def test_enormous_page_is_drawn_within_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(14_400, 14_400), invariant=1)
    canvas.rect(100, 100, 9000, 9000, fill=1)
    canvas.save()
    assert pdf.pages(path) == [("", True)]
    image = tmp_path / "page.pgm"
    pdf.draw(path, 0, image)
    kind, width, height, _ = image.read_bytes()[:40].split(maxsplit=3)
    assert kind == b"P5" and 0.9 * limits.MAX_PIXELS < int(width) * int(height) <= 1.01 * limits.MAX_PIXELS


def test_too_many_pages_or_too_much_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = typeset(tmp_path / "a.pdf", ROLL)
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 20)
    with pytest.raises(ReadError, match="holds more than 20 characters; split it"):
        pdf.pages(Path(source.path))
    monkeypatch.setattr(pdf, "MAX_PAGES", 0)
    with pytest.raises(ReadError, match="has more than 0 pages"):
        pdf.pages(Path(source.path))
