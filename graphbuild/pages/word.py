"""Word files (DOCX) to lines: paragraphs with their automatic numbers, tables to rows.

Read from the XML itself (ISO/IEC 29500-1) rather than with a library: those at hand leave out the
numbers that Word counts, content controls and tracked insertions, which is where minutes keep their
§ numbers, their points and what their templates fill in.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from graphbuild.errors import ReadError
from graphbuild.pages.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_PART_BYTES, MAX_RATIO, MAX_ZIP_ENTRIES
from graphbuild.pages.lines import page, row
from graphbuild.pages.numbering import Numbering, W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# The strict form of the standard has names of its own for the same things.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        W[1:-1].encode(),
    ),
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
# Deleted and moved text is not what the document says; properties hold no text; a text box is read by itself.
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}txbxContent", _FALLBACK})
_SMALL = 10_000
# What the standard library raises for damaged files; a negative seek is a ValueError.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_BOMB = "unpacks to far more than a document holds; print it to PDF if it is to be trusted"


def pages(data: bytes) -> list[str]:
    """Return the pages of a Word file, parted where Word last broke them or the author did.

    The words of the page header stand before the first page; footers, notes and comments are left out.

    Raises:
        ReadError: where it is broken, encrypted, no Word file, holds no text, or unpacks without measure.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = _Document(package).pages()
    except _BROKEN as error:
        raise ReadError("is a broken Word file; fetch it again, or save it anew from Word") from error
    if not any(raw.strip() for raw in found):
        raise ReadError("is a Word file without text; check that it is the right one")
    return found


def _part(package: zipfile.ZipFile, name: str) -> ET.Element | None:
    """Return the root of a part, None where there is none; its size is checked before and while unpacking."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.flag_bits & 1:
        raise ReadError("is an encrypted Word file; save a copy without password")
    if entry.file_size > MAX_PART_BYTES or entry.file_size > _SMALL + entry.compress_size * MAX_RATIO:
        raise ReadError(_BOMB)
    with package.open(entry) as stream:
        data = stream.read(MAX_PART_BYTES + 1)
    if len(data) > MAX_PART_BYTES:
        raise ReadError(_BOMB)
    # ISO/IEC 29500-2, 8.3.4: a part has no document type declaration; entities could be a bomb of their own.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError("is a Word file with declarations that none may have; save it anew from Word")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return ET.fromstring(data)  # noqa: S314 - declarations, the danger here, are refused above


@dataclass(slots=True)
class _Lines:
    """The lines of the document so far, by pages; ``turn`` that a new page begins with the next line."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    turn: bool = False
    length: int = 0

    def add(self, lines: list[str], *, apart: bool = True) -> None:
        if self.turn and any(self.pages[-1]):
            self.pages.append([])
        self.turn = False
        self.length += sum(len(line) + 1 for line in lines)
        if self.length > MAX_CHARACTERS:
            raise ReadError(f"holds more than {MAX_CHARACTERS:,} characters; split it")
        if apart and self.pages[-1]:
            self.pages[-1].append("")
        self.pages[-1] += lines


class _Document:
    """One Word file being read."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        if len(package.infolist()) > MAX_ZIP_ENTRIES:
            raise ReadError(_BOMB)
        self.package = package
        self.name = self._main()
        self.folder = self.name.rpartition("/")[0]
        self.numbering = Numbering(
            _part(package, f"{self.folder}/numbering.xml"), _part(package, f"{self.folder}/styles.xml")
        )
        self.lines = _Lines()

    def _main(self) -> str:
        """Return the name of the part that holds the text."""
        relations = _part(self.package, "_rels/.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith("/officeDocument"):
                name = relation.get("Target", "").lstrip("/")
                if name.startswith("word/"):
                    return name
        if "word/document.xml" in self.package.namelist():
            return "word/document.xml"
        raise ReadError("is a ZIP file without a Word document in it; unpack it and give what is in it")

    def pages(self) -> list[str]:
        root = _part(self.package, self.name)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise ReadError("is a broken Word file; fetch it again, or save it anew from Word")
        head = list(self._head(body))
        if head:
            self.lines.add(head)
        self._blocks(body, 0)
        return [page("\n".join(lines)) + "\n" for lines in self.lines.pages]

    def _head(self, body: ET.Element) -> Iterator[str]:
        """Yield the lines of the first page's header, without its page numbers."""
        section = next(body.iter(f"{W}sectPr"), None)
        references = {
            one.get(f"{W}type"): one
            for one in (section.findall(f"{W}headerReference") if section is not None else ())
        }
        first = section is not None and section.find(f"{W}titlePg") is not None
        reference = references.get("first") if first else None
        reference = reference if reference is not None else references.get("default")
        relations = _part(self.package, f"{self.folder}/_rels/{self.name.rpartition('/')[2]}.rels")
        if reference is None or relations is None:
            return
        wanted = reference.get(f"{_R}id")
        for relation in relations.iter(f"{_PACKAGE}Relationship"):
            if relation.get("Id") == wanted:
                part = _part(self.package, f"{self.folder}/{relation.get('Target', '')}")
                for paragraph in part.iter(f"{W}p") if part is not None else ():
                    line = " ".join(_words(paragraph, fields=False).split())
                    if line:
                        yield line

    def _blocks(self, parent: ET.Element, depth: int) -> None:
        """Read the paragraphs and tables of the body, those in content controls too."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _LEFT_OUT and depth < MAX_DEPTH:
                self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: ET.Element) -> None:
        lines = self._read(paragraph)
        before, inside = _breaks(paragraph)
        self.lines.turn = self.lines.turn or before
        if lines:
            self.lines.add(lines, apart=not self.numbering.is_point(paragraph))
        self.lines.turn = self.lines.turn or inside

    def _read(self, paragraph: ET.Element) -> list[str]:
        """Return the lines of a paragraph with its number, then those of the text boxes tied to it."""
        words = _words(paragraph)
        # A paragraph without text may still be counted, but shows no number that matters.
        label = self.numbering.label(paragraph) if words.strip() else ""
        lines = [part.strip() for part in f"{label}{words}".split("\n")]
        for box in _boxes(paragraph):
            for inner in box.iter(f"{W}p"):
                lines += [part.strip() for part in _words(inner).split("\n")]
        return [line for line in lines if line]

    def _table(self, table: ET.Element) -> None:
        for place, cells in enumerate(_rows(table)):
            inside = any(any(_breaks(paragraph)) for cell in cells for paragraph in cell.iter(f"{W}p"))
            lines = row([self._cell(cell, 0) for cell in cells])
            if lines:
                self.lines.add(lines, apart=not place)
            self.lines.turn = self.lines.turn or inside

    def _cell(self, cell: ET.Element, depth: int) -> list[str]:
        """Return the lines of a cell; a table inside it gives a line a row."""
        lines: list[str] = []
        for child in cell:
            if child.tag == f"{W}p":
                lines += [line.replace("\t", " ") for line in self._read(child)]
            elif child.tag == f"{W}tbl" and depth < MAX_DEPTH:
                for cells in _rows(child):
                    lines += row([self._cell(inner, depth + 1) for inner in cells])
            elif child.tag not in _LEFT_OUT and depth < MAX_DEPTH:
                lines += self._cell(child, depth + 1)
        return lines


def _rows(table: ET.Element) -> Iterator[list[ET.Element]]:
    """Yield the cells of each row of a table, those in content controls too; deleted rows are gone."""
    for line in _within(table, f"{W}tr", 0):
        if line.find(f"{W}trPr/{W}del") is None:
            yield list(_within(line, f"{W}tc", 0))


def _within(parent: ET.Element, tag: str, depth: int) -> Iterator[ET.Element]:
    """Yield the elements of a kind in ``parent``, or in controls in it, but not inside one another."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"} and depth < MAX_DEPTH:
            yield from _within(child, tag, depth + 1)


def _walk(parent: ET.Element, left_out: frozenset[str] = _LEFT_OUT) -> Iterator[ET.Element]:
    """Yield the elements below ``parent`` in order, but for what is left out."""
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag not in left_out:
            yield child
            stack.append(iter(child))


def _boxes(paragraph: ET.Element) -> Iterator[ET.Element]:
    """Yield the text boxes tied to a paragraph, each once."""
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == f"{W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            stack.append(iter(child))


def _words(paragraph: ET.Element, *, fields: bool = True) -> str:
    """Return the text of a paragraph; ``fields`` keeps what Word fills in, as page numbers."""
    words: list[str] = []
    field_depth = 0
    for element in _walk(paragraph, _LEFT_OUT if fields else _LEFT_OUT | {f"{W}fldSimple"}):
        if element.tag == f"{W}fldChar":
            field_depth += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
        elif element.tag == f"{W}br" and element.get(f"{W}type") in {"page", "column"}:
            continue
        elif fields or not field_depth:
            words.append(element.text or "" if element.tag == f"{W}t" else _SIGNS.get(element.tag, ""))
    return "".join(words)


def _breaks(paragraph: ET.Element) -> tuple[bool, bool]:
    """Tell whether a new page begins before the paragraph's text, and whether one does inside or after it."""
    before = paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
    inside = text = False
    for element in _walk(paragraph):
        if element.tag == f"{W}t" and (element.text or "").strip():
            text = True
        elif element.tag == f"{W}lastRenderedPageBreak" or (
            element.tag == f"{W}br" and element.get(f"{W}type") == "page"
        ):
            before, inside = before or not text, inside or text
    return before, inside
