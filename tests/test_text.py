"""Pages to text: margins go, lines and words are joined, and every character knows where it was."""

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model import Page
from graphbuild.text import Text, clean
from graphbuild.text.hyphens import decide


def text_of(*pages: str) -> Text:
    return clean([Page(number, raw) for number, raw in enumerate(pages, 1)])


def test_wrapped_lines_become_a_paragraph() -> None:
    text = text_of(
        "Nämnden för stigar och leder beslutar att lägga om vintervägen mellan\n"
        "Övre Tallsele och färjeläget, så att den blir framkomlig redan i november.\n"
        "\n"
        "Vägen märks ut med kvistar som förr.\n"
    )
    assert text.clean.splitlines() == [
        "Nämnden för stigar och leder beslutar att lägga om vintervägen mellan Övre Tallsele och färjeläget, "
        "så att den blir framkomlig redan i november.",
        "Vägen märks ut med kvistar som förr.",
    ]


def test_blank_line_after_each_line_tells_nothing() -> None:
    lines = [
        "Ärendet gäller hur snöskottringen ska ordnas på de vägar som ligger mel-",
        "lan byarna och vem som ska betala för den när vintern blir längre än den",
        "brukar vara i trakten.",
    ]
    assert text_of("\n\n".join(lines)).clean == (
        "Ärendet gäller hur snöskottringen ska ordnas på de vägar som ligger mellan byarna och vem som ska "
        "betala för den när vintern blir längre än den brukar vara i trakten."
    )


def test_headings_stand_alone() -> None:
    text = text_of("Beslut\nAntecknas.\nYrkanden\nNils Fjällvind (C) yrkar bifall.")
    assert text.clean.splitlines() == ["Beslut", "Antecknas.", "Yrkanden", "Nils Fjällvind (C) yrkar bifall."]


def test_a_reference_to_a_paragraph_does_not_break_the_line() -> None:
    text = text_of("Bordlagt den 3 mars 2021, § 14, den 17 mars 2021,\n§ 22, och den 7 april 2021, § 31.")
    assert text.clean == "Bordlagt den 3 mars 2021, § 14, den 17 mars 2021, § 22, och den 7 april 2021, § 31."


def test_margins_go_where_pages_are_known() -> None:
    pages = [
        f"Region Övermark 2021-03-0{n}\nDetta är sida {word}.\nHusets fot {n}"
        for n, word in enumerate(["ett", "två", "tre"], 1)
    ]
    assert text_of(*pages).clean.splitlines() == [
        "Detta är sida ett.",
        "Detta är sida två.",
        "Detta är sida tre.",
    ]


def test_margins_go_by_what_they_are_where_pages_are_not_known() -> None:
    text = text_of(
        "§ 3 Vägar\nBeslut\nAntecknas.\n4 (12)\nSammanträdesdatum: 2021-03-02\n§ 4 Broar\nBeslut\nAvslås.\n"
    )
    assert "Sammanträdesdatum" not in text.clean
    assert "4 (12)" not in text.clean
    assert "§ 4 Broar" in text.clean


def test_a_body_that_is_told_of_the_decision_is_not_a_margin() -> None:
    told = ["Teknikrådet", "Teknikrådet", "Brandchefen", "Skolan", "Vägnämnden"]
    pages = [
        f"§ {n} Ärende\nBeslut\nAntecknas.\nExpedieras till\n{to}\nArkiv {n}\n{n} "
        f"(9)\nVägnämnden\nProtokoll nr 3"
        for n, to in enumerate(told, 1)
    ]
    lines = text_of("\n".join(pages)).clean.splitlines()
    assert lines.count("Teknikrådet") == 2
    assert lines.count("Vägnämnden") == 1


def test_markdown_marks_and_tables() -> None:
    text = text_of(
        "## **§ 4**\n\n**Beslut**\n\n|Beslutande|Ylva Strand (S)|\n|---|---|\n||Göran Mo (C)<br>Eva Ek (M)|\n"
    )
    assert text.clean.splitlines() == [
        "§ 4",
        "Beslut",
        "Beslutande\tYlva Strand (S)",
        "\tGöran Mo (C)",
        "Eva Ek (M)",
    ]


def test_pdfium_hyphen_inside_a_line_is_decided() -> None:
    assert text_of("Kommu\ufffenen köper EU\ufffemärkt virke.").clean == "Kommunen köper EU-märkt virke."


def test_hyphens_at_line_ends() -> None:
    known = {"gles-bygd": 0}.get
    cases = [
        ("kommu", "nen beslutar", "join"),
        ("hälso", "och sjukvård", "open"),
        ("2021", "04-15", "keep"),
        ("EU", "kommissionen", "keep"),
        ("Ann", "Christin Alm", "keep"),
        ("An", "ders Alm", "join"),
        ("e", "post", "keep"),
    ]
    assert [decide(left, right, lambda word: known(word) or 0) for left, right, _ in cases] == [
        how for *_, how in cases
    ]


def test_the_documents_own_words_decide() -> None:
    assert decide("sms", "biljett", lambda word: word == "sms-biljett") == "keep"


@given(st.lists(st.text(alphabet="Aå-b \n\t\u00a0\ufffe§1.|*#()", max_size=80), min_size=1, max_size=4))
def test_every_character_knows_where_it_was(pages: list[str]) -> None:
    text = text_of(*pages)
    assert len(text.offsets) == len(text.clean)
    assert list(text.offsets) == sorted(text.offsets)
    for character, offset in zip(text.clean, text.offsets, strict=True):
        if character.isalnum():
            assert text.raw[offset] == character


def test_the_end_of_a_sentence_by_a_margin_is_no_margin() -> None:
    page = (
        "§ {n} Ärende\nBeslut\nPlanen antas enligt en skrivelse från\nden {n} april 2021.\n\n{n} "
        "(9)\nProtokoll nr 3\n"
    )
    text = text_of("".join(page.format(n=n) for n in (1, 2, 3, 4)))
    assert text.clean.count("april 2021.") == 4


def test_a_name_that_a_line_or_a_page_parts_in_a_list_of_people_is_joined() -> None:
    filler = "Nämnden för stigar och leder har berett ärendet och föreslår att vintervägen läggs om i höst.\n"
    broken = "Eva Sörlin (S), Bo Tall (M) och Karin\nLundgren Alm (KD) yrkar bifall.\n"
    assert "och Karin Lundgren Alm (KD) yrkar" in text_of(filler * 3 + broken).clean
    first, second = (filler * 3 + broken).split("\nLundgren")
    assert "och Karin Lundgren Alm (KD) yrkar" in text_of(first, f"Lundgren{second}").clean


def test_a_list_of_people_with_a_person_a_line_stays_one() -> None:
    listed = "Eva Sörlin (S), ordförande\nBo Tall (M)\nKarin Lundgren Alm (KD)\n"
    assert text_of(listed).clean.splitlines() == listed.splitlines()
    other = "Yrkar gör Eva Sörlin (S) och Karin\nVintervägen läggs om.\n"
    assert text_of(other).clean.splitlines() == other.splitlines()
