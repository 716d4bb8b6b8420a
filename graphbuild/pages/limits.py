"""What reading one document may cost; beyond it the document is refused, and the others go on."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

MAX_BYTES = 200 * MEGABYTE
"""The largest file that is read, in bytes; minutes with all their appendices stay far below it."""

MAX_CHARACTERS: Final = 20_000_000
"""The longest text of one document, in characters: some 8,000 pages."""

MAX_PAGES: Final = 10_000
"""The most pages of a PDF."""

READ_SECONDS: Final = 120.0
"""How long parsing one document may take, in seconds, before its process is ended."""

READER_MEMORY: Final = 3 * 1024 * MEGABYTE
"""The address space of the process that parses, in bytes, where the system can limit it."""

MAX_PART_BYTES: Final = 64 * MEGABYTE
"""The largest part of a Word file once unpacked, in bytes: text alone of some thousand pages."""

MAX_RATIO: Final = 200
"""How many times larger a part of a Word file may be unpacked; text packs to a tenth, a bomb far less."""

MAX_ZIP_ENTRIES: Final = 10_000
"""The most files inside a Word file."""

MAX_DEPTH: Final = 40
"""How deep tables and controls of a Word file are followed into one another."""

MAX_TABLE_PAGES: Final = 200
"""The pages of a PDF that are searched for ruled tables, which costs some 50 ms each."""

MAX_TABLE_CHARACTERS: Final = 20_000
"""The characters of a page that is searched for ruled tables; no page of minutes holds so many."""

MAX_TABLE_RULES: Final = 4_000
"""The drawn lines of a page that is searched for ruled tables; a map or a drawing has more."""

OCR_DPI: Final = 300
"""The resolution at which a page is drawn for OCR, in dots an inch; what tesseract is trained on."""

MAX_PIXELS: Final = 36_000_000
"""The most dots of a page drawn for OCR (A2 at 300 dpi); larger pages are drawn coarser."""

OCR_SECONDS: Final = 90.0
"""How long OCR of one page may take, in seconds."""

MAX_OCR_PAGES: Final = 300
"""The pages of one document that are read with OCR, at some seconds each; the rest stay unread."""
