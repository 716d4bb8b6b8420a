"""HTML to lines: block elements to lines, points with their marks, tables to rows, no scripts or menus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from graphbuild.errors import ReadError
from graphbuild.pages.lines import number, page, row
from graphbuild.pages.plain import decode

# Elements that begin and end a line.
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section"}
    | {"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
# Those with a blank line before and after.
_APART = frozenset(
    {"article", "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "section"}
    | {"table", "ul"}
)
_SKIPPED = frozenset(
    {"audio", "button", "canvas", "iframe", "nav", "noscript", "object", "script", "select", "style"}
    | {"svg", "template", "textarea", "title", "video"}
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_FORMS = {"a": "letter", "A": "letter", "i": "roman", "I": "roman"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 4096
# What a page may name; by the HTML Standard (encoding labels) Latin-1 and ASCII mean Windows-1252.
_CHARSETS = re.compile(
    r"(?P<western>iso-?8859-1|latin-?1|l1|(?:us-)?ascii)|utf-?8|iso-?8859-\d{1,2}|windows-125\d"
)
_MAX_NESTED = 50
# The longest tag, in characters: pictures may stand in their attributes, and hold no words.
_MAX_TAG = 100_000


@dataclass(slots=True)
class _Cell:
    """What collects lines: the page itself, or a cell of a table; ``mark`` stands before the next line."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mark: str = ""

    def end_line(self) -> None:
        """Close the line under way; blanks and line ends of the source are one blank each."""
        line = "".join(self.words)
        self.words.clear()
        parts = [part for part in (" ".join(part.split()) for part in line.split("\v")) if part]
        if parts:
            self.lines += [self.mark + parts[0], *parts[1:]]
            self.mark = ""

    def end_block(self) -> None:
        """Close the line under way, and leave one blank line before what follows."""
        self.end_line()
        if self.lines and self.lines[-1]:
            self.lines.append("")


@dataclass(slots=True)
class _Table:
    rows: list[str] = field(default_factory=list)
    cells: list[_Cell] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    form: str | None
    value: int


class _Reader(HTMLParser):
    """Collects the lines of a page; ``main`` is what stands in its main element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Cell()
        self.main: list[str] = []
        self._main_from: int | None = None
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._skipped: list[str] = []

    @property
    def _cell(self) -> _Cell:
        table = self._tables[-1] if self._tables else None
        return table.cells[-1] if table and table.cells else self.page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._skipped or tag in _SKIPPED or "hidden" in given:
            if tag not in _VOID and (not self._skipped or tag == self._skipped[-1]):
                self._skipped.append(tag)
            return
        if tag == "br":
            self._cell.words.append("\v")
        elif tag in _BLOCKS:
            self._begin(tag, given)

    def _begin(self, tag: str, given: dict[str, str | None]) -> None:
        cell = self._cell
        if tag in _APART and not self._tables:
            cell.end_block()
        else:
            cell.end_line()
        if tag == "main" and not self._tables and self._main_from is None:
            self._main_from = len(self.page.lines)
        elif tag == "table" and len(self._tables) < _MAX_NESTED:
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].cells.append(_Cell())
        elif tag in {"ul", "ol"}:
            start = given.get("start") or ""
            form = None if tag == "ul" else _FORMS.get(given.get("type") or "", "decimal")
            self._lists.append(_List(form, int(start) if start.isdecimal() and len(start) < 6 else 1))
        elif tag == "li":
            cell.mark = self._mark(given.get("value") or "")

    def _mark(self, value: str) -> str:
        """Return what stands before a point: its number, or a bullet."""
        if not self._lists or self._lists[-1].form is None:
            return "• "
        points = self._lists[-1]
        if value.isdecimal() and len(value) < 6:
            points.value = int(value)
        mark = f"{number(points.value, points.form or 'decimal')}. "
        points.value += 1
        return mark

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.pop()
            return
        if tag not in _BLOCKS:
            return
        if tag in _APART and not self._tables:
            self._cell.end_block()
        else:
            self._cell.end_line()
        if tag == "table" and self._tables:
            self._end_table()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "main" and self._main_from is not None and not self._tables:
            self.main += self.page.lines[self._main_from :]
            self._main_from = None

    def _end_row(self) -> None:
        table = self._tables[-1]
        for cell in table.cells:
            cell.end_line()
        table.rows += row([cell.lines for cell in table.cells])
        table.cells.clear()

    def _end_table(self) -> None:
        self._end_row()
        rows = self._tables.pop().rows
        self._cell.lines += rows
        if not self._tables:
            self._cell.end_block()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._cell.words.append(data.replace("\v", " ").replace("\f", " "))

    def finish(self) -> list[str]:
        """Return the lines of the page once all is fed: of its main element where it has text."""
        self.close()
        while self._tables:
            self._end_table()
        self.page.end_line()
        if self._main_from is not None:
            self.main += self.page.lines[self._main_from :]
        return self.main if any(self.main) else self.page.lines


def pages(data: bytes) -> list[str]:
    """Return the text of an HTML file as one page.

    Raises:
        ReadError: where it shows no text.
    """
    reader = _Reader()
    reader.feed(_tame(_decoded(data)))
    text = page("\n".join(reader.finish())).strip("\n")
    if not text.strip():
        raise ReadError("is a web page without text of its own; save the document that it shows")
    return [text + "\n"]


def _tame(text: str) -> str:
    """Return the text without comments, a ``<`` that begins no tag of sane length made plain.

    The standard library's parser seeks the end of each tag and comment again and again where there
    is none, in time that grows with the square of the text.
    """
    parts: list[str] = []
    start = 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        parts.append(text[start:begin])
        start = end + 3
    text = "".join([*parts, text[start:]])
    parts.clear()
    start, end = 0, text.find(">")
    for found in re.finditer("<", text):
        if 0 <= end < found.start():
            end = text.find(">", found.start())
        if end < 0 or end - found.start() > _MAX_TAG:
            parts += [text[start : found.start()], "&lt;"]
            start = found.end()
    return "".join([*parts, text[start:]])


def _decoded(data: bytes) -> str:
    """Decode by the charset that the page names, where the bytes bear it out; else as any text."""
    named = _CHARSET.search(data[:_CHARSET_WITHIN])
    known = _CHARSETS.fullmatch(named[1].decode("ascii").lower()) if named else None
    if known:
        try:
            return data.decode("windows-1252" if known["western"] else known[0])
        except (LookupError, UnicodeError):
            pass  # not what it says of itself
    return decode(data)
