"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
from typing import Literal

from graphbuild.errors import ReadError

Kind = Literal["pdf", "docx", "html", "text"]

HEAD_BYTES = 64 * 1024
"""How many bytes of a file `kind` needs."""

# A PDF's head may follow other bytes, within its first 1,024 (Adobe PDF Reference 1.7, app. H, note 13).
_PDF_HEAD = b"%PDF-"
_PDF_HEAD_WITHIN = 1024
_IMAGE = "an image; read its text with OCR into a PDF or text file"
_OTHERS = {
    b"{\\rtf": "an RTF file; save it as PDF or DOCX",
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"II*\x00": _IMAGE,
    b"MM\x00*": _IMAGE,
    b"GIF8": _IMAGE,
    b"\x1f\x8b": "a gzip file; unpack it and give what is in it",
    b"7z\xbc\xaf": "a 7z file; unpack it and give what is in it",
    b"Rar!": "a RAR file; unpack it and give what is in it",
    b"%!PS": "a PostScript file; convert it to PDF",
    b"MIME-Version:": "a web archive or an e-mail; save the page or the attachment itself",
    b"From: ": "an e-mail; save its attachment and give that",
}
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
# Comments come from Markdown converters as well; what follows them tells.
_LEAD = re.compile(rb"(?:\xef\xbb\xbf|\s|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_DOCUMENT = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_BLOCK = re.compile(
    rb"<(?:div|p|table|h[1-6]|section|article|main|meta|title|ul|ol)(?:\s[^>]*)?>", re.IGNORECASE
)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |\|)", re.MULTILINE)


def kind(head: bytes) -> Kind:
    """Return what a file is by its first `HEAD_BYTES`.

    Raises:
        ReadError: where it is of a kind that is not read, with what to do (and without its path).
    """
    if _PDF_HEAD in head[:_PDF_HEAD_WITHIN]:
        return "pdf"
    if head.startswith(_ZIP):
        return _zipped(head)
    if head.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in head:
            raise ReadError("is an encrypted Word file; save a copy without password")
        raise ReadError("is an old Word or Office file; save it as PDF or DOCX")
    for mark, name in _OTHERS.items():
        if head.startswith(mark):
            raise ReadError(f"is {name}")
    return "html" if _is_html(_as_bytes(head)) else "text"


def _zipped(head: bytes) -> Kind:
    """Tell a Word file from other packed files by the names at its start; what is unsure is tried."""
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        raise ReadError("is an OpenDocument file; save it as PDF or DOCX")
    for folder, name in ((b"xl/", "an Excel workbook"), (b"ppt/", "a PowerPoint presentation")):
        if folder in head and b"word/" not in head:
            raise ReadError(f"is {name}; save it as PDF")
    return "docx"


def _as_bytes(head: bytes) -> bytes:
    """Return the head in one byte a character, also where the text is UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore").encode("utf-8", errors="ignore")
    return head


def _is_html(head: bytes) -> bool:
    lead = _LEAD.match(head)
    start = lead.end() if lead else 0
    if _DOCUMENT.match(head, start):
        return True
    # Part of a page, as a content system exports it: nothing but elements, and no Markdown.
    return bool(_BLOCK.match(head, start)) and b"</" in head and not _MARKDOWN.search(head)
