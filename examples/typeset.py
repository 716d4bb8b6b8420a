"""Typeset the example minutes: each ``sources/*.minutes`` to a PDF in ``minutes/``.

    python examples/typeset.py [FOLDER]

The same sources give the same PDFs to the byte: only the fonts that every PDF reader has, no
compression, no clock. README.md beside this file describes the markup.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from xml.sax.saxutils import escape

from pyphen import language_fallback
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT = A4
# reportlab hyphenates by pyphen, and leaves words whole without a word where it is not installed.
SWEDISH = language_fallback("sv_SE")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source: its kind, and its lines or cells."""

    kind: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed source: what stands in its head, and its blocks in order."""

    head: dict[str, str]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one body's minutes look; lengths in points."""

    body_font: str
    heading_font: str
    size: float
    left: float
    right: float
    top: float
    bottom: float
    label_width: float
    bullet: str
    ruled: bool

    @property
    def width(self) -> float:
        """Return the width of the column of text."""
        return float(WIDTH - self.left - self.right)


LAYOUTS = {
    "board": Layout("Times-Roman", "Helvetica-Bold", 10.5, 58 * mm, 32 * mm, 31 * mm, 24 * mm, 0, "•", False),
    "committee": Layout(
        "Helvetica", "Helvetica-Bold", 9.5, 30 * mm, 42 * mm, 34 * mm, 28 * mm, 42 * mm, "–", True
    ),
    "council": Layout(
        "Times-Roman", "Times-Bold", 11, 28 * mm, 40 * mm, 30 * mm, 20 * mm, 40 * mm, "•", False
    ),
}


def parse(text: str) -> Source:
    """Return the head and the blocks of a source (README.md gives the markup)."""
    lines = text.split("\n")
    split = lines.index("")
    head = dict(line.split(": ", 1) for line in lines[:split])
    return Source(head, tuple(_blocks(lines[split + 1 :])))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a source: rows of tables and of the front page together."""
    run: list[Block] = []
    for line in lines:
        block = _block(line)
        joined = run and block.kind == run[-1].kind and block.kind in {"row", "text", "front"}
        if block.kind == "text" and run and run[-1].kind == "front":
            run[-1] = Block("front", (*run[-1].parts, *block.parts))
            continue
        if run and not joined:
            yield from _gathered(run)
            run = []
        if block.kind != "blank":
            run.append(block)
    yield from _gathered(run)


def _block(line: str) -> Block:
    """Return what one line of a source is."""
    if not line.strip():
        return Block("blank")
    if line.startswith("|"):
        kind = "row"
        return Block(kind, tuple(cell.strip() for cell in line.strip("|").split("|")))
    for mark, kind in (("=== ", "front"), ("*** ", "title"), ("--- ", "command"), ("## ", "heading")):
        if line.startswith(mark):
            return Block(kind, (line.removeprefix(mark),))
    if line.startswith("§ ") and " | " in line:
        return Block("item", tuple(line.split(" | ")))
    if line.startswith("~ "):
        return Block("signature", tuple(line[2:].split(" | ")))
    if point := re.match(r"(\d+\.|-) (.+)", line):
        return Block("point", (point[1], point[2]))
    return Block("text", (line,))


def _gathered(run: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a run: a table's rows as one block, lines below one another as lines."""
    if run and run[0].kind == "row":
        yield Block("table", tuple("\t".join(block.parts) for block in run))
    elif run and run[0].kind == "text":
        yield from (Block("line", block.parts) for block in run[:-1])
        yield run[-1]
    else:
        yield from run


@cache
def styled(layout: Layout) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles of a layout."""
    leading = layout.size * 1.25
    body = ParagraphStyle(
        "body",
        fontName=layout.body_font,
        fontSize=layout.size,
        leading=leading,
        spaceAfter=leading * 0.5,
        hyphenationLang=SWEDISH,
        embeddedHyphenation=1,
    )
    make = partial(ParagraphStyle, parent=body, fontName=layout.heading_font, hyphenationLang="")
    bold, size = {"keepWithNext": 1}, layout.size
    mark = {"bulletFontName": layout.body_font, "bulletFontSize": layout.size}
    return {
        "body": body,
        "line": ParagraphStyle("line", parent=body, spaceAfter=0, hyphenationLang=""),
        "point": ParagraphStyle("point", parent=body, leftIndent=16, spaceAfter=3, **mark),
        "label": make("label", spaceAfter=0),
        "region": make("region", fontSize=size + 7, leading=size + 11, spaceAfter=0),
        "title": make("title", fontSize=size + 3, leading=size + 8, spaceBefore=leading, **bold),
        "number": make("number", fontSize=size + 2, leading=size + 6, spaceBefore=leading * 1.4, **bold),
        "name": make("name", fontSize=size + 2, leading=size + 6, spaceAfter=2, **bold),
        "case": ParagraphStyle("case", parent=body, keepWithNext=1),
        "heading": make("heading", spaceBefore=leading * 0.4, spaceAfter=2, **bold),
    }


def story(source: Source, layout: Layout) -> list[Flowable]:
    """Return everything that flows down the pages of one document."""
    styles = styled(layout)
    flow: list[Flowable] = [
        Paragraph(escape(source.head["region"]), styles["region"]),
        Paragraph(f"{escape(source.head['body'])} {source.head['date']}", styles["title"]),
        Spacer(1, 4),
    ]
    for block in source.blocks:
        flow.extend(_flowables(block, source, layout))
    return flow


def _flowables(block: Block, source: Source, layout: Layout) -> list[Flowable]:
    """Return the flowables of one block."""
    styles = styled(layout)
    match block.kind:
        case "front":
            return _front(block, layout)
        case "signature":
            return [_signature(block, layout), Spacer(1, 3)]
        case "item":
            return _item(block, source.head["layout"], layout)
        case "table":
            return [_table(block, layout), Spacer(1, 8)]
        case "command" if block.parts == ("page",):
            return [PageBreak()]
        case "command":
            return _contents(source, layout)
        case "point":
            mark = layout.bullet if block.parts[0] == "-" else block.parts[0]
            return [Paragraph(escape(block.parts[1]), styles["point"], bulletText=mark)]
        case "title" | "heading" | "line":
            return [Paragraph(escape(block.parts[0]), styles[block.kind])]
        case _:
            return [Paragraph(escape(block.parts[0]), styles["body"])]


def _front(block: Block, layout: Layout) -> list[Flowable]:
    """Return one row of the front page: its label beside its lines, or above them."""
    label = Paragraph(escape(block.parts[0]), styled(layout)["label"])
    lines = [Paragraph(escape(line), styled(layout)["line"]) for line in block.parts[1:]]
    if not layout.label_width:
        return [label, *lines, Spacer(1, 5)]
    rule = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)] if layout.ruled else []
    table = Table([[label, lines or ""]], [layout.label_width, layout.width - layout.label_width])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            *rule,
        ]
    )
    return [table]


def _signature(block: Block, layout: Layout) -> Table:
    """Return a line to sign on, with what the signer is before it and the name below it."""
    label, name = (Paragraph(escape(part), styled(layout)["line"]) for part in block.parts)
    table = Table([[label, ""], ["", name]], [layout.width * 0.3, layout.width * 0.7])
    table.setStyle(
        [
            ("LINEBELOW", (1, 0), (1, 0), 0.5, colors.black),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return table


def _item(block: Block, name: str, layout: Layout) -> list[Flowable]:
    """Return the heading of a §, in the order of number, title and case number of its body."""
    number, title, *case = (escape(part) for part in block.parts)
    styles = styled(layout)
    if name == "committee":
        lines = [(f"{number}&nbsp;&nbsp;{title}", "number"), *((text, "case") for text in case)]
    elif name == "council":
        lines = [("&nbsp;&nbsp;".join([number, *case]), "number"), (title, "name")]
    else:
        lines = [(number, "number"), (title, "name"), *((text, "case") for text in case)]
    return [Paragraph(text, styles[style]) for text, style in lines]


def _contents(source: Source, layout: Layout) -> list[Flowable]:
    """Return the list of contents: each § with its title."""
    rows = [
        [Paragraph(escape(part), styled(layout)["line"]) for part in block.parts[:2]]
        for block in source.blocks
        if block.kind == "item"
    ]
    table = Table(rows, [34, layout.width - 34])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return [table]


def _table(block: Block, layout: Layout) -> Table:
    """Return a table; a first row marked with ``#`` is its head and is repeated on each page."""
    rows = [line.split("\t") for line in block.parts]
    head = rows[0][0].startswith("#")
    rows[0][0] = rows[0][0].removeprefix("#").strip()
    cells = [
        [Paragraph(escape(cell), styled(layout)["label" if head and not row else "line"]) for cell in line]
        for row, line in enumerate(rows)
    ]
    widths = {2: (0.55, 0.45), 3: (0.5, 0.2, 0.3), 4: (0.33, 0.12, 0.19, 0.36)}[len(rows[0])]
    table = Table(cells, [layout.width * share for share in widths], repeatRows=int(head))
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 0.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return table


def board_frame(canvas: Canvas, head: dict[str, str], page: str) -> None:
    """Draw the head and foot of a page of the board's minutes."""
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(58 * mm, HEIGHT - 20 * mm, f"PROTOKOLL {head['date']}")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(58 * mm, HEIGHT - 25 * mm, head["body"])
    canvas.drawRightString(WIDTH - 32 * mm, HEIGHT - 25 * mm, f"Sida {page}")
    canvas.setFont("Helvetica", 7)
    for x, text in ((25, "DOKUMENT-ID"), (110, "ORDFÖRANDE SIGN"), (150, "JUSTERARE SIGN")):
        canvas.drawString(x * mm, 18 * mm, text)
    canvas.drawString(25 * mm, 13 * mm, head["document_id"])


def committee_frame(canvas: Canvas, head: dict[str, str], page: str) -> None:
    """Draw the head and foot of a page of the committee's minutes."""
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(30 * mm, HEIGHT - 20 * mm, head["region"])
    canvas.drawString(120 * mm, HEIGHT - 20 * mm, "SAMMANTRÄDESPROTOKOLL")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(30 * mm, HEIGHT - 25 * mm, head["body"])
    canvas.drawString(120 * mm, HEIGHT - 25 * mm, f"Sammanträdesdatum {head['date']}")
    canvas.drawRightString(WIDTH - 20 * mm, HEIGHT - 25 * mm, page)
    canvas.line(30 * mm, HEIGHT - 28 * mm, WIDTH - 20 * mm, HEIGHT - 28 * mm)
    canvas.setFont("Helvetica", 7)
    canvas.rect(30 * mm, 12 * mm, 80 * mm, 12 * mm)
    canvas.rect(110 * mm, 12 * mm, 80 * mm, 12 * mm)
    canvas.drawString(32 * mm, 20.5 * mm, "Justerandes sign")
    canvas.drawString(112 * mm, 20.5 * mm, "Utdragsbestyrkande")


def council_frame(canvas: Canvas, head: dict[str, str], page: str) -> None:
    """Draw the head and foot of a page of the council's minutes."""
    canvas.setFont("Times-Bold", 11)
    canvas.drawString(28 * mm, HEIGHT - 18 * mm, head["body"])
    canvas.setFont("Times-Roman", 10)
    canvas.drawRightString(WIDTH - 40 * mm, HEIGHT - 18 * mm, head["document_id"])
    canvas.drawRightString(WIDTH - 40 * mm, HEIGHT - 23 * mm, f"Sammanträdesdatum: {head['date']}")
    canvas.drawRightString(WIDTH - 40 * mm, 14 * mm, page)


FRAMES = {"board": board_frame, "committee": committee_frame, "council": council_frame}


def typeset(text: str) -> bytes:
    """Return the PDF of one source; a first run counts the pages that the heads name."""
    source = parse(text)
    name = source.head["layout"]
    layout = LAYOUTS[name]
    total = 0
    for _ in range(2):
        stream = io.BytesIO()

        def decorate(canvas: Canvas, document: BaseDocTemplate, total: int = total) -> None:
            FRAMES[name](canvas, source.head, f"{document.page} ({total})")

        document = BaseDocTemplate(
            stream,
            pagesize=A4,
            title=f"Protokoll {source.head['body']} {source.head['date']}",
            author=source.head["region"],
            lang="sv-SE",
            invariant=1,
            pageCompression=0,
        )
        column = Frame(
            layout.left, layout.bottom, layout.width, HEIGHT - layout.top - layout.bottom, 0, 0, 0, 0
        )
        # The council's system draws head and foot after the text, as some do; a reader meets both.
        when = {"onPageEnd" if name == "council" else "onPage": decorate}
        document.addPageTemplates([PageTemplate(frames=[column], **when)])
        document.build(story(source, layout))
        total = document.page
    return stream.getvalue()


def main(folder: Path) -> None:
    """Typeset every source into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "sources").glob("*.minutes")):
        (folder / f"{path.stem}.pdf").write_bytes(typeset(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "minutes")
