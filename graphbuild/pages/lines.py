"""What the readers of all formats share: lines, rows of tables, and what no raw text holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Control characters mean nothing in minutes, and RDF/XML cannot hold them; a form feed ends a page.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]|[\ud800-\udfff]")
# A table of this many columns tells one thing a row; one of two is labels beside what they stand for.
_COLUMNS = 3
# A row longer than this is no row of a list, but a page laid out with a table.
_WIDEST_ROW = 300
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def plain(text: str) -> str:
    """Write every line end as a single line feed, and a blank for what no text can hold."""
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def page(text: str) -> str:
    """Return the raw text of one page: as `plain`, and without form feeds, which join pages."""
    return plain(text).replace("\f", "\n")


def row(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table's row, given the lines of each of its cells.

    A row is one line, its cells parted by tabs. Where a cell beside a label holds several lines,
    the row reads cell by cell, each but the first starting a line with its tab.
    """
    filled = [[line.strip(" \n") for line in cell if line.strip()] for cell in cells]
    while filled and not filled[-1]:
        filled.pop()
    if not filled:
        return []
    if len(filled) == 1:
        return filled[0]
    width = sum(len(line) + 1 for cell in filled for line in cell)
    if all(len(cell) < 2 for cell in filled) or (len(cells) >= _COLUMNS and width <= _WIDEST_ROW):
        return ["\t".join(joined(cell) for cell in filled)]
    first, *others = filled
    lines = list(first)
    for cell in others:
        if cell:
            lines += ["\t" + cell[0], *cell[1:]]
    return lines


def joined(lines: Sequence[str]) -> str:
    """Return the lines of a cell as one: a word broken at a hyphen is one word again."""
    text = ""
    for line in lines:
        if re.search(r"\w[-\u00ad\u2010\ufffe]$", text):
            text = text[:-1] + line if line[:1].islower() else text + line
        else:
            text = f"{text} {line}".lstrip()
    return text


def number(value: int, form: str) -> str:
    """Return the number of a point as printed: form ``decimal``, ``letter`` or ``roman``."""
    if form == "letter" and value > 0:
        return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    if form == "roman" and 0 < value < 40:
        digits = ""
        for size, sign in _ROMAN:
            digits += sign * (value // size)
            value %= size
        return digits
    return str(value)
