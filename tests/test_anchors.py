"""A quote is found again where it is, however the text was extracted anew, and never in a wrong place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from api.cli import main
from graphbuild import pipeline
from graphbuild.anchors import Anchor, AnchorError, find, read
from graphbuild.model import Source
from graphbuild.triples.evidence import CONTEXT
from tests.conftest import EXAMPLES, SHARED
from tests.reflow import rewrapped
from tests.test_evidence import evidence_in

HEADER = "Granviks kommun   Protokoll   Blad 3 (12)\nJusterandes sign\n"
TEXT = """§ 3 Taxa för gästhamnen
Nämnden beslutar att anta förvaltningens förslag till taxa.
Anna Ek (S) yrkar bifall till förslaget.

§ 4 Taxa för badet
Nämnden beslutar att avslå förvaltningens förslag till taxa.
Anna Ek (S) yrkar bifall till förslaget.
"""


def anchor(text: str, quote: str, place: int = 0) -> Anchor:
    """Return the anchor of the quote's occurrence in a text."""
    start = -1
    for _ in range(place + 1):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    return Anchor(quote, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], 1, start, end)


def test_the_only_place_with_the_words_is_found() -> None:
    found = find(anchor(TEXT, "anta förvaltningens förslag till taxa."), TEXT)
    assert found is not None
    assert (found.quote, found.how, found.page) == ("anta förvaltningens förslag till taxa.", "exact", 1)


def test_what_stands_around_tells_which_of_two() -> None:
    new = TEXT.replace("\n", "\r\n").replace("förslag", "för-\nslag")
    for place, before in ((0, "anta"), (1, "avslå")):
        found = find(anchor(TEXT, "förvaltningens förslag", place), new)
        assert found is not None
        assert found.how == "context"
        assert new[: found.start].rstrip().endswith(before)


def test_no_place_is_told_where_nothing_tells_which() -> None:
    same = "Anna Ek (S) yrkar bifall.\n" * 9
    assert find(Anchor("yrkar bifall", "Anna Ek (S) ", ".\n"), same) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effekt för flyget", "eﬀekt för ﬂyget"),
        ("Å och é och ö", "A\u030a och e\u0301 och o\u0308"),
        ("kollektivtrafiken i länet", "kollektiv\u00ad\ntrafiken\u00a0i länet"),
        ("kollektivtrafiken i länet", "kollektiv\ufffetrafiken i länet"),
        ("EU-kommissionen svarar", "EU\u2011kommissionen  svarar"),
    ],
)
def test_spaces_hyphens_ligatures_and_marks_may_differ(old: str, new: str) -> None:
    saved = anchor(f"Nämnden noterar att {old} enligt planen.", old)
    found = find(saved, f"Nämnden noterar\natt {new} enligt planen.")
    assert found is not None
    assert found.quote == new


def test_a_few_letters_may_differ_and_no_digit() -> None:
    old = "Nämnden beviljar Granviks båtklubb 25 000 kronor till en ny brygga i hamnen. Beslutet gäller."
    saved = anchor(old, "Granviks båtklubb 25 000 kronor till en ny brygga i hamnen")
    found = find(saved, old.replace("brygga", "hrygga").replace("båtklubb", "batklubb"))
    assert found is not None
    assert found.how == "similar"
    assert find(saved, old.replace("25 000", "35 000")) is None


def test_what_is_not_there_is_not_found() -> None:
    saved = anchor(TEXT, "anta förvaltningens förslag till taxa.")
    assert find(saved, TEXT.replace("anta", "återremittera").split("§ 4")[0]) is None
    assert find(saved, "") is None
    assert find(Anchor("…"), TEXT) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40), st.text(max_size=400))
def test_any_text_raises_nothing_and_the_words_are_where_it_says(
    quote: str, prefix: str, suffix: str, raw: str
) -> None:
    found = find(Anchor(quote, prefix, suffix, 1, 10, 20), raw)
    assert found is None or raw[found.start : found.end] == found.quote


# Minutes whose text another program extracts: the same letters, other lines, hyphens and headers.

ALL = sorted((EXAMPLES / "minutes").glob("*.pdf"))
REAL = sorted((SHARED / "minutes" / "gold").glob("00*.txt"))
ROUTES = {
    "narrow": {"width": 40},
    "broad and hyphenated": {"width": 95, "hyphen": "-"},
    "with headers": {"width": 60, "hyphen": "\u00ad", "header": HEADER},
}


@lru_cache(maxsize=16)
def saved(path: Path) -> tuple[str, tuple[Anchor, ...]]:
    """Return a document's raw text and the anchors of all its evidence."""
    record, text = pipeline.extract(Source(str(path), "0" * 64))
    raw = text.raw
    places = sorted({(one.page, one.start, one.end) for one in evidence_in(record)})
    return raw, tuple(
        Anchor(
            raw[start:end], raw[max(0, start - CONTEXT) : start], raw[end : end + CONTEXT], page, start, end
        )
        for page, start, end in places
    )


def places(path: Path, route: str) -> Iterator[tuple[int | None, int]]:
    """Yield where each quote is found in another route's text, and where it is."""
    raw, anchors = saved(path)
    made = rewrapped(raw, **ROUTES[route])
    for one in anchors:
        first = next(i for i in range(one.start or 0, one.end or 0) if raw[i].isalnum())
        found = find(one, made.raw)
        at = found and next(i for i in range(found.start, found.end) if made.raw[i].isalnum())
        yield at, made.places[first]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("path", [*ALL, *REAL], ids=lambda path: path.stem)
def test_quotes_are_found_in_the_right_place_or_not_at_all(path: Path, route: str) -> None:
    found = list(places(path, route))
    assert [pair for pair in found if pair[0] is not None and pair[0] != pair[1]] == []
    # Lists of ballots repeat each other; where offsets tell nothing, no place is told of many of their rows.
    least = 0.5 if route == "with headers" else 0.97
    assert sum(at is not None for at, _ in found) >= least * len(found)


# Saved annotations, and the command that reads them.

W3C = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "Annotation",
    "target": {
        "source": "https://region.example/rs.pdf",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "förslag till taxa", "prefix": "ns ", "suffix": "."},
            {"type": "TextPositionSelector", "start": 50, "end": 67},
        ],
    },
}


def test_an_annotation_of_the_web_is_read() -> None:
    assert read(json.dumps(W3C).encode()) == Anchor("förslag till taxa", "ns ", ".", None, 50, 67)


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b"<a> <b> <c> .", b"[" * 5000])
def test_what_holds_no_quote_is_told(data: bytes) -> None:
    with pytest.raises(AnchorError, match="no annotation with a quote"):
        read(data)


def test_the_annotation_that_the_api_gives_leads_to_the_words(tmp_path: Path, store: Path) -> None:
    from fastapi.testclient import TestClient

    from api import Settings, create_app

    place = "item/region-mellansjo/regionstyrelsen/2025-02-11/17/decision/1/evidence/1"
    with TestClient(create_app(store, Settings(workers=0))) as client:
        for extension in ("jsonld", "ttl"):
            file = tmp_path / f"evidence.{extension}"
            file.write_bytes(client.get(f"/data/{place}.{extension}").content)
            result = CliRunner().invoke(
                main,
                ["quote", str(file), str(EXAMPLES / "minutes" / "rs-2025-02-11.pdf"), "--format", "json"],
            )
            assert result.exit_code == 0, result.output
            found = json.loads(result.output)
            assert found["quote"] == read(file.read_bytes()).quote
            assert found["page"] == read(file.read_bytes()).page


def test_the_command_says_what_it_does_not_find(tmp_path: Path) -> None:
    file, document = tmp_path / "a.json", tmp_path / "a.txt"
    file.write_text(json.dumps(W3C), encoding="utf-8")
    document.write_text("§ 1 Val\nNämnden väljer Bo Alm.\n", encoding="utf-8")
    missing = CliRunner().invoke(main, ["quote", str(file), str(document)])
    assert (missing.exit_code, missing.output) == (1, "not found for certain\n")
    file.write_text("{}", encoding="utf-8")
    wrong = CliRunner().invoke(main, ["quote", str(file), str(document)])
    assert wrong.exit_code == 2
