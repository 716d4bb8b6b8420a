"""A source to its pages: the raw text of each, as the file gives it.

What a file is, its bytes tell. Plain text is read here; everything that takes a parser is read in a
process of its own (`graphbuild.pages.reader`), which may crash, hang or run out of memory without
more harm than the one document. All limits stand in `graphbuild.pages.limits`.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import ReadError
from graphbuild.model import Page, Source
from graphbuild.pages import kinds, ocr, plain, reader
from graphbuild.pages.limits import MAX_BYTES, MAX_CHARACTERS, MAX_OCR_PAGES, MEGABYTE
from graphbuild.privacy import listed, numbers

__all__ = ["MAX_BYTES", "RecognisedPage", "UnreadPage", "read", "warnings"]

_TOLD = re.compile(r"page [0-9]+ (?:is an image and was not read|holds a .+, which is masked)")


@dataclass(frozen=True, slots=True)
class UnreadPage(Page):
    """A page that shows more than could be read as text: an image, without OCR."""


@dataclass(frozen=True, slots=True)
class RecognisedPage(Page):
    """A page whose text OCR read from an image."""


def read(source: Source) -> tuple[Page, ...]:
    """Return the pages of a source with their raw text; what the file is, its bytes tell.

    A PDF gives the text of each page as PDFium reads it, U+FFFE at line-end hyphens included; a page
    that is an image goes to OCR where tesseract is installed with Swedish, and is a `RecognisedPage`
    then, an `UnreadPage` elsewhere. A Word file gives a line a paragraph or row, HTML a line a block, on
    one page. Cells of a row are parted by tabs. A text file (UTF-8, UTF-16 with its mark, else
    Windows-1252) is split at form feeds. Line ends are ``\\n`` in all, and no page holds a form feed, so
    that pages joined by one can be split again. Personal identity numbers are masked in all
    (`graphbuild.privacy.numbers`).

    Raises:
        ReadError: where the file cannot be read as text, with what to do.
    """
    try:
        return numbers.masked_pages(tuple(_pages(Path(listed.file_of(source)))))
    except ReadError as error:
        raise ReadError(f"{source.path}: {error}") from error


def warnings(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return a warning for each page that could not be read, was read by OCR, or had something masked."""
    seen = [
        f"page {page.number} is an image and was not read; install tesseract with Swedish, or run OCR on it"
        if isinstance(page, UnreadPage)
        else f"page {page.number} is an image and was read by OCR ({ocr.version()})"
        for page in pages
        if isinstance(page, UnreadPage | RecognisedPage)
    ]
    masked = [
        f"page {page.number} holds a {kind}, which is masked" + (f" ({count} times)" if count > 1 else "")
        for page in pages
        for kind, count in Counter(page.masked).items()
    ]
    return (*seen, *masked)


def told_when_read(warnings: Sequence[str]) -> tuple[str, ...]:
    """Return those of a record's warnings that `warnings` gave: they are of the file, not of its text."""
    return tuple(told for told in warnings if _TOLD.match(told))


def _pages(path: Path) -> Iterator[Page]:
    kind, data = _opened(path)
    if kind == "text":
        found = [(raw, Page) for raw in plain.pages(data)]
    else:
        task = {"path": os.path.abspath(path), "kind": kind}  # noqa: PTH100 - resolve() would follow links
        found = list(_with_ocr(reader.ask(task), task))
    if sum(len(raw) for raw, _ in found) > MAX_CHARACTERS:
        raise ReadError(f"holds more than {MAX_CHARACTERS:,} characters; split it")
    if not any(raw.strip() for raw, _ in found):
        raise ReadError(
            "its pages are images without text; install tesseract with Swedish, or run OCR on the file"
            if any(how is UnreadPage for _, how in found)
            else "its pages are empty; check that it is the right file"
        )
    for number, (raw, how) in enumerate(found, start=1):
        yield how(number, raw)


def _opened(path: Path) -> tuple[kinds.Kind, bytes]:
    """Return what kind the file is, and what it holds where it is text; all within `MAX_BYTES`."""
    try:
        with path.open("rb") as stream:
            head = stream.read(kinds.HEAD_BYTES)
            if os.fstat(stream.fileno()).st_size > MAX_BYTES:
                limit = MAX_BYTES // MEGABYTE
                raise ReadError(f"larger than {limit} MB; split it, or leave its appendices out")
            kind = kinds.kind(head)
            return kind, head + stream.read(MAX_BYTES) if kind == "text" else b""
    except OSError as error:
        raise ReadError(f"cannot be opened ({error.strerror}); check the path") from error


def _with_ocr(found: Sequence[tuple[str, bool]], task: dict[str, str]) -> Iterator[tuple[str, type[Page]]]:
    """Yield the pages, those that are images with what OCR reads, and how they were read."""
    left = MAX_OCR_PAGES if ocr.version() else 0
    for index, (raw, more) in enumerate(found):
        if not more or not left:
            yield raw, UnreadPage if more else Page
            continue
        left -= 1
        text = _recognised(task, index)
        # OCR reads the stamp on a scan as well; where it reads less than that, it failed.
        failed = text is None or len(text) < len(raw.strip())
        yield (raw, UnreadPage) if failed else (text or "", RecognisedPage)


def _recognised(task: dict[str, str], index: int) -> str | None:
    """Return the text that OCR finds on a page (from 0), None where the page cannot be drawn or read."""
    with tempfile.TemporaryDirectory(prefix="beslutsgraf-") as folder:
        image = Path(folder) / "page.pgm"
        try:
            reader.ask({**task, "page": str(index), "image": str(image)})
        except ReadError:
            return None
        return ocr.read(image)
