"""A person's name is found however it is printed; the list that names people is read with clear errors."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.model import Page, Source
from graphbuild.privacy import MASK, listed, names
from graphbuild.privacy.listed import WithholdError

FORMS = names.forms_of("Håkan Öhrn-Ek", ["H. Öhrn-Ek"])
ENTRY = 'reason = "skyddad"\ndate = 2025-06-02\n'
PERSON = f'[[person]]\nname = "Anna Ek"\n{ENTRY}'


@pytest.mark.parametrize(
    "printed",
    [
        "Håkan Öhrn-Ek",
        "HÅKAN ÖHRN-EK",
        "Håkan Öhrn-Eks",
        "Öhrn-Ek Håkan",
        "Öhrn-Ek, Håkan",
        "Håkan\tÖhrn-Ek",
        "Håkan\nÖhrn-Ek",
        "Hå-\nkan Öhrn-\nEk",
        "Hå\u00adkan Öhrn\ufffeEk",
        "Ha\u030akan O\u0308hrn\u2010Ek",
        "Håkan\u00a0Öhrn-Ek",
        "hakan.ohrn-ek",
        "hakan-ohrn-ek",
        "H. Öhrn-Ek",
        "H Öhrn-Ek",
        "H\\u00e5kan \\u00d6hrn-Ek",
        "H%C3%A5kan%20%C3%96hrn-Ek",
    ],
)
def test_a_name_is_found_in_every_form(printed: str) -> None:
    raw = f"Yrkande av {printed} (S) i ärendet"
    masked = names.masked(raw, FORMS)
    assert len(masked) == len(raw)
    assert not re.search(r"[hkno]", masked[11 : 11 + len(printed)], re.IGNORECASE)
    assert masked.startswith("Yrkande av ")
    assert masked.endswith(" (S) i ärendet")
    assert masked.count("\n") == raw.count("\n")


@pytest.mark.parametrize(
    "printed", ["Håkan Öhrn-Ekman", "Karl-Håkan Öhrn-Ek", "Håkan Öhrn-Ek-Berg", "Håkan Öhrn", "E. Öhrn-Ek"]
)
def test_another_name_stays(printed: str) -> None:
    assert names.masked(printed, FORMS) == printed


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="AnaEk ,.-\n\t\fåÅ\u00adS", max_size=200))
def test_any_text_keeps_its_length_and_pages(raw: str) -> None:
    masked = names.masked(raw, names.forms_of("Anna Ek", ["Å"]))
    assert len(masked) == len(raw)
    assert [i for i, sign in enumerate(raw) if sign in "\n\t\f"] == [
        i for i, sign in enumerate(masked) if sign in "\n\t\f"
    ]


def test_time_grows_with_length_only() -> None:
    for part in ("Anna ", "Anna-\n", "A", "Anna" + " " * 50, "Ek, "):
        names.masked(part * 40_000, names.forms_of("Anna Ek"))


def test_the_list_is_read() -> None:
    text = f"""# whom we mask
[[person]]
name = "Anna Ek"
also = ["A. Ek", "Anna Ek-Strand"]
council = "Mellansjö region"
from = 2024-01-01
to = "2024-12-31"
{ENTRY}
[[document]]
sha256 = "{"A" * 64}"
{ENTRY}
[[document]]
meeting = "https://data.example.org/id/meeting/almby-kommun/kommunstyrelsen/2024-*"
{ENTRY}"""
    found = listed.parse(text)
    (person,) = found.people
    assert person.forms == (
        "Anna Ek",
        "Ek Anna",
        "A. Ek",
        "Ek A.",
        "Anna Ek-Strand",
        "Ek-Strand Anna",
    )
    assert (person.council, person.body, person.since, person.until) == (
        "mellansjo-region",
        None,
        "2024-01-01",
        "2024-12-31",
    )
    assert (person.line, [one.line for one in found.documents]) == (2, [11, 16])
    assert found.documents[0].sha256 == "a" * 64
    assert found.documents[1].meeting == "almby-kommun/kommunstyrelsen/2024-*"
    assert "skyddad" not in str(found.to_json())
    assert listed.Withheld.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[person]]\nname = \n", "no TOML: .*line 2"),
        ("[[people]]\n", "people is unknown"),
        (f"{PERSON}colour = 'red'\n", "line 5: colour is unknown"),
        ("\n[[person]]\nname = 'Anna Ek'\n", "line 2: an entry gives its reason and its date"),
        (f"{PERSON}\n[[person]]\nname = 'X'\n{ENTRY}", "line 7: a name has three letters or more"),
        (f"[[person]]\n{ENTRY}", "line 1: a person has a name"),
        (f"[[person]]\nname = 3\n{ENTRY}", "line 2: name is a text"),
        (f"{PERSON}also = 'A. Ek'\n", "line 5: also is a list"),
        (f"{PERSON}from = 2024\n", "line 5: from is a date"),
        (f"{PERSON}from = 2024-02-01\nto = 2024-01-01\n", "line 6: to is a day after from"),
        (f"{PERSON}body = 'Kommunstyrelsen'\n", "line 5: a body is one of a council"),
        (f"[[document]]\n{ENTRY}", "line 1: a document is named by one of"),
        (f"[[document]]\nsha256 = 'abc'\n{ENTRY}", "line 2: sha256 has 64"),
        (f"[[document]]\nmeeting = '2024-01-01'\n{ENTRY}", "line 2: meeting is an IRI"),
        ("person = 3\n", r"an entry starts with \[\[person\]\]"),
    ],
)
def test_what_cannot_be_obeyed_is_told_with_its_line_and_without_the_name(text: str, message: str) -> None:
    with pytest.raises(WithholdError, match=message) as error:
        listed.parse(text)
    assert "Anna" not in str(error.value)


def test_a_list_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(WithholdError, match="cannot be read"):
        listed.read(tmp_path / "none.toml")


def scoped(where: str) -> listed.Withheld:
    return listed.parse(f"{PERSON}{where}")


@pytest.mark.parametrize(
    ("where", "meeting", "hidden"),
    [
        ("", None, True),
        ("council = 'Almby kommun'", ("almby-kommun", "kommunstyrelsen", "2024-03-05"), True),
        ("council = 'Almby kommun'", ("bygrav-kommun", "kommunstyrelsen", "2024-03-05"), False),
        ("council = 'Almby kommun'", None, True),
        (
            "council = 'Almby kommun'\nbody = 'Kommunstyrelsen'",
            ("almby-kommun", "kulturnamnden", "2024-03-05"),
            False,
        ),
        ("from = 2024-03-06", ("almby-kommun", "kommunstyrelsen", "2024-03-05"), False),
        ("from = 2024-03-05\nto = 2024-03-05", ("almby-kommun", "kommunstyrelsen", "2024-03-05"), True),
    ],
)
def test_an_entry_holds_where_it_says(where: str, meeting, hidden: bool) -> None:
    withheld = scoped(where)
    pages, keys = withheld.pages([Page(1, "Anna Ek (S)"), Page(2, "Bo Alm (M)")], lambda: meeting)
    assert pages[0].raw == (f"{MASK * 7} (S)" if hidden else "Anna Ek (S)")
    assert pages[1] == Page(2, "Bo Alm (M)")
    assert keys == (tuple(withheld.keys) if hidden else ())
    assert pages[0].masked == ((listed.NAME,) if hidden else ())


def test_a_meeting_is_asked_for_only_where_the_name_stands() -> None:
    def never() -> None:
        raise AssertionError

    scoped("council = 'Almby kommun'").pages([Page(1, "Bo Alm (M)")], never)
    scoped("").pages([Page(1, "Anna Ek (S)")], never)


def test_a_path_hides_names_and_numbers_and_can_still_be_opened() -> None:
    source = scoped("").source(Source("in/anna-ek-620314-1232.pdf", "0" * 64, url="https://x.se/anna.ek.pdf"))
    assert source.path == f"in/{MASK * 7}-620314-1232.pdf"
    assert source.url == f"https://x.se/{MASK * 7}.pdf"
    assert listed.file_of(source) == "in/anna-ek-620314-1232.pdf"
    assert "anna" not in repr(source)
    assert scoped("").source(source) == source
    plain = Source("in/ks-2024-03-05.pdf", "0" * 64)
    assert scoped("").source(plain) is plain
