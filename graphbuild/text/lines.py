"""Raw text to lines of characters that know where they come from, Markdown marks taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.headings import heading_kind
from graphbuild.text.columns import Border, borders

# PDFium gives U+FFFE for a hyphen at a line's end and drops the break after it.
_BREAK = re.compile(r"\r\n|[\n\r\f\u2028\u2029\x0b\x85]|(?<=\ufffe)")
_MARKDOWN = re.compile(
    r"^(?:[^\S\n]*#{1,6} |[^\S\n]*\|.*\|[^\S\n]*$|[^\S\n]*> |.*\*\*[^*\n]+\*\*)", re.MULTILINE
)
_RULE_ROW = re.compile(r"(?=.*---)[\s:|-]+")
_LEAD = re.compile(r"\s*(?:#{1,6}\s+|>\s?)+")
_MARK = re.compile(r"\*\*|<br\s*/?>|(?<![\w])_(?=\S)|(?<=\S)_(?!\w)|\\(?=[-#*_.|>])|\|")
_BOLD = re.compile(r"(\*\*|(?<!\w)_(?!_))(?P<words>[^*_|<\n]{3,90})\1")
# Headings of the parts of a § that may stand in a column of their own, beside their text.
_HEADINGS_BESIDE = frozenset(
    {
        "decision",
        "recommendation",
        "suggestion",
        "proposals",
        "proposition",
        "vote",
        "reservation",
        "note",
        "recusal",
        "non_participation",
        "prior_handling",
        "documents",
        "matter",
    }
)
# How many words the text beside a heading has at least.
_FEWEST_WORDS = 3
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000\t"), " ")


@dataclass(slots=True)
class Line:
    """One line: its characters, the raw offset of each, and what stands around it.

    ``blank_before`` tells a blank line or page break before it, ``page_break`` that a new page
    begins here, ``row`` that it is a row or cell of a table, ``heading`` that markup says so, ``gap`` that
    a page header or footer was taken away before it. ``column`` is where, in characters from the raw
    line's beginning, the last cell of a row begins that only blanks part, and ``indent`` where the line
    begins.
    """

    text: str
    offsets: Sequence[int]
    blank_before: bool = False
    page_break: bool = False
    row: bool = False
    heading: bool = False
    gap: bool = False
    column: int | None = None
    indent: int = 0


def _pieces(raw: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for found in _BREAK.finditer(raw):
        yield start, found.start(), found.group()
        start = found.end()
    yield start, len(raw), ""


def split_lines(raw: str) -> list[Line]:
    """Return the lines of the raw text that are not blank, with Markdown marks taken off."""
    markdown = len(_MARKDOWN.findall(raw)) >= 2
    lines: list[Line] = []
    blank = page = False
    pieces = list(_pieces(raw))
    columns = [()] * len(pieces) if markdown else borders([raw[start:end] for start, end, _ in pieces])
    for (start, end, separator), cells in zip(pieces, columns, strict=True):
        made = _markdown_line(raw, start, end) if markdown else _plain_lines(raw, start, end, cells)
        for line in made:
            if line.text.strip():
                line.blank_before, line.page_break = line.blank_before or blank, page
                lines.append(line)
                blank = page = False
            elif not line.row:
                blank = True
        page = page or separator == "\f"
    return lines


def _plain_line(raw: str, start: int, end: int) -> Line:
    """Return the line; one with a tab between words is a row of a table, its cells parted by tabs."""
    text = raw[start:end]
    row = "\t" in text.strip()
    shown = (
        "\t".join(cell.translate(_SPACES) for cell in text.split("\t")) if row else text.translate(_SPACES)
    )
    return Line(shown, range(start, end), row=row)


def _plain_lines(raw: str, start: int, end: int, cells: Sequence[Border]) -> list[Line]:
    """Return the line, or the row that its columns make, or the heading and the text beside it."""
    if not cells:
        line = _plain_line(raw, start, end)
        line.indent = len(line.text) - len(line.text.lstrip(" "))
        return [line]
    head, beside = raw[start : start + cells[0].start].strip(), raw[start + cells[-1].end : end]
    if len(cells) == 1 and _is_heading_beside(heading_kind(head), beside):
        text = _plain_line(raw, start + cells[0].end, end)
        return [_plain_line(raw, start, start + cells[0].start), text]
    return [_row(raw, start, end, cells)]


def _is_heading_beside(kind: str | None, beside: str) -> bool:
    """Tell whether a heading has its text beside it, not a page number; recipients can be one word."""
    if kind == "recipients":
        return any(len(word) > 3 and word.strip(",.").isalpha() for word in beside.split())
    return kind in _HEADINGS_BESIDE and len(beside.split()) >= _FEWEST_WORDS


def _row(raw: str, start: int, end: int, cells: Sequence[Border]) -> Line:
    """Return the row of a table that the line makes, with a tab for each column passed."""
    characters: list[str] = []
    offsets: list[int] = []
    position = start
    for cell in (*cells, None):
        stop = start + cell.start if cell else end
        characters += raw[position:stop].translate(_SPACES)
        offsets += range(position, stop)
        if cell:
            characters += "\t" * cell.tabs
            offsets += range(stop, stop + cell.tabs)
            position = start + cell.end
    return Line("".join(characters), tuple(offsets), row=True, column=cells[-1].end)


def _markdown_line(raw: str, start: int, end: int) -> list[Line]:
    """Return the line without its marks, broken where a cell or a heading inside it begins or ends."""
    text = raw[start:end]
    if _RULE_ROW.fullmatch(text):
        return []
    row = text.lstrip().startswith("|")
    lead = _LEAD.match(text)
    heading = bool(lead and "#" in lead.group())
    # A row whose cells hold several lines reads cell by cell: the next cell starts a line with its tab.
    border = "\n\t" if row and "<br" in text else "\t"
    breaks = {
        edge
        for found in _BOLD.finditer(text)
        if heading_kind(found["words"].strip(" *_"))
        for edge in found.span()
    }
    skip: dict[int, tuple[int, str]] = {0: (lead.end(), "")} if lead else {}
    for found in _MARK.finditer(text):
        mark = found.group()
        sign = "\n" if mark.startswith("<") else border if mark == "|" else ""
        skip[found.start()] = (found.end(), sign)
    return _rebuild(text, start, skip, breaks, row, heading)


def _rebuild(
    text: str, start: int, skip: dict[int, tuple[int, str]], breaks: set[int], row: bool, heading: bool
) -> list[Line]:
    lines = [Line("", [], row=row, heading=heading)]
    characters: list[str] = []
    offsets: list[int] = []
    position = 0

    def close() -> None:
        lines[-1].text, lines[-1].offsets = "".join(characters), tuple(offsets)
        characters.clear()
        offsets.clear()

    while position < len(text):
        if position in breaks and "".join(characters).strip():
            close()
            lines.append(Line("", [], row=row, heading=heading))
        end, sign = skip.get(position, (position, ""))
        if sign.startswith("\n"):
            close()
            lines.append(Line("", [], row=row, heading=heading))
        if sign.endswith("\t"):
            characters.append("\t")
            offsets.append(start + position)
        elif end == position:
            characters.append(text[position].translate(_SPACES))
            offsets.append(start + position)
        position = max(end, position + 1)
    close()
    for number, line in enumerate(lines):
        _strip_tabs(line, first=number == 0)
    return lines


def _strip_tabs(line: Line, first: bool) -> None:
    """Take off the table's outer borders; an empty first cell keeps its tab, as it says "as above"."""
    lead = 1 if first and line.text.startswith("\t") else 0
    tail = len(line.text.rstrip())
    line.text, line.offsets = line.text[lead:tail], line.offsets[lead:tail]
