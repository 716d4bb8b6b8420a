"""PDF to pages with PDFium: the text as the page draws it, tables by their rulings, pages without text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from graphbuild.errors import ReadError
from graphbuild.pages import tables
from graphbuild.pages.limits import (
    MAX_CHARACTERS,
    MAX_PAGES,
    MAX_PIXELS,
    MAX_TABLE_PAGES,
    OCR_DPI,
)
from graphbuild.pages.lines import page as plain_page

# A scanned page may carry a stamp, a page number or a signature's reference as text.
_STAMP_CHARACTERS = 120
_SCAN_SHARE = 0.5
# Drawn so small a page still shows whether anything stands on it: dots an inch, and how dark a dot is.
_GLANCE_DPI = 30
_INK = 200
_POINTS_AN_INCH = 72


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadError("is encrypted; save a copy without password") from error
        raise ReadError("is a broken PDF; fetch it again, or print it to a new PDF") from error
    with closing(document):
        yield document


def pages(path: Path) -> list[tuple[str, bool]]:
    """Return the raw text of each page, and whether the page shows something that is no text.

    U+FFFE stands for a hyphen at a line's end, as PDFium gives it. Where a page has a ruled table of
    attendance or votes, the table's rows stand a line each with their cells parted by tabs.

    Raises:
        ReadError: where the file is encrypted, broken, empty or without measure.
    """
    with _opened(path) as document:
        count = len(document)
        if not count:
            raise ReadError("is a PDF without pages; fetch it again")
        if count > MAX_PAGES:
            raise ReadError(f"has more than {MAX_PAGES:,} pages; split it, or leave its appendices out")
        found: list[tuple[str, bool]] = []
        length = 0
        with tables.Finder(path, MAX_TABLE_PAGES) as finder:
            for index in range(count):
                try:
                    found.append(_page(document, index, finder))
                except pypdfium2.PdfiumError as error:
                    raise ReadError(f"has a broken page ({index + 1}); print it to a new PDF") from error
                length += len(found[-1][0])
                if length > MAX_CHARACTERS:
                    raise ReadError(f"holds more than {MAX_CHARACTERS:,} characters; split it")
    return found


def _page(document: pypdfium2.PdfDocument, index: int, finder: tables.Finder) -> tuple[str, bool]:
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        text = str(text_page.get_text_range())
        tabled = finder.text(page, text_page, index, text)
        raw = plain_page(text if tabled is None else tabled)
        return raw, _shows_more(page, raw)


def _shows_more(page: pypdfium2.PdfPage, raw: str) -> bool:
    """Tell whether the page shows words that are no text: drawn on it, or scanned below a stamp."""
    size = len("".join(raw.split()))
    if size > _STAMP_CHARACTERS:
        return False
    if not size:
        return _has_ink(page)
    area = page.get_width() * page.get_height()
    images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    for image in images:
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= area * _SCAN_SHARE:
            return True
    return False


def _has_ink(page: pypdfium2.PdfPage) -> bool:
    """Tell whether anything at all is drawn on the page."""
    with closing(page.render(scale=_scale(page, _GLANCE_DPI), grayscale=True)) as bitmap:
        return min(_grey(bitmap), default=255) < _INK


def _scale(page: pypdfium2.PdfPage, dpi: int) -> float:
    """Return the scale for drawing at a resolution, less where the page is enormous."""
    wanted = dpi / _POINTS_AN_INCH
    dots = max(page.get_width() * page.get_height() * wanted**2, 1.0)
    return float(wanted * min(1.0, (MAX_PIXELS / dots) ** 0.5))


def _grey(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Return the dots of a grey bitmap, one byte a dot, row by row."""
    data = bytes(bitmap.buffer)
    if bitmap.stride == bitmap.width:
        return data
    rows = range(bitmap.height)
    return b"".join(data[row * bitmap.stride :][: bitmap.width] for row in rows)


def draw(path: Path, index: int, target: Path) -> None:
    """Draw a page (from 0) for OCR, into a grey PGM file.

    Raises:
        ReadError: where the page cannot be drawn.
    """
    with (
        _opened(path) as document,
        closing(document[index]) as page,
        closing(page.render(scale=_scale(page, OCR_DPI), grayscale=True)) as bitmap,
    ):
        head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode("ascii")
        target.write_bytes(head + _grey(bitmap))
