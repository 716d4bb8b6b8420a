"""Documents, recipients and earlier treatment."""

from graphbuild.facts.lists import documents, prior_handling, recipients
from tests.reading import item_of


def test_documents_lose_their_marks_and_are_parted() -> None:
    text, item, _ = item_of(
        "Beslutsunderlag\n1. Plan för vägarna 2021-03-02\n2. Karta\nHandling\nKontorets skrivelse "
        "2021-01-07. Svar från byarna 2021-02-09."
    )
    assert [d.text for d in documents(text, item)] == [
        "Plan för vägarna 2021-03-02",
        "Karta",
        "Kontorets skrivelse 2021-01-07",
        "Svar från byarna 2021-02-09",
    ]


def test_recipients_one_a_line() -> None:
    text, item, _ = item_of("Expedieras till\n- Vägchefen\nByarådet Övre Tallsele\nArkivet")
    assert [r.text for r in recipients(text, item)] == ["Vägchefen", "Byarådet Övre Tallsele", "Arkivet"]


def test_recipients_that_have_become_one_line() -> None:
    long = (
        "Det här stycket är så långt att det inte kan vara en rad på någon sida som någon människa har satt "
        "upp på en anslagstavla i ett hus, utan ett helt stycke."
    )
    text, item, _ = item_of(
        f"## Sammanfattning\n\n{long}\n\n## **Beslutet skickas till:**\n\nVägnämnden Chef vägunderhåll "
        f"Rektorer förskola Byarkivet VK\n"
    )
    assert text.flowed
    assert [r.text for r in recipients(text, item)] == [
        "Vägnämnden",
        "Chef vägunderhåll",
        "Rektorer förskola",
        "Byarkivet VK",
    ]


def test_each_paragraph_takes_its_date() -> None:
    text, item, _ = item_of(
        "Tidigare behandling\nBordlagt den 3 mars 2021, § 14 och den 7 april 2021, § 31.\nVägnämnden "
        "2021-02-01 § 7\nKS § 187, 2016-12-06"
    )
    found = [(p.date, p.paragraph, p.body) for p in prior_handling(text, item)]
    assert found == [
        ("2021-03-03", "14", None),
        ("2021-04-07", "31", None),
        ("2021-02-01", "7", "Vägnämnden"),
        ("2016-12-06", "187", "KS"),
    ]


def test_documents_without_marks_are_one_a_line() -> None:
    text, item, _ = item_of(
        "Beslutsunderlag\n"
        "Vägnämndens protokollsutdrag från den tredje mars 2021-03-03\n"
        "Kompletterande beräkning av kostnaderna för\n"
        "Ekenäs vägförening 2021-02-27\n"
        "Sammanfattning\nVägen är lång."
    )
    assert [d.text for d in documents(text, item)] == [
        "Vägnämndens protokollsutdrag från den tredje mars 2021-03-03",
        "Kompletterande beräkning av kostnaderna för Ekenäs vägförening 2021-02-27",
    ]


def test_the_signatures_below_an_extract_are_no_recipients() -> None:
    text, item, _ = item_of(
        "Beslutet skickas till\nArkivet\n\nVid protokollet\nSiv Kull\n\nJusteras\nMats "
        "Wenn\nOrdförande\nEva Rask"
    )
    assert [r.text for r in recipients(text, item)] == ["Arkivet"]
