"""Content negotiation, one test a rule (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import pytest

from api.negotiation import negotiate

OFFERS = ["application/json", "text/html", "text/csv"]


def test_no_header_accepts_the_first_offer() -> None:
    assert negotiate(None, OFFERS) == "application/json"


def test_an_empty_header_accepts_the_first_offer() -> None:
    assert negotiate("", OFFERS) == "application/json"


def test_an_exact_type_is_sent() -> None:
    assert negotiate("text/csv", OFFERS) == "text/csv"


def test_types_are_compared_without_regard_to_case() -> None:
    assert negotiate("TEXT/CSV", OFFERS) == "text/csv"


def test_the_greatest_weight_wins_whatever_the_order() -> None:
    assert negotiate("text/csv;q=0.3, text/html;q=0.8", OFFERS) == "text/html"


def test_without_a_weight_it_is_one() -> None:
    assert negotiate("text/csv;q=0.9, text/html", OFFERS) == "text/html"


def test_blanks_around_the_weight_are_allowed() -> None:
    assert negotiate("application/json ; q=0.1 , text/csv ; q=0.2", OFFERS) == "text/csv"


def test_equal_weights_leave_the_choice_to_the_server() -> None:
    assert negotiate("text/csv, text/html", OFFERS) == "text/html"


def test_any_subtype() -> None:
    assert negotiate("text/*", OFFERS) == "text/html"


def test_any_type() -> None:
    assert negotiate("*/*", OFFERS) == "application/json"


def test_the_more_specific_range_gives_the_weight() -> None:
    assert negotiate("text/*;q=0.9, text/html;q=0.1, */*;q=0.5", OFFERS) == "text/csv"


def test_a_weight_of_zero_forbids() -> None:
    assert negotiate("text/csv;q=0", OFFERS) is None


def test_a_weight_of_zero_forbids_although_everything_else_is_accepted() -> None:
    assert negotiate("*/*, application/json;q=0", OFFERS) == "text/html"


def test_everything_may_be_forbidden() -> None:
    assert negotiate("*/*;q=0.000", OFFERS) is None


def test_nothing_that_fits_is_406() -> None:
    assert negotiate("image/png, audio/*", OFFERS) is None


def test_a_parameter_makes_another_type() -> None:
    assert negotiate("text/html;level=1", OFFERS) is None
    assert negotiate("text/html;level=1", ["text/html;level=1"]) == "text/html;level=1"


def test_a_parameter_is_more_specific() -> None:
    offers = ["text/html", "text/html;level=1"]
    assert negotiate("text/html;q=0.4, text/html;level=1;q=0.7", offers) == "text/html;level=1"


@pytest.mark.parametrize("accept", ["text/csv;charset=utf-8", 'text/csv; charset="latin-1"'])
def test_a_charset_does_not_count(accept: str) -> None:
    assert negotiate(accept, OFFERS) == "text/csv"


def test_a_profile_is_a_hint() -> None:
    accept = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
    assert negotiate(accept, ["application/ld+json"]) == "application/ld+json"


def test_commas_and_semicolons_within_quotes_do_not_separate() -> None:
    assert negotiate('text/html;x="a,text/csv;q=1", application/json;q=0.1', OFFERS) == "application/json"


@pytest.mark.parametrize(
    "wrong", ["text", "/", "*/csv", "text/", "text/csv;q=2", "text/csv;q=high", ";;", ",,"]
)
def test_an_element_that_is_not_well_formed_is_passed_over(wrong: str) -> None:
    assert negotiate(f"{wrong}, text/html;q=0.1", OFFERS) == "text/html"


def test_what_a_browser_sends_gets_a_page() -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert (
        negotiate(accept, ["application/sparql-results+json", "application/xml", "text/html"]) == "text/html"
    )


def test_what_rdflib_sends_gets_turtle() -> None:
    accept = "application/rdf+xml;q=0.5, text/turtle, */*;q=0.1"
    assert negotiate(accept, ["application/n-triples", "application/rdf+xml", "text/turtle"]) == "text/turtle"
