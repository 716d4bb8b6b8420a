"""Columns that only blanks part: where in a line of a page laid out with blanks its cells end.

``pdftotext -layout`` and its kin keep a page's columns by padding lines with blanks. Four blanks or more
are a border of columns; fewer are one only where the next word stands under, or over, the beginning of
another cell. Rows below a head of three cells or more take their places by the head's columns, so that
an empty cell keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.headings import item_heading

_BLANK = " \u00a0\u202f\u2007\u2009\u3000"
_GAP = re.compile(rf"(?<=[^{_BLANK}])[{_BLANK}]{{2,}}(?=[^{_BLANK}])")
# So many blanks are no justified text and no double space after a full stop.
_WIDE = 4
# Text that is spaced out (``P R O T O K O L L``), or justified with many wide blanks, has no columns.
_MOST_GAPS = 12
# A head of fewer cells than this tells no columns to keep.
_HEAD = 3
# How far to the left of its column's head a cell may begin.
_SLACK = 2


@dataclass(frozen=True, slots=True)
class Border:
    """The blanks between two cells of a line, ``[start, end)``, and how many columns they pass."""

    start: int
    end: int
    tabs: int = 1


def borders(lines: Sequence[str]) -> list[tuple[Border, ...]]:
    """Return the borders of columns in each of the lines; none for a line that begins a §.

    Offsets count characters of the line. A line without columns has no borders.
    """
    gaps = [_gaps(line) for line in lines]
    starts = [{end for _, end in found} | _indent(line) for line, found in zip(lines, gaps, strict=True)]
    near = _neighbours(lines)
    result: list[tuple[Border, ...]] = []
    for number, found in enumerate(gaps):
        beside = starts[near[number][0]] if near[number][0] >= 0 else set()
        below = starts[near[number][1]] if near[number][1] >= 0 else set()
        result.append(
            tuple(
                Border(start, end)
                for start, end in found
                if end - start >= _WIDE or end in beside or end in below
            )
        )
    return _aligned(lines, result)


def _gaps(line: str) -> list[tuple[int, int]]:
    if item_heading(line) or "\t" in line.strip():
        return []
    found = [match.span() for match in _GAP.finditer(line)]
    return found if len(found) <= _MOST_GAPS else []


def _indent(line: str) -> set[int]:
    """Return the column at which an indented line begins."""
    lead = len(line) - len(line.lstrip(_BLANK))
    return {lead} if lead >= _WIDE and line.strip() else set()


def _neighbours(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return for each line the numbers of the nearest lines above and below with words, -1 for none."""
    above, below = [-1] * len(lines), [-1] * len(lines)
    last = -1
    for number, line in enumerate(lines):
        above[number] = last
        last = number if line.strip() else last
    last = -1
    for number in range(len(lines) - 1, -1, -1):
        below[number] = last
        last = number if lines[number].strip() else last
    return list(zip(above, below, strict=True))


def _aligned(lines: Sequence[str], found: Sequence[tuple[Border, ...]]) -> list[tuple[Border, ...]]:
    """Let the rows below a head pass the columns in which they have nothing."""
    result = list(found)
    head: list[int] = []
    for number, row in enumerate(found):
        if not lines[number].strip() or not row:
            # A blank line, or one cell alone that goes on, ends no table; a line from the margin does.
            if lines[number].strip() and not _indent(lines[number]):
                head = []
            continue
        columns = _starts(lines[number], row)
        if not head:
            head = columns if len(columns) >= _HEAD else []
            continue
        places = [_place(head, column) for column in columns]
        if places[0] == 0 and len(set(places)) == len(places):
            result[number] = tuple(
                Border(border.start, border.end, min(after - before, border.end - border.start))
                for border, before, after in zip(row, places, places[1:], strict=False)
            )
        elif len(columns) > len(head):
            head = columns
    return result


def _starts(line: str, row: Sequence[Border]) -> list[int]:
    return [len(line) - len(line.lstrip(_BLANK)), *(border.end for border in row)]


def _place(head: Sequence[int], column: int) -> int:
    """Return the number of the head's column that a cell beginning there belongs to."""
    return max((number for number, start in enumerate(head) if start - _SLACK <= column), default=0)
