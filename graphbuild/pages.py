"""A source to its pages: the raw text of each, as the file gives it."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pypdfium2

from graphbuild.errors import ReadError
from graphbuild.model import Page, Source

MAX_BYTES = 200 * 1024 * 1024
"""The largest file that is read; minutes with all their appendices stay far below it."""

# A PDF's head may follow other bytes, within its first 1,024 (Adobe PDF Reference 1.7, app. H, note 13).
_PDF_HEAD = b"%PDF-"
_PDF_HEAD_WITHIN = 1024
# Control characters mean nothing in minutes, and RDF/XML cannot hold them; a form feed ends a page.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Text that other programs extracted has a stray one now and then; a binary file is full of them.
_BINARY_SHARE = 0.01
_KINDS = {
    b"PK\x03\x04": "a Word, OpenDocument or ZIP file; save it as PDF or text",
    b"\xd0\xcf\x11\xe0": "an old Word or Office file; save it as PDF or text",
    b"{\\rtf": "an RTF file; save it as PDF or text",
    b"\x89PNG": "an image; read its text with OCR into a PDF or text file",
    b"\xff\xd8\xff": "an image; read its text with OCR into a PDF or text file",
    b"II*\x00": "an image; read its text with OCR into a PDF or text file",
    b"MM\x00*": "an image; read its text with OCR into a PDF or text file",
    b"\xff\xfe": "a text file in UTF-16; save it as UTF-8",
    b"\xfe\xff": "a text file in UTF-16; save it as UTF-8",
}


def read(source: Source) -> tuple[Page, ...]:
    """Return the pages of a source with their raw text; what the file is, its bytes tell.

    A PDF gives the text of each page as PDFium reads it, U+FFFE at line-end hyphens included. A
    text file (UTF-8, else Windows-1252) is split at form feeds. Line ends are ``\\n`` in both, and
    no page holds a form feed, so that pages joined by one can be split again.

    Raises:
        ReadError: where the file cannot be read as text, with what to do.
    """
    data = _bytes(Path(source.path))
    if _PDF_HEAD in data[:_PDF_HEAD_WITHIN]:
        return _pdf_pages(data, source.path)
    return _text_pages(data, source.path)


def _bytes(path: Path) -> bytes:
    """Return what the file holds, within ``MAX_BYTES``."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"{path.as_posix()}: cannot be opened ({error.strerror}); check the path") from error
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise ReadError(f"{path.as_posix()}: larger than {limit} MB; split it, or leave its appendices out")
    return data


def _text_pages(data: bytes, path: str) -> tuple[Page, ...]:
    """Split a text file into pages at form feeds; one that only ends the last page starts none."""
    kind = next((kind for head, kind in _KINDS.items() if data.startswith(head)), None)
    if kind is not None:
        raise ReadError(f"{path}: {kind}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", errors="replace")
    if not text.strip():
        raise ReadError(f"{path}: holds no text; check that the whole file was fetched")
    if len(_CONTROL.findall(text)) > len(text) * _BINARY_SHARE:
        raise ReadError(f"{path}: is neither PDF nor text; convert it to one of them")
    pages = _CONTROL.sub(" ", _line_ends(text)).split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return tuple(Page(number, raw) for number, raw in enumerate(pages, start=1))


def _pdf_pages(data: bytes, path: str) -> tuple[Page, ...]:
    """Return the text of each page of a PDF, in the order in which its content draws it."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadError(f"{path}: is encrypted; save a copy without password") from error
        raise ReadError(f"{path}: is a broken PDF; fetch it again, or print it to a new PDF") from error
    with closing(document):
        count = len(document)
        if not count:
            raise ReadError(f"{path}: is a PDF without pages; fetch it again")
        try:
            pages = tuple(Page(index + 1, _page_text(document, index)) for index in range(count))
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"{path}: a page is broken ({error}); print it to a new PDF") from error
    if not any(page.raw.strip() for page in pages):
        raise ReadError(f"{path}: its pages are images without text; read them with OCR first")
    return pages


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    """Return the raw text of one page; control characters, which no text holds, become blanks."""
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        text = str(text_page.get_text_range())
    return _CONTROL.sub(" ", _line_ends(text).replace("\f", "\n"))


def _line_ends(text: str) -> str:
    """Write every line end as a single line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
