"""One document in four formats: typeset, as text, from Word and on the web it states the same."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from graphbuild.model import Source
from graphbuild.pipeline import extract
from graphbuild.record import to_json

# (kind, text): a heading, a paragraph, points of a list, or rows of a table.
MINUTES: list[tuple[str, Any]] = [
    ("line", "Provby kommun"),
    ("line", "Kommunstyrelsen 2025-03-04"),
    ("line", "Plats och tid: Kommunhuset i Provby, kl. 13.15–15.40"),
    ("line", "Beslutande: Åsa Lindros (S), ordförande"),
    ("line", "Bo Ekman (M)"),
    ("line", "Elsa af Brodd (C)"),
    ("line", "Nils Kvistholm (V) ersätter Per Stenfalk (V)"),
    ("line", "Eva Almgrund (KD)"),
    ("line", "Övriga närvarande: Tuva Risberg, kommundirektör"),
    ("line", "Sekreterare: Maj Hedlund"),
    ("line", "Utses att justera: Bo Ekman (M)"),
    ("line", "Paragrafer: §§ 31–33"),
    ("heading", "§ 31"),
    ("heading", "Val av justerare"),
    ("heading", "Beslut"),
    ("text", "Kommunstyrelsen utser Bo Ekman (M) att jämte ordföranden justera protokollet."),
    ("heading", "§ 32 Dnr KS 2025/00114"),
    ("heading", "Ny gång- och cykelväg mellan Provby och Granhult"),
    ("heading", "Beslut"),
    ("text", "Kommunstyrelsen beslutar"),
    (
        "points",
        [
            "att anlägga en gång- och cykelväg utmed länsvägen mellan Provby och Granhult under 2026.",
            "att avsätta 2 550 000 kr ur investeringsbudgeten för byggandet.",
        ],
    ),
    ("heading", "Sammanfattning"),
    (
        "text",
        "Skolbarnen i Granhult har i dag ingen säker väg till skolan, och Trafikverket har meddelat att "
        "länsvägen inte kommer att byggas om under planperioden. Tekniska förvaltningen har därför utrett en "
        "fristående gång- och cykelväg på den gamla banvallen.",
    ),
    ("heading", "Yrkanden"),
    ("text", "Elsa af Brodd (C) och Nils Kvistholm (V) yrkar bifall till förvaltningens förslag."),
    ("text", "Bo Ekman (M) yrkar avslag på förvaltningens förslag."),
    ("heading", "Omröstning"),
    (
        "text",
        "Omröstning begärs. Ja-röst för bifall till förvaltningens förslag, Nej-röst för avslag. "
        "Omröstningen utfaller med 3 Ja mot 2 Nej. Hur var och en röstar framgår av bilaga 1.",
    ),
    ("heading", "Reservation"),
    ("text", "Bo Ekman (M) reserverar sig mot beslutet till förmån för det egna yrkandet."),
    ("heading", "Protokollsutdrag skickas till"),
    ("line", "Tekniska förvaltningen"),
    ("line", "Trafikverket"),
    ("heading", "§ 33 Dnr KS 2025/00120"),
    ("heading", "Motion om solceller på kommunens tak"),
    ("heading", "Beslut"),
    ("text", "Motionen remitteras till tekniska nämnden för beredning."),
    ("heading", "Bilaga 1 Omröstningslista § 32"),
    (
        "table",
        [
            ["Namn", "Parti", "Röst"],
            ["Åsa Lindros", "S", "Ja"],
            ["Bo Ekman", "M", "Nej"],
            ["Elsa af Brodd", "C", "Ja"],
            ["Nils Kvistholm", "V", "Ja"],
            ["Eva Almgrund", "KD", "Nej"],
        ],
    ),
]


def typeset(path: Path) -> None:
    """Typeset the minutes as PDF, on pages so narrow and low that lines and pages break."""
    body = ParagraphStyle("body", fontSize=11, leading=14, spaceAfter=8)
    line = ParagraphStyle("line", parent=body, spaceAfter=0)
    head = ParagraphStyle("head", parent=body, fontName="Helvetica-Bold", spaceBefore=8, spaceAfter=2)
    styles = {"line": line, "heading": head, "text": body}
    story: list[Any] = []
    for kind, value in MINUTES:
        if kind == "points":
            story += [Paragraph(text, body, bulletText=f"{n}.") for n, text in enumerate(value, 1)]
        elif kind == "table":
            # So narrow that names take two lines.
            cells = [[Paragraph(cell, line) for cell in row] for row in value]
            story.append(Table(cells, [70, 50, 50], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))
        else:
            story.append(Paragraph(html.escape(value), styles[kind]))
    SimpleDocTemplate(str(path), pagesize=(A4[0], 560), invariant=1).build(story)


def written(path: Path) -> None:
    """Write the minutes as a text file of 80 columns, as one would by hand."""
    lines: list[str] = []
    for kind, value in MINUTES:
        if kind == "points":
            for n, text in enumerate(value, 1):
                lines += textwrap.wrap(f"{n}. {text}", 80, subsequent_indent="   ")
        elif kind == "table":
            lines += [" ".join(row) for row in value]
        else:
            lines += ["", value] if kind == "heading" else textwrap.wrap(value, 80)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def worded(path: Path) -> None:
    """Save the minutes as a Word file, its points numbered by Word."""
    document = docx.Document()
    for kind, value in MINUTES:
        if kind == "points":
            for text in value:
                document.add_paragraph(text, style="List Number")
        elif kind == "table":
            table = document.add_table(rows=len(value), cols=len(value[0]))
            for row, texts in zip(table.rows, value, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif kind == "heading":
            document.add_heading(value, level=2)
        else:
            document.add_paragraph(value)
    document.save(str(path))


def webbed(path: Path) -> None:
    """Write the minutes as a page of a web site."""
    blocks: list[str] = []
    for kind, value in MINUTES:
        if kind == "points":
            blocks.append("<ol>" + "".join(f"<li>{html.escape(text)}</li>" for text in value) + "</ol>")
        elif kind == "table":
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in value)
            blocks.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            tag = {"heading": "h3", "line": "div", "text": "p"}[kind]
            blocks.append(f"<{tag}>{html.escape(value)}</{tag}>")
    page = "<!doctype html><nav>Start</nav><main>" + "\n".join(blocks) + "</main>"
    path.write_text(page, encoding="utf-8")


def stated(value: Any) -> Any:
    """Return a record without its evidence and its source: what it states."""
    if isinstance(value, dict):
        return {key: stated(part) for key, part in value.items() if key not in {"evidence", "source"}}
    return [stated(part) for part in value] if isinstance(value, list) else value


def record(path: Path, write: Callable[[Path], None]) -> dict[str, Any]:
    """Return what the minutes state when written so."""
    write(path)
    return dict(stated(to_json(extract(Source(str(path), ""))[0])))


@pytest.fixture
def text_route(tmp_path: Path) -> dict[str, Any]:
    return record(tmp_path / "minutes.txt", written)


def test_text_route_reads_what_the_others_are_compared_by(text_route: dict[str, Any]) -> None:
    assert [item["number"] for item in text_route["items"]] == ["31", "32", "33"]
    assert len(text_route["people"]) == 8
    (vote,) = text_route["items"][1]["votes"]
    assert (vote["yes"], vote["no"], len(vote["ballots"])) == (3, 2, 5)
    assert len(text_route["items"][1]["decisions"]) == 2
    assert len(text_route["items"][1]["reservations"]) == 1


@pytest.mark.parametrize(
    ("name", "write"), [("minutes.pdf", typeset), ("minutes.docx", worded), ("minutes.html", webbed)]
)
def test_route_gives_the_same_record_as_text(
    tmp_path: Path, text_route: dict[str, Any], name: str, write: Callable[[Path], None]
) -> None:
    assert record(tmp_path / name, write) == text_route


def test_evidence_quotes_the_raw_text_of_its_page(tmp_path: Path) -> None:
    for name, write in (("a.pdf", typeset), ("a.docx", worded), ("a.html", webbed)):
        write(tmp_path / name)
        found, text = extract(Source(str(tmp_path / name), ""))
        for item in found.items:
            for point in item.decisions:
                evidence = point.evidence
                assert text.raw[evidence.start : evidence.end] == evidence.quote
