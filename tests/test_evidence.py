"""Every fact has the words that state it, where it says they are: on all minutes, whole and damaged."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild import minutes, pages, text
from graphbuild.facts.document import extract
from graphbuild.model import Evidence, Page, Record, Source
from graphbuild.text import Text
from tests.conftest import EXAMPLES, SHARED

ALPHABET = "Beslut yrkar§12 Anna Ek (S)\n\t|*-.,:åÅ\u00a0\ufffe"
DOCUMENTS = sorted([*(EXAMPLES / "minutes").glob("*.pdf"), *(SHARED / "minutes").rglob("*.txt")])


def evidence_in(value: object) -> Iterator[Evidence]:
    """Yield every piece of evidence in a record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from evidence_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from evidence_in(entry)


def read(raw_pages: tuple[Page, ...]) -> tuple[Record, Text]:
    cleaned = text.clean(raw_pages)
    return extract(minutes.structure(cleaned), Source("document", "0" * 64)), cleaned


def check(record: Record, cleaned: Text) -> int:
    found = list(evidence_in(record))
    for evidence in found:
        assert cleaned.raw[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote.strip()
        assert cleaned.page_starts[evidence.page - 1] <= evidence.start
        after = cleaned.page_starts[evidence.page :]
        assert not after or evidence.start < after[0]
    return len(found)


@lru_cache(maxsize=64)
def pages_of(path: Path) -> tuple[Page, ...]:
    return pages.read(Source(str(path), "0" * 64))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_fact_has_its_words(path: Path) -> None:
    assert check(*read(pages_of(path))) > 0


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Page, ...]:
    """A stretch of real minutes with lines dropped, doubled or swapped, and one page or several."""
    path = draw(st.sampled_from(DOCUMENTS))
    lines = "\n".join(page.raw for page in pages_of(path)).split("\n")
    start = draw(st.integers(0, max(0, len(lines) - 20)))
    part = lines[start : start + draw(st.integers(5, 250))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(part) - 1))
        how = draw(st.sampled_from(["drop", "double", "swap", "cut", "tear"]))
        if how == "drop" and len(part) > 1:
            part.pop(at)
        elif how == "double":
            part.insert(at, part[at])
        elif how == "swap":
            part[at], part[-1] = part[-1], part[at]
        elif how == "cut":
            part[at] = part[at][: draw(st.integers(0, 40))]
        else:
            part[at] = part[at].replace(" ", "\ufffe", 2)
    where = draw(st.integers(0, len(part)))
    return Page(1, "\n".join(part[:where])), Page(2, "\n".join(part[where:]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_damaged_minutes_raise_nothing_and_keep_their_words(raw_pages: tuple[Page, ...]) -> None:
    check(*read(raw_pages))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=ALPHABET, max_size=200), max_size=3))
def test_any_text_raises_nothing(raw: list[str]) -> None:
    check(*read(tuple(Page(number, words) for number, words in enumerate(raw, 1))))
