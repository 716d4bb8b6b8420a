"""Ruled tables of attendance and votes in a PDF: their rows, each cell where it belongs.

PDFium gives a table's words in the order they are drawn, one blank between cells: which column a
mark stands in, and where a name ends that takes two lines, is lost. Where a page has a ruled table
with the heads of such a list, pdfplumber reads the cells, and its rows take the place of the
table's words, if they are the same words.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pypdfium2
import pypdfium2.raw as pdfium

from graphbuild.pages.limits import MAX_TABLE_CHARACTERS, MAX_TABLE_RULES
from graphbuild.pages.lines import row

# What heads the columns of a list of attendance or votes, as whole cells.
_HEAD = re.compile(
    r"(?:namn|ledam(?:ot|öter)|ersättare|ordinarie|tj(?:änst|\.)\w*(?: ersättare)?|parti|plats|funktion|roll"
    r"|när(?:varo|varande|v)?\.?|från(?:varo|varande|v)?\.?|deltar|ja|nej|avst(?:år|od)?\.?|röst|resultat"
    r"|ankom|utgick|anmärkning|§§?|signatur|kl(?:ockslag)?\.?|tid)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:namn|ledam(?:ot|öter)|ersättare|parti|närv\w*|frånv\w*|ja|nej|avst\w*|röst|resultat)\b",
    re.IGNORECASE,
)
_MIN_WORDS = 3
_MIN_RULES = 6
_MIN_COLUMNS = 3
_MIN_HEADS = 2
# How many rows at a table's top may hold its heads: a title may span the first.
_HEAD_ROWS = 3
_SLACK = 1.0
# How far the columns of a table may shift where it goes on over a page's end, in points.
_SHIFT = 3.0
_NO_LETTER = re.compile(r"[\s\u00ad\u2010\ufffe\u0002-]+")


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: its box (left, bottom, right, top; points from the lower left), its lines."""

    box: tuple[float, float, float, float]
    lines: tuple[str, ...]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point stands in the table."""
        left, bottom, right, top = self.box
        return left - _SLACK <= x <= right + _SLACK and bottom - _SLACK <= y <= top + _SLACK


class Finder:
    """Finds the tables of one PDF; pdfplumber opens it with the first page that seems to have one."""

    def __init__(self, path: Path, most: int) -> None:
        """Prepare for the PDF at ``path``; at most ``most`` pages are searched."""
        self._path = path
        self._left = most
        self._plumber: Any = None
        # The last list found: the edges of its columns, and its page. It may go on without heads on the next.
        self._columns: tuple[float, ...] = ()
        self._page = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._plumber is not None:
            # Closing reads on in a damaged file, and may stumble there.
            with contextlib.suppress(Exception):
                self._plumber.close()

    def text(
        self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int, text: str
    ) -> str | None:
        """Return the page's text with the rows of its tables in place of their words, None where none is."""
        goes_on = self._page == index - 1
        if not self._left or not (goes_on or _has_words(text)) or not _has_rules(page, text):
            return None
        self._left -= 1
        found: list[Table] = []
        # Whatever goes wrong here, PDFium's text is there to fall back on.
        with contextlib.suppress(Exception):
            found = list(self._tables(index))
        if not found:
            return None
        pieces, dropped = _pieces(text_page, found)
        return "".join(pieces) if _same_words(found, dropped) else None

    def _tables(self, index: int) -> Iterator[Table]:
        if self._plumber is None:
            import pdfplumber

            self._plumber = pdfplumber.open(self._path)
        page = self._plumber.pages[index]
        last: tuple[float, ...] = ()
        try:
            if page.rotation or tuple(page.mediabox[:2]) != (0, 0):
                return
            for table in page.find_tables():
                cells = table.extract()
                columns = tuple(sorted({float(cell[0]) for cell in table.cells}))
                if _is_list(cells) or (self._page == index - 1 and _alike(columns, self._columns)):
                    last = columns
                    left, top, right, bottom = table.bbox
                    height = float(page.height)
                    yield Table((left, height - bottom, right, height - top), tuple(_rows(cells)))
        finally:
            page.close()
        if last:
            self._columns, self._page = last, index


def _has_words(text: str) -> bool:
    """Tell whether the page has words that head the columns of such a table."""
    return len({word.casefold() for word in _WORDS.findall(text[:MAX_TABLE_CHARACTERS])}) >= _MIN_WORDS


def _has_rules(page: pypdfium2.PdfPage, text: str) -> bool:
    """Tell whether lines are drawn on the page, fewer than in a drawing."""
    if len(text) > MAX_TABLE_CHARACTERS:
        return False
    rules = 0
    for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        rules += 1
        if rules > MAX_TABLE_RULES:
            return False
    return rules >= _MIN_RULES


def _alike(columns: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether two tables have the same columns."""
    pairs = zip(columns, others, strict=False)
    return len(columns) == len(others) and all(abs(one - other) <= _SHIFT for one, other in pairs)


def _is_list(cells: Sequence[Sequence[str | None]]) -> bool:
    """Tell whether a table is one of attendance or votes, by its heads and its size."""
    if not cells or max(map(len, cells)) < _MIN_COLUMNS:
        return False
    heads = (
        sum(bool(cell and _HEAD.fullmatch(cell.strip())) for cell in line) for line in cells[:_HEAD_ROWS]
    )
    return max(heads) >= _MIN_HEADS


def _rows(cells: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """Yield the rows as lines; a cell that spans others is None but in its first."""
    for line in cells:
        yield from row([(cell or "").split("\n") for cell in line])


def _pieces(text_page: pypdfium2.PdfTextPage, found: Sequence[Table]) -> tuple[list[str], str]:
    """Return the page's text with each table's rows where its words began, and the words they replace."""
    pieces: list[str] = []
    dropped: list[str] = []
    written: set[int] = set()
    for table, start, end in _runs(text_page, found):
        words = str(text_page.get_text_range(start, end - start))
        if table is None:
            pieces.append(words)
            continue
        dropped.append(words)
        if table not in written:
            written.add(table)
            lead = "" if not pieces or pieces[-1].endswith("\n") else "\n"
            pieces.append(lead + "\n".join(found[table].lines) + "\n")
    return pieces, "".join(dropped)


def _runs(text_page: pypdfium2.PdfTextPage, found: Sequence[Table]) -> Iterator[tuple[int | None, int, int]]:
    """Yield runs of characters that stand in the same table or outside all, by where each is drawn."""
    start, current = 0, None
    count = text_page.count_chars()
    for place in range(count):
        # Blanks and line ends that PDFium adds are drawn nowhere: they go with what stands before.
        if pdfium.FPDFText_IsGenerated(text_page, place) == 1:
            continue
        left, bottom, right, top = text_page.get_charbox(place)
        x, y = (left + right) / 2, (bottom + top) / 2
        table = next((number for number, one in enumerate(found) if one.holds(x, y)), None)
        if table != current and place > start:
            yield current, start, place
            start = place
        current = table
    if count > start:
        yield current, start, count


def _same_words(found: Sequence[Table], dropped: str) -> bool:
    """Tell whether the tables' rows hold the characters that they replace, no more and no less."""
    rows = "".join(line for table in found for line in table.lines)
    return Counter(_NO_LETTER.sub("", rows)) == Counter(_NO_LETTER.sub("", dropped))
