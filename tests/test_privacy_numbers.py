"""Personal identity numbers are masked in every printed form, and other numbers are left alone.

All numbers here are made by the test, with the day and checksum that the form asks for.
"""

from __future__ import annotations

import datetime as dt
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphbuild import pages, text
from graphbuild.model import Page, Source
from graphbuild.privacy import MASK, numbers
from tests.conftest import EXAMPLES, SHARED

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufffe"


def checked(nine: str) -> str:
    """Return nine digits with their checksum."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return nine + str(-total % 10)


def number(day: str, serial: int = 123, *, coordination: bool = False) -> str:
    """Return the twelve digits of somebody born on an ISO day."""
    year, month, date = day.split("-")
    shown = f"{int(date) + 60}" if coordination else date
    return year[:2] + checked(f"{year[2:]}{month}{shown}{serial:03}")


BORN = "1962-03-14"
TWELVE = number(BORN)
TEN = TWELVE[2:]
FORMS = {
    "short": f"{TEN[:6]}-{TEN[6:]}",
    "a hundred years": f"{TEN[:6]}+{TEN[6:]}",
    "long": f"{TWELVE[:8]}-{TWELVE[8:]}",
    "ISO": f"1962-03-14-{TWELVE[8:]}",
    "twelve digits": TWELVE,
    "blanks": f"{TEN[:6]} - {TEN[6:]}",
    "a line's end after the hyphen": f"{TWELVE[:8]}-\n{TWELVE[8:]}",
    "a line's end before the hyphen": f"{TWELVE[:8]}\n   -{TWELVE[8:]}",
    "a line's end within the day": f"{TWELVE[:6]}\n{TWELVE[6:8]}-{TWELVE[8:]}",
    "a hyphenated day": f"{TWELVE[:5]}-\n{TWELVE[5:8]}-{TWELVE[8:]}",
    "a page's end": f"{TWELVE[:8]}-\f{TWELVE[8:]}",
    "no blank before": f"Ek{TEN[:6]}-{TEN[6:]}",
    "a comma before": f"Ek,{TEN[:6]}-{TEN[6:]}",
    "brackets": f"({TEN[:6]}-{TEN[6:]})",
    "a full stop": f"{TEN[:6]}-{TEN[6:]}.",
    "a value added tax number": f"SE{TEN}01",
    "a firm under its owner's number": f"org.nr {TEN[:6]}-{TEN[6:]}",
    "a word": f"personnummer {TEN}",
    "a word with marks": f"Pers.nr: {TEN}",
    "a word and blanks": f"pnr {TEN[:6]} {TEN[6:]}",
    "a word and no hyphen at the break": f"personnummer {TWELVE[:8]}\n{TWELVE[8:]}",
    "born": f"född {TEN}",
    "hidden": f"{TWELVE[:8]}-XXXX",
    "hidden in short": f"{TEN[:6]}-****",
    "hidden in part": f"{TEN[:6]}-12xx",
    "two columns": f"Anna Ek {TWELVE[:8]}-      Storgatan 3\n         {TWELVE[8:]}      Ålhammar",
    "two cells": f"Anna Ek\t{TWELVE[:8]}-\tStorgatan 3\n\t{TWELVE[8:]}\tÅlhammar",
}
FORMS |= {f"hyphen U+{ord(sign):04X}": f"{TWELVE[:8]}{sign}{TWELVE[8:]}" for sign in HYPHENS}


def secret(masked: str) -> bool:
    """Tell whether a text has no digit of the number's any more."""
    return not any(part in masked for part in (TEN[:6], TEN[6:], TWELVE[:8], TWELVE[4:8]))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_masked(form: str) -> None:
    raw = f"Nämnden beviljar Anna Ek bistånd, {FORMS[form]} enligt ansökan.\n"
    masked = numbers.masked(raw)
    assert secret(masked)
    assert len(masked) == len(raw)
    assert all(new in (old, MASK) for old, new in zip(raw, masked, strict=True))
    assert numbers.masked(masked) == masked


@pytest.mark.parametrize(
    "words",
    [
        "Dnr RUN 2024-0012",
        "Dnr 0123/24 och RS-2024-00417",
        "Dnr 240115-0012, dnr KS 240119-0018",
        "RUN-240115-0018",
        "Organisationsnummer 556012-5790 och 802002-1234",
        "telefon 0701231234",
        "tfn 070123-1234",
        "070-123 45 67",
        "bankgiro 123-4567, plusgiro 12 34 56-7",
        "OCR 6203141233",
        f"OCR-nummer {TEN}",
        f"{TEN}",
        "EAN 7312345678901",
        "Almby 12:34 och Ek 1:2",
        "620 314 123 kronor och 1 231 000 kr",
        "2024-04-15",
        "20240415-20241231",
        "den 14 mars 1962, klockan 13:00-15:40",
        "6203141233456",
        "Bilaga 620314-12341",
        f"Protokoll {TEN[:6]}-{TEN[6:9]}{(int(TEN[9]) + 1) % 10}",
        "620231-1239",
        "621314-1238",
        "2024/0123-4567",
        "§§ 12-34, sid 1-24",
    ],
)
def test_other_numbers_stay(words: str) -> None:
    raw = f"Nämnden godkänner ansökan, {words} i ärendet."
    assert numbers.masked(raw) == raw


def test_a_number_for_people_stands_for_a_column() -> None:
    other = number("1971-11-02", 456)[2:]
    raw = f"Namn\tPersonnummer\nAnna Ek\t{TEN}\nBo Alm\t{other}\n"
    assert numbers.masked(raw) == f"Namn\tPersonnummer\nAnna Ek\t{MASK * 10}\nBo Alm\t{MASK * 10}\n"


def test_the_kind_is_told_and_never_the_number(tmp_path) -> None:
    file = tmp_path / "a.txt"
    coordination = number("1990-05-04", 77, coordination=True)
    file.write_text(f"§ 1 Val\n{FORMS['long']}\f§ 2 Bistånd\n{coordination}\n{FORMS['hidden']}\n", "utf-8")
    found = pages.read(Source(str(file), ""))
    assert pages.warnings(found) == (
        "page 1 holds a personal identity number, which is masked",
        "page 2 holds a coordination number, which is masked",
        "page 2 holds a date of birth of a personal identity number, which is masked",
    )
    assert MASK * 8 + "-" + MASK * 4 in found[0].raw


def test_a_number_that_a_page_cuts_is_masked_on_both() -> None:
    first, second = numbers.masked_pages([Page(1, f"Ek {TWELVE[:8]}-"), Page(2, f"{TWELVE[8:]} Ek")])
    assert (first.raw, second.raw) == (f"Ek {MASK * 8}-", f"{MASK * 4} Ek")


# Generated: every valid number in every form within a sentence, and numbers of other kinds.

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)
PEOPLE = st.builds(
    lambda day, serial, coordination: number(day, serial, coordination=coordination),
    DAYS,
    st.integers(1, 999),
    st.booleans(),
)
SPACES = st.sampled_from(["", "", "", " ", "\u00a0", "\n", "\n    ", "  "])
SENTENCES = st.sampled_from(
    [
        "Nämnden beviljar {} bistånd.",
        "{} yrkar bifall till förslaget.",
        "Anna Ek, {}, valdes till ledamot.",
        "Ärendet gäller {}\n\n§ 12 Val",
        "Beslutet skickas till Anna Ek ({}) och akten",
        "1. {}\n2. Bo Alm",
        "Anna Ek\t{}\tledamot",
        "Den 3 maj 2024 kom {} in till nämnden",
    ]
)


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, str]:
    """A number's twelve digits, and how it is printed where no word says what it is."""
    digits = draw(PEOPLE)
    before, after = draw(SPACES), draw(SPACES)
    hyphen = before + draw(st.sampled_from([*HYPHENS, "+"])) + after
    short = draw(st.booleans())
    day = digits[2:8] if short else digits[:8]
    form = draw(st.sampled_from(["parted", "whole", "ISO", "cut", "word"]))
    if form == "whole":
        return digits, digits
    if form == "ISO":
        return digits, f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}-{digits[8:]}"
    if form == "word":
        return digits, draw(st.sampled_from(["personnummer {}", "Pnr: {}", "pers.nr {}", "född {}"])).format(
            digits[2:]
        )
    if form == "cut":
        at = draw(st.integers(2, len(day) - 1))
        day = day[:at] + "\n" + day[at:]
    return digits, f"{day}{hyphen}{digits[8:]}"


@settings(max_examples=1500, deadline=None)
@given(printed(), SENTENCES)
def test_every_number_in_every_form_is_masked(told: tuple[str, str], sentence: str) -> None:
    _, form = told
    masked = numbers.masked(sentence.format(form))
    assert [sign for sign in masked if sign in string.digits] == [
        sign for sign in sentence if sign in string.digits
    ]


OTHERS = st.one_of(
    st.builds(
        "Dnr {} {}-{:04}".format,
        st.sampled_from(["RUN", "KS", "SN"]),
        st.integers(1990, 2030),
        st.integers(0, 9999),
    ),
    st.builds("{:04}/{:02}".format, st.integers(0, 9999), st.integers(0, 99)),
    st.builds("RS-{}-{:05}".format, st.integers(1990, 2030), st.integers(0, 99999)),
    st.builds("Dnr {:%y%m%d}-{:04}".format, st.dates(dt.date(1990, 1, 1)), st.integers(0, 9999)),
    st.builds(
        "org.nr {}{}".format,
        st.sampled_from("25789"),
        st.from_regex(r"[0-9][2-9][0-9]{3}-[0-9]{4}", fullmatch=True),
    ),
    st.builds(
        "{}{}".format, st.sampled_from("25789"), st.from_regex(r"[0-9][2-9][0-9]{3}-[0-9]{4}", fullmatch=True)
    ),
    st.from_regex(r"0[1-9][0-9]?-[0-9]{3} [0-9]{2} [0-9]{2}", fullmatch=True),
    st.from_regex(r"07[0-9]-[0-9]{3} [0-9]{2} [0-9]{2}", fullmatch=True),
    st.from_regex(r"07[0-9]{8}", fullmatch=True),
    st.dates().map(dt.date.isoformat),
    st.builds("{:%Y%m%d}-{:%Y%m%d}".format, st.dates(dt.date(1900, 1, 1)), st.dates(dt.date(1900, 1, 1))),
    st.builds("{} - {}".format, st.dates(dt.date(1900, 1, 1)), st.dates(dt.date(1900, 1, 1))),
    st.from_regex(r"[1-9][0-9]{2}-[0-9]{4}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{3}-[0-9]{4}", fullmatch=True),
    st.from_regex(r"73[0-9]{11}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{0,2}( [0-9]{3}){1,3} kronor", fullmatch=True),
    st.from_regex(r"[1-9][0-9]?:[1-9][0-9]{0,2}", fullmatch=True),
)


@settings(max_examples=1500, deadline=None)
@example("1999-01-01 - 2709-01-01", "Avtalet gäller {}.")
@given(OTHERS, SENTENCES)
def test_numbers_of_other_kinds_stay(other: str, sentence: str) -> None:
    raw = sentence.format(other)
    assert numbers.masked(raw) == raw


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 -+\n\t\f\u00ad\ufffeXx*Dnrpers.:/", max_size=400))
def test_any_text_keeps_its_length_and_lines(raw: str) -> None:
    masked = numbers.masked(raw)
    assert len(masked) == len(raw)
    assert numbers.masked(masked) == masked
    assert [i for i, sign in enumerate(raw) if sign not in string.digits] == [
        i
        for i, (old, new) in enumerate(zip(raw, masked, strict=True))
        if old == new and old not in string.digits
    ]


def test_the_mask_is_nothing_to_any_rule() -> None:
    assert not MASK.isalnum()
    cleaned = text.clean([Page(1, f"§ 1 Val\n{MASK * 8}-{MASK * 4} Anna Ek (S)\n")])
    assert MASK * 8 in cleaned.clean


def test_time_grows_with_length_only() -> None:
    for part in ("12 ", "1234 ", "620314-", "620314-\n", "12-\n", "19620314 "):
        numbers.find(part * 40_000)


def test_examples_and_real_minutes_hold_none() -> None:
    files = sorted((SHARED / "minutes").rglob("*.txt"))
    for file in files:
        assert numbers.find(file.read_text("utf-8", errors="replace")) == ()
    for file in sorted((EXAMPLES / "minutes").glob("*.pdf")):
        assert not any(page.masked for page in pages.read(Source(str(file), "")))
