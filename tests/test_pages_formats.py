"""Word files and web pages to raw text: paragraphs, numbers that Word counts, tables, and bombs."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest

from graphbuild import pages
from graphbuild.errors import ReadError
from graphbuild.model import Source
from graphbuild.pages import limits

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word(body: str, **parts: str) -> bytes:
    """Pack a Word file by hand: the XML of its body, and of other parts by the name of their file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{text}</w:{name}>")
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "a.bin") -> list[str]:
    """Return the raw text of each page of a file with these bytes."""
    path = tmp_path / name
    path.write_bytes(data)
    return [page.raw for page in pages.read(Source(str(path), ""))]


def lines(tmp_path: Path, data: bytes) -> list[str]:
    """Return the lines of a file of one page that are not blank."""
    (raw,) = read(tmp_path, data)
    return [line for line in raw.split("\n") if line]


def test_word_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Region Provby"
    document.sections[0].footer.paragraphs[0].text = "Sida 1"
    document.add_heading("§ 4 Vinterväg")
    document.add_paragraph("Nämnden beslutar")
    document.add_paragraph("att vägen plogas", style="List Number")
    document.add_paragraph("att vägen sandas", style="List Number")
    document.add_paragraph("Karta", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Ledamot", "Parti", "Röst", "Åsa Lind", "S", "Ja"],
        strict=True,
    ):
        cell.text = text
    assert lines(tmp_path, saved(document)) == [
        "Region Provby",
        "§ 4 Vinterväg",
        "Nämnden beslutar",
        "1. att vägen plogas",
        "2. att vägen sandas",
        "• Karta",
        "Ledamot\tParti\tRöst",
        "Åsa Lind\tS\tJa",
    ]


def test_word_label_beside_several_lines_reads_cell_by_cell(tmp_path: Path) -> None:
    document = docx.Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text = "Beslutande"
    row.cells[1].text = "Åsa Lind (S)\nBo Ek (M)"
    assert lines(tmp_path, saved(document)) == ["Beslutande", "\tÅsa Lind (S)", "Bo Ek (M)"]


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="12"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="40"/></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:styleId="Paragraf"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Egen"><w:basedOn w:val="Paragraf"/></w:style>
"""


def test_word_counts_numbers_by_level_style_and_override(tmp_path: Path) -> None:
    def at(level: int, number: int = 1) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    body = (
        paragraph("Upprop", '<w:pStyle w:val="Paragraf"/>')
        + paragraph("punkt", at(1))
        + paragraph("punkt", at(1))
        + paragraph("del", at(2))
        + paragraph("Val", '<w:pStyle w:val="Egen"/>')
        + paragraph("punkt", at(1))
        + paragraph("utan", '<w:pStyle w:val="Egen"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("Extra", at(0, 2))
        + paragraph("Sist", at(0, 2))
    )
    assert lines(tmp_path, word(body, numbering=NUMBERING, styles=STYLES)) == [
        "§ 12 Upprop",
        "a) punkt",
        "b) punkt",
        "12.I del",
        "§ 13 Val",
        "a) punkt",
        "utan",
        "§ 40 Extra",
        "§ 41 Sist",
    ]


def test_word_text_in_controls_and_boxes_counts_and_deleted_text_does_not(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('Nämnden')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>beslu</w:t></w:r><w:ins><w:r><w:t>tar</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>te</w:delText><w:t>x</w:t></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t> att</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:p><w:r><w:t>Sign</w:t></w:r><mc:AlternateContent>"
        f"<mc:Choice><w:txbxContent>{paragraph('§§ 1–4')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('§§ 1–4')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:p>"
        "<w:p><w:r><w:t>Hälso</w:t><w:noBreakHyphen/><w:t>och</w:t><w:tab/><w:t>sjukvård</w:t></w:r></w:p>"
    )
    assert lines(tmp_path, word(body)) == [
        "Nämnden",
        "beslutar att",
        "Sign",
        "§§ 1–4",
        "Hälso\u2011och\tsjukvård",
    ]


def test_word_pages_are_those_that_word_last_showed(tmp_path: Path) -> None:
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    shown = "<w:p><w:r><w:t>tre </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>och fyra</w:t></w:r></w:p>"
    first = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>två</w:t></w:r></w:p>"
    body = (
        paragraph("ett") + turn + first + shown + paragraph("fem") + paragraph("sex", "<w:pageBreakBefore/>")
    )
    assert [raw.split() for raw in read(tmp_path, word(body))] == [
        ["ett"],
        ["två", "tre", "och", "fyra"],
        ["fem"],
        ["sex"],
    ]


def packed(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


DECLARED = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x">&a;</w:document>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04" + b"\x00" * 40, "broken Word file"),
        (word(paragraph("Beslut"))[:-60], "broken Word file"),
        (packed(**{"word__document.xml": b"<w:document"}), "broken Word file"),
        (packed(**{"word__document.xml": DECLARED}), "declarations that none may have"),
        (packed(**{"word__document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "unpacks to far more"),
        (packed(**{f"word__{number}.xml": b"" for number in range(10_001)}), "unpacks to far more"),
        (packed(**{"minutes.pdf": b"%PDF"}), "ZIP file without a Word document"),
        (packed(**{"xl__workbook.xml": b"<a/>"}), "an Excel workbook"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "ZIP file without|OpenDocument"),
        (word(paragraph(" ")), "Word file without text"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old Word or Office file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted Word file"),
        (b"{\\rtf1 text}", "an RTF file"),
        (b"<html><script>draw()</script></html>", "web page without text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        read(tmp_path, data)
    assert str(tmp_path / "a.bin") + ": " in str(error.value)


def test_word_file_of_enormous_depth_costs_only_itself(tmp_path: Path) -> None:
    deep = word("<w:sdt>" * 100_000 + paragraph("djupt") + "</w:sdt>" * 100_000)
    with pytest.raises(ReadError):
        read(tmp_path, deep)
    assert lines(tmp_path, word(paragraph("Beslut"))) == ["Beslut"]


def test_part_that_lies_about_its_size_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphbuild.pages import word as module

    monkeypatch.setattr(module, "MAX_PART_BYTES", 100)
    with pytest.raises(ReadError, match="unpacks to far more"):
        module.pages(word(paragraph("Beslut " * 100)))
    assert limits.MAX_PART_BYTES > 100


PAGE = """<!DOCTYPE html>
<html><head><title>Protokoll</title><style>p {}</style></head>
<body><nav><ul><li>Start</li></ul></nav><header>Webbplatsen</header>
<main>
 <h1>Kulturnämnden
   2025-02-03</h1>
 <p>Närvarande: Åsa&nbsp;Lind (S),<br>Bo Ek (M)</p>
 <h2>§ 4 Bokbuss</h2><p>Nämnden <b>beslutar</b>
 <ol start="2"><li>att köpa en bokbuss<li>att måla den</ol>
 <ul><li><p>Karta</p></li></ul>
 <table><tr><th>Namn</th><th>Parti</th><th>Röst</th></tr>
 <tr><td>Åsa Lind</td><td>S<td>Ja</tr><tr><td>Bo<br>Ek</td><td></td><td>Nej</td></tr></table>
 <div hidden>dolt <div>mer</div></div><script>var a = "<p>nej</p>";</script>
</main><footer>Kakor</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_web_page_gives_its_main_text_by_blocks(tmp_path: Path, encoding: str) -> None:
    assert lines(tmp_path, PAGE.encode(encoding)) == [
        "Kulturnämnden 2025-02-03",
        "Närvarande: Åsa Lind (S),",
        "Bo Ek (M)",
        "§ 4 Bokbuss",
        "Nämnden beslutar",
        "2. att köpa en bokbuss",
        "3. att måla den",
        "• Karta",
        "Namn\tParti\tRöst",
        "Åsa Lind\tS\tJa",
        "Bo Ek\t\tNej",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('<html><meta charset="iso-8859-1"><p>Åtgärd – ”ja”'.encode("windows-1252"), ["Åtgärd – ”ja”"]),
        ('<html><meta charset="windows-1252"><p>Åtgärd'.encode("windows-1252"), ["Åtgärd"]),
        ('<html><meta charset="rot13"><p>Åtgärd'.encode(), ["Åtgärd"]),
        (b"<!-- sida 1 --><div><p>Utan huvud</p></div>", ["Utan huvud"]),
        (b"<html><table><tr><td><table><tr><td>a<td>b<td>c</table><td>d</table>", ["a\tb\tc\td"]),
        (b"<html><p>a</td></tr></table></ul>b<main>", ["a", "b"]),
    ],
)
def test_web_page_in_the_wild(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    assert lines(tmp_path, data) == expected


@pytest.mark.parametrize("piece", ["<div ", "<!--", "</", "<?", "<![CDATA[", "<a b='", "<table><td>"])
def test_web_page_that_never_ends_takes_linear_time(piece: str) -> None:
    from graphbuild.pages import web

    started = time.monotonic()
    web.pages(b"<html>text" + piece.encode() * 30_000)
    assert time.monotonic() - started < 5


def test_markdown_with_a_comment_or_an_element_is_text(tmp_path: Path) -> None:
    for text in ("<!-- Page 1 -->\n# Protokoll\n", "<div>\n\n# Protokoll\n\n</div>\n"):
        assert read(tmp_path, text.encode()) == [text]
