"""Columns that only blanks part: what is a cell, what a double space, and where rows keep their places."""

from tests.reading import text_of


def lines(raw: str) -> list[str]:
    text = text_of(raw)
    assert list(text.offsets) == sorted(text.offsets)
    assert all(text.raw[at] == c for c, at in zip(text.clean, text.offsets, strict=True) if not c.isspace())
    return text.clean.splitlines()


def test_labels_and_values_are_cells() -> None:
    raw = (
        "Plats och tid          Björksalen, kl 13.00 – 16.45\n"
        "Beslutande             Anna Ek (S), ordförande\n"
        "                       Bo Ask (M)\n"
    )
    assert lines(raw) == [
        "Plats och tid\tBjörksalen, kl 13.00 – 16.45",
        "Beslutande\tAnna Ek (S), ordförande",
        "Bo Ask (M)",
    ]


def test_a_double_space_in_a_sentence_parts_nothing() -> None:
    raw = "Nämnden sammanträder på Björksalen.  Ordföranden hälsar välkommen och  öppnar sammanträdet.\n"
    assert "\t" not in text_of(raw).clean
    # Two blanks are a border where the cells of the next line begin in the same column.
    assert lines("Anna Ek (S)  Bo Askeryd (M)\nEva Li (C)   Nils Kvist (L)\n") == [
        "Anna Ek (S)\tBo Askeryd (M)",
        "Eva Li (C)\tNils Kvist (L)",
    ]


def test_an_empty_cell_keeps_its_place_below_a_head() -> None:
    raw = (
        "Ledamot           Parti    Närv     Anm\n"
        "Anna Ek           S        X        ordförande\n"
        "Bo Ask            M                 ersätts av Ivar Holm (M)\n"
    )
    assert lines(raw) == [
        "Ledamot\tParti\tNärv\tAnm",
        "Anna Ek\tS\tX\tordförande",
        "Bo Ask\tM\t\tersätts av Ivar Holm (M)",
    ]


def test_a_cell_that_goes_on_below() -> None:
    raw = (
        "Övriga deltagande      Karin Alm, chef för barn- och ungdoms-\n"
        "                       verksamheten\n"
        "                       Jan Fors, ekonom\n"
    )
    assert lines(raw) == [
        "Övriga deltagande\tKarin Alm, chef för barn- och ungdomsverksamheten",
        "Jan Fors, ekonom",
    ]


def test_a_heading_beside_its_text() -> None:
    raw = (
        "§ 4      Vinterväglag\n\nBeslut           Nämnden beslutar att anta\n "
        "                planen i sin helhet.\n"
    )
    assert lines(raw) == ["§ 4 Vinterväglag", "Beslut", "Nämnden beslutar att anta planen i sin helhet."]
    assert lines("Skickas till     Skolan\n") == ["Skickas till", "Skolan"]
    # A row of a table of contents is no heading with a text.
    assert lines("Beslut           5\n") == ["Beslut\t5"]


def test_letters_spaced_out_are_no_columns() -> None:
    assert lines("P  R  O  T  O  K  O  L  L    S  T  O  R  B  Y\n")[0].count("\t") == 0
