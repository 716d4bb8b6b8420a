"""What was not understood: said with its § and its words, and nothing said of what was read well."""

from __future__ import annotations

import pytest

from graphbuild import pipeline
from graphbuild.doubts import doubts
from graphbuild.facts.document import extract
from graphbuild.minutes import structure
from graphbuild.model import Source
from graphbuild.sources import collect
from tests.conftest import EXAMPLES, SHARED
from tests.reading import text_of

MATTER = (
    "Beslut\nNämnden bifaller ansökan.\nSammanfattning\nEn ansökan om vägmärken har kommit in till nämnden."
)


def said(*pages: str) -> tuple[str, ...]:
    minutes = structure(text_of(*pages))
    return doubts(minutes, extract(minutes, Source("x.txt", "0")).items)


def test_numbers_that_the_series_leaves_out() -> None:
    assert said(f"§ 4 Vägen\n{MATTER}\n§ 5 Bron\n{MATTER}\n§ 7 Färjan\n{MATTER}\n§ 11 Cykeln\n{MATTER}") == (
        "§ 6 is missing between § 5 and § 7",
        "§§ 8–10 are missing between § 7 and § 11",
    )


def test_an_interval_of_numbers_is_no_gap() -> None:
    assert said(f"§ 4-6 Vägen\n{MATTER}\n§ 7 Bron\n{MATTER}\n§ 8 Färjan\n{MATTER}") == ()


def test_a_heading_of_unknown_kind() -> None:
    unknown = "\nTolkens iakttagelser\n\nTolken har sett att alla vägmärken står upp och ner i kommunen.\n"
    items = "\n".join(f"§ {number} Väg nummer {number}\n{MATTER}\n{unknown}" for number in (1, 2, 3, 4))
    assert said(items) == (
        "the heading “Tolkens iakttagelser” is of unknown kind; it stands in §§ 1, 2, 3 and 1 more",
    )


def test_a_decision_section_without_a_point() -> None:
    assert said(f"§ 1 Vägen\nBeslut\nSammanfattning\nEn väg har byggts.\n§ 2 Bron\n{MATTER}") == (
        "§ 1: nothing was decided under “Beslut”: “”",
    )


def test_a_vote_without_a_decision() -> None:
    vote = "Omröstning\nOmröstningen utfaller med 12 Ja mot 8 Nej."
    assert said(f"§ 1 Vägen\n{vote}\n§ 2 Bron\n{MATTER}") == ("§ 1: there is a vote but no decision",)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        (
            "Omröstning\nResultatet framgår inte här.",
            "§ 1: no result of a vote was found under “Omröstning”: “Resultatet framgår inte här.”",
        ),
        (
            "Propositionsordning\nOrdföranden finner bifall. Votering begärs.",
            "§ 1: “Votering begärs”, but no result of a vote was found",
        ),
        (
            "Omröstning\nOmröstningen utfaller med 120 Ja mot 80 Nej.",
            "§ 1: 200 votes are more than any council has members",
        ),
    ],
)
def test_a_vote_that_cannot_be_so(words: str, doubt: str) -> None:
    assert said(f"§ 1 Vägen\n{MATTER}\n{words}\n§ 2 Bron\n{MATTER}") == (doubt,)


def test_a_page_without_text_also_where_the_document_is_no_minutes() -> None:
    unread = ("page 2 holds no text: it is empty or an image",)
    assert said(f"§ 1 Vägen\n{MATTER}", " \n", f"§ 2 Bron\n{MATTER}") == unread
    assert said("Ett brev", "", "Hälsningar") == unread
    assert said("") == ()


@pytest.mark.parametrize("path", sorted((EXAMPLES / "minutes").glob("*.pdf")), ids=lambda path: path.stem)
def test_the_examples_leave_no_doubt(path: object) -> None:
    (source,), _ = collect([EXAMPLES / "minutes" / str(path)])
    record, _ = pipeline.extract(source)
    assert record.warnings == ()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real minutes are no part of the project")
def test_real_minutes_are_read_with_few_doubts() -> None:
    sources, _ = collect([SHARED / "minutes" / "gold", SHARED / "minutes" / "region-norrbotten"])
    records = [pipeline.extract(source)[0] for source in sources]
    assert sum(len(record.warnings) for record in records) <= 1, [record.warnings for record in records]
